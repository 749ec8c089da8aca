"""What the words of a name tell of its type."""

import pytest

from kg.mentions.namewords import type_by_words
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Joint Plan of Action", "Agreement"),
        ("Treaty on Open Seas", "Agreement"),
        ("Paris Climate Accord", "Agreement"),
        ("Bank of Norway", "Organization"),
        ("University of Lima", "Organization"),
        ("Clean Water Act", "Law"),
        # a centre for something is a body, another as often a building
        ("Harbor Center for Justice", "Organization"),
        ("Harbor Center", None),
        ("Lake Geneva Summit", "Event"),
        # one word, or none that tells: nothing
        ("Summit", None),
        ("Ann Lee", None),
    ],
)
def test_type_by_words(name, expected):
    assert type_by_words(name.split(), KNOWLEDGE) == expected
