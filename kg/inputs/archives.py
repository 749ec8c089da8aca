"""Archives: .gz and .zip of anything that can be read, one part after another."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from kg.errors import InputError
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, problem

# What reading something raises that lies in a broken archive.
BROKEN_ARCHIVE = (EOFError, zlib.error, gzip.BadGzipFile, BadZipFile)
# An archive in an archive in an archive is seldom news; a bomb is made of more.
_DEEPEST = 3


def read_gzip(opened: Opened, way: Way) -> Iterator[Found]:
    """What is in a .gz, under its name without that ending."""
    _check_depth(opened)
    name = opened.name[: -len(".gz")] if opened.name.lower().endswith(".gz") else opened.name
    file = cast(BinaryIO, gzip.GzipFile(fileobj=opened.file, mode="rb"))
    inner = opened.inside(file, opened.place, name, depth=opened.depth + 1)
    try:
        yield from way.read(inner, way)
    except BROKEN_ARCHIVE as error:
        raise InputError(f"broken gzip ({error}); what was read before that is kept") from None


def read_zip(opened: Opened, way: Way) -> Iterator[Found]:
    """What is in a .zip: each file that can be read, called by its way from the archive."""
    for name, file in members(opened):
        if name.lower().endswith(way.walked):
            yield from member(opened, way, name, file)


def members(opened: Opened) -> Iterator[tuple[str, "BinaryIO | InputError"]]:
    """The files in a .zip in the order of their names, or why one cannot be opened.

    Raises:
        InputError: It is no .zip, or lies in too many archives.
    """
    _check_depth(opened)
    if not opened.file.seekable():
        raise InputError("a .zip cannot be read from a pipe; save it as a file")
    try:
        archive = ZipFile(opened.file)
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise InputError(f"broken or no .zip ({error}); save it again") from None
    with archive:
        for item in sorted(archive.infolist(), key=_name):
            name = _name(item)
            parts = name.split("/")
            if not parts[-1] or any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            try:
                with archive.open(item) as file:
                    yield name, BufferedReader(file)  # type: ignore[type-var]
            except (BadZipFile, RuntimeError, OSError, ValueError) as error:
                yield name, InputError(f"cannot be unpacked ({error}); unpack it yourself")


def _name(item: ZipInfo) -> str:
    """The name of a file in a .zip; some programs on Windows write backslashes in it."""
    return item.filename.replace("\\", "/")


def member(
    opened: Opened, way: Way, name: str, file: BinaryIO | InputError, called: str | None = None
) -> Iterator[Found]:
    """What is in a file of a .zip, or the problem with it."""
    place = f"{opened.place}/{name}"
    if isinstance(file, InputError):
        yield problem(place, str(file))
        return
    inner = opened.inside(file, place, called or f"{opened.name}/{name}", depth=opened.depth + 1)
    try:
        yield from way.read(inner, way)
    except BROKEN_ARCHIVE as error:
        yield problem(place, f"broken in the archive ({error}); save it again")


def _check_depth(opened: Opened) -> None:
    if opened.depth >= _DEEPEST:
        raise InputError("an archive in three others; unpack it first")
