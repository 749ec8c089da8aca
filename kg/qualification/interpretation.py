"""What a pattern of time expressions that matches says: the day, week, year ... its words name."""

import re
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


_THE = re.compile(r"\b[Tt]he\s+\Z")


class Interpretation:
    """A reading of each pattern's matches, by the tables ``time_*`` of the lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        table = knowledge.table
        self._kinds: dict[str, dict[str, str]] = {}
        for word, (kind, *value) in table("time_names").items():
            self._kinds.setdefault(kind, {})[word] = value[0] if value else ""
        self._units, self._which = table("time_units"), table("time_which")
        self._shifts, self._beside = table("time_shifts"), table("time_beside")
        self._numbers, self._ordinals = table("numbers"), table("ordinals")
        self._after_weekday, self._weeks = table("time_after_weekdays"), table("time_weeks")
        self._parts_of_years = table("time_parts_of_years")
        self._longest = knowledge.whole("qualification.years_of_a_range")
        self._first_decade = knowledge.whole("qualification.first_short_decade")

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

    def _weekday(self, match: re.Match[str]) -> Timex | None:
        if match["weekday"].endswith(".") and _THE.search(match.string, 0, match.start("weekday")):
            return None  # "light from the Sun."
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
