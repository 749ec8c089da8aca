"""What is given wrongly: one line that names it and says what to do, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

import kg.cli
from kg.commands.shared import DEFAULT_DIRECTORY

HALF = "A\udce9"


@pytest.fixture
def here(demo, tmp_path, monkeypatch):
    """A folder with inputs that are no good, and with the demo's graph."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / DEFAULT_DIRECTORY).symlink_to(demo)
    (tmp_path / "bytes").write_bytes(b"\xb7\x00\xff")
    (tmp_path / "page.txt").write_text("Astrid Moen met Helder Pascoal in Lisbon.\n")
    (tmp_path / "names.csv").write_text("name,kind\nAstrid Moen,Person\n")
    (tmp_path / "fact.jsonl").write_text('{"kind":"fact","id":"f"}\n')
    article = {"kind": "article", "id": "a", "document": "d", "start": "0", "end": 1}
    told = {"title": "T", "published": None, "publisher": None}
    (tmp_path / "article.jsonl").write_text(json.dumps(article | told) + "\n")
    (tmp_path / "empty.txt").write_text('same "" person/astrid-moen\n')
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["explain", HALF], 2, "not UTF-8; use a terminal whose text is UTF-8"),
        (["explain", " "], 2, "' ' is empty or more than a line"),
        (["rename", "Astrid Moen", "A\nB"], 2, "is empty or more than a line"),
        (["rename", "Astrid Moen", ""], 2, "'' is empty"),
        (["same", "", "Astrid Moen"], 2, "'' is empty"),
        (["ask", "said", "--speaker", HALF], 2, "not UTF-8"),
        (["search", "--limit", "-1", "Moen"], 2, "-1 is not in the range"),
        (["query", "--limit", "0", "ASK {}"], 2, "0 is not in the range"),
        (["query", "--timeout", "-1", "ASK {}"], 2, "-1.0 is not in the range"),
        (["query", "@bytes"], 1, "kg: bytes: not UTF-8; save it as UTF-8\n"),
        (
            ["query", f'ASK {{ ?a ?b "{HALF}" }}'],
            1,
            "kg: the query is not UTF-8; write it as UTF-8",
        ),
        (["query", "@none.rq"], 1, "kg: none.rq: cannot be read: No such file or directory\n"),
        (["link", "bytes"], 1, "kg: bytes: not UTF-8; give a file written by `kg extract`\n"),
        (["link", "fact.jsonl"], 1, "kg: fact.jsonl:1: fact without args, article,"),
        (["link", "article.jsonl"], 1, "kg: article a: malformed ("),
        (["link", "fact.jsonl", "--decisions", "bytes"], 1, "fact.jsonl:1: fact without"),
        (["build", "page.txt", "-o", "page.txt"], 1, "kg: page.txt: a file, not a directory"),
        (["build", "page.txt", "-o", "x", "--gazetteer", "bytes"], 1, "kg: bytes: not UTF-8"),
        (["build", "page.txt", "-o", "x", "--gazetteer", "names.csv"], 1, "begin it with label"),
        (["build", "page.txt", "-o", "x", "--ontology", "bytes"], 1, "kg: bytes: not UTF-8"),
        (["build", "page.txt", "-o", "x", "--decisions", "bytes"], 1, "kg: bytes: not UTF-8"),
        (["build", "page.txt", "-o", "x", "--decisions", "empty.txt"], 1, "kg: empty.txt:1: 'sa"),
        (["ontology", "-o", "none/x.md"], 1, "kg: none/x.md: cannot be written: No such file"),
        (["push", "--endpoint", "http://[bad"], 2, "is no URL of a store"),
        (["push", "--endpoint", "ftp://store"], 2, "is no URL of a store"),
        (["push", "--endpoint", "http://store:99999/"], 2, "is no URL of a store"),
        (["serve", "--host", "999.1.1.1"], 1, "kg: 999.1.1.1:8765: cannot listen there"),
    ],
)
def test_a_line_says_what_is_wrong(here, demo, words, status, said):
    before = {path: path.read_bytes() for path in [*demo.iterdir()] if path.is_file()}
    done = CliRunner().invoke(kg.cli.main, words)
    assert said in done.stderr
    assert (done.exit_code, done.stdout) == (status, "")
    assert {path: path.read_bytes() for path in before} == before
    assert not (here / "x").exists()


