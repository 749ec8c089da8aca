"""What a caller in Python gives to be read.

It is told apart by its type. For `reader.Reader.read` a ``str`` is a text, ``bytes`` are those of a
file (text, HTML or PDF), a ``Path`` is a file, a `Document` is a text with what is known of it.
Where pages are meant, for ``stream`` and ``build``, a ``str`` is a path or a glob.
"""

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.inputs.formats import SUFFIXES
from kg.inputs.problems import Found
from kg.inputs.read import parse, read
from kg.inputs.stated import iso_day
from kg.model import Document, Problem

Source = str | bytes | Path | Document

_FILE_NAME = re.compile(rf"\S+({'|'.join(map(re.escape, SUFFIXES))})", re.IGNORECASE)
SHOWN = 60


@dataclass(frozen=True)
class Told:
    """What the caller says of a document."""

    published: str | None
    publisher: str | None
    title: str | None = None
    url: str | None = None

    def of(self, document: Document) -> Document:
        """The document with what is said of it, whatever it says itself."""
        return replace(
            document,
            published=self.published or document.published,
            publisher=self.publisher or document.publisher,
            title=self.title or document.title,
            url=self.url or document.url,
        )

    def lacking(self, found: Found) -> Found:
        """The document with what it does not say itself."""
        if isinstance(found, Problem):
            return found
        return replace(
            found,
            published=found.published or self.published,
            publisher=found.publisher or self.publisher,
        )


def documents(source: Source) -> Iterator[Found]:
    """What is in a source of one article, where a ``str`` is a text."""
    if isinstance(source, str):
        if _FILE_NAME.fullmatch(source):
            raise InputError(
                f"{source}: a str is a text here, and this is a file's name; give Path({source!r})"
            )
        yield Document("text", source, single=True)
    elif isinstance(source, Path):
        yield from read([str(source)])
    else:
        yield from read(_given(source))


def inputs(pages: Source | Iterable[Source]) -> Iterable[str | Found]:
    """The inputs of `read`; what is in hand is looked at before the first is read."""
    if isinstance(pages, str | bytes | Path | Document):
        return list(_given(pages))
    found = (each for page in pages for each in _given(page))
    return list(found) if isinstance(pages, Sequence) else found


def _given(page: Source) -> Iterator[str | Found]:
    """One input of pages, where a ``str`` is a path."""
    if isinstance(page, Document):
        yield page
    elif isinstance(page, bytes):
        yield from parse(page, "bytes")
    elif page in ("-", Path("-")) or os.path.exists(page) or glob.glob(str(page), recursive=True):
        yield str(page)
    else:
        shown = " ".join(str(page).split())
        cut = f"{shown[:SHOWN]}…" if len(shown) > SHOWN else shown
        hint = "; check the path"
        if isinstance(page, str):
            hint = ". A str is a path here: check it, or give a text to read() or as a kg.Document"
        raise InputError(f"{cut}: no such file or directory{hint}")


def day(given: str | date | None) -> str | None:
    """A date of publication as ISO; raises `InputError` where it is none."""
    if given is None:
        return None
    found = iso_day(given if isinstance(given, str) else given.isoformat())
    if found is None:
        raise InputError(f"published {given!r} is no ISO date; give one such as 2025-03-31")
    return found
