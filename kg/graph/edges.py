"""The plain edges that facts give: which, between whom, and of which facts at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.graph import terms
from kg.graph.entities import canonical
from kg.knowledge.catalogue import Catalogue, Edge
from kg.model import Fact
from kg.records import Corpus

# A post somebody held or will hold is no edge of today's graph.
_CURRENT = frozenset({"", "current", "present"})


@dataclass(frozen=True, slots=True)
class Link:
    """That a fact, if true, joins two canonical entities by a property."""

    source: str
    property: str
    target: str
    symmetric: bool = False


def holds(fact: Fact) -> bool:
    """Whether a fact is told of the time of writing, not as what was or will be."""
    return fact.details.get("temporal", "") in _CURRENT


def plain_edges(fact: Fact, corpus: Corpus, catalogue: Catalogue) -> Iterator[Link]:
    """The edges of an asserted fact that still holds, each way; of any other, none."""
    if fact.asserted and holds(fact):
        for link in links(fact, corpus, catalogue):
            yield link
            if link.symmetric:
                yield Link(link.target, link.property, link.source, symmetric=True)


def links(fact: Fact, corpus: Corpus, catalogue: Catalogue) -> tuple[Link, ...]:
    """The links of a fact by the catalogue's projections, whether or not it is asserted.

    A relation between two ends is a link itself. What is thought or intended, not said, links
    nobody to its topics. A relation's links come with those of the wider relations it belongs to.
    Those who share a role are linked across its sides: "Ann held talks with Bob and Cem" does not
    say that Bob met Cem.
    """
    relation = catalogue.relations.get(fact.relation)
    if relation is None or fact.details.get("act", "speech") != "speech":
        return ()
    by_role: dict[str, list[str]] = {}
    sides: dict[str, dict[str, str | None]] = {}
    for arg in fact.args:
        if arg.entity and arg.entity in corpus.entities:
            name = canonical(corpus.entities[arg.entity])
            by_role.setdefault(arg.role, []).append(name)
            sides.setdefault(arg.role, {}).setdefault(name, arg.side)
    edges = list(relation.edges)
    if relation.kind == "binary":
        above = catalogue.above.get(relation.iri, ())
        wider = (iri for iri in above if iri.startswith(terms.ONTOLOGY))
        edges += [Edge("subject", iri, "object") for iri in (relation.iri, *wider)]
    found = dict[Link, None]()
    for edge in edges:
        ones, twos = by_role.get(edge.source, []), by_role.get(edge.target, [])
        if edge.source == edge.target:
            side = sides.get(edge.source, {})
            opposed = {"agent", "patient"} <= set(side.values())
            for one, two in combinations(dict.fromkeys(ones), 2):
                if opposed and side[one] and side[one] == side[two]:
                    continue
                found[Link(one, edge.property, two, symmetric=True)] = None
        else:
            for one in ones:
                for two in twos:
                    if one != two:
                        found[Link(one, edge.property, two)] = None
    return tuple(found)
