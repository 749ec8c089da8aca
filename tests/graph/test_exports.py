"""The demo's committed result is what the sample pages give."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.cli
from kg.building.files import Reading, write
from kg.building.options import Options
from kg.model import Problem
from tests.known import KNOWLEDGE

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT / "exports"
# What others may commit and diff; the page holds a third party's script, the store is binary.
COMPARED = ("facts.jsonl", "graph.ttl", "problems.jsonl")


@pytest.mark.pipeline
def test_exports_are_not_stale(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(kg.cli.main, ["build", "tests/data/pages", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    for name in COMPARED:
        new, old = ((at / name).read_text(encoding="utf-8") for at in (tmp_path, EXPORTS))
        assert new == old, f"exports/{name} is stale: run `make demo` and commit it"


@pytest.mark.pipeline
def test_the_graph_is_made_of_the_facts(demo):
    for name in ("facts.jsonl", "graph.ttl"):
        assert (demo / name).read_bytes() == (EXPORTS / name).read_bytes()


def test_problems_are_one_a_line(tmp_path):
    problems = (
        Problem("b.html", "page", "no text\nfound"),
        Problem("c.txt:3", "page", "read as “Windows-1252”", skipped=False),
    )
    reading = Reading((), {}, problems)
    write(reading, tmp_path, Options(), KNOWLEDGE)
    lines = (tmp_path / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [asdict(problem) for problem in problems]
