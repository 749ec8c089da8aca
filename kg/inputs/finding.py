"""Which files an input names: a file, a directory, a glob, ``-``."""

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass

from kg.inputs.formats import WALKED
from kg.inputs.problems import problem
from kg.model import Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, and its name: its path below what was given, or the last part of that."""

    path: str
    name: str

    @property
    def lines(self) -> bool:
        """Whether it holds an article a line."""
        return self.path.lower().endswith((".jsonl", ".ndjson"))

    @property
    def waits(self) -> bool:
        """Whether it is a named pipe or a device, where somebody may write or nobody ever.

        The pipe of ``<(command)`` has no name that leads to it.
        """
        real = os.path.realpath(self.path)
        return self.path != "-" and os.path.exists(real) and not os.path.isfile(real)

    @property
    def key(self) -> tuple[str, str]:
        """The same for all ways to a file by which its documents are called the same."""
        if self.path == "-":
            return "-", "-"
        return os.path.realpath(self.path), "" if self.lines else self.name


def files_of(given: str) -> Iterator[File | Problem]:
    """The files an input names."""
    if given == "-":
        yield File(given, given)
    elif os.path.isdir(given):
        yield from _below(given, given)
    elif os.path.exists(given):
        yield File(given, os.path.basename(given))
    elif not glob.has_magic(given):
        yield problem(given, "no such file or directory; check the path")
    elif matches := sorted(glob.glob(given, recursive=True)):
        folder = _fixed(given)
        # A pattern may match a folder and what is in it.
        yield from dict.fromkeys(item for match in matches for item in _below(match, folder))
    else:
        yield problem(given, "no file matches it; check the pattern")


def _fixed(pattern: str) -> str:
    """The folder of a pattern before its first wildcard."""
    while glob.has_magic(pattern):
        pattern = os.path.dirname(pattern)
    return pattern or os.curdir


def _below(path: str, folder: str) -> Iterator[File | Problem]:
    """The file of a path, or those in it if it is a directory, named by their way from a folder."""
    if not os.path.isdir(path):
        yield File(path, _name(path, folder))
        return
    refused: list[Problem] = []
    files = sorted(_walk(path, refused))
    yield from refused
    if not files and not refused:
        yield problem(path, f"no file in it that ends in {', '.join(WALKED)}")
    for file in files:
        yield File(file, _name(file, folder))


def _name(path: str, folder: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _walk(folder: str, refused: list[Problem]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        refused.append(
            problem(str(error.filename), f"cannot be read ({error.strerror}); check its rights")
        )

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(WALKED) and not name.startswith("."):
                yield os.path.join(parent, name)
