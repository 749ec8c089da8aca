"""Web pages to text: the main text by trafilatura, and what the page's metadata say of it."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from kg.errors import InputError
from kg.model import Document
from kg.pages.linekinds import iso_day
from kg.pages.stated import authors, language

# Only what the page's own metadata state: no dates from its text, none that depend on the clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
_LANG = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


def read_html(html: str, name: str) -> Document:
    """The document of a web page: an article with its title as first line, or a page of several.

    Raises:
        InputError: The page has no article text.
    """
    several, tag = list(_articles(html)), _LANG.search(html)
    tongue = language(tag[1]) if tag else None
    if len(several) > 1:
        starts = tuple(accumulate((len(text) + 2 for text in several[:-1]), initial=0))
        return Document(name, "\n\n".join(several), starts=starts, language=tongue)
    found = _extracted(html)
    if found is None or not (found.text or "").strip():
        raise InputError("no article text found in the page; save the text as .txt")
    title = _flat(found.title)
    text = _with_title(title, found.text)
    published, publisher = iso_day(found.date), _flat(found.sitename)
    return Document(
        name,
        text,
        single=True,
        title=title,
        published=published,
        publisher=publisher,
        url=_flat(found.url),
        language=tongue,
        authors=authors(found.author),
    )


def _extracted(html: str) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=dict(_DATES),
    )


def _articles(html: str) -> Iterator[str]:
    """The texts of a listing: `article` elements that each have a heading and paragraphs."""
    from lxml import etree
    from lxml.html import fromstring, tostring

    try:
        tree = fromstring(html.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError):
        return
    for article in tree.xpath("//article[not(ancestor::article)]"):
        headings = article.xpath(".//h1|.//h2|.//h3")
        if not headings or len(article.xpath(".//p")) < 2:
            continue
        body = tostring(article, encoding="unicode", with_tail=False)
        found = _extracted(f"<html><body>{body}</body></html>")
        if found is not None and len(found.text or "") > 200:
            title = _flat(headings[0].text_content())
            yield _with_title(title, found.text).replace("\n", "\n\n")


def _parser() -> Any:
    from lxml.html import HTMLParser

    return HTMLParser(encoding="utf-8")


def _with_title(title: str | None, text: str) -> str:
    text = text.strip()
    return f"{title}\n{text}" if title and not text.startswith(title) else text


def _flat(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
