"""Records in: the lines of one or more files, put together again an article at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any

from kg.copies import one
from kg.errors import RecordError
from kg.model import (
    Argument,
    Article,
    Block,
    Designation,
    Entity,
    Extraction,
    Fact,
    Mention,
    Phrase,
    Place,
    Span,
    Triple,
    When,
)
from kg.records.writing import ORDER, Record

# What a record of a kind must say; the rest may be left out.
_NEEDED = {
    "article": {"id", "document", "start", "end", "title", "published", "publisher"},
    "entity": {"id", "article", "type", "name"},
    "mention": {"article", "document", "start", "end", "form", "entity"},
    "fact": {
        "id", "article", "document", "relation", "args", "cue", "polarity", "modality", "holder",
        "evidence", "rule", "confidence",
    },
    "triple": {"article", "document", "subject", "predicate", "objects", "confidence"},
}  # fmt: skip
_ANEW = "give a file written by `kg extract`"


def parse_lines(lines: Iterable[str], name: str) -> Iterator[Record]:
    """The records of a file's lines; raises `RecordError` naming ``name`` and the line."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except json.JSONDecodeError as error:
            raise RecordError(f"{name}:{number}: not JSON ({error.msg})") from error
        if not isinstance(record, dict) or record.get("kind") not in ORDER:
            raise RecordError(f"{name}:{number}: not a kg record; {_ANEW}")
        lacking = _NEEDED[record["kind"]] - record.keys()
        if lacking:
            told = ", ".join(sorted(lacking))
            raise RecordError(f"{name}:{number}: {record['kind']} without {told}; {_ANEW}")
        yield record


def load_fact(record: Record) -> Fact:
    """The inverse of `dump_fact`."""
    known = {
        "kind", "id", "article", "document", "relation", "args", "cue", "polarity", "modality",
        "holder", "when", "evidence", "rule", "confidence", "quote",
    }  # fmt: skip
    when = record.get("when")
    return Fact(
        id=_one(record["id"]),
        article=_one(record["article"]),
        document=_one(record["document"]),
        relation=_one(record["relation"]),
        args=tuple(
            Argument(
                _one(a["role"]),
                _spans(a["spans"]),
                _one(a["text"]),
                _one(a["entity"]),
                _one(a.get("side")),
            )
            for a in record["args"]
        ),
        cue=_spans(record["cue"]),
        evidence=_span(*record["evidence"]),
        rule=_one(record["rule"]),
        confidence=record["confidence"],
        polarity=_one(record["polarity"]),
        modality=_one(record["modality"]),
        holder=_one(record["holder"]),
        when=when
        and When(
            text=when["text"],
            span=Span(*when["span"]),
            value=when.get("value"),
            earliest=when.get("earliest"),
            latest=when.get("latest"),
            bound=when.get("bound", ""),
        ),
        details=_details({key: value for key, value in record.items() if key not in known}),
    )


def load(records: Iterable[Record]) -> tuple[Extraction, ...]:
    """Put the records of one or more files together again, an `Extraction` an article.

    An article that was read in several places, or is in several files, comes once (`copies.one`).

    Raises:
        RecordError: An article's own record is not there, or one is malformed.
    """
    rows = list(records)
    articles: dict[str, list[Article]] = {}
    for row in rows:
        if row["kind"] == "article":
            with _whole(row):
                articles.setdefault(row["id"], []).append(_load_article(row))
    chosen = {id: one(same) for id, same in articles.items()}
    parts: dict[str, _Parts] = {id: _Parts() for id in chosen}
    for row in rows:
        if row["kind"] == "article":
            continue
        article = chosen.get(row["article"])
        if article is None:
            raise RecordError(
                f"records of article {row['article']} without the article's own record"
            )
        if row.get("document", article.document) == article.document:
            with _whole(row):
                parts[article.id].add(row, article.span)
    return tuple(
        Extraction(
            article,
            tuple(found.entities.values()),
            tuple(found.mentions),
            tuple(found.facts.values()),
            tuple(found.triples),
        )
        for article, found in ((chosen[id], parts[id]) for id in sorted(chosen))
    )


