"""The same input gives the same graph, byte for byte, whatever else changes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "data" / "pages"
ROOT = Path(__file__).parents[2]
WRITTEN = ("facts.jsonl", "graph.ttl", "graph.html", "problems.jsonl")

pytestmark = pytest.mark.pipeline


# Builds with one seed, each in a process of its own, forked before anything is read.
BUILDS = """
import json, os, sys
import kg.building.build, kg.reading.article
from kg.cli import main
from kg.syntax import annotate
model = annotate.load_pipeline()
annotate.load_pipeline = lambda name: model
for arguments in json.load(sys.stdin):
    pid = os.fork()
    if pid == 0:
        main(arguments, prog_name="kg")
    if os.waitpid(pid, 0)[1]:
        sys.exit(1)
"""
# What is built, by a name: seed of hashes, order of the pages, options.
WAYS = {
    "first": (0, 1, []),
    "again": (0, 1, []),
    "seed": (4242, 1, []),
    "order": (7, -1, []),
    "workers": (0, 1, ["--workers", "2"]),
    "all": (99, -1, ["--workers", "3"]),
}


@pytest.fixture(scope="module")
def pages() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted(PAGES.iterdir())]


@pytest.fixture(scope="module")
def built(tmp_path_factory, pages) -> Callable[[str], dict[str, bytes]]:
    """What a build writes; those of a seed are made together."""
    home = tmp_path_factory.mktemp("built")
    builds = {
        name: (seed, [*pages[::order], *options]) for name, (seed, order, options) in WAYS.items()
    }
    builds["alone"] = (4242, pages[:1])

    def found(name: str) -> dict[str, bytes]:
        if not (home / name).exists():
            seed = builds[name][0]
            together = [
                ["build", *arguments, "-o", str(home / each)]
                for each, (its, arguments) in builds.items()
                if its == seed
            ]
            environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
            subprocess.run(
                [sys.executable, "-c", BUILDS], input=json.dumps(together).encode(), cwd=ROOT,
                env=environment, check=True, capture_output=True,
            )  # fmt: skip
        return {each: (home / name / each).read_bytes() for each in WRITTEN}

    return found


@pytest.mark.parametrize("name", list(WAYS)[1:])
def test_nothing_but_the_input_matters(built, name):
    expected, found = built("first"), built(name)
    assert expected["facts.jsonl"] and expected["graph.ttl"]
    for each in WRITTEN:
        assert found[each] == expected[each], f"{each} differs"


def test_a_document_read_alone_gives_the_same_records(built):
    """Reading is pure: what else is read at the same time changes no record of an article."""

    def own(data: bytes) -> set[bytes]:
        kinds = (b'"kind":"mention"', b'"kind":"article"')
        return {line for line in data.splitlines() if any(kind in line for kind in kinds)}

    alone = own(built("alone")["facts.jsonl"])
    assert alone and alone <= own(built("first")["facts.jsonl"])
