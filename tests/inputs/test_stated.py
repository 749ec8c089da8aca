"""Dates, languages and authors in the forms in which inputs state them."""

import pytest

from kg.inputs.stated import authors, language, published, sections


@pytest.mark.parametrize(
    ("told", "day", "issued"),
    [
        ("2024", "2024", None),
        ("2024-05", "2024-05", None),
        ("2024-05-03", "2024-05-03", None),
        (" 2024-05-03 ", "2024-05-03", None),
        ("2024-05-03T10:00", "2024-05-03", None),  # nobody knows in which zone
        ("2024-05-03T23:30:00-05:00", "2024-05-03", "2024-05-03T23:30:00-05:00"),
        ("2024-05-03T23:30:00.250+00:00", "2024-05-03", "2024-05-03T23:30:00Z"),
        ("2024-05-03T23:30:00Z", "2024-05-03", "2024-05-03T23:30:00Z"),
        ("Fri, 03 May 2024 23:30:00 -0500", "2024-05-03", "2024-05-03T23:30:00-05:00"),
        ("Fri, 3 May 2024 23:30:00 GMT", "2024-05-03", "2024-05-03T23:30:00Z"),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("0000", None, None),
        ("last week", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates_of_any_precision(told, day, issued):
    assert published(told) == (day, issued)


@pytest.mark.parametrize(
    ("told", "tag"),
    [("en", "en"), ("en_GB", "en-gb"), ("zh-Hans", "zh-hans"), ("English", None), ("e", None),
     ("en GB", None), (None, None)],
)  # fmt: skip
def test_languages(told, tag):
    assert language(told) == tag


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee; Bo  Day;", ("Ann Lee", "Bo Day")),
        (["Ann Lee", "Ann Lee", " "], ("Ann Lee",)),
        (None, ()),
    ],
)
def test_authors(told, names):
    assert authors(told) == names


def test_sections_are_given_as_authors_are():
    assert sections("World; Fish;World") == ("World", "Fish") == sections(["World", "Fish"])
    assert sections(None) == ()
