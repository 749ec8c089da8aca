"""Cypher and CSV of a graph, loaded into Kùzu: it answers as the graph itself does."""

import csv
import json
import re
from collections import Counter

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.edges import plain_edges
from kg.graph.opened import Graph
from kg.neighbours import bulk, cypher, property_graph
from kg.neighbours.property_graph import Edge, Node
from tests.conftest import unavailable

# The same question in Cypher and in SPARQL; what stands in the ends of rows is compared as words.
QUESTIONS = {
    "who met whom": (
        "MATCH (a:Entity)-[:met]->(b:Entity) RETURN DISTINCT a.name, b.name",
        "SELECT DISTINCT ?a ?b { ?x kg:met ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }",
    ),
    "who holds which post, by which sentence": (
        "MATCH (a:Entity)-[r:ministerOf|headOf]->(b:Entity)"
        " RETURN DISTINCT a.name, b.name, r.sentence",
        """SELECT DISTINCT ?a ?b ?sentence {
          VALUES ?post { kg:ministerOf kg:headOf }
          ?edge rdf:subject ?x ; rdf:predicate ?post ; rdf:object ?y .
          ?fact kg:supports ?edge ; kg:evidence/oa:exact ?sentence .
          ?x rdfs:label ?a . ?y rdfs:label ?b }""",
    ),
    "what is only planned": (
        "MATCH (f:Fact {relation: 'Meeting', modality: 'planned'})-[r:ROLE]->(e:Entity)"
        " RETURN DISTINCT f.iri, e.name, f.sentence",
        """SELECT DISTINCT ?f ?name ?sentence {
          ?f a kg:Meeting ; kg:modality "planned" ; kg:evidence/oa:exact ?sentence ;
             (kg:participant|kg:agent|kg:patient|kg:place)/rdfs:label ?name }""",
    ),
    "who said what, told where": (
        "MATCH (a:Article)<-[:TOLD_IN]-(f:Fact)-[:ROLE {role: 'speaker'}]->(e:Entity)"
        " WHERE f.act = 'speech' RETURN DISTINCT e.name, f.sentence, f.confidence, a.iri",
        """SELECT DISTINCT ?name ?sentence ?confidence ?article {
          ?f a kg:Statement ; kg:act "speech" ; kg:speaker/rdfs:label ?name ;
             kg:confidence ?confidence ; kg:evidence/oa:exact ?sentence ;
             prov:wasDerivedFrom ?article }""",
    ),
    "what is claimed, in whose words": (
        "MATCH (f:Fact)-[:IN_WORDS_OF]->(s:Fact)-[:ROLE {role: 'speaker'}]->(e:Entity)"
        " RETURN DISTINCT f.iri, e.name, f.earliest",
        """SELECT DISTINCT ?f ?name ?earliest {
          ?f kg:holder ?s . ?s kg:speaker/rdfs:label ?name
          OPTIONAL { ?f kg:earliest ?earliest } }""",
    ),
}


LABELLED = re.compile(r"SET n:`(\w+)`$")


