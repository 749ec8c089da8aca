"""What an enemy may try: to reach out, to write, to wear the server down, to be shown as markup."""

import contextlib
import os
import re
import signal
import socket
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from conftest import unavailable
from starlette.testclient import TestClient

from kg.building import build as builder
from kg.graph.sandbox import Limits
from kg.model import Argument
from kg.records import Corpus
from kg.serve.app import application
from kg.serve.served import Served
from tests.graph.test_graph import PAGE, fact, made
from tests.known import KNOWLEDGE
from tests.serve.running import asked, serving

HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{{7*7}}\x00\x07\u2028"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BILLION = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo, Limits(2, 1000, 1 << 20, 1 << 30)) as client:
        yield client


# --- To reach out ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <@> { ?s ?p ?o } }",
        "SELECT * { service silent <@> { ?s ?p ?o } }",
        "SELECT * {\n#comment\nSerViCe\t<@>{?s ?p ?o}}",
        r"SELECT * { \u0053ERVICE SILENT <@> { ?s ?p ?o } }",
        r"SELECT * { \U00000053\u0045RVICE SILENT <@> { ?s ?p ?o } }",
        "SELECT * { FILTER(1 < 1e1)SERVICE SILENT <@> { ?s ?p ?o } }",
        "SELECT * { BIND(<@> AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT <@> { ?s ?p ?o } } } } }",
        "ASK { FILTER EXISTS { SERVICE SILENT <@> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
        "PREFIX s: <@> SELECT * { SERVICE s: { ?s ?p ?o } }",
        "BASE <@> SELECT * { SERVICE <> { ?s ?p ?o } }",
        "SELECT * FROM <@> { ?s ?p ?o }",
        "SELECT * FROM NAMED <@> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <x:y> FROM <@>",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        r"SELECT * \u0046ROM <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <@>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:b>",
    ],
)
def test_nothing_is_reached(client, query):
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = query.replace("@", f"http://127.0.0.1:{server.getsockname()[1]}/")
        answer = client.post("/sparql", data={"query": text})
        assert answer.status_code == 400
        assert "root:" not in answer.text
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has called
            server.accept()


@pytest.mark.parametrize("query", ["ASK { ?service ?from 'SERVICE <x> FROM <y>' } # SERVICE FROM",
                                   "ASK { ?s kg:service 1 }"])  # fmt: skip
def test_who_only_speaks_of_it_is_answered(client, query):
    assert client.post("/sparql", data={"query": query}).json() == {"head": {}, "boolean": False}


# --- To write --------------------------------------------------------------------------------


@pytest.mark.parametrize("update", ["INSERT DATA { <a:b> <a:b> 1 }",
                                    "DROP ALL",
                                    "DELETE WHERE { ?s ?p ?o }", "CLEAR DEFAULT",
                                    "ASK {} ; DROP ALL"])  # fmt: skip
def test_a_query_that_would_write_is_malformed(client, update):
    assert client.post("/sparql", data={"query": update}).status_code == 400
    assert client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"}).json()["boolean"]


# --- To wear down ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(demo):
    options = ("--timeout", "3", "--workers", "2", "--memory", "1024", "--limit", "1000")
    with serving(demo, *options) as (url, pid):
        yield url, pid


