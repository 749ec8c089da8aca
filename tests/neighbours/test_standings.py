"""Through every format: hostile words come back, and nothing unsure looks asserted."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours.formats import FILES, FOLDERS
from kg.neighbours.tables import plain
from tests.neighbours import outside
from tests.neighbours.hostile import HOSTILE

NETWORKS = ("graphml", "gexf", "json")
# What each relation of `hostile.py` stands as; statements are told apart from what they say.
UNSURE = {"planned", "possible", "denied", "claimed", "former"}


def run(*words):
    done = CliRunner().invoke(kg.cli.main, list(map(str, words)))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def facts(hard):
    return {view.iri: view for view in Graph.open(hard).views.facts()}


def test_the_graph_has_every_standing(facts):
    assert {view.status for view in facts.values()} == {"asserted", *UNSURE}


@pytest.mark.parametrize("form", sorted({*FILES} - {"ftm", "quickstatements", "plover"}))
def test_the_hostile_name_comes_back(hard, form):
    """As a value of JSON or of RDF, with nothing lost of it."""
    told = run("export", "-d", hard, "-f", form)
    if form == "nanopubs":
        import pyoxigraph as ox

        words = [q.object.value for q in ox.parse(told.encode(), format=ox.RdfFormat.TRIG)
                 if isinstance(q.object, ox.Literal)]  # fmt: skip
        assert any(HOSTILE in each for each in words)
        return
    found = list(values([json.loads(line) for line in told.split("\n") if line]))
    # LightRAG and LlamaIndex key by names, which have no quotation marks of their own there.
    names = {HOSTILE, HOSTILE.replace('"', "'")}
    assert names & set(found) or any(HOSTILE in each for each in found)


def values(told):
    """Every string of a value of JSON."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list | dict):
        for each in told.values() if isinstance(told, dict) else told:
            yield from values(each)


@pytest.mark.parametrize("form", NETWORKS)
def test_networks_mark_what_is_not_asserted(hard, form, tmp_path, facts):
    path = tmp_path / f"graph.{form}"
    run("export", "-d", hard, path)
    if form == "json":
        read = networkx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    else:
        read = (networkx.read_graphml if form == "graphml" else networkx.read_gexf)(path)
    labels = {row["label"] for _, row in read.nodes(data=True)}
    assert HOSTILE in labels
    seen = Counter(row["status"] for *_, row in read.edges(data=True))
    assert set(seen) >= UNSURE and seen["asserted"]
    for *_, row in read.edges(data=True):
        assert (row["status"] == "asserted") != row["label"].endswith(f"({row['status']})"), row


def test_rustworkx_reads_what_networkx_wrote(hard, tmp_path):
    path = tmp_path / "graph.graphml"
    run("export", "-d", hard, path)
    read, wrote = outside.read("graphml", path), networkx.read_graphml(path)
    assert Counter(node["label"] for node in read["nodes"]) == Counter(
        row["label"] for _, row in wrote.nodes(data=True)
    )
    assert Counter((told["label"], told["status"]) for _, _, told in read["edges"]) == Counter(
        (row["label"], row["status"]) for *_, row in wrote.edges(data=True)
    )


def test_no_formula_in_the_tables(hard, tmp_path):
    run("export", "-d", hard, "-f", "csv", tmp_path / "csv")
    found = []
    for path in (tmp_path / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found += [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in found if cell.strip()[:1] in {*"=+-@＝＋－＠"}]
    assert HOSTILE in map(plain, found)


@pytest.mark.parametrize("form", sorted({*FILES, *FOLDERS, "markdown", "html"}))
def test_no_format_is_without_a_row_in_the_docs(form):
    page = (Path(__file__).parents[2] / "docs" / "neighbours.md").read_text("utf-8")
    table = page.partition("## What is not asserted")[2].partition("\n## ")[0]
    assert f"`{form}`" in table


@pytest.mark.parametrize("form", ["ftm", "cypher", "claims", "nanopubs", "plover"])
def test_only_what_is_asserted_is_an_edge_or_event(hard, form, facts):
    told = run("export", "-d", hard, "-f", form)
    unsure = {iri for iri, view in facts.items() if view.status != "asserted"}
    if form == "nanopubs":
        published = re.findall(r"/nanopub/(\w+)#Head", told)
        assert published and not {f"{next(iter(facts)).rpartition('/')[0]}/{each}"
                                  for each in published} & unsure  # fmt: skip
        return
    rows = [json.loads(line) for line in told.split("\n") if line]
    if form == "ftm":
        from kg.neighbours import ftm

        kinds = {row["id"]: row["schema"] for row in rows}
        assert {kinds[ftm.key(iri)] for iri in unsure} == {"Note"}
    elif form == "cypher":
        ties = [
            row["fact"]
            for line in rows
            for row in line["parameters"]["rows"]
            if "fact" in row and "source" in row
        ]
        assert ties and not set(ties) & unsure
    elif form == "claims":
        assert rows and not {row["@id"] for row in rows} & unsure
    else:
        short = {iri.rpartition("/")[2] for iri in unsure}
        assert rows and not {row["id"] for row in rows} & short


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_reports_say_how_lines_stand_and_escape_names(hard, form):
    told = run("report", "Bob Day", "-d", hard, "--format", form)
    for word in ("denied", "planned", "possible"):
        assert word in told
    assert "<x>" not in told.replace("\\<x\\>", "")
    assert "<script" not in told
