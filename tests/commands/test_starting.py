"""What one begins with: settings, what a graph holds, what is installed; completion, man page."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg.building.build
import kg.cli
import kg.commands.health
import kg.reading.run
from kg.commands import settings
from kg.commands.running import STATUSES
from kg.graph.directory import PROBLEMS
from kg.model import Document
from tests.building.test_changing import LATER, MET, PIPELINE, fake

ROOT = Path(__file__).parents[2]


def run(*arguments: object, **more):
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments], **more)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg.reading.run, "extract", fake)
    monkeypatch.setattr(kg.building.build, "pipeline_of", lambda options: PIPELINE)
    return tmp_path


def write(here: Path, *lines: str) -> None:
    (here / settings.FILE).write_text("\n".join(lines) + "\n")


def test_init_writes_all_keys_once(here):
    done = run("init", "pages/", "more of it/*.jsonl", "--dir", "my-graph")
    assert (done.exit_code, done.stdout) == (0, "kg.toml written; edit it, then: kg build\n")
    text = (here / "kg.toml").read_text()
    told = tomllib.loads(text)
    assert told["inputs"] == ["pages/", "more of it/*.jsonl"] and told["output"] == "my-graph"
    # Every line that is a key behind a # is one; so all keys are there, and the file is whole.
    opened = tomllib.loads(re.sub(r"(?m)^# (\w+ = )", r"\1", text))
    assert set(opened) == {*settings._KEYS, *settings._TABLES} - {"model"}
    assert set(opened["watch"]) == set(settings._TABLES["watch"])
    write(here, re.sub(r"(?m)^# (\w+ = )", r"\1", text))
    assert settings.read(here / "kg.toml")["watch"]["every"] == "30m"
    done = run("init")
    assert (done.exit_code, done.stderr) == (
        1, "kg: kg.toml is there already; edit it, or delete it first\n"
    )  # fmt: skip


def test_what_the_file_says_holds_and_options_go_before_it(here):
    (here / "pages").mkdir()
    (here / "pages" / "one.txt").write_text(MET)
    (here / "two.txt").write_text(LATER)
    write(here, 'inputs = ["pages/"]', 'output = "graph"', 'base = "https://a.example/"',
          "workers = 1", "[limits]", "seconds = 50")  # fmt: skip
    done = run("build", "--parses", "none")
    assert done.exit_code == 0 and done.stdout.startswith("1 article, "), done.output
    told = json.loads(run("status", "--json").stdout)
    assert (told["directory"], told["base"], told["pages"]) == ("graph", "https://a.example/", 1)
    done = run("build", "two.txt", "-o", "other", "--base", "https://b.example/")
    assert done.exit_code == 0
    told = json.loads(run("status", "--dir", "other", "--json").stdout)
    assert (told["base"], told["pages"]) == ("https://b.example/", 1)
    assert run("documents").stdout.startswith("one.txt")


def test_the_nearest_file_above_is_read_and_names_files_from_its_folder(here, monkeypatch, demo):
    below = here / "sub" / "deep"
    below.mkdir(parents=True)
    (here / "graph").symlink_to(demo)
    write(here, 'output = "graph"', "[formats]", 'query = "csv"', 'export = "ntriples"')
    monkeypatch.chdir(below)
    assert run("query", "ASK { ?a kg:met ?b }").stdout == "true\n"
    assert run("query", "ASK { ?a kg:met ?b }", "--format", "table").stdout == "yes\n"
    assert json.loads(run("query", "ASK { ?a kg:met ?b }", "--json").stdout)["boolean"] is True
    assert run("ask", "who-met", "--name", "Astrid Moen").stdout.startswith("day,")
    assert run("export").stdout.startswith("<")
    assert "[default: ../../graph]" in " ".join(run("query", "--help").stdout.split())
    (here / "sub" / "kg.toml").write_text('output = "elsewhere"\n')
    done = run("status")
    assert done.exit_code == 1 and done.stderr.startswith("kg: ../elsewhere: no graph there")


def test_columns_and_feeds_of_the_file(here, monkeypatch):
    (here / "a.csv").write_text(f'headline,body\nMeeting,"{MET}"\n')
    feeds = 'feeds = ["https://a.example/feed"]'
    write(here, 'inputs = ["a.csv"]', "[columns]", 'text = "body"', 'title = "headline"',
          "[watch]", feeds, "pages = true", 'every = "2h"')  # fmt: skip
    assert "Meeting" in run("documents").stdout
    told = {}

    def stop(feeds, directory, web, options, pages, progress):
        told.update(feeds=feeds, pages=pages)
        raise SystemExit(7)

    monkeypatch.setattr("kg.watch.watch.look", stop)
    assert run("watch").exit_code == 7
    assert told == {"feeds": ("https://a.example/feed",), "pages": True}
    assert run("watch", "https://b.example/").exit_code == 7
    assert told["feeds"] == ("https://b.example/",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('gazeteer = ["a"]', ":1: no such key 'gazeteer'; do you mean gazetteer"),
        ("\nworkers = 'two'", ":2: 'workers' must be a number above 0"),
        ("workers = 0", ":1: 'workers' must be a number above 0"),
        ("workers = true", ":1: 'workers' must be a number above 0"),
        ('inputs = "pages/"', ":1: 'inputs' must be a list of strings"),
        ("inputs = [1]", ":1: 'inputs' must be a list of strings"),
        ("[watch]\nfeed = []", ":2: no such key 'watch.feed'; do you mean feeds"),
        ("[watch]\npages = 1", ":2: 'watch.pages' must be true or false"),
        ("watch = 1", ":1: 'watch' is a table; write [watch]"),
        ("[limits]\nhours = 1", ":2: no such key 'limits.hours'; there are article_characters, "),
        ("inputs = [", ": cannot be read: "),
    ],
)
def test_what_is_wrong_with_the_file_is_a_line(here, line, message):
    write(here, line)
    done = run("status")
    assert done.exit_code == 1 and done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"kg: {here / 'kg.toml'}{message}")
    # These two help to mend it.
    assert run("init").exit_code == 1
    assert f"FAIL kg.toml: {here / 'kg.toml'}" in run("doctor").stdout


def test_values_of_other_options_are_checked_as_theirs(here):
    write(here, "[watch]", 'feeds = ["feed.rss"]')
    done = run("watch")
    assert done.exit_code == 2 and "'feed.rss' is no URL" in done.stderr


def test_status(here):
    pages = [Document("a", MET, True, published="2025-03-28", publisher="Velm Courier"),
             Document("b", LATER, True)]  # fmt: skip
    kg.building.build.build(pages, "graph", pipeline=PIPELINE)
    row = {"document": "c", "stage": "read", "message": "empty", "skipped": True, "page": None}
    (here / "graph" / PROBLEMS).write_text(json.dumps(row) + "\n")
    told = json.loads(run("status", "--dir", "graph", "--json").stdout)
    assert (told["articles"], told["pages"], told["undated"]) == (2, 2, 1)
    assert (told["first"], told["last"]) == ("2025-03-28", "2025-03-28")
    assert told["publishers"] == {"Velm Courier": 1} and told["problems"] == 1
    assert told["facts"] == sum(told["relations"].values()) > 0 and told["watched"] == {}
    shown = run("status", "--dir", "graph").stdout
    assert "2 articles, 2 pages, 2025-03-28, 1 without a day" in shown
    assert "1 not read, 0 notes" in shown


def test_status_of_what_is_watched(here):
    kg.building.build.build([Document("a", MET)], "graph", pipeline=PIPELINE)
    feeds = {"https://a.example/": {"asked": "2025-05-09T10:00:00+00:00"},
             "https://b.example/": {"problem": "answers 404 Not Found"}}  # fmt: skip
    (here / "graph" / "watched.json").write_text(json.dumps({"feeds": feeds, "items": {}}))
    shown = run("status", "--dir", "graph").stdout
    assert "watched     2 feeds; https://b.example/ answers 404 Not Found" in shown


def test_status_needs_no_extra(here):
    code = "import sys; sys.modules['httpx'] = None; import kg.watch.status, kg.commands.watch"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_doctor(here, monkeypatch):
    done = run("doctor", "--json")
    found = {row["name"]: row for row in json.loads(done.stdout)}
    assert done.exit_code == 0
    assert {"kg", "Python", "spacy", "model", "cores", "memory", "directory", "SQLite"} <= set(
        found
    )
    assert found["spacy"] == {"name": "spacy", "state": "ok", "message": "3.8.7"}
    assert any(name.startswith("extra ") for name in found) and "extra test" not in found
    (here / "taken").write_text("")
    done = run("doctor", "--model", "no_such_model", "--dir", "taken/graph")
    assert done.exit_code == 1
    assert "FAIL model: no_such_model is not installed" in done.stdout
    assert "taken is a file, not a directory" in done.stdout


def test_doctor_tells_what_is_missing(monkeypatch):
    def version(name: str) -> str:
        if name in ("feedparser", "rdflib"):
            raise kg.commands.health.PackageNotFoundError
        return "1.0"

    asked = ["rdflib>=7", "click", 'feedparser>=6; extra == "feeds"', "pypdf ; extra == 'pdf'"]
    monkeypatch.setattr(kg.commands.health, "version", version)
    monkeypatch.setattr(kg.commands.health, "requires", lambda name: asked)
    told = {one.name: (one.state, one.message) for one in kg.commands.health.look(Path("x"))}
    assert told["rdflib"] == ("FAIL", "not installed; pip install newskg")
    assert told["extra feeds"] == (
        "note", "feedparser not installed; pip install 'newskg[feeds]'"
    )  # fmt: skip
    assert told["extra pdf"] == ("ok", "installed")


# What these write is data already, or they answer somebody else.
_NO_JSON = {"annotate", "export", "extract", "link", "mcp", "serve"}


@pytest.mark.parametrize("name", sorted(kg.cli.main.commands))
def test_every_command_that_prints_has_json(name):
    command = kg.cli.main.commands[name]
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        inner = [command.get_command(context, one) for one in command.list_commands(context)]
        assert inner and all(_json(one) for one in inner)
    else:
        assert _json(command) == (name not in _NO_JSON)


def _json(command: click.Command) -> bool:
    return any("--json" in parameter.opts for parameter in command.params)


@pytest.mark.parametrize(
    "command",
    [["explain", "Astrid Moen"], ["search", "treaty"], ["check"], ["status"], ["review"],
     ["query", "ASK {}"], ["ask", "who-met"], ["ontology", "Meeting"]],
)  # fmt: skip
def test_json_can_be_read(command, demo):
    more = [] if command[0] == "ontology" else ["--dir", demo]
    done = run(*command, *more, "--json")
    assert done.exit_code == 0, done.output
    json.loads(done.stdout)


def test_facts_as_json_have_their_sentences(demo):
    told = json.loads(run("explain", "Astrid Moen", "--dir", demo, "--json").stdout)
    facts = [fact for found in told["facts"].values() for fact in found]
    assert facts and all(fact["sentence"] and fact["document"] for fact in facts)
    assert any(fact["relation"] == "Meeting" for fact in facts) and told["merges"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell):
    def told(action: str, **more: str) -> str:
        code = "import kg.cli; kg.cli.main(prog_name='kg')"
        environment = {**os.environ, **more, "_KG_COMPLETE": f"{shell}_{action}"}
        return subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True,
            check=True,
        ).stdout  # fmt: skip

    script = told("source")
    assert f"_KG_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)
    asked = {"COMP_WORDS": "kg wa", "COMP_CWORD": "wa" if shell == "fish" else "1"}
    assert "watch" in told("complete", **asked)
    asked = {"COMP_WORDS": "kg watch --ev", "COMP_CWORD": "--ev" if shell == "fish" else "2"}
    assert "--every" in told("complete", **asked)
    asked = {"COMP_WORDS": "kg build pag", "COMP_CWORD": "pag" if shell == "fish" else "2"}
    assert "file" in told("complete", **asked)
    asked = {"COMP_WORDS": "kg status --dir x", "COMP_CWORD": "x" if shell == "fish" else "3"}
    assert "dir" in told("complete", **asked)


def test_the_man_page_is_of_today():
    tool = runpy.run_path(str(ROOT / "tools" / "man.py"))
    assert tool["page"]() == tool["PAGE"].read_text(encoding="utf-8"), "run `python tools/man.py`"


def test_the_man_page_can_be_shown():
    if not (shutil.which("man") and shutil.which("groff")):
        pytest.skip("needs man and groff")
    done = subprocess.run(
        ["man", "--warnings", "-l", str(ROOT / "docs" / "kg.1")],
        capture_output=True, text=True, env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == ""
    assert "kg watch https://news.example/feed.xml --once" in done.stdout


def test_the_statuses_are_those_of_the_docs():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d) \| (.*) \|$", text, re.M))
    assert rows == {str(number): meaning for number, meaning in STATUSES.items()}


@pytest.mark.parametrize(
    ("status", "command"),
    [
        (0, ["search", "nothing-of-the-kind"]),
        (1, ["status", "--dir", "nowhere"]),
        (1, ["explain", "Nobody At All"]),
        (1, ["doctor", "--model", "no_such_model"]),
        (2, ["explain"]),
        (2, ["no-such-command"]),
        (2, ["query", "ASK {}", "--timeout", "0"]),
        (3, ["documents", "nowhere.txt"]),
    ],
)
def test_how_commands_end(here, demo, status, command):
    (here / "kg-out").symlink_to(demo)
    done = run(*command)
    assert done.exit_code == status, done.output
    assert status != 1 or command[0] == "doctor" or done.stderr.startswith("kg: ")
