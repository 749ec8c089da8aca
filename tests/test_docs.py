"""What README and docs show is true: commands run, queries answer, every command is told of."""

import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import unavailable

import kg.building.changing
import kg.cli
import kg.reading.run
from kg.commands.change import COMMANDS as CHANGES
from kg.commands.decide import COMMANDS as DECISIONS
from kg.commands.shared import DEFAULT_DIRECTORY
from kg.graph.opened import Graph
from kg.model import Document
from tests.building.test_changing import LATER, MET, OTHER, PIPELINE, fake
from tests.warm import warm
from tools import readme, tour

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES_CHANGING = [command.name for command in CHANGES]
CHANGING = [command.name for command in DECISIONS]
STAYING = (
    "build",
    "read",
    "extract",
    "link",
    "check",
    "ontology",
    "push",
    "serve",
    "mcp",
    "shell",
    "watch",
    "annotate",
    "score",
)
COMMANDS = sorted(kg.cli.main.commands)


def blocks(path: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.M | re.S)


def commands(path: Path) -> list[str]:
    """The lines of console blocks that begin with ``$``, continued ones joined."""
    found = []
    for block in blocks(path, "console"):
        joined = block.replace("\\\n", " ")
        found += [line[2:].strip() for line in joined.splitlines() if line.startswith("$ ")]
    return found


def words(command: str) -> list[str]:
    """The words of a ``kg`` command, up to a pipe or a redirection."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|><;&")
    lexer.whitespace_split = True
    found = []
    for word in lexer:
        if set(word) <= set("|><;&"):
            break
        found.append(word)
    return found


# Its commands go by what those before them did.
TOUR = ROOT / "docs" / "tour.md"
SHOWN = [
    pytest.param(command, id=f"{path.name}: {command[:50]}")
    for path in PAGES
    if path != TOUR
    for command in commands(path)
    if words(command)[:1] == ["kg"]
]
QUERIES = [
    pytest.param(query, id=f"{path.name}: {number}")
    for path in PAGES
    for number, query in enumerate(blocks(path, "sparql"))
]


@pytest.fixture
def there(demo, tmp_path, monkeypatch):
    """A directory with the demo's graph where the commands look for it, and a query in a file."""
    monkeypatch.chdir(tmp_path)
    for name in (DEFAULT_DIRECTORY, "exports"):
        (tmp_path / name).symlink_to(demo)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    for path in PAGES:
        for name in re.findall(r"@([\w-]+\.rq)", path.read_text(encoding="utf-8")):
            (tmp_path / name).write_text("SELECT ?a ?b { ?a kg:met ?b }")
    return tmp_path


@pytest.mark.parametrize("command", SHOWN)
def test_commands_run(command, there):
    verb = words(command)[1]
    if verb in PAGES_CHANGING:
        return  # see below
    assert verb in COMMANDS or verb.startswith("-"), f"there is no command kg {verb}"
    if verb in (*STAYING, *CHANGING):
        # These load the model, change the graph, stay, or need a server (`tests/push` has one);
        # docs need that their arguments are right.
        command_object = kg.cli.main.commands[verb]
        command_object.make_context(verb, words(command)[2:])
        return
    done = CliRunner().invoke(kg.cli.main, words(command)[1:])
    # Some inputs are broken, to show what is said of it.
    assert done.exit_code == 0 or (verb, done.exit_code) == ("documents", 3), done.output
    assert done.output.strip() or verb == "export"


@pytest.fixture(scope="module")
def grown(demo, tmp_path_factory):
    """The demo's graph with the pages that the commands shown change."""
    graph = shutil.copytree(demo, tmp_path_factory.mktemp("grown") / "graph")
    more = [
        Document("more.html", LATER),
        Document("9", OTHER, True, url="https://news.example/story"),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.reading.run, "extract", fake)
        kg.building.changing.add(more, graph, pipeline=PIPELINE)
    return graph


