"""The last task: all shards linked and merged into one graph, and its quads as shards."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat

from kg.building.build import reading_of
from kg.building.files import Report, report, write
from kg.building.options import Options, checked
from kg.cluster import shards
from kg.cluster.places import Place
from kg.graph import store
from kg.graph.directory import STORE
from kg.graph.terms import Names
from kg.model import Document, Extraction, Problem

SHARED = "shared"


@dataclass(frozen=True)
class Assembly:
    """What is put together: shards by their names, the documents, what was wrong before.

    The graph is written into ``directory``, or at ``target`` where that is given.
    """

    names: tuple[str, ...]
    home: Place
    options: Options
    directory: Path
    problems: tuple[Problem, ...]
    target: Place | None = None


@dataclass(frozen=True)
class Made:
    """The report of a graph and the ids of its articles; none where no article was read."""

    report: Report
    articles: tuple[str, ...]


def assemble(assembly: Assembly, documents: tuple[Document, ...]) -> Made:
    """Write the graph of all shards; may be done again where it was begun."""
    if assembly.target is None:
        return _made(assembly, documents, assembly.directory)
    with tempfile.TemporaryDirectory(prefix="kg-") as near:
        made = _made(assembly, documents, Path(near))
        if made.articles:
            assembly.target.clear()
            assembly.target.fill(Path(near))
            assembly.target.end()
    return made


def _made(assembly: Assembly, documents: tuple[Document, ...], directory: Path) -> Made:
    _empty(directory)
    found: list[Extraction | Problem] = list(assembly.problems)
    shard_of: dict[str, str] = {}
    for name, items in shards.read(assembly.home, assembly.names):
        found += items
        shard_of |= {item.article.id: name for item in items if isinstance(item, Extraction)}
    reading = reading_of(documents, found)
    problems = reading.problems
    if not reading.extractions:
        return Made(Report(directory, 0, 0, problems=problems), ())
    handed = [reading]
    del reading, found  # so that `write` can let go of it
    options = assembly.options
    written = write(handed.pop(), directory, options, checked(options))
    write_quads(assembly.home, shard_of, directory, options.base)
    return Made(report(written, directory, problems), tuple(written.corpus.articles))


def write_quads(home: Place, shard_of: dict[str, str], directory: Path, base: str) -> None:
    """Write the graph as N-Quads: a shard for the articles of each shard of records, and one more.

    That one has what articles share: entities, edges, sources, claims. All together are the graph.
    """
    quads = store.opened(directory / STORE)
    graphs = Names(base)
    named = {graphs.graph(article): shard for article, shard in shard_of.items()}
    by_shard: dict[str, list[NamedNode]] = {}
    for graph in sorted(quads.named_graphs(), key=str):
        if isinstance(graph, NamedNode):
            by_shard.setdefault(named.get(graph, SHARED), []).append(graph)
    for shard, some in by_shard.items():
        with home.writing(f"{shards.QUADS}/{shard}.nq") as out:
            for graph in some:
                # In the order of the store, which is that of what they say: none is in memory.
                found = quads.quads_for_pattern(None, None, None, graph)
                ox.serialize(found, out, RdfFormat.N_QUADS)


def _empty(directory: Path) -> None:
    """Delete what a try that was killed has left."""
    for path in directory.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
