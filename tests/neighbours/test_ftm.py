"""Entities of FollowTheMoney are valid, and nothing unsure looks asserted."""

import csv
import json
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours import ftm
from tests.neighbours import outside

EDGES = {"Directorship", "Membership", "Employment", "Family", "Ownership"}


@pytest.fixture(scope="module")
def made(demo):
    return exported(demo)


def exported(graph):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", "ftm"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.fixture(params=["demo", "hard"])
def file(request, tmp_path):
    path = tmp_path / "entities.jsonl"
    graph = request.getfixturevalue(request.param)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in exported(graph)), encoding="utf-8")
    return path


def rows(path):
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def alike(told):
    """Entities without what `ftm` orders and adds."""
    return {
        row["id"]: (row["schema"], {name: sorted(v) for name, v in row["properties"].items()})
        for row in told
    }


def test_followthemoney_validates_every_entity(file):
    read = outside.read("followthemoney", file)
    assert read["wrong"] == []
    assert alike(read["entities"]) == alike(rows(file))


def test_the_commands_of_followthemoney_run(file, tmp_path):
    told = rows(file)
    for command in ("validate", "aggregate"):
        outside.run("ftm", command, "-i", str(file), "-o", str(tmp_path / command))
        assert {key: schema for key, (schema, _) in alike(rows(tmp_path / command)).items()} == {
            row["id"]: row["schema"] for row in told
        }
    outside.run("ftm", "sieve", "-s", "Note", "-i", str(file), "-o", str(tmp_path / "sure"))
    sure = Counter(row["schema"] for row in rows(tmp_path / "sure"))
    assert sure == Counter(row["schema"] for row in told if row["schema"] != "Note")
    outside.run("ftm", "export-csv", "-i", str(file), "-o", str(tmp_path / "tables"))
    with (tmp_path / "tables" / "Note.csv").open(encoding="utf-8", newline="") as lines:
        notes = list(csv.DictReader(lines))
    assert len(notes) == sum(row["schema"] == "Note" for row in told)


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
    told = exported(hard)
    assert Counter(row["schema"] for row in told if row["schema"] in {*EDGES, "Event"}) == {
        "Directorship": 1,
        "Event": 2,
    }
