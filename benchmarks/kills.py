"""Kill builds and changes of a graph at random moments; nothing may be lost.

    python benchmarks/kills.py                # 60 kills of a small graph
    python benchmarks/kills.py 200 --seed 7

A small graph is built anew, gets a page, by a file or from a feed that is watched, and loses it
again; after some of these it is pushed to an Oxigraph server. Each run is ended at a random
moment, in turn by SIGKILL, by SIGINT (as Ctrl-C
does) and by a file that may not grow (as on a full disk). Then the graph must pass `kg check` and
be, byte for byte, the one from before or the one that the run makes; the run is made again and must
end with the latter, leaving nothing behind. After a push was ended, and made again, the server must
hold what the graph says, nothing twice and nothing of before. After a look at the feed was ended,
and made again, a further one must find nothing new.
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
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import httpx
import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from servers import oxigraph  # noqa: E402
from watch.web_of_tests import item, rss, site  # noqa: E402

from kg.building.build import build  # noqa: E402
from kg.building.changing import add, remove  # noqa: E402
from kg.building.options import PARSES, Options, pipeline_of  # noqa: E402
from kg.errors import KgError  # noqa: E402
from kg.graph.check import check  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.inputs.read import way_of  # noqa: E402
from kg.model import Document  # noqa: E402
from kg.push.endpoint import Endpoint  # noqa: E402
from kg.push.push import JOURNAL, push  # noqa: E402
from kg.watch.state import FILE  # noqa: E402
from kg.watch.watch import Look  # noqa: E402
from kg.watch.watch import look as look_at_feed  # noqa: E402
from kg.watch.web import Web  # noqa: E402

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
# What a graph is: with the page that comes, without it, or with it as a feed tells it.
WHOLE, LESS, TOLD = "whole", "less", "told"
# The page that comes is in a feed that is watched, too.
ITEM = "https://news.example/comes"


class LostError(Exception):
    """What a killed run lost, doubled or left behind."""


def contents(directory: Path) -> dict[str, str]:
    """Digests of all that a graph's directory says, but what was pushed where and asked when."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_dir() or name in (JOURNAL, FILE) or name.startswith((".", "store/quads")):
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
    """Whether a process of a group still runs ten seconds after its first one has ended.

    A worker whose maker was killed ends when it has done what it is at.
    """
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return True


