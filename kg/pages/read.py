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
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.model import Document, Problem
from kg.pages.decode import decode, decode_html
from kg.pages.stated import authors, language, published
from kg.pages.web import read_html

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".pdf")
# Files of news are far smaller; what is larger is a mistake or has to come in parts.
LARGEST_FILE = 256 * 2**20
LARGEST_LINE = 16 * 2**20
# What a line may tell of its article besides its author.
_TOLD = ("title", "published", "publisher", "url", "language")

Found = Document | Problem


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and its name: its path below what was given, or the last part of that."""

    path: str
    name: str

    @property
    def lines(self) -> bool:
        """Whether it holds an article a line."""
        return self.path.lower().endswith((".jsonl", ".ndjson"))

    @property
    def key(self) -> tuple[str, str]:
        """The same for all ways to a file by which its documents are called the same."""
        if self.path == "-":
            return "-", "-"
        return os.path.realpath(self.path), "" if self.lines else self.name


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
        for found in _expand(given):
            if isinstance(found, Problem):
                yield found
            elif found.key in seen:
                message = "given twice; it is read once"
                yield replace(_notice(found.path, message), stage="given")
            else:
                seen.add(found.key)
                yield from _read_one(found)


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
    return _page(BytesIO(data), name, name)


def _problem(place: str, message: str) -> Problem:
    readable = os.fsencode(place).decode("utf-8", "backslashreplace")
    return Problem(readable, "read", message)


def _notice(place: str, message: str, page: str | None = None) -> Problem:
    """That a page is read, but not as it stands."""
    return replace(_problem(place, message), skipped=False, page=page)


def _expand(given: str) -> Iterator[_File | Problem]:
    """The files an input names."""
    if given == "-":
        yield _File(given, given)
    elif os.path.isdir(given):
        yield from _below(given, given)
    elif os.path.exists(given):
        yield _File(given, os.path.basename(given))
    elif not glob.has_magic(given):
        yield _problem(given, "no such file or directory; check the path")
    elif matches := sorted(glob.glob(given, recursive=True)):
        folder = _fixed(given)
        # A pattern may match a folder and what is in it.
        yield from dict.fromkeys(item for match in matches for item in _below(match, folder))
    else:
        yield _problem(given, "no file matches it; check the pattern")


def _fixed(pattern: str) -> str:
    """The folder of a pattern before its first wildcard."""
    while glob.has_magic(pattern):
        pattern = os.path.dirname(pattern)
    return pattern or os.curdir


def _below(path: str, folder: str) -> Iterator[_File | Problem]:
    """The file of a path, or those in it if it is a directory, named by their way from a folder."""
    if not os.path.isdir(path):
        yield _File(path, _name(path, folder))
        return
    refused: list[Problem] = []
    files = sorted(_walk(path, refused))
    yield from refused
    if not files and not refused:
        yield _problem(path, f"no file in it that ends in {', '.join(SUFFIXES)}")
    for file in files:
        yield _File(file, _name(file, folder))


def _name(path: str, folder: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


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


def _read_one(found: _File) -> Iterator[Found]:
    """The documents of one file."""
    path, name = found.path, found.name
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        yield _problem(path, "its name is not UTF-8; give the file another one")
        return
    try:
        if path == "-":
            yield from _stdin(sys.stdin.buffer)
            return
        with open(path, "rb") as file:
            yield from _jsonl(file, path) if found.lines else _page(file, path, name)
    except InputError as error:
        yield _problem(path, str(error))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its rights"
        yield _problem(path, message)


def _page(file: BinaryIO, path: str, name: str) -> Iterator[Found]:
    """The document of a page; ``path`` is where a problem is said to be."""
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
        yield _notice(path, notice, name)
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


def _stdin(file: BinaryIO) -> Iterator[Found]:
    """Standard input: JSON Lines when it begins with a brace, else the text of a page."""
    peek: Callable[[int], bytes] | None = getattr(file, "peek", None)
    if peek and peek(1).lstrip().startswith(b"{"):
        yield from _jsonl(file, "-")
    else:
        yield from _page(file, "-", "-")


def _jsonl(file: BinaryIO, name: str) -> Iterator[Found]:
    """The articles of a JSON Lines file, read line by line."""
    number, empty = 0, True
    while line := file.readline(LARGEST_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > LARGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST_LINE)
            yield _problem(place, f"line longer than {LARGEST_LINE >> 20} MB; split the article")
        elif line.strip():
            yield from _row(line, place)
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
    day, issued = published(row.get("published"))
    if row.get("published") and not day:
        message = f"published {row['published']!r} is no ISO date (2025-03-31); it is left out"
        yield _notice(place, message, str(row["id"]))
    tag = language(row.get("language"))
    if row.get("language") and not tag:
        message = f"language {row['language']!r} is no tag such as en or en-GB; it is left out"
        yield _notice(place, message, str(row["id"]))
    yield Document(
        str(row["id"]),
        row["text"],
        single=True,
        title=row.get("title") or None,
        published=day,
        publisher=row.get("publisher") or None,
        url=(row.get("url") or "").strip() or None,
        language=tag,
        authors=authors(row.get("author")),
        issued=issued,
    )


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
    for key in _TOLD:
        if not isinstance(row.get(key), str | None):
            return f"{key} is not a string; mend or remove it"
    by = row.get("author")
    if not isinstance(by, str | None) and not (
        isinstance(by, list) and all(isinstance(name, str) for name in by)
    ):
        return "author is neither a name nor a list of names; mend or remove it"
    for key in ("id", "text", "author", *_TOLD):
        try:
            str(row.get(key)).encode("utf-8")
        except UnicodeEncodeError:
            return f"{key} holds half a surrogate pair; write the character whole"
    return None
