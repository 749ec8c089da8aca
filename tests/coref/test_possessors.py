"""What two have, each one its own, is never one thing."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

APART = [
    (
        "Boeing's first crewed mission was delayed. SpaceX built a capsule. "
        "The company flew its first crewed mission in May.",
        "Boeing's first crewed mission",
        "its first crewed mission",
    ),
    (
        "Peru began its voting in June. Voting was slow. Voting was dull. Voting was hard. "
        "Voting was long. Voting was loud.",
        "its voting",
        "Voting",
    ),
]

SAME = [
    (
        "Boeing's first crewed mission was delayed. Boeing moved its first crewed mission to May.",
        "Boeing's first crewed mission",
        "its first crewed mission",
    ),
]


def entities(ann):
    found = resolve(ann, find_mentions(ann), find_attributions(ann))
    return {ann.surface(m.span): m.entity for m in found.mentions}


@pytest.mark.parametrize(("text", "one", "two"), APART)
def test_what_two_have_is_not_one_thing(parsed, text, one, two):
    found = entities(parsed(text))
    assert found.get(one) is None or found[one] != found.get(two)


@pytest.mark.parametrize(("text", "one", "two"), SAME)
def test_what_one_has_is_one_thing(parsed, text, one, two):
    found = entities(parsed(text))
    assert found[one] == found[two]
