"""Read inputs into documents: .txt, .html, .jsonl, .pdf, directories, globs, ``-``.

Every input that cannot be read gives one `Problem` (which file and line, what is wrong, what to
do) and the others are read all the same.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from kg.errors import InputError
from kg.limits import DEFAULT, LimitError, Limits, check_page, out_of_time
from kg.model import Document, Problem
from kg.pages.decode import decode, decode_html
from kg.pages.finding import File, files_of
from kg.pages.jsonl import articles
from kg.pages.problems import Found, notice, problem
from kg.pages.web import read_html
from kg.processes import Beat, Lost, Pool


def read(inputs: Iterable[str | Found], limits: Limits | None = None) -> Iterator[Found]:
    """The documents of the inputs in order, and a `Problem` for each one that cannot be read.

    A string names a file, a directory, a glob or, as ``-``, standard input; a `Document` or a
    `Problem` has been made already. Directories are read recursively in the order of their paths.
    The id of a page is its path below the directory, or below the part of a glob that is before the
    first wildcard; a file that is given itself is called by its name alone. Documents may share an
    id (`identity.told_apart`). Web pages and PDF files are decoded in a process that is killed when
    one takes longer than the limits allow.
    """
    limits = limits or DEFAULT
    with closing(Pool(1, _work, limits.seconds, limits.memory_megabytes)) as pool:
        yield from _read(inputs, _Way(limits, pool))


@dataclass(frozen=True)
class _Way:
    """How inputs are read: within which limits, and by which process what needs one."""

    limits: Limits
    pool: Pool | None = None


def _read(inputs: Iterable[str | Found], way: _Way) -> Iterator[Found]:
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
                yield from _read_one(found, way)


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
    return _page(BytesIO(data), name, name, _Way(DEFAULT))


def _read_one(found: File, way: _Way) -> Iterator[Found]:
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
            yield from _stdin(sys.stdin.buffer, way)
            return
        with open(path, "rb") as file:
            if found.lines:
                yield from articles(file, path, way.limits)
            else:
                yield from _page(file, path, name, way)
    except InputError as error:
        yield problem(path, str(error))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its rights"
        yield problem(path, message)


def _page(file: BinaryIO, path: str, name: str, way: _Way) -> Iterator[Found]:
    """The document of a page; ``path`` is where a problem is said to be."""
    most = way.limits.file_megabytes
    data = file.read((most << 20) + 1)
    if len(data) > most << 20:
        raise LimitError("file_megabytes", f"larger than {most:,} MB", most)
    if not data.strip():
        raise InputError("empty; leave it out")
    if data.startswith(b"%PDF-"):
        yield _decoded(data, name, way)
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
        check_page(text, way.limits)
        yield _decoded(text, name, way)
    elif text.strip():
        yield Document(name, text)
    else:
        raise InputError("empty; leave it out")


def _decoded(data: str | bytes, name: str, way: _Way) -> Document:
    """The document of a web page, or in bytes a PDF, made by a process that can be killed."""
    if way.pool is None:
        return _document(data, name)
    found = way.pool.result(way.pool.submit((data, name)))
    if isinstance(found, Lost):
        if found.hung:
            raise out_of_time(way.limits)
        raise InputError("the process that decoded it died; save its text as .txt")
    if isinstance(found, str):
        raise InputError(found)
    document: Document = found
    return document


def _work(task: tuple[str | bytes, str], beat: Beat) -> Document | str:
    """The document of a page, or why there is none."""
    try:
        return _document(*task)
    except MemoryError:
        return "too large for its memory; save its text as .txt"
    except InputError as error:
        return str(error)


def _document(data: str | bytes, name: str) -> Document:
    return read_html(data, name) if isinstance(data, str) else _pdf(data, name)


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


def _stdin(file: BinaryIO, way: _Way) -> Iterator[Found]:
    """Standard input: JSON Lines when it begins with a brace, else the text of a page."""
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    if peek and peek(1).lstrip().startswith(b"{"):
        yield from articles(file, "-", way.limits)
    else:
        yield from _page(file, "-", "-", way)
