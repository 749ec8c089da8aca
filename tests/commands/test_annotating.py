"""`kg annotate` and `kg score` from the terminal; what they do is tested in their packages."""

import json

import pytest
from click.testing import CliRunner

import kg.annotation.desk
import kg.building.build
import kg.building.changing
import kg.cli
import kg.reading.run
import kg.serve.app
from kg.annotation.actions import Work
from kg.graph.opened import Graph
from tests.annotation import story
from tests.building.test_changing import MET, OTHER, PIPELINE, fake
from tests.known import KNOWLEDGE


def run(*arguments: object):
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg.reading.run, "extract", fake)
    for module in (kg.building.build, kg.building.changing):
        monkeypatch.setattr(module, "pipeline_of", lambda options: PIPELINE)
    monkeypatch.setattr(kg.annotation.desk, "known", lambda options: KNOWLEDGE)
    (tmp_path / "one.txt").write_text(MET, encoding="utf-8")
    (tmp_path / "two.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def desks(monkeypatch):
    """What is served, instead of serving it."""
    found = []

    def listen(app, host, port, started):
        found.append((app, host, port))
        started(f"http://{host}:{port}/")

    monkeypatch.setattr(kg.serve.app, "listen", listen)
    return found


def test_pages_are_read_into_the_graph(here, desks):
    done = run("annotate", "one.txt", "-o", "graph", "--workers", 1)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "http://127.0.0.1:8766/" in done.stderr
    assert len(Graph.open("graph").corpus.articles) == 1
    assert run("annotate", "two.txt", "-o", "graph", "--workers", 1, "--port", 0).exit_code == 0
    assert len(Graph.open("graph").corpus.articles) == 2
    assert [(host, port) for _, host, port in desks] == [("127.0.0.1", 8766), ("127.0.0.1", 0)]
    done = run("annotate", "two.txt", "-o", "graph", "--gazetteer", "names.csv")
    assert done.exit_code == 1 and "keeps to the names and relations" in done.stderr


def test_without_a_graph_it_says_so(here, desks):
    done = run("annotate", "-o", "nowhere")
    assert (done.exit_code, desks) == (1, []) and done.stderr.count("\n") == 1


def test_what_is_not_yet_in_the_graph_is_said(here, desks, monkeypatch):
    story.graph(here / "graph")
    made = Work.at(here / "graph")
    made.waiting = True
    monkeypatch.setattr(Work, "at", lambda directory: made)
    assert "kg rebuild --dir graph" in run("annotate", "-o", "graph").stderr


def test_a_port_that_is_taken_is_a_line(here, desks, monkeypatch):
    story.graph(here / "graph")

    def listen(*_):
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(kg.serve.app, "listen", listen)
    done = run("annotate", "-o", "graph")
    assert done.exit_code == 1 and "127.0.0.1:8766: cannot listen there" in done.stderr


def test_annotated_articles_are_scored_as_they_are_read(here, desks):
    """The annotated texts themselves, pages in which they stand, and a graph with decisions."""
    run("annotate", "one.txt", "two.txt", "-o", "graph", "--workers", 1)
    work = Work.at(here / "graph")
    for id in work.desk.articles:
        for shown in work.sheet(id).facts:
            work.act({"article": id, "action": "accept", "fact": shown.fact.id})
    folder = "graph/annotation"
    for more in ([], ["one.txt", "two.txt"], ["--graph", "graph"]):
        workers = [] if "--graph" in more else ["--workers", 1]
        done = run("score", folder, *more, *workers, "--json")
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        assert told["not_read"] == [] and told["articles"] == 2
        assert told["facts"]["wanted"] == told["facts"]["right"] > 0
    one = json.loads(run("score", folder, "one.txt", "--workers", 1, "--json").stdout)
    assert len(one["not_read"]) == 1


def test_what_was_decided_holds_when_the_pages_are_read_anew(here, desks):
    run("annotate", "one.txt", "-o", "graph", "--workers", 1)
    work = Work.at(here / "graph")
    (id,) = work.desk.articles
    facts = [shown.fact for shown in work.sheet(id).facts]
    work.act({"article": id, "action": "reject", "fact": facts[0].id})
    done = run("build", "one.txt", "-o", "graph", "--replace", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert set(Graph.open("graph").corpus.facts) == {fact.id for fact in facts[1:]}
    assert Work.at(here / "graph").sheet(id).facts[0].state == "rejected"
