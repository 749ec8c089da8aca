"""The SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description, case by case.

Written from https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/
and https://www.w3.org/TR/sparql11-service-description/.
"""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from kg.graph.opened import Graph
from tests.serve.running import asked

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = "application/sparql-query"
DIRECT = {"Content-Type": QUERY}
UPDATE = {"Content-Type": "application/sparql-update"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ASK = "ASK {}"
ANY = "ASK { ?s ?p ?o }"
INSERT = "INSERT DATA { <a:a> <a:b> <a:c> }"
IN_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
HEADLINES = "SELECT DISTINCT ?h { ?a <https://schema.org/headline> ?h }"


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo) as client:
        yield client


@pytest.fixture(scope="module")
def graphs(demo):
    """Two of the named graphs that tell of an article with a headline."""
    found = Graph.open(demo).query(
        "SELECT DISTINCT ?g { GRAPH ?g { ?f prov:wasDerivedFrom ?a } } ORDER BY ?g LIMIT 2"
    )
    return [row["g"] for row in found.values()]


def names(answer):
    assert answer.status_code == 200, answer.text
    return [row["g"]["value"] for row in answer.json()["results"]["bindings"]]


def truth(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["boolean"]


# --- Queries ---------------------------------------------------------------------------------


def test_query_by_get(client):
    answer = client.get("/sparql", params={"query": ASK})
    assert truth(answer) is True
    assert answer.headers["content-type"].startswith(JSON)


def test_query_by_post_of_a_form(client):
    assert truth(client.post("/sparql", data={"query": ASK})) is True


def test_query_by_post_itself(client):
    assert truth(client.post("/sparql", content=ASK, headers=DIRECT)) is True


def test_query_by_post_itself_with_its_charset(client):
    kind = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    assert truth(client.post("/sparql", content=ASK, headers=kind)) is True


def test_head_has_the_head_alone(client):
    answer = client.head("/sparql", params={"query": ASK})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith(JSON)


def test_what_the_parameters_are_called_besides_is_ignored(client):
    assert truth(client.get("/sparql", params={"query": ASK, "timeout": "1"})) is True


def test_letters_of_all_scripts(client):
    query = 'SELECT ("Đorđe Ωmega 東京 😀" AS ?x) {}'
    for answer in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers=DIRECT),
    ):
        (row,) = answer.json()["results"]["bindings"]
        assert row["x"]["value"] == "Đorđe Ωmega 東京 😀"


# --- The dataset -----------------------------------------------------------------------------


def ways(client, query, parameters):
    """The answers to a query with parameters of a dataset, by each of the ways to ask."""
    yield client.get("/sparql", params=[("query", query), *parameters])
    pairs = "&".join(f"{name}={_quoted(value)}" for name, value in [("query", query), *parameters])
    yield client.post("/sparql", content=pairs, headers=FORM)
    yield client.post("/sparql", content=query, headers=DIRECT, params=parameters)


def _quoted(text):
    from urllib.parse import quote

    return quote(text, safe="")


def test_one_default_graph(client, graphs):
    for answer in ways(client, ANY, [("default-graph-uri", graphs[0])]):
        assert truth(answer)
    for answer in ways(client, IN_GRAPHS, [("default-graph-uri", graphs[0])]):
        assert names(answer) == []


def test_several_default_graphs_are_their_merge(client, graphs):
    count = "SELECT (COUNT(*) AS ?g) { ?f <http://www.w3.org/ns/prov#wasDerivedFrom> ?a }"
    alone = [
        int(names(client.get("/sparql", params={"query": count, "default-graph-uri": graph}))[0])
        for graph in graphs
    ]
    for answer in ways(client, count, [("default-graph-uri", graph) for graph in graphs]):
        assert int(names(answer)[0]) == sum(alone)


def test_one_named_graph(client, graphs):
    for answer in ways(client, IN_GRAPHS, [("named-graph-uri", graphs[0])]):
        assert names(answer) == graphs[:1]
    for answer in ways(client, ANY, [("named-graph-uri", graphs[0])]):
        assert not truth(answer)


def test_several_named_graphs(client, graphs):
    for answer in ways(client, IN_GRAPHS, [("named-graph-uri", graph) for graph in graphs]):
        assert names(answer) == graphs


def test_default_and_named_graphs(client, graphs):
    dataset = [("default-graph-uri", graphs[0]), ("named-graph-uri", graphs[1])]
    for answer in ways(client, IN_GRAPHS, dataset):
        assert names(answer) == graphs[1:]
    for answer in ways(client, ANY, dataset):
        assert truth(answer)


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client, graphs):
    query = f"SELECT DISTINCT ?g FROM NAMED <{graphs[0]}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert names(client.get("/sparql", params={"query": query})) == graphs[:1]
    for answer in ways(client, query, [("named-graph-uri", graphs[1])]):
        assert names(answer) == graphs[1:]


