"""The time expressions of an article, each with the word whose time it tells and what it comes to.

A relative expression ("on Tuesday", "last month") is resolved only against the day on which the
article was written: its publication date, or else the date of its dateline. Nothing is ever
resolved against today. "The next day" counts from the time told before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.qualification.expressions import Expression, Fixed, Range, Shift, Today
from kg.qualification.governing import governor_of, root_of
from kg.qualification.interpretation import Timex
from kg.qualification.periods import Period
from kg.qualification.reckoning import Anchor, Tense, resolve
from kg.qualification.tense import tense_of
from kg.qualification.timelike import MODIFIERS, is_time
from kg.qualification.timex import Grammar
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

# A dateline: a place in capitals, then perhaps a country, a date and an agency, then a dash.
_DATELINE = re.compile(r"[A-Z][A-Z.'’ -]+\b[^—–\n]{0,70}?\s*(?:—|–|--|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression of an article, at the half-open token range ``first``, ``last``.

    ``governor`` is the token whose time it is. ``bound`` is what the preposition before it makes of
    it: since, until, before, by, after, or nothing. ``period`` is what it comes to where its
    governor stands, counted from ``anchor``.
    """

    first: int
    last: int
    expression: Expression
    governor: int
    bound: str
    anchor: Anchor
    period: Period | None

    def counted(self, tense: Tense) -> Period | None:
        """What it comes to for something that lies on that side of the day of writing."""
        return resolve(self.expression, replace(self.anchor, tense=tense))


@derived
def grammar(knowledge: Knowledge) -> Grammar:
    """The patterns of time expressions, from the word lists."""
    return Grammar(knowledge)


def find_times(ann: Annotation) -> tuple[Time, ...]:
    """The time expressions of an article in order."""
    found: list[Time] = []
    written, head = written_on(ann)
    slack = ann.knowledge.whole("qualification.days_dated_before")
    candidates = [
        (first, last, timex)
        for first, last, timex in _candidates(ann)
        if first >= head and is_time(ann, first, last, timex)
    ]
    for index, (first, last, timex) in enumerate(candidates):
        expression: Expression | None = timex.expression
        end, lead = last, None
        if timex.leads is not None and timex.bare != "since":
            lead = _token_at(ann, timex.leads)
            behind = [c for c in candidates[index + 1 :] if c[0] < ann.doc[lead].sent.end]
            expression, end = _from_origin(ann, lead, timex, last, behind)
        if isinstance(expression, Shift) and _is_loose(ann, first):
            expression = None
        ranges = isinstance(expression, Range) or _is_interval(timex)
        bound = "" if ranges else _bound(ann, first, root_of(ann, first, last))
        governor = governor_of(
            ann, first, last, lead, timex.bare == "since", ranges or bound in ("since", "until")
        )
        headline = ann.block(governor).kind == "headline"
        tense = tense_of(ann.doc[governor], ann.knowledge, headline)
        quoted = ann.quote_at(first) is not None
        anchor = Anchor(written, _told(ann, found, governor), tense, slack)
        if expression is None or (quoted and isinstance(expression, Today)):
            # What a speaker calls today is the day of speaking.
            expression, anchor = timex.expression, Anchor()
        found.append(
            Time(
                first=first,
                last=end,
                expression=expression,
                governor=governor,
                bound=bound,
                anchor=anchor,
                period=resolve(expression, anchor),
            )
        )
    return tuple(found)


def _is_loose(ann: Annotation, first: int) -> bool:
    """Whether a length of time is only a limit: "within two days", "more than a year ago"."""
    sentence = ann.doc[first].sent.start
    before = [ann.doc[i].lower_ for i in range(max(sentence, first - 2), first)]
    loose = ann.knowledge.words("time_limits")
    return " ".join(before) in loose or bool(before and before[-1] in loose)


def _is_interval(timex: Timex) -> bool:
    """Whether the words name two ends themselves: "2010-2014"."""
    return isinstance(timex.expression, Fixed) and timex.bare == "years"


