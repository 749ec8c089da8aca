"""Typed events: the catalogue's frames over clauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.annotate import Annotation
from kg.catalogue import Catalogue
from kg.clauses import Clause
from kg.coref import Resolution
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the head token of its phrase and the span to show for it."""

    role: str
    head: int
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed fact as read, before its qualification, holder and identity are known.

    ``trigger`` is the token whose context qualifies it, None for what a noun phrase takes for
    granted ("the Turkish president"). ``details`` are further record fields
    (``phase``, ``temporal``, ``title``).
    """

    relation: str
    fillers: tuple[Filler, ...]
    trigger: int | None
    cue: tuple[Span, ...]
    evidence: Span
    rule: str
    confidence: float
    details: Mapping[str, str] = field(default_factory=dict)


def find_events(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution, catalogue: Catalogue
) -> tuple[Reading, ...]:
    """The events of an article that the catalogue's frames read."""
    return ()
