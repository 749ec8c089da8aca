"""When something happened: the words that date a predicate, and the date where it is certain.

A relative expression ("on Tuesday", "last month") is resolved only against the publication date
of its article; without one it stays words. Nothing is ever resolved against today.
"""

import re
from datetime import date, timedelta

from spacy.tokens import Token

from kg.knowledge.months import MONTHS
from kg.model import When
from kg.syntax.annotate import Annotation

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"((?:1[5-9]|20)\d\d)"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH_YEAR = re.compile(rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?(?:\s+{_YEAR})?", re.IGNORECASE)
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?:,?\s+{_YEAR})?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_BARE_YEAR = re.compile(rf"^(?:in |the year |early |late |mid-?)*{_YEAR}$", re.IGNORECASE)
_BARE_MONTH = re.compile(rf"^(?:in |early |late |mid-?|last |next |this |earlier in )*{_MONTH}$",
                         re.IGNORECASE)  # fmt: skip
_VAGUE = re.compile(r"\b(?:since|until|till|before|after|by|from|between|more than|over|ago)\b",
                    re.IGNORECASE)  # fmt: skip
_RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_WORDS = frozenset({*_DAYS, *_RELATIVE})
# Dates that are ages, lengths and rates say nothing about when.
_NO_TIME = re.compile(
    r"\b(?:years?|months?|days?|weeks?|hours?|minutes?)[- ]old\b|^(?:daily|weekly|monthly|annual"
    r"|annually|yearly|quarterly|every|each)\b|^\w+[- ](?:year|month|week|day|hour)s?$",
    re.IGNORECASE,
)


def find_when(ann: Annotation, trigger: int, ahead: bool = False) -> When | None:
    """The time expression of a predicate, if it has one; ``ahead`` if the predicate lies ahead."""
    token = ann.doc[trigger]
    best: tuple[int, int, int] | None = None
    for first, last in _expressions(ann, token):
        distance = _distance(token, ann.doc[first:last].root)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, first, last)
    if best is None:
        return None
    span = ann.span(best[1], best[2])
    text = ann.surface(span)
    return When(text, span, resolve_date(text, ann.article.published, ahead))


def _expressions(ann: Annotation, token: Token) -> list[tuple[int, int]]:
    """The token ranges of the time expressions in a token's sentence."""
    found = []
    sentence = token.sent
    for ent in ann.tagged.get(sentence.start, ()):
        if ent.label_ in ("DATE", "TIME") and not _NO_TIME.search(ent.text):
            found.append((_with_preposition(ent[0]), ent.end))
    taken = {i for first, last in found for i in range(first, last)}
    for word in sentence:
        if word.lower_ in _WORDS and word.i not in taken:
            found.append((_with_preposition(word), word.i + 1))
    return _joined(found)


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch as one: the tagger calls "Tuesday" a date and "evening" a time."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _with_preposition(first: Token) -> int:
    """Take "since", "until" ... in: they make another time of it."""
    before = first.nbor(-1) if first.i > first.sent.start else None
    return before.i if before is not None and before.lower_ in _BOUNDS else first.i


_BOUNDS = frozenset({"since", "until", "till", "before", "after", "by"})


def _distance(trigger: Token, time: Token) -> int | None:
    """How far a time expression hangs from a predicate; None if it dates another one."""
    if time == trigger or trigger in time.ancestors:
        path = [a for a in time.ancestors if trigger in a.ancestors or a == trigger]
        clauses = [a for a in path[:-1] if a.pos_ == "VERB"]
        return len(path) if not clauses else None
    for steps, governor in enumerate(trigger.ancestors, 1):
        if time == governor or governor in time.ancestors:
            path = [a for a in time.ancestors if governor in a.ancestors or a == governor]
            if any(a.pos_ in ("VERB", "NOUN") for a in path[:-1]):
                return None
            return 10 * steps + len(path)
        if governor.pos_ in ("VERB", "AUX") and not _shares_time(trigger, governor):
            break
    return None


def _shares_time(trigger: Token, governor: Token) -> bool:
    """Whether a verb's time is its governor's too: "is expected to meet him on Monday"."""
    return any(
        a.dep_ in ("xcomp", "conj") and a.head == governor for a in (trigger, *trigger.ancestors)
    )


def resolve_date(text: str, published: str | None, ahead: bool = False) -> str | None:
    """The ISO date, month or year that a time expression names for certain, or None.

    Args:
        text: The expression, with its preposition if it has one.
        published: ISO date of publication, which relative expressions are counted from.
        ahead: Whether the dated predicate lies ahead, so "Tuesday" is the next one.
    """
    if _VAGUE.search(text):
        return None
    base = _iso(published)
    absolute = _absolute(text, base, ahead)
    if absolute or base is None:
        return absolute
    return _relative(text.lower(), base, ahead)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _absolute(text: str, base: date | None, ahead: bool) -> str | None:
    if found := _ISO.search(text):
        return _valid(*(int(part) for part in found.groups()))
    for pattern, order in ((_DAY_MONTH_YEAR, (1, 2, 3)), (_MONTH_DAY_YEAR, (2, 1, 3))):
        if found := pattern.search(text):
            day, month, year = (found.group(i) for i in order)
            number = MONTHS[month.lower()]
            if year:
                return _valid(int(year), number, int(day))
            return _nearest(base, number, int(day), ahead) if base else None
    if found := _MONTH_YEAR.search(text):
        return f"{found.group(2)}-{MONTHS[found.group(1).lower()]:02}"
    if found := _BARE_YEAR.match(text.strip()):
        return found.group(1)
    return None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nearest(base: date, month: int, day: int, ahead: bool) -> str | None:
    """The day of that name nearest to the publication, on the right side of it."""
    for year in (base.year, base.year + 1) if ahead else (base.year, base.year - 1):
        found = _valid(year, month, day)
        if found and (found >= base.isoformat() if ahead else found <= base.isoformat()):
            return found
    return None


def _relative(text: str, base: date, ahead: bool) -> str | None:
    for word, days in _RELATIVE.items():
        if re.search(rf"\b{word}\b", text):
            return (base + timedelta(days=days)).isoformat()
    for number, name in enumerate(_DAYS):
        if re.search(rf"\b{name}\b", text):
            if re.search(r"\b(?:last|next)\b", text):
                return None
            if ahead:
                return (base + timedelta(days=(number - base.weekday()) % 7)).isoformat()
            return (base - timedelta(days=(base.weekday() - number) % 7)).isoformat()
    if found := re.search(r"\b(this|last|next) (month|year)\b", text):
        step = {"this": 0, "last": -1, "next": 1}[found.group(1)]
        if found.group(2) == "year":
            return str(base.year + step)
        months = base.year * 12 + base.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if found := _BARE_MONTH.match(text.strip()):
        number = MONTHS[found.group(1)]
        if ahead:
            return f"{base.year + (number < base.month)}-{number:02}"
        return f"{base.year - (number > base.month)}-{number:02}"
    return None
