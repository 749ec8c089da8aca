"""What names are of by the noun that introduces or explains them."""

import pytest

from kg.mentions.mentions import find_mentions

TYPES = [
    ("The trawler Greta Lind sank off Velm.", "Greta Lind", "Product"),
    ("The captain Greta Lind sank the boat.", "Greta Lind", "Person"),
    # Retailers and insurers may be people, told by a given name or more than one word.
    ("Danish brewer Solmark posted a loss.", "Solmark", "Organization"),
    ("The publisher Ann Lee quit in May.", "Ann Lee", "Person"),
    # An apposition with an article tells what is meant, whoever the thing is called after.
    ("Corvin, a Danish shipping company, bought two ships. Tom Corvin, its founder, died.",
     "Corvin", "Organization"),
    ("Corvin, a Danish clerk, bought two ships.", "Corvin", "Person"),
    ("Madison Square, a novel by Ann Lee, is out.", "Madison Square", "Work"),
    ("She met Tom Reed at Madison Square.", "Madison Square", "Place"),
    # What belongs to somebody is told by its title.
    ("Ann Lee read from her second novel, The Salt Hill.", "Salt Hill", "Work"),
    ("The choir thanked its singer, Ann Bay, on Monday.", "Ann Bay", "Person"),
    ("Tom Reed has a son, Sky, in Leeds.", "Sky", "Person"),
    ("They sailed to the island of Corvast.", "Corvast", "Place"),
    # Who speaks for a body is not called like it.
    ("The speaker of the parliament Ann Lee agreed.", "Ann Lee", "Person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "expected"), TYPES)
def test_a_noun_that_introduces_a_name_tells_its_type(parsed, text, name, expected):
    found = {m.name: m.type for m in find_mentions(parsed(text)) if m.form == "name"}
    assert found.get(name) == expected
