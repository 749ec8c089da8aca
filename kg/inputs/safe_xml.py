"""XML that cannot do harm, by defusedxml: no entities, nothing from outside."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from kg.errors import InputError
from kg.inputs.opened import missing


def parsed(text: str, what: str, extra: str) -> Element:
    """The root of an XML text without its declaration.

    Raises:
        InputError: It is not well-formed, declares entities, or ``extra`` is not installed.
    """
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring
    except ImportError:
        raise missing(what, extra) from None
    try:
        root: Element = fromstring(text)
    except ParseError as error:
        raise InputError(f"not well-formed ({error}); save it again") from None
    except DefusedXmlException:
        raise InputError("declares entities of its own, which is refused; take them out") from None
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(element: Element, *way: str) -> Element | None:
    """The first element that is reached by names of descendants, one below the other."""
    for item in element.iter():
        if item is not element and local(item) == way[0]:
            found = item if len(way) == 1 else first(item, *way[1:])
            if found is not None:
                return found
    return None


def every(element: Element, name: str) -> list[Element]:
    """All elements of a name, at any depth."""
    return [item for item in element.iter() if local(item) == name]


def text(element: Element | None) -> str | None:
    """The text of an element in one line, or None."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None
