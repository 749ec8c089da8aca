"""Posts that the tagger took for the end of the name before them."""

import pytest

from kg.mentions.name import Name
from kg.mentions.nametitles import without_posts

TEXT = "Senate Majority Leader Ann Lee left."


@pytest.mark.parametrize(
    ("type", "expected"), [("Organization", "Organization"), ("Person", "Thing")]
)
def test_what_is_left_of_a_name_is_no_person(parsed, type, expected):
    bearer = Name(3, 5, "Person")
    found = without_posts(parsed(TEXT), [Name(0, 3, type), bearer])
    assert found == [Name(0, 1, expected), bearer]


def test_a_post_that_nobody_bears_stays_in_the_name(parsed):
    name = Name(0, 3, "Organization")
    assert without_posts(parsed(TEXT), [name]) == [name]
