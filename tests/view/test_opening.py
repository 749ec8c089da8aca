"""The opening picture: who is in it, who belongs together, which lines stand out."""

from itertools import combinations, pairwise

from kg.graph.answers import Views
from kg.graph.edges import Link
from kg.graph.terms import Names
from kg.view.opening import MOST, Opening, opening
from kg.view.ranking import Told
from tests.graph.test_graph import fact, made

(VIEW,) = Views(made(fact()), Names()).facts()


def told(one: str, two: str) -> Told:
    return Told((one, two), (Link(one, "met", two),), VIEW)


def opened(pairs, order=(), named=None, places=()) -> Opening:
    names = list(dict.fromkeys([*order, *(name for pair in pairs for name in pair)]))
    types = {name: "Place" if name in places else "Person" for name in names}
    known = set(names) if named is None else named
    return opening(names, [told(*pair) for pair in pairs], known, types)


def groups(found: Opening) -> list[set[str]]:
    return [{found.nodes[node] for node in nodes} for nodes in found.communities]


def lines(found: Opening) -> set[str]:
    return {"".join(sorted(found.nodes[node] for node in pair)) for pair in found.main}


def test_no_one_is_alone_and_all_have_names():
    found = opened([("a", "b"), ("c", "x")], "abcdx", named=set("abcd"))
    assert found.nodes == ["a", "b"]


def test_it_is_full_at_some_number():
    names = [f"n{number:03}" for number in range(300)]
    found = opened(list(pairwise(names)))
    assert MOST <= 150
    assert found.nodes == names[:MOST]


def test_where_others_wait_no_two_stand_by_themselves():
    pairs = [(f"p{number:03}", f"q{number:03}") for number in range(MOST)]
    chain = [f"z{number:03}" for number in range(MOST)]
    found = opened([*pairs, *pairwise(chain)])
    assert found.nodes == chain
    assert len(opened([*pairs[:4], *pairwise(chain[:5])]).nodes) == 13


def test_of_a_crowd_about_one_the_foremost_come_in():
    crowd = [f"c{number:02}" for number in range(20)]
    rest = [("x", "hub"), ("x", "c00"), ("x", "c00")]
    found = opened([*((name, "hub") for name in crowd), *rest], ["hub", *crowd])
    # Whoever is told with another of them more often comes in by that one.
    assert found.nodes == ["hub", *crowd[:8], "x"]


def test_the_map_brings_nobody_in():
    found = opened([("Lima", "Peru"), ("a", "Peru"), ("a", "b")], places={"Lima", "Peru"})
    assert set(found.nodes) == {"a", "b", "Peru"}


def test_who_acts_with_one_another_is_together():
    one, two = combinations("abcd", 2), combinations("vwxy", 2)
    found = opened([*one, *two, ("a", "v"), ("b", "w")])
    assert groups(found) == [set("abcd"), set("vwxy")]
    # One line joins the two; the other steps back.
    assert lines(found) & {"av", "bw"} == {"av"}


def test_a_hundred_reports_weigh_no_more_than_a_few():
    rest = [*combinations("abcd", 2), *combinations("vwxy", 2), ("a", "v")]
    few, many = (opened([*rest, *[("a", "v")] * more], "abcdvwxy") for more in (3, 99))
    assert groups(few) == groups(many)


def test_of_the_lines_of_a_crowd_a_few_stand_out_at_each():
    crowd = "abcdefgh"
    found = opened(list(combinations(crowd, 2)), crowd)
    assert groups(found) == [set(crowd)]
    assert len(found.main) < len(list(combinations(crowd, 2)))
    assert all(sum(node in pair for pair in lines(found)) >= 3 for node in crowd)


def test_nothing_has_an_empty_picture():
    assert opening([], [], set(), {}) == Opening([], [], set())
