"""Who tells most comes first, and what a page cannot hold is what tells least."""

from kg.graph.edges import Link
from kg.view.ranking import Joined, ranked, within


def told(*ends: str) -> Joined:
    """A fact that joins its first entity with the others."""
    return Joined(ends, tuple(Link(ends[0], "met", end) for end in ends[1:]))


ALL = frozenset("abcdefgh")


def test_many_facts_with_many_come_first():
    # "a" is in most facts, but alone; "b" acts with two.
    facts = [told("a"), told("a"), told("a"), told("a"), told("b", "c"), told("b", "d")]
    assert ranked(facts, ALL) == ["b", "c", "d", "a"]


def test_what_has_no_name_comes_last():
    facts = [told("x", "a"), told("x", "b"), told("x", "c")]
    assert ranked(facts, ALL) == ["a", "b", "c", "x"]


def test_facts_among_those_who_tell_most_are_kept():
    facts = [told("c", "d"), told("a", "b"), told("b", "d"), told("a"), told(), told("d")]
    order = ["a", "b", "c", "d"]
    assert within(facts, order, 5, 2) == [1, 3]
    assert within(facts, order, 5, 4) == [0, 1, 2, 3, 5]
    # The least telling go first where even these are too many.
    assert within(facts, order, 2, 4) == [1, 3]


def test_a_fact_of_three_is_kept_with_two_of_them():
    facts = [told("a", "b", "z"), told("a", "z"), told("z")]
    assert within(facts, ["a", "b", "z"], 2, 2) == [0]
