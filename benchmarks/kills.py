"""Kill builds and changes of a graph at random moments; nothing may be lost.

    python benchmarks/kills.py                # 60 kills of a small graph
    python benchmarks/kills.py 200 --seed 7

A small graph is built anew, gets a page and loses it again. Each run is ended at a random moment,
in turn by SIGKILL, by SIGINT (as Ctrl-C does) and by a file that may not grow (as on a full disk).
Then the graph must pass `kg check` and be, byte for byte, the one from before or the one that the
run makes; the run is made again and must end with the latter, leaving nothing behind.
"""

import argparse
import hashlib
import multiprocessing
import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.building.build import build  # noqa: E402
from kg.building.changing import add, remove  # noqa: E402
from kg.building.options import PARSES, Options, pipeline_of  # noqa: E402
from kg.errors import KgError  # noqa: E402
from kg.graph.check import check  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.model import Document  # noqa: E402

# Small, so that many runs are killed: each one that is left is also made to its end.
TEXTS = (
    "Norwegian Defence Minister Astrid Moen met Helder Pascoal in Lisbon on Monday.",
    "Helder Pascoal said on Tuesday: “The harbour was closed.” Moen did not agree.",
    "Police arrested Conrad Vale, the chief executive of Vale Shipping, in Bergen.",
    "Vale Shipping is a unit of Meridian Holdings, based in Oslo, officials said.",
)
STAY = [Document(f"{number}.txt", text, True) for number, text in enumerate(TEXTS)]
COMES = Document("comes.txt", "Astrid Moen visited Bergen. Conrad Vale was not there.", True)
OPTIONS = Options(workers=2)
WAYS = ("SIGKILL", "SIGINT", "full")


def contents(directory: Path) -> dict[str, str]:
    """Digests of all that a graph's directory says."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_dir() or name.startswith((".", "store/quads")):
            continue
        data = path.read_bytes()
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as db:
                data = "\n".join(db.iterdump()).encode()
        found[name] = hashlib.sha256(data).hexdigest()
    store = ox.Store.read_only(str(directory / "store" / "quads"))
    quads = "\n".join(sorted(map(str, store)))
    return {**found, "quads": hashlib.sha256(quads.encode()).hexdigest()}


def bad(directory: Path) -> list[str]:
    """What is wrong with a graph."""
    return [f"{item.name}: {item.message}" for item in check(Graph.open(directory)) if not item.ok]


def look(directory: Path) -> tuple[list[str], dict[str, str]]:
    """What is wrong with a graph, and its contents; asked in a process of its own.

    The store's library has threads, of which nothing is left in a process that is forked later.
    """
    ours, theirs = multiprocessing.get_context("fork").Pipe()
    process = in_a_process(lambda: theirs.send((bad(directory), contents(directory))))
    theirs.close()
    found: tuple[list[str], dict[str, str]] = ours.recv()
    process.join()
    return found


def in_a_process(run: Callable[[], object], limit: int | None = None) -> multiprocessing.Process:
    """A run in a process of its own, whose files may have so many bytes."""

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setpgid(0, 0)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            run()
        except (KgError, KeyboardInterrupt):
            os._exit(1)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def left_behind(group: int) -> bool:
    """Whether a process of a group still runs a second after its first one has ended."""
    for _ in range(20):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", nargs="?", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    pipeline = pipeline_of(OPTIONS)
    began = time.monotonic()
    with TemporaryDirectory() as home:
        graph = Path(home) / "graph"
        runs: dict[str, Callable[[], object]] = {
            "build": lambda: build([*STAY, COMES], graph, OPTIONS, None, pipeline, True),
            "add": lambda: add([COMES], graph, OPTIONS, None, pipeline),
            "remove": lambda: remove(["comes.txt"], graph, OPTIONS, pipeline),
        }
        whole, less = "whole", "less"
        results: dict[str, dict[str, str]] = {}
        takes: dict[str, float] = {}
        in_a_process(lambda: build(STAY, graph, OPTIONS, None, pipeline)).join()
        results[less] = look(graph)[1]
        for name in ("add", "remove", "build"):
            start = time.monotonic()
            in_a_process(runs[name]).join()
            takes[name] = time.monotonic() - start
            state = less if name == "remove" else whole
            found = look(graph)[1]
            assert found == results.setdefault(state, found), name
        largest = max(path.stat().st_size for path in graph.rglob("*") if path.is_file())
        state, told = whole, Counter[str]()
        for number in range(asked.kills):
            name = "remove" if state == whole else chance.choice(("add", "build"))
            way = WAYS[number % len(WAYS)]
            if chance.random() < 0.3:
                (graph / PARSES).unlink(missing_ok=True)  # or killed runs would parse nothing
            after = less if name == "remove" else whole
            limit = int(chance.random() * largest) if way == "full" else None
            process = in_a_process(runs[name], limit)
            if way != "full":
                process.join(chance.random() * takes[name] * 1.1)
                if process.is_alive() and process.pid:
                    if way == "SIGKILL":
                        os.kill(process.pid, signal.SIGKILL)
                    else:
                        os.killpg(process.pid, signal.SIGINT)
            process.join()
            assert process.pid is not None
            ended = {0: "done", 1: "stopped"}.get(process.exitcode or 0, "killed")
            if left_behind(process.pid):
                told["a process was left behind"] += 1
            wrong, found = look(graph)
            now = next((s for s in (state, after) if found == results[s]), None)
            if wrong or now is None:
                raise SystemExit(f"kill {number} of {name} by {way}: {wrong or 'another graph'}")
            print(number, name, way, ended, now, flush=True)
            told[
                f"{name} {way}: {ended}, {'the new graph' if now == after else 'the old graph'}"
            ] += 1
            if now != after:
                in_a_process(runs[name]).join()
            if now != after and look(graph)[1] != results[after]:
                raise SystemExit(f"after kill {number} of {name} by {way}: another end")
            left = [p.name for p in graph.iterdir() if p.name.startswith((".next", ".old"))]
            if left:
                raise SystemExit(f"after kill {number} of {name} by {way}: {left} is left")
            state = after
        rmtree(graph)
    print(
        f"{asked.kills} kills in {time.monotonic() - began:,.0f} s: "
        "each graph whole, its end the same"
    )
    for line, count in sorted(told.items()):
        print(f"  {count:3} {line}")


if __name__ == "__main__":
    main()
