"""The JSON Lines of DESIGN section 3: records out, records in.

``dump`` and ``load`` are inverse up to the token indices of mentions, which have no meaning
outside the run that made them. A fact's record also holds ``quote``, the sentence it rests on, and
an article's its headline, so that everything after extraction can be done without the pages.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
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

Record = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """What was read from many articles, with the words it rests on.

    ``quotes`` has the text of each fact's evidence, by the fact's id; ``headlines`` the title of
    each article that has one, by the article's id.
    """

    extractions: tuple[Extraction, ...]
    quotes: Mapping[str, str]
    headlines: Mapping[str, str]

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for e in self.extractions for fact in e.facts}

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Every article by its id."""
        return {e.article.id: e.article for e in self.extractions}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Every article's entity by its id."""
        return {entity.id: entity for e in self.extractions for entity in e.entities}

    @cached_property
    def named(self) -> frozenset[str]:
        """The canonical entities that some article calls by a name."""
        return frozenset(
            self.entities[mention.entity].canonical or mention.entity
            for extraction in self.extractions
            for mention in extraction.mentions
            if mention.form == "name" and mention.entity
        )

    @cached_property
    def names_of(self) -> Mapping[str, frozenset[str]]:
        """Every name of each canonical entity: what it is called and how it is mentioned."""
        found: dict[str, set[str]] = {}
        for entity in self.entities.values():
            found.setdefault(entity.canonical or entity.id, set()).add(entity.name)
        for extraction in self.extractions:
            for mention in extraction.mentions:
                if mention.form == "name" and mention.name and mention.entity:
                    entity = self.entities[mention.entity]
                    found[entity.canonical or entity.id].add(" ".join(mention.name.split()))
        return {key: frozenset(names) for key, names in found.items()}


def corpus(rows: Iterable[Record]) -> Corpus:
    """The corpus of the records of one or more files."""
    kept = list(rows)
    extractions = load(kept)
    titles = {e.article.id: (e.article.document, e.article.title) for e in extractions}
    return Corpus(
        extractions,
        {row["id"]: row.get("quote", "") for row in kept if row["kind"] == "fact"},
        {
            row["id"]: row["title"]["text"]
            for row in kept
            if row["kind"] == "article"
            and row["title"]
            and titles[row["id"]] == (row["document"], _load_title(row))
        },
    )


_ORDER = {"article": 0, "entity": 1, "mention": 2, "fact": 3, "triple": 4}


def dump(extraction: Extraction, text: str) -> Iterator[Record]:
    """The records of one article; ``text`` is the whole document's."""
    article = extraction.article
    yield _article(article, text)
    for entity in extraction.entities:
        yield _entity(entity, article.document)
    for mention in extraction.mentions:
        yield {
            "kind": "mention",
            "article": article.id,
            "document": article.document,
            "start": mention.span.start,
            "end": mention.span.end,
            "text": text[mention.span.start : mention.span.end],
            "form": mention.form,
            "entity": mention.entity,
            **({"name": mention.name} if mention.name else {}),
            **({"title": mention.title} if mention.title else {}),
            **({"certainty": mention.certainty} if mention.certainty < 1 else {}),
        }
    for fact in extraction.facts:
        yield {**dump_fact(fact), "quote": text[fact.evidence.start : fact.evidence.end]}
    for triple in extraction.triples:
        yield {
            "kind": "triple",
            "article": article.id,
            "document": triple.document,
            "subject": _phrase(triple.subject),
            "predicate": _phrase(triple.predicate),
            "objects": [_phrase(item) for item in triple.objects],
            "confidence": triple.confidence,
        }


def dump_fact(fact: Fact) -> Record:
    """The record of one fact; its ``details`` become further fields."""
    return {
        "kind": "fact",
        "id": fact.id,
        "article": fact.article,
        "document": fact.document,
        "relation": fact.relation,
        "args": [
            {
                "role": a.role,
                "spans": _pairs(a.spans),
                "text": a.text,
                "entity": a.entity,
                **({"side": a.side} if a.side else {}),
            }
            for a in fact.args
        ],
        "cue": _pairs(fact.cue),
        "polarity": fact.polarity,
        "modality": fact.modality,
        "holder": fact.holder,
        "when": fact.when and _when(fact.when),
        "evidence": [fact.evidence.start, fact.evidence.end],
        "rule": fact.rule,
        "confidence": fact.confidence,
        **fact.details,
    }


def _when(when: When) -> Record:
    limits = {"earliest": when.earliest, "latest": when.latest, "bound": when.bound}
    return {
        "text": when.text,
        "span": [when.span.start, when.span.end],
        "value": when.value,
        **{name: value for name, value in limits.items() if value},
    }


def sort_key(record: Record) -> tuple[Any, ...]:
    """The order of a records file: by document, then article, then kind, then place."""
    kind = record["kind"]
    first = {
        "article": record.get("start"),
        "entity": 0,
        "mention": record.get("start"),
        "fact": (record.get("evidence") or [0])[0],
        "triple": min(
            (s for p in [record.get("predicate", {})] for s, _ in p.get("spans", [])), default=0
        ),
    }[kind]
    home = record["id"] if kind == "article" else record["article"]
    return (record["document"], home, _ORDER[kind], first, line(record))


def line(record: Record) -> str:
    """One record as a line of JSON, without the newline; the same record gives the same line."""
    return json.dumps(record, ensure_ascii=False, sort_keys=False, separators=(",", ":"))


