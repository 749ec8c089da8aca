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
    ("Tess Chelsea has moved to Chelsea.", {"Chelsea": "Place"}),
    ("Lincoln was held in Lincoln, Nebraska. Tom Lincoln, 29, sang.", {"Nebraska": "Place"}),
    ("Jordan said that it had proof.", {"Jordan": "Place"}),
    ("Bremlow, whose app is popular, was bought by Darlund.", {"Bremlow": "Organization"}),
    ("Velmo, a unit of Germany's Zandberg, grew. Zandberg said so.", {"Zandberg": "Organization"}),
    ("Oxfam nurse Ida Falk agreed.", {"Oxfam": "Organization"}),
    ("Green party co-leader Ida Falk resigned.", {"Green": "Organization"}),
    ("Paris, the dog, barked.", {"Paris": "Thing"}),
    ("Georgia, an Omaha band, sang.", {"Georgia": "Organization"}),
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

CUTS = [
    ("Dr Lena van der Holt-Maas was named to the court.", ["Lena van der Holt-Maas"]),
    ("Skier Øystein Dahlby was hurt near Oslo.", ["Øystein Dahlby", "Oslo"]),
    ("Rep. Ann Marlow (R-Okla.) voted against it.", ["Ann Marlow"]),
    ("Christian Friday, a baker, was held.", ["Christian Friday"]),
    ("The Farm Workers' Union (FWU) met in Radom.", ["Farm Workers' Union", "FWU", "Radom"]),
    ("The Liberal Democrats agreed.", ["Liberal Democrats"]),
    ("The Right Hon. Ann Marlow and Lt. Col. Bo Holt came.", ["Ann Marlow", "Bo Holt"]),
    ("Holt, Marlow and Sons was sued.", ["Holt, Marlow and Sons"]),
    (
        "Named were HOLT, Ann; HOLT, Bo; and Pang, Wei.",
        ["HOLT, Ann", "HOLT, Bo", "Pang, Wei"],
    ),
    ("Walter Holt Sr., who sang, left.", ["Walter Holt Sr."]),
    ("Sunny Holt came. Sunny left.", ["Sunny Holt", "Sunny"]),
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
