"""Nanopublications in TriG: each fact that may be cited, with its provenance apart.

What is asserted gives its edges or, if it is an event, who has which part in it. A statement gives
that it was made: by whom, in which words, about what. What is claimed, planned, possible, denied or
over gives none; it is only in the words of the statements.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import days, lookup, terms
from kg.graph.answers import STATEMENT, FactView
from kg.graph.directory import STORE
from kg.graph.edges import plain_edges
from kg.graph.entities import canonical
from kg.graph.opened import Graph
from kg.graph.terms import Names, term
from kg.model import WORD_ROLES
from kg.neighbours.addresses import web_address
from kg.neighbours.rows import by_article
from kg.records import Corpus

_NP = "http://www.nanopub.org/nschema#"
_MAKER = NamedNode(terms.ONTOLOGY.rstrip("#"))
_PARTS = ("Head", "assertion", "provenance", "pubinfo")
_PREFIX = re.compile(rb"^@prefix .*\n", re.M)

Pair = tuple[NamedNode, NamedNode | Literal]
Said = tuple[NamedNode, NamedNode, NamedNode | Literal]


def lines(graph: Graph) -> Iterator[bytes]:
    """The nanopublications, one after the other; first the prefixes."""
    made = terms.instant(_made(graph))
    prefixes = {**terms.VOCABULARIES, "np": _NP}
    yield "".join(
        f"@prefix {name}: <{space}> .\n" for name, space in sorted(prefixes.items())
    ).encode()
    with lookup.opened(graph.directory / STORE) as index:
        for views, facts in by_article(index, graph.names):
            for view in facts:
                said = list(_assertion(view, views.corpus, graph))
                if said:
                    quads = list(_quads(view, said, views.corpus, graph, made))
                    text = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes)
                    assert text is not None
                    yield b"\n" + _PREFIX.sub(b"", text)


def _made(graph: Graph) -> str:
    """When the graph was made: the same for all exports of it."""
    moment = (graph.directory / STORE / "meta.json").stat().st_mtime
    return datetime.fromtimestamp(int(moment), UTC).isoformat().replace("+00:00", "Z")


def _assertion(view: FactView, corpus: Corpus, graph: Graph) -> Iterator[Said]:
    """What a fact says, as triples; none of what is not asserted."""
    if view.status != "asserted":
        return
    relation = graph.catalogue.relations.get(view.relation)
    if relation is None:
        return
    if relation.kind == "binary":
        for link in plain_edges(view.fact, corpus, graph.catalogue):
            one, other = map(graph.names.entity, (link.source, link.target))
            yield one, NamedNode(link.property), other
        return
    node = NamedNode(view.iri)
    told = list(_parts(view, corpus, graph.names))
    if told:
        for name, value in ((term("rdf:type"), NamedNode(relation.iri)), *told):
            yield node, name, value


def _parts(view: FactView, corpus: Corpus, names: Names) -> Iterator[Pair]:
    """Who has which part in an event or statement, in which words, and when it was."""
    language = corpus.articles[view.fact.article].language
    for arg in view.fact.args:
        entity = corpus.entities.get(arg.entity or "")
        role = term(f"kg:{arg.role}")
        if arg.role in WORD_ROLES:
            yield role, terms.words(" ".join(arg.text.split()), language)
        elif entity:
            yield role, names.entity(canonical(entity))
    first, last = days.span(view.fact)
    for name, day in (("kg:earliest", first), ("kg:latest", last)):
        if day:
            yield term(name), terms.day(day)
    if view.relation == STATEMENT:
        for name, detail in (("kg:act", "act"), ("kg:speechAct", "speech_act")):
            if told := view.fact.details.get(detail):
                yield term(name), terms.text(told)


def _quads(
    view: FactView,
    said: list[Said],
    corpus: Corpus,
    graph: Graph,
    made: Literal,
) -> Iterator[Quad]:
    node = graph.names.node("nanopub", view.fact.id)
    mark = "." if "#" in node.value else "#"
    head, assertion, provenance, pubinfo = (
        NamedNode(f"{node.value}{mark}{part}") for part in _PARTS
    )
    yield Quad(node, term("rdf:type"), NamedNode(_NP + "Nanopublication"), head)
    for part, inside in (
        ("Assertion", assertion),
        ("Provenance", provenance),
        ("PublicationInfo", pubinfo),
    ):
        yield Quad(node, NamedNode(f"{_NP}has{part}"), inside, head)
    for one, name, other in dict.fromkeys(said):
        yield Quad(one, name, other, assertion)
    for name, value in _evidence(view, corpus):
        yield Quad(assertion, name, value, provenance)
    for name, value in _source(view, corpus, graph.names):
        yield Quad(NamedNode(view.article), name, value, provenance)
    for name, value in _publication(view, graph, made):
        yield Quad(node, name, value, pubinfo)


def _evidence(view: FactView, corpus: Corpus) -> Iterator[Pair]:
    language = corpus.articles[view.fact.article].language
    yield term("prov:wasDerivedFrom"), NamedNode(view.article)
    yield term("oa:exact"), terms.words(view.evidence.text, language)
    yield term("kg:confidence"), terms.decimal(view.confidence)
    yield term("kg:rule"), terms.text(view.rule)


def _publication(view: FactView, graph: Graph, made: Literal) -> Iterator[Pair]:
    yield term("rdfs:label"), terms.words(view.text)
    yield term("dcterms:created"), made
    yield term("dcterms:creator"), _MAKER
    yield term("kg:fact"), NamedNode(view.iri)
    if license := graph.meta.get("license"):
        yield term("dcterms:license"), NamedNode(license)


def _source(view: FactView, corpus: Corpus, names: Names) -> Iterator[Pair]:
    article = corpus.articles[view.fact.article]
    yield term("rdf:type"), term("schema:NewsArticle")
    if view.headline:
        yield term("schema:headline"), terms.words(view.headline, article.language)
    if article.published:
        yield term("schema:datePublished"), terms.date(article.published)
    if article.publisher:
        yield term("dcterms:publisher"), names.publisher(article.publisher)
    if address := web_address(article.url):
        yield term("schema:url"), terms.address(address)