def test_from_chooses_the_default_graph(client, graphs):
    query = f"ASK FROM <{graphs[0]}> {{ ?s ?p ?o MINUS {{ GRAPH <{graphs[1]}> {{ ?s ?p ?o }} }} }}"
    assert truth(client.get("/sparql", params={"query": query}))
    query = f"SELECT (COUNT(*) AS ?g) FROM <{graphs[0]}> {{ ?s ?p ?o }}"
    some = int(names(client.get("/sparql", params={"query": query}))[0])
    every = int(
        names(client.get("/sparql", params={"query": query.replace(f"FROM <{graphs[0]}>", "")}))[0]
    )
    assert 0 < some < every


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph", ["http://127.0.0.1:1/x", "file:///etc/passwd", "no iri", "", "relative"]
)
def test_a_graph_that_is_not_there_is_an_error(client, name, graph):
    for answer in ways(client, ANY, [(name, graph)]):
        assert answer.status_code == 400
        assert "graph" in answer.text


# --- Content negotiation ---------------------------------------------------------------------

SELECT = "SELECT ?h { ?a <https://schema.org/headline> ?h } ORDER BY ?h LIMIT 3"
CONSTRUCT = "CONSTRUCT WHERE { ?a <https://schema.org/headline> ?h }"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, JSON), ("", JSON), ("*/*", JSON), (JSON, JSON), (XML, XML),
        ("application/json", "application/json"), ("application/xml", "application/xml"),
        ("text/csv", "text/csv"), ("text/tab-separated-values", "text/tab-separated-values"),
        (f"{JSON};q=0.1, {XML};q=0.9", XML), ("text/*", "text/xml"),
        ("image/png, */*;q=0.1", JSON), (f"text/turtle, {XML};q=0.2", XML),
        ("TEXT/CSV ; Q=1.0", "text/csv"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("query", [SELECT, ASK])
def test_forms_of_rows_and_answers(client, query, accept, kind):
    headers = {} if accept is None else {"Accept": accept}
    answer = client.post("/sparql", data={"query": query}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/turtle"), ("*/*", "text/turtle"), ("text/turtle", "text/turtle"),
        (f"{JSON}, text/turtle;q=0.3", "text/turtle"),
        *((kind, kind) for kind in (
            "application/n-triples", "application/trig", "application/n-quads",
            "application/ld+json", "application/rdf+xml")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "query", [CONSTRUCT, "DESCRIBE ?a { ?a a <https://schema.org/NewsArticle> }"]
)
def test_forms_of_graphs(client, query, accept, kind):
    headers = {} if accept is None else {"Accept": accept}
    answer = client.post("/sparql", data={"query": query}, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind)))


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ASK, "image/png"), (ASK, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, f"{JSON};q=0")],
)
def test_what_cannot_be_sent_as_asked_is_406(client, query, accept):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "can be sent as" in answer.text


def test_all_forms_say_the_same(client):
    got = {
        kind: client.post("/sparql", data={"query": SELECT}, headers={"Accept": kind})
        for kind in (JSON, XML, "text/csv", "text/tab-separated-values")
    }
    rows = [row["h"]["value"] for row in got[JSON].json()["results"]["bindings"]]
    assert len(rows) == 3
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [cell.text for cell in ET.fromstring(got[XML].content).iter(f"{space}literal")] == rows
    head, *lines = csv.reader(io.StringIO(got["text/csv"].text))
    assert (head, [line[0] for line in lines]) == (["h"], rows)
    head, *lines = got["text/tab-separated-values"].text.splitlines()
    plain = [json.loads(re.sub(r'"@[\w-]+$', '"', line)) for line in lines]  # a headline's language
    assert (head, plain) == ("?h", rows)


def test_rows_left_out_are_told(demo, client):
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert answer.headers["kg-truncated"] == "1000"
    assert len(answer.json()["results"]["bindings"]) == 1000


# --- What is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method(client, method):
    answer = client.request(method, "/sparql", params={"query": ASK})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("content", "kind", "parameters", "status"),
    [
        (f"query={ASK}&query={ASK}", FORM, {}, 400),  # two queries
        (f"query={ASK}", DIRECT, {"query": ASK}, 400),  # one in the address, one in the body
        (f"query={ASK}", FORM, {"query": ASK}, 400),
        ("x=1", FORM, {}, 400),  # none
        (ASK, {"Content-Type": "text/plain"}, {}, 415),
        (ASK, {"Content-Type": "application/json"}, {}, 415),
        (f"query={ASK}", {}, {}, 415),  # no media type
        (ASK, {}, {}, 415),
        (ASK.encode("utf-16"), DIRECT, {}, 400),
        (ASK.encode("utf-16"), {"Content-Type": f"{QUERY}; charset=utf-16"}, {}, 415),
        ("query=%FF%FE", FORM, {}, 400),
        ("ASK { ?s ?p", DIRECT, {}, 400),
        ("", DIRECT, {}, 400),
        (INSERT, DIRECT, {}, 400),  # an update as a query
        ("query=" + INSERT, FORM, {}, 400),
    ],
)  # fmt: skip
def test_a_request_that_is_none(client, content, kind, parameters, status):
    answer = client.post("/sparql", content=content, headers=kind, params=parameters)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.strip()


@pytest.mark.parametrize(
    "query", ["query=%FF", f"query={ASK}&query={ASK}", "query=", "query=SELECT"]
)
def test_a_malformed_get(client, query):
    assert client.get(f"/sparql?{query}").status_code == 400


def test_the_error_says_what_is_wrong_and_where(client):
    answer = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p ]"})
    assert (answer.status_code, answer.text[:13]) == (400, "error at 2:9:")
    assert "SERVICE is not available" not in answer.text
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o"})
    assert answer.text == 'error at 1:20: expected one of ",", ".", ";", "{", "{|", "}", "~"\n'


# --- Updates: none ---------------------------------------------------------------------------


@pytest.mark.parametrize("update", [INSERT, "CLEAR ALL", "LOAD <file:///etc/passwd>", "nonsense"])
def test_updates_are_refused(client, demo, update):
    before = truth(client.get("/sparql", params={"query": ANY}))
    assert client.post("/sparql", content=update, headers=UPDATE).status_code == 403
    assert client.post("/sparql", data={"update": update}).status_code == 403
    assert client.get("/sparql", params={"update": update}).status_code == 400
    assert (
        client.post("/sparql", data={"update": update, "using-graph-uri": "a:b"}).status_code == 403
    )
    assert client.post("/update", data={"update": update}).status_code in (404, 405)
    assert truth(client.get("/sparql", params={"query": ANY})) is before is True


# --- The Graph Store Protocol, for reading -----------------------------------------------------


def triples(answer, kind="text/turtle"):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(kind)
    return {q.triple for q in ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind))}


def test_the_default_graph_is_the_union(client, demo):
    union = {
        quad.triple
        for quad in ox.parse((demo / "graph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    }
    assert triples(client.get("/store?default")) == union


def test_a_graph_by_its_name(client, graphs):
    found = triples(client.get("/store", params={"graph": graphs[0]}))
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graphs[0]}> {{ ?s ?p ?o }} }}"
    assert found == triples(client.get("/sparql", params={"query": query}))


@pytest.mark.parametrize(
    "kind", ["application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_graph_in_other_forms(client, graphs, kind):
    turtle = triples(client.get("/store", params={"graph": graphs[0]}))
    answer = client.get("/store", params={"graph": graphs[0]}, headers={"Accept": kind})
    assert triples(answer, kind) == turtle


def test_a_graph_as_quads_has_its_name(client, graphs):
    kind = "application/n-quads"
    answer = client.get("/store", params={"graph": graphs[0]}, headers={"Accept": kind})
    quads = ox.parse(answer.content, format=ox.RdfFormat.N_QUADS)
    assert {quad.graph_name.value for quad in quads} == {graphs[0]}


def test_a_graph_by_its_own_address(client, graphs):
    path = graphs[0].removeprefix("https://newskg.example")
    found = triples(client.get(path, headers={"Accept": "text/turtle"}))
    assert found == triples(client.get("/store", params={"graph": graphs[0]}))


def test_head_of_a_graph(client, graphs):
    answer = client.head("/store", params={"graph": graphs[0]})
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400), ("graph=", 400), ("graph=relative", 400), ("graph=a:b", 404),
        ("default&graph=a:b", 400), ("graph=a:b&graph=a:c", 400),
        ("graph=file:///etc/passwd", 404), ("graph=http://127.0.0.1:1/", 404),
    ],
)  # fmt: skip
def test_no_such_graph(client, query, status):
    assert client.get(f"/store?{query}").status_code == status


def test_a_graph_as_a_picture(client):
    assert client.get("/store?default", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_not_written(client, graphs, method):
    answer = client.request(
        method, "/store", params={"graph": graphs[0]}, content="<a:b> <a:b> 1 ."
    )
    assert answer.status_code == 405
    path = graphs[0].removeprefix("https://newskg.example")
    assert client.request(method, path).status_code == 405


# --- The description -------------------------------------------------------------------------


def test_the_service_describes_itself(client, graphs):
    found = triples(client.get("/sparql"))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = ox.NamedNode("http://127.0.0.1:8765/sparql")
    has = {(row.subject, row.predicate.value.removeprefix(sd), row.object) for row in found}
    assert (service, "endpoint", service) in has
    assert (service, "supportedLanguage", ox.NamedNode(f"{sd}SPARQL11Query")) in has
    named = {row.object.value for row in found if row.predicate.value == f"{sd}name"}
    assert named >= set(graphs)
    text = client.get("/sparql", headers={"Accept": "application/ld+json"})
    assert text.headers["content-type"] == "application/ld+json"


def test_a_browser_gets_the_editor(client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith("text/html")
    assert "<textarea" in answer.text