@pytest.mark.parametrize("command", [c for c in SHOWN if words(c.values[0])[1] in PAGES_CHANGING])
def test_commands_that_change_pages_run(command, grown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg.reading.run, "extract", fake)
    monkeypatch.setattr(kg.building.changing, "pipeline_of", lambda options: PIPELINE)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "inbox").mkdir()
    row = {"id": "9", "text": MET, "url": "https://news.example/story"}
    for name in ("tomorrow.txt", "page.txt", "more.html", "corrections.jsonl", "inbox/1.txt"):
        (tmp_path / name).write_text(json.dumps(row) if name.endswith(".jsonl") else MET)
    for name in (DEFAULT_DIRECTORY, "my-graph"):
        shutil.copytree(grown, tmp_path / name)
    verb, *rest = words(command)[1:]
    done = CliRunner().invoke(kg.cli.main, [verb, *rest])
    assert done.exit_code == 0, done.output
    assert ("removed " in done.stdout) == (verb == "remove")


@pytest.fixture(scope="module")
def answer(demo):
    """What the demo's graph answers to a query, which is asked once."""
    return cache(Graph.open(demo).query)


@pytest.mark.parametrize("query", QUERIES)
def test_queries_run(query, answer):
    answer(query)


@pytest.mark.pipeline  # what is found depends on all stages; told by the full tests only
@pytest.mark.parametrize("query", QUERIES)
def test_queries_answer(query, answer):
    assert answer(query).rows, "the demo's graph has no answer"


def test_the_prefixes_shown_suffice(demo):
    import rdflib

    (prefixes,) = blocks(ROOT / "docs" / "sparql.md", "sparql-prefixes")
    graph = rdflib.Graph().parse(demo / "graph.ttl", format="turtle")
    for query in [
        q for name in ("sparql.md", "cookbook.md") for q in blocks(ROOT / "docs" / name, "sparql")
    ]:
        if "GRAPH" not in query:
            graph.query(prefixes + query)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_of(command):
    shown = {words(line)[1] for path in PAGES for line in commands(path) if len(words(line)) > 1}
    assert command in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command):
    done = CliRunner().invoke(kg.cli.main, [command, "--help"])
    assert done.exit_code == 0
    assert re.search(rf"^\s+kg {command} ", done.output, re.M)


@pytest.fixture(scope="module")
def programs():
    with warm() as folder:
        yield folder


# Those of README are run by the program that is installed, the many others by one that is warm.
def test_the_outputs_of_the_readme_are_true(there):
    page = ROOT / "README.md"
    assert readme.commands_renewed(page, there) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["docs/inputs.md", "docs/neighbours.md", "docs/annotate.md"])
def test_the_outputs_are_true(programs, there, name, monkeypatch):
    monkeypatch.setattr(readme, "PROGRAMS", programs)
    page = ROOT / name
    assert readme.commands_renewed(page, there) == page.read_text(encoding="utf-8")


def test_the_warm_program_does_what_the_real_one_does(programs, tmp_path):
    (tmp_path / "a.txt").write_text("Ann Lee met Bo Ravn in Oslo.\n")
    line = "kg documents - <a.txt | head -1; kg documents nowhere.txt; echo $?; kg nothing"
    warm_one, real = (
        subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**readme.environment(), "PATH": f"{folder}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
        )
        for folder in (programs, readme.PROGRAMS)
    )
    assert warm_one.stdout == real.stdout and real.stdout.endswith("3\n")
    assert warm_one.stderr == real.stderr and "nowhere.txt" in real.stderr
    assert warm_one.returncode == real.returncode == 2


@pytest.mark.pipeline  # every stage has a part in the rows
def test_the_rows_of_the_cookbook_are_true(demo):
    page = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    assert len(blocks(ROOT / "docs" / "cookbook.md", "sparql")) >= 30
    tool = runpy.run_path(str(ROOT / "tools" / "cookbook.py"))
    assert tool["renewed"](page, Graph.open(demo)) == page


def test_the_outputs_of_the_server_are_true(there):
    if not shutil.which("curl"):
        unavailable("curl")
    page = ROOT / "docs" / "serve.md"
    assert readme.commands_renewed(page, there) == page.read_text(encoding="utf-8")


@pytest.mark.pipeline
def test_the_tour_is_true(programs, monkeypatch):
    monkeypatch.setattr(tour, "KG", f"'{programs}/kg'")
    page = TOUR.read_text(encoding="utf-8")
    assert len(commands(TOUR)) > 10
    told = "run `python tools/tour.py`, and read what it makes of the page"
    assert tour.walked(page) == page, told


@pytest.mark.pipeline
@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_the_python_sessions_are_true(there, name):
    shown = (ROOT / name).read_text(encoding="utf-8")
    assert ">>> import kg" in shown
    assert readme.session_renewed(shown, there) == shown
