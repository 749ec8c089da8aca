"""Places of one name are two where two countries are told, and else one."""

import pytest

from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("She was born in Birmingham, Alabama. Her son lives in Birmingham, England.",
         "Birmingham", 2),
        ("She flew from Valencia in Spain to Valencia in Venezuela on Monday.", "Valencia", 2),
        ("She was born in Birmingham, Alabama. Her son left Birmingham in May.", "Birmingham", 1),
        # A county and its country are no two countries.
        ("She was born in Leeds, England. Her son lives in Leeds, Yorkshire.", "Leeds", 1),
    ],
)  # fmt: skip
def test_places_of_two_countries_are_two(parsed, text, name, count):
    ann = parsed(text)
    mentions = find_mentions(ann)
    resolution = resolve(ann, mentions, ())
    found = {m.entity for m in resolution.mentions if m.form == "name" and m.name == name}
    assert len(found) == count