@contextmanager
def feed() -> Iterator[str]:
    """The address of a feed with one item, served by a process of its own."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()

    def serve() -> None:
        with site() as made:
            made.says["/feed.rss"] = rss(item(ITEM, "The harbour", COMES.text, guid="1"))
            theirs.send(f"{made.url}/feed.rss")
            ours.close()
            with suppress(EOFError):
                theirs.recv()  # until who asked has ended

    process = in_a_process(serve)
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


@dataclass
class Bench:
    """A graph, the runs that change it, and what each of them makes of it and takes."""

    graph: Path
    url: str
    feed: str
    chance: random.Random
    state: str = LESS
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    takes: dict[str, float] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    largest: int = 0

    def runs(self) -> dict[str, Callable[[], object]]:
        pipeline, graph = pipeline_of(OPTIONS), self.graph
        return {
            "build": lambda: build([*STAY, COMES], graph, OPTIONS, None, pipeline, True),
            "add": lambda: add([COMES], graph, OPTIONS, None, pipeline),
            "remove": lambda: remove([self.come()], graph, OPTIONS, pipeline),
            "watch": self.watch,
            "push": self.push,
        }

    def come(self) -> str:
        """What the page that came is called in the graph."""
        return ITEM if self.state == TOLD else COMES.id

    def after(self, name: str) -> str:
        """What a run makes of the graph."""
        return {"remove": LESS, "watch": TOLD, "push": self.state}.get(name, WHOLE)

    def watch(self) -> Look:
        with way_of(OPTIONS.limits) as way:
            web = Web(way, "kills/1.0", private=True, pause=0.0)
            return look_at_feed(
                [self.feed], self.graph, web, OPTIONS, pipeline=pipeline_of(OPTIONS)
            )

    def nothing_new(self) -> bool:
        """Whether a further look at the feed finds nothing."""
        ours, theirs = multiprocessing.get_context("fork").Pipe()
        process = in_a_process(lambda: theirs.send(self.watch()))
        theirs.close()
        found: Look = ours.recv()
        process.join()
        return not (found.new or found.changed or found.problems or found.made)

    def push(self) -> object:
        with httpx.Client() as client:
            endpoint = Endpoint(client, f"{self.url}/store", "graph-store", f"{self.url}/query")
            return push(Graph.open(self.graph), endpoint)

    def served(self) -> list[str]:
        """What the server holds, sorted."""
        headers = {"Accept": "application/n-quads"}
        return sorted(httpx.get(f"{self.url}/store", headers=headers).text.splitlines())

    def says(self) -> list[str]:
        """What the graph says, sorted."""
        found = self.graph.with_name("says.nq")
        in_a_process(lambda: found.write_text(_quads(self.graph), "utf-8")).join()
        return found.read_text("utf-8").splitlines()

    def measure(self, runs: dict[str, Callable[[], object]]) -> None:
        """Make each run once, undisturbed."""
        in_a_process(lambda: build(STAY, self.graph, OPTIONS, None, pipeline_of(OPTIONS))).join()
        self.results[LESS] = look(self.graph)[1]
        for name in ("add", "remove", "watch", "remove", "build", "push"):
            start = time.monotonic()
            in_a_process(runs[name]).join()
            self.takes[name] = time.monotonic() - start
            self.state = self.after(name)
            found = look(self.graph)[1]
            if found != self.results.setdefault(self.state, found):
                raise LostError(f"{name} makes another graph than before")
        if self.served() != self.says():
            raise LostError("the server holds something else than was pushed")
        self.largest = max(f.stat().st_size for f in self.graph.rglob("*") if f.is_file())

    def end(self, name: str, way: str, run: Callable[[], object]) -> str:
        """Begin a run and end it in some way at some moment; says how it ended."""
        if self.chance.random() < 0.3:
            (self.graph / PARSES).unlink(missing_ok=True)  # or killed runs would parse nothing
        if name == "watch":
            (self.graph / FILE).unlink(missing_ok=True)  # or an item that was removed stays away
        limit = int(self.chance.random() * self.largest) if way == "full" else None
        process = in_a_process(run, limit)
        assert process.pid is not None
        if way != "full":
            process.join(self.chance.random() * self.takes[name] * 1.1)
            if process.is_alive() and way == "SIGKILL":
                os.kill(process.pid, signal.SIGKILL)
            elif process.is_alive():
                os.killpg(process.pid, signal.SIGINT)
        process.join()
        if left_behind(process.pid):
            raise LostError("a process is left behind")
        return {0: "done", 1: "stopped"}.get(process.exitcode or 0, "killed")

    def kill(self, name: str, way: str, run: Callable[[], object]) -> None:
        """End a run, and make it again.

        Raises:
            LostError: Something was lost, doubled or left behind.
        """
        state, after = self.state, self.after(name)
        ended = self.end(name, way, run)
        wrong, found = look(self.graph)
        now = next((one for one in (state, after) if found == self.results[one]), None)
        if wrong or now is None:
            raise LostError(str(wrong or "another graph"))
        seen = f"{ended}, the {'new' if now == after else 'old'} graph" if name != "push" else ended
        self.told[f"{name} {way}: {seen}"] += 1
        if now != after or name in ("push", "watch"):
            in_a_process(run).join()
            if look(self.graph)[1] != self.results[after]:
                raise LostError("another end")
        self.state = after
        if name == "watch" and not self.nothing_new():
            raise LostError("the feed tells something new again")
        if name == "push" and self.served() != self.says():
            raise LostError("the server holds something else")
        left = [p.name for p in self.graph.iterdir() if p.name.startswith((".next", ".old"))]
        if left:
            raise LostError(f"{left} is left")


def _quads(directory: Path) -> str:
    """What a graph says, in named graphs, as sorted lines of N-Quads."""
    text: bytes = ox.serialize(Graph.open(directory).mint(), format=ox.RdfFormat.N_QUADS)
    return "\n".join(sorted(set(text.decode().splitlines())))


def names(chance: random.Random) -> Iterator[str]:
    """Which runs are made one after another, each of them one that finds something to do."""
    while True:
        yield "remove"
        if chance.random() < 0.5:
            yield "push"
        yield chance.choice(("add", "build", "watch", "watch"))
        if chance.random() < 0.5:
            yield "push"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", nargs="?", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.monotonic()
    with (
        TemporaryDirectory() as home,
        oxigraph(Path(home) / "server") as (url, _),
        feed() as watched,
    ):
        bench = Bench(Path(home) / "graph", url, watched, random.Random(asked.seed))
        runs = bench.runs()
        bench.measure(runs)
        for number, name in zip(range(asked.kills), names(bench.chance), strict=False):
            way = WAYS[number % len(WAYS)]
            try:
                bench.kill(name, way, runs[name])
            except LostError as lost:
                raise SystemExit(f"kill {number}, of {name} by {way}: {lost}") from lost
            print(number, name, way, flush=True)
        rmtree(bench.graph)
    taken = time.monotonic() - began
    print(f"{asked.kills} kills in {taken:,.0f} s: each graph whole, its end the same")
    for line, count in sorted(bench.told.items()):
        print(f"  {count:3} {line}")


if __name__ == "__main__":
    main()
