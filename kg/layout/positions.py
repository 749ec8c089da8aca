"""Where the nodes of the graph stand: part by part, by stress or by forces.

A part is what hangs together. Small ones are laid out by `stress`, with their labels apart, large
ones by `forces`, and all are packed. The same graph has the same places everywhere.
"""

from collections.abc import Sequence
from math import fsum, log2, sqrt

import numpy as np

from kg.layout.boxes import Box, Place, apart, packed, spread
from kg.layout.forces import forces
from kg.layout.stress import Floats, Ints, hops, stress

Pair = tuple[int, int]

# From so many nodes on a part is laid out by forces.
LARGE = 300
# In pixels of the drawing at its natural size: the length of a line between two ordinary nodes;
# the area that a node of a large part has, and how near the next one may be.
_LINE, _AREA, _DOT = 120.0, 9000.0, 18.0
# Screens are wide.
_FLAT = 0.75


def positions(boxes: Sequence[Box], pairs: Sequence[Pair]) -> list[Place | None]:
    """The place of each node in pixels, y downwards; None for what no pair joins.

    The nodes are numbered from the most telling one on; ``boxes`` are what each takes up.
    """
    joined = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    whole = parts(len(boxes), joined)
    places = placed(whole, boxes)
    around = [[boxes[node] for node in nodes] for nodes, _ in whole]
    found: list[Place | None] = [None] * len(boxes)
    for (nodes, _), part in zip(whole, packed(places, around), strict=True):
        for node, place in zip(nodes, part, strict=True):
            found[node] = place
    return found


def parts(size: int, pairs: Sequence[Pair]) -> list[tuple[list[int], Ints]]:
    """The nodes of each connected part in order, and its pairs as places in that list."""
    root = list(range(size))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = node = root[root[node]]
        return node

    for pair in pairs:
        one, two = sorted(map(find, pair))
        root[two] = one
    nodes: dict[int, list[int]] = {}
    inside: dict[int, list[Pair]] = {}
    for node in sorted({node for pair in pairs for node in pair}):
        nodes.setdefault(find(node), []).append(node)
    for pair in pairs:
        inside.setdefault(find(pair[0]), []).append(pair)
    number = {node: place for part in nodes.values() for place, node in enumerate(part)}
    return [
        (part, np.array([(number[one], number[two]) for one, two in inside[first]]))
        for first, part in nodes.items()
    ]


def placed(
    parts: Sequence[tuple[list[int], Ints]], boxes: Sequence[Box], length: float = _LINE
) -> list[list[Place]]:
    """The places of each part by itself; ``length`` is that of a line of a small part."""
    small = {n: part for n, (part, _) in enumerate(parts) if len(part) < LARGE}
    found = dict(zip(small, stress([_distances(*parts[n]) for n in small]), strict=True))
    places = []
    for number, (nodes, pairs) in enumerate(parts):
        if number in small:
            drawn = across(found[number] * length)
            places.append(apart(_listed(drawn), [boxes[node] for node in nodes]))
        else:
            drawn = forces(len(nodes), pairs, sqrt(len(nodes) * _AREA))
            places.append(spread(_listed(drawn), _DOT))
    return places


def _distances(nodes: Sequence[int], pairs: Ints) -> Floats:
    """How far nodes shall be from each other: steps, and more for hubs, which need room."""
    degree = np.bincount(pairs.ravel(), minlength=len(nodes))
    room = np.array([1 + 0.4 * round(log2(count), 3) for count in degree.tolist()])
    found: Floats = hops(len(nodes), pairs) * (room[:, None] + room[None, :]) / 2
    return found


def across(places: Floats) -> Floats:
    """The places turned so that they are longest from left to right, and flattened."""
    x, y = (places - places.mean(axis=0)).T.tolist()
    wide, high = fsum(a * a for a in x), fsum(b * b for b in y)
    both = fsum(a * b for a, b in zip(x, y, strict=True))
    # The direction in which the square of the distances from the middle is greatest.
    longest = (wide + high) / 2 + sqrt(((wide - high) / 2) ** 2 + both**2)
    along, up = (longest - high, both) if wide >= high else (both, longest - wide)
    length = sqrt(along**2 + up**2) or 1.0
    along, up = (along / length, up / length) if along or up else (1.0, 0.0)
    return np.array(
        [(a * along + b * up, (b * along - a * up) * _FLAT) for a, b in zip(x, y, strict=True)]
    )


def _listed(places: Floats) -> list[Place]:
    return [(x, y) for x, y in places.tolist()]
