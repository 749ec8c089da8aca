"""Markup to text, and what a page states of itself: JSON-LD first, then OpenGraph."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.inputs.stated import authors, language, sections

# What begins a new paragraph, and what holds no text of the article.
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "block", "blockquote", "body", "br", "center", "dd", "div",
        "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hl2", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_NO_TEXT = frozenset(
    [
        "button", "figure", "head", "iframe", "media", "nav", "noscript", "object", "script",
        "select", "style", "svg", "template", "title",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """What a page states of its article; ``published`` is as it stands there."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def tree_of(html: str) -> Any:
    """The parsed page, or None where it cannot be parsed."""
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    try:
        parser: Any = HTMLParser(encoding="utf-8")
        return fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def paragraphs(html: str) -> str:
    """The text of a piece of HTML, its paragraphs set apart by blank lines."""
    whole = re.search(r"<(?:html|body)\b", html[:4096], re.IGNORECASE)
    tree = tree_of(html if whole else f"<div>{html}</div>") if html.strip() else None
    return "" if tree is None else paragraphs_of(tree)


def paragraphs_of(tree: Any) -> str:
    """The text of a parsed tree, of HTML or XML that has elements of it, likewise."""
    parts = "".join(_words(tree)).split("\n")
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in parts)))


def _words(tree: Any) -> Iterator[str]:
    """The text of a tree, a line break where a block begins and ends."""
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        tag = item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
        inner: list[Any] = []
        if tag and tag not in _NO_TEXT:
            edge = "\n" if tag in _BLOCKS else ""
            inner.append(edge + _one_line(item.text))
            for child in item:
                inner += [child, _one_line(child.tail)]
            inner.append(edge)
        waiting += reversed(inner)


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def flat(text: str | None) -> str | None:
    """A text in one line; None where there is none."""
    return " ".join(text.split()) or None if text else None


def with_title(title: str | None, text: str) -> str:
    """A text with its title as the first line."""
    text = text.strip()
    return f"{title}\n{text}" if title and not text.startswith(title) else text


def stated(tree: Any) -> Stated:
    """What a parsed page states of its article."""
    if tree is None:
        return Stated()
    found = next(_articles(tree), {})
    meta = _meta(tree)
    return Stated(
        published=_string(found.get("datePublished")) or meta.get("article:published_time"),
        publisher=_name(found.get("publisher")) or meta.get("og:site_name"),
        url=_string(found.get("url")) or meta.get("og:url"),
        language=language(_string(found.get("inLanguage")) or meta.get("og:locale")),
        authors=authors(filter(None, map(_name, _listed(found.get("author"))))),
        sections=sections(filter(None, map(_string, _listed(found.get("articleSection")))))
        or sections(filter(None, [meta.get("article:section")])),
    )


def _meta(tree: Any) -> dict[str, str]:
    """The meta elements of a page, the first of each name."""
    found: dict[str, str] = {}
    for item in tree.iter("meta"):
        name, content = item.get("property") or item.get("name"), flat(item.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that a page describes in JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                told = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for item in _described(told):
                kinds = _listed(item.get("@type"))
                if any(isinstance(kind, str) and kind.endswith("Article") for kind in kinds):
                    yield item


def _described(told: Any) -> Iterator[dict[str, Any]]:
    for item in _listed(told):
        if isinstance(item, dict):
            yield item
            yield from (part for part in _listed(item.get("@graph")) if isinstance(part, dict))


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str | None:
    return flat(value) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a person or publisher, who may be a string, an object or a list of these."""
    for item in _listed(value):
        found = _string(item.get("name") if isinstance(item, dict) else item)
        if found and not found.startswith(("http:", "https:")):
            return found
    return None
