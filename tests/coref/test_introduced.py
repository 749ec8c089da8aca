"""Descriptions of whom the next lines name, kin from the other side, and shortened names."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

SAME = [
    (
        "A spokesman for Mr Holt came. The spokesman, Bob Marek, sang.",
        "A spokesman",
        "Bob Marek",
    ),
    ("A guard shot a dog, and the guard, Bo Holt, was held.", "A guard", "Bo Holt"),
    (
        "The owner of the bar was fined. Lena Marek, who owns two bars, paid.",
        "The owner of the bar",
        "Lena Marek",
    ),
    (
        "The court jailed the woman. The accused, Rita Marek, 44, wept.",
        "the woman",
        "Rita Marek",
    ),
    (
        "The mayor resigned on Sunday. Ann Marek had led Radom for nine years.",
        "The mayor",
        "Ann Marek",
    ),
    ("Police said the woman's name was Lena Marek.", "the woman", "Lena Marek"),
    ("His wife Dana and their son Tim sang.", "His wife", "Dana"),
    ("Pol Wire of Gdynia has shut. The Polish company made fences.", "The Polish company", "Pol"),
    (
        "The governor cut the ribbon. Governor Ann Holt smiled.",
        "The governor",
        "Ann Holt",
    ),
    (
        "A woman from Kutno was held on Friday. Lena Marek, 34, had lost her keys.",
        "A woman",
        "Lena Marek",
    ),
    ("Gen. Ann Holt met the troops. The general smiled.", "The general", "Ann Holt"),
    (
        "Ex-chancellor Jan Holt sat down. The former chancellor sang.",
        "The former chancellor",
        "Jan",
    ),
    ("The city of Radom is old. Radom has a zoo.", "The city of Radom", "Radom"),
    ("Ann Holt came with her brother Tom. Tom left; his sister stayed.", "his sister", "Ann Holt"),
    ("The Court of Claims met. The court ruled on Friday.", "The court", "The Court of Claims"),
    (
        "Calder International Airport was shut. Calder Airport opens on Friday.",
        "Calder Airport",
        "Calder International Airport",
    ),
]

APART = [
    ("A man was held. A second man, Bo Holt, was not.", "A man", "Bo Holt"),
    (
        "The mayor resigned on Sunday. Ann Marek had asked for help.",
        "The mayor",
        "Ann Marek",
    ),
    ("Also held were Ann Holt, a banker; her driver; and two clerks.", "her driver", "Ann Holt"),
    (
        "Vice President Ann Holt met President Jan Marek. The president sat.",
        "The president",
        "Ann",
    ),
    ("A spokesman for Mr Holt said so. Jan Holt was away.", "A spokesman", "Jan Holt"),
    ("Jan Holt is a curate and visits him.", "Jan Holt", "him"),
]


def entities(ann):
    found = resolve(ann, find_mentions(ann), find_attributions(ann))
    return [(ann.surface(m.span), m.entity) for m in found.mentions]


def together(found, one, two):
    def ids(words):
        return {entity for text, entity in found if text.startswith(words)}

    return bool(ids(one) & ids(two))


@pytest.mark.parametrize(("text", "one", "two"), SAME)
def test_same(parsed, text, one, two):
    assert together(entities(parsed(text)), one, two)


@pytest.mark.parametrize(("text", "one", "two"), APART)
def test_apart(parsed, text, one, two):
    assert not together(entities(parsed(text)), one, two)


NAMESAKES = [
    "The elder Jan Marek sings. His son, also called Jan Marek, dances.",
    "Jan Marek the elder sings. Jan Marek the younger dances.",
    "Grace Lake lives beside Grace Lake.",
]


@pytest.mark.parametrize("text", NAMESAKES)
def test_two_of_one_name(parsed, text):
    name = "Grace Lake" if "Grace" in text else "Jan Marek"
    assert len({entity for words, entity in entities(parsed(text)) if words == name}) == 2


def test_a_person_s_age_is_told_beside_the_name(parsed):
    ann = parsed("Lena Marek, 34, sang. Bo Holt, who is old, danced.")
    found = resolve(ann, find_mentions(ann), find_attributions(ann)).entities
    assert {e.name: e.age for e in found} == {"Lena Marek": 34, "Bo Holt": None}
