"""Correct a built graph for good: decisions about its entities, applied without reading again.

The decisions lie in ``decisions.txt`` of the graph's directory, one a line (`decisions`). They
are applied to what was read, not to what was linked, so taking a line away and making the graph
anew undoes it exactly.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.building import kept as keeping
from kg.building.build import reading_of
from kg.building.files import Report, report, write
from kg.building.options import known, made_with, with_own
from kg.errors import InputError
from kg.graph import store
from kg.graph.directory import DECISIONS, STORE, replacing_all, writing
from kg.graph.entities import canonical
from kg.graph.opened import Graph
from kg.knowledge.folding import key
from kg.linking.decisions import Decision, append_decision
from kg.linking.fact_decisions import FactDecision
from kg.model import Judgement


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one: their canonical ids and names, and why that is unsure."""

    left: str
    right: str
    left_name: str
    right_name: str
    judgement: Judgement


def rebuild(directory: str | Path, *decisions: Decision | FactDecision) -> Report:
    """Make a graph anew from what was read, with further decisions added to its file.

    Raises:
        InputError: There is no graph, or its decisions are malformed or contradict each other;
            nothing has been changed then.
    """
    graph = Graph.open(directory)
    home = graph.directory
    for decision in decisions:
        if isinstance(decision, Decision):
            _check_known(decision, graph)
    with replacing_all(home) as staged:
        kept = keeping.load(home)
        reading = reading_of(kept.documents, (*kept.extractions, *kept.problems))
        with writing(home):
            if (home / DECISIONS).exists():
                (staged / DECISIONS).write_bytes((home / DECISIONS).read_bytes())
            for decision in decisions:
                append_decision(staged / DECISIONS, decision)
            options = with_own(made_with(graph), staged)
            written = write(reading, staged, options, known(options))
    return report(written, home, reading.problems)


def _check_known(decision: Decision, graph: Graph) -> None:
    """Raise `InputError` when a decision names something that the graph has not."""
    known = set[str]()
    for entity in graph.corpus.entities.values():
        known |= {entity.id, canonical(entity), *entity.former}
        known |= {key(entity.name), key(entity.label or "")}
    for extraction in graph.corpus.extractions:
        known |= {key(mention.name) for mention in extraction.mentions}
    for thing in decision.named:
        if not {thing, key(thing)} & known:
            raise InputError(f"nothing in {graph.directory} is called {thing!r}")


def doubts(graph: Graph) -> list[Doubt]:
    """The pairs of entities that linking left apart but would not swear to.

    The most valuable first: those between the entities that most mentions speak of.
    """
    entities = graph.corpus.entities
    spoken = Counter(
        canonical(entities[mention.entity])
        for extraction in graph.corpus.extractions
        for mention in extraction.mentions
        if mention.entity and mention.entity in entities
    )
    found: dict[tuple[str, str], Doubt] = {}
    for judgement in store.unsure(graph.directory / STORE):
        if judgement.left not in entities or judgement.right not in entities:
            continue
        one, two = entities[judgement.left], entities[judgement.right]
        left, right = canonical(one), canonical(two)
        if left != right:
            found.setdefault(
                (left, right),
                Doubt(left, right, one.label or one.name, two.label or two.name, judgement),
            )
    return sorted(
        found.values(),
        key=lambda d: (-min(spoken[d.left], spoken[d.right]), -d.judgement.score, d.left, d.right),
    )
