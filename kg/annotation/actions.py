"""What one does at the desk: each action is saved before it is answered."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.annotation import notes, saving
from kg.annotation.desk import Desk, Sheet, Shown, chosen
from kg.annotation.passages import Passage
from kg.building.correct import rebuild
from kg.building.files import Report
from kg.errors import InputError
from kg.linking.decisions import TYPES, Decision
from kg.linking.fact_decisions import STANDINGS, FactDecision, Standing, in_a_line
from kg.linking.overruling import Judged
from kg.model import Span

Given = Mapping[str, Any]


@dataclass
class Work:
    """The desk of a graph's directory, at which one action is done after the other."""

    directory: Path
    desk: Desk
    _lock: threading.RLock = field(default_factory=threading.RLock)
    waiting: bool = False

    @classmethod
    def at(cls, directory: Path) -> "Work":
        """The work at the graph of a directory; raises `InputError` where there is none."""
        return cls(directory, Desk.of(directory))

    def sheet(self, id: str) -> Sheet:
        """An article as it is judged now."""
        with self._lock:
            return self.desk.sheet(id)

    def passed(self, sheet: Sheet) -> list[int]:
        """The numbers of the passages of an article that were gone through."""
        known = set(saving.progress(self.directory).get(sheet.id, ()))
        return [n for n, p in enumerate(sheet.passages) if _words(sheet, p) in known]

    def act(self, given: Given) -> Sheet:
        """Do what was asked for, save it, and give the article as it is now.

        Raises:
            KgError: It cannot be done, or not be saved; nothing has changed then.
        """
        with self._lock:
            sheet = self.desk.sheet(str(given.get("article", "")))
            action = _ACTIONS.get(str(given.get("action")))
            if action is None:
                raise InputError(f"nothing is called {given.get('action')!r}")
            with saving.saving(self.directory) as folder:
                action(self, sheet, given, folder)
                now = self.desk.sheet(sheet.id)
                spans = [now.passage(n).span for n in self.passed(now)]
                notes.save(folder, self.desk, now, spans)
            return now

    def rebuild(self) -> Report:
        """Make the graph anew with what was decided; raises `KgError` as `rebuild` does."""
        with self._lock:
            made = rebuild(self.directory)
            self.desk = Desk.of(self.directory)
            self.waiting = False
            return made

    def accept(self, sheet: Sheet, given: Given, _: Path) -> None:
        """A fact is right as it is."""
        shown = sheet.fact(str(given.get("fact")))
        line = replace(shown.line, minor=bool(given.get("minor")))
        self._decide(sheet, [line], _said_of(sheet, shown))

    def reject(self, sheet: Sheet, given: Given, _: Path) -> None:
        """A sentence does not tell a fact; what one added oneself is taken back."""
        shown = sheet.fact(str(given.get("fact")))
        lines = [] if shown.own else [replace(shown.line, verb="reject", standing="asserted")]
        self._decide(sheet, lines, _said_of(sheet, shown))

    def undo(self, sheet: Sheet, given: Given, _: Path) -> None:
        """Nothing is said of a fact any more."""
        self._decide(sheet, [], _said_of(sheet, sheet.fact(str(given.get("fact")))))

    def add(self, sheet: Sheet, given: Given, _: Path) -> None:
        """A fact that was not read, or one in the place of another that was read wrongly."""
        passage = sheet.passage(_number(given.get("passage")))
        wrong = sheet.fact(str(given["fact"])) if given.get("fact") else None
        line = self._told(sheet, passage, given, wrong)
        gone = _said_of(sheet, wrong) if wrong else []
        if line in gone:
            gone.remove(line)
        lines = [line]
        if wrong and not wrong.own:
            same = Judged(sheet.extraction, sheet.text).matching(line)
            if wrong.fact.id not in {fact.id for fact in same}:
                lines.insert(0, replace(wrong.line, verb="reject", standing="asserted"))
        self._check(sheet, line, [*lines, *_others(sheet, gone)])
        self._decide(sheet, lines, gone)

    def _told(
        self, sheet: Sheet, passage: Passage, given: Given, wrong: Shown | None
    ) -> FactDecision:
        relation = str(given.get("relation", ""))
        known = self.desk.knowledge.catalogue.relations.get(relation)
        if known is None:
            raise InputError(f"there is no relation {relation!r}")
        standing = _standing(given.get("standing", "asserted"))
        evidence = wrong.fact.evidence if wrong else passage.span
        fillers = chosen(sheet, passage, given.get("fillers") or (), evidence)
        if not any(filler.role != "cue" for filler in fillers):
            raise InputError("give at least one role its words")
        for filler in fillers:
            if filler.role != "cue" and known.role(filler.role) is None:
                raise InputError(f"{relation} has no role {filler.role!r}")
            if filler.type and filler.type not in TYPES:
                raise InputError(f"there is no type {filler.type!r}")
        sentence = in_a_line(sheet.text[evidence.start : evidence.end])
        minor = bool(given.get("minor"))
        return FactDecision("accept", sheet.id, sentence, relation, fillers, standing, minor)

    def _check(self, sheet: Sheet, line: FactDecision, lines: list[FactDecision]) -> None:
        """Raise `InputError` where a line would have no effect."""
        judged = Judged(sheet.extraction, sheet.text)
        judged.by(lines)
        if line in judged.idle:
            raise InputError(
                "a claim needs a Statement of the same words that makes it; add that first"
                if line.standing == "claimed"
                else "these words do not stand in the article so"
            )

    def done(self, sheet: Sheet, given: Given, folder: Path) -> None:
        """A passage was gone through: its facts are the accepted ones. Or it was not."""
        passage = sheet.passage(_number(given.get("passage")))
        passed = {id: set(words) for id, words in saving.progress(self.directory).items()}
        here = passed.setdefault(sheet.id, set())
        (here.add if given.get("done", True) else here.discard)(_words(sheet, passage))
        saving.write_progress(folder, passed)

    def name(self, sheet: Sheet, given: Given, folder: Path) -> None:
        """What somebody or something is called, and what it is: decisions, and a name known."""
        entity = next((e for e in sheet.now.entities if e.id == given.get("entity")), None)
        if entity is None:
            raise InputError(f"nobody is called {given.get('entity')!r} in {sheet.id}")
        label, type = in_a_line(str(given.get("name") or "")), str(given.get("type") or "")
        if type and type not in TYPES:
            raise InputError(f"there is no type {type!r}")
        called = self.desk.called(entity)
        lines = list[Decision]()
        if type and type != entity.type:
            lines.append(Decision("type", (called, type)))
        if label and label != entity.name:
            lines.append(Decision("rename", (called, label)))
        saving.decide(self.directory, lines, self.desk.decided(entity, self.desk.decisions()))
        if lines:
            saving.name(folder, label or entity.name, type or entity.type, [entity.name])
        self.waiting = True

    def _decide(self, sheet: Sheet, add: list[FactDecision], gone: list[FactDecision]) -> None:
        saving.decide(self.directory, add, [line for line in gone if line not in add])
        self.waiting = True


_ACTIONS = {
    "accept": Work.accept,
    "reject": Work.reject,
    "undo": Work.undo,
    "add": Work.add,
    "done": Work.done,
    "name": Work.name,
}


def _said_of(sheet: Sheet, shown: Shown) -> list[FactDecision]:
    """All lines that were about a fact."""
    judged = Judged(sheet.extraction, sheet.text)
    return [
        line
        for line in sheet.lines
        if line == shown.decision or any(fact.id == shown.fact.id for fact in judged.matching(line))
    ]


def _others(sheet: Sheet, gone: list[FactDecision]) -> list[FactDecision]:
    return [line for line in sheet.lines if line not in gone]


def _words(sheet: Sheet, passage: Passage) -> str:
    span: Span = passage.span
    return in_a_line(sheet.text[span.start : span.end])


def _number(given: object) -> int:
    if not isinstance(given, int):
        raise InputError(f"{given!r} is no number of a passage")
    return given


def _standing(given: object) -> Standing:
    found = next((standing for standing in STANDINGS if standing == given), None)
    if found is None:
        raise InputError(f"{given!r} is none of {', '.join(STANDINGS)}")
    return found
