"""What the words of a name tell of its type."""

import pytest

from kg.mentions.namewords import is_site, type_by_words
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
        ("Harbor Police Headquarters", "Place"),
        ("Northern Weapons Range", "Place"),
        ("Velm Underground", "Organization"),
        ("Bremlow Fever", "Thing"),
        ("Velm City Opera", "Organization"),
        ("Velm Jazz Fest", "Event"),
        # one word, or none that tells: nothing
        ("Summit", None),
        ("Ann Lee", None),
    ],
)
def test_type_by_words(name, expected):
    assert type_by_words(name.split(), KNOWLEDGE) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leeds-news.co.uk", True),
        ("www.bremlow.com.br", True),
        ("bremlow.de", True),
        ("p.m.", False),
        ("U.S", False),
    ],
)
def test_is_site(word, expected):
    assert is_site(word) == expected
