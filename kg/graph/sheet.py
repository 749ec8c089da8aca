"""A named graph while it is being written, and the order in which its statements stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

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
    quads: dict[Quad, None] = field(default_factory=dict)

    def say(self, subject: NamedNode, *pairs: Pair) -> None:
        """That the subject has these properties."""
        for predicate, value in pairs:
            self.quads[Quad(subject, predicate, value, self.graph)] = None

    def __iter__(self) -> Iterator[Quad]:
        """The statements as they were said."""
        return iter(self.quads)


def order(statement: Quad | Triple) -> tuple[int, str, str]:
    """The order of what is said of one thing: first what it is and is called."""
    predicate = statement.predicate
    return _FIRST.get(predicate, 9), str(predicate), str(statement.object)
