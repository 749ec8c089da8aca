"""Names cut and completed by what their words are."""

import pytest

from kg.mentions.mentions import find_mentions

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


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_cuts(parsed, text, expected):
    found = [m for m in find_mentions(parsed(text)) if m.form == "name"]
    assert [m.name for m in found] == expected
