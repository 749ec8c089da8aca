"""Files of Turtle by subject, with their texts, so that errors can name lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import CatalogueError
from kg.knowledge.catalogue import KG, local_name
from kg.knowledge.textfile import read_text

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Node = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """A Turtle file: its text for line numbers, its triples, and what they say by subject."""

    path: Path
    text: str
    triples: tuple[ox.Triple, ...]
    nodes: Mapping[str, Node]


def read_turtle(path: Path) -> Source:
    """The statements of a file; raises `KgError` where it cannot be read or is no Turtle."""
    text = read_text(path)
    try:
        quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=KG))
    except SyntaxError as error:
        where = f":{error.lineno}" if error.lineno else ""
        raise CatalogueError(f"{path}{where}: no Turtle: {error.msg}") from None
    nodes: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        found = nodes.setdefault(quad.subject.value, {})
        found.setdefault(quad.predicate.value, []).append(quad.object.value)
    frozen = {
        subject: {name: tuple(values) for name, values in node.items()}
        for subject, node in nodes.items()
    }
    return Source(path, text, tuple(quad.triple for quad in quads), frozen)


def merged(sources: Iterable[Source]) -> dict[str, Node]:
    """The statements of all files by subject, in the order in which they are written."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for source in sources:
        for iri, node in source.nodes.items():
            target = found.setdefault(iri, {})
            for name, values in node.items():
                target[name] = tuple(dict.fromkeys((*target.get(name, ()), *values)))
    return dict(found)


def short(iri: str) -> str:
    """An IRI as it is written in the files: ``rdfs:label``."""
    for prefix, space in (("rdfs", RDFS), ("skos", SKOS), ("kg", KG)):
        if iri.startswith(space):
            return f"{prefix}:{local_name(iri)}"
    return iri
