"""What was read of an annotated article, in the terms of its annotation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.linking.fact_decisions import Standing
from kg.linking.standings import standing
from kg.model import UNSURE, Extraction, Fact, Mention, Span
from kg.scoring.gold import Annotated
from kg.scoring.notation import STATEMENT

# What a name, and a description, has to share with an annotated one to be the same.
_NAME, _PHRASE = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the entity of the annotation that it is, if any, and where it stands."""

    role: str
    entity: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that was read."""

    fact: Fact
    relation: str
    fillers: tuple[Filler, ...]
    standing: Standing
    evidence: Span
    content: tuple[Span, ...]
    quote: str


def found(annotated: Annotated, read: Extraction, text: str) -> list[Found]:
    """The facts of an article that was read, with offsets in the text of the annotation.

    ``text`` is that of the document. What rests on other words than the annotated ones, thoughts
    and plans, which are not annotated, and what is not sure and therefore no edge, are left out.
    """
    article = read.article.span
    own = text[article.start : article.end]
    place = annotated.text.find(own)
    first, inside = article.start - place, article
    if place < 0:  # only a part of the article was annotated, if it is the same
        place = own.find(annotated.text)
        if place < 0:
            return []
        first = article.start + place
        inside = Span(first, first + len(annotated.text))
    meant = dict(_meant(annotated, read, text, first))
    return [
        _found(fact, annotated, meant, first)
        for fact in read.facts
        if fact.evidence in inside
        and fact.details.get("act", "speech") == "speech"
        and UNSURE not in fact.details
    ]


def _meant(
    annotated: Annotated, read: Extraction, text: str, first: int
) -> Iterator[tuple[str, str]]:
    """Which entity of the annotation each entity that was read is.

    Most of its names say so, without their titles; where it has none, most of its descriptions.
    """
    canonical = {entity.id: entity.canonical or entity.id for entity in read.entities}
    votes: dict[str, dict[bool, Counter[str]]] = {}
    for mention in read.mentions:
        if mention.entity is None or mention.entity not in canonical:
            continue
        span, named = _bare(mention, text), mention.form == "name"
        place = Span(span.start - first, span.end - first)
        if (entity := _entity_at(annotated, place, _NAME if named else _PHRASE)) is not None:
            of = votes.setdefault(canonical[mention.entity], {True: Counter(), False: Counter()})
            of[named][entity] += 1
    best = {}
    for id, of in votes.items():
        counts = of[True] or of[False]
        best[id] = min(counts, key=lambda name: (-counts[name], name))
    for id, whole in canonical.items():
        if whole in best:
            yield id, best[whole]


def _bare(mention: Mention, text: str) -> Span:
    """Where the name of a mention stands, without the title; a description as it is."""
    span = mention.span
    at = text.find(mention.name, span.start, span.end) if mention.name else -1
    return Span(at, at + len(mention.name)) if at >= 0 else span


def _entity_at(annotated: Annotated, place: Span, least: float) -> str | None:
    """The entity whose mention shares most with a place, as much as is asked for."""
    shared = [
        (alike(place, mention), entity.id)
        for entity in annotated.entities
        for mention in entity.mentions
        if mention.overlaps(place)
    ]
    best = max(shared, default=(0.0, ""))
    return best[1] if best[0] >= least else None


def alike(one: Span, other: Span) -> float:
    """How much two places share of all that they cover, from 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start) or 1)


def _found(fact: Fact, annotated: Annotated, meant: Mapping[str, str], first: int) -> Found:
    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start - first, span.end - first) for span in spans)

    fillers = tuple(
        Filler(arg.role, meant.get(arg.entity or ""), arg.text, moved(arg.spans))
        for arg in fact.args
        if arg.role != "content"
    )
    content = [span for arg in fact.args if arg.role == "content" for span in arg.spans]
    (evidence,) = moved([fact.evidence])
    quote = " ".join(annotated.text[evidence.start : evidence.end].split())
    said = moved(content) if fact.relation == STATEMENT else ()
    return Found(fact, fact.relation, fillers, standing(fact), evidence, said, quote)
