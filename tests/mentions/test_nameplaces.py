"""Occurrences of names that are of another thing than the name is elsewhere."""

import pytest

from kg.mentions.mentions import find_mentions

TYPES = [
    ("Leeds beat Norwich 3-1 at home.", {"Leeds": "Organization"}),
    ("Tess Chelsea has moved to Chelsea.", {"Chelsea": "Place"}),
    ("Lincoln was held in Lincoln, Nebraska. Tom Lincoln, 29, sang.", {"Nebraska": "Place"}),
    ("Paris, the dog, barked.", {"Paris": "Thing"}),
    ("Georgia, an Omaha band, sang.", {"Georgia": "Organization"}),
    (
        "As rain hit the Azores, Met Lusa, the national weather service, warned.",
        {"Azores": "Place"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_types(parsed, text, expected):
    found = {m.name: m.type for m in find_mentions(parsed(text)) if m.form == "name"}
    assert {name: found.get(name) for name in expected} == expected
