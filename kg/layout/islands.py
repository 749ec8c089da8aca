"""Where nodes stand whose communities are to be seen: each community is an island of its own.

An island is laid out by stress with its labels apart; the islands, as boxes, again by stress, those
near each other that a pair joins; and none lies on another. The same graph has the same places
everywhere.
"""

from collections.abc import Sequence

import numpy as np

from kg.layout.boxes import Box, Place, bounds, drawn_in, longest, packed
from kg.layout.positions import Pair, across, parts, placed
from kg.layout.stress import Floats, stress

# In pixels: what is kept free around an island, and between two that are joined.
_SHORE, _STRAIT = 16.0, 20.0
# The unit in which islands are laid out, and how long a line within one is: short, since the
# picture is fitted to a screen, where names keep their size.
_UNIT, _LINE = 120.0, 60.0
_GAP = 8.0
_SMALLER, _UPRIGHT = 0.9, 0.8


def islands(
    boxes: Sequence[Box],
    pairs: Sequence[Pair],
    communities: Sequence[Sequence[int]],
    aspect: float = 1.0,
) -> list[Place]:
    """The place of each node in pixels, y downwards; together ``aspect`` times as wide as high.

    Every node is in one of the ``communities``, each of which ``pairs`` join to one whole.
    """
    home = {node: number for number, nodes in enumerate(communities) for node in nodes}
    within = [_alone(nodes, boxes, pairs, aspect) for nodes in communities]
    around = [[boxes[node] for node in nodes] for nodes in communities]
    sides = [bounds(places, own) for places, own in zip(within, around, strict=True)]
    rafts = [
        Box((right - left) / 2 + _SHORE, (down - up) / 2 + _SHORE, (down - up) / 2 + _SHORE)
        for left, up, right, down in sides
    ]
    ties = sorted({_pair(home[one], home[two]) for one, two in pairs if home[one] != home[two]})
    found: list[Place] = [(0.0, 0.0)] * len(boxes)
    for number, middle in enumerate(_afloat(rafts, ties, aspect)):
        left, up, right, down = sides[number]
        for node, (x, y) in zip(communities[number], within[number], strict=True):
            found[node] = (x + middle[0] - (left + right) / 2, y + middle[1] - (up + down) / 2)
    return found


def _alone(
    nodes: Sequence[int], boxes: Sequence[Box], pairs: Sequence[Pair], aspect: float
) -> list[Place]:
    """The places of one community by itself."""
    number = {node: place for place, node in enumerate(nodes)}
    inside = {_pair(number[a], number[b]) for a, b in pairs if a in number and b in number}
    if not inside:
        return [(0.0, 0.0)] * len(nodes)
    (part,) = parts(len(nodes), sorted(inside))
    own = [boxes[node] for node in nodes]
    (places,) = placed([part], own, _LINE)
    return drawn_in(_turned(places, aspect), own, aspect)


def _afloat(rafts: Sequence[Box], ties: Sequence[Pair], aspect: float) -> list[Place]:
    """The middles of the islands."""
    together = [nodes for nodes, _ in parts(len(rafts), ties)]
    together += [[raft] for raft in range(len(rafts)) if not any(raft in tie for tie in ties)]
    layouts = stress([_distances(nodes, rafts, ties) for nodes in together])
    around = [[rafts[raft] for raft in nodes] for nodes in together]
    places = [
        _arranged(across(layout * _UNIT).tolist(), own, aspect)
        for layout, own in zip(layouts, around, strict=True)
    ]
    found: list[Place] = [(0.0, 0.0)] * len(rafts)
    for nodes, part in zip(together, packed(places, around, aspect, _GAP), strict=True):
        for raft, place in zip(nodes, part, strict=True):
            found[raft] = place
    return found


def _arranged(
    places: Sequence[Sequence[float]], boxes: Sequence[Box], aspect: float
) -> list[Place]:
    """Islands where their ties draw them; in rows, if so they can be drawn much larger."""
    drawn = drawn_in(_turned(places, aspect), boxes, aspect, far=True)
    alone = packed([[(0.0, 0.0)] for _ in boxes], [[box] for box in boxes], aspect, _GAP)
    rows = [at for (at,) in alone]
    smaller = longest(rows, boxes, aspect) < _SMALLER * longest(drawn, boxes, aspect)
    return rows if smaller else drawn


def _turned(places: Sequence[Sequence[float]], aspect: float) -> list[Place]:
    """Places that lie across, upright if the screen is."""
    return [(x, y) if aspect > _UPRIGHT else (y, x) for x, y in places]


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
