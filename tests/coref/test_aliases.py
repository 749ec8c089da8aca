"""Which names can be of one person; spelling variants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coref.nameparts import initials, parts_of
from kg.coref.people import same_person
from kg.knowledge.folding import fold
from kg.knowledge.spelling import similar
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Rahimi", "Majid Rahimi", True),
        ("Takht Rahimi", "Majid Takht-e Rahimi", True),
        ("J. Park", "Joan Park", True),
        ("Raimi", "Ebrahim Raeimi", True),
        ("Amir-Hosseini", "Ali Amirhosseini", False),
        ("Erdoğan", "Recep Erdogan", True),
        ("Joan Park", "Min Park", False),
        ("Ali Kazemi", "Reza Kazemi Moradi", False),
        ("Lee", "Ann Reed", False),
        ("Berg", "Ola Bergen", False),
    ],
)
def test_same_person(one, two, same):
    assert same_person(parts_of(one, KNOWLEDGE), parts_of(two, KNOWLEDGE), KNOWLEDGE) is same


def test_initials():
    def of(name):
        return initials(parts_of(name, KNOWLEDGE), KNOWLEDGE)

    assert "nato" in of("North Atlantic Treaty Organization")
    assert "mof" in of("Ministry of Fisheries")
    assert "mf" in of("Ministry of Fisheries")


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric(one, two):
    assert similar(one, two, KNOWLEDGE) == similar(two, one, KNOWLEDGE)


@given(st.lists(st.text("xzwéQ", min_size=2, max_size=8), min_size=1, max_size=3))
def test_a_name_is_its_own(parts):
    name = tuple(fold(p) for p in parts)
    assert same_person(name, name, KNOWLEDGE)
    assert same_person(name[-1:], name, KNOWLEDGE)
