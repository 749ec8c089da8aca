"""What names are of by articles, prepositions and the names beside them."""

import pytest

from kg.mentions.mentions import find_mentions

TYPES = [
    # People have no article.
    ("The clerk phoned the Rikar Dovland.", "Rikar Dovland", "Organization"),
    ("They met the Ann Lee whom they knew.", "Ann Lee", "Person"),
    # A capital article inside a sentence is a paper's, unless the name is known with it.
    ("She wrote for The Pacific before.", "Pacific", "Organization"),
    ("She sailed to the Pacific in May.", "Pacific", "Place"),
    ("The envoy lives in The Hague.", "Hague", "Place"),
    # People stand behind "at" where something is aimed at them.
    ("A cook at Solvano Brisco was fined in May.", "Solvano Brisco", "Organization"),
    ("A cook shouted at Ann Lee in May.", "Ann Lee", "Person"),
    ("The storm hit schools in Berlin and Velm.", "Velm", "Place"),
    ("Tarvok was jailed for six years.", "Tarvok", "Person"),
    ("Olaf Brix was awarded the Padma Kala in June.", "Padma Kala", "Thing"),
    ("Mira Castell received the Order of Merit in 2003.", "Order of Merit", "Thing"),
    ("Mira Castell won the Silver Lion for best director.", "Silver Lion", "Thing"),
    ("Lars Holm wrote Cold Water in 2003.", "Cold Water", "Work"),
    ("Cold Water, written by Lars Holm, sold well.", "Cold Water", "Work"),
    ("Lars Holm wrote to Cold Water in 2003.", "Cold Water", "Organization"),
    # A title before the name of a building is of whom it is called after.
    ("Two fell ill at General Ann Holt Base in May.", "Ann Holt Base", "Place"),
    ("General Ann Hill agreed in May.", "Ann Hill", "Person"),
    ("Driver Tom Alan Fields agreed in May.", "Tom Alan Fields", "Person"),
    # Ships list and sink, acts list something.
    ("The Forest Act lists nine protected owls.", "Forest Act", "Law"),
    ("The Greta listed off Jersey.", "Greta", "Product"),
    ("Ann Berg leads the Greens in Velm.", "Greens", "Organization"),
    ("She met angry Greens in Velm.", "Greens", "Group"),
    ("The Rural National Convention opened in Leeds.", "Rural National Convention", "Event"),
    ("The Rural Fishing Convention was signed.", "Rural Fishing Convention", "Agreement"),
    ("The Hurricane Ada Relief Fund paid 3 million euros.", "Hurricane Ada Relief Fund",
     "Organization"),
    ("Scientists blamed El Niño for the drought.", "El Niño", "Event"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "expected"), TYPES)
def test_what_stands_beside_a_name_tells_its_type(parsed, text, name, expected):
    found = {m.name: m.type for m in find_mentions(parsed(text)) if m.form == "name"}
    assert found.get(name) == expected
