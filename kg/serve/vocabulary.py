"""The terms that the editor completes: kg's own, those of other vocabularies in use, prefixes."""

from collections.abc import Iterator
from importlib import resources
from typing import Any

import pyoxigraph as ox

from kg.ask import question as ready
from kg.graph.opened import Graph
from kg.graph.terms import ONTOLOGY, VOCABULARIES
from kg.knowledge.lexicon import ontology_dir

_RDFS = VOCABULARIES["rdfs"]
_OTHERS = (
    "rdf:type", "rdfs:label", "skos:altLabel", "owl:sameAs", "schema:headline",
    "schema:datePublished", "schema:NewsArticle", "schema:mentions", "schema:url",
    "dcterms:publisher", "dcterms:source", "dcterms:identifier", "prov:wasDerivedFrom",
    "oa:hasSource", "oa:exact", "oa:start", "oa:end",
)  # fmt: skip


def editor(graph: Graph) -> dict[str, Any]:
    """What the editor needs: prefixes, terms with what they mean, and ready questions."""
    return {
        "base": graph.names.base,
        "prefixes": graph.meta["prefixes"],
        "terms": [*terms(graph), *({"name": name, "meaning": ""} for name in _OTHERS)],
        "questions": list(questions()),
    }


def terms(graph: Graph) -> Iterator[dict[str, str]]:
    """The classes and properties of the ontology, and the relations of the graph's catalogue."""
    found = dict[str, str]()
    for quad in ox.parse(path=str(ontology_dir() / "kg.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value == f"{_RDFS}comment":
            found[quad.subject.value] = quad.object.value
    for relation in graph.catalogue.relations.values():
        found[relation.iri] = relation.comment
        for role in relation.roles:
            found.setdefault(ONTOLOGY + role.name, role.comment)
        for edge in relation.edges:
            found.setdefault(edge.property, f"Asserted by {relation.label}.")
    for iri in sorted(found):
        if iri.startswith(ONTOLOGY):
            yield {"name": f"kg:{iri.removeprefix(ONTOLOGY)}", "meaning": found[iri]}


def questions() -> Iterator[dict[str, str]]:
    """Questions whose first line says what they ask, then the ready ones that need no name."""
    folder = resources.files("kg.serve") / "questions"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8").strip()
            yield {"title": text.splitlines()[0].lstrip("# "), "query": text}
    for asked in ready.questions().values():
        if not any(place.required for place in asked.places):
            yield {"title": asked.meaning.rstrip("."), "query": asked.text.strip()}
