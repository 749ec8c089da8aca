"""The articles of a graph, what was read of each, and what the user has said of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.annotation.passages import Passage, passages, words
from kg.building import kept as keeping
from kg.building.options import known, made_with
from kg.errors import InputError
from kg.graph.directory import DECISIONS
from kg.graph.opened import Graph
from kg.knowledge.folding import key
from kg.knowledge.knowledge import Knowledge
from kg.linking.decisions import Decision, Decisions, read_decisions
from kg.linking.fact_decisions import CUE, FactDecision, Filler, in_a_line
from kg.linking.overruling import Judged
from kg.linking.standings import standing
from kg.linking.wording import occurrences
from kg.model import Document, Entity, Extraction, Fact, Span


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as it is judged: ``state`` is open, accepted or rejected; ``own`` was not read.

    ``line`` is what its acceptance would say; ``decision`` what was said of it.
    """

    fact: Fact
    state: str
    line: FactDecision
    own: bool = False
    decision: FactDecision | None = None


@dataclass(frozen=True)
class Sheet:
    """An article: what was read of it, its passages, and its facts as they were judged.

    ``lines`` are the decisions about its facts, and ``now`` is what they make of it.
    """

    extraction: Extraction
    text: str
    passages: tuple[Passage, ...]
    facts: tuple[Shown, ...]
    now: Extraction
    lines: tuple[FactDecision, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.extraction.article.id

    def fact(self, id: str) -> Shown:
        """The fact of that id; raises `InputError` where there is none."""
        for shown in self.facts:
            if shown.fact.id == id:
                return shown
        raise InputError(f"no fact {id} in {self.id}")

    def passage(self, number: int) -> Passage:
        """The passage of that number; raises `InputError` where there is none."""
        if not 0 <= number < len(self.passages):
            raise InputError(f"no passage {number} in {self.id}")
        return self.passages[number]

    def number(self, evidence: Span) -> int:
        """The passage in which evidence begins."""
        found = (n for n, p in enumerate(self.passages) if evidence.start < p.span.end)
        return next(found, len(self.passages) - 1)


@dataclass(frozen=True)
class Desk:
    """The articles of a graph's directory."""

    directory: Path
    graph: Graph
    kept: keeping.Kept
    knowledge: Knowledge

    @classmethod
    def of(cls, directory: Path) -> "Desk":
        """Those of a directory; raises `InputError` where there is no graph."""
        graph = Graph.open(directory)
        return cls(directory, graph, keeping.load(directory), known(made_with(graph)))

    @cached_property
    def articles(self) -> Mapping[str, Extraction]:
        """What was read of each article, in the order of the pages."""
        found = sorted(self.kept.extractions, key=lambda e: (e.article.document, e.article.span))
        return {extraction.article.id: extraction for extraction in found}

    @cached_property
    def pages(self) -> Mapping[str, Document]:
        """The pages by their names."""
        return {page.id: page for page in self.kept.documents}

    def decisions(self) -> Decisions:
        """What the user has decided until now."""
        path = self.directory / DECISIONS
        return read_decisions(path, DECISIONS) if path.exists() else Decisions()

    def sheet(self, id: str, decisions: Decisions | None = None) -> Sheet:
        """An article with its facts; raises `InputError` where there is none of that id."""
        extraction = self.articles.get(id)
        if extraction is None:
            raise InputError(f"no article {id} in {self.directory}")
        text = self.pages[extraction.article.document].text
        given = decisions or self.decisions()
        lines = [line for line in given.facts if line.article == id]
        judged = Judged(extraction, text)
        now = judged.by(lines)
        parts = passages(extraction, text, self.knowledge.words("honorifics"))
        facts = tuple(_shown(judged, now, lines))
        return Sheet(extraction, text, tuple(parts), facts, now, tuple(lines))

    def headline(self, id: str) -> str:
        """What an article is called."""
        article = self.articles[id].article
        if article.headline:
            return article.headline
        text = self.pages[article.document].text
        if article.title:
            return in_a_line(text[article.title.start : article.title.end])
        return in_a_line(text[article.span.start : article.span.end])[:80]

    def called(self, entity: Entity) -> str:
        """How a decision names an entity: by its name, where nobody else has it."""
        named = any(
            mention.entity == entity.id and mention.form == "name"
            for mention in self.articles[entity.article].mentions
        )
        several = len(self._owners.get(key(entity.name), ())) > 1
        return entity.name if named and not several else entity.id

    def one(self, id: str) -> str:
        """The same id for all entities that the graph takes for one."""
        entity = self.graph.corpus.entities.get(id)
        return (entity and entity.canonical) or id

    def decided(self, entity: Entity, decisions: Decisions) -> list[Decision]:
        """What was decided of how an entity is called, and what it is."""
        names = {entity.id, entity.name}
        lines = decisions.lines
        return [li for li in lines if li.verb in ("rename", "type") and li.things[0] in names]

    @cached_property
    def _owners(self) -> Mapping[str, set[str]]:
        """The canonical entities of each name."""
        found: dict[str, set[str]] = {}
        for entity in self.graph.corpus.entities.values():
            found.setdefault(key(entity.name), set()).add(entity.canonical or entity.id)
        return found


def _shown(judged: Judged, now: Extraction, lines: Sequence[FactDecision]) -> list[Shown]:
    """The facts that were read and those that the user added, each with what was said last."""
    extraction, text = judged.extraction, judged.text
    said: dict[str, FactDecision] = {}
    for line in lines:
        for fact in judged.matching(line):
            said[fact.id] = line
    current = {fact.id: fact for fact in now.facts}
    found = list[Shown]()
    for fact in extraction.facts:
        line = line_of(fact, text)
        decision = said.get(fact.id)
        if decision is None:
            found.append(Shown(fact, "open", line))
        elif decision.verb == "reject":
            found.append(Shown(fact, "rejected", line, decision=decision))
        else:
            stands = current.get(fact.id, fact)
            found.append(
                Shown(stands, "accepted", _as_said(line_of(stands, text), decision),
                      decision=decision)
            )  # fmt: skip
    read = {fact.id for fact in extraction.facts}
    for id, line in judged.accepted.items():
        if id not in read and id in current:
            found.append(Shown(current[id], "accepted", line, own=True, decision=line))
    return sorted(found, key=lambda s: (s.fact.evidence, s.own, s.fact.cue))


def _as_said(line: FactDecision, decision: FactDecision) -> FactDecision:
    return replace(line, standing=decision.standing, minor=decision.minor)


def line_of(fact: Fact, text: str) -> FactDecision:
    """The line that says a fact is right as it is."""
    fillers = dict[Filler, None]()
    for arg in fact.args:
        span = arg.spans[0] if arg.spans else None
        words = in_a_line(text[span.start : span.end]) if span else in_a_line(arg.text)
        fillers[Filler(arg.role, words, _nth(words, span, text, fact.evidence))] = None
    for span in fact.cue:
        if span not in fact.evidence:
            continue  # said again elsewhere
        words = in_a_line(text[span.start : span.end])
        fillers[Filler(CUE, words, _nth(words, span, text, fact.evidence))] = None
    sentence = in_a_line(text[fact.evidence.start : fact.evidence.end])
    return FactDecision(
        "accept", fact.article, sentence, fact.relation, tuple(fillers), standing(fact)
    )


def _nth(words: str, span: Span | None, text: str, evidence: Span) -> int:
    """Which of the places where words stand in a sentence is meant."""
    found = list(occurrences(words, text, evidence))
    return found.index(span) + 1 if span in found else 1


def chosen(
    sheet: Sheet, passage: Passage, given: Iterable[Mapping[str, object]], evidence: Span
) -> tuple[Filler, ...]:
    """The fillers that were chosen: words of a passage by their numbers, or words told.

    Raises:
        InputError: There are no such words.
    """
    places = words(sheet.text, passage.span)
    found = dict[Filler, None]()
    for one in given:
        role, type = str(one.get("role", "")), str(one.get("type") or "")
        first, last = one.get("from"), one.get("to")
        if isinstance(first, int) and isinstance(last, int):
            if not 0 <= first < last <= len(places):
                raise InputError(f"no words {first} to {last} in the sentence")
            span = Span(places[first].start, places[last - 1].end)
            told = in_a_line(sheet.text[span.start : span.end])
            nth = _nth(told, span, sheet.text, evidence)
        else:
            told, nth = in_a_line(str(one.get("words", ""))), 1
            inside = sheet.extraction.article.span
            if not told or next(occurrences(told, sheet.text, inside), None) is None:
                raise InputError(f"{told!r} stands nowhere in the article")
        if not role.isidentifier():
            raise InputError(f"{role!r} is no role")
        found[Filler(role, told, nth, type)] = None
    return tuple(found)