def written_on(ann: Annotation) -> tuple[date | None, int]:
    """The day an article was written, if it is known, and the token where its text begins.

    The dateline tells it more closely than the publication, which may be days later.
    """
    published = _iso(ann.article.published)
    slack = ann.knowledge.whole("qualification.days_dated_before")
    longest = timedelta(ann.knowledge.whole("qualification.days_to_print"))
    for block in ann.article.blocks:
        if block.kind not in ("body", "dateline"):
            continue
        text = ann.surface(block.span)
        found = _DATELINE.match(text)
        if found is None:
            return published, 0
        for timex in grammar(ann.knowledge).find(found.group()):
            period = resolve(timex.expression, Anchor(published, None, "past", slack))
            if period is None or period.days > 1:
                continue
            near = published is None or timedelta(0) <= published - period.first <= longest
            tokens = ann.tokens_in(block.span)
            end = block.span.start + found.end()
            first = next((i for i in tokens if ann.starts[i] >= end), tokens.stop)
            return (period.first if near else published), first
        return published, 0
    return published, 0


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _candidates(ann: Annotation) -> Iterator[tuple[int, int, Timex]]:
    """The expressions of each block, with their token ranges."""
    doc, find = ann.doc, grammar(ann.knowledge).find
    first = 0
    while first < len(doc):
        last = first
        while last < len(doc) and ann.block_of[last] == ann.block_of[first]:
            last += 1
        begin, tokens = doc[first].idx, doc.tokens
        for timex in find(doc[first:last].text):
            start, end = begin + timex.start, begin + timex.end
            one = bisect_right(tokens, start, first, last, key=lambda t: t.idx + len(t.text))
            behind = bisect_left(tokens, end, one, last, key=lambda t: t.idx)
            if one < behind:
                offset = begin + timex.leads if timex.leads is not None else None
                yield one, behind, replace(timex, leads=offset)
        first = last


def _token_at(ann: Annotation, offset: int) -> int:
    """The token at, or behind, an offset of the parsed text."""
    found = bisect_right(ann.doc.tokens, offset, key=lambda token: token.idx + len(token))
    return min(found, len(ann.doc) - 1)


def _bound(ann: Annotation, first: int, root: Token) -> str:
    """What the preposition directly before makes of a time: "since 2015", "until Friday"."""
    if root.dep_ in MODIFIERS and root.head.i > root.i and root.dep_ != "npadvmod":
        return ""
    bounds = ann.knowledge.table("time_bounds")
    sentence = root.sent.start
    for length in (3, 2, 1):
        begin = first - length
        if begin >= sentence:
            words = " ".join(ann.doc[i].lower_ for i in range(begin, first))
            if words in bounds:
                found = bounds[words][0]
                return "" if found == "in" else found
    return ""


def _from_origin(
    ann: Annotation, lead: int, timex: Timex, last: int, behind: list[tuple[int, int, Timex]]
) -> tuple[Expression | None, int]:
    """A length of time from the time named behind it: "two days after Wednesday's vote".

    Without one it counts from what was told before; from what is named without its time, nowhere.
    """
    word = ann.doc[lead]
    shift = timex.expression
    assert isinstance(shift, Shift)
    if word.lower_ not in ann.knowledge.words("before_and_after"):
        return shift, last
    clause = word.head if word.dep_ == "mark" else word
    inside = [c for c in word.subtree if c.i > lead] if word.dep_ != "mark" else None
    back = ann.knowledge.words("told_times")
    if inside is not None and (not inside or inside[0].lower_ in back):
        return shift, last
    for first, end, origin in behind:
        root = ann.doc[first:end].root
        if clause == root or clause in root.ancestors:
            return replace(shift, origin=origin.expression), end
    return None, last


def _told(ann: Annotation, before: list[Time], governor: int) -> Period | None:
    """The time told before, which the narrative has got to.

    In the same sentence that of the clause above ("On Tuesday she said he had left two days
    earlier"); else that of the main line of a sentence before, not of its asides.
    """
    token = ann.doc[governor]
    sentence = token.sent.start
    here = [t for t in before if t.period and not t.bound and t.first >= sentence]
    above = [t for t in here if ann.doc[t.governor] in token.ancestors]
    if above or here:
        return (above or here)[-1].period
    for _ in range(ann.knowledge.whole("qualification.sentences_back")):
        sentence = ann.doc[sentence - 1].sent.start if sentence else -1
        if sentence < 0:
            return None
        there = [t for t in before if t.period and not t.bound
                 and ann.doc[t.first].sent.start == sentence]  # fmt: skip
        if there:
            line = [t for t in there if _in_main_line(ann.doc[t.governor])]
            return (line or there)[-1].period
    return None


def _in_main_line(token: Token) -> bool:
    """Whether a predicate is the sentence's own or conjoined with that."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "ROOT"
