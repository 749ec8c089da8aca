"""Seconds and memory that all takes which comes after reading: link, merge, store, Turtle, view.

    python tools/speed_write.py GRAPH DIRECTORY --facts 100000

The records of GRAPH are copied until there are so many facts, in each copy with other names (places
are called alike, as countries are in all news) and other letters in the texts, so that no copy is
taken for a reprint of another. The graph of them is written into DIRECTORY. Seconds are those of
the processor, memory is the most that the process held in each step (Linux tells).
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg.view.contract  # noqa: E402
import kg.view.page  # noqa: E402
from kg import records  # noqa: E402
from kg.building import build as builder  # noqa: E402
from kg.building import files  # noqa: E402
from kg.graph import export, lookup_tables, store  # noqa: E402
from kg.graph.directory import FACTS, STORE, TURTLE, VIEW  # noqa: E402
from kg.knowledge.knowledge import load_knowledge  # noqa: E402
from kg.model import Extraction  # noqa: E402
from tools.replicate import SHARED, letters, replicated  # noqa: E402

# What is measured: the step, and where the function stands that takes it.
_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("link", files, "judge"),
    ("records", records, "joined"),
    ("merge", files, "merge"),
    ("quads and store", store, "write_quads"),
    ("Turtle", export, "write"),
    ("page", kg.view.page, "page"),
    ("sentences", store, "write"),
    ("look-up", lookup_tables, "write"),
    ("served page", kg.view.contract, "first"),
)


def copies(graph: Path, facts: int) -> Iterator[tuple[tuple[Extraction, ...], dict[str, str]]]:
    """The extractions and texts of a graph, a copy at a time, until there are so many facts."""
    lines = (graph / FACTS).read_text(encoding="utf-8").splitlines()
    # A build makes no open propositions.
    rows = [row for row in map(json.loads, lines) if row["kind"] != "triple"]
    # They are linked anew.
    for row in rows:
        for key in ("canonical", "label", "members"):
            row.pop(key, None)
    each = sum(row["kind"] == "fact" for row in rows)
    texts = store.texts(graph / STORE)
    made = replicated(rows, -(-facts // each), SHARED)
    for number in range(-(-facts // each)):
        some = [next(made) for _ in rows]
        found = {
            f"{number}-{name}": text.translate(letters(number)) for name, text in texts.items()
        }
        yield records.load(some), found


def held() -> int:
    """The most megabytes that this process held since it was last asked."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) >> 10


def timed(name: str, module: Any, function: str) -> None:
    """Have a function tell what it took each time that it is called."""
    real: Callable[..., Any] = getattr(module, function)

    def told(*given: Any, **named: Any) -> Any:
        before, began = held(), time.process_time()
        made = real(*given, **named)
        seconds = time.process_time() - began
        print(f"{name}\t{seconds:.1f} s\t{held():,} MB\t({before:,} before)", flush=True)
        return made

    setattr(module, function, told)


def main() -> None:
    """Write a large graph and print what each step took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    options = parser.parse_args()
    extractions, texts = list[Extraction](), dict[str, str]()
    for some, found in copies(options.graph, options.facts):
        extractions += some
        texts.update(found)
    made = [builder.Reading(tuple(extractions), texts, ())]
    facts = sum(len(extraction.facts) for extraction in extractions)
    del extractions, texts, some, found
    shutil.rmtree(options.directory, ignore_errors=True)
    options.directory.mkdir(parents=True)
    for step in _STEPS:
        timed(*step)
    knowledge = load_knowledge()
    print(f"{facts:,} facts, {len(made[0].extractions):,} articles: {held():,} MB", flush=True)
    began, wall = time.process_time(), time.monotonic()
    files.write(made.pop(), options.directory, builder.Options(), knowledge)
    seconds, wall = time.process_time() - began, time.monotonic() - wall
    quads = sum(1 for _ in store.opened(options.directory / STORE))
    sizes = {
        name: sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) or path.stat().st_size
        for name, path in (
            ("store", options.directory / STORE),
            ("Turtle", options.directory / TURTLE),
            ("page", options.directory / VIEW),
        )
    }
    told = ", ".join(f"{name} {size >> 20:,} MB" for name, size in sizes.items())
    print(f"all\t{seconds:.0f} s\t{wall:.0f} s by the clock\n{quads:,} quads; {told}")


if __name__ == "__main__":
    main()