def raw(url, path):
    """The whole answer to a GET of a path exactly as it is."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/html\r\n"
                "Connection: close\r\n\r\n".encode()
            )
        received = bytearray()
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(65536):
                received += part
    return received.decode("utf-8", "replace")


def ask(url, query, **options):
    return httpx.post(f"{url}/sparql", data={"query": query}, timeout=30, **options)


def test_others_are_answered_beside_an_endless_query(server):
    url, _ = server
    with ThreadPoolExecutor() as threads:
        long = threads.submit(ask, url, ENDLESS)
        time.sleep(0.3)
        # Before the limit of the endless one, unless the machine is so busy that none is answered.
        assert ask(url, "ASK { ?s ?p ?o }").json()["boolean"]
        answered = time.monotonic()
        answer = long.result()
        assert time.monotonic() - answered > 0.5
    assert answer.status_code == 503
    assert "longer than 3 s" in answer.text


def test_pages_are_answered_beside_as_many_endless_queries_as_there_are_workers(server):
    url, _ = server
    with ThreadPoolExecutor() as threads:
        longs = [threads.submit(ask, url, ENDLESS) for _ in range(2)]
        time.sleep(0.5)
        began = time.monotonic()
        assert httpx.get(f"{url}/api/search", params={"q": "Moen"}).status_code == 200
        assert httpx.get(f"{url}/page/person/astrid-moen").status_code == 200
        assert time.monotonic() - began < 2
        assert {long.result().status_code for long in longs} == {503}
    assert ask(url, "ASK { ?s ?p ?o }").json()["boolean"]


def test_a_billion_rows(server):
    answer = ask(server[0], BILLION)
    assert len(answer.json()["results"]["bindings"]) == 1000
    assert answer.headers["kg-truncated"] == "1000"
    sorted_rows = ask(server[0], f"{BILLION} ORDER BY ?c ?f ?i")
    assert sorted_rows.status_code == 503
    assert ask(server[0], "ASK { ?s ?p ?o }").json()["boolean"]


@pytest.mark.parametrize(
    "query",
    [
        "ASK {" + "{" * 100_000 + "}" * 100_000 + "}",
        "SELECT * { ?s " + "/".join(["<a:b>"] * 50_000) + " ?o }",
        "SELECT (" + "(" * 200_000 + "1" + ")" * 200_000 + " AS ?x) {}",
        "SELECT ('" + "a." * 400_000 + " AS ?x) {}",
        "SELECT (REGEX('" + "a" * 40 + "', '(a+)+$') AS ?x) {}",
        "\\u005c" * 100_000,
        "ASK { VALUES ?x { " + "1 " * 300_000 + "} }",
    ],
)
def test_a_query_that_is_a_burden_is_ended(server, query):
    kind = {"Content-Type": "application/sparql-query"}
    answer = httpx.post(f"{server[0]}/sparql", content=query, headers=kind, timeout=30)
    assert answer.status_code in (200, 400, 503)
    assert ask(server[0], "ASK { ?s ?p ?o }").json()["boolean"]


def test_ten_megabytes_of_query(server):
    query = "ASK { } #" + "x" * 10_000_000
    assert ask(server[0], query).status_code == 413
    content = (query[at : at + 65536].encode() for at in range(0, len(query), 65536))
    kind = {"Content-Type": "application/sparql-query"}  # chunked: its length is not told before
    with contextlib.suppress(httpx.WriteError):
        answer = httpx.post(f"{server[0]}/sparql", content=content, headers=kind, timeout=30)
        assert answer.status_code == 413
    assert raw(server[0], f"/sparql?query={'x' * 100_000}").split()[1] == "414"
    assert raw(server[0], f"/sparql?query={'x' * 10_000_000}").split()[1] == "400"
    assert ask(server[0], "ASK { ?s ?p ?o }").json()["boolean"]


def test_a_client_that_goes_away_frees_its_worker(server):
    url, _ = server
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/sparql", data={"query": ENDLESS}, timeout=0.3)
    began = time.monotonic()
    assert ask(url, "ASK { ?s ?p ?o }").json()["boolean"]
    assert time.monotonic() - began < 2


def test_who_sends_nothing_holds_up_nobody(server):
    host, port = server[0].removeprefix("http://").split(":")
    with contextlib.ExitStack() as stack:
        for number in range(60):
            idle = stack.enter_context(socket.create_connection((host, int(port))))
            if number % 2:
                idle.sendall(b"POST /sparql HTTP/1.1\r\nContent-Length: 5\r\n")
        assert ask(server[0], "ASK { ?s ?p ?o }").json()["boolean"]


def test_it_ends_when_it_is_told_to(demo):
    with serving(demo, "--timeout", "60") as (url, pid), ThreadPoolExecutor() as threads:
        long = threads.submit(ask, url, ENDLESS)
        time.sleep(0.5)
        began = time.monotonic()
        os.kill(pid, signal.SIGTERM)
        with contextlib.suppress(httpx.HTTPError):
            long.result()
        assert time.monotonic() - began < 15


def test_a_killed_worker_is_replaced(server):
    url, pid = server
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        unavailable("a kernel that lists the children of processes")
    tasks = Path(f"/proc/{pid}/task").iterdir()
    for child in [int(c) for task in tasks for c in (task / "children").read_text().split()]:
        os.kill(child, signal.SIGKILL)
    for _ in range(4):
        assert ask(url, "ASK { ?s ?p ?o }").json()["boolean"]


# --- To get at files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/static/%00", "/static/pages.css%00.js", "/../../../../etc/passwd",
        "/page/../../etc/passwd",
        "/page/%2e%2e/%2e%2e", "/data/..%2f..%2f/etc/passwd", "/page/person/%00",
        "/page/person/a%0d%0aSet-Cookie:x", "/page/article/..%2f..%2fstore%2fmeta.json",
        "/page/person/%ff%fe", "/person/" + "a" * 3000, "/page/person/%3Cscript%3E",
        "/data/x%3E%20%7D%20/y", "/data/person/x%3E%20?p%20?o", "/page//", "//evil.example/x",
    ],
)  # fmt: skip
def test_path_tricks(server, path):
    answer = raw(server[0], path)
    status = int(answer.split()[1])
    assert status in (303, 400, 404, 406), answer[:300]
    for secret in ("root:", "Starlette", '"prefixes"', "Set-Cookie:x\r\n", "<script>"):
        assert secret not in answer
    location = re.search(r"^location: (.*)\r$", answer, re.M | re.I)
    assert not location or re.match(r"/(page|data)/[^/\s]+/", location[1])


# --- To ask from elsewhere -------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example:8765", "127.0.0.1:1", "127.0.0.1",
     "localhost", "0.0.0.0:8765", "127.0.0.1:8765@evil.example", "[::1]", ""],
)  # fmt: skip
def test_another_host(client, host):
    for path in ("/", "/sparql?query=ASK%20%7B%7D", "/api/search?q=moen", "/static/pages.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert "Moen" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"]
)
def test_own_names(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost", "http://localhost",
     "http://127.0.0.1:8765.evil.example", "file://", "http://evil.example,http://127.0.0.1:8765"],
)  # fmt: skip
def test_another_origin(client, origin):
    for method, path in (
        ("GET", "/api/search?q=moen"),
        ("POST", "/sparql"),
        ("OPTIONS", "/sparql"),
    ):
        answer = client.request(method, path, headers={"Origin": origin})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_a_request_of_another_site_without_an_origin(client):
    other = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert client.get("/sparql?query=ASK%20%7B%7D", headers=other).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers=link).status_code == 200


def test_origins_and_hosts_that_are_allowed(demo):
    allowed = {"hosts": ["kg.example.org"], "origins": ["https://app.example.org"]}
    with asked(demo, **allowed) as client:
        headers = {"Host": "kg.example.org", "Origin": "https://app.example.org"}
        answer = client.get("/api/search?q=moen", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "https://app.example.org"
        before = client.options("/sparql", headers=headers)
        assert before.status_code == 204
        assert "POST" in before.headers["access-control-allow-methods"]
        assert client.get("/", headers={"Origin": "https://other.example.org"}).status_code == 403
    with asked(demo, origins=["*"]) as client:
        answer = client.get("/", headers={"Origin": "https://other.example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"


# --- To be shown as markup -------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A graph whose names, headline, publisher, words and sentences are markup."""
    args = [("speaker", "Vera Holm", 0), ("content", "Paul Ito in Lima", None)]
    statement = fact("Statement", id="f2", args=args)
    corpus = made(fact(), statement, fact(id="f3", holder="f2"))
    (extraction,) = corpus.extractions
    first, second, *rest = extraction.entities
    article = replace(extraction.article, publisher=HOSTILE, url=f"javascript:alert(1)//{HOSTILE}")
    facts = tuple(
        replace(found, args=(*found.args, Argument("topic", (), HOSTILE)), rule=HOSTILE)
        for found in extraction.facts
    )
    changed = replace(
        extraction, article=article, facts=facts,
        entities=(replace(first, name=HOSTILE), replace(second, name="a\nb"), *rest),
    )  # fmt: skip
    text = PAGE.replace("Envoys meet", HOSTILE[:11]).replace("She denied it", "<b>denied</b>")
    read = Corpus((changed,), {key: HOSTILE + quote for key, quote in corpus.quotes.items()}, {})
    directory = tmp_path_factory.mktemp("hostile")
    reading = builder.Reading(read.extractions, {"page.txt": text}, ())
    builder.write(reading, directory, builder.Options(), KNOWLEDGE)
    return directory


