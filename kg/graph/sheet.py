"""A named graph while it is being written, and the order in which its statements stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import term

Pair = tuple[NamedNode, NamedNode | Literal]

_FIRST = {
    term("rdf:type"): 0,
    term("rdfs:label"): 1,
    term("schema:headline"): 2,
    term("skos:altLabel"): 3,
}


@dataclass(frozen=True)
class Sheet:
    """A named graph being written; what is said twice stands there once."""

    graph: NamedNode
    quads: set[Quad] = field(default_factory=set)

    def say(self, subject: NamedNode, *pairs: Pair) -> None:
        """That the subject has these properties."""
        for predicate, value in pairs:
            self.quads.add(Quad(subject, predicate, value, self.graph))

    def __iter__(self) -> Iterator[Quad]:
        """Subject by subject, for what tells the order takes more room than the statements."""
        subjects: dict[str, list[Quad]] = {}
        for quad in self.quads:
            subjects.setdefault(str(quad.subject), []).append(quad)
        for subject in sorted(subjects):
            yield from sorted(subjects[subject], key=order)


def order(quad: Quad) -> tuple[str, str, int, str, str]:
    """The order of a graph: by graph and subject, what a thing is and is called first."""
    return (
        str(quad.graph_name),
        str(quad.subject),
        _FIRST.get(quad.predicate, 9),
        str(quad.predicate),
        str(quad.object),
    )
