"""The Reconciliation Service API, by which OpenRefine and others match names against a graph.

Version 0.2 (``queries`` in a form or the address, names of queries in the answer) and the draft of
1.0 (JSON posted to ``match``). Scores are how alike names are, of a hundred.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import parse_qs

import anyio.to_thread
from rapidfuzz import fuzz
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.graph.terms import local_name
from kg.knowledge import folding
from kg.knowledge.gazetteer import KINDS
from kg.serve.index import Data
from kg.serve.library import Library
from kg.serve.served import Served

PATH = "/reconcile"
_VERSIONS = ("0.2", "1.0-draft")
_MOST_QUERIES, _MOST_CANDIDATES, _MOST_WORDS, _LONGEST = 50, 50, 8, 300
_MOST_BYTES = 1 << 20
# How many of those that share a word are compared.
_COMPARED = 200
# From where names are the same, how far the next must be below, and what is not shown.
_SAME, _APART, _LEAST = 95.0, 5.0, 50.0
_TYPES = tuple(dict.fromkeys(KINDS.values()))


async def answer(served: Served, request: Request, origins: Iterable[str]) -> Response:
    """Answer a request below `PATH`."""
    part = request.path_params.get("part", "")
    body = await _body(request) if request.method == "POST" else b""
    return await anyio.to_thread.run_sync(
        _answered, served.now().library, request, part, body, tuple(origins)
    )


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, "a batch has at most a megabyte")
    return body


def _answered(
    library: Library, request: Request, part: str, body: bytes, origins: tuple[str, ...]
) -> Response:
    given = request.query_params
    if part == "match" and request.method == "POST":
        return JSONResponse({"results": [
            {"candidates": found} for found in _batch(library, _listed(_json(body)))
        ]})  # fmt: skip
    if part.startswith("suggest/"):
        return JSONResponse({"result": suggested(library, part, given.get("prefix", ""))})
    if part == "preview":
        return _preview(library, given.get("id", ""), origins)
    if part:
        raise HTTPException(404, f"there is no {PATH}/{part}")
    form = parse_qs(body.decode(errors="replace")) if body else {}
    queries = form.get("queries", [given.get("queries", "")])[0]
    if not queries:
        return JSONResponse(manifest(library, str(request.base_url).rstrip("/")))
    asked = _json(queries)
    if not isinstance(asked, dict):
        raise HTTPException(400, "queries is an object: a query by each name")
    found = _batch(library, list(asked.values()))
    return JSONResponse({n: {"result": r} for n, r in zip(asked, found, strict=True)})


def manifest(library: Library, site: str) -> Data:
    """What the service is and where its parts are."""
    own = site + PATH

    def suggests(what: str) -> Data:
        return {"service_url": own, "service_path": f"/suggest/{what}"}

    return {
        "versions": list(_VERSIONS),
        "name": "kg",
        "identifierSpace": library.graph.names.base,
        "schemaSpace": "https://w3id.org/newskg#",
        "defaultTypes": [_type(name) for name in _TYPES],
        "view": {"url": f"{site}/page/{{{{id}}}}"},
        "preview": {"url": f"{own}/preview?id={{{{id}}}}", "width": 400, "height": 160},
        "suggest": {what: suggests(what) for what in ("entity", "type", "property")},
        "batchSize": _MOST_QUERIES,
    }


def candidates(library: Library, query: Mapping[str, Any]) -> list[Data]:
    """The entities that a query may mean, the likeliest first.

    Raises:
        HTTPException: It is no query.
    """
    name, types, properties = _read(query)
    limit = query.get("limit")
    limit = limit if isinstance(limit, int) and limit > 0 else 5
    scored = []
    for thing in library.lookup.ranked(_near(library, name), _COMPARED):
        if types and thing.type not in types:
            continue
        wanted = folding.key(name)
        names = {folding.key(known) for known in (thing.label, *library.lookup.names(thing.key))}
        alike = max(max(fuzz.ratio(wanted, n), fuzz.token_sort_ratio(wanted, n)) for n in names)
        if alike < _LEAST:
            continue
        features = [{"id": "name", "value": round(alike, 1)}]
        score = alike
        if properties:
            held = 100 * sum(_holds(library, thing.key, *p) for p in properties) / len(properties)
            features.append({"id": "properties", "value": round(held, 1)})
            score = (3 * alike + held) / 4
        scored.append((-score, -thing.facts, thing, features))
    scored.sort(key=lambda found: (*found[:2], found[2].key))
    # A surname alone may be that of many whom the graph does not know.
    several = " " in folding.key(name)
    second = -scored[1][0] if len(scored) > 1 else 0.0
    return [
        {
            "id": thing.key,
            "name": " ".join(thing.label.split()),
            "description": f"{thing.type}, {thing.facts} facts",
            "type": [_type(thing.type)],
            "score": round(-score, 1),
            "features": features,
            "match": number == 0
            and -score >= _SAME
            and second <= -score - _APART
            and (thing.type != "Person" or several),
        }
        for number, (score, _, thing, features) in enumerate(scored[: min(limit, _MOST_CANDIDATES)])
    ]


def suggested(library: Library, part: str, prefix: str) -> list[Data]:
    """What begins with some letters: entities, types or relations."""
    prefix = prefix[:_LONGEST].strip()
    if part == "suggest/entity":
        found = library.ranked(library.find(prefix), 20) if prefix else library.foremost(20)
        return [
            {"id": e["id"], "name": e["name"], "description": f"{e['type']}, {e['facts']} facts",
             "notable": [_type(e["type"])]}
            for e in found
        ]  # fmt: skip
    known = {"suggest/type": _TYPES, "suggest/property": library.lookup.relations()}.get(part)
    if known is None:
        raise HTTPException(404, f"there is no {PATH}/{part}")
    return [_type(n) for n in known if n.lower().startswith(prefix.lower())]


def _batch(library: Library, queries: list[Any]) -> list[list[Data]]:
    if len(queries) > _MOST_QUERIES:
        raise HTTPException(413, f"a batch has at most {_MOST_QUERIES} queries")
    if not all(isinstance(query, dict) for query in queries):
        raise HTTPException(400, "each query is an object")
    return [candidates(library, query) for query in queries]


def _read(query: Mapping[str, Any]) -> tuple[str, set[str], list[tuple[str, str]]]:
    """The name, the types and the properties that a query of either version asks for."""
    name, types = query.get("query"), query.get("type")
    rows = [(p.get("pid"), p.get("v")) for p in _objects(query.get("properties"))]
    for condition in _objects(query.get("conditions")):
        value = condition.get("propertyValue")
        if condition.get("matchType") == "name":
            name = value
        else:
            rows.append((condition.get("propertyId"), value))
    if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST:
        raise HTTPException(400, f"a query has a name of at most {_LONGEST} characters")
    listed = types if isinstance(types, list) else [types]
    plain = [
        (pid, each.get("name", "") if isinstance(each, dict) else str(each))
        for pid, value in rows
        if isinstance(pid, str)
        for each in (value if isinstance(value, list) else [value])
    ]
    return name, {t for t in listed if isinstance(t, str)}, plain[:_MOST_WORDS]


def _near(library: Library, name: str) -> set[str]:
    """What goes by a name, by a word of it, or by how a word begins if nothing has the word."""
    found = set(library.find(name))
    for word in folding.key(name).split()[:_MOST_WORDS]:
        if len(word) > 2:
            found.update(library.find(word) or library.find(word[:4]))
    return found


def _holds(library: Library, key: str, property: str, value: str) -> bool:
    """Whether a fact joins an entity by a property with something of that name."""
    others = set(library.find(value)) if value else set()
    return any(
        step.other in others and local_name(step.property) == property
        for step in library.lookup.steps(key)
    )


def _preview(library: Library, id: str, origins: tuple[str, ...]) -> Response:
    """A small page about an entity, which the pages that may ask show in a frame."""
    thing = library.thing(library.entity_of(id))
    facts = library.facts(about=thing["id"], limit=1)["facts"]
    sentence = f"<p>{escape(facts[0]['sentence'])}</p>" if facts else ""
    policy = f"default-src 'none'; frame-ancestors 'self' {' '.join(origins)}"
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(thing["name"])}'
        f"</title><h1>{escape(thing['name'])}</h1><p>{thing['type']}, {thing['facts']} facts</p>"
        f"{sentence}</html>",
        headers={"content-security-policy": policy.strip()},
    )


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the queries are not JSON") from None


def _listed(body: Any) -> list[Any]:
    queries = body.get("queries") if isinstance(body, dict) else None
    if not isinstance(queries, list):
        raise HTTPException(400, "queries is a list")
    return queries


def _objects(given: Any) -> list[Data]:
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _type(name: str) -> Data:
    return {"id": name, "name": name}
