"""Bodies within bodies, what is part of what, and what belongs to whom."""

import pytest

from kg.reading.article import read_annotation

WHOLES = [
    ("The army's Western Command attacked.", {"partOf Western Command > The army"}),
    (
        "The School of Law at the University of Oslo helped.",
        {"partOf The School of Law > the University of Oslo"},
    ),
    (
        "The legislature of Taiwan, the Legislative Yuan, voted.",
        {"partOf the Legislative Yuan > Taiwan"},
    ),
    ("NASA's Hubble telescope failed.", {"ownerOf NASA > Hubble"}),
    ("The army's Western Command leaders met.", set()),
    ("The School of Law at dawn was quiet.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), WHOLES)
def test_wholes(parsed, text, wanted):
    found = set()
    for fact in read_annotation(parsed(text)).facts:
        if fact.relation in ("partOf", "ownerOf"):
            ends = {arg.role: arg.text for arg in fact.args}
            found.add(f"{fact.relation} {ends['subject']} > {ends['object']}")
    assert found == wanted
