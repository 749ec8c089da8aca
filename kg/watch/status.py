"""What is in a graph, in figures: from when, of whom, how it was made, what went wrong."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg.building import kept
from kg.errors import InputError
from kg.graph.directory import FACTS
from kg.graph.opened import Graph
from kg.watch.state import load

_SHOWN = 5


@dataclass(frozen=True)
class Status:
    """The figures of a graph.

    ``first`` and ``last`` are the days of publication that are told, ``publishers`` those of most
    articles; ``relations`` counts facts. ``notes`` are problems with pages that were
    read all the same. ``made`` is when the graph was written, in UTC. ``watched`` are the
    feeds with what went wrong when they were asked last.
    """

    directory: str
    made: str
    base: str
    model: str
    pages: int
    articles: int
    first: str | None
    last: str | None
    undated: int
    publishers: dict[str, int]
    entities: int
    facts: int
    relations: dict[str, int]
    problems: int
    notes: int
    ontology: tuple[str, ...] = ()
    gazetteer: tuple[str, ...] = ()
    license: str | None = None
    watched: dict[str, str | None] = field(default_factory=dict)


def status(directory: Path) -> Status:
    """The figures of the graph in a directory, whose records are read line by line.

    Raises:
        InputError: There is none, or it is of another version of kg.
    """
    graph = Graph.open(directory)
    days, publishers, relations = list[str](), Counter[str](), Counter[str]()
    articles, entities, canonical = 0, set[str](), dict[str, str]()
    try:
        with (directory / FACTS).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row["kind"] == "article":
                    articles += 1
                    days += filter(None, [row.get("published")])
                    publishers.update(filter(None, [row.get("publisher")]))
                elif row["kind"] == "fact":
                    relations[row["relation"]] += 1
                    told = (argument.get("entity") for argument in row["args"])
                    entities.update(canonical[id] for id in told if id in canonical)
                elif row["kind"] == "entity":
                    canonical[row["id"]] = row.get("canonical") or row["id"]
        made = (directory / FACTS).stat().st_mtime
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{directory / FACTS}: cannot be read: {error}") from error
    problems = kept.problems(directory)
    meta = graph.meta
    return Status(
        directory=str(directory),
        made=datetime.fromtimestamp(made, UTC).isoformat(timespec="seconds"),
        base=meta["base"],
        model=meta["model"],
        pages=sum(1 for _ in kept.pages(directory)),
        articles=articles,
        first=min(days, default=None),
        last=max(days, default=None),
        undated=articles - len(days),
        publishers=dict(publishers.most_common(_SHOWN)),
        entities=len(entities),
        facts=relations.total(),
        relations=dict(relations.most_common()),
        problems=sum(problem.skipped for problem in problems),
        notes=sum(not problem.skipped for problem in problems),
        ontology=tuple(meta["ontology"]),
        gazetteer=tuple(meta["gazetteer"]),
        license=meta.get("license"),
        watched={url: feed.problem for url, feed in load(directory).feeds.items()},
    )
