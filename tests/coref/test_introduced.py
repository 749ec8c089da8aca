"""Descriptions of whom the next lines name, kin from the other side, and shortened names."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

SAME = [
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
    (
        "Vice President Ann Holt met President Jan Marek. The president sat.",
        "The president",
        "Ann",
    ),
    ("A spokesman for Mr Holt said so. Jan Holt was away.", "A spokesman for Mr Holt", "Jan Holt"),
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
