"""The ready questions: filled as asked, answered by the demo's graph, the same elsewhere."""

import csv
import io
import re

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from kg.ask.answer import declared, query_for
from kg.ask.question import parse, question, questions
from kg.cli import main
from kg.errors import QueryError
from kg.graph.opened import Graph

GIVEN = {
    "name": "Astrid Moen", "other": "Helder Pascoal", "about": "Bergen", "speaker": "Astrid Moen",
    "by": "Lars Halvorsen", "kind": "sanction", "since": "2025-03-01", "until": "2025-12-31",
    "at": "2025-04-30",
}  # fmt: skip
# The demo's pages hold none.
EMPTY = {"contradictions", "changed-position"}
PLACE = re.compile(r"VALUES \?\w+ \{ UNDEF \}")


@pytest.fixture(scope="module")
def graph(demo):
    return Graph.open(demo)


@pytest.fixture(scope="module")
def turtle(demo):
    return rdflib.Graph().parse(demo / "graph.ttl", format="turtle")


def required(name):
    return {p.name: GIVEN[p.name] for p in question(name).places if p.required}


def test_those_of_the_issue_are_there():
    asked = {
        "who-met", "said", "posts", "timeline", "path", "sources", "contradictions",
        "changed-position", "co-mentions",
    }  # fmt: skip
    assert asked <= set(questions())


@pytest.mark.parametrize("name", questions())
def test_the_demo_answers(name, graph):
    query = query_for(graph, question(name), required(name))
    assert bool(graph.query(query).rows) == (name not in EMPTY)


@pytest.mark.parametrize("name", [name for name in questions() if question(name).places])
def test_every_place_is_filled(name, graph):
    asked = question(name)
    query = query_for(graph, asked, {place.name: GIVEN[place.name] for place in asked.places})
    assert not PLACE.search(query)
    graph.query(query)


@pytest.mark.parametrize("name", ["who-met", "said", "timeline", "evidence", "articles"])
def test_rdflib_gives_the_same_rows(name, graph, turtle):
    query = query_for(graph, question(name), required(name))

    def listed(value):
        """Names that are joined may come in any order."""
        return None if value is None else tuple(sorted(str(value).split(", ")))

    own = {tuple(listed(value and value.value) for value in row) for row in graph.query(query).rows}
    answer = turtle.query(declared(query, graph.meta["prefixes"]))
    assert {tuple(map(listed, row)) for row in answer} == own


def test_what_is_shown_runs_without_known_prefixes(graph, demo):
    store = ox.Store()
    store.load((demo / "graph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    for name in questions():
        query = query_for(graph, question(name), required(name))
        shown = declared(query, graph.meta["prefixes"])
        assert len(list(store.query(shown))) == len(graph.query(query).rows)


def test_a_place_makes_the_answer_smaller(graph):
    asked = question("said")
    every = graph.query(query_for(graph, asked, {})).rows
    hers = graph.query(query_for(graph, asked, {"speaker": "Astrid Moen"}))
    assert 0 < len(hers.rows) < len(every)
    assert {row["who"] for row in hers.values()} == {"Astrid Moen"}
    later = graph.query(query_for(graph, asked, {"since": "2025-04-01"})).values()
    assert later and all(row["day"] >= "2025-04-01" for row in later)


def test_a_path_has_the_sentence_of_each_step(graph):
    query = query_for(graph, question("path"), {"name": "Astrid Moen", "other": "Portugal"})
    rows = graph.query(query).values()
    two = [row for row in rows if row["path"].startswith("Astrid Moen – met – Helder Pascoal – ")]
    assert two and all(row["steps"] == "2" and "Moen met" in row["first"] for row in two)
    assert all("Portug" in row["second"] for row in two)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("timeline", {"name": "Nobody Here"}, "nobody and nothing goes by that name"),
        ("timeline", {}, "say whose"),
        ("said", {"since": "March"}, "not a day; write it as 2025-03-31"),
        ("events", {"kind": "Wedding cake"}, "no such kind"),
        ("said", {"where": "Oslo"}, "it has no place where"),
    ],
)
def test_what_cannot_be_asked(name, given, message, graph):
    with pytest.raises(QueryError, match=message) as caught:
        query_for(graph, question(name), given)
    assert "\n" not in str(caught.value)


def test_no_such_question():
    with pytest.raises(QueryError, match="there are articles, "):
        question("why")


@pytest.mark.parametrize("name", ["x> } DELETE { ?s", '" . ?s ?p ?o', "Moen} UNION {"])
def test_a_name_never_becomes_a_part_of_the_query(name, graph):
    with pytest.raises(QueryError, match="nobody and nothing"):
        query_for(graph, question("said"), {"speaker": name})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# What.\n# ?x thing  a\nSELECT * { VALUES ?x { UNDEF } }", "not a place"),
        ("# What.\n# ?x day  a\nSELECT * { ?s ?p ?x }", "stands nowhere"),
    ],
)
def test_a_malformed_head_is_noticed(text, message):
    with pytest.raises(ValueError, match=message):
        parse("x", text)


def run(*arguments):
    return CliRunner().invoke(main, ["ask", *arguments])


def test_the_command(demo):
    done = run("said", "--speaker", "Astrid Moen", "--format", "csv", "--dir", str(demo))
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.output)))
    assert rows and {row["who"] for row in rows} == {"Astrid Moen"}


def test_the_command_shows_its_query(demo):
    done = run("path", "Astrid Moen", "Portugal", "--show", "--dir", str(demo))
    assert done.exit_code == 0, done.output
    assert done.output.startswith("PREFIX kg: <")
    assert "/person/astrid-moen>" in done.output


def test_the_command_in_error(demo):
    done = run("timeline", "Nobody Here", "--dir", str(demo))
    assert done.exit_code == 1
    assert done.output == ("kg: Nobody Here: nobody and nothing goes by that name in this graph\n")
    assert run("why").exit_code == 2
