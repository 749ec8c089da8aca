"""Days, months, years and what lies between two of them."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From the ``first`` to the ``last`` day.

    ``value`` is its ISO form: a day, a month, a year, or an interval of two of them with a slash
    between.
    """

    first: date
    last: date
    value: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def day(found: date) -> Period:
    """A day."""
    return Period(found, found, found.isoformat())


def month(year: int, number: int) -> Period:
    """A month; numbers beyond 12 are of later years, below 1 of earlier ones."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), f"{year:04}-{number:02}")


def year(number: int) -> Period:
    """A year."""
    return Period(date(number, 1, 1), date(number, 12, 31), f"{number:04}")


def span(first: Period, last: Period) -> Period | None:
    """From one period to another; None when that runs backwards."""
    if first.first > last.first or first.last > last.last:
        return None
    value = first.value if first == last else f"{first.value.split('/')[0]}/{_end(last)}"
    return Period(first.first, last.last, value)


def _end(period: Period) -> str:
    return period.value.rpartition("/")[2]


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
