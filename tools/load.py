"""Load on `kg serve`: many clients ask the ready questions at once; what they wait, what it holds.

    python tools/load.py GRAPH                       # 32 clients, a minute
    python tools/load.py GRAPH --oxigraph            # and `oxigraph serve` on the same store
    python tools/load.py GRAPH --make BIG --copies 140   # first a larger graph: GRAPH's own pages
                                                     # copied, all things under other names

Each client keeps a connection and asks one question after another. First all that the graph tells
of a kind (the ready questions of the editor) and, in a second round, of one thing (those of
`kg ask`, about each of the foremost things), each time another one, so that every answer must be
worked out (a comment in it is a number); then the questions of the editor again and again, whose
answers `kg serve` keeps. Clients and server share the machine's cores: read ratios, not requests.
Memory is that of the server and its workers together.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
THINGS = 100
sys.path.insert(0, str(ROOT))

from kg import records  # noqa: E402
from kg.ask import question as ready  # noqa: E402
from kg.ask.answer import query_for  # noqa: E402
from kg.building import build as builder  # noqa: E402
from kg.graph import lookup, store  # noqa: E402
from kg.graph.directory import FACTS, STORE  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.knowledge.knowledge import load_knowledge  # noqa: E402
from kg.serve.vocabulary import questions  # noqa: E402
from tools.replicate import replicated  # noqa: E402
from tools.serving import serving  # noqa: E402


def copied(graph: Graph, copies: int, directory: Path) -> None:
    """Write a graph of the same pages many times over, each time all things named otherwise."""
    lines = (graph.directory / FACTS).read_text(encoding="utf-8").splitlines()
    texts = store.texts(graph.directory / STORE)
    rows = list(replicated([json.loads(line) for line in lines], copies))
    # They are linked anew.
    for row in rows:
        for key in ("canonical", "label", "members"):
            row.pop(key, None)
    documents = {f"{n}-{name}": text for n in range(copies) for name, text in texts.items()}
    reading = builder.Reading(records.load(rows), documents, ())
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    builder.write(reading, directory, builder.Options(), load_knowledge())


def about(graph: Graph) -> list[str]:
    """Each ready question about each of the foremost things, and the one after it."""
    with lookup.opened(graph.directory / STORE) as index:
        things = [thing.key for thing in index.foremost(THINGS + 1)]
    found = []
    for one, other in pairwise(things):
        for asked in ready.questions().values():
            places = [place for place in asked.places if place.kind == "entity"]
            wanted = [place for place in places if place.required] or places[:1]
            given = zip((place.name for place in wanted), (one, other), strict=False)
            found.append(query_for(graph, asked, dict(given)))
    return found


@contextmanager
def oxigraph(directory: Path) -> Iterator[tuple[str, int]]:
    """`oxigraph serve-read-only` on a copy of a graph's store."""
    with TemporaryDirectory() as folder:
        shutil.copytree(directory / STORE / "quads", f"{folder}/quads")
        port = "7899"
        command = ["oxigraph", "serve-read-only", "--location", f"{folder}/quads",
                   "--bind", f"127.0.0.1:{port}", "--union-default-graph"]  # fmt: skip
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            time.sleep(3)
            try:
                yield f"http://127.0.0.1:{port}", server.pid
            finally:
                server.terminate()


def held(pid: int) -> int:
    """The megabytes that a process and its children hold."""
    total, place = 0, Path(f"/proc/{pid}")
    with suppress(OSError):  # a process or thread that has ended meanwhile
        pages = int((place / "statm").read_text().split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE") >> 20
        for task in (place / "task").iterdir():
            with suppress(OSError):
                total += sum(held(int(child)) for child in (task / "children").read_text().split())
    return total


def bodies(asked: list[str], first: int, vary: bool) -> Iterator[bytes]:
    """The questions over and over from one of them on, each time with another comment if asked."""
    for number, text in enumerate(islice(cycle(asked), first % len(asked), None)):
        mark = f"#{first}-{number}\n" if vary else ""
        yield urlencode({"query": mark + text}).encode()


def client(address: str, path: str, bodies: Iterator[bytes], until: float, times: list) -> None:
    """Ask until the time is over; ``times`` gets seconds and status of each answer."""
    place = urlsplit(address)
    headers = {"Content-Type": "application/x-www-form-urlencoded",
               "Accept": "application/sparql-results+json, text/turtle"}  # fmt: skip
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    for body in bodies:
        began = time.monotonic()
        if began > until:
            break
        connection.request("POST", path, body, headers)
        try:
            answer = connection.getresponse()
            answer.read()
        except TimeoutError:
            times.append((time.monotonic() - began, 0))
            break
        times.append((time.monotonic() - began, answer.status))


def measured(
    name: str, address: str, pid: int, path: str, asked: list[str], vary: bool, options
) -> None:
    """Let the clients ask, and print what they met."""
    for body in islice(bodies(asked, 0, vary=False), 20):  # so that much is read from disk
        client(address, path, iter([body]), time.monotonic() + 60, [])
    before, times = held(pid), list[tuple[float, int]]()
    until = time.monotonic() + options.seconds
    threads = [
        threading.Thread(
            target=client,
            args=(address, path, bodies(asked, number * 41, vary), until, times),
        )
        for number in range(options.clients)
    ]
    for thread in threads:
        thread.start()
    most = before
    while time.monotonic() < until:
        time.sleep(1)
        most = max(most, held(pid))
    for thread in threads:
        thread.join()
    seconds = sorted(found for found, _ in times)
    wrong = sum(status != 200 for _, status in times)
    print(
        f"{name}\t{len(times) / options.seconds:.0f} requests/s\t"
        f"p50 {seconds[len(seconds) // 2] * 1000:.0f} ms\t"
        f"p95 {seconds[len(seconds) * 95 // 100] * 1000:.0f} ms\t"
        f"most {seconds[-1] * 1000:.0f} ms\t{wrong} errors\t"
        f"memory {before} MB before, {most} most, {held(pid)} after",
        flush=True,
    )


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--make", type=Path)
    parser.add_argument("--copies", type=int, default=140)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", default="4")
    parser.add_argument("--oxigraph", action="store_true")
    options = parser.parse_args()
    directory = options.graph
    if options.make:
        copied(Graph.open(directory), options.copies, options.make)
        directory = options.make
    graph = Graph.open(directory)
    texts = [question["query"] for question in questions()]
    named = about(graph)
    declared = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in graph.meta["prefixes"].items())
    quads = graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").values()[0]["n"]
    print(f"{directory}: {int(quads):,} quads; {len(texts)} questions of a kind, "
          f"{len(named)} of a thing; {options.clients} clients")  # fmt: skip
    if options.oxigraph:
        with oxigraph(directory) as (address, pid):
            for name, asked in (("of a kind", texts), ("of a thing", named)):
                full = [declared + text for text in asked]
                measured(f"oxigraph, {name}", address, pid, "/query", full, True, options)
    with serving(directory, "--workers", options.workers, "--timeout", "60") as (address, pid):
        measured("kg serve, of a kind", address, pid, "/sparql", texts, True, options)
        measured("kg serve, of a thing", address, pid, "/sparql", named, True, options)
        measured("kg serve, same questions", address, pid, "/sparql", texts, False, options)


if __name__ == "__main__":
    main()
