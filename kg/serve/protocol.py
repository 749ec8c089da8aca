"""The SPARQL 1.1 Protocol for queries, the Graph Store Protocol for reading, and the description.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/. A
query that is malformed, or asks for what no query may, is answered with 400 and the reason, one
that was stopped with 503. Updates are refused with 403.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import anyio
import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryBusy, QueryError, QueryRefused, QueryStopped
from kg.graph import media
from kg.graph.sandbox import Answer
from kg.serve.negotiation import choose
from kg.serve.served import Served

LONGEST_QUERY = 1 << 20
_BODY_SECONDS = 15
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_ROWS = {name: form for form, table in media.TABLES.items() for name in table.media}
GRAPHS = {name: form for form, kind in media.TRIPLES.items() for name in kind.media}
_STATUS = {"refused": 400, "unacceptable": 406, "missing": 404, "too large": 413}
_MOST_TRIPLES = 1_000_000
_READ_ONLY = "this server is read-only: it takes no updates"

Parameters = dict[str, list[str]]


async def query(served: Served, request: Request) -> Response:
    """Answer a request of the SPARQL Protocol; one without a query gets the description."""
    parameters = _parameters(request.scope["query_string"])
    asked = None
    if request.method == "POST":
        asked, parameters = await _posted(request, parameters)
    if "update" in parameters:
        status = 403 if request.method == "POST" else 400
        raise HTTPException(status, _READ_ONLY)
    queries = [asked] if asked is not None else parameters.get("query", [])
    if len(queries) != 1:
        raise HTTPException(400, f"one query is needed; there are {len(queries)}")
    accept = request.headers.get("accept")
    rows, graph = choose(accept, _ROWS), choose(accept, GRAPHS)
    if rows is None and graph is None:
        raise HTTPException(406, f"answers can be sent as {', '.join((*_ROWS, *GRAPHS))}")
    job: dict[str, Any] = {
        "query": queries[0],
        "forms": {"table": _ROWS.get(rows or ""), "triples": GRAPHS.get(graph or "")},
    }
    default, named = (parameters.get(f"{name}-graph-uri") for name in ("default", "named"))
    if default or named:
        job |= {"default": _iris(default or ()), "named": _iris(named or ())}
    answer = await _answered(served, job, request)
    chosen = graph if answer.head["kind"] == "graph" else rows
    assert chosen
    truncated = {"Kg-Truncated": str(served.limits.rows)} if answer.head["truncated"] else {}
    return _response(answer, chosen, truncated)


async def _posted(request: Request, parameters: Parameters) -> tuple[str | None, Parameters]:
    """The query that is the body, or None with the parameters of a form added to the address's."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = rest.lower().partition("charset=")[2].strip(' "')
    if kind == _UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind not in (_FORM, _DIRECT):
        raise HTTPException(415, f"a query is sent as {_DIRECT} or {_FORM}")
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, "a query is sent in UTF-8")
    body = await body_of(request, LONGEST_QUERY)
    if kind == _FORM:
        found = _parameters(body)
        for name, values in parameters.items():
            found.setdefault(name, []).extend(values)
        return None, found
    if "query" in parameters:
        raise HTTPException(400, "there is a query in the address and another in the body")
    try:
        return body.decode("utf-8"), parameters
    except UnicodeDecodeError:
        raise HTTPException(400, "the query is not UTF-8") from None


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request, if it is not too long and comes in time."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise HTTPException(413, f"a query has at most {most >> 10:,} kB")
    parts = bytearray()
    try:
        with anyio.fail_after(_BODY_SECONDS):
            async for part in request.stream():
                parts += part
                if len(parts) > most:
                    raise HTTPException(413, f"a query has at most {most >> 10:,} kB")
    except TimeoutError:
        raise HTTPException(408, "the query did not come in time") from None
    return bytes(parts)


def _parameters(encoded: bytes) -> Parameters:
    """The parameters of an address or a form, each with all its values."""
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except ValueError:
        raise HTTPException(400, "the parameters are not percent-encoded UTF-8") from None
    found: Parameters = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _iris(values: Iterable[str]) -> list[str]:
    for value in values:
        try:
            ox.NamedNode(value)
        except ValueError:
            raise HTTPException(400, f"{value!r} names no graph: it is no IRI") from None
    return list(values)


