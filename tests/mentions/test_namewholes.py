"""Names that the tagger cut before their end, and those that end there."""

import pytest

from kg.mentions.names import find_names

# A text, names that it has with their types, and what is no name of it.
NAMES = [
    (
        "A plan that nobody likes has passed the United States House of Representatives at last.",
        {"United States House of Representatives": "Organization"},
        "United States",
    ),
    ("The bomb was set by the Islamic State of Iraq and the Levant.",
     {"Islamic State of Iraq and the Levant": "Organization"}, "Levant"),
    ("A Volvo XC90 struck him.", {"Volvo XC90": "Product"}, "Volvo"),
    ("The Boeing 737 Max was not airworthy.", {"Boeing 737 Max": "Product"}, "Boeing"),
    ("Boeing 200 workers were sacked by Boeing.", {"Boeing": "Organization"}, "Boeing 200"),
    (
        "He studied at the University of California, San Diego.",
        {"University of California, San Diego": "Organization"},
        "San Diego",
    ),
    (
        "A team of the University of Hawaii at Hilo said so.",
        {"University of Hawaii at Hilo": "Organization"},
        "Hilo",
    ),
    (
        "He died at the University of Bologna, Italy.",
        {"University of Bologna": "Organization", "Italy": "Place"},
        "University of Bologna, Italy",
    ),
    (
        "The John Hale space telescope was launched. The Ann Lee portrait was sold.",
        {"John Hale space telescope": "Product"},
        "Ann Lee portrait",
    ),
    ("Scientists found E. coli in the river.", {"E. coli": "Thing"}, "E."),
    ("She read the novel A House of Glass in May.", {"A House of Glass": "Work"}, "House of Glass"),
    (
        "Bo Ott, a Swiss-German painter, and Canadian-US scientist Jo Reed won.",
        {"Swiss": "Place", "German": "Place", "US": "Place"},
        "Swiss-German",
    ),
    (
        "Liberal National MP John McVeigh and Christian Democrat MP Ann Lee left.",
        {"Liberal National": "Organization", "Christian Democrat": "Organization"},
        "Liberal",
    ),
    ("The bridge was opened by Her Majesty.", {}, "Majesty"),
    ("Ann published a study in Marine Reports.", {"Marine Reports": "Organization"}, "Reports"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "none"), NAMES)
def test_names(parsed, text, names, none):
    ann = parsed(text)
    found = {ann.doc[n.first : n.last].text: n.type for n in find_names(ann)}
    assert {name: found.get(name) for name in names} == names
    assert none not in found
