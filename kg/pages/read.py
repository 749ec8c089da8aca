"""Read inputs into documents: .txt, .html, .jsonl, .pdf, directories, globs, ``-``.

Every input that cannot be read gives one `Problem` (which file and line, what is wrong, what to
do) and the others are read all the same.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document, Problem
from kg.pages.decode import decode, decode_html
from kg.pages.finding import File, files_of
from kg.pages.jsonl import articles
from kg.pages.problems import Found, notice, problem
from kg.pages.web import read_html

# Files of news are far smaller; what is larger is a mistake or has to come in parts.
LARGEST_FILE = 256 * 2**20


def read(inputs: Iterable[str | Found]) -> Iterator[Found]:
    """The documents of the inputs in order, and a `Problem` for each one that cannot be read.

    A string names a file, a directory, a glob or, as ``-``, standard input; a `Document` or a
    `Problem` has been made already. Directories are read recursively in the order of their paths.
    The id of a page is its path below the directory, or below the part of a glob that is before the
    first wildcard; a file that is given itself is called by its name alone. Documents may share an
    id (`identity.told_apart`).
    """
    seen: set[tuple[str, str]] = set()
    for given in inputs:
        if isinstance(given, Document):
            yield _whole(given)
            continue
        if isinstance(given, Problem):
            yield given
            continue
        for found in files_of(given):
            if isinstance(found, Problem):
                yield found
            elif found.key in seen:
                message = "given twice; it is read once"
                yield replace(notice(found.path, message), stage="given")
            else:
                seen.add(found.key)
                yield from _read_one(found)


def _whole(document: Document) -> Found:
    """A document that was not decoded from bytes, if its characters are whole."""
    try:
        document.text.encode()
    except UnicodeEncodeError:
        message = "text holds half a surrogate pair; write the character whole"
        return problem(document.id, message)
    return document


def parse(data: bytes, name: str) -> Iterator[Found]:
    """The document in the bytes of a file of that name: a text, a web page or a PDF.

    Raises:
        InputError: There is none in it.
    """
    return _page(BytesIO(data), name, name)


def _read_one(found: File) -> Iterator[Found]:
    """The documents of one file."""
    path, name = found.path, found.name
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        yield problem(path, "its name is not UTF-8; give the file another one")
        return
    if found.waits:
        yield problem(path, "a pipe or a device, not a file; give what comes out of it to -")
        return
    try:
        if path == "-":
            if sys.stdin is None:
                raise InputError("standard input is closed; give a file")
            yield from _stdin(sys.stdin.buffer)
            return
        with open(path, "rb") as file:
            yield from articles(file, path) if found.lines else _page(file, path, name)
    except InputError as error:
        yield problem(path, str(error))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its rights"
        yield problem(path, message)


def _page(file: BinaryIO, path: str, name: str) -> Iterator[Found]:
    """The document of a page; ``path`` is where a problem is said to be."""
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise InputError(f"larger than {LARGEST_FILE >> 20} MB; split it")
    if not data.strip():
        raise InputError("empty; leave it out")
    if data.startswith(b"%PDF-"):
        yield _pdf(data, name)
        return
    if name.lower().endswith(".pdf"):
        raise InputError("not a PDF, though its name says so; give it its right name")
    html = name.lower().endswith((".html", ".htm", ".xhtml")) or re.match(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", data, re.IGNORECASE
    )
    text, remark = decode_html(data) if html else decode(data)
    if remark:
        yield notice(path, remark, name)
    if html:
        yield read_html(text, name)
    elif text.strip():
        yield Document(name, text)
    else:
        raise InputError("empty; leave it out")


def _pdf(data: bytes, name: str) -> Document:
    try:
        import pypdf
    except ImportError:
        raise InputError(
            "reading PDF needs the pdf extra; run: pip install 'newskg[pdf]'"
        ) from None
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        text = "\n".join(page.extract_text() for page in reader.pages)
    except Exception as error:  # pypdf raises many kinds on broken files
        raise InputError(f"broken or encrypted PDF ({error}); save it again") from error
    if not text.strip():
        raise InputError("PDF without a text layer; run text recognition (OCR) on it first")
    return Document(name, text.encode("utf-8", "replace").decode("utf-8"))


def _stdin(file: BinaryIO) -> Iterator[Found]:
    """Standard input: JSON Lines when it begins with a brace, else the text of a page."""
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    if peek and peek(1).lstrip().startswith(b"{"):
        yield from articles(file, "-")
    else:
        yield from _page(file, "-", "-")
