"""Time expressions and their dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.qualification.when import find_when, resolve_date

WEDNESDAY = "2021-12-15"
RESOLVED = [
    # text, published, ahead, value
    ("in 2013", None, False, "2013"),
    ("July 2019", None, False, "2019-07"),
    ("12 March 2021", None, False, "2021-03-12"),
    ("the 3rd of May 1998", None, False, "1998-05-03"),
    ("March 12, 2021", None, False, "2021-03-12"),
    ("Sept. 11, 2001", None, False, "2001-09-11"),
    ("2020-02-29", None, False, "2020-02-29"),
    ("30 February 2020", None, False, None),
    ("Tuesday", None, False, None),
    ("last month", None, False, None),
    ("March 12", None, False, None),
    ("Tuesday", WEDNESDAY, False, "2021-12-14"),
    ("Tuesday", WEDNESDAY, True, "2021-12-21"),
    ("on Wednesday evening", WEDNESDAY, False, WEDNESDAY),
    ("yesterday", WEDNESDAY, False, "2021-12-14"),
    ("tomorrow", WEDNESDAY, False, "2021-12-16"),
    ("last month", WEDNESDAY, False, "2021-11"),
    ("next month", WEDNESDAY, True, "2022-01"),
    ("last year", WEDNESDAY, False, "2020"),
    ("last Tuesday", WEDNESDAY, False, None),
    ("in July", WEDNESDAY, False, "2021-07"),
    ("in March", WEDNESDAY, True, "2022-03"),
    ("March 12", WEDNESDAY, False, "2021-03-12"),
    ("since 2017", None, False, None),
    ("three years ago", WEDNESDAY, False, None),
    ("recently", WEDNESDAY, False, None),
]
FOUND = [
    ("Ann Berg went to the palace to *meet* Carl Dorn on Tuesday evening.", "Tuesday evening"),
    ("Ann Berg *met* Carl Dorn on Tuesday.", "Tuesday"),
    ("On Tuesday, Ann Berg *met* Carl Dorn, who had arrived on Sunday.", "Tuesday"),
    ("Ann Berg met Carl Dorn, who had *arrived* on Sunday.", "Sunday"),
    ("The *arrest* in July 2019 led to a trial.", "July 2019"),
    ("Ann Berg is expected to *meet* Carl Dorn on Monday.", "Monday"),
    ("The 2013 *agreement* was broken.", "2013"),
    ("The two sides held *talks* in Oslo yesterday.", "yesterday"),
    ("Ann Berg *met* Carl Dorn in Oslo.", None),
]


@pytest.mark.parametrize(("text", "published", "ahead", "value"), RESOLVED)
def test_resolve(text, published, ahead, value):
    assert resolve_date(text, published, ahead) == value


@given(st.text(max_size=40))
def test_nothing_is_resolved_without_a_year(text):
    if not any(character.isdigit() for character in text):
        assert resolve_date(text, None) is None


@pytest.mark.parametrize(("marked", "text"), FOUND)
def test_find(parsed, marked, text):
    before = marked.partition("*")[0]
    ann = parsed(marked.replace("*", ""))
    token = next(i for i, start in enumerate(ann.starts) if start == len(before))
    found = find_when(ann, token)
    assert (found and found.text) == text
    assert found is None or found.value in (None, "2013", "2019-07")
