"""What is asked for, found in a graph."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.ask.path import Paths
from kg.ask.question import Question
from kg.graph import lookup, store
from kg.graph.directory import STORE
from kg.graph.explain import expanded

if TYPE_CHECKING:
    from kg.graph.opened import Graph
    from kg.graph.result import Result


def query_for(graph: "Graph", asked: Question, given: Mapping[str, str]) -> str:
    """The SPARQL of a question about names, classes and days (`Question.filled`)."""
    return asked.filled(
        given,
        {
            "entity": lambda name: _entities(graph, name),
            "class": lambda name: _classes(graph, name),
        },
    )


def answer(
    graph: "Graph", asked: Question, given: Mapping[str, str], timeout: float, limit: int
) -> "Result":
    """The answer to a question: what a store says to `query_for`, sooner where that can be.

    Raises:
        QueryError: As `query_for` and `Graph.query` do.
    """
    query = query_for(graph, asked, given)
    if asked.name != "path":
        return graph.query(query, timeout=timeout, limit=limit)
    paths = Paths(store.opened(graph.directory / STORE), graph.names)
    one, other = (_entities(graph, given[place.name]) for place in asked.places)
    found = paths.rows(one, other, timeout)
    return replace(found, rows=found.rows[:limit], truncated=len(found.rows) > limit)


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """A query with the prefixes that it uses, as a store that does not know them needs it."""
    body = re.sub(r"(?m)^#.*|<[^\s>]*>", "", query)
    used = [
        f"PREFIX {prefix}: <{iri}>"
        for prefix, iri in sorted(prefixes.items())
        if re.search(rf"(?<!\w){re.escape(prefix)}:\w", body)
    ]
    return "\n".join((*used, query))


def _entities(graph: "Graph", name: str) -> list[str]:
    with lookup.opened(graph.directory / STORE) as index:
        keys = index.find(name, expanded(name, graph.names))
    return [graph.names.entity(key).value for key in keys]


def _classes(graph: "Graph", name: str) -> list[str]:
    """The class of the catalogue's relation of that name, written in any case."""
    return [
        relation.iri
        for relation in graph.catalogue.relations.values()
        if relation.name.casefold() == name.casefold()
    ]
