"""What the words of a time expression say: "the Friday before", "two weeks ago", "in May 2019"."""

from dataclasses import dataclass
from typing import Literal

from kg.qualification.periods import Period

# "past" and "coming" are the nearest one; "last" and "next" may as well mean that of the week
# before or after.
Which = Literal["", "this", "last", "past", "next", "coming", "same", "previous", "following"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A time that is named in full."""

    period: Period


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day or some months of a year that is not named: "3 May", "spring", "Easter", "last July".

    ``last_month`` may be in the next year ("winter"). ``easter`` counts days from Easter Sunday;
    ``nth`` is the weekday, which one of the month it is (0: the last) and days from it. ``within``
    is its year where that is told in words ("May of last year").
    """

    month: int = 0
    day: int = 0
    last_month: int = 0
    easter: int | None = None
    nth: tuple[int, int, int] | None = None
    which: Which = ""
    within: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, ``weeks`` after the one meant: "a week on Thursday" has 1.

    ``within`` is its week where that is told ("Thursday last week").
    """

    number: int
    which: Which = ""
    weeks: int = 0
    within: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of the month in question: "on the 11th"."""

    day: int


@dataclass(frozen=True, slots=True)
class Today:
    """Days from the day of writing; ``year`` for "on this day in 1982"."""

    days: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A week, month, year ... by its place: "this month", "the following year"."""

    unit: str
    which: Which


@dataclass(frozen=True, slots=True)
class Shift:
    """A length of time from another time: "two days ago", "a week after the vote on Monday".

    ``origin`` is that time, if it is named; else it is the day of writing for ``now``, and what
    was told before for others.
    """

    count: int
    unit: str
    now: bool
    origin: "Expression | None" = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another."""

    first: "Expression"
    last: "Expression"


Expression = Fixed | Yearly | Weekday | DayOfMonth | Today | Unit | Shift | Range
