"""Facts as the user has judged them: what was read, with the lines of `fact_decisions` applied.

It comes before linking and changes nothing of what is kept as read, so a line that is taken away
is undone exactly. A fact goes by the words that fill its roles, not by an id or a rule, so that a
decision holds whatever reads the article later.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.knowledge.folding import key
from kg.linking.fact_decisions import CUE, FactDecision, Filler
from kg.linking.merge import CORE
from kg.linking.standings import put
from kg.linking.wording import meant, occurrences
from kg.model import (
    WORD_ROLES,
    Argument,
    Entity,
    Extraction,
    Fact,
    Mention,
    Span,
)
from kg.pages.identity import fact_id

# What a fact says was read by, where nothing but the user read it.
RULE = "decision"
_STATEMENT = "Statement"
_CONTENT = "content"
# What a statement is known by, and the roles that may be told in other words.
_SAYS = frozenset({"speaker", _CONTENT})
_ASIDE = frozenset({"title"})


def overruled(
    extractions: Iterable[Extraction],
    decisions: Iterable[FactDecision],
    texts: Mapping[str, str],
) -> tuple[tuple[Extraction, ...], tuple[FactDecision, ...]]:
    """The extractions with the decisions applied, and those that could not be.

    ``texts`` are those of the documents.
    """
    of_article: dict[str, list[FactDecision]] = {}
    for decision in decisions:
        of_article.setdefault(decision.article, []).append(decision)
    found, idle = list[Extraction](), list[FactDecision]()
    for extraction in extractions:
        lines = of_article.pop(extraction.article.id, None)
        if lines:
            judged = Judged(extraction, texts[extraction.article.document])
            extraction = judged.by(lines)
            idle += judged.idle
        found.append(extraction)
    idle += (line for lines in of_article.values() for line in lines)
    return tuple(found), tuple(idle)


@dataclass
class Judged:
    """An article, and what becomes of its facts line by line.

    ``idle`` are lines without effect; ``accepted`` is by the ids of facts what made them right.
    """

    extraction: Extraction
    text: str
    idle: list[FactDecision] = field(default_factory=list)
    accepted: dict[str, FactDecision] = field(default_factory=dict)

    def by(self, decisions: Iterable[FactDecision]) -> Extraction:
        """The extraction with the decisions applied; of two on one fact the later holds."""
        self._now = {fact.id: fact for fact in self.extraction.facts}
        self._entities = list(self.extraction.entities)
        self._mentions = list(self.extraction.mentions)
        for decision in decisions:
            (self._accept if decision.verb == "accept" else self._reject)(decision)
        facts = tuple(self._held(self._now.values()))
        return replace(
            self.extraction,
            entities=tuple(self._entities),
            mentions=tuple(self._mentions),
            facts=facts,
        )

    def matching(self, decision: FactDecision) -> list[Fact]:
        """The facts that were read which a decision is about."""
        return self._matching(decision, self.extraction.facts)

    def _matching(self, decision: FactDecision, facts: Iterable[Fact]) -> list[Fact]:
        """Those of just these fillers, or else those of which more is told than the line says.

        Of several, those told by its cue: "an agent and architect" holds two posts.
        """
        places = self.places(decision)
        found = [
            fact
            for fact in facts
            if fact.relation == decision.relation
            and any(fact.evidence.overlaps(place) for place in places)
            and self._same(fact, decision, places)
        ]
        told = {filler.role for filler in decision.fillers}
        exact = [fact for fact in found if {arg.role for arg in fact.args} <= told]
        found = exact or found
        cues = [f for f in decision.fillers if f.role == CUE]
        cue = [span for filler in cues for span in self._spans(filler, places)]
        told_by = [f for f in found if any(s.overlaps(own) for own in f.cue for s in cue)]
        return told_by or found

    def places(self, decision: FactDecision) -> list[Span]:
        """Where the words of a decision stand in the article."""
        return list(occurrences(decision.sentence, self.text, self.extraction.article.span))

    def _same(self, fact: Fact, decision: FactDecision, places: Sequence[Span]) -> bool:
        """Whether the fillers are those of a fact, which may tell where it was, say, besides."""
        roles = _SAYS if fact.relation == _STATEMENT else {f.role for f in decision.fillers}
        wanted = [
            (filler.role, self._fitting(filler, fact, places))
            for filler in decision.fillers
            if filler.role in roles - {CUE}
        ]
        if any(not args and role not in _ASIDE for role, args in wanted):
            return False
        fitting = [arg for _, args in wanted for arg in args]
        return all(
            arg in fitting for arg in fact.args if arg.role in {*CORE, *roles} - {*_ASIDE, "about"}
        )

    def _fitting(self, filler: Filler, fact: Fact, places: Sequence[Span]) -> tuple[Argument, ...]:
        """The arguments of a fact that a filler means: of a group its members."""
        spans = self._spans(filler, places)
        return tuple(
            arg
            for arg in fact.args
            if arg.role == filler.role
            and (
                any(span.overlaps(own) for own in arg.spans for span in spans)
                or key(arg.text) == key(filler.words)
            )
        )

    def _spans(self, filler: Filler, places: Sequence[Span]) -> list[Span]:
        """Where the words of a filler stand: in each place of the sentence, or else anywhere."""
        found = list[Span]()
        for place in places:
            here = list(occurrences(filler.words, self.text, place))
            found += here[filler.nth - 1 : filler.nth]
        if found:
            return found
        anywhere = list(occurrences(filler.words, self.text, self.extraction.article.span))
        return anywhere[filler.nth - 1 : filler.nth] or anywhere[:1]

    def _reject(self, decision: FactDecision) -> None:
        gone = self.matching(decision) + self._matching(decision, self._now.values())
        for fact in gone:
            self._now.pop(fact.id, None)
            self.accepted.pop(fact.id, None)
        # That nothing is to be taken away is what was wanted; but its words have to be there.
        if not self.places(decision):
            self.idle.append(decision)

    def _accept(self, decision: FactDecision) -> None:
        known: list[Fact | None] = [*self.matching(decision)]
        for read in known or [None]:
            made = self._made(decision, read)
            if made is None:
                self.idle.append(decision)
                continue
            self._now[made.id] = put(made, decision.standing)
            self.accepted[made.id] = decision

    def _made(self, decision: FactDecision, read: Fact | None) -> Fact | None:
        """The fact of a decision, as it was ``read`` or else with what was read of the same cue.

        None where words of it do not stand in the article.
        """
        places = self.places(decision)[:1]
        if not places:
            return None
        args, cue = list[Argument](), list[Span]()
        for filler in decision.fillers:
            spans = self._spans(filler, places)[:1]
            if not spans:
                return None
            if filler.role == CUE:
                cue += spans
                continue
            args += self._filled(filler, spans[0], read, places)
        args = list(_as_one(dict.fromkeys(args)))
        if read:
            return replace(read, args=tuple(args))
        like = self._read_of(cue)
        article = self.extraction.article
        details = dict(like.details) if like and like.relation == decision.relation else {}
        if decision.relation == _STATEMENT:
            details = {"act": "speech", "speech_act": "asserted", **details}
        return Fact(
            id=fact_id(article, decision.relation, args, cue),
            article=article.id,
            document=article.document,
            relation=decision.relation,
            args=tuple(args),
            cue=tuple(cue),
            evidence=places[0],
            rule=RULE,
            confidence=1.0,
            when=like.when if like else None,
            details=details,
        )

    def _filled(
        self, filler: Filler, span: Span, read: Fact | None, places: Sequence[Span]
    ) -> list[Argument]:
        """The arguments of a filler: those that were read, where they are just these words."""
        fitting = self._fitting(filler, read, places) if read else ()
        exact = [a for a in fitting if span in a.spans or key(a.text) == key(filler.words)]
        if exact and (exact[0].entity or not filler.type):
            return exact
        made = self._argument(filler, span)
        if len(fitting) == 1:
            # Longer or shorter words for the same.
            (arg,) = fitting
            made = replace(made, entity=made.entity or arg.entity, side=arg.side)
        return [made]

    def _read_of(self, cue: Iterable[Span]) -> Fact | None:
        """The first fact that was read of the same cue, whatever it was taken for."""
        marks = list(cue)
        return next(
            (
                fact
                for fact in self.extraction.facts
                if any(own.overlaps(mark) for own in fact.cue for mark in marks)
            ),
            None,
        )

    def _argument(self, filler: Filler, span: Span) -> Argument:
        text = " ".join(self.text[span.start : span.end].split())
        if filler.role in WORD_ROLES:
            return Argument(filler.role, (span,), text)
        return Argument(filler.role, (span,), text, self._entity(span, filler, text))

    def _entity(self, span: Span, filler: Filler, text: str) -> str | None:
        """Whom or what words mean: as was read, or what the user says that they are."""
        read = meant(self.extraction, self.text)
        found = read(span) or next((m.entity for m in self._mentions if m.span == span), None)
        if found or not filler.type:
            return found
        named = text[:1].isupper()
        same = (e.id for e in self._entities if key(e.name) == key(text))
        id = next(same, None)
        if id is None:
            numbers = (f"{self.extraction.article.id}/e{n}" for n in range(len(self._entities) + 1))
            id = next(n for n in numbers if n not in {e.id for e in self._entities})
            article = self.extraction.article.id
            self._entities.append(Entity(id, article, filler.type, text))
        self._mentions.append(
            Mention(
                span, "name" if named else "nominal", -1, -1, -1, filler.type,
                name=text if named else "", entity=id,
            )
        )  # fmt: skip
        return id

    def _held(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts, each claim with the statement that makes it; without one it goes."""
        now = list(facts)
        there = {fact.id for fact in now}
        for fact in now:
            line = self.accepted.get(fact.id)
            wanted = line is not None and line.standing == "claimed"
            if not wanted and (fact.holder is None or fact.holder in there):
                yield fact
                continue
            holder = fact.holder if fact.holder in there else _statement(fact, now)
            if holder is not None:
                yield replace(fact, holder=holder)
            elif line is not None:
                self.idle.append(line)


def _as_one(args: Iterable[Argument]) -> Iterator[Argument]:
    """The arguments, with all parts of what is said as one."""
    found = list(args)
    content = [arg for arg in found if arg.role == _CONTENT]
    for arg in found:
        if arg.role != _CONTENT:
            yield arg
        elif arg is content[0]:
            spans = tuple(sorted({span for part in content for span in part.spans}))
            yield replace(arg, spans=spans, text=" ... ".join(part.text for part in content))


def _statement(fact: Fact, facts: Iterable[Fact]) -> str | None:
    """The statement of the same words that says a fact: the one whose content is the smallest."""
    found = [
        (sum(span.end - span.start for span in arg.spans), other.id)
        for other in facts
        if other.relation == _STATEMENT and other.id != fact.id
        for arg in other.args
        if arg.role == _CONTENT and other.evidence.overlaps(fact.evidence)
        if not fact.cue or any(cue in span for cue in fact.cue for span in arg.spans)
    ]
    return min(found)[1] if found else None
