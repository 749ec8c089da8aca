"""Write a graph in the formats that other programs read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import KgError
from kg.graph.jsonld import jsonld
from kg.graph.network import gexf, graphml, node_link
from kg.graph.sheet import order
from kg.graph.terms import VOCABULARIES, term

if TYPE_CHECKING:
    import networkx as nx


def _pyvis(graph: "nx.MultiDiGraph") -> bytes:
    from kg.graph.drawing import page

    return page(graph)


RDF_FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "turtle12": RdfFormat.TURTLE,
    "trig12": RdfFormat.TRIG,
}
# These say of the node of each edge that it reifies the edge, as RDF 1.2 does.
_REIFYING = frozenset({"turtle12", "trig12"})
NETWORK_FORMATS: Mapping[str, Callable[["nx.MultiDiGraph"], bytes]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": node_link,
    "pyvis": _pyvis,
}
SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".json": "json",
}


def format_of(path: str) -> str:
    """The format that a file's name asks for."""
    try:
        return SUFFIXES[Path(path).suffix.lower()]
    except KeyError:
        known = ", ".join(SUFFIXES)
        raise KgError(f"{path}: no format has that ending; use one of {known}") from None


def rdf(quads: Iterable[Quad], name: str, base: str) -> bytes:
    """A graph in an RDF format; Turtle and N-Triples hold the union of its named graphs.

    The same quads give the same bytes, whatever order they come in.
    """
    form = RDF_FORMATS[name]
    quads = list(quads)
    if name in _REIFYING:
        quads += _reifiers(quads)
    named = form.supports_datasets
    if form in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return ox.serialize(_ordered(quads, named), format=form) or b""
    used = prefixes(quads if named else (quad.triple for quad in quads), base)
    if form == RdfFormat.JSON_LD:
        return jsonld(list(_ordered(quads, named)), used)
    return _tidy(ox.serialize(_ordered(quads, named), format=form, prefixes=used) or b"")


def _ordered(quads: Iterable[Quad], named: bool) -> Iterator[Any]:
    """Each quad once, in order (`sheet.order`); the triples of their union unless ``named``.

    Subject by subject, for what tells the order of a million takes more room than they do.
    """
    subjects: dict[tuple[str, str], list[Quad]] = {}
    for quad in quads:
        graph = str(quad.graph_name) if named else ""
        subjects.setdefault((graph, str(quad.subject)), []).append(quad)
    for key in sorted(subjects):
        told = subjects.pop(key)
        if named:
            yield from sorted(set(told), key=order)
        else:
            union = {Quad(quad.subject, quad.predicate, quad.object) for quad in told}
            yield from (quad.triple for quad in sorted(union, key=order))


def _reifiers(quads: Iterable[Quad]) -> list[Quad]:
    """For the node of each edge that it reifies the edge."""
    parts = {term(f"rdf:{name}"): name for name in ("subject", "predicate", "object")}
    kind = term("rdf:type"), term("kg:Edge")
    nodes = {
        (quad.subject, quad.graph_name): dict[str, NamedNode]()
        for quad in quads
        if (quad.predicate, quad.object) == kind
    }
    for quad in quads:
        node = nodes.get((quad.subject, quad.graph_name))
        if node is not None and quad.predicate in parts and isinstance(quad.object, NamedNode):
            node[parts[quad.predicate]] = quad.object
    return [
        Quad(edge, term("rdf:reifies"), Triple(**node), graph)
        for (edge, graph), node in nodes.items()
    ]


def prefixes(rows: Iterable[Quad | Triple], base: str) -> dict[str, str]:
    """The vocabularies, and a prefix for each kind of thing below the base that is used."""
    kinds = set()
    spaces = set()
    for row in rows:
        for node in row:
            if isinstance(node, NamedNode) and node.value.startswith(base):
                kinds.add(node.value[len(base) :].partition("/")[0])
            elif isinstance(node, NamedNode):
                spaces.add(re.sub(r"[^/#]*$", "", node.value))
            elif isinstance(node, Literal):
                spaces.add(re.sub(r"[^/#]*$", "", node.datatype.value))
    used = {prefix: space for prefix, space in VOCABULARIES.items() if space in spaces}
    own = {kind: f"{base}{kind}/" for kind in sorted(kinds) if re.fullmatch(r"[a-z][\w-]*", kind)}
    return {**used, **own}


def _tidy(turtle: bytes) -> bytes:
    """Turtle with its prefixes in order and a blank line before each subject (TriG: graph)."""
    lines = turtle.splitlines(keepends=True)
    declared = sorted(line for line in lines if line.startswith(b"@prefix"))
    body = (
        line if line[:1] in (b"\t", b"}") else b"\n" + line
        for line in lines
        if not line.startswith(b"@prefix")
    )
    return b"".join((*declared, *body))
