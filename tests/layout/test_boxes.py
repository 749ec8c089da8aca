"""Boxes are pushed off one another and packed without overlap."""

from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.layout.boxes import Box, Place, apart, box, drawn_in, longest, packed, spread

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
SPOTS = st.tuples(*[st.floats(-300, 300, allow_nan=False)] * 2)


def overlap(one: tuple[Place, Box], two: tuple[Place, Box]) -> bool:
    ((x, y), a), ((u, v), b) = one, two
    across = abs(x - u) < a.side + b.side
    down = y - a.above < v + b.below and v - b.above < y + a.below
    return across and down


def overlaps(placed: list[tuple[Place, Box]]) -> bool:
    return any(overlap(one, two) for at, one in enumerate(placed) for two in placed[at + 1 :])


def test_a_box_grows_with_its_label_up_to_a_length():
    short, long = box("Ann", 0.1), box("Ann Lee of the Northern Trade Council", 0.1)
    assert short.side < long.side
    assert box("x" * 220, 0.1).side == box("x" * 40, 0.1).side
    assert box("北京大学", 0.1).side > box("Bonn", 0.1).side
    assert box("Ann", 1.0).above > short.above


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(SPOTS, WORDS, st.floats(0, 1)), min_size=1, max_size=40))
def test_what_was_pushed_apart_does_not_overlap(nodes):
    boxes = [box(label, weight) for _, label, weight in nodes]
    places = apart([place for place, _, _ in nodes], boxes)
    assert not overlaps(list(zip(places, boxes, strict=True)))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(SPOTS, WORDS), min_size=1, max_size=15), st.sampled_from([0.6, 1.0]))
def test_what_is_drawn_in_fits_a_smaller_screen_and_does_not_overlap(nodes, aspect):
    boxes = [box(label, 0.5) for _, label in nodes]
    places = [place for place, _ in nodes]
    near = drawn_in(places, boxes, aspect)
    assert not overlaps(list(zip(near, boxes, strict=True)))
    assert longest(near, boxes, aspect) <= longest(apart(places, boxes), boxes, aspect)
    assert near == drawn_in(places, boxes, aspect)


def test_what_does_not_overlap_stays():
    places = [(0.0, 0.0), (500.0, 0.0), (0.0, 500.0)]
    assert apart(places, [box("Ann Lee", 0.5)] * 3) == [pytest.approx(place) for place in places]


@given(st.lists(SPOTS, max_size=60))
def test_dots_do_not_lie_on_one_another(places):
    def cell(place: Place) -> tuple[int, int]:
        return floor(place[0] / 18), floor(place[1] / 18)

    found = spread(places, 18.0)
    assert len(set(map(cell, found))) == len(places)
    taken = set()
    for place, moved in zip(places, found, strict=True):
        assert moved == place or cell(place) in taken
        taken.add(cell(moved))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(SPOTS, min_size=1, max_size=4), min_size=1, max_size=30))
def test_parts_are_packed_beside_each_other(parts):
    """Their rectangles do not overlap, and within a part nothing moves."""
    small = Box(20.0, 10.0, 25.0)
    found = packed(parts, [[small] * len(part) for part in parts])
    outlines = []
    for part, moved in zip(parts, found, strict=True):
        shifts = {
            (round(u - x, 6), round(v - y, 6)) for (x, y), (u, v) in zip(part, moved, strict=True)
        }
        assert len(shifts) == 1
        left, right = min(x for x, _ in moved), max(x for x, _ in moved)
        top, bottom = min(y for _, y in moved), max(y for _, y in moved)
        outlines.append(
            (((left + right) / 2, top), Box((right - left) / 2 + 20, 10, bottom - top + 25))
        )
    assert not overlaps(outlines)


def test_many_parts_fill_a_screen():
    """Together they are wider than high, and most of that is taken."""
    parts = [[(0.0, 0.0), (100.0 + 7 * n, 20.0 * (n % 5))] for n in range(60)]
    found = packed(parts, [[Box(30.0, 10.0, 30.0)] * 2 for _ in parts])
    wide = max(x for part in found for x, _ in part) + 30
    high = max(y for part in found for _, y in part) + 30
    assert 1.0 < wide / high < 2.5
