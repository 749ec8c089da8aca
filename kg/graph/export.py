"""Write a graph in the formats that other programs read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import KgError
from kg.graph.gexf import gexf
from kg.graph.jsonld import jsonld
from kg.graph.network import graphml, node_link
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
    """A graph in an RDF format, as `write` writes it; the same quads give the same bytes."""
    store, out = ox.Store(), BytesIO()
    store.extend(quads)
    write(store, name, base, out)
    return out.getvalue()


def write(
    store: ox.Store, name: str, base: str, out: IO[bytes], used: Mapping[str, str] | None = None
) -> None:
    """Write a graph in an RDF format; Turtle and N-Triples hold the union of its named graphs.

    ``used`` are its prefixes (`prefixes`), found by a look at every quad where they are not given.
    Of the graph no more is in memory than what its things are called, and one thing, for the order
    in which things stand; JSON-LD, which says first what all have in common, takes all of it.
    """
    form = RDF_FORMATS[name]
    rows = _ordered(store, form.supports_datasets, name in _REIFYING)
    if form in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        ox.serialize(rows, out, form)
        return
    used = dict(used or prefixes(store, base))
    if form == RdfFormat.JSON_LD:
        out.write(jsonld(list(rows), used))
        return
    tidy = _Tidy(out)
    ox.serialize(rows, cast(IO[bytes], tidy), form, prefixes=used)
    tidy.close()


def _ordered(store: ox.Store, named: bool, reifying: bool) -> Iterator[Any]:
    """Each quad, graph by graph, subject by subject, in order (`sheet.order`).

    The triples of their union unless ``named``. ``reifying`` adds to the node of each edge what it
    reifies, as RDF 1.2 does.
    """
    graphs = sorted((None, *store.named_graphs()), key=str) if named else [None]
    for graph in graphs:
        chosen = (graph or DefaultGraph()) if named else None
        for subject in sorted(_subjects(store, graph, named)):
            node = BlankNode(subject[2:]) if subject[0] == "_" else NamedNode(subject[1:-1])
            found = list(store.quads_for_pattern(node, None, None, chosen))
            if reifying:
                found += _reifiers(found)
            yield from sorted(found if named else {quad.triple for quad in found}, key=order)


def _subjects(store: ox.Store, graph: Any, named: bool) -> Iterator[str]:
    """What a graph, or the union of all, speaks of; the engine tells without making each quad."""
    pattern = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    asked = f"SELECT DISTINCT ?s {{ {pattern} }}"
    rows: Any = store.query(asked, use_default_graph_as_union=not named)
    return (str(row[0]) for row in rows)


def _reifiers(quads: Iterable[Quad]) -> list[Quad]:
    """Of what is said of one thing: if it is the node of an edge, that it reifies the edge."""
    told: dict[Any, Any] = {(quad.predicate, quad.graph_name): quad.object for quad in quads}
    parts = [term(f"rdf:{name}") for name in ("subject", "predicate", "object")]
    kind = term("rdf:type"), term("kg:Edge")
    return [
        Quad(
            quad.subject,
            term("rdf:reifies"),
            Triple(*(told[part, quad.graph_name] for part in parts)),
            quad.graph_name,
        )
        for quad in quads
        if (quad.predicate, quad.object) == kind
    ]


def prefixes(rows: Iterable[Quad | Triple], base: str) -> dict[str, str]:
    """The vocabularies, and a prefix for each kind of thing below the base that is used."""
    seen = Seen(base)
    for row in rows:
        seen.add(row)
    return seen.prefixes()


class Seen:
    """The prefixes that a graph needs, gathered while its quads pass."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._kinds = set[str]()
        self._spaces = set[str]()
        self._nodes = set[NamedNode]()  # predicates and datatypes, which are few

    def of(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The quads, looked at as they pass."""
        for quad in quads:
            self.add(quad)
            yield quad

    def add(self, row: Quad | Triple) -> None:
        """Look at one."""
        subject, predicate, value, *graph = row
        for node in (subject, value, *graph):
            if isinstance(node, Literal):
                self._few(node.datatype)
            elif isinstance(node, NamedNode):
                self._iri(node)
        self._few(predicate)

    def _few(self, node: NamedNode) -> None:
        if node not in self._nodes:
            self._nodes.add(node)
            self._iri(node)

    def _iri(self, node: NamedNode) -> None:
        iri = node.value
        if iri.startswith(self._base):
            self._kinds.add(iri[len(self._base) :].partition("/")[0])
        else:
            self._spaces.add(_space(node))

    def prefixes(self) -> dict[str, str]:
        """The vocabularies, and a prefix for each kind of thing below the base, of what passed."""
        used = {prefix: space for prefix, space in VOCABULARIES.items() if space in self._spaces}
        kinds = (kind for kind in sorted(self._kinds) if re.fullmatch(r"[a-z][\w-]*", kind))
        return {**used, **{kind: f"{self._base}{kind}/" for kind in kinds}}


def _space(node: NamedNode) -> str:
    """An IRI up to its last slash or hash."""
    return node.value[: max(node.value.rfind("/"), node.value.rfind("#")) + 1]


class _Tidy:
    """Writes Turtle with its prefixes in order and a blank line before each subject (TriG: graph).

    It gets the text in pieces, as the serialiser writes it.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._rest = b""
        self._declared: list[bytes] | None = []

    def write(self, data: bytes) -> int:
        """Write the lines that are whole, and keep the rest."""
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        for line in lines:
            self._line(line + b"\n")
        return len(data)

    def flush(self) -> None:
        """Nothing: all that is whole is written."""

    def close(self) -> None:
        """Write what is left."""
        if self._rest:
            self._line(self._rest)

    def _line(self, line: bytes) -> None:
        if self._declared is not None:
            if line.startswith(b"@prefix"):
                self._declared.append(line)
                return
            self._out.writelines(sorted(self._declared))
            self._declared = None
        self._out.write(line if line[:1] in (b"\t", b"}") else b"\n" + line)
