"""What a body is to whoever it is called the club or employer of."""

import pytest

from kg.reading.article import read_annotation

TIES = [
    ("Ann Lee resigned. Her previous employer, Velm Bank, said nothing.",
     {"employeeOf Velm Bank former"}),
    ("Ann Lee resigned. Her employer, Velm Bank, said nothing.", {"employeeOf Velm Bank"}),
    ("Ann Lee sang with her band The Cold Frogs in Graz.", {"memberOf Cold Frogs"}),
    ("Ann Lee trains with her club, Velm Rovers.", {"memberOf Velm Rovers"}),
    # what is only named next, or may be hers in another way
    ("Ann Lee left her club. Velm Rovers won.", set()),
    ("Ann Lee loves her company, Velm Bank.", set()),
    ("The city and its club, Velm Rovers, quarrelled.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ties"), TIES)
def test_own_bodies(parsed, text, ties):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = {
        " ".join((f.relation, names[f.args[1].entity], f.details.get("temporal", ""))).strip()
        for f in extraction.facts
        if f.rule == "tie.own_body"
    }
    assert found == ties
