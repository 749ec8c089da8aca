"""A query can neither run for ever nor reach anything."""

import contextlib
import io
import json
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox
import pytest

from kg.errors import QueryBusy, QueryError, QueryRefused, QueryStopped
from kg.graph import lexing, sandbox, worker

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
    assert lexing.mentions_service(query) is expected


def test_the_worker_refuses_them_there(store, monkeypatch):
    job = {"query": "ASK { ?s ex:secretservice 1 }", "prefixes": {"ex": EX}, "limit": 1,
           "seconds": 1, "bytes": 100}  # fmt: skip
    setup = {"store": str(store), "memory": 1 << 30}
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(worker, "_leave_network", lambda: False)
    monkeypatch.setattr(worker, "_limit_memory", lambda most: None)
    monkeypatch.setattr(worker, "_limit_time", lambda seconds: None)
    monkeypatch.setattr(worker, "_memory_used", lambda: 0)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{json.dumps(setup)}\n{json.dumps(job)}\n"))
    monkeypatch.setattr(sys, "stdout", out)
    worker.main()
    assert b"SERVICE is not available" in out.buffer.getvalue()


@pytest.mark.parametrize(
    ("query", "service", "sources"),
    [
        ("SELECT * { SERVICE <x> { } }", True, []),
        ("SELECT * { FILTER(1<1e1SERVICE <x> { } }", True, []),
        (r"SELECT * { \u0053er\U00000076ice ?u { } }", True, []),
        ("SELECT * { ?service <http://a/service> 'SERVICE <x>' } # SERVICE", False, []),
        ("SELECT * { service:x a \"\"\"a \"quoted\" SERVICE\"\"\" ; x:service 'it\\'s SERVICE' }",
         False, []),
        ("SELECT * FROM <http://a> FROM NAMED <file:///b> { ?from <from> 'FROM <c>' }", False,
         ["http://a", "file:///b"]),
        ("SELECT * FROM kg:x { <a> <b> <c> }", False, [""]),
    ],
)  # fmt: skip
def test_words_are_told_from_names_strings_and_comments(query, service, sources):
    assert ("SERVICE" in lexing.words(query), lexing.sources(query)) == (service, sources)


@pytest.fixture
def pool(store):
    made = sandbox.Pool(store, {"ex": EX}, 2, sandbox.Limits(2, 1000, 1 << 20, 1 << 30), 0.5)
    yield made
    made.close()


LONG = "SELECT (COUNT(*) AS ?n) { ?a ex:n ?x . ?b ex:n ?y . ?c ex:n ?z . ?d ex:n ?w }"


def test_a_worker_answers_one_query_after_another(pool):
    before = pool._idle.queue[-1].process.pid
    for number in range(5):
        answer = pool.ask({"query": f"ASK {{ ex:{number} ex:n {number} }}"})
        assert answer.head["answer"] is True
    assert pool._idle.queue[-1].process.pid == before


def test_a_query_that_nobody_waits_for_is_stopped(pool):
    running = sandbox.Running()
    with ThreadPoolExecutor() as threads:
        long = threads.submit(pool.ask, {"query": LONG}, running)
        time.sleep(0.3)
        running.stop()
        assert isinstance(long.exception(1), QueryStopped)
    with pytest.raises(QueryStopped):
        pool.ask({"query": "ASK { }"}, running)
    assert pool.query("ASK { ex:3 ex:n 3 }")


def test_a_stopped_query_costs_its_worker_and_others_are_answered(pool):
    with ThreadPoolExecutor() as threads:
        long = threads.submit(pool.query, LONG)
        assert pool.query("ASK { ex:3 ex:n 3 }")
        with pytest.raises(QueryStopped, match="longer than 2 s"):
            long.result()
    for _ in range(3):
        assert pool.query("ASK { ex:3 ex:n 3 }")


def test_a_query_that_wants_too_much_memory_costs_its_worker_alone(pool):
    pairs = "?a ex:n ?x . ?b ex:n ?y . ?c ex:n ?z"
    with pytest.raises(QueryStopped):
        pool.query(f"SELECT ?a ?b ?c {{ {pairs} }} ORDER BY ?x ?z")
    with contextlib.suppress(QueryError):  # deep enough to end a parser's stack
        pool.query("ASK {" + "{" * 200_000 + "}" * 200_000 + "}")
    assert pool.query("ASK { ex:3 ex:n 3 }")


def test_a_pool_that_is_closed_ends_what_runs(pool):
    with ThreadPoolExecutor() as threads:
        long = threads.submit(pool.query, LONG)
        time.sleep(0.3)
        pool.close()
        assert isinstance(long.exception(1), QueryStopped)


def test_the_time_of_a_query_begins_when_its_process_has_begun(store):
    # A process takes some tenths of a second to begin.
    slow = sandbox.Worker(store, sandbox.Limits(0.2, 10))
    assert slow.ask({"query": "ASK { ex:3 ex:n 3 }", "prefixes": {"ex": EX}}).head["answer"]
    slow.close()


def test_who_finds_all_workers_busy_is_told(pool):
    with ThreadPoolExecutor() as threads:
        longs = [threads.submit(pool.query, LONG) for _ in range(2)]
        time.sleep(0.2)
        with pytest.raises(QueryBusy):
            pool.query("ASK { }")
        assert all(isinstance(long.exception(), QueryStopped) for long in longs)


def test_an_answer_has_a_largest_size(pool):
    wide = f"BIND(REPLACE(STR(?s), '.', '{'0123456789' * 70}') AS ?u)"
    with pytest.raises(QueryRefused, match="longer than 1 MB"):
        pool.query(f"SELECT ?s ?t ?u {{ ?s ex:n ?o . ?t ex:n ?p {wide} }}")
    assert pool.query("ASK { ex:3 ex:n 3 }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "ASK FROM NAMED <http://127.0.0.1/> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_graph_from_elsewhere_is_refused(store, query):
    with pytest.raises(QueryRefused, match="there is no graph"):
        run(store, query)
