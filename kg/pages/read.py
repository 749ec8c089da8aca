"""Read inputs into documents: .txt, .html, .jsonl, .pdf, directories, globs, ``-``.

Every input that cannot be read gives one `Problem` (which file and line, what is wrong, what to
do) and the others are read all the same.
"""

import glob
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.model import Document, Problem
from kg.pages.decode import decode, decode_html
from kg.pages.layout import iso_day
from kg.pages.web import read_html

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".pdf")
# Files of news are far smaller; what is larger is a mistake or has to come in parts.
LARGEST_FILE = 256 * 2**20
LARGEST_LINE = 16 * 2**20

Found = Document | Problem


def read(inputs: Iterable[str | Found]) -> Iterator[Found]:
    """The documents of the inputs in order, and a `Problem` for each one that cannot be read.

    A string names a file, a directory, a glob or, as ``-``, standard input; a `Document` or a
    `Problem` has been made already. Directories are read recursively in the order of their paths.
    A document id that was there before is a problem: offsets would be ambiguous.
    """
    seen: dict[str, str] = {}
    for place, found in _each(inputs):
        if isinstance(found, Problem):
            yield found
        elif found.id in seen:
            yield _problem(
                place,
                f"its id {found.id!r} was already at {seen[found.id]}; give every document an id "
                "of its own",
            )
        else:
            seen[found.id] = place
            yield found


def _each(inputs: Iterable[str | Found]) -> Iterator[tuple[str, Found]]:
    """What the inputs give, each with its place."""
    files: set[str] = set()
    for given in inputs:
        if isinstance(given, Document):
            yield given.id, _whole(given)
            continue
        if isinstance(given, Problem):
            yield given.document, given
            continue
        for path in _expand(given):
            if isinstance(path, Problem):
                yield given, path
            elif path in files:
                yield path, _problem(path, "given twice; it is read once", skipped=False)
            else:
                files.add(path)
                yield from _read_one(path)


def _whole(document: Document) -> Found:
    """A document that was not decoded from bytes, if its characters are whole."""
    try:
        document.text.encode()
    except UnicodeEncodeError:
        message = "text holds half a surrogate pair; write the character whole"
        return _problem(document.id, message)
    return document


def parse(data: bytes, name: str) -> Iterator[Found]:
    """The document in the bytes of a file of that name: a text, a web page or a PDF.

    Raises:
        InputError: There is none in it.
    """
    return _page(BytesIO(data), name)


def _problem(name: str, message: str, skipped: bool = True) -> Problem:
    return Problem(name, "read", message, skipped)


def _expand(name: str) -> Iterator[str | Problem]:
    """The files an input names."""
    if name == "-" or os.path.isfile(name):
        yield name
    elif os.path.isdir(name):
        refused: list[Problem] = []
        files = sorted(_walk(name, refused))
        yield from refused
        if not files and not refused:
            yield _problem(name, f"no file in it that ends in {', '.join(SUFFIXES)}")
        yield from files
    elif glob.has_magic(name) and (matches := sorted(glob.glob(name, recursive=True))):
        for match in matches:
            yield from _expand(match)
    elif glob.has_magic(name):
        yield _problem(name, "no file matches it; check the pattern")
    elif os.path.exists(name):
        yield name
    else:
        yield _problem(name, "no such file or directory; check the path")


