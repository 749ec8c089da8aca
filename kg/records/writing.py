"""Records out: what was read from an article as values of JSON, and their order in a file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from kg.model import Article, Entity, Extraction, Fact, Phrase, Place, Span, When

Record = dict[str, Any]
_LONGEST_LABEL = 80
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The kinds of records, in the order in which those of an article stand in a file.
ORDER = {"article": 0, "entity": 1, "mention": 2, "fact": 3, "triple": 4}


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
    return (record["document"], home, ORDER[kind], first, line(record))


def line(record: Record) -> str:
    """One record as a line of JSON, without the newline; the same record gives the same line."""
    return _JSON.encode(record)


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
        **({"headline": article.headline} if article.headline else {}),
        **({} if title or article.headline else {"begins": _begins(article, text)}),
        **({"language": article.language} if article.language else {}),
        **({"authors": list(article.authors)} if article.authors else {}),
        **({"issued": article.issued} if article.issued else {}),
        **({"sections": list(article.sections)} if article.sections else {}),
        "digest": article.digest,
        "blocks": [[b.kind, b.span.start, b.span.end] for b in article.blocks],
        **({"copies": [_place(copy) for copy in article.copies]} if article.copies else {}),
    }


def _begins(article: Article, text: str) -> str:
    """The first words of an article that has no title, to call it by."""
    return shorten(text[article.span.start : article.span.end], _LONGEST_LABEL, placeholder=" …")


def _place(found: Place) -> Record:
    return {
        "document": found.document,
        "start": found.span.start,
        "end": found.span.end,
        "digest": found.digest,
        "published": found.published,
        "publisher": found.publisher,
    }


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
        **({"age": entity.age} if entity.age is not None else {}),
        **({"label": entity.label} if entity.label not in (None, entity.name) else {}),
        **({"former": list(entity.former)} if entity.former else {}),
        **({"some": True} if entity.some else {}),
        **({"designation": asdict(entity.designation)} if entity.designation else {}),
    }


def _phrase(phrase: Phrase) -> Record:
    return {"text": phrase.text, "spans": _pairs(phrase.spans)}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
