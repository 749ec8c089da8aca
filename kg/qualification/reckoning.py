"""What time expressions come to on the calendar.

They are counted from the day of writing, or from the time told before in the narrative. What does
not come to one certain time is None.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.qualification.expressions import (
    DayOfMonth,
    Expression,
    Fixed,
    Range,
    Shift,
    Today,
    Unit,
    Weekday,
    Yearly,
)
from kg.qualification.periods import Period, day, easter, month, span, year

Tense = Literal["past", "future", ""]
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What expressions count from: the day of writing, and the time told before (None: unknown).

    ``tense`` is the side of the day of writing on which what is dated lies, if that is told;
    ``slack`` the days by which a report may be dated before what it tells.
    """

    written: date | None = None
    told: Period | None = None
    tense: Tense = ""
    slack: int = 0


def resolve(expression: Expression, anchor: Anchor) -> Period | None:
    """The period that an expression means for certain, or None."""
    try:
        return _resolve(expression, anchor)
    except (ValueError, OverflowError):
        # No such day (30 February), or none that a calendar has.
        return None


def _resolve(expression: Expression, anchor: Anchor) -> Period | None:
    match expression:
        case Fixed(period):
            return period
        case Yearly():
            return _yearly(expression, anchor)
        case Weekday():
            return _weekday(expression, anchor)
        case DayOfMonth(number):
            return _day_of_month(number, anchor)
        case Today(days, year):
            if anchor.written is None:
                return None
            found = anchor.written + timedelta(days=days)
            return day(found if year is None else found.replace(year=year))
        case Unit():
            return _unit(expression, anchor)
        case Shift():
            return _shift(expression, anchor)
        case Range(first, last):
            return _range(first, last, anchor)


def _in_year(what: Yearly, number: int) -> Period | None:
    """The day or months of that year."""
    if what.easter is not None:
        return day(easter(number) + timedelta(days=what.easter))
    if what.nth is not None:
        weekday, which, more = what.nth
        last = calendar.monthrange(number, what.month)[1]
        fitting = [d for d in range(1, last + 1)
                   if date(number, what.month, d).weekday() == weekday]  # fmt: skip
        return day(date(number, what.month, fitting[which - 1]) + timedelta(days=more))
    if what.day:
        return day(date(number, what.month, what.day))
    if not what.last_month:
        return month(number, what.month)
    wraps = what.last_month < what.month
    return span(month(number, what.month), month(number + wraps, what.last_month))


def _yearly(what: Yearly, anchor: Anchor) -> Period | None:
    if what.within is not None:
        within = resolve(what.within, anchor)
        return _in_year(what, within.first.year) if within else None
    if what.which in ("same", "previous", "following"):
        told = anchor.told
        if told is None:
            return None
        step = {"same": 0, "previous": -1, "following": 1}[what.which]
        return _in_year(what, told.first.year + step)
    if anchor.written is None:
        return None
    now = anchor.written
    found = []
    for number in range(now.year - 5, now.year + 6):
        try:
            period = _in_year(what, number)
        except ValueError:  # 29 February
            continue
        if period is not None:
            found.append(period)
    slack = timedelta(days=anchor.slack if what.day else 0)
    before = [p for p in found if p.first <= now + slack]
    past = [p for p in found if p.last < now]
    ahead = [p for p in found if p.last >= now - slack]
    after = [p for p in found if p.first > now]
    if what.which in ("last", "past"):
        return past[-1] if past else None
    if what.which in ("next", "coming"):
        return after[0] if after else None
    if what.which == "this":
        return next((p for p in found if p.last.year == now.year), None)
    if anchor.tense == "past":
        return before[-1] if before else None
    if anchor.tense == "future":
        return ahead[0] if ahead else None
    return min(found, key=lambda p: abs((p.first - now).days), default=None)


def _weekday(what: Weekday, anchor: Anchor) -> Period | None:
    if what.which in ("same", "previous", "following"):
        if anchor.told is None or anchor.told.days > 7:
            return None
        return day(_step(what.number, anchor.told.first, what.which))
    if what.within is not None:
        week = resolve(what.within, anchor)
        return day(_step(what.number, week.first, "same")) if week else None
    now = anchor.written
    if now is None:
        return None
    back = now - timedelta(days=(now.weekday() - what.number) % 7)
    ahead = now + timedelta(days=(what.number - now.weekday()) % 7)
    if what.which in ("last", "past"):
        found = back if back != now else now - timedelta(days=7)
        unsure = what.which == "last" and _monday(found) == _monday(now)
    elif what.which in ("next", "coming"):
        found = ahead if ahead != now else now + timedelta(days=7)
        unsure = what.which == "next" and _monday(found) == _monday(now)
    else:
        future = anchor.tense == "future" or (what.which == "this" and not anchor.tense)
        found, unsure = ahead if future or what.weeks else back, False
    return None if unsure else day(found + timedelta(days=7 * what.weeks))


