"""Typed facts: the catalogue's frames over the clauses of an article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.coref.resolution import Resolution
from kg.facts.fillers import Filler, left_of_none, measured, phrase_span, with_complements
from kg.facts.matches import Match, joined
from kg.facts.matching import Matcher
from kg.facts.recurrence import recurring
from kg.facts.setting import with_setting
from kg.facts.slots import with_bare_nouns
from kg.model import Modality, Span
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause

__all__ = ["Filler", "Reading", "find_events"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed fact as read, before its qualification, holder and identity are known.

    ``trigger`` is the token whose context qualifies it, None for what a noun phrase takes for
    granted ("the Turkish president"). ``details`` are further record fields
    (``phase``, ``temporal``, ``title``); ``modality`` is that of what is stated as a fact.
    """

    relation: str
    fillers: tuple[Filler, ...]
    trigger: int | None
    cue: tuple[Span, ...]
    evidence: Span
    rule: str
    confidence: float
    details: Mapping[str, str] = field(default_factory=dict)
    modality: Modality = "actual"


def find_events(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution
) -> tuple[Reading, ...]:
    """The events and relations of an article that the catalogue's frames read."""
    matcher = Matcher(ann, clauses, resolution)
    found: list[Match] = []
    for clause in with_bare_nouns(ann, clauses, matcher.nouns):
        found += matcher.matches(clause)
    by_trigger = {clause.trigger: clause for clause in clauses}
    placed = [with_setting(ann, by_trigger, resolution, match) for match in joined(found)]
    events = recurring(ann, resolution, placed)
    return tuple(reading(ann, resolution, match) for match in events)


def reading(ann: Annotation, resolution: Resolution, match: Match) -> Reading:
    """The reading of a match."""
    fillers = tuple(
        Filler(
            role,
            left,
            _span(ann, resolution, role, left),
            match.sides.get(head),
            phrase_span(ann, resolution, inner) if (inner := measured(ann, left)) != left else None,
        )
        for role, head in match.filled
        if (left := left_of_none(ann, head)) is not None
    )
    fillers = tuple(f for f in fillers if not _is_within(ann, f, fillers))
    cue = sorted({*match.cue, *match.words})
    rule = "facts.event_by_noun" if match.noun else "facts.event"
    return Reading(
        relation=match.relation.name,
        fillers=fillers,
        trigger=match.trigger,
        cue=(*runs(ann, cue), *(span for echo in match.echoes for span in runs(ann, list(echo)))),
        evidence=ann.sentence(match.trigger),
        rule=f"{match.relation.name}.{match.frame.name}",
        confidence=ann.knowledge.number(rule if match.filled else "facts.event_alone"),
        details=match.frame.details,
        modality=match.frame.modality,
    )


def _is_within(ann: Annotation, filler: Filler, fillers: tuple[Filler, ...]) -> bool:
    """Whether a deed is one of a row shown as a whole: "two counts of theft and *arson*"."""
    return filler.role in ann.knowledge.words("roles_of_deeds") and any(
        other.role == filler.role and other != filler and filler.span in other.span
        for other in fillers
    )


def _span(ann: Annotation, resolution: Resolution, role: str, head: int) -> Span:
    """The span of what fills a role; of a deed or penalty with all that tells which it is."""
    span = phrase_span(ann, resolution, head, titled=role == "title")
    deed = role in ann.knowledge.words("roles_of_deeds") and resolution.at(head) is None
    return with_complements(ann, head, span) if deed else span


def runs(ann: Annotation, tokens: list[int]) -> Iterator[Span]:
    """The spans of tokens, adjacent ones together."""
    start = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or tokens[index] != tokens[index - 1] + 1:
            yield ann.span(tokens[start], tokens[index - 1] + 1)
            start = index
