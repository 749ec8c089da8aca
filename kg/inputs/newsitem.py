"""NewsItem XML, in which corpora of agency news are given: an item a file."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kg.errors import InputError
from kg.inputs.decode import decode_xml
from kg.inputs.markup import flat, paragraphs_of, with_title
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, notice
from kg.inputs.safe_xml import every, first, parsed, text
from kg.inputs.stated import authors, language, published
from kg.model import Document

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsitem(opened: Opened, way: Way) -> Iterator[Found]:
    """The article of NewsItem XML."""
    written, remark = decode_xml(way.whole(opened))
    if remark:
        yield notice(opened.place, remark)
    yield way.decoded(newsitem, written, opened.name)


def newsitem(written: str, name: str) -> Document:
    """The article of NewsItem XML; raises `InputError` where it has no text."""
    root = parsed(written, "NewsItem XML", "agencies")
    body = first(root, "text")
    words = "" if body is None else paragraphs_of(body)
    if not words:
        raise InputError("no text in it; leave it out")
    title = text(first(root, "headline")) or text(first(root, "title"))
    told = {item.get("element", ""): item.get("value") for item in every(root, "dc")}
    day, issued = published(root.get("date") or told.get("dc.date.published"))
    return Document(
        root.get("itemid") or name,
        with_title(title, words),
        single=True,
        title=title,
        published=day,
        publisher=flat(told.get("dc.publisher") or told.get("dc.source")),
        language=language(root.get(_LANGUAGE)),
        authors=_byline(first(root, "byline")),
        issued=issued,
    )


def _byline(element: Element | None) -> tuple[str, ...]:
    return authors(text(element) if element is not None else None)
