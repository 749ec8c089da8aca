"""Bring a store to what a graph says, one named graph at a time.

A fingerprint of each named graph that a store was sent is kept in ``pushed.sqlite`` beside the
graph. A graph with another fingerprint is sent anew, one that is gone is taken away. A push that
was killed, or whose store went away, is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import pyoxigraph as ox

from kg.errors import PushError
from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.graph.store import opened
from kg.push.endpoint import Endpoint
from kg.push.journal import journal

JOURNAL = "pushed.sqlite"
BATCH = 10_000


@dataclass(frozen=True)
class Pushed:
    """What a push did: named graphs sent, taken away and left; triples sent; whether counted."""

    sent: int
    removed: int
    unchanged: int
    triples: int
    counted: bool


@dataclass(frozen=True)
class _Content:
    """A named graph: how many triples it has, and a fingerprint that knows no order."""

    size: int
    fingerprint: str


def push(
    graph: Graph,
    endpoint: Endpoint,
    *,
    everything: bool = False,
    batch: int = BATCH,
    on_sent: Callable[[str, int], None] | None = None,
) -> Pushed:
    """Send what changed since the last push to this endpoint, and compare the counts.

    Args:
        graph: What is sent.
        endpoint: Where to.
        everything: Send all graphs, whatever was sent before.
        batch: Triples a request.
        on_sent: Called with the name and the size of each graph when it is there.

    Raises:
        PushError: The store refuses, stopped answering, or counts otherwise than the graph.
    """
    store = opened(graph.directory / STORE)
    wanted = {name: _content(store, name) for name in _named(store)}
    base = graph.names.base
    with journal(graph.directory / JOURNAL, endpoint.url) as journalled:
        before = journalled.sent()
        whole = {name for name, it in wanted.items() if before.get(name) == it.fingerprint}
        if endpoint.query is not None:
            # It may have been emptied, or restored from a backup, since.
            whole -= _different(wanted, endpoint.counts(base))
        changed = sorted(wanted.keys() - whole) if not everything else sorted(wanted)
        gone = sorted(before.keys() - wanted.keys())
        for number, name in enumerate(changed):
            journalled.begin(name)
            try:
                endpoint.put(name, _parts(store, name, batch))
            except PushError as error:
                raise PushError(
                    f"{error}; {number} of {len(changed)} graphs were sent: push again to go on"
                ) from None
            journalled.enter(name, wanted[name].fingerprint)
            if on_sent:
                on_sent(name, wanted[name].size)
        for name in gone:
            endpoint.delete(name)
            journalled.strike(name)
        if endpoint.query is not None:
            counts = endpoint.counts(base)
            for name in sorted(_different(wanted, counts)):
                raise PushError(
                    f"{name}: {counts.get(name, 0)} triples are there and should be "
                    f"{wanted[name].size}: push again"
                )
    return Pushed(
        sent=len(changed),
        removed=len(gone),
        unchanged=len(wanted) - len(changed),
        triples=sum(wanted[name].size for name in changed),
        counted=endpoint.query is not None,
    )


def _named(store: ox.Store) -> list[str]:
    return [name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)]


def _triples(store: ox.Store, name: str) -> Iterator[str]:
    """The triples of a named graph as lines of N-Triples."""
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
        yield f"{quad.triple} .\n"


def _content(store: ox.Store, name: str) -> _Content:
    """The sum of the hashes of the triples: the same in any order, and nothing is kept for it.

    After Bellare and Micciancio 1997, a new paradigm for collision-free hashing (AdHash).
    """
    size = total = 0
    for line in _triples(store, name):
        size += 1
        total += int.from_bytes(blake2b(line.encode(), digest_size=32).digest())
    return _Content(size, f"{total % (1 << 256):064x}")


def _parts(store: ox.Store, name: str, batch: int) -> Iterator[str]:
    lines = _triples(store, name)
    while part := "".join(islice(lines, batch)):
        yield part


def _different(wanted: Mapping[str, _Content], counts: Mapping[str, int]) -> set[str]:
    """The graphs of which the store counts another number of triples."""
    return {name for name, it in wanted.items() if counts.get(name, 0) != it.size}
