"""The files of a graph's directory, and how they are replaced.

Files are replaced so that a killed run leaves the old ones or the new ones, never half of them.

The files of a directory are written beside it in ``.next``; a marker there says that they are
complete, and only then are they renamed into place. Whoever opens the directory after a run was
killed in between finishes the renaming first.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, KgError

FACTS, TURTLE, VIEW = "facts.jsonl", "graph.ttl", "graph.html"
PROBLEMS, STORE, DECISIONS = "problems.jsonl", "store", "decisions.txt"
# What was read, before anything was linked: what decisions are applied to.
READ = "read.jsonl"

_NEXT, _OLD, _MARKER, _LOCK = ".next", ".old", "COMPLETE", ".lock"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """An open file that takes the place of ``path`` when the block ends without an error."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as target:
            yield target
        beside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def replacing_all(directory: Path) -> Iterator[Path]:
    """An empty directory whose entries replace those of ``directory`` when the block ends well.

    Other entries of ``directory`` stay. Raises `KgError` when another run is writing there.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{directory}: cannot be made: {error.strerror}") from error
    with _locked(directory) as alone:
        if not alone:
            raise KgError(f"{directory}: another kg run is writing there; wait until it has ended")
        _roll_forward(directory)
        staged = directory / _NEXT
        shutil.rmtree(staged, ignore_errors=True)
        try:
            staged.mkdir()
        except OSError as error:
            raise InputError(f"{directory}: cannot be written: {error.strerror}") from error
        try:
            yield staged
            (staged / _MARKER).touch()
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        _roll_forward(directory)


def finish(directory: Path) -> None:
    """Put into place what a killed run had completed; does nothing while a run is writing."""
    if (directory / _NEXT / _MARKER).exists():
        with _locked(directory) as alone:
            if alone:
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
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(staged)


@contextmanager
def _locked(directory: Path) -> Iterator[bool]:
    """Hold the directory's lock for the block; yields whether it was to be had."""
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system
        yield True
        return
    with (directory / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
