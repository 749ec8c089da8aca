"""What names are of, by their words and by what is said of their bearers."""

import pytest

from kg.mentions.mentions import find_mentions
from kg.mentions.name import Name
from kg.mentions.nametypes import name_types, opened
from tests.known import KNOWLEDGE

TYPES = [
    ("Bremlow Mayor Ann Holt cut the ribbon.", {"Bremlow": "Place"}),
    ("The mayor of Bremlow, Ann Holt, agreed.", {"Bremlow": "Place"}),
    ("Darlund has recalled 9,000 of its heaters.", {"Darlund": "Organization"}),
    ("Leipzig striker Jan Holt was fined.", {"Leipzig": "Organization"}),
    ("Ana Moura held talks with President Teles in Luanda.", {"Teles": "Person"}),
    ("Guests left the President Hotel.", {"Hotel": None}),
    ("The Princess Ada sank off Jersey.", {"Princess Ada": "Product"}),
    ("Jordan said that it had proof.", {"Jordan": "Place"}),
    ("Bremlow, whose app is popular, was bought by Darlund.", {"Bremlow": "Organization"}),
    ("Velmo, a unit of Germany's Zandberg, grew. Zandberg said so.", {"Zandberg": "Organization"}),
    ("Oxfam nurse Ida Falk agreed.", {"Oxfam": "Organization"}),
    ("Green party co-leader Ida Falk resigned.", {"Green": "Organization"}),
    ("City, who own the ground, agreed.", {"City": "Organization"}),
    ("The Radio Hall of Fame agreed.", {"Radio Hall of Fame": "Organization"}),
    ("Police found an AR-15 in the car.", {"AR-15": "Product"}),
    ("He wrote for Bremlow.com in May.", {"Bremlow.com": "Organization"}),
    ("Fans cheered the Bremlow Hornets.", {"Bremlow Hornets": "Organization"}),
    ("The Conference of Rural Mayors agreed.", {"Conference of Rural Mayors": "Organization"}),
    ("The chains Aldway and Corrin agreed.", {"Corrin": "Organization"}),
    ("News broadcaster NRK later reported a fire.", {"NRK": "Organization"}),
    ("A study published in Marine Letters on Friday says so.", {"Marine Letters": "Organization"}),
    ("All nine Justices agreed in May.", {"Justices": "Group"}),
    ("The Ice Kings beat the Bisons 3-1.", {"Ice Kings": "Organization"}),
    ("The Danish Geological Survey agreed.", {"Danish Geological Survey": "Organization"}),
    ("The Andean Free Trade Area grew.", {"Andean Free Trade Area": "Agreement"}),
    ("Fires spread in the Amazon rainforest.", {"Amazon": "Place"}),
    ("Amazon sued a town in May.", {"Amazon": "Organization"}),
    ("Orrin Space tested its Corvina rocket.", {"Corvina": "Product"}),
    ("The crowd met on the social media site Facebook.", {"Facebook": "Product"}),
    ("Ministers said that Brexit was near.", {"Brexit": "Event"}),
    ("She was nominated for the Oscar in May.", {"Oscar": "Thing"}),
    ("Tina Nicole Hall was convicted of fraud.", {"Tina Nicole Hall": "Person"}),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_types(parsed, text, expected):
    found = {m.name: m.type for m in find_mentions(parsed(text)) if m.form == "name"}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hurricane ada", ("Event", "ada")),
        ("tropical storm ada", ("Event", "ada")),
        ("uss ann lee", ("Product", "ann lee")),
        # a word alone, another's rest, no such word
        ("hurricane", None),
        ("tropical storm", None),
        ("lake geneva", None),
        ("ann lee", None),
    ],
)
def test_what_a_first_word_tells(name, expected):
    assert opened(name.split(), KNOWLEDGE) == expected


def test_mangled_letters_are_no_error(parsed):
    """What folds to a word and a blank is one word."""
    ann = parsed("Berg saw \u00c3\u0083\u00c2 \u0308 there.")
    first = next(t.i for t in ann.doc if "\u00c3" in t.text)
    last = next(t.i for t in ann.doc if t.text == "there")
    assert name_types(ann, [Name(first, last, "Place")]) == ["Place"]


def test_a_slip_has_the_type_of_the_name_that_is_meant(parsed):
    ann = parsed("Pedro Varnessi spoke. A rival sued Varnissi.")
    names = [Name(0, 2, "Person"), Name(7, 8, "Organization")]
    assert name_types(ann, names) == ["Person", "Person"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [(["Work", "Law", "Event"], "Person"), (["Work", "Work", "Work"], "Work")],
)
def test_a_name_that_gets_another_label_each_time_is_judged_by_what_is_said_of_it(
    parsed, labels, expected
):
    ann = parsed("Kipsang ran. Kipsang set a record. Kipsang said he was tired.")
    heads = [t.i for t in ann.doc if t.text == "Kipsang"]
    names = [Name(i, i + 1, label) for i, label in zip(heads, labels, strict=True)]
    assert set(name_types(ann, names)) == {expected}
