"""Time expressions in plain words, and what they come to on the calendar."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.qualification.periods import day, easter, month
from kg.qualification.reckoning import Anchor, resolve
from kg.qualification.times import grammar
from tests.known import KNOWLEDGE

WEDNESDAY = date(2025, 3, 12)
# What was told before: a Friday.
TOLD = day(date(2025, 1, 10))
SLACK = KNOWLEDGE.whole("qualification.days_dated_before")
PAST = [
    # weekdays
    ("on Tuesday", "2025-03-11"),
    ("on Wednesday evening", "2025-03-12"),
    ("on Thursday", "2025-03-06"),
    ("last Friday", "2025-03-07"),
    ("last Tuesday", None),
    ("this past Tuesday", "2025-03-11"),
    ("Sunday last", "2025-03-09"),
    ("Thursday last week", "2025-03-06"),
    ("Monday to Thursday last week", "2025-03-03/2025-03-06"),
    ("Friday and Saturday", "2025-03-07/2025-03-08"),
    ("in the early hours of Sunday", "2025-03-09"),
    ("late on Monday", "2025-03-10"),
    ("Mon. morning", "2025-03-10"),
    ("the Sunday before that", "2025-01-05"),
    ("the following Monday", "2025-01-13"),
    ("the previous Thursday", "2025-01-09"),
    # days counted from the day of writing
    ("today", "2025-03-12"),
    ("earlier today", "2025-03-12"),
    ("this morning", "2025-03-12"),
    ("yesterday afternoon", "2025-03-11"),
    ("last night", "2025-03-11"),
    ("the day before yesterday", "2025-03-10"),
    ("three days ago", "2025-03-09"),
    ("a fortnight ago", "2025-02-26"),
    ("two weeks ago", "2025-02-26"),
    ("four months ago", "2024-11"),
    ("twenty-five years ago", "2000"),
    ("exactly ten years ago", "2015-03-12"),
    ("hours ago", None),
    ("many years ago", None),
    # from what was told before
    ("the next day", "2025-01-11"),
    ("the following morning", "2025-01-11"),
    ("a day later", "2025-01-11"),
    ("two days earlier", "2025-01-08"),
    ("hours later", "2025-01-10"),
    ("that evening", "2025-01-10"),
    ("the same day", "2025-01-10"),
    ("later that week", "2025-01-06/2025-01-12"),
    ("that year", "2025"),
    ("the following year", "2026"),
    ("the previous month", "2024-12"),
    ("the following March", "2026-03"),
    ("two years later", "2027"),
    ("twenty years later to the day", "2045-01-10"),
    # dates
    ("2 May", "2024-05-02"),
    ("the 3rd of March", "2025-03-03"),
    ("on March 12", "2025-03-12"),
    ("March 13", "2025-03-13"),
    ("on Friday, 3 May 2024", "2024-05-03"),
    ("Tuesday, March 4, 2025", "2025-03-04"),
    ("Sept. 11, 2001", "2001-09-11"),
    ("at 10:35 local time on 4 May 2024", "2024-05-04"),
    ("29 February", "2024-02-29"),
    ("29 February 2023", None),
    ("30 February 2020", None),
    ("2020-02-29", "2020-02-29"),
    ("28/11/2024", "2024-11-28"),
    ("11/28/2024", "2024-11-28"),
    ("04/11/2024", None),
    ("May 3-5, 2024", "2024-05-03/2024-05-05"),
    ("3 to 5 May 2024", "2024-05-03/2024-05-05"),
    ("from January 3 to February 5", "2025-01-03/2025-02-05"),
    ("between December 20 and January 4", "2024-12-20/2025-01-04"),
    ("May 9 last year", "2024-05-09"),
    ("on this day in 1982", "1982-03-12"),
    # months, quarters, seasons
    ("in October", "2024-10"),
    ("in March", "2025-03"),
    ("last March", "2024-03"),
    ("mid-January", "2025-01"),
    ("late last month", "2025-02"),
    ("earlier this month", "2025-03"),
    ("May 1985", "1985-05"),
    ("March of last year", "2024-03"),
    ("in January this year", "2025-01"),
    ("the third quarter of 2024", "2024-07/2024-09"),
    ("Q1 2024", "2024-01/2024-03"),
    ("the first half of last year", "2024-01/2024-06"),
    ("the fiscal third quarter", None),
    ("last summer", "2024-06/2024-08"),
    ("the winter of 2009-10", "2009-12/2010-02"),
    ("spring 2019", "2019-03/2019-05"),
    # weeks and weekends
    ("last week", "2025-03-03/2025-03-09"),
    ("earlier this week", "2025-03-10/2025-03-16"),
    ("over the weekend", "2025-03-08/2025-03-09"),
    ("last weekend", "2025-03-08/2025-03-09"),
    # years and longer
    ("in 2019", "2019"),
    ("early this year", "2025"),
    ("the end of last year", "2024"),
    ("fiscal 2018", "2018"),
    ("from 2010 to 2014", "2010/2014"),
    ("2018–19", "2018/2019"),
    ("between 1998 and 2003", "1998/2003"),
    ("the 1990s", "1990/1999"),
    ("the late '80s", "1980/1989"),
    ("the seventies", "1970/1979"),
    ("the 19th century", "1801/1900"),
    # feasts
    ("on New Year's Eve", "2024-12-31"),
    ("Christmas Day", "2024-12-25"),
    ("Easter Monday 2024", "2024-04-01"),
    ("on Good Friday", "2024-03-29"),
    ("Thanksgiving Day 2020", "2020-11-26"),
    ("last Halloween", "2024-10-31"),
]
FUTURE = [
    ("on Friday", "2025-03-14"),
    ("on Tuesday", "2025-03-18"),
    ("this Thursday", "2025-03-13"),
    ("next Monday", "2025-03-17"),
    ("next Friday", None),
    ("this coming Friday", "2025-03-14"),
    ("a week on Thursday", "2025-03-20"),
    ("Saturday week", "2025-03-22"),
    ("tomorrow night", "2025-03-13"),
    ("the day after tomorrow", "2025-03-14"),
    ("two weeks from now", "2025-03-26"),
    ("next week", "2025-03-17/2025-03-23"),
    ("next month", "2025-04"),
    ("later this year", "2025"),
    ("next year", "2026"),
    ("2 May", "2025-05-02"),
    ("in February", "2026-02"),
    ("next spring", "2026-03/2026-05"),
    ("in the summer", "2025-06/2025-08"),
    ("at Easter", "2025-04-20"),
    ("this weekend", "2025-03-15/2025-03-16"),
]
NONE = [
    "aged 34",
    "won 21-16, 12-21",
    "2,024 tickets",
    "$2015",
    "a 30-year-old",
    "for the next three years",
    "three years",
    "over the past week",
    "2010.5 metres",
    "he may march",
    "a second",
    "the daily 1-2 km run",
]


def found(text, anchor):
    times = grammar(KNOWLEDGE).find(text)
    assert len(times) < 2, times
    period = resolve(times[0].expression, anchor) if times else None
    return period and period.value


@pytest.mark.parametrize(("text", "value"), PAST)
def test_past(text, value):
    assert found(text, Anchor(WEDNESDAY, TOLD, "past", SLACK)) == value


@pytest.mark.parametrize(("text", "value"), FUTURE)
def test_future(text, value):
    assert found(text, Anchor(WEDNESDAY, TOLD, "future", SLACK)) == value


@pytest.mark.parametrize("text", NONE)
def test_no_time(text):
    anchor = Anchor(WEDNESDAY, TOLD, "past", SLACK)
    assert not [t for t in grammar(KNOWLEDGE).find(text) if resolve(t.expression, anchor)]


@pytest.mark.parametrize(("text", "value"), [*PAST, *FUTURE])
def test_nothing_is_counted_from_an_unknown_day(text, value):
    assert found(text, Anchor()) in (None, value)


@pytest.mark.parametrize("text", ["It is light from the Sun.", "The Sun. The Moon."])
def test_what_shines_is_no_day(text):
    assert found(text, Anchor(date(2025, 3, 12))) is None


def test_a_day_cut_short_is_one():
    assert found("On Sun. he left.", Anchor(date(2025, 3, 12))) == "2025-03-09"


@pytest.mark.parametrize("text", ["Tuesday", "yesterday", "2 May", "last year", "a day later"])
def test_what_is_relative_is_unknown_without_a_day(text):
    assert found(text, Anchor()) is None


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.sampled_from(PAST), st.booleans())
def test_past_is_not_ahead(written, case, told):
    """What is told of the past, by the day of writing, does not lie beyond it."""
    anchor = Anchor(written, day(written) if told else None, "past", SLACK)
    for timex in grammar(KNOWLEDGE).find(case[0]):
        period = resolve(timex.expression, anchor)
        if period is not None and not told and not any(c.isdigit() for c in case[0]):
            assert period.first <= written


WORDS = "on the last next early Monday March 7 2025 10 days ago week in and to - , of p.m. at"


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS.split())).map(" ".join)))
def test_any_text_has_times_in_order(text):
    times = grammar(KNOWLEDGE).find(text)
    assert all(a.end <= b.start for a, b in pairwise(times))
    assert all(0 <= t.start < t.end <= len(text) for t in times)


def test_calendar():
    assert [easter(y).isoformat() for y in (2000, 2019, 2024, 2025)] == [
        "2000-04-23",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
    ]
    assert month(2024, 14).value == "2025-02"
    assert month(2024, 0).value == "2023-12"
    assert month(2024, 2).days == 29
