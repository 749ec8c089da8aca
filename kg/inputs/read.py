"""Read inputs into documents: files of all formats, directories, globs, ``-``.

Every input that cannot be read gives one `Problem` (which file and line, what is wrong, what to
do) and the others are read all the same.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from io import BytesIO

from kg.errors import InputError
from kg.inputs.archives import BROKEN_ARCHIVE
from kg.inputs.columns import Columns
from kg.inputs.finding import File, files_of
from kg.inputs.formats import WALKED, format_of
from kg.inputs.jsonl import read_lines
from kg.inputs.opened import Opened, Way, work
from kg.inputs.problems import Found, notice, problem
from kg.limits import DEFAULT, Limits
from kg.model import Document, Problem
from kg.processes import Pool

_TOLD = 200


def read(
    inputs: Iterable[str | Found], limits: Limits | None = None, columns: Columns | None = None
) -> Iterator[Found]:
    """The documents of the inputs in order, and a `Problem` for each one that cannot be read.

    A string names a file, a directory, a glob or, as ``-``, standard input; a `Document` or a
    `Problem` has been made already. Directories are read recursively in the order of their paths.
    The id of a page is its path below the directory, or below the part of a glob that is before the
    first wildcard; a file that is given itself is called by its name alone. Documents may share an
    id (`identity.told_apart`). What takes a parser is decoded in a process that is killed when one
    takes longer than the limits allow.
    """
    with way_of(limits, columns) as way:
        yield from _read(inputs, way)


@contextmanager
def way_of(limits: Limits | None = None, columns: Columns | None = None) -> Iterator[Way]:
    """The way in which inputs are read, with a process that decodes; it ends with the block."""
    limits = limits or DEFAULT
    with closing(Pool(1, work, limits.seconds, limits.memory_megabytes)) as pool:
        yield Way(read_opened, limits, columns or Columns(), pool, WALKED)


def _read(inputs: Iterable[str | Found], way: Way) -> Iterator[Found]:
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
    """The documents in the bytes of a file of that name.

    Raises:
        InputError: There is none in it.
    """
    opened = Opened(BytesIO(data), name, name)
    return format_of(opened).read(opened, Way(read_opened, walked=WALKED))


def _read_one(found: File, way: Way) -> Iterator[Found]:
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
                yield problem(path, "standard input is closed; give a file")
                return
            yield from read_opened(Opened(sys.stdin.buffer, "-", "-"), way)
            return
        with open(path, "rb") as file:
            yield from read_opened(Opened(file, path, name, path=path), way)
    except OSError as error:
        message = f"cannot be read ({error.strerror or error}); check the file and its rights"
        yield problem(path, message)


def read_opened(opened: Opened, way: Way) -> Iterator[Found]:
    """The documents of an input that is open, or the problem with it."""
    try:
        if opened.name == "-" and opened.head().lstrip().startswith(b"{"):
            yield from read_lines(opened, way)
        else:
            yield from format_of(opened).read(opened, way)
    except InputError as error:
        yield problem(opened.place, str(error))
    except OSError:
        raise
    except Exception as error:  # libraries raise many kinds on broken files
        if opened.depth and isinstance(error, BROKEN_ARCHIVE):
            raise
        yield broken(opened.place, error)


def broken(place: str, error: Exception) -> Problem:
    """What a library says of an input that it stumbles over."""
    told = " ".join(f"{type(error).__name__}: {error}".split())[:_TOLD]
    return problem(place, f"broken ({told}); save it again")
