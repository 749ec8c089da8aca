"""Whether kg can work on this machine: what is installed, and what there is room for."""

import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from kg.commands.settings import path_above, read
from kg.errors import InputError
from kg.processes import cores
from kg.syntax import DEFAULT_MODEL

_NAME = "newskg"
_OLDEST = (3, 11)
# A process that reads holds the model and an article; less makes the system slow, or end it.
_LEAST_MEMORY = 1 << 30
_LEAST_DISK = 1 << 30
_PACKAGE = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra == ["']([\w-]+)["']""")
# For who works on kg itself.
_NOT_FOR_USERS = frozenset(("test", "lint", "stores"))


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``note`` is what only some miss."""

    name: str
    state: Literal["ok", "note", "FAIL"]
    message: str


def look(directory: Path, model: str | None = None) -> Iterator[Finding]:
    """Look at everything, the quick things first; nothing is changed."""
    yield Finding("kg", "ok", version(_NAME))
    good = sys.version_info >= _OLDEST
    yield Finding("Python", "ok" if good else "FAIL", platform.python_version())
    yield from _packages()
    yield from _settings()
    yield _model(model or DEFAULT_MODEL)
    yield Finding("cores", "ok", f"{cores()}")
    yield _memory()
    yield _place(directory)
    yield _index()
    yield from _extras()


def _packages() -> Iterator[Finding]:
    """The packages that every command may need."""
    for name in _required(None):
        try:
            yield Finding(name, "ok", version(name))
        except PackageNotFoundError:
            yield Finding(name, "FAIL", f"not installed; pip install {_NAME}")


def _required(extra: str | None) -> list[str]:
    """The packages that kg or one of its extras asks for."""
    return [name for name, of in _requirements() if of == extra and name != _NAME]


def _requirements() -> Iterator[tuple[str, str | None]]:
    """Each package that kg asks for, with the extra that needs it, as its own metadata have it."""
    for line in requires(_NAME) or ():
        name = _PACKAGE.match(line)
        extra = _EXTRA.search(line)
        if name:
            yield name[0], extra[1] if extra else None


def _settings() -> Iterator[Finding]:
    path = path_above(Path.cwd())
    if path is None:
        return
    try:
        read(path)
    except InputError as error:
        yield Finding("kg.toml", "FAIL", str(error))
    else:
        yield Finding("kg.toml", "ok", str(path))


def _model(name: str) -> Finding:
    """Whether the parser is there, which is not loaded for that."""
    from spacy.util import is_package

    if os.path.isdir(name):
        return Finding("model", "ok", name)
    if not is_package(name):
        return Finding("model", "FAIL", f"{name} is not installed; pip install {name}")
    return Finding("model", "ok", f"{name} {version(name)}")


def _memory() -> Finding:
    try:
        pages = os.sysconf("SC_AVPHYS_PAGES")
        free = _available() or pages * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return Finding("memory", "note", "this system does not say how much is free")
    told = f"{free / (1 << 30):,.1f} GB free; a process that reads takes about 1"
    return Finding("memory", "ok" if free >= _LEAST_MEMORY else "note", told)


def _available() -> int | None:
    """What Linux can give without swapping, in bytes."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    told = next((line.split() for line in lines if line.startswith("MemAvailable:")), None)
    return int(told[1]) << 10 if told else None


def _place(directory: Path) -> Finding:
    """Whether a graph can be written where it is to be."""
    there = next(place for place in (directory, *directory.absolute().parents) if place.exists())
    if not there.is_dir():
        return Finding("directory", "FAIL", f"{there} is a file, not a directory")
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding("directory", "FAIL", f"{there} cannot be written to")
    free = shutil.disk_usage(there).free
    told = f"{directory} can be written; {free / (1 << 30):,.1f} GB free"
    return Finding("directory", "ok" if free >= _LEAST_DISK else "note", told)


def _index() -> Finding:
    """Whether SQLite can search texts, which some systems leave out."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table t using fts5(x)")
    except sqlite3.Error as error:
        return Finding("SQLite", "FAIL", f"{sqlite3.sqlite_version} without FTS5 ({error})")
    finally:
        connection.close()
    return Finding("SQLite", "ok", sqlite3.sqlite_version)


def _extras() -> Iterator[Finding]:
    """The extras, each with what is missing of it."""
    for extra in dict.fromkeys(extra for _, extra in _requirements()):
        if extra is None or extra in _NOT_FOR_USERS:
            continue
        missing = []
        for name in _required(extra):
            try:
                version(name)
            except PackageNotFoundError:
                missing.append(name)
        told = f"{', '.join(missing)} not installed; pip install '{_NAME}[{extra}]'"
        state: Literal["ok", "note"] = "note" if missing else "ok"
        yield Finding(f"extra {extra}", state, told if missing else "installed")