class Elements(HTMLParser):
    """What a page has; fails where an attribute is a script or a style."""

    def __init__(self):
        super().__init__()
        self.found, self.links = set(), []

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        for name, value in attributes:
            assert name != "style" and not name.startswith("on"), (tag, name, value)
            if name in ("href", "src", "action"):
                assert re.match(r"/[^/]?|#|https?://", value), (tag, name, value)
                self.links.append(value)
            if name == "src":
                assert value.startswith("/static/")
        assert tag != "script" or "src" in dict(attributes)


def test_markup_in_names_is_shown_as_words_on_every_page(hostile):
    app = application(Served(hostile, Limits(10, 1000, 1 << 20, 1 << 30), 1))
    seen, waiting = set(), ["/", "/search?q=alert", "/search?q=%3Cimg%20onerror=alert(1)%3E",
                            "/sparql", "/page/x/%3Cimg%20src=x%3E"]  # fmt: skip
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            answer = client.get(path, headers={"Accept": "text/html"})
            assert answer.status_code in (200, 404), (path, answer.text[:200])
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            elements = Elements()
            elements.feed(answer.text)
            assert not elements.found & {"img", "b", "iframe"}, path
            assert {"\x00", "\x07"}.isdisjoint(answer.text)
            assert "}49<" not in answer.text
            waiting += [link for link in elements.links if link.startswith(("/page", "/search"))]
    assert any(path.startswith("/page/fact/f1") for path in seen)
    assert any(path.startswith("/page/article/") for path in seen)
    assert any(path.startswith("/page/person/") for path in seen)


