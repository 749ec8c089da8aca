"""Check a built graph: that it says what the pages say, and that others can read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import store
from kg.graph.directory import STORE, TURTLE
from kg.graph.opened import Graph
from kg.knowledge.lexicon import ontology_dir
from kg.model import Span
from kg.records import Corpus

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; ``message`` has figures, or the first thing that is wrong."""

    name: str
    ok: bool
    message: str


def check(graph: Graph) -> Iterator[Finding]:
    """Run every check; none changes anything."""
    built = _Built(graph)
    for name, run in _CHECKS.items():
        try:
            message = run(built)
        except _Wrong as wrong:
            yield Finding(name, False, str(wrong))
        else:
            yield Finding(name, True, message)


class _Wrong(Exception):
    """What a check found."""


@dataclass(frozen=True)
class _Built:
    """A graph, with its Turtle as rdflib reads it."""

    graph: Graph

    @cached_property
    def turtle(self) -> "rdflib.Graph":
        import rdflib

        return rdflib.Graph().parse(self.graph.directory / TURTLE, format="turtle")


def _offsets(built: _Built) -> str:
    """Every offset of the records slices to the text that stands beside it."""
    graph = built.graph
    texts = store.texts(graph.directory / STORE)
    count = 0
    for document, span, text, what in chain(_slices(graph.corpus), _copies(graph.corpus, texts)):
        found = texts.get(document)
        if found is None:
            raise _Wrong(f"{document} is not among the stored documents")
        if found[span.start : span.end] != text:
            raise _Wrong(f"{what}: {document}:{span.start}-{span.end} is not {text[:60]!r}")
        count += 1
    return f"{count:,} spans slice to their text"


def _slices(corpus: Corpus) -> Iterator[tuple[str, Span, str, str]]:
    for extraction in corpus.extractions:
        article = extraction.article
        if article.title and not article.headline:
            yield article.document, article.title, corpus.headlines[article.id], "headline"
        for fact in extraction.facts:
            if fact.evidence not in article.span:
                raise _Wrong(f"fact {fact.id}: its evidence lies outside its article")
            yield fact.document, fact.evidence, corpus.quotes[fact.id], f"fact {fact.id}"
            for arg in fact.args:
                if len(arg.spans) == 1:
                    yield fact.document, arg.spans[0], arg.text, f"fact {fact.id} {arg.role}"


def _copies(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[tuple[str, Span, str, str]]:
    """Every other place of an article, with the article's text."""
    for article in corpus.articles.values():
        text = texts.get(article.document, "")[article.span.start : article.span.end]
        for copy in article.copies:
            yield copy.document, copy.span, text, f"a copy of {article.id}"


def _turtle(built: _Built) -> str:
    """Rdflib and pyoxigraph read the same triples from the Turtle, and so does the store."""
    graph = built.graph
    data = (graph.directory / TURTLE).read_bytes()
    triples = {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}
    other = len(built.turtle)
    stored = {quad.triple for quad in store.opened(graph.directory / STORE)}
    if other != len(triples):
        raise _Wrong(f"rdflib reads {other:,} triples from {TURTLE}, pyoxigraph {len(triples):,}")
    if stored != triples:
        raise _Wrong(f"{TURTLE} and the store differ in {len(stored ^ triples):,} triples")
    return f"{len(triples):,} triples in rdflib, in pyoxigraph and in the store"


def _iris(built: _Built) -> str:
    """rdflib, too, would write every IRI."""
    import rdflib

    iris = {
        node.value
        for quad in store.opened(built.graph.directory / STORE)
        for node in quad
        if isinstance(node, ox.NamedNode)
    }
    for iri in sorted(iris):
        try:
            rdflib.URIRef(iri).n3()
        except Exception:
            raise _Wrong(f"{iri} is no IRI to rdflib") from None
    return f"{len(iris):,} IRIs"


def _edges(built: _Built) -> str:
    """The graph is the one that the records give: no edge without its fact, no fact left out."""
    graph = built.graph
    minted = set(graph.mint())
    stored = set(store.opened(graph.directory / STORE))
    if minted != stored:
        raise _Wrong(
            f"the store and facts.jsonl differ in {len(minted ^ stored):,} quads; build again"
        )
    return f"{len(stored):,} quads are those of facts.jsonl"


def _shapes(built: _Built) -> str:
    """The data fits the SHACL shapes."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for path in sorted(ontology_dir().glob("*shapes.ttl")):
        shapes.parse(path, format="turtle")
    conforms, _, text = pyshacl.validate(built.turtle, shacl_graph=shapes, advanced=True)
    if not conforms:
        raise _Wrong(" ".join(str(text).split())[:500])
    return f"the data fits the shapes ({len(shapes):,} triples of them)"


_CHECKS: dict[str, Callable[[_Built], str]] = {
    "offsets": _offsets,
    "iris": _iris,
    "turtle": _turtle,
    "records": _edges,
    "shapes": _shapes,
}
