"""Manuscripts and books: .docx by python-docx, .odt, .epub, and Markdown by markdown-it."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from kg.errors import InputError
from kg.inputs.decode import decode, decode_html, decode_xml
from kg.inputs.markup import flat, paragraphs, with_title
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice
from kg.inputs.safe_xml import every, first, local, parsed, text
from kg.inputs.stated import authors, language, published, sections
from kg.model import Document

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in an OpenDocument besides its running text.
_BESIDE = ("annotation", "note", "tracked-changes", "table", "table-of-content", "frame")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_KEY = re.compile(
    r"""(?m)^(title|date|author|language|lang|section|url):[ \t]*["']?([^\n"]{0,1000})"""
)


def read_docx(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a Word file, paragraph by paragraph, without tables, notes and comments."""
    yield way.decoded(docx, way.whole(opened), opened.name, way.limits.file_megabytes << 20)


def docx(data: bytes, name: str, most: int) -> Document:
    """The document in the bytes of a Word file; raises `InputError` where there is none."""
    try:
        import docx as word
    except ImportError:
        raise missing(".docx", "office") from None
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > most:
                raise InputError("unpacks to more than its limit (file_megabytes)")
        found = word.Document(BytesIO(data))
        lines = [_words(paragraph._p) for paragraph in found.paragraphs]
        told = found.core_properties
        title, author = flat(told.title), told.author
    except InputError:
        raise
    except Exception as error:  # python-docx raises many kinds on broken files
        raise InputError(f"broken or no .docx ({error}); save it again") from None
    return _manuscript(name, lines, title, author)


def _words(paragraph: Any) -> str:
    """The words of a paragraph of Word, also inserted ones that nobody has accepted yet."""
    parts = []
    for item in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
        parts.append(item.text or "" if item.tag == f"{_WORD}t" else " ")
    return " ".join("".join(parts).split())


def _manuscript(name: str, lines: list[str], title: str | None, author: str | None) -> Document:
    words = "\n\n".join(filter(None, lines))
    if not words:
        raise InputError("no text in it; leave it out")
    return Document(name, words, title=title, authors=authors(author))


def read_odt(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of an OpenDocument text, without tables, notes, comments and deleted words."""
    yield way.decoded(odt, way.whole(opened), opened.name, way.limits.file_megabytes << 20)


def odt(data: bytes, name: str, most: int) -> Document:
    """The document in the bytes of an OpenDocument text; raises `InputError` if there is none."""
    files = _Files(data, most, ".odt")
    body = first(files.xml("content.xml"), "body")
    meta = files.xml("meta.xml") if "meta.xml" in files.names else Element("none")
    lines = [] if body is None else list(_odt_lines(body))
    author = text(first(meta, "creator")) or text(first(meta, "initial-creator"))
    return _manuscript(name, lines, text(first(meta, "title")), author)


def _odt_lines(element: Element) -> Iterator[str]:
    for item in element:
        if local(item) in ("p", "h"):
            yield " ".join("".join(_odt_words(item)).split())
        elif local(item) not in _BESIDE:
            yield from _odt_lines(item)


def _odt_words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for item in element:
        if local(item) in ("s", "tab", "line-break"):
            yield " "
        elif local(item) not in _BESIDE:
            yield from _odt_words(item)
        yield item.tail or ""


def read_epub(opened: Opened, way: Way) -> Iterator[Found]:
    """The chapters of a book, each a document: papers for e-readers have an article in each."""
    most = way.limits.file_megabytes << 20
    yield from way.decoded(epub, way.whole(opened), opened.name, most)


def epub(data: bytes, name: str, most: int) -> list[Document]:
    """The chapters in the bytes of a book; raises `InputError` where there is none."""
    files = _Files(data, most, ".epub")
    rootfile = first(files.xml("META-INF/container.xml"), "rootfile")
    path = "" if rootfile is None else rootfile.get("full-path") or ""
    book = files.xml(path)
    items = {item.get("id"): item for item in every(book, "item")}
    day, issued = published(text(first(book, "metadata", "date")))
    found = []
    for reference in every(book, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        href = unquote(item.get("href") or "")
        page, _ = decode_html(files.read(normpath(join(dirname(path), href))))
        words = paragraphs(page)
        if words:
            title = _heading(page)
            document = Document(f"{name}/{href}", with_title(title, words), True, title)
            found.append((document, words))
    if not found:
        raise InputError("no text in its chapters; leave it out")
    publisher = text(first(book, "metadata", "publisher")) or text(first(book, "metadata", "title"))
    tongue = language(text(first(book, "metadata", "language")))
    return [
        Document(d.id, d.text, True, d.title, day, publisher, language=tongue, issued=issued)
        for d, _ in found
    ]


def _heading(page: str) -> str | None:
    found = re.search(r"<h([1-3])\b[^>]{0,400}>(.{1,600}?)</h\1>", page, re.DOTALL | re.IGNORECASE)
    return flat(paragraphs(found[2])) if found else None


def read_markdown(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a Markdown file; its front matter tells title, date, author."""
    written, remark = decode(way.whole(opened))
    if remark:
        yield notice(opened.place, remark, opened.name)
    yield way.decoded(markdown, written, opened.name)


def markdown(written: str, name: str) -> Document:
    """The document of Markdown; raises `InputError` where it has no text."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise missing("Markdown", "office") from None
    front = _FRONT.match(written)
    told = dict(_KEY.findall(front[1])) if front else {}
    words = paragraphs(MarkdownIt("commonmark").render(written[front.end() if front else 0 :]))
    if not words:
        raise InputError("no text in it; leave it out")
    day, issued = published(told.get("date"))
    title = flat(told.get("title"))
    return Document(
        name,
        with_title(title, words) if title else words,
        single=bool(title),
        title=title,
        published=day,
        url=flat(told.get("url")),
        language=language(told.get("language") or told.get("lang")),
        authors=authors(told.get("author")),
        issued=issued,
        sections=sections(told.get("section")),
    )


class _Files:
    """The files in a document that is a .zip, within a limit of bytes."""

    def __init__(self, data: bytes, most: int, kind: str) -> None:
        self._kind, self._most = kind, most
        try:
            self._archive = ZipFile(BytesIO(data))
        except BadZipFile as error:
            raise InputError(f"broken or no {kind} ({error}); save it again") from None
        self.names = set(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises `InputError` where it is not there, broken or too large."""
        try:
            with self._archive.open(name) as file:
                data = file.read(self._most + 1)
        # Names that are not there, broken parts, passwords, unknown packing.
        except (KeyError, BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error) as e:
            raise InputError(f"broken {self._kind} ({name}: {e}); save it again") from None
        if len(data) > self._most:
            raise InputError("unpacks to more than its limit (file_megabytes)")
        return data

    def xml(self, name: str) -> Element:
        """The root of an XML file."""
        return parsed(decode_xml(self.read(name))[0], self._kind, "office")
