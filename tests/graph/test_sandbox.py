"""A query can neither run for ever nor reach anything."""

import contextlib
import io
import json
import socket
import sys

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import sandbox

EX = "https://example.org/"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "quads"
    made = ox.Store(str(path))
    made.extend(
        ox.Quad(ox.NamedNode(f"{EX}{i}"), ox.NamedNode(f"{EX}n"), ox.Literal(i)) for i in range(200)
    )
    made.flush()
    return path


def run(store, query, **changes):
    return sandbox.run(
        store, query, {"ex": EX}, changes.get("timeout", 20), changes.get("limit", 1000)
    )


@pytest.fixture(scope="module")
def graphs(tmp_path_factory):
    """A store of two named graphs and nothing else."""
    path = tmp_path_factory.mktemp("graphs") / "quads"
    made = ox.Store(str(path))
    for name in "ab":
        end = ox.Literal(f"from {name}")
        node = ox.NamedNode(EX + name)
        made.add(ox.Quad(node, ox.NamedNode(EX + "from"), end, node))
    made.flush()
    return path


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT ?o { ?s ?p ?o }", ["from a", "from b"]),
        ("SELECT ?o { GRAPH ex:a { ?s ?p ?o } }", ["from a"]),
        ("SELECT ?o FROM ex:a { ?s ?p ?o }", ["from a"]),
        ("SELECT ?o from <https://example.org/b> { ?s ?p ?o }", ["from b"]),
        ("SELECT ?o FROM NAMED ex:a { GRAPH ?g { ?s ?p ?o } }", ["from a"]),
        ("SELECT ?o FROM NAMED ex:a { ?s ?p ?o }", []),
        ("SELECT ?o { ?s ex:from ?o }", ["from a", "from b"]),
        ("SELECT ?o { ?from ?p ?o FILTER(?o != 'from c') }", ["from a", "from b"]),
        ('SELECT ?o { # FROM ex:a\n ?s ?p ?o FILTER(?o != """x\n"FROM""") }', ["from a", "from b"]),
    ],
)
def test_a_query_is_of_all_graphs_unless_it_says_of_which(graphs, query, found):
    assert sorted(row[0] for row in run(graphs, query)) == found


def test_prefixes_are_known(store):
    found = run(store, "SELECT (COUNT(*) AS ?n) { ?s ex:n ?o }")
    assert found.values() == [{"n": "200"}]


def test_rows_are_capped(store):
    found = run(store, "SELECT ?s { ?s ex:n ?o }", limit=10)
    assert len(found.rows) == 10
    assert found.truncated


def test_unbound_is_none(store):
    found = run(store, "SELECT ?s ?x { ?s ex:n 3 OPTIONAL { ?s ex:none ?x } }")
    assert found.rows == ((ox.NamedNode(f"{EX}3"), None),)


def test_ask_and_construct(store):
    assert run(store, "ASK { ex:3 ex:n 3 }")
    assert not run(store, "ASK { ex:3 ex:n 4 }")
    found = run(store, "CONSTRUCT { ?s ex:is ?o } WHERE { ?s ex:n ?o FILTER(?o < 2) }")
    assert {row[0] for row in found} == {f"{EX}0", f"{EX}1"}


def test_a_long_query_is_stopped(store):
    long = "SELECT (COUNT(*) AS ?n) { ?a ex:n ?x . ?b ex:n ?y . ?c ex:n ?z . ?d ex:n ?w }"
    with pytest.raises(QueryError, match="longer than 1 s"):
        run(store, long, timeout=1)


def test_a_malformed_query_is_said_to_be_so(store):
    with pytest.raises(QueryError, match="expected"):
        run(store, "SELEC ?s { }")


def test_nothing_is_written(store):
    with pytest.raises(QueryError):
        run(store, "INSERT DATA { ex:a ex:b ex:c }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:@/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:@/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE SILENT <http://127.0.0.1:@/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1 < 1e1)SERVICE SILENT <http://127.0.0.1:@/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:@/> AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:@/> { ?s ?p ?o }",
    ],
)
def test_no_query_reaches_the_network(store, query):
    with socket.create_server(("127.0.0.1", 0)) as server:
        with contextlib.suppress(QueryError):
            run(store, query.replace("@", str(server.getsockname()[1])), timeout=5)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has called
            server.accept()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { SERVICE <x> { } }", True),
        ("SELECT * { FILTER(1<1e1SERVICE <x> { } }", True),
        (r"SELECT * { \u0053ervice <x> { } }", True),
        (r"SELECT * { \U00000053ervice <x> { } }", True),
        (r"SELECT * { \u005cu0053ERVICE <x> { } }", True),
        ("SELECT * { ?s ?p ?o }", False),
    ],
)
def test_where_there_are_no_namespaces_the_letters_are_refused(query, expected):
    assert sandbox.mentions_service(query) is expected


def test_the_worker_refuses_them_there(store, monkeypatch, capsys):
    job = {"store": str(store), "query": "ASK { SERVICE <http://127.0.0.1:1/> { } }",
           "prefixes": {}, "limit": 1, "seconds": 1}  # fmt: skip
    monkeypatch.setattr(sandbox, "_leave_network", lambda: False)
    monkeypatch.setattr(sandbox, "_limit_resources", lambda seconds: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(job)))
    sandbox.main()
    assert "SERVICE is not available" in json.loads(capsys.readouterr().out)["error"]
