"""What is asked for, found in a graph."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.ask.question import Question
from kg.graph import lookup
from kg.graph.directory import STORE
from kg.graph.explain import expanded

if TYPE_CHECKING:
    from kg.graph.opened import Graph


def query_for(graph: "Graph", asked: Question, given: Mapping[str, str]) -> str:
    """The SPARQL of a question about names, classes and days (`Question.filled`)."""
    return asked.filled(
        given,
        {
            "entity": lambda name: _entities(graph, name),
            "class": lambda name: _classes(graph, name),
        },
    )


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