def test_markup_in_names_is_data_elsewhere(hostile):
    with asked(hostile) as client:
        for path in (
            "/api/search?q=alert",
            "/api/facts",
            "/store?default",
            "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D",
        ):
            for accept in (
                "*/*",
                "application/sparql-results+xml, application/ld+json, application/json",
            ):
                answer = client.get(path, headers={"Accept": accept})
                assert answer.status_code == 200, answer.text
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert "html" not in answer.headers["content-type"]
        xml = client.get(path, headers={"Accept": "application/sparql-results+xml"})
        assert "onerror" in "".join(ET.fromstring(xml.content).itertext())


@pytest.mark.parametrize("path", ["/search?q=%00", "/search?q=%07%1b", "/api/search?q=%00%01",
                                  "/api/node?id=%00", "/api/facts?about=%00", "/sparql?query=%00",
                                  "/store?graph=%00", "/api/search?q=%22%20OR%20%2A",
                                  "/api/search?q=NEAR(%20AND%20NOT%20%22",
                                  "/search?q=" + "%F0%9F" * 9,
                                  "/search?q=%FF"])  # fmt: skip
def test_control_characters_and_odd_words(client, path):
    answer = client.get(path)
    assert answer.status_code in (200, 400, 404)
    assert "\x00" not in answer.text
