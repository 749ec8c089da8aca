"""What an extra is needed for says so in one line, whichever of its packages is missing."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.cli
from kg.errors import KgError

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "data" / "inputs"
# Extras for people who use kg, each with what needs it and the module that is then missed.
NEEDED = [
    ("agencies", "defusedxml", ["documents", "wire.newsml"]),
    ("agencies", "defusedxml", ["documents", "story.nitf"]),
    ("agencies", "defusedxml", ["documents", "corpus.xml"]),
    ("archives", "warcio.archiveiterator", ["documents", "crawl.warc.gz"]),
    ("archives", "warcio.archiveiterator", ["documents", "crawl.wacz"]),
    ("feeds", "feedparser", ["documents", "harbour.rss"]),
    ("office", "docx", ["documents", "draft.docx"]),
    ("office", "defusedxml", ["documents", "draft.odt"]),
    ("office", "defusedxml", ["documents", "paper.epub"]),
    ("office", "markdown_it", ["documents", "note.md"]),
    ("pdf", "pypdf", ["documents", "a.pdf"]),
    ("push", "httpx", ["push", "--endpoint", "http://127.0.0.1:1/"]),
    ("push", "tenacity", ["push", "--endpoint", "http://127.0.0.1:1/"]),
    ("ray", "ray", ["build", "note.md", "-o", "out", "--engine", "ray"]),
    ("serve", "starlette", ["serve"]),
    ("serve", "uvicorn", ["serve"]),
    ("serve", "jinja2", ["serve"]),
    ("serve", "mcp", ["mcp"]),
    ("serve", "starlette", ["annotate"]),
    ("tables", "pyarrow.parquet", ["documents", "archive.parquet"]),
    ("tables", "pyarrow", ["documents", "archive.arrow"]),
    ("transcripts", "webvtt", ["documents", "hearing.vtt"]),
]
# They bring tools that read what kg writes without them; `mcp` is a part of `serve`.
OF_NEIGHBOURS = {"ftm", "graphrag", "mcp", "neo4j"}


@pytest.fixture
def missing(monkeypatch):
    """Makes a module one that is not installed, for kg's own modules that have it, too."""

    def missing(name: str) -> None:
        for loaded in [n for n in sys.modules if n.startswith(("kg.serve", "kg.annotation"))]:
            monkeypatch.delitem(sys.modules, loaded)
        for loaded in [n for n in sys.modules if n.startswith(f"{name}.")]:
            monkeypatch.setitem(sys.modules, loaded, None)
        monkeypatch.setitem(sys.modules, name, None)

    return missing


@pytest.mark.parametrize(("extra", "module", "words"), NEEDED)
def test_a_missing_extra_is_one_line(extra, module, words, missing, monkeypatch, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    for sample in SAMPLES.iterdir():
        (tmp_path / sample.name).write_bytes(sample.read_bytes())
    monkeypatch.chdir(tmp_path)
    missing(module)
    done = CliRunner().invoke(kg.cli.main, words)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("note:")]
    assert done.exit_code in (1, 3) and done.stdout == ""
    (line,) = lines
    assert line.endswith(f"pip install 'newskg[{extra}]'")


def test_tables_in_python_need_pandas(missing):
    from kg.graph.tables import frame

    missing("pandas")
    with pytest.raises(KgError, match=r"run: pip install 'newskg\[pandas\]'$"):
        frame([], ["a"])


def test_every_extra_is_tried_and_known_to_the_docs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(project["optional-dependencies"]) - {"test", "stores", "lint"}
    assert {extra for extra, _, _ in NEEDED} | {"pandas"} | OF_NEIGHBOURS == extras
    told = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `(\w+)` \|", told)) == extras
