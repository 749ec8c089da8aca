"""Where nodes stand whose communities are to be seen: each community is an island of its own.

An island is laid out by stress with its labels apart; the islands, as boxes, again by stress, those
near each other that a pair joins; and none lies on another. The same graph has the same places
everywhere.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from kg.layout.boxes import Box, Place, apart, bounds, packed
from kg.layout.positions import Pair, across, parts, placed
from kg.layout.stress import Floats, stress

# In pixels: what is kept free around an island, and between two that are joined.
_SHORE, _STRAIT = 16.0, 20.0
# The unit in which islands are laid out.
_UNIT = 120.0
# About as wide as what panels leave of a screen is high.
_ASPECT = 1.0
_MOST_STRETCHED, _STRETCHES, _SMALLER = 4.0, 3, 0.75


def islands(
    boxes: Sequence[Box], pairs: Sequence[Pair], communities: Sequence[Sequence[int]]
) -> list[Place]:
    """The place of each node in pixels, y downwards.

    Every node is in one of the ``communities``, each of which ``pairs`` join to one whole.
    """
    home = {node: number for number, nodes in enumerate(communities) for node in nodes}
    within = [_alone(nodes, boxes, pairs) for nodes in communities]
    around = [[boxes[node] for node in nodes] for nodes in communities]
    sides = [bounds(places, own) for places, own in zip(within, around, strict=True)]
    rafts = [
        Box((right - left) / 2 + _SHORE, (down - up) / 2 + _SHORE, (down - up) / 2 + _SHORE)
        for left, up, right, down in sides
    ]
    ties = sorted({_pair(home[one], home[two]) for one, two in pairs if home[one] != home[two]})
    found: list[Place] = [(0.0, 0.0)] * len(boxes)
    for number, middle in enumerate(_afloat(rafts, ties)):
        left, up, right, down = sides[number]
        for node, (x, y) in zip(communities[number], within[number], strict=True):
            found[node] = (x + middle[0] - (left + right) / 2, y + middle[1] - (up + down) / 2)
    return found


def _alone(nodes: Sequence[int], boxes: Sequence[Box], pairs: Sequence[Pair]) -> list[Place]:
    """The places of one community by itself."""
    number = {node: place for place, node in enumerate(nodes)}
    inside = {_pair(number[a], number[b]) for a, b in pairs if a in number and b in number}
    if not inside:
        return [(0.0, 0.0)] * len(nodes)
    (part,) = parts(len(nodes), sorted(inside))
    (places,) = placed([part], [boxes[node] for node in nodes])
    return places


def _afloat(rafts: Sequence[Box], ties: Sequence[Pair]) -> list[Place]:
    """The middles of the islands."""
    together = [nodes for nodes, _ in parts(len(rafts), ties)]
    together += [[raft] for raft in range(len(rafts)) if not any(raft in tie for tie in ties)]
    layouts = stress([_distances(nodes, rafts, ties) for nodes in together])
    around = [[rafts[raft] for raft in nodes] for nodes in together]
    places = [
        _arranged(across(layout * _UNIT).tolist(), own)
        for layout, own in zip(layouts, around, strict=True)
    ]
    found: list[Place] = [(0.0, 0.0)] * len(rafts)
    for nodes, part in zip(together, packed(places, around, _ASPECT), strict=True):
        for raft, place in zip(nodes, part, strict=True):
            found[raft] = place
    return found


def _arranged(places: Sequence[Sequence[float]], boxes: Sequence[Box]) -> list[Place]:
    """Islands where their ties draw them; in rows, if so they can be drawn much larger."""
    drawn = _square(places, boxes)
    rows = [
        at for (at,) in packed([[(0.0, 0.0)] for _ in boxes], [[box] for box in boxes], _ASPECT)
    ]
    return rows if _longest(rows, boxes) < _SMALLER * _longest(drawn, boxes) else drawn


def _longest(places: Sequence[Place], boxes: Sequence[Box]) -> float:
    left, up, right, down = bounds(places, boxes)
    return max((right - left) / _ASPECT, down - up)


def _square(places: Sequence[Sequence[float]], boxes: Sequence[Box]) -> list[Place]:
    """The places with no box on another, stretched to take up about as much across as down."""
    found = [(x, y) for x, y in places]
    for _ in range(_STRETCHES):
        left, up, right, down = bounds(found, boxes)
        ratio = (right - left) / (down - up) / _ASPECT
        stretch = sqrt(max(1 / _MOST_STRETCHED, min(_MOST_STRETCHED, ratio)))
        found = apart([(x / stretch, y * stretch) for x, y in found], boxes)
    return found


def _distances(nodes: Sequence[int], rafts: Sequence[Box], ties: Sequence[Pair]) -> Floats:
    """How far islands shall be from each other: along the ties, by their sizes."""
    number = {raft: place for place, raft in enumerate(nodes)}
    found = np.full((len(nodes), len(nodes)), np.inf)
    np.fill_diagonal(found, 0.0)
    for one, two in ties:
        if one in number and two in number:
            sizes = [(rafts[raft].side + rafts[raft].above) / 2 for raft in (one, two)]
            far = (sum(sizes) + _STRAIT) / _UNIT
            found[number[one], number[two]] = found[number[two], number[one]] = far
    for middle in range(len(nodes)):
        found = np.minimum(found, found[:, middle, None] + found[None, middle])
    return found


def _pair(one: int, two: int) -> Pair:
    return (min(one, two), max(one, two))
