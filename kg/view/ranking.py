"""Which entities tell most: their order, and what a page can hold."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.graph.answers import FactView, Views, keys
from kg.graph.edges import Link
from kg.graph.network import joined
from kg.knowledge.catalogue import Catalogue
from kg.records import Corpus


@dataclass(frozen=True, slots=True)
class Joined:
    """The canonical ids of a fact's entities, and what it joins."""

    entities: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Told(Joined):
    """A fact that is shown, too."""

    view: FactView


def joints(corpus: Corpus, catalogue: Catalogue) -> Iterator[Joined]:
    """What each fact of a corpus joins, in its order."""
    for fact in corpus.facts.values():
        yield Joined(tuple(keys(fact, corpus.entities)), joined(fact, corpus, catalogue))


def told(views: Views, catalogue: Catalogue, places: Collection[int] | None = None) -> list[Told]:
    """The facts of a corpus, in its order; those at certain ``places`` of it only, if given."""
    corpus = views.corpus
    facts = list(corpus.facts.values())
    chosen = facts if places is None else [facts[place] for place in sorted(places)]
    return [
        Told(tuple(keys(fact, corpus.entities)), joined(fact, corpus, catalogue), views.fact(fact))
        for fact in chosen
    ]


def ranked(facts: Iterable[Joined], named: Set[str]) -> list[str]:
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
    facts: Iterable[Joined], order: Sequence[str], most_facts: int, most_entities: int
) -> list[int]:
    """The places of the facts among the most telling entities; of so many at most.

    A fact is among them if two of its entities are, or its only one. Facts of nobody known are
    the first to go.
    """
    rank = {key: place for place, key in enumerate(order[:most_entities])}
    nearest = (_nearest(fact.entities, rank) for fact in facts)
    kept = sorted((place, index) for index, place in enumerate(nearest) if place is not None)
    return sorted(index for _, index in kept[:most_facts])


def _nearest(entities: Collection[str], rank: Mapping[str, int]) -> int | None:
    """How far down the order one must go until a fact is among its entities."""
    places = sorted(rank[key] for key in entities if key in rank)
    needed = min(len(entities), 2)
    return places[needed - 1] if needed and len(places) >= needed else None


def _pairs(fact: Joined) -> Iterator[tuple[str, str]]:
    return ((link.source, link.target) for link in fact.links if link.source != link.target)
