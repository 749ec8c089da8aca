"""Reports: all of somebody, all that is new; lines have sentence, source and standing."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from lxml import html as pages
from markdown_it import MarkdownIt
from pyoxigraph import Quad, Store

import kg.cli
from kg.graph import lookup
from kg.graph.answers import FactView
from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.graph.terms import term
from kg.model import Span, When
from kg.report import digest, person, writing
from kg.report.content import Line, Part, Report, Section, own_day
from kg.report.disputes import parts

DAY, LATER = "2025-03-26", "2025-04-01"


def run(*arguments):
    return CliRunner().invoke(kg.cli.main, ["report", *map(str, arguments)])


def found(report: Report):
    return [line for s in report.sections for part in s.parts for line in part.lines]


@pytest.fixture(scope="module")
def graph(demo):
    return Graph.open(demo)


@pytest.fixture(scope="module")
def moen(graph):
    return person.about(graph, "Astrid Moen")


def test_every_fact_is_told(graph, moen):
    with lookup.opened(graph.directory / STORE) as index:
        told = set(index.told("person/astrid-moen"))
    assert told
    assert {view.fact.id for line in found(moen) for view in line.facts} == told


def test_every_line_has_its_sentence_and_source(moen):
    tokens = MarkdownIt().parse(writing.markdown(moen))
    quotes = sum(token.type == "blockquote_open" for token in tokens)
    items = sum(token.type == "list_item_open" for token in tokens)
    assert items == len(found(moen)) and quotes >= items
    text = writing.markdown(moen)
    for line in found(moen):
        for view in line.facts[:1]:
            assert writing._plain(view.evidence.text) in text
            assert writing._plain(view.headline) in text


def test_both_forms_say_the_same(moen):
    shown = pages.fromstring(writing.html(moen))
    texts = " ".join(shown.text_content().split())
    for line in found(moen):
        assert line.text in texts
    assert [h.text for h in shown.iter("h2")] == [s.title for s in moen.sections if s.parts]


def test_what_is_not_asserted_says_so(graph):
    names = ("Astrid Moen", "Norway", "Portugal")
    lines = [line for name in names for line in found(person.about(graph, name))]
    assert {line.standing == "" for line in lines} == {True, False}
    for line in lines:
        for view in line.facts:
            assert (line.standing == "") == (view.status == "asserted")
        text = writing.markdown(Report("x", (), (Section("y", (Part("", (line,)),)),)))
        if line.standing:
            assert f"**{line.standing}** · " in text


def test_a_digest_has_what_was_not_told_before(graph):
    new = digest.since(graph, LATER)
    facts = [view for line in found(new) for view in line.facts]
    assert facts
    assert all(view.published and view.published >= LATER for view in facts)
    assert new.notes[0].endswith("told by none before.")
    everything = digest.since(graph, "1900-01-01")
    assert len(found(everything)) > len(found(new))
    undated = [a for a in graph.corpus.articles.values() if not a.published]
    assert f"Left out: {len(undated)} article" in everything.notes[-1]


def test_since_leaves_out_what_is_older(graph, moen):
    assert found(person.about(graph, "Astrid Moen", "2100-01-01")) == []
    some = found(person.about(graph, "Astrid Moen", DAY))
    assert some and len(some) < len(found(moen))


def test_contradictions_are_told(graph):
    """Both sides, whichever of them a fact of the report is."""
    one, other, later, earlier, *_ = list(graph.corpus.facts)
    names = graph.names
    fact = {id: names.node("fact", id) for id in graph.corpus.facts}
    left, right = names.node("claim", "a"), names.node("claim", "b")
    told = [
        (left, "kg:contradicts", right),
        (right, "kg:contradicts", left),
        (left, "kg:fact", fact[one]),
        (right, "kg:fact", fact[other]),
        (fact[later], "kg:changedPosition", fact[earlier]),
    ]
    quads = Store()
    quads.extend(Quad(a, term(name), b) for a, name, b in told)
    views = [graph.views.fact(graph.corpus.facts[id]) for id in (other, later)]
    with lookup.opened(graph.directory / STORE) as index:
        both, change = parts(views, quads, index, graph)
    ids = [{v.fact.id for line in part.lines for v in line.facts} for part in (both, change)]
    assert ids == [{one, other}, {later, earlier}]
    assert both.heading != change.heading


def test_nobody_and_several(demo):
    assert "goes by 'Zzyzx'" in run("Zzyzx", "-d", demo).output
    several = run("o", "-d", demo)
    assert several.exit_code == 1 and "several things go by 'o'" in several.output
    assert run("-d", demo).exit_code == 2
    wrong = run("--since", "March", "-d", demo)
    assert wrong.exit_code == 2 and "write it as 2025-03-31" in wrong.output


def test_the_command_writes_all_forms(demo, tmp_path):
    assert run("Astrid Moen", "-d", demo).output.startswith("# Astrid Moen\n")
    out = tmp_path / "moen.html"
    assert run("Astrid Moen", "-d", demo, "-f", "html", "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    told = json.loads(run("Astrid Moen", "-d", demo, "--json").output)
    assert all(
        line["facts"] and line["standing"]
        for section in told["sections"]
        for part in section["parts"]
        for line in part["lines"]
    )
    assert run("--since", DAY, "-d", demo).output.startswith(f"# New since {DAY}\n")


HOSTILE = (
    "=cmd() | \"a\",'b' <script>alert(1)</script> &lt; [x](javascript:alert) ![i](http://a.example/)"
    " `code` *bold* __u__ # no ~~s~~ \\ שלום \u202e😀 - 1. > q"
)


@pytest.mark.parametrize(
    "name", [HOSTILE, "1. a", "- a", "+ a", "---", "===", "12) a", "# a", "    a"]
)
def test_hostile_names_stay_words(moen, name):
    view: FactView = found(moen)[0].facts[0]
    view = replace(view, headline=name)
    line = Line(name, "", "", "", (), (view,))
    report = Report(name, (name,), (Section("s", (Part(name, (line,)),)),))
    shown = " ".join(name.split())
    made = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(writing.markdown(report))
    )
    for page in (made, writing.html(report)):
        tree = pages.fromstring(page)
        words = " ".join(tree.text_content().split())
        assert words.count(shown) >= 4
        tags = {e.tag for e in tree.iter() if isinstance(e.tag, str)}
        assert not tags & {"script", "img", "a", "code", "table", "s", "ol", "hr", "del", "pre"}
        assert len(list(tree.iter("li"))) == 1


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a?b=c&d=(e)", True),
        ("javascript:alert(1)", False),
        ("https://news.example/a>b\" onclick='x", True),
        ("http://[", False),
    ],
)
def test_only_web_addresses_are_links(moen, url, linked):
    line = found(moen)[0]
    one = Report("t", (), (Section("s", (Part("", (line,)),)),), {line.facts[0].fact.article: url})
    for page in (MarkdownIt().render(writing.markdown(one)), writing.html(one)):
        links = list(pages.fromstring(page).iter("a"))
        assert len(links) == linked
        assert all(link.get("onclick") is None for link in links)


def test_a_graph_of_hostile_names(hard):
    """Of each thing every fact is told, and none that is not asserted as if it was."""
    graph = Graph.open(hard)
    with lookup.opened(graph.directory / STORE) as index:
        things = list(index.things())
        told = {thing.key: set(index.told(thing.key)) for thing in things}
    for thing in things:
        report = person.about(graph, thing.key)
        assert {view.fact.id for line in found(report) for view in line.facts} == told[thing.key]
        page = pages.fromstring(writing.html(report))
        assert page.find(".//h1").text == " ".join(thing.label.split())
        assert {e.tag for e in page.iter("a", "script", "img")} <= {"a"}
        for line in found(report):
            assert (not line.standing) == all(v.status == "asserted" for v in line.facts)
    assert found(digest.since(graph, "2025-01-01"))


def test_a_page_loads_and_runs_nothing(moen):
    page = writing.html(moen)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|src=|@import|url\(", page)


@pytest.mark.parametrize(
    ("when", "details", "day"),
    [
        (When("in 2001", Span(0, 1), "2001"), {}, "2001"),
        (When("from 2008 to 2016", Span(0, 1), "2008/2016"), {}, "2008 to 2016"),
        (When("since May", Span(0, 1), None, "2025-05-01", None, "since"), {}, "since 2025-05-01"),
        (None, {"from": "2019", "until": "2022-07"}, "from 2019 to 2022-07"),
        (When("on Monday", Span(0, 1), "2025-05-05"), {"until": "2022"}, "to 2022"),
        (When("then", Span(0, 1)), {}, ""),
        (None, {}, ""),
    ],
)
def test_days_are_as_near_as_the_words(moen, when, details, day):
    view = found(moen)[0].facts[0]
    fact = replace(view.fact, when=when, details=details)
    assert own_day(replace(view, fact=fact)) == day
