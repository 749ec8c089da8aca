"""A graph as databases of property graphs hold one: nodes and edges that have properties.

Every fact is a node with its sentence and standing, joined to its article and to those who have
part in it. Beside that, what the writer asserts and what still holds is an edge between two
entities; of anything else there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.graph import lookup
from kg.graph.answers import STATEMENT, FactView, Views
from kg.graph.directory import STORE
from kg.graph.edges import plain_edges
from kg.graph.opened import Graph
from kg.graph.terms import local_name
from kg.neighbours.dictionary import Type, columns
from kg.neighbours.rows import Row, article_rows, by_article, entity_rows, fact_rows

ENTITY, ARTICLE, FACT = "Entity", "Article", "Fact"
ROLE, TOLD_IN, IN_WORDS_OF, TIE = "ROLE", "TOLD_IN", "IN_WORDS_OF", "TIE"

# What a statement's node has more than that of another fact.
_SAID = ("speaker", "act", "speech_act")

Properties = Mapping[str, Type]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its kind, what else it is, and its properties, of which ``iri`` is its key."""

    kind: str
    type: str
    row: Row


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes by their IRIs; ``type`` tells ties apart by their relation."""

    kind: str
    type: str
    source: str
    target: str
    row: Row


@dataclass(frozen=True, slots=True)
class Shape:
    """What edges of a kind join, what tells two between the same ends apart, their properties."""

    source: str
    target: str
    key: str
    properties: Properties


@cache
def nodes() -> Mapping[str, Properties]:
    """The kinds of nodes, with the properties of each."""
    tables = columns()
    found = {
        kind: {"iri": "text", **{column.name: column.type for column in tables[table]}}
        for kind, table in ((ENTITY, "entities"), (ARTICLE, "articles"), (FACT, "facts"))
    }
    said = {c.name: c.type for c in tables["statements"] if c.name in _SAID}
    return {**found, FACT: {**found[FACT], **said, "words": "texts"}}


@cache
def edges() -> Mapping[str, Shape]:
    """The kinds of edges."""
    tables = columns()
    part = {c.name: c.type for c in tables["arguments"] if c.name not in ("fact", "entity", "name")}
    inherited = ("sentence", "confidence", "date", "earliest", "latest")
    tie = {column.name: column.type for column in tables["facts"] if column.name in inherited}
    told = {column.name: column.type for column in tables["articles"]}
    headed = {name: told[name] for name in ("headline", "publisher", "published")}
    return {
        TOLD_IN: Shape(FACT, ARTICLE, "", {}),
        ROLE: Shape(FACT, ENTITY, "number", part),
        IN_WORDS_OF: Shape(FACT, FACT, "", {}),
        TIE: Shape(ENTITY, ENTITY, "fact", {"fact": "text", **tie, **headed}),
    }


def parts(graph: Graph) -> Iterator[Node | Edge]:
    """The nodes and edges of a graph; an edge comes after its ends, an article after another."""
    iris = {}
    with lookup.opened(graph.directory / STORE) as index:
        for _, row in entity_rows(index):
            iris[row["entity"]] = str(row["iri"])
            yield Node(ENTITY, str(row["type"]), row)
        for views, facts in by_article(index, graph.names):
            known = views.corpus.articles.values()
            articles = [row for one in known for name, row in article_rows(one, views)
                        if name == "articles"]  # fmt: skip
            yield from (Node(ARTICLE, "", row) for row in articles)
            edges: list[Edge] = []
            for view in facts:
                rows = list(fact_rows(view, views))
                yield _fact(view, [row for _, row in rows])
                edges.append(Edge(TOLD_IN, TOLD_IN, view.iri, view.article, {}))
                for name, row in rows:
                    if name == "arguments" and row["entity"] in iris:
                        edges.append(Edge(ROLE, ROLE, view.iri, iris[row["entity"]], row))
                if view.fact.holder in views.corpus.facts:
                    said = views.names.node("fact", str(view.fact.holder)).value
                    edges.append(Edge(IN_WORDS_OF, IN_WORDS_OF, view.iri, said, {}))
                edges += _ties(view, {**articles[0], **rows[0][1]}, views, graph)
            yield from edges


def _fact(view: FactView, rows: list[Row]) -> Node:
    """A fact as a node; ``words`` are what fills its roles without being an entity."""
    told = dict(rows[0])
    words = [
        f"{row['role']}: {row['text']}" for row in rows if row.get("number") and not row["entity"]
    ]
    more = rows[-1] if view.relation == STATEMENT else {}
    said = {name: more.get(name) for name in _SAID}
    return Node(FACT, STATEMENT if more else "", {**told, **said, "words": words})


def _ties(view: FactView, told: Row, views: Views, graph: Graph) -> Iterator[Edge]:
    """The plain edges that a fact gives: none unless it is asserted and holds."""
    row = {**told, "fact": view.iri}
    for link in plain_edges(view.fact, views.corpus, graph.catalogue):
        one, other = (graph.names.entity(end).value for end in (link.source, link.target))
        yield Edge(TIE, local_name(link.property), one, other, row)