def export(graph, form, target="-"):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", form, str(target)])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(params=["demo", "hard"], scope="module")
def graph(request):
    return Graph.open(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def folder(graph, tmp_path_factory):
    made = tmp_path_factory.mktemp("neo4j") / "files"
    export(graph.directory, "neo4j", made)
    return made


@pytest.fixture(scope="module")
def told(graph):
    return [json.loads(line) for line in export(graph.directory, "cypher").split("\n") if line]


def connection():
    try:
        import kuzu
    except ImportError:
        unavailable("the package kuzu")
    return kuzu.Connection(kuzu.Database(":memory:"))


@pytest.fixture(params=["files", "statements"], scope="module")
def loaded(request, folder, told):
    """Kùzu with a graph from the CSV files, or from the statements of the Cypher."""
    found = connection()
    script = (folder / "kuzu.cypher").read_text(encoding="utf-8")
    if request.param == "files":
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            found.execute(script)
        return found
    found.execute(re.sub(r"(?s)COPY .*?\);\n", "", script))
    for line in (*told, *told):  # the second time changes nothing
        if not LABELLED.search(line["statement"]):  # a node has one label in Kùzu
            found.execute(line["statement"], line["parameters"])
    return found


def rows(loaded, question):
    return [tuple(row) for row in loaded.execute(question).get_all()]


@pytest.fixture(scope="module")
def answers(graph):
    """What `kg query` answers."""
    return {name: sorted(map(str, graph.query(query))) for name, (_, query) in QUESTIONS.items()}


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_answers_as_the_graph_does(loaded, answers, question):
    assert sorted(map(str, rows(loaded, QUESTIONS[question][0]))) == answers[question]
    assert answers[question]


def test_everything_is_there(loaded, graph):
    """Every entity, article and fact with all that it has, and every edge, once."""
    parts = list(property_graph.parts(graph))
    for kind, properties in property_graph.nodes().items():
        given = ", ".join(f"n.`{name}`" for name in properties)
        want = [
            tuple(part.row[name] for name in properties)
            for part in parts
            if isinstance(part, Node) and part.kind == kind
        ]
        found = rows(loaded, f"MATCH (n:{kind}) RETURN {given}")
        assert sorted(map(spelled, found)) == sorted(map(spelled, want))
    for kind, shape in property_graph.edges().items():
        edges = [part for part in parts if isinstance(part, Edge) and part.kind == kind]
        for type in {edge.type for edge in edges}:
            given = "".join(f", r.`{name}`" for name in shape.properties)
            want = [
                (edge.source, edge.target, *(edge.row[name] for name in shape.properties))
                for edge in edges
                if edge.type == type
            ]
            found = rows(loaded, f"MATCH (a)-[r:`{type}`]->(b) RETURN a.iri, b.iri{given}")
            assert sorted(map(spelled, found)) == sorted(map(spelled, want))
    assert {part.iri for part in graph.entities()} <= {
        part.row["iri"] for part in parts if isinstance(part, Node)
    }
    facts = sum(isinstance(part, Node) and part.kind == "Fact" for part in parts)
    roles = sum(isinstance(part, Edge) and part.kind == "ROLE" for part in parts)
    told = graph.corpus.facts.values()
    assert roles == sum(arg.entity in graph.corpus.entities for fact in told for arg in fact.args)
    assert facts == len(graph.corpus.facts)


def spelled(row):
    """A row as words; what is not told, an empty list and empty words are the same."""
    return str(tuple(None if value in ("", []) else value for value in row))


def test_only_what_is_asserted_is_a_tie(loaded, graph):
    own = ("ROLE", "TOLD_IN", "IN_WORDS_OF")
    want = Counter(
        graph.names.node("fact", fact.id).value
        for fact in graph.corpus.facts.values()
        for _ in plain_edges(fact, graph.corpus, graph.catalogue)
    )
    found = rows(loaded, "MATCH (:Entity)-[r]->(:Entity) RETURN label(r), r.fact")
    assert not {type for type, _ in found} & {*own}
    assert Counter(fact for _, fact in found) == want
    standings = rows(
        loaded, "MATCH (:Entity)-[r]->(:Entity), (f:Fact {iri: r.fact}) RETURN DISTINCT f.status"
    )
    assert standings == [("asserted",)]


def test_statements_have_no_words_of_the_graph(told):
    """What the statements say depends on the catalogue alone, so that nothing can be injected."""
    for line in told:
        assert re.fullmatch(r"[A-Za-z0-9_`$:{}()\[\] .,=>-]+", line["statement"])
        assert line["statement"].count("`") % 2 == 0
        assert set(line["parameters"]) == {"rows"}


def test_every_entity_has_its_type_as_label(told, graph):
    labels = Counter()
    for line in told:
        if found := LABELLED.search(line["statement"]):
            labels[found[1]] += len(line["parameters"]["rows"])
    statements = [fact for fact in graph.corpus.facts.values() if fact.relation == "Statement"]
    types = Counter(entity.type for entity in graph.entities())
    assert labels == types + Counter(Statement=len(statements))


def test_names_are_no_cypher():
    assert cypher.name("a`b}) DETACH DELETE n //\\u0060") == "`a_b___DETACH_DELETE_n____u0060`"


NASTY = [
    'a\nb\r\n,"c";\'',
    "\\",
    '\\"',
    "=1+1",
    " x ",
    "\u2028",
    "😀 שלום",
    "'}) DETACH DELETE n //",
]


@pytest.mark.parametrize("words", NASTY)
def test_hostile_words_come_back(words, tmp_path, monkeypatch, demo):
    def parts(graph):
        row = dict.fromkeys(property_graph.nodes()["Entity"]) | {"facts": 1, "articles": 1}
        yield Node("Entity", "Thing", row | {"iri": "x", "name": words, "names": [words, "a;b"]})

    monkeypatch.setattr(property_graph, "parts", parts)
    asked = "MATCH (n:Entity) RETURN n.name, n.names"
    graph = Graph.open(demo)
    export(demo, "neo4j", tmp_path / "files")
    monkeypatch.chdir(tmp_path / "files")
    script = (tmp_path / "files" / "kuzu.cypher").read_text(encoding="utf-8")
    one, other = connection(), connection()
    one.execute(script)
    other.execute(re.sub(r"(?s)COPY .*?\);\n", "", script))
    (first, *_) = cypher.batches(graph)
    other.execute(first[0], {"rows": first[1]})
    assert rows(one, asked) == rows(other, asked) == [(words, [words, "a;b"])]


def test_what_csv_cannot_hold_is_replaced():
    assert bulk.cell("a\0b") == '"a\ufffdb"'
    assert bulk.cell(["a\u241fb", "c"]) == '"a b\u241fc"'
    assert (bulk.cell(None), bulk.cell(""), bulk.cell([]), bulk.cell(0.5)) == ("", "", "", "0.5")


def test_headers_have_types(folder):
    read = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            header, *cells = csv.reader(lines)
        assert all(len(row) == len(header) for row in cells)
        assert all(re.fullmatch(r"\w*:(ID|LABEL|START_ID|END_ID|TYPE|string|double|long)"
                                r"(\[\]|\(\w+\))?", cell) for cell in header)  # fmt: skip
        read[path.stem] = header
    assert read["entity"][0] == "iri:ID(Entity)" and read["entity"][-1] == ":LABEL"
    assert read["role"][:3] == [":START_ID(Fact)", ":END_ID(Entity)", ":TYPE"]
    assert "confidence:double" in read["fact"] and "names:string[]" in read["entity"]


def test_many_rows_go_by_in_batches(demo, monkeypatch):
    whole = Counter()
    for statement, rows in cypher.batches(Graph.open(demo)):
        whole[statement] += len(rows)
    monkeypatch.setattr(cypher, "_AT_ONCE", 7)
    small, nodes = Counter(), set()
    for statement, rows in cypher.batches(Graph.open(demo)):
        assert len(rows) <= 7
        small[statement] += len(rows)
        nodes |= {row["iri"] for row in rows if "iri" in row}
        ends = {row[end] for row in rows for end in ("source", "target") if end in row}
        assert ends <= nodes
    assert small == whole
