"""What is told one way and the other, and what somebody first said and later did not."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.graph.answers import FactView
from kg.graph.explain import views
from kg.graph.lookup import Lookup
from kg.graph.opened import Graph
from kg.graph.terms import local_name, term
from kg.report.content import Part, lines, wording

_BOTH = "These cannot both be so"
_CHANGED = "First the one was said, then the other"


def parts(facts: Iterable[FactView], quads: Store, index: Lookup, graph: Graph) -> Iterator[Part]:
    """Each contradiction and each change of position that some facts have a part in."""
    nodes = [NamedNode(view.iri) for view in facts]
    word = wording(graph.catalogue)
    found = [(_BOTH, told) for told in _contradictions(nodes, quads)]
    found += [(_CHANGED, told) for told in _changes(nodes, quads)]
    for heading, told in found:
        ids = [local_name(node.value) for node in told]
        yield Part(heading, tuple(lines(views(ids, index, graph.names), word)))


def _contradictions(facts: list[NamedNode], quads: Store) -> list[list[NamedNode]]:
    """The facts of each two claims that contradict each other."""
    claims = {quad.subject for fact in facts for quad in _quads(quads, None, "kg:fact", fact)}
    pairs = {
        tuple(sorted((claim, quad.object), key=str))
        for claim in claims
        for quad in _quads(quads, claim, "kg:contradicts", None)
    }
    return [
        [quad.object for claim in pair for quad in _quads(quads, claim, "kg:fact", None)]
        for pair in sorted(pairs, key=str)
    ]


def _changes(facts: list[NamedNode], quads: Store) -> list[list[NamedNode]]:
    """Each statement with the earlier one that it takes back."""
    return [
        [quad.object, fact]
        for fact in facts
        for quad in _quads(quads, fact, "kg:changedPosition", None)
    ]


def _quads(quads: Store, subject: Any, name: str, value: Any) -> Iterator[Any]:
    return quads.quads_for_pattern(subject, term(name), value)
