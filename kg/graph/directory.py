"""The files of a graph's directory, and how they are replaced.

Files are replaced so that a killed run leaves the old ones or the new ones, never half of them.

The files of a directory are written beside it in ``.next``; a marker there says that they are
complete, and only then are they renamed into place. Whoever opens the directory after a run was
killed in between finishes the renaming first.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, KgError

FACTS, TURTLE, VIEW = "facts.jsonl", "graph.ttl", "graph.html"
PROBLEMS, STORE, DECISIONS = "problems.jsonl", "store", "decisions.txt"
# In the store: the pages as they were given, and what was read of them, before anything was linked.
PAGES, READ = "pages.jsonl", "read.jsonl"
# Also in the store: what the explorer begins with where the graph is served.
EXPLORED = "explored.json.gz"

_NEXT, _OLD, _MARKER, _LOCK = ".next", ".old", "COMPLETE", ".lock"


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Tells in a line what keeps the block from writing there: a full disk, rights, a file system.

    Raises:
        InputError: Something does.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise InputError(f"{place}: cannot be written: {reason}") from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """An open file that takes the place of ``path`` when the block ends without an error.

    A link stays one: what it leads to is replaced. A pipe or a device is written to as it is.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or a device is written to; nothing can take its place.
        with writing(path), path.open("wb") as target:
            yield target
        return
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".{place.name}.{os.getpid()}.new")
    with writing(path):
        try:
            with beside.open("wb") as target:
                yield target
            beside.replace(place)
        finally:
            # A file system that is read-only refuses even to remove what is not there.
            if beside.exists():
                beside.unlink()


@contextmanager
def replacing_all(directory: Path) -> Iterator[Path]:
    """An empty directory whose entries replace those of ``directory`` when the block ends well.

    Other entries of ``directory`` stay. Raises `KgError` when another run is writing there.
    """
    with alone_in(directory):
        staged = directory / _NEXT
        with writing(directory):
            _roll_forward(directory)
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
        try:
            yield staged
            with writing(directory):
                (staged / _MARKER).touch()
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        with writing(directory):
            _roll_forward(directory)


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Hold the lock of a graph's directory for the block; raises `KgError` as `alone` does."""
    with alone(directory, _LOCK, "writing there"):
        yield


def finish(directory: Path) -> None:
    """Put into place what a killed run had completed; does nothing while a run is writing."""
    if (directory / _NEXT / _MARKER).exists():
        with _locked(directory) as held:
            if held:
                _roll_forward(directory)


def _roll_forward(directory: Path) -> None:
    staged = directory / _NEXT
    if not (staged / _MARKER).exists():
        return
    for new in sorted(staged.iterdir()):
        if new.name == _MARKER:
            continue
        place, aside = directory / new.name, directory / f"{_OLD}-{new.name}"
        if new.is_dir() and place.exists():
            shutil.rmtree(aside, ignore_errors=True)
            place.rename(aside)
        new.replace(place)
    for aside in directory.glob(f"{_OLD}-*"):
        shutil.rmtree(aside, ignore_errors=True)
    # The marker goes last: until then, who is interrupted here is followed by one who goes on.
    (staged / _MARKER).unlink()
    staged.rmdir()


@contextmanager
def alone(directory: Path, name: str, doing: str) -> Iterator[None]:
    """Hold a lock of that name in a directory, which is made, for the block.

    Raises:
        KgError: Somebody else, who is ``doing`` the same, holds it.
    """
    if directory.exists() and not directory.is_dir():
        raise InputError(f"{directory}: a file, not a directory; name another one for the graph")
    with writing(directory):
        directory.mkdir(parents=True, exist_ok=True)
    with _locked(directory, name) as held:
        if not held:
            raise KgError(f"{directory}: another kg run is {doing}; wait until it has ended")
        yield


@contextmanager
def _locked(directory: Path, name: str = _LOCK) -> Iterator[bool]:
    """Hold the directory's lock for the block; yields whether it was to be had."""
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system
        yield True
        return
    with writing(directory):
        lock = (directory / name).open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
