"""Entities of FollowTheMoney are valid, and nothing unsure looks asserted."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours import ftm

EDGES = {"Directorship", "Membership", "Employment", "Family", "Ownership"}


@pytest.fixture(scope="module")
def made(demo):
    return exported(demo)


def exported(graph):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", "ftm"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def test_followthemoney_validates_every_entity(made):
    valid(made)


def valid(made):
    # Not installed by `make test`: it needs ICU's headers to be built.
    model = pytest.importorskip("followthemoney", reason="needs followthemoney").model
    ids = {row["id"] for row in made}
    for row in made:
        proxy = model.get_proxy(row, cleaned=False)
        model.get(row["schema"]).validate({"properties": row["properties"]})
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop, value)
            if prop.type.name == "entity":
                assert value in ids
                (end,) = [other for other in made if other["id"] == value]
                assert model.get(end["schema"]).is_a(prop.range), (prop, end)


def test_each_fact_and_article_is_there_once(made, demo):
    graph = Graph.open(demo)
    ids = [row["id"] for row in made]
    assert len(ids) == len(set(ids))
    for view in map(graph.views.fact, graph.corpus.facts.values()):
        (row,) = [row for row in made if row["id"] == ftm.key(view.iri)]
        assert " ".join(view.evidence.text.split()) in row["properties"]["description"][0]
        if view.status != "asserted" or view.negated:
            assert row["schema"] == "Note"
            assert row["properties"]["name"][0].startswith(view.status)
    assert EDGES & {row["schema"] for row in made}


HOSTILE = "=cmd()|\"a\",'b'\nשלום \u202e😀"


def test_hostile_labels_stay_words(demo, monkeypatch):
    graph = Graph.open(demo)
    told = [e for e in graph.entities() if e.type == "Person"]
    monkeypatch.setattr(Graph, "entities", lambda self: [replace(e, name=HOSTILE) for e in told])
    rows = [json.loads(line) for line in b"".join(ftm.lines(graph)).decode().split("\n") if line]
    named = [row["properties"]["name"] for row in rows if row["schema"] == "Person"]
    assert named == [[" ".join(HOSTILE.split())]] * len(told)


def test_of_every_standing_only_what_is_asserted_is_an_edge(hard):
    rows = exported(hard)
    assert Counter(row["schema"] for row in rows if row["schema"] in {*EDGES, "Event"}) == {
        "Directorship": 1,
        "Event": 2,
    }
    valid(rows)
