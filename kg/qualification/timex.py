"""Time expressions in the words of a text, by rules in the manner of HeidelTime.

Strötgen & Gertz (2010), "HeidelTime: High quality rule-based extraction and normalization of
temporal expressions": patterns over words of the lexicon find an expression and say what it means;
what it comes to on the calendar is counted apart (`reckoning`). Which of them are times at all in
their sentence ("in 2019", "2019 spectators") is told by the parse (`timelike`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from kg.knowledge.knowledge import Knowledge
from kg.qualification.expressions import (
    DayOfMonth,
    Expression,
    Fixed,
    Range,
    Shift,
    Today,
    Unit,
    Weekday,
    Which,
    Yearly,
)
from kg.qualification.periods import day, span, year

_YEAR = r"(?<![\d.,:/£$€#-])(?:1[0-9]|20)\d\d(?![\d%/:-]|[.,]\d|th\b|-\w)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%/:\w]|[.,]\d)"
_DASH = r"\s?[-–—]\s?"
_AND = re.compile(r" and (?:the )?")


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression at ``start`` to ``end`` of a text.

    ``bare`` names the kind of words that may as well be no time (year, month, weekday, season,
    quarter, day) or have two ends (years), and is empty for others; ``since`` is the time of what
    follows.
    ``leads`` is where the word stands that leads from a length of time to another time ("before",
    "after"), if one does.
    """

    start: int
    end: int
    expression: Expression
    bare: str = ""
    leads: int | None = None


