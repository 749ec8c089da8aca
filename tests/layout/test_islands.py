"""Communities stand apart from one another, and near those that they are joined with."""

from itertools import combinations
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.layout.boxes import bounds, box
from kg.layout.islands import islands

BOXES = [box("Ann Lee", 0.2)]


def cliques(*sizes: int) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Communities of some sizes, and the pairs within them."""
    found, pairs = list[list[int]](), list[tuple[int, int]]()
    for size in sizes:
        begin = sum(map(len, found))
        found.append(list(range(begin, begin + size)))
        pairs += combinations(found[-1], 2)
    return found, pairs


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=7), st.data())
def test_no_island_lies_on_another(sizes, data):
    found, pairs = cliques(*sizes)
    size = sum(sizes)
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    bridges = data.draw(st.lists(ends.filter(lambda pair: pair[0] != pair[1]), max_size=6))
    places = islands(BOXES * size, [*pairs, *bridges], found)
    sides = [bounds([places[node] for node in nodes], BOXES * len(nodes)) for nodes in found]
    for (left, up, right, down), other in combinations(sides, 2):
        assert right < other[0] or other[2] < left or down < other[1] or other[3] < up
    assert places == islands(BOXES * size, [*reversed(bridges), *pairs], found)


def test_those_that_are_joined_are_near():
    found, pairs = cliques(*[4] * 9)
    ring = [(4 * number, 4 * ((number + 1) % 9) + 1) for number in range(9)]
    places = islands(BOXES * 36, [*pairs, *ring], found)
    middles = [
        tuple(sum(places[node][axis] for node in nodes) / 4 for axis in (0, 1)) for nodes in found
    ]
    near = [dist(middles[number], middles[(number + 1) % 9]) for number in range(9)]
    far = [dist(middles[number], middles[(number + 4) % 9]) for number in range(9)]
    assert max(near) < sum(far) / 9


def test_it_fills_a_square_rather_than_a_line():
    found, pairs = cliques(*[6] * 5)
    chain = [(6 * number, 6 * number + 6) for number in range(4)]
    left, up, right, down = bounds(islands(BOXES * 30, [*pairs, *chain], found), BOXES * 30)
    assert 0.5 < (right - left) / (down - up) < 2


def test_on_an_upright_screen_it_stands_upright():
    found, pairs = cliques(*[6] * 5)
    chain = [(6 * number, 6 * number + 6) for number in range(4)]
    ratios = []
    for aspect in (0.6, 1.4):
        places = islands(BOXES * 30, [*pairs, *chain], found, aspect)
        left, up, right, down = bounds(places, BOXES * 30)
        ratios.append((right - left) / (down - up))
    assert ratios[0] < 1 < ratios[1]


def test_nothing_stands_nowhere():
    assert islands([], [], []) == []
