"""Which names are compared at all: none may be missing that a rule would join."""

from hypothesis import given
from hypothesis import strategies as st

from kg.coref.people import _compared, same_person
from kg.coref.sharedparts import SharedParts
from tests.known import KNOWLEDGE

PARTS = st.sampled_from(
    ["ann", "a", "tom", "oskar", "oscar", "mcdonald", "mc", "donald", "de", "vries", "lindqvist",
     "lindquist", "aleksandrovna", "alexandrovna", "lee", "reed", "van"]
)  # fmt: skip
NAMES = st.lists(PARTS, min_size=1, max_size=4).map(tuple)


def test_names_that_share_a_part_or_a_spelling_are_found_in_order() -> None:
    shared = SharedParts(KNOWLEDGE)
    for number, parts in enumerate([("ann", "reed"), ("oskar", "lindqvist"), ("tom", "reed")]):
        shared.add(number, parts)
    assert shared.sharing(["reed"]) == [0, 2]
    assert shared.sharing(["lindquist"]) == [1]
    assert shared.sharing(["ann", "lindquist"]) == [0, 1]
    # Short words have no other spellings: "Ann" is no "Anne".
    assert shared.sharing(["anne", "teed"]) == []


def test_a_name_is_also_found_by_what_was_added_later() -> None:
    shared = SharedParts(KNOWLEDGE)
    shared.add(0, ["lee"])
    shared.add(0, ["mcdonald"])
    assert shared.sharing(["mcdonald"]) == shared.sharing(["lee"]) == [0]


@given(NAMES, NAMES)
def test_no_name_of_one_person_is_left_out(one, two) -> None:
    shared = SharedParts(KNOWLEDGE)
    shared.add(0, _compared(two, KNOWLEDGE))
    found = shared.sharing(_compared(one, KNOWLEDGE))
    assert found == [0] or not same_person(one, two, KNOWLEDGE)