def _monday(of: date) -> date:
    return of - timedelta(days=of.weekday())


def _step(number: int, told: date, which: str) -> date:
    """The weekday before or after a day, or in its week."""
    if which == "previous":
        return told - timedelta(days=(told.weekday() - number - 1) % 7 + 1)
    if which == "following":
        return told + timedelta(days=(number - told.weekday() - 1) % 7 + 1)
    return _monday(told) + timedelta(days=number)


def _day_of_month(number: int, anchor: Anchor) -> Period | None:
    """The day of the month told before, if it is near; else the nearest one of that number."""
    now = anchor.written
    if now is None:
        return None
    step = 1 if anchor.tense == "future" else -1
    for months in range(3):
        base = month(now.year, now.month + step * months).first
        if number <= calendar.monthrange(base.year, base.month)[1]:
            found = base.replace(day=number)
            if (found >= now) if step > 0 else (found <= now):
                return day(found)
    return None


def _unit(what: Unit, anchor: Anchor) -> Period | None:
    if what.which == "past":  # "the past week": the seven days before
        return None
    told = what.which in ("same", "previous", "following")
    step = {"last": -1, "previous": -1, "": 0, "this": 0, "same": 0}.get(what.which, 1)
    base = (anchor.told.first if anchor.told else None) if told else anchor.written
    if base is None:
        return None
    if told and anchor.told is not None and anchor.told.days > _longest(what.unit):
        return None
    if what.unit == "day":
        return day(base + timedelta(days=step))
    if what.unit == "weekend":
        return _weekend(base, what.which, anchor.tense)
    if what.unit in ("week", "fortnight"):
        monday = _monday(base) + timedelta(days=7 * step)
        return span(day(monday), day(monday + timedelta(days=_DAYS_IN[what.unit] - 1)))
    if what.unit == "month":
        return month(base.year, base.month + step)
    if what.unit == "quarter":
        start = (base.month - 1) // 3 * 3 + 1 + 3 * step
        return span(month(base.year, start), month(base.year, start + 2))
    if what.unit == "year":
        return year(base.year + step)
    if what.unit in ("decade", "century"):
        size = _MONTHS_IN[what.unit] // 12
        start = base.year // size * size + step * size
        return span(year(start), year(start + size - 1))
    return None


def _longest(unit: str) -> int:
    """How long what was told before may be, for a unit to be counted from it."""
    return _MONTHS_IN[unit] * 31 if unit in _MONTHS_IN else 7 if unit != "day" else 1


def _weekend(base: date, which: str, tense: str) -> Period | None:
    saturday = base + timedelta(days=5 - base.weekday())
    if which == "last" or (which in ("", "this") and tense == "past" and base.weekday() < 5):
        saturday -= timedelta(days=7)
    elif which in ("next", "coming", "following") and base.weekday() >= 5:
        saturday += timedelta(days=7)
    elif which == "previous":
        saturday -= timedelta(days=7)
    return span(day(saturday), day(saturday + timedelta(days=1)))


def _shift(what: Shift, anchor: Anchor) -> Period | None:
    base: Period | None
    if what.origin is not None:
        base = resolve(what.origin, anchor)
    elif what.now:
        base = day(anchor.written) if anchor.written else None
    else:
        base = anchor.told
    if base is None:
        return None
    if what.unit in _DAYS_IN:
        if base.days > 1:
            return None
        return day(base.first + timedelta(days=what.count * _DAYS_IN[what.unit]))
    if what.unit not in _MONTHS_IN:
        return None
    months = what.count * _MONTHS_IN[what.unit]
    if what.exact and base.days == 1:
        there = month(base.first.year, base.first.month + months)
        return day(there.first.replace(day=min(base.first.day, there.last.day)))
    if what.unit == "month":
        return month(base.first.year, base.first.month + months) if base.days <= 31 else None
    return year(base.first.year + months // 12) if base.days <= 366 else None


def _range(first: Expression, last: Expression, anchor: Anchor) -> Period | None:
    end = resolve(last, anchor)
    if end is None:
        return None
    if isinstance(first, Weekday) and not first.which:
        # From Monday to Thursday: the Monday before that Thursday.
        return span(day(_step(first.number, end.first, "previous")), end)
    begin = resolve(first, anchor)
    if begin is not None and begin.first > end.first and isinstance(first, Yearly):
        begin = _in_year(first, end.first.year - (0 if first.month < end.first.month else 1))
    return span(begin, end) if begin is not None else None
