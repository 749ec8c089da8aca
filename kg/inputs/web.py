"""Web pages and PDF to text: the main text by trafilatura, and what the page states of it."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from typing import Any

from kg.errors import InputError
from kg.inputs.decode import decode, decode_html
from kg.inputs.markup import flat, stated, tree_of, with_title
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice
from kg.inputs.stated import authors, iso_day, language, published
from kg.limits import check_page
from kg.model import Document

# Only what the page's own metadata state: no dates from its text, none that depend on the clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
_LANG = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


def read_page(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a web page."""
    text, remark = decode_html(way.whole(opened), opened.charset)
    if remark:
        yield notice(opened.place, remark, opened.name)
    check_page(text, way.limits)
    yield way.decoded(read_html, text, opened.name)


def read_text(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a text."""
    text, remark = decode(way.whole(opened))
    if remark:
        yield notice(opened.place, remark, opened.name)
    if not text.strip():
        raise InputError("empty; leave it out")
    yield Document(opened.name, text)


def read_pdf(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a PDF."""
    data = way.whole(opened)
    if not data.startswith(b"%PDF-"):
        raise InputError("not a PDF, though its name says so; give it its right name")
    yield way.decoded(pdf_document, data, opened.name)


def pdf_document(data: bytes, name: str) -> Document:
    """The document of a PDF with a text layer; raises `InputError` where there is none."""
    try:
        import pypdf
    except ImportError:
        raise missing("PDF", "pdf") from None
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except Exception as error:  # pypdf raises many kinds on broken files
        raise InputError(f"broken or encrypted PDF ({error}); save it again") from error
    if not text.strip():
        raise InputError("PDF without a text layer; run text recognition (OCR) on it first")
    return Document(name, text.encode("utf-8", "replace").decode("utf-8"))


def read_html(html: str, name: str) -> Document:
    """The document of a web page: an article with its title as first line, or a page of several.

    Raises:
        InputError: The page has no article text.
    """
    tree = tree_of(html)
    several = [] if tree is None else list(_articles(tree))
    tag = _LANG.search(html)
    told = stated(tree)
    tongue = (language(tag[1]) if tag else None) or told.language
    if len(several) > 1:
        starts = tuple(accumulate((len(text) + 2 for text in several[:-1]), initial=0))
        return Document(name, "\n\n".join(several), starts=starts, language=tongue)
    found = _extracted(html)
    if found is None or not (found.text or "").strip():
        raise InputError("no article text found in the page; save the text as .txt")
    title = flat(found.title)
    day, issued = published(told.published)
    return Document(
        name,
        with_title(title, found.text),
        single=True,
        title=title,
        published=day or iso_day(found.date),
        publisher=flat(found.sitename) or told.publisher,
        url=flat(found.url) or told.url,
        language=tongue,
        authors=told.authors or authors(found.author),
        issued=issued,
        sections=told.sections,
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


def _articles(tree: Any) -> Iterator[str]:
    """The texts of a listing: `article` elements that each have a heading and paragraphs."""
    from lxml.html import tostring

    for article in tree.xpath("//article[not(ancestor::article)]"):
        headings = article.xpath(".//h1|.//h2|.//h3")
        if not headings or len(article.xpath(".//p")) < 2:
            continue
        body = tostring(article, encoding="unicode", with_tail=False)
        found = _extracted(f"<html><body>{body}</body></html>")
        if found is not None and len(found.text or "") > 200:
            title = flat(headings[0].text_content())
            yield with_title(title, found.text).replace("\n", "\n\n")
