"""Two bodies that "and" joins are two names; one body's name may have "and" inside."""

import pytest

from kg.mentions.mentions import find_mentions

BODIES = [
    (
        "Researchers at the Center for Food Safety and Center for Biological Diversity sued.",
        ["Center for Food Safety", "Center for Biological Diversity"],
    ),
    (
        "The Department of Health and Human Services met.",
        ["Department of Health and Human Services"],
    ),
]


@pytest.mark.parametrize(("text", "names"), BODIES)
def test_bodies_joined_by_and(parsed, text, names):
    ann = parsed(text)
    found = [ann.surface(m.span) for m in find_mentions(ann) if m.form == "name"]
    assert [name.removeprefix("the ").removeprefix("The ") for name in found] == names