async def _answered(served: Served, job: Mapping[str, Any], request: Request) -> Answer:
    try:
        return await served.ask(job, request)
    except QueryRefused as error:
        raise HTTPException(_STATUS[error.kind], str(error)) from None
    except QueryStopped as error:
        raise HTTPException(503, str(error)) from None
    except QueryBusy as error:
        raise HTTPException(503, str(error), {"Retry-After": "5"}) from None
    except QueryError as error:
        raise HTTPException(400, str(error)) from None


def _response(answer: Answer, kind: str, headers: Mapping[str, str]) -> Response:
    return Response(answer.body, media_type=kind, headers={**headers, "Vary": "Accept"})


async def graph_store(served: Served, request: Request) -> Response:
    """Send a graph of the store: ``?default``, the union of all, or ``?graph=IRI``."""
    parameters = _parameters(request.scope["query_string"])
    named = parameters.get("graph", [])
    if len(named) + ("default" in parameters) != 1:
        raise HTTPException(400, "name one graph: ?default or ?graph=IRI")
    (name,) = _iris(named) or [""]
    return await graph_named(served, request, name)


async def graph_named(served: Served, request: Request, name: str) -> Response:
    """Send the graph of a name, or the default one for ""."""
    chosen = _graph_type(request)
    job = {"graph": name, "forms": {"triples": GRAPHS[chosen]}, "limit": _MOST_TRIPLES}
    return _response(await _answered(served, job, request), chosen, {})


async def described(served: Served, request: Request, iri: str) -> Response:
    """Send what the graph says of a thing, as RDF: the triples that begin or end with it."""
    node = ox.NamedNode(iri)
    chosen = _graph_type(request)
    job = {
        "query": f"CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} "
        f"WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }}",
        "forms": {"triples": GRAPHS[chosen]},
        "limit": _MOST_TRIPLES,
    }
    answer = await _answered(served, job, request)
    return _response(answer, chosen, {})


async def triples_of(served: Served, request: Request, iri: str) -> list[dict[str, Any]]:
    """The triples of a thing as SPARQL JSON: it has ``p`` and ``o``, and ``s`` has it as ``q``."""
    node = ox.NamedNode(iri)
    text = f"SELECT DISTINCT * {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }} LIMIT 500"
    answer = await _answered(served, {"query": text, "forms": {"table": "json"}}, request)
    rows: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return rows


def _graph_type(request: Request) -> str:
    chosen = choose(request.headers.get("accept"), GRAPHS)
    if chosen is None:
        raise HTTPException(406, f"a graph can be sent as {', '.join(GRAPHS)}")
    return chosen


_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{endpoint}> a sd:Service ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML ,
    formats:SPARQL_Results_CSV , formats:SPARQL_Results_TSV , formats:Turtle ,
    formats:N-Triples , formats:JSON-LD , formats:RDF_XML , formats:TriG , formats:N-Quads ;
  sd:defaultDataset <{endpoint}#dataset> .
<{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> .
<{endpoint}#default> a sd:Graph , void:Dataset ; void:triples {triples} .
"""
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_NAMES = "SELECT DISTINCT ?g { GRAPH ?g { } }"


async def description(served: Served, request: Request, endpoint: str) -> Response:
    """Send the SPARQL 1.1 Service Description of the endpoint."""
    chosen = _graph_type(request)
    forms = {"forms": {"table": "csv"}}
    counted = await _answered(served, {"query": _COUNT, **forms}, request)
    triples = int(counted.body.split()[1])
    text = _DESCRIPTION.format(endpoint=endpoint, triples=triples)
    rows = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    graphs = await _answered(served, {"query": _NAMES, **forms}, request)
    space = "http://www.w3.org/ns/sparql-service-description#"
    dataset = ox.NamedNode(f"{endpoint}#dataset")
    for number, name in enumerate(sorted(graphs.body.decode().split()[1:])):
        node = ox.NamedNode(f"{endpoint}#graph-{number}")
        rows.append(ox.Triple(dataset, ox.NamedNode(f"{space}namedGraph"), node))
        rows.append(ox.Triple(node, ox.NamedNode(f"{space}name"), ox.NamedNode(name)))
    prefixes = {"sd": space, "void": "http://rdfs.org/ns/void#",
                "formats": "http://www.w3.org/ns/formats/"}  # fmt: skip
    body = media.rdf(rows, GRAPHS[chosen], prefixes)
    return Response(body, media_type=chosen, headers={"Vary": "Accept"})