class Grammar:
    """Patterns of time expressions, compiled from the word lists ``time_*`` of the lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        table, words = knowledge.table, knowledge.words
        self._kinds: dict[str, dict[str, str]] = {}
        for word, (kind, *value) in table("time_names").items():
            self._kinds.setdefault(kind, {})[word] = value[0] if value else ""
        self._units, self._which = table("time_units"), table("time_which")
        self._shifts, self._beside = table("time_shifts"), table("time_beside")
        self._numbers, self._ordinals = table("numbers"), table("ordinals")
        self._after_weekday, self._weeks = table("time_after_weekdays"), table("time_weeks")
        self._parts_of_years = table("time_parts_of_years")
        units, which, shifts = self._units, self._which, self._shifts
        numbers, ordinals = self._numbers, self._ordinals
        w, m = (_names(self._kinds[kind]) for kind in ("weekday", "month"))
        s, feast, deictic, part, decade = (
            _any(self._kinds[kind]) for kind in ("season", "feast", "day", "part", "decade")
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
        loose = _small(words("uncounted_shifts"))
        in_year = (
            rf"(?:,?\s+(?:of\s+)?(?P<year>(?:1[0-9]|20)\d\d)(?:[-–/]\d{{2,4}})?"
            rf"|\s+(?:of\s+)?(?P<within>(?:{_any(which)})\s+year))?"
        )
        vague = _any(words("vague_counts"))
        vague = rf"(?:(?P<count>{vague})\s+)?"
        rules = (
            (rf"{on_day}(?P<day>{_DAY})(?:\s+of)?\s+(?P<month>{m}){year_of}", self._date),
            (rf"{on_day}(?P<month>{m})\s+(?:the\s+)?(?P<day>{_DAY}){year_of}", self._date),
            (rf"(?P<month>{m})\s+(?P<day>{_DAY})(?:{_DASH}|\s+(?:to|and)\s+)(?P<to>{_DAY}){year_of}",
             self._days),
            (rf"(?P<day>{_DAY})(?:{_DASH}|\s+(?:to|and)\s+)(?P<to>{_DAY})\s+(?P<month>{m}){year_of}",
             self._days),
            (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T[\d:Z+]+)?\b", self._iso),
            (r"(?<![\d/.])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:1[6-9]|20)\d\d)(?![\d/])",
             self._numeric),
            (rf"(?:{place}\s+)?(?P<month>{m}){year_of}", self._month),
            (rf"(?:{place}\s+)?(?P<weekday>{w}){parts}{week_of}", self._weekday),
            (rf"(?P<weekday>{w})\s+(?P<after>{after})\b", self._weekday_after),
            (rf"(?P<weeks>{a_week})\s+(?:on\s+|from\s+)?(?:(?P<weekday>{w})|(?P<today>{today}))",
             self._week_on),
            (rf"(?:[Tt]he\s+)?(?P<weekday>{w})\s+(?P<side>{beside})\b"
             rf"(?:\s+(?:{back})\b|(?!\s+\w))", self._weekday_beside),
            (rf"(?P<year>{_YEAR})(?:{_DASH}|/)(?P<to>{_YEAR}|\d\d\b)", self._years),
            (rf"(?P<fiscal>(?i:(?:the )?(?:{fiscal})(?: year)?\s+|the year\s+))?"
             rf"(?P<year>{_YEAR})", self._year),
            (rf"{early}(?P<decade>(?:1[6-9]|20)\d0|['’]\d0)['’]?s\b", self._decade),
            (rf"(?i:the)\s+{early}(?P<decade>{decade})\b", self._decade),
            (rf"{early}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[ -]century\b", self._century),
            (rf"(?:[Tt]he\s+)?(?:(?P<fiscal>{fiscal})\s+)?"
             rf"(?:{ordinal}[ -](?P<share>{share})|Q(?P<q>[1-4])|(?P<h>H[12]))"
             rf"(?:{year_of}|\s+of\s+(?P<whole>the year))", self._quarter),
            (rf"(?:{place}\s+)?(?P<season>{s}){in_year}", self._season),
            (r"(?<=\b(?:over|with) )the\s+(?:long\s+)?weekend", self._weekend),
            (r"(?<=\b(?:at|on) )the\s+(?:long\s+)?weekend", self._weekend),
            (rf"{number}\s+{unit}s?\s+since", self._since),
            (rf"(?:[Tt]he\s+)?(?P<count>\d{{1,3}})(?:st|nd|rd|th) (?:{anniversary}) of",
             self._since),
            (rf"(?:{place}\s+)?(?P<feast>(?i:{feast})){year_of}", self._feast),
            (rf"(?P<deictic>(?i:{deictic}))(?:['’]s)?{parts}", self._today),
            (rf"{place}\s+(?:very\s+)?(?:{unit}|(?P<part>{part}))\b(?!-)", self._unit),
            (rf"(?P<exactly>(?:{exactly})\s+)?{number}[ -]?{unit}s?(?:\s+or so)?,?\s+"
             rf"(?P<shift>{_any(shifts)})\b(?P<to_the_day>,?\s+to the day)?", self._shift),
            (rf"{vague}{unit}s?\s+(?P<shift>{loose})\b",
             self._vague_shift),
            (rf"(?i:on|to)\s+this (?:very )?day(?:,)?\s+in\s+(?P<year>{_YEAR})", self._this_day),
            (r"(?i:the)\s+(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b", self._day_of_month),
        )  # fmt: skip
        self._patterns = [
            (re.compile(rf"(?:(?<![\w-])|(?<=\b[Mm]id-)){pattern}(?!\w)"), read)
            for pattern, read in rules
        ]
        shares = _any(words("time_shares"))
        self._share = re.compile(rf"\b(?:(?:[Tt]he |a )?(?:{shares})[ -](?:the |on )?|mid-?)$")
        ranges = _small(words("prepositions_of_ranges"))
        self._between = re.compile(rf"(?:,? (?:{ranges}) |{_DASH})(?:the )?")
        self._before = knowledge.whole("qualification.letters_of_a_share")
        self._longest = knowledge.whole("qualification.years_of_a_range")
        self._first_decade = knowledge.whole("qualification.first_short_decade")

    def find(self, text: str) -> list[Timex]:
        """The time expressions of a text, in order; the longest one where some overlap."""
        found = [
            timex
            for pattern, read in self._patterns
            for match in pattern.finditer(text)
            if (timex := read(match)) is not None
        ]
        kept: list[Timex] = []
        for timex in sorted(found, key=lambda t: (t.start, -t.end)):
            if not kept or timex.start >= kept[-1].end:
                kept.append(self._with_share(text, timex))
        return list(self._joined(text, kept))

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

    def _number(self, text: str) -> int:
        text = text.lower()
        if text in ("a", "an", "the"):
            return 1
        if text.isdigit():
            return int(text)
        return sum(int(self._numbers[word][0]) for word in text.split("-"))

    def _place(self, text: str | None) -> Which:
        return cast(Which, self._which[" ".join(text.lower().split())][0]) if text else ""

    def _within(self, match: re.Match[str]) -> Expression | None:
        """The year or week of what is told, where that is told: "2019", "of last year"."""
        found = match.groupdict()
        if found.get("year"):
            return Fixed(year(int(match["year"])))
        if not found.get("within"):
            return None
        words, _, unit = match["within"].lower().rpartition(" ")
        return Unit(unit, self._place(words))

    def _yearly(self, match: re.Match[str], what: Yearly, bare: str = "") -> Timex:
        """A part of a year, in the year told."""
        within = self._within(match)
        return _timex(match, replace(what, within=within), "" if within else bare)

    def _month_number(self, match: re.Match[str]) -> int:
        return int(self._kinds["month"][match["month"].lower()])

    def _date(self, match: re.Match[str]) -> Timex:
        return self._yearly(match, Yearly(self._month_number(match), _digits(match["day"])))

    def _days(self, match: re.Match[str]) -> Timex:
        months, within = self._month_number(match), self._within(match)
        first, last = (
            Yearly(months, _digits(match[name]), within=within) for name in ("day", "to")
        )
        return _timex(match, Range(first, last))

    def _iso(self, match: re.Match[str]) -> Timex | None:
        return _on(match, *(int(match[name]) for name in "ymd"))

    def _numeric(self, match: re.Match[str]) -> Timex | None:
        """A date in figures; only where it can be read in one way."""
        a, b = int(match["a"]), int(match["b"])
        if a > 12 or a == b:
            return _on(match, int(match["y"]), b, a)
        return _on(match, int(match["y"]), a, b) if b > 12 else None

    def _month(self, match: re.Match[str]) -> Timex:
        which = self._place(match["which"])
        what = Yearly(self._month_number(match), which=which)
        return self._yearly(match, what, "" if which else "month")

    def _weekday(self, match: re.Match[str]) -> Timex:
        which, within = self._place(match["which"]), self._within(match)
        number = int(self._kinds["weekday"][match["weekday"].lower()])
        return _timex(match, Weekday(number, which, within=within), "" if which else "weekday")

    def _weekday_after(self, match: re.Match[str]) -> Timex:
        number = int(self._kinds["weekday"][match["weekday"].lower()])
        which = self._after_weekday[match["after"]][0]
        if which.isdigit():
            return _timex(match, Weekday(number, weeks=int(which)))
        return _timex(match, Weekday(number, cast(Which, which)))

    def _week_on(self, match: re.Match[str]) -> Timex:
        count = int(self._weeks[match["weeks"]][0])
        if match["today"]:
            return _timex(match, Today(7 * count + int(self._kinds["day"][match["today"]])))
        number = int(self._kinds["weekday"][match["weekday"].lower()])
        return _timex(match, Weekday(number, weeks=count))

    def _weekday_beside(self, match: re.Match[str]) -> Timex:
        number = int(self._kinds["weekday"][match["weekday"].lower()])
        which = cast(Which, self._beside[match["side"]][0])
        return _timex(match, Weekday(number, which))

    def _years(self, match: re.Match[str]) -> Timex | None:
        first, to = match["year"], match["to"]
        last = int(to) if len(to) == 4 else int(first[:2] + to)
        if last <= int(first) or last - int(first) > self._longest:
            return None
        found = span(year(int(first)), year(last))
        return _timex(match, Fixed(found), "years") if found else None

    def _year(self, match: re.Match[str]) -> Timex:
        return _timex(match, Fixed(year(int(match["year"]))), "" if match["fiscal"] else "year")

    def _decade(self, match: re.Match[str]) -> Timex | None:
        text = match["decade"].lower().lstrip("'’")
        if not text.isdigit():
            text = self._kinds["decade"][text]
        first = int(text) if len(text) == 4 else 1900 + int(text)
        if first < self._first_decade and len(text) == 2:
            return None
        found = span(year(first), year(first + 9))
        return _timex(match, Fixed(found)) if found else None

    def _century(self, match: re.Match[str]) -> Timex | None:
        last = int(match["century"]) * 100
        found = span(year(last - 99), year(last)) if last else None
        return _timex(match, Fixed(found)) if found else None

    def _quarter(self, match: re.Match[str]) -> Timex | None:
        if match["fiscal"]:  # Whose year begins when is not told.
            return None
        if match["share"]:
            nth, months = match["nth"], int(self._parts_of_years[match["share"]][0])
        else:
            nth, months = (match["q"], 3) if match["q"] else (match["h"].lstrip("H"), 6)
        count = int(nth[0]) if nth[0].isdigit() else 0
        count = count or int(self._ordinals.get(nth.lower(), (str(12 // months),))[0])
        if count * months > 12:
            return None
        what = Yearly(months * (count - 1) + 1, last_month=months * count)
        if match["whole"]:
            return _timex(match, replace(what, within=Unit("year", "this")))
        # A half may be of anything; a quarter is of a year unless it is of a match.
        told = bool(match["year"] or match["within"])
        if not told and (months == 6 or match["h"] or match["q"]):
            return None
        return self._yearly(match, what, "quarter")

    def _season(self, match: re.Match[str]) -> Timex:
        first, last = self._kinds["season"][match["season"].lower()].split("-")
        which = self._place(match["which"])
        what = Yearly(int(first), last_month=int(last), which=which)
        return self._yearly(match, what, "" if which else "season")

    def _feast(self, match: re.Match[str]) -> Timex | None:
        rule, which = self._kinds["feast"][match["feast"].lower()], self._place(match["which"])
        if rule.startswith("easter"):
            what = Yearly(easter=int(rule.removeprefix("easter")), which=which)
        elif " " in rule:
            number, weekday, nth, *more = rule.split()
            at = 0 if nth == "last" else int(nth)
            found = int(self._kinds["weekday"][weekday])
            what = Yearly(int(number), nth=(found, at, int(more[0]) if more else 0), which=which)
        else:
            number, _, on = rule.partition("-")
            what = Yearly(int(number), int(on), which=which)
        return self._yearly(match, what)

    def _today(self, match: re.Match[str]) -> Timex:
        return _timex(match, Today(int(self._kinds["day"][match["deictic"].lower()])))

    def _unit(self, match: re.Match[str]) -> Timex | None:
        which = self._place(match["which"])
        if match["part"]:
            if which in ("last", "past"):  # "last night" is a name of its own
                return None
            return _timex(match, Today() if which == "this" else Unit("day", which))
        unit = self._units[match["unit"].lower()][0]
        if unit in ("minute", "hour") or (unit == "day" and which in ("this", "last", "next")):
            return None
        return _timex(match, Unit(unit, which))

    def _shift(self, match: re.Match[str]) -> Timex:
        way, base = self._shifts[match["shift"].lower()]
        count = self._number(match["count"]) * (1 if way == "on" else -1)
        unit = self._units[match["unit"].lower()][0]
        leads = match.start("shift") if base == "then" else None
        exact = bool(match["exactly"] or match["to_the_day"])
        return _timex(match, Shift(count, unit, base == "now", exact=exact), leads=leads)

    def _since(self, match: re.Match[str]) -> Timex | None:
        """How long ago today is what follows: "to mark 80 years since the ferry sank"."""
        unit = match.groupdict().get("unit")
        unit = self._units[unit.lower()][0] if unit else "year"
        shift = Shift(-self._number(match["count"]), unit, True)
        return _timex(match, shift, "since", match.end())

    def _weekend(self, match: re.Match[str]) -> Timex:
        return _timex(match, Unit("weekend", ""))

    def _vague_shift(self, match: re.Match[str]) -> Timex | None:
        """A length of time that is not counted; "hours later" is the same day all the same."""
        way = self._shifts[match["shift"].lower()][0]
        unit = self._units[match["unit"].lower()][0]
        one = (match["count"] or "").lower() == "the"
        if not one and unit not in ("minute", "hour"):
            return None
        count = 1 if way == "on" else -1
        return _timex(match, Shift(count, unit, False), leads=match.start("shift"))

    def _this_day(self, match: re.Match[str]) -> Timex:
        return _timex(match, Today(year=int(match["year"])))

    def _day_of_month(self, match: re.Match[str]) -> Timex:
        return _timex(match, DayOfMonth(_digits(match["day"])), "day")


def _timex(
    match: re.Match[str], expression: Expression, bare: str = "", leads: int | None = None
) -> Timex:
    return Timex(match.start(), match.end(), expression, bare, leads)


def _on(match: re.Match[str], number: int, months: int, days: int) -> Timex | None:
    try:
        return _timex(match, Fixed(day(date(number, months, days))))
    except ValueError:
        return None


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, in small letters or at the beginning of a sentence."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?i:{re.escape(word[0])}){re.escape(word[1:])}" for word in longest)


def _names(words: Iterable[str]) -> str:
    """A pattern of any of the words with a capital letter, or in capital letters."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(form) for word in longest for form in (word.capitalize(), word.upper())
    )


def _small(words: Iterable[str]) -> str:
    """A pattern of any of the words, in small letters."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
