"""The same input gives the same graph, byte for byte, whatever else changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "data" / "pages"
ROOT = Path(__file__).parents[2]
WRITTEN = ("facts.jsonl", "graph.ttl", "graph.html", "problems.jsonl")

pytestmark = pytest.mark.pipeline


def build(output: Path, seed: int, *arguments: str) -> dict[str, bytes]:
    """What a build in a process of its own writes."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "build", *arguments, "-o", str(output)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return {name: (output / name).read_bytes() for name in WRITTEN}


@pytest.fixture(scope="module")
def pages() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted(PAGES.iterdir())]


@pytest.fixture(scope="module")
def expected(tmp_path_factory, pages) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("first"), 0, *pages)


@pytest.mark.parametrize(
    ("seed", "order", "options"),
    [
        (0, 1, []),
        (4242, 1, []),
        (7, -1, []),
        (0, 1, ["--workers", "2"]),
        (99, -1, ["--workers", "3"]),
    ],
)
def test_nothing_but_the_input_matters(tmp_path, pages, expected, seed, order, options):
    assert expected["facts.jsonl"] and expected["graph.ttl"]
    found = build(tmp_path / "out", seed, *pages[::order], *options)
    for name in WRITTEN:
        assert found[name] == expected[name], f"{name} differs"


def test_a_document_read_alone_gives_the_same_records(tmp_path, pages, expected):
    """Reading is pure: what else is read at the same time changes no record of an article."""

    def own(data: bytes) -> set[bytes]:
        kinds = (b'"kind":"mention"', b'"kind":"article"')
        return {line for line in data.splitlines() if any(kind in line for kind in kinds)}

    alone = own(build(tmp_path / "out", 1, pages[0])["facts.jsonl"])
    assert alone and alone <= own(expected["facts.jsonl"])
