"""The ready questions: filled as asked, answered by the demo's graph, the same elsewhere."""

import csv
import io
import re
from itertools import permutations

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from kg.ask.answer import answer, declared, query_for
from kg.ask.question import parse, question, questions
from kg.cli import main
from kg.errors import QueryError, QueryStopped
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


def test_paths_are_found_as_a_store_finds_them(graph):
    """From both ends, without an engine: the same rows in the same order, for every two."""
    people = ["Astrid Moen", "Helder Pascoal", "Conrad Vale", "Declan Farrelly", "Halvorsen"]
    found = 0
    for name, other in permutations([*people, "Portugal", "Meridian Sea Holdings", "Norway"], 2):
        given = {"name": name, "other": other}
        own = answer(graph, question("path"), given, 30, 1_000)
        assert own == graph.query(query_for(graph, question("path"), given)), given
        found += len(own.rows)
    assert found > 20


def test_a_path_from_one_to_itself_is_none(graph):
    given = {"name": "Norway", "other": "Norway"}
    assert not answer(graph, question("path"), given, 30, 10)
    assert not graph.query(query_for(graph, question("path"), given))


def test_a_search_for_paths_is_given_up_in_time(graph):
    given = {"name": "Astrid Moen", "other": "Portugal"}
    with pytest.raises(QueryStopped, match=r"in 0 s; give whole names, or more time"):
        answer(graph, question("path"), given, 0, 10)


def test_an_answer_has_no_more_rows_than_asked_for(graph):
    given = {"name": "Astrid Moen", "other": "Portugal"}
    whole = answer(graph, question("path"), given, 30, 1_000)
    cut = answer(graph, question("path"), given, 30, 1)
    assert len(whole.rows) > 1 and not whole.truncated
    assert cut.rows == whole.rows[:1] and cut.truncated


def test_lines_for_a_place_that_stays_open_are_left_out():
    text = (
        "# What.\n# ?x day  a\nSELECT * {\n  #?x VALUES ?x { UNDEF }\n  ?s ?p ?x\n}\n#?x LIMIT 1\n"
    )
    asked = parse("what", text)
    assert asked.filled({}, {}) == "# What.\n# ?x day  a\nSELECT * {\n  ?s ?p ?x\n}\n"
    filled = asked.filled({"x": "2025-03-31"}, {})
    assert filled.splitlines()[3:] == [
        '  VALUES ?x { "2025-03-31"^^xsd:date }', "  ?s ?p ?x", "}", "LIMIT 1",
    ]  # fmt: skip


def test_who_has_two_parts_in_one_fact_is_told_once(graph):
    """What is named comes first in a query; it must not double rows."""
    asked, every = question("events"), graph.query(query_for(graph, question("events"), {}))
    met = [row for row in every.values() if row["what"].startswith("meeting: Astrid Moen, Helder")]
    both = [
        graph.names.entity(f"person/{name}").value for name in ("astrid-moen", "helder-pascoal")
    ]
    found = graph.query(asked.filled({"name": "both"}, {"entity": lambda _: both})).values()
    assert met and [row for row in found if row in met] == met


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