def parse_lines(lines: Iterable[str], name: str) -> Iterator[Record]:
    """The records of a file's lines; raises `RecordError` naming ``name`` and the line."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except json.JSONDecodeError as error:
            raise RecordError(f"{name}:{number}: not JSON ({error.msg})") from error
        if not isinstance(record, dict) or record.get("kind") not in _ORDER:
            raise RecordError(
                f"{name}:{number}: not a kg record; give a file written by `kg extract`"
            )
        yield record


def relinked(rows: Iterable[Record], linked: Iterable[Extraction]) -> Iterator[Record]:
    """The rows with what linking says of their entities; those it left out are only words."""
    entities = {entity.id: entity for extraction in linked for entity in extraction.entities}
    for row in rows:
        if row["kind"] == "entity":
            if row["id"] in entities:
                yield _entity(entities[row["id"]], row.get("document"))
        elif row["kind"] == "mention" and row["entity"] not in entities:
            yield {**row, "entity": None}
        elif row["kind"] == "fact":
            args = [
                arg if arg["entity"] in entities else {**arg, "entity": None} for arg in row["args"]
            ]
            yield {**row, "args": args}
        else:
            yield row


def load_fact(record: Record) -> Fact:
    """The inverse of `dump_fact`."""
    known = {
        "kind", "id", "article", "document", "relation", "args", "cue", "polarity", "modality",
        "holder", "when", "evidence", "rule", "confidence", "quote",
    }  # fmt: skip
    when = record.get("when")
    return Fact(
        id=record["id"],
        article=record["article"],
        document=record["document"],
        relation=record["relation"],
        args=tuple(
            Argument(a["role"], _spans(a["spans"]), a["text"], a["entity"], a.get("side"))
            for a in record["args"]
        ),
        cue=_spans(record["cue"]),
        evidence=Span(*record["evidence"]),
        rule=record["rule"],
        confidence=record["confidence"],
        polarity=record["polarity"],
        modality=record["modality"],
        holder=record["holder"],
        when=when
        and When(
            text=when["text"],
            span=Span(*when["span"]),
            value=when.get("value"),
            earliest=when.get("earliest"),
            latest=when.get("latest"),
            bound=when.get("bound", ""),
        ),
        details={key: value for key, value in record.items() if key not in known},
    )


def load(records: Iterable[Record]) -> tuple[Extraction, ...]:
    """Put the records of one or more files together again, an `Extraction` an article.

    An article that was read in several places, or is in several files, comes once (`copies.one`).
    """
    rows = list(records)
    articles: dict[str, list[Article]] = {}
    for row in rows:
        if row["kind"] == "article":
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
        id=record["id"],
        article=record["article"],
        type=record["type"],
        name=record["name"],
        canonical=record.get("canonical"),
        members=tuple(record.get("members", ())),
        gender=record.get("gender"),
        label=record.get("label"),
        former=tuple(record.get("former", ())),
        some=record.get("some", False),
        designation=_load_designation(record.get("designation")),
    )


def _load_mention(record: Record) -> Mention:
    return Mention(
        span=Span(record["start"], record["end"]),
        form=record["form"],
        first=-1,
        last=-1,
        head=-1,
        name=record.get("name", ""),
        title=record.get("title", ""),
        entity=record["entity"],
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


def _article(article: Article, text: str) -> Record:
    title = article.title
    return {
        "kind": "article",
        "id": article.id,
        "document": article.document,
        "start": article.span.start,
        "end": article.span.end,
        "title": title
        and {"start": title.start, "end": title.end, "text": text[title.start : title.end]},
        "published": article.published,
        "publisher": article.publisher,
        **({"url": article.url} if article.url else {}),
        "digest": article.digest,
        "blocks": [[b.kind, b.span.start, b.span.end] for b in article.blocks],
        **({"copies": [_place(copy) for copy in article.copies]} if article.copies else {}),
    }


def _place(found: Place) -> Record:
    return {
        "document": found.document,
        "start": found.span.start,
        "end": found.span.end,
        "digest": found.digest,
        "published": found.published,
        "publisher": found.publisher,
    }


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
        id=record["id"],
        document=record["document"],
        span=Span(record["start"], record["end"]),
        title=_load_title(record),
        blocks=tuple(Block(kind, Span(s, e)) for kind, s, e in record.get("blocks", ())),
        published=record["published"],
        publisher=record["publisher"],
        url=record.get("url"),
        digest=record.get("digest", ""),
        copies=tuple(map(_load_place, record.get("copies", ()))),
    )


def _load_title(record: Record) -> Span | None:
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


def _entity(entity: Entity, document: str | None) -> Record:
    return {
        "kind": "entity",
        "id": entity.id,
        "article": entity.article,
        **({"document": document} if document else {}),
        "type": entity.type,
        "name": entity.name,
        "canonical": entity.canonical,
        **({"members": list(entity.members)} if entity.members else {}),
        **({"gender": entity.gender} if entity.gender else {}),
        **({"label": entity.label} if entity.label not in (None, entity.name) else {}),
        **({"former": list(entity.former)} if entity.former else {}),
        **({"some": True} if entity.some else {}),
        **({"designation": asdict(entity.designation)} if entity.designation else {}),
    }


def _phrase(phrase: Phrase) -> Record:
    return {"text": phrase.text, "spans": _pairs(phrase.spans)}


def _load_phrase(record: Record) -> Phrase:
    return Phrase(record["text"], _spans(record["spans"]))


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)
