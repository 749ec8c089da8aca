"""Towns' names that mean a team: what one occurrence tells holds for the article."""

import pytest

from kg.mentions.names import find_names

# A text, and the types of the occurrences of the name in their order.
NAMES = [
    (
        "Cordoba beat Granada on Saturday. Coach Ana Belmonte praised her goalkeeper. "
        "Cordoba play again in May. The players flew back to Cordoba.",
        "Cordoba",
        "Organization Organization Place",
    ),
    ("The semi-finals are near: Cordoba met holders Cadiz in Madrid.", "Cadiz", "Organization"),
    (
        "Leeds signed Tom Reed from Wigan on Friday. The striker scored. The team plays in Leeds.",
        "Leeds",
        "Organization Place",
    ),
    ("Tom Reed, a midfielder, joined Leeds from Wigan in July.", "Wigan", "Organization"),
    ("Tom Reed, a surgeon, left Leeds for a hospital in Madrid.", "Leeds", "Place"),
    (
        "Toronto beat Boston 5-3. Toronto police arrested a fan, the Toronto mayor said.",
        "Toronto",
        "Organization Place Place",
    ),
    ("Milan beat Lisbon to host the trade fair in March.", "Milan", "Place"),
    ("The army beat the rebels near Cordoba. Cordoba welcomed it.", "Cordoba", "Place Place"),
    ("The tournament began. Kenya beat Norway in Oslo.", "Kenya", "Place"),
]


@pytest.mark.parametrize(("text", "name", "types"), NAMES)
def test_types(parsed, text, name, types):
    ann = parsed(text)
    found = [n.type for n in find_names(ann) if ann.doc[n.first : n.last].text == name]
    assert found == types.split()
