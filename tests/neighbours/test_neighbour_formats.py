"""All formats of other tools give the same twice, from hostile names, an article at a time."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours.formats import FILES, FOLDERS
from tests.neighbours.hostile import HOSTILE


def export(graph, form, target="-"):
    return CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", form, str(target)])


@pytest.mark.parametrize("form", FILES)
def test_the_same_graph_gives_the_same_lines(hard, form):
    first, second = export(hard, form), export(hard, form)
    assert first.exit_code == 0, first.output
    assert first.stdout_bytes == second.stdout_bytes
    assert first.stdout or form == "quickstatements"  # which needs things that Wikidata has


@pytest.mark.parametrize("form", FOLDERS)
def test_the_same_graph_gives_the_same_files(hard, form, tmp_path):
    for name in ("one", "two"):
        assert export(hard, form, tmp_path / name).exit_code == 0
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) > 6
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("form", [form for form in FILES if form != "ftm"])
def test_no_corpus_is_in_memory(hard, form, monkeypatch):
    monkeypatch.setattr(Graph, "corpus", None)
    assert export(hard, form).exit_code == 0


def test_a_row_a_line(hard):
    """What is in a name ends no line of formats whose rows are lines."""
    assert "\n" not in HOSTILE
    for form in ("ftm", "claims", "plover", "cypher", "lightrag", "langchain", "llamaindex"):
        lines = export(hard, form).stdout.split("\n")
        assert lines[-1] == "" and all(line[0] + line[-1] == "{}" for line in lines[:-1])


def test_each_neighbour_has_an_extra_that_the_plain_install_is_without():
    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    extras = told["project"]["optional-dependencies"]
    for name in ("ftm", "tables", "neo4j", "graphrag", "mcp"):
        assert extras[name]
        assert not {*extras[name]} & {*told["project"]["dependencies"]}