@contextmanager
def _whole(row: Record) -> Iterator[None]:
    """Raise `RecordError` where a value of a record is of another form than it has to be."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        told = row.get("id") or f"in article {row['article']}"
        raise RecordError(f"{row['kind']} {told}: malformed ({error}); {_ANEW}") from error


@dataclass(frozen=True)
class _Parts:
    """What is in the records of one article, each thing once."""

    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[Mention, None] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    triples: dict[Triple, None] = field(default_factory=dict)

    def add(self, row: Record, span: Span) -> None:
        """Add a record, if it is of the article that stands there: a page may have it twice."""
        if row["kind"] == "entity":
            self.entities.setdefault(row["id"], _load_entity(row))
        elif row["kind"] == "mention":
            mention = _load_mention(row)
            if mention.span in span:
                self.mentions[mention] = None
        elif row["kind"] == "fact":
            fact = load_fact(row)
            if fact.evidence in span:
                self.facts.setdefault(fact.id, fact)
        else:
            triple = _load_triple(row)
            if all(part in span for part in triple.predicate.spans):
                self.triples[triple] = None


def _load_entity(record: Record) -> Entity:
    return Entity(
        id=_one(record["id"]),
        article=_one(record["article"]),
        type=_one(record["type"]),
        name=_one(record["name"]),
        canonical=_one(record.get("canonical")),
        members=tuple(map(_one, record.get("members", ()))),
        gender=_one(record.get("gender")),
        label=_one(record.get("label")),
        former=tuple(record.get("former", ())),
        some=record.get("some", False),
        designation=_load_designation(record.get("designation")),
        age=record.get("age"),
    )


def _load_mention(record: Record) -> Mention:
    return Mention(
        span=_span(record["start"], record["end"]),
        form=_one(record["form"]),
        first=-1,
        last=-1,
        head=-1,
        name=_one(record.get("name", "")),
        title=_one(record.get("title", "")),
        entity=_one(record["entity"]),
        certainty=record.get("certainty", 1.0),
    )


def _load_triple(record: Record) -> Triple:
    return Triple(
        document=record["document"],
        subject=_load_phrase(record["subject"]),
        predicate=_load_phrase(record["predicate"]),
        objects=tuple(_load_phrase(item) for item in record["objects"]),
        confidence=record["confidence"],
    )


def _load_place(record: Record) -> Place:
    return Place(
        record["document"],
        Span(record["start"], record["end"]),
        record["digest"],
        record["published"],
        record["publisher"],
    )


def _load_article(record: Record) -> Article:
    return Article(
        id=_one(record["id"]),
        document=_one(record["document"]),
        span=Span(record["start"], record["end"]),
        title=load_title(record),
        blocks=tuple(Block(kind, Span(s, e)) for kind, s, e in record.get("blocks", ())),
        published=record["published"],
        publisher=record["publisher"],
        url=record.get("url"),
        digest=record.get("digest", ""),
        copies=tuple(map(_load_place, record.get("copies", ()))),
        headline=record.get("headline"),
        language=record.get("language"),
        authors=tuple(record.get("authors", ())),
        issued=record.get("issued"),
        sections=tuple(record.get("sections", ())),
    )


def load_title(record: Record) -> Span | None:
    """Where the headline of an article's record stands."""
    title = record["title"]
    return title and Span(title["start"], title["end"])


def _load_designation(record: Record | None) -> Designation | None:
    if record is None:
        return None
    return Designation(
        record["head"],
        tuple(record["names"]),
        tuple(record["modifiers"]),
        record["owner"],
        record["plural"],
    )


def _load_phrase(record: Record) -> Phrase:
    return Phrase(record["text"], _spans(record["spans"]))


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    found = tuple([_span(*pair) for pair in pairs])
    return _alone(found[0]) if len(found) == 1 else found


# What stands many times in the records of an article is one in memory: a large graph is held whole.


def _one(value: Any) -> Any:
    return intern(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _span(start: int, end: int) -> Span:
    return Span(start, end)


@lru_cache(maxsize=4096)
def _alone(span: Span) -> tuple[Span, ...]:
    return (span,)


def _details(found: Record) -> Mapping[str, str]:
    if all(isinstance(value, str) for value in found.values()):
        return _same_details(*found.items())
    return {_one(key): _one(value) for key, value in found.items()}


@lru_cache(maxsize=4096)
def _same_details(*items: tuple[str, str]) -> Mapping[str, str]:
    return {_one(key): _one(value) for key, value in items}
