"""A graph as JSON-LD with a context: named graphs of nodes, short names, plain values.

No blank node is in the graph, so a node is an object and a value a string, a number's digits or a
reference; what all values of a property have in common (a reference, a datatype) stands once in
the context.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import term

_TYPE, _STRING = term("rdf:type"), term("xsd:string")


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """The document of quads that are sorted by graph and subject."""
    rows = list(quads)
    common = _common(rows)
    context: dict[str, Any] = dict(prefixes)
    for name, kind in sorted(common.items()):
        if kind and kind != _STRING.value:
            short = _short(name, prefixes)
            context[short] = {
                "@id": name,
                "@type": kind if kind == "@id" else _short(kind, prefixes),
            }
    graphs = [
        {
            "@id": _short(_iri(graph), prefixes),
            "@graph": [
                _node(subject, list(told), common, prefixes)
                for subject, told in groupby(members, key=lambda quad: _iri(quad.subject))
            ],
        }
        for graph, members in groupby(rows, key=lambda quad: quad.graph_name)
    ]
    document = {"@context": context, "@graph": graphs}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _common(rows: Iterable[Quad]) -> dict[str, str | None]:
    """For each property what all its values are: references, or of one datatype; else None."""
    kinds = defaultdict[str, set[str]](set)
    for quad in rows:
        if isinstance(quad.object, Literal):
            kinds[quad.predicate.value].add(_kind(quad.object))
        elif quad.predicate != _TYPE:
            kinds[quad.predicate.value].add("@id")
    return {
        name: next(iter(found)) if len(found) == 1 and "" not in found else None
        for name, found in kinds.items()
    }


def _kind(value: Literal) -> str:
    """The datatype of a value; none of words in a language, which say so one by one."""
    return "" if value.language else value.datatype.value


def _node(
    subject: str, told: list[Quad], common: Mapping[str, str | None], prefixes: Mapping[str, str]
) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _short(subject, prefixes)}
    for quad in told:
        if quad.predicate == _TYPE:
            node.setdefault("@type", []).append(_short(_iri(quad.object), prefixes))
        else:
            name = quad.predicate.value
            value = _value(quad.object, common[name], prefixes)
            node.setdefault(_short(name, prefixes), []).append(value)
    return {
        name: values[0] if isinstance(values, list) and len(values) == 1 else values
        for name, values in node.items()
    }


def _value(object: object, common: str | None, prefixes: Mapping[str, str]) -> Any:
    if not isinstance(object, Literal):
        iri = _short(_iri(object), prefixes)
        return iri if common == "@id" else {"@id": iri}
    if object.language:
        return {"@value": object.value, "@language": object.language}
    kind = object.datatype.value
    if common == kind or kind == _STRING.value:
        return object.value
    return {"@value": object.value, "@type": _short(kind, prefixes)}


def _iri(node: object) -> str:
    if not isinstance(node, NamedNode):
        raise TypeError(f"{node}: a graph of kg has neither blank nodes nor triple terms")
    return node.value


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as prefix and local name, if it has a known namespace."""
    for prefix, space in prefixes.items():
        local = iri.removeprefix(space)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