def _walk(folder: str, refused: list[Problem]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        refused.append(
            _problem(str(error.filename), f"cannot be read ({error.strerror}); check its rights")
        )

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(parent, name)


def _read_one(name: str) -> Iterator[tuple[str, Found]]:
    """The documents of one file, each with its place: the file, or the line of it."""
    try:
        if name == "-":
            yield from _stdin(sys.stdin.buffer)
            return
        with open(name, "rb") as file:
            if name.lower().endswith((".jsonl", ".ndjson")):
                yield from _jsonl(file, name)
            else:
                yield from ((name, found) for found in _page(file, name))
    except InputError as error:
        yield name, _problem(name, str(error))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its rights"
        yield name, _problem(name, message)


def _page(file: BinaryIO, name: str) -> Iterator[Found]:
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise InputError(f"larger than {LARGEST_FILE >> 20} MB; split it")
    if not data.strip():
        raise InputError("empty; leave it out")
    if data.startswith(b"%PDF-"):
        yield _pdf(file, name)
        return
    if name.lower().endswith(".pdf"):
        raise InputError("not a PDF, though its name says so; give it its right name")
    html = name.lower().endswith((".html", ".htm", ".xhtml")) or re.match(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", data, re.IGNORECASE
    )
    text, notice = decode_html(data) if html else decode(data)
    if notice:
        yield _problem(name, notice, skipped=False)
    if html:
        yield read_html(text, name)
    elif text.strip():
        yield Document(name, text)
    else:
        raise InputError("empty; leave it out")


def _pdf(file: BinaryIO, name: str) -> Document:
    try:
        import pypdf
    except ImportError:
        raise InputError(
            "reading PDF needs the pdf extra; run: pip install 'newskg[pdf]'"
        ) from None
    file.seek(0)
    try:
        reader = pypdf.PdfReader(file)
        text = "\n".join(page.extract_text() for page in reader.pages)
    except Exception as error:  # pypdf raises many kinds on broken files
        raise InputError(f"broken or encrypted PDF ({error}); save it again") from error
    if not text.strip():
        raise InputError("PDF without a text layer; run text recognition (OCR) on it first")
    return Document(name, text.encode("utf-8", "replace").decode("utf-8"))


def _stdin(file: BinaryIO) -> Iterator[tuple[str, Found]]:
    """Standard input: JSON Lines when it begins with a brace, else the text of a page."""
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    if peek and peek(1).lstrip().startswith(b"{"):
        yield from _jsonl(file, "-")
    else:
        yield from (("-", found) for found in _page(file, "-"))


def _jsonl(file: BinaryIO, name: str) -> Iterator[tuple[str, Found]]:
    """The articles of a JSON Lines file, read line by line."""
    number, empty = 0, True
    while line := file.readline(LARGEST_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > LARGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST_LINE)
            message = f"line longer than {LARGEST_LINE >> 20} MB; split the article"
            yield place, _problem(place, message)
        elif line.strip():
            yield from ((place, found) for found in _row(line, place))
        else:
            continue
        empty = False
    if empty:
        raise InputError("empty; leave it out")


def _row(line: bytes, place: str) -> Iterator[Found]:
    """The document of one line."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield _problem(place, "not UTF-8; save the file as UTF-8")
        return
    except json.JSONDecodeError as error:
        yield _problem(place, f"not JSON ({error.msg}); mend or remove the line")
        return
    except RecursionError:
        yield _problem(place, "nested too deeply; mend or remove the line")
        return
    wrong = _wrong(row)
    if wrong:
        yield _problem(place, wrong)
        return
    published = iso_day(row.get("published"))
    if row.get("published") and not published:
        message = f"published {row['published']!r} is no ISO date (2025-03-31); it is left out"
        yield _problem(place, message, skipped=False)
    title, publisher = row.get("title") or None, row.get("publisher") or None
    yield Document(str(row["id"]), row["text"], True, title, published, publisher)


def _wrong(row: Any) -> str | None:
    """What is wrong with a parsed line, if anything."""
    if not isinstance(row, dict):
        return 'not a JSON object; give {"id": ..., "text": ...}'
    if not isinstance(row.get("id"), str | int) or row["id"] == "":
        return 'no id; give every article an "id" of its own'
    if not isinstance(row.get("text"), str):
        return 'no text; give the article as "text"'
    if not row["text"].strip():
        return "empty text; leave it out"
    for key in ("title", "published", "publisher"):
        if not isinstance(row.get(key), str | None):
            return f"{key} is not a string; mend or remove it"
    for key in ("id", "text", "title", "publisher"):
        try:
            str(row.get(key)).encode("utf-8")
        except UnicodeEncodeError:
            return f"{key} holds half a surrogate pair; write the character whole"
    return None
