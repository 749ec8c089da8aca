"""Dates that compare: the first and last day of what a text tells to the day, month or year."""

import re
from calendar import monthrange

from kg.model import Fact, When

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def limits(when: When) -> tuple[str | None, str | None]:
    """The first and the last day that the words of a time leave open; None where they set none."""
    first, _, last = (when.value or "").partition("/")
    return when.earliest or first_day(first), when.latest or last_day(last or first)


def span(fact: Fact) -> tuple[str | None, str | None]:
    """The first and the last day of a fact: those of a term that is told, or of what dates it."""
    since, until = (fact.details.get(name, "") for name in ("from", "until"))
    if since or until:
        return first_day(since), last_day(until)
    return limits(fact.when) if fact.when else (None, None)


def first_day(value: str) -> str | None:
    """The first day of an ISO day, month or year; None of what is none of these."""
    parts = _parts(value)
    return f"{parts[0]:04}-{parts[1] or 1:02}-{parts[2] or 1:02}" if parts else None


def last_day(value: str) -> str | None:
    """The last day of an ISO day, month or year; None of what is none of these."""
    parts = _parts(value)
    if parts is None:
        return None
    year, month, day = parts
    month = month or 12
    return f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}"


def exact(value: str | None) -> str | None:
    """An ISO day; None of anything vaguer."""
    return value if value and len(value) == 10 and _parts(value) else None


def _parts(value: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date of the calendar, 0 for a part that it leaves open."""
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if not year or (match[2] and not 1 <= month <= 12):
        return None
    if match[3] and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return year, month, day
