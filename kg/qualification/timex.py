"""Time expressions in the words of a text, by rules in the manner of HeidelTime.

Strötgen & Gertz (2010), "HeidelTime: High quality rule-based extraction and normalization of
temporal expressions": patterns over words of the lexicon find an expression, whose meaning is told
by what matched (`interpretation`); what it comes to on the calendar is counted apart (`reckoning`).
Which of them are times at all in their sentence ("in 2019", "2019 spectators") is told by the parse
(`timelike`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.knowledge.knowledge import Knowledge
from kg.qualification.expressions import Range, Weekday
from kg.qualification.interpretation import Interpretation, Timex

_YEAR = r"(?<![\d.,:/£$€#-])(?:1[0-9]|20)\d\d(?![\d%/:-]|[.,]\d|th\b|-\w)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%/:\w]|[.,]\d)"
_DASH = r"\s?[-–—]\s?"
_DIGIT = re.compile(r"\d")
_NUMBERED = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")
_Read = Callable[[re.Match[str]], Timex | None]
_AND = re.compile(r" and (?:the )?")


class Grammar(Interpretation):
    """Patterns of time expressions, compiled from the word lists ``time_*`` of the lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__(knowledge)
        words = knowledge.words
        units, which, shifts = self._units, self._which, self._shifts
        numbers, ordinals = self._numbers, self._ordinals
        kinds = self._kinds
        days, months = _capitals(kinds["weekday"]), _capitals(kinds["month"])
        w, m = ("|".join(map(re.escape, forms)) for forms in (days, months))
        s, feast, deictic, part, decade = (
            _any(kinds[kind]) for kind in ("season", "feast", "day", "part", "decade")
        )
        unit, place = rf"(?P<unit>{_any(units)})", rf"(?P<which>{_any(which)})"
        parts = rf"(?:\s+(?:{part}))?"
        year_of = (
            rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})"
            rf"|\s+(?:of\s+)?(?P<within>(?:{_any(which)})\s+year\b))?"
        )
        week_of = rf"(?:\s+(?:of\s+)?(?P<within>(?:{_any(which)})\s+week\b))?"
        on_day = rf"(?:(?:{w}),?\s+)?(?:[Tt]he\s+)?"
        number = (
            rf"(?P<count>\d{{1,3}}|an?|{_any(numbers)}|(?:{_any(numbers)})-(?:{_any(numbers)}))"
        )
        last = _small(words("last_ordinals"))
        ordinal = rf"(?P<nth>{_any(ordinals)}|{last}|\d(?:st|nd|rd|th))"
        a_week, today = _small(self._weeks), _small(words("counted_days"))
        part_of_decade = _small(words("parts_of_decades"))
        early = rf"(?:[Tt]he\s+)?(?:(?:{part_of_decade})[ -])?"
        fiscal, back = _small(words("fiscal")), _small(words("told_times"))
        exactly = _any(words("exactly"))
        share, beside = _small(self._parts_of_years), _small(self._beside)
        after = _small(self._after_weekday)
        anniversary = _small(words("anniversaries"))
        loose_shifts = words("uncounted_shifts")
        loose = _small(loose_shifts)
        quarters = [*self._parts_of_years, *_NUMBERED]
        in_year = (
            rf"(?:,?\s+(?:of\s+)?(?P<year>(?:1[0-9]|20)\d\d)(?:[-–/]\d{{2,4}})?"
            rf"|\s+(?:of\s+)?(?P<within>(?:{_any(which)})\s+year))?"
        )
        vague = _any(words("vague_counts"))
        vague = rf"(?:(?P<count>{vague})\s+)?"
        # Each with words of which one is there wherever it matches; a digit where there are none.
        rules: tuple[tuple[str, _Read, Iterable[str] | None], ...] = (
            (rf"{on_day}(?P<day>{_DAY})(?:\s+of)?\s+(?P<month>{m}){year_of}", self._date, months),
            (rf"{on_day}(?P<month>{m})\s+(?:the\s+)?(?P<day>{_DAY}){year_of}", self._date, months),
            (rf"(?P<month>{m})\s+(?P<day>{_DAY})(?:{_DASH}|\s+(?:to|and)\s+)(?P<to>{_DAY}){year_of}",
             self._days, months),
            (rf"(?P<day>{_DAY})(?:{_DASH}|\s+(?:to|and)\s+)(?P<to>{_DAY})\s+(?P<month>{m}){year_of}",
             self._days, months),
            (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T[\d:Z+]+)?\b", self._iso, None),
            (r"(?<![\d/.])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:1[6-9]|20)\d\d)(?![\d/])",
             self._numeric, None),
            (rf"(?:{place}\s+)?(?P<month>{m}){year_of}", self._month, months),
            (rf"(?:{place}\s+)?(?P<weekday>{w}){parts}{week_of}", self._weekday, days),
            (rf"(?P<weekday>{w})\s+(?P<after>{after})\b", self._weekday_after, days),
            (rf"(?P<weeks>{a_week})\s+(?:on\s+|from\s+)?(?:(?P<weekday>{w})|(?P<today>{today}))",
             self._week_on, self._weeks),
            (rf"(?:[Tt]he\s+)?(?P<weekday>{w})\s+(?P<side>{beside})\b"
             rf"(?:\s+(?:{back})\b|(?!\s+\w))", self._weekday_beside, days),
            (rf"(?P<year>{_YEAR})(?:{_DASH}|/)(?P<to>{_YEAR}|\d\d\b)", self._years, None),
            (rf"(?P<fiscal>(?i:(?:the )?(?:{fiscal})(?: year)?\s+|the year\s+))?"
             rf"(?P<year>{_YEAR})", self._year, None),
            (rf"{early}(?P<decade>(?:1[6-9]|20)\d0|['’]\d0)['’]?s\b", self._decade, None),
            (rf"(?i:the)\s+{early}(?P<decade>{decade})\b", self._decade, kinds["decade"]),
            (rf"{early}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[ -]century\b", self._century, None),
            (rf"(?:[Tt]he\s+)?(?:(?P<fiscal>{fiscal})\s+)?"
             rf"(?:{ordinal}[ -](?P<share>{share})|Q(?P<q>[1-4])|(?P<h>H[12]))"
             rf"(?:{year_of}|\s+of\s+(?P<whole>the year))", self._quarter, quarters),
            (rf"(?:{place}\s+)?(?P<season>{s}){in_year}", self._season, kinds["season"]),
            (r"(?<=\b(?:over|with) )the\s+(?:long\s+)?weekend", self._weekend, ["weekend"]),
            (r"(?<=\b(?:at|on) )the\s+(?:long\s+)?weekend", self._weekend, ["weekend"]),
            (rf"{number}\s+{unit}s?\s+since", self._since, ["since"]),
            (rf"(?:[Tt]he\s+)?(?P<count>\d{{1,3}})(?:st|nd|rd|th) (?:{anniversary}) of",
             self._since, None),
            (rf"(?:{place}\s+)?(?P<feast>(?i:{feast})){year_of}", self._feast, kinds["feast"]),
            (rf"(?P<deictic>(?i:{deictic}))(?:['’]s)?{parts}", self._today, kinds["day"]),
            (rf"{place}\s+(?:very\s+)?(?:{unit}|(?P<part>{part}))\b(?!-)", self._unit,
             [*units, *kinds["part"]]),
            (rf"(?P<exactly>(?:{exactly})\s+)?{number}[ -]?{unit}s?(?:\s+or so)?,?\s+"
             rf"(?P<shift>{_any(shifts)})\b(?P<to_the_day>,?\s+to the day)?", self._shift, shifts),
            (rf"{vague}{unit}s?\s+(?P<shift>{loose})\b",
             self._vague_shift, loose_shifts),
            (rf"(?i:on|to)\s+this (?:very )?day(?:,)?\s+in\s+(?P<year>{_YEAR})", self._this_day,
             ["day"]),
            (r"(?i:the)\s+(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b", self._day_of_month,
             None),
        )  # fmt: skip
        needs = [needed and tuple(needed) for _, _, needed in rules]
        self._needs = list(dict.fromkeys(needs))
        self._patterns = [
            (
                re.compile(rf"(?:(?<![\w-])|(?<=\b[Mm]id-)){pattern}(?!\w)"),
                read,
                self._needs.index(needed),
            )
            for (pattern, read, _), needed in zip(rules, needs, strict=True)
        ]
        shares = _any(words("time_shares"))
        self._share = re.compile(rf"\b(?:(?:[Tt]he |a )?(?:{shares})[ -](?:the |on )?|mid-?)$")
        ranges = _small(words("prepositions_of_ranges"))
        self._between = re.compile(rf"(?:,? (?:{ranges}) |{_DASH})(?:the )?")
        self._before = knowledge.whole("qualification.letters_of_a_share")

    def find(self, text: str) -> list[Timex]:
        """The time expressions of a text, in order; the longest one where some overlap."""
        likely = self._likely(text)
        found = [
            timex
            for pattern, read, needed in self._patterns
            if likely[needed]
            for match in pattern.finditer(text)
            if (timex := read(match)) is not None
        ]
        kept: list[Timex] = []
        for timex in sorted(found, key=lambda t: (t.start, -t.end)):
            if not kept or timex.start >= kept[-1].end:
                kept.append(self._with_share(text, timex))
        return list(self._joined(text, kept))

    def _likely(self, text: str) -> list[bool]:
        """Which of the sets of needed words a text has one of; most have few."""
        cases, digit = f"{text}\n{text.casefold()}", _DIGIT.search(text) is not None
        return [
            digit if needed is None else any(word in cases for word in needed)
            for needed in self._needs
        ]

    def _joined(self, text: str, found: list[Timex]) -> Iterator[Timex]:
        """Two times as one where words lead from one to the other: "from 2010 to 2014"."""
        index = 0
        while index < len(found):
            left = found[index]
            index += 1
            if index < len(found):
                right = found[index]
                gap = text[left.end : right.start]
                both = text[: left.start].lower().rstrip().endswith("between")
                days = all(isinstance(t.expression, Weekday) for t in (left, right))
                if self._between.fullmatch(gap) or (_AND.fullmatch(gap) and (both or days)):
                    bare = right.bare if left.bare == right.bare else ""
                    whole = Range(left.expression, right.expression)
                    yield Timex(left.start, right.end, whole, bare)
                    index += 1
                    continue
            yield left

    def _with_share(self, text: str, timex: Timex) -> Timex:
        """With the words for a part of it: "late last month", "the early hours of Sunday"."""
        begin = max(0, timex.start - self._before)
        before = self._share.search(text[begin : timex.start])
        return replace(timex, start=begin + before.start(), bare="") if before else timex


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, in small letters or at the beginning of a sentence."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?i:{re.escape(word[0])}){re.escape(word[1:])}" for word in longest)


def _capitals(words: Iterable[str]) -> list[str]:
    """The words with a capital letter, and in capital letters."""
    longest = sorted(words, key=len, reverse=True)
    return [form for word in longest for form in (word.capitalize(), word.upper())]


def _small(words: Iterable[str]) -> str:
    """A pattern of any of the words, in small letters."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
