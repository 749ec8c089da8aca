"""Names by what is said of their bearers, and names cut by what their words are."""

import pytest

from kg.mentions.mentions import find_mentions

TYPES = [
    ("Leeds beat Norwich 3-1 at home.", {"Leeds": "Organization"}),
    ("Bremlow Mayor Ann Holt cut the ribbon.", {"Bremlow": "Place"}),
    ("The mayor of Bremlow, Ann Holt, agreed.", {"Bremlow": "Place"}),
    ("Darlund has recalled 9,000 of its heaters.", {"Darlund": "Organization"}),
    ("Leipzig striker Jan Holt was fined.", {"Leipzig": "Organization"}),
    ("The Princess Ada sank off Jersey.", {"Princess Ada": "Product"}),
    ("The Conference of Rural Mayors agreed.", {"Conference of Rural Mayors": "Organization"}),
]

CUTS = [
    ("Dr Lena van der Holt-Maas was named to the court.", ["Lena van der Holt-Maas"]),
    ("Skier Øystein Dahlby was hurt near Oslo.", ["Øystein Dahlby", "Oslo"]),
    ("Rep. Ann Marlow (R-Okla.) voted against it.", ["Ann Marlow"]),
    ("Christian Friday, a baker, was held.", ["Christian Friday"]),
    ("The Farm Workers' Union (FWU) met in Radom.", ["Farm Workers' Union", "FWU", "Radom"]),
    ("The Liberal Democrats agreed.", ["Liberal Democrats"]),
    ('"God knows," said Ann Marlow.', ["Ann Marlow"]),
    ("ANN MARLOW QUITS\n\nAnn Marlow resigned on Friday.", ["ANN MARLOW", "Ann Marlow"]),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_types(parsed, text, expected):
    found = {m.name: m.type for m in find_mentions(parsed(text)) if m.form == "name"}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cuts(parsed, text, expected):
    found = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert [m.name for m in found] == expected