@pytest.mark.parametrize("meta", ["{}", "[]", '{"base": "https://newskg.example/"}'])
@pytest.mark.parametrize(
    "words", [["query", "ASK {}"], ["explain", "Moen"], ["add", "page.txt"], ["rebuild"], ["shell"]]
)
def test_a_graph_of_another_version_is_told(here, demo, meta, words):
    (here / DEFAULT_DIRECTORY).unlink()
    shutil.copytree(demo, here / DEFAULT_DIRECTORY)
    (here / DEFAULT_DIRECTORY / "store" / "meta.json").write_text(meta)
    done = CliRunner().invoke(kg.cli.main, words)
    said = f"kg: {DEFAULT_DIRECTORY}: made by another version of kg; build it anew\n"
    assert (done.exit_code, done.stderr) == (1, said)


def test_a_device_is_written_to_and_a_link_stays_one(here):
    os.mkfifo(here / "pipe")
    reader = os.open(here / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        done = CliRunner().invoke(kg.cli.main, ["ontology", "Meeting", "-o", "pipe"])
        assert done.exit_code == 0, done.stderr
        assert os.read(reader, 1 << 16).startswith(b"Meeting")
    finally:
        os.close(reader)
    assert not (here / "pipe").is_file()
    (here / "page.md").write_text("before")
    (here / "link.md").symlink_to("page.md")
    assert CliRunner().invoke(kg.cli.main, ["ontology", "-o", "link.md"]).exit_code == 0
    assert (here / "link.md").is_symlink()
    assert (here / "page.md").read_text().startswith("# ")


def test_a_decision_that_names_nothing_is_noted(here, demo):
    (here / DEFAULT_DIRECTORY).unlink()
    own = shutil.copytree(demo, here / DEFAULT_DIRECTORY)
    (own / "decisions.txt").write_text("same person/nobody-here person/astrid-moen\n")
    done = CliRunner().invoke(kg.cli.main, ["rebuild"])
    said = "note: decisions.txt:1: 'same person/nobody-here person/astrid-moen' names nothing in"
    assert said in done.stderr
    assert done.exit_code == 0
    assert (own / "problems.jsonl").read_bytes() == (demo / "problems.jsonl").read_bytes()


def test_a_name_with_quotation_marks_is_kept(here, demo):
    (here / DEFAULT_DIRECTORY).unlink()
    shutil.copytree(demo, here / DEFAULT_DIRECTORY)
    name = 'Astrid "The Rock" Moen'
    done = CliRunner().invoke(kg.cli.main, ["rename", "Astrid Moen", name])
    assert done.exit_code == 0, done.stderr
    assert name in CliRunner().invoke(kg.cli.main, ["explain", name]).stdout


@pytest.mark.parametrize(
    ("closed", "words", "status", "said"),
    [
        (">&-", "search Moen", 1, "kg: standard output is closed; give it a file, as > /dev/null"),
        ("<&-", "read -", 3, "not read: -: standard input is closed; give a file"),
    ],
)
def test_a_closed_stream_is_told(here, closed, words, status, said):
    command = f"{sys.executable} -m kg {words} {closed}"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (status, said + "\n")


@pytest.mark.parametrize("package", ["httpx", "tenacity"])
def test_what_pushing_needs_is_told(here, monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    done = CliRunner().invoke(kg.cli.main, ["push", "--endpoint", "http://127.0.0.1:1/"])
    said = "kg: pushing needs further packages: pip install 'newskg[push]'\n"
    assert (done.exit_code, done.stderr) == (1, said)
