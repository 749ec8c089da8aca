"""Which entities tell most: their order, and what a page can hold."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.graph.answers import FactView, Views, keys
from kg.graph.edges import Link
from kg.graph.network import joined
from kg.knowledge.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the canonical ids of its entities and what it joins."""

    view: FactView
    entities: tuple[str, ...]
    links: tuple[Link, ...]


def told(views: Views, catalogue: Catalogue) -> Iterator[Told]:
    """All facts of a corpus, in its order."""
    corpus = views.corpus
    for view in views.facts():
        found = tuple(keys(view.fact, corpus.entities))
        yield Told(view, found, joined(view.fact, corpus, catalogue))


def ranked(facts: Iterable[Told], named: Set[str]) -> list[str]:
    """The entities of facts, the most telling first.

    That is what has a name, many facts and many named neighbours; the product of both prefers who
    acts with many to who is only counted often.
    """
    count: dict[str, int] = {}
    beside: dict[str, set[str]] = {}
    for fact in facts:
        for key in fact.entities:
            count[key] = count.get(key, 0) + 1
        for one, two in _pairs(fact):
            for key, other in ((one, two), (two, one)):
                if other in named:
                    beside.setdefault(key, set()).add(other)

    def telling(key: str) -> tuple[bool, int, int, str]:
        facts = count[key]
        return key not in named, -facts * len(beside.get(key, ())), -facts, key

    return sorted(count, key=telling)


def within(
    facts: Sequence[Told], order: Sequence[str], most_facts: int, most_entities: int
) -> list[Told]:
    """The facts among the most telling entities, in their order; all of them if they are few.

    A fact is among them if two of its entities are, or its only one. Facts of nobody known are
    the first to go.
    """
    if len(facts) <= most_facts:
        return list(facts)
    rank = {key: place for place, key in enumerate(order[:most_entities])}
    nearest = [_nearest(fact.entities, rank) for fact in facts]
    kept = sorted((place, index) for index, place in enumerate(nearest) if place is not None)
    return [facts[index] for index in sorted(index for _, index in kept[:most_facts])]


def _nearest(entities: Collection[str], rank: Mapping[str, int]) -> int | None:
    """How far down the order one must go until a fact is among its entities."""
    places = sorted(rank[key] for key in entities if key in rank)
    needed = min(len(entities), 2)
    return places[needed - 1] if needed and len(places) >= needed else None


def _pairs(fact: Told) -> Iterator[tuple[str, str]]:
    return ((link.source, link.target) for link in fact.links if link.source != link.target)
