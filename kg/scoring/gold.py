"""What people found in articles: as values, and as lines of JSON.

A line is an article with its annotation: ``{"id", "text", "title", "published", "publisher",
"gold": {"entities", "facts"}}``, offsets in ``text``; ``judged`` are the passages that were gone
through, where not all were. A folder has ``articles.jsonl``, such lines without ``gold``, and
``notes/ID.txt`` in the notation of `notation` for each.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.linking.fact_decisions import STANDINGS, Standing
from kg.model import Span

ARTICLES, NOTES, GOLD = "articles.jsonl", "notes", "gold.jsonl"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """Somebody or something, and where it is meant."""

    id: str
    type: str
    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldArgument:
    """What fills a role: an entity, or words and where they stand."""

    role: str
    entity: str | None
    text: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact as a person put it; ``content`` are the words said, ``minor`` is not missed."""

    id: str
    relation: str
    args: tuple[GoldArgument, ...]
    evidence: Span
    standing: Standing = "asserted"
    minor: bool = False
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what people found in it; all of it was gone through, or ``judged``."""

    id: str
    text: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    judged: tuple[Span, ...] | None = None


def load(path: str | Path) -> tuple[Annotated, ...]:
    """The annotation of a folder or of a file of JSON Lines.

    Raises:
        InputError: There is none, or a line is malformed; it names the line.
    """
    place = Path(path)
    if place.is_dir():
        found = tuple(_of_folder(place))
    else:
        found = tuple(_of_row(row, where) for where, row in _rows(place))
    if not found:
        raise InputError(f"{path}: no annotation there; `kg annotate` writes one")
    return found


def _of_folder(folder: Path) -> Iterator[Annotated]:
    from kg.scoring.notation import parse

    for where, row in _rows(folder / ARTICLES):
        notes = folder / NOTES / f"{row.get('id')}.txt"
        if notes.exists():
            text = _text(notes)
            with_gold = {**row, "gold": parse(notes.name, row["text"], text.splitlines())}
            yield _of_row({**with_gold, **_judged(text)}, where)


def _judged(notes: str) -> Record:
    """The passages that a comment of the notes says were gone through."""
    for line in notes.splitlines():
        if line.startswith(JUDGED):
            pairs = (part.partition("-") for part in line.removeprefix(JUDGED).split())
            return {"judged": [[int(start), int(end)] for start, _, end in pairs]}
    return {}


JUDGED = "# judged:"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise InputError(f"{path}: cannot be read: {reason}") from error


def _rows(path: Path) -> Iterator[tuple[str, Record]]:
    # Only a line feed ends a line: what else Unicode ends lines with may stand in a text.
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{where}: not JSON") from error
        if not isinstance(row, dict) or not {"id", "text"} <= row.keys():
            raise InputError(f"{where}: not an article with id and text")
        yield where, row


def _of_row(row: Record, where: str) -> Annotated:
    try:
        gold = row["gold"]
        judged = row.get("judged")
        return Annotated(
            id=row["id"],
            text=row["text"],
            entities=tuple(
                GoldEntity(e["id"], e["type"], e["name"], _spans(e["mentions"]))
                for e in gold["entities"]
            ),
            facts=tuple(_fact(f, number) for number, f in enumerate(gold["facts"], 1)),
            title=row.get("title"),
            published=row.get("published"),
            publisher=row.get("publisher"),
            judged=None if judged is None else _spans(judged),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{where}: no annotation of an article: {error}") from error


def _fact(row: Record, number: int) -> GoldFact:
    standing = next((s for s in STANDINGS if s == row["status"]), None)
    if standing is None:
        raise ValueError(f"no status {row['status']!r}")
    return GoldFact(
        id=row.get("id", f"g{number}"),
        relation=row["relation"],
        args=tuple(
            GoldArgument(a["role"], a["entity"], a.get("text", ""), _spans(a.get("spans", ())))
            for a in row["args"]
        ),
        evidence=Span(*row["evidence"]),
        standing=standing,
        minor=bool(row.get("optional")),
        content=_spans(row.get("content", ())),
    )


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def line(row: Record) -> str:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"
