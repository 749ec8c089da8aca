"""A larger graph out of a real one: its records many times over, with names changed; for measuring.

    python tools/replicate.py GRAPH graph.html --articles 3172          # places are shared
    python tools/replicate.py GRAPH graph.html --articles 3172 --apart  # nothing is

Writes the explorer of it, and prints how long that took and how large it is. Places are called
alike in every copy, as countries are in all news, so that the copies hang together.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from string import ascii_letters, ascii_lowercase
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import records  # noqa: E402
from kg.graph.directory import FACTS  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.layout.boxes import box  # noqa: E402
from kg.layout.positions import positions  # noqa: E402
from kg.records import Record  # noqa: E402
from kg.view.contract import columns, packed  # noqa: E402
from kg.view.page import filled  # noqa: E402

SHARED = frozenset({"Place"})


def replicated(
    rows: Sequence[Record], copies: int, types: Collection[str] = ()
) -> Iterator[Record]:
    """The records of a graph so many times; entities of some types are the same in each copy.

    Of a name the last word is another one: a surname, or what tells a body from others.
    """
    shared = {row["id"] for row in rows if row["kind"] == "entity" and row["type"] in types}
    for number in range(copies):
        for row in rows:
            same = row.get("entity" if row["kind"] == "mention" else "id") in shared
            yield _renamed(row, number, same)


def _renamed(row: Mapping[str, Any], number: int, same: bool) -> Record:
    """A record as that of another article, about others unless they are the ``same``."""
    found = dict(row)
    for key in ("article", "document", "id", "holder", "entity"):
        if found.get(key):
            found[key] = f"{number}-{found[key]}"
    if found.get("members"):
        found["members"] = [f"{number}-{member}" for member in found["members"]]
    if "args" in found:
        found["args"] = [
            {**arg, "entity": f"{number}-{arg['entity']}"} if arg.get("entity") else arg
            for arg in found["args"]
        ]
    found.pop("former", None)
    if not same:
        for key in ("name", "label"):
            if found.get(key):
                *first, last = found[key].split(" ")
                found[key] = " ".join((*first, last.translate(letters(number))))
        if found.get("canonical"):
            found["canonical"] = f"{found['canonical']}-{number}"
    return found


@cache
def letters(number: int) -> dict[int, int]:
    """What each letter is in a copy: names become others, and stay as like each other."""
    chosen = random.Random(number)
    small = "".join(chosen.sample(ascii_lowercase, 26))
    return str.maketrans(ascii_letters, small + small.upper())


def articles(rows: Sequence[Record], most: int) -> list[Record]:
    """The records of the first so many articles."""
    ids = set(islice((row["id"] for row in rows if row["kind"] == "article"), most))
    return [row for row in rows if (row.get("article") or row["id"]) in ids]


def main() -> None:
    """Write the explorer of a replicated graph and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--articles", type=int, default=3172)
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--all", action="store_true", help="leave out nothing, however large")
    options = parser.parse_args()
    graph = Graph.open(options.graph)
    lines = (graph.directory / FACTS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    each = sum(row["kind"] == "article" for row in rows)
    copies = replicated(rows, -(-options.articles // each), () if options.apart else SHARED)
    corpus = records.corpus(articles(list(copies), options.articles))
    began = time.process_time()
    limits = {"most_facts": len(corpus.facts)} if options.all else {}
    data = columns(corpus, graph.catalogue, graph.names, "Replicated", **limits)
    seconds = time.process_time() - began
    nodes, edges = data["nodes"], data["edges"]
    most = max(nodes["facts"])
    labels = (data["strings"][label] for label in nodes["label"])
    boxes = [box(label, n / most) for label, n in zip(labels, nodes["facts"], strict=True)]
    began = time.process_time()
    positions(boxes, list(zip(edges["s"], edges["t"], strict=True)))
    layout = time.process_time() - began
    text = packed(data)
    options.page.write_text(filled(text, "Replicated"), encoding="utf-8")
    print(
        f"{len(corpus.extractions)} articles, {len(corpus.facts)} facts; on the page "
        f"{len(nodes['iri'])} entities, {len(edges['s'])} edges, "
        f"{len(data['facts']['iri'])} facts ({data['left']['facts']} left out); columns "
        f"{seconds:.1f} s, of which layout {layout:.1f} s; data {len(text) / 1e6:.2f} MB, "
        f"page {options.page.stat().st_size / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main()
