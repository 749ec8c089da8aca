"""Numbers of people and things in words, and which of them cannot both be."""

import pytest

from kg.linking.figures import Figure, figure
from tests.known import KNOWLEDGE


def read(text):
    return figure(text, KNOWLEDGE.lexicon)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twelve people", Figure(12, 12, "")),
        ("Twelve", Figure(12, 12, "")),
        ("12", Figure(12, 12, "")),
        ("1,200 houses", Figure(1200, 1200, "house")),
        ("twenty-one police officers", Figure(21, 21, "police officer")),
        ("At least seven", Figure(7, None, "")),
        ("more than 40 soldiers", Figure(41, None, "soldier")),
        ("no fewer than 3 boats", Figure(3, None, "boat")),
        ("up to nine people", Figure(0, 9, "")),
        ("fewer than 10 persons", Figure(0, 9, "")),
    ],
)
def test_a_count_with_a_plain_noun(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "people", "the two people", "both men", "some 300 people", "about twelve", "dozens",
        "12 others", "three more", "two of the victims", "two men from Oslo",
        "two male foreign visitors",
        "twelve hundred", "two thousand people", "40-year-old Vera Holm", "one in three",
        "a dozen people", "12.5 miles", "another five people",
    ],
)  # fmt: skip
def test_all_else_is_no_figure(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("twelve people", "15", True),
        ("twelve people", "12 persons", False),
        ("at least 20", "twelve people", True),
        ("at least seven", "twelve people", False),
        ("up to 5 people", "more than 5 people", True),
        ("at least 5 people", "at least 20 people", False),
        ("two police officers", "twelve people", False),
        ("two soldiers", "three soldiers", True),
    ],
)
def test_figures_that_no_number_fits(one, other, expected):
    assert read(one).apart(read(other)) is expected
    assert read(other).apart(read(one)) is expected
