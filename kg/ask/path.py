"""How two are linked: the rows of ``questions/path.rq``, found without a SPARQL engine.

Where an end has hundreds of neighbours, an engine joins them all with each other and with every
sentence before it sorts them. Here the ways are found from both ends over the plain edges, then
told in words, and only those that are shown get their sentences.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, pairwise, product
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryStopped
from kg.graph.result import Result, Term
from kg.graph.terms import Names, integer, term, text
from kg.knowledge.catalogue import LINKED

VARIABLES = ("steps", "path", "first", "second", "third")
MOST = 50
# Of more texts than this, only those that can be among the first `MOST` are kept.
_KEPT = 5_000
_LINKED = NamedNode(LINKED)

Way = tuple[NamedNode, ...]
# The ways that are told alike, each with the labels of its edges.
Told = dict[str, list[tuple[Way, tuple[str, ...]]]]


@dataclass(frozen=True)
class Paths:
    """The ways between the entities of a store; each entity's edges and names are read once."""

    store: ox.Store
    names: Names
    _near: dict[NamedNode, frozenset[NamedNode]] = field(default_factory=dict)
    _labels: dict[NamedNode, str] = field(default_factory=dict)

    def rows(self, ones: Iterable[str], others: Iterable[str], seconds: float) -> Result:
        """How those of some IRIs are linked with those of others: the first `MOST` ways.

        Raises:
            QueryStopped: It takes longer than some ``seconds``.
        """
        until = time.monotonic() + seconds
        ends = [(NamedNode(one), NamedNode(other)) for one, other in product(ones, others)]
        pairs = [(one, other) for one, other in ends if one != other]
        found: list[tuple[Term | None, ...]] = []
        for ways in (self._over_none, self._over_one, self._over_two):
            told: Told = {}
            if len(found) < MOST:
                for pair in pairs:
                    for way in ways(*pair):
                        self._tell(way, told)
                        if time.monotonic() > until:
                            raise QueryStopped(
                                f"there are too many ways to find the shortest in {seconds:g} s; "
                                "give whole names, or more time with --timeout"
                            )
            found += (self._row(path, told[path]) for path in nsmallest(MOST - len(found), told))
        return Result("select", VARIABLES, tuple(found))

    def _over_none(self, one: NamedNode, other: NamedNode) -> Iterator[Way]:
        if other in self._next_to(one):
            yield one, other

    def _over_one(self, one: NamedNode, other: NamedNode) -> Iterator[Way]:
        for via in self._next_to(one) & self._next_to(other):
            yield one, via, other

    def _over_two(self, one: NamedNode, other: NamedNode) -> Iterator[Way]:
        """Where no edge joins them: who is next to one, and next to somebody next to the other."""
        near, far = self._next_to(one), self._next_to(other)
        if other in near:
            return
        if len(near) > len(far):
            yield from (tuple(reversed(way)) for way in self._over_two(other, one))
            return
        for first in near:
            for second in self._next_to(first) & far:
                if second != one:
                    yield one, first, second, other

    def _next_to(self, node: NamedNode) -> frozenset[NamedNode]:
        """Whom a plain edge joins with an entity."""
        if node not in self._near:
            there = (quad.object for quad in self.store.quads_for_pattern(node, _LINKED, None))
            back = (quad.subject for quad in self.store.quads_for_pattern(None, _LINKED, node))
            ends = chain(there, back)
            self._near[node] = frozenset(end for end in ends if isinstance(end, NamedNode))
        return self._near[node]

    def _tell(self, way: Way, told: Told) -> None:
        """Add the texts of a way: one for each choice of the edges that join its steps."""
        steps = [sorted(self._edges(*step)) for step in pairwise(way)]
        for edges in product(*steps):
            parts = [self._label(way[0])]
            for by, node in zip(edges, way[1:], strict=True):
                parts += (by, self._label(node))
            told.setdefault(" – ".join(parts), []).append((way, edges))
        if len(told) > _KEPT:
            kept = set(nsmallest(MOST, told))
            for path in told.keys() - kept:
                del told[path]

    def _edges(self, one: NamedNode, other: NamedNode) -> dict[str, list[NamedNode]]:
        """The nodes of the edges between two, either way, by the labels of their properties."""
        found: dict[str, list[NamedNode]] = {}
        for start, end in ((one, other), (other, one)):
            for quad in self.store.quads_for_pattern(start, None, end):
                if quad.predicate != _LINKED:
                    edge = self.names.edge(start, quad.predicate, end)
                    found.setdefault(self._label(quad.predicate), []).append(edge)
        return found

    def _row(self, path: str, ways: list[tuple[Way, tuple[str, ...]]]) -> tuple[Term | None, ...]:
        steps = len(ways[0][1])
        said = [
            min(
                (
                    sentence
                    for way, edges in ways
                    for edge in self._edges(way[step], way[step + 1])[edges[step]]
                    for sentence in self._sentences(edge)
                ),
                key=lambda sentence: sentence.value,
            )
            for step in range(steps)
        ]
        return (integer(steps), text(path), *said, *(None,) * (3 - steps))

    def _sentences(self, edge: NamedNode) -> Iterator[Literal]:
        """What the facts that support an edge rest on."""
        for supported in self.store.quads_for_pattern(None, term("kg:supports"), edge):
            nodes: list[Any] = [supported.subject]
            for name in ("kg:evidence", "oa:exact"):
                nodes = [
                    quad.object
                    for node in nodes
                    for quad in self.store.quads_for_pattern(node, term(name), None)
                ]
            yield from nodes

    def _label(self, node: NamedNode) -> str:
        if node not in self._labels:
            (label, *_) = self.store.quads_for_pattern(node, term("rdfs:label"), None)
            assert isinstance(label.object, Literal)
            self._labels[node] = label.object.value
        return self._labels[node]
