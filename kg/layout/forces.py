"""Layout of large graphs by forces, in time that is near-linear in nodes and edges.

Edges pull in proportion to their length, all nodes push each other off and a weak gravity holds the
arms in, as in ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian, PLoS ONE 9(6), 2014); a step is
limited by a temperature that falls, as in Fruchterman and Reingold (1991). What all nodes together
push at a point is read off a grid, onto which they are spread and where the fast Fourier transform
folds them with the force of one (the particle-mesh method; Linderman, Rachh, Hoskins, Steinerberger
and Kluger, "Fast interpolation-based t-SNE", Nature Methods 16, 2019, do so for t-SNE). The start
is a layout by stress of the most telling nodes, among which the others stand.

The push falls with the distance to the power of 1.5: with 1, as in ForceAtlas2, the middle is
crowded and the arms are long; with 2 clusters dissolve into an even disc.

Transforms differ in their last digits from machine to machine, and rounds would magnify that: so
every round ends on multiples of `_QUANTUM`, which such a difference does not reach.
"""

import random
from dataclasses import dataclass
from math import sqrt

import numpy as np

from kg.layout.stress import Floats, Ints, hops, stress

_ROUNDS = 200
# Cells along the longer side; the last rounds look more closely.
_COARSE, _FINE, _CLOSELY = 128, 256, 140
_LANDMARKS = 100
_PUSH, _GRAVITY = 0.05, 0.06
# In pixels of the drawing at its natural size.
_QUANTUM = 1 / 64


def forces(size: int, edges: Ints, side: float, seed: int = 1) -> Floats:
    """Places for the nodes of one connected graph on a square, ``side`` pixels long.

    The nodes are numbered from the most telling one on; ``edges`` has a row for each pair joined.
    """
    source, target = edges[:, 0], edges[:, 1]
    degree = _sums(source, size) + _sums(target, size)
    room = side / sqrt(size)
    places = _rounded(_start(size, edges, side, random.Random(seed)))
    for turn in range(_ROUNDS):
        if turn in (0, _CLOSELY):
            grid = _Grid.of(_COARSE if turn < _CLOSELY else _FINE)
        apart = places[target] - places[source]
        pulled = np.column_stack([_sums(source, size, d) - _sums(target, size, d) for d in apart.T])
        pushed = _PUSH * room * grid.field(places, room)
        drawn_in = _GRAVITY * (places - places.mean(axis=0))
        force = (pulled + pushed - drawn_in) / (1 + degree)[:, None]
        length = np.sqrt((force * force).sum(axis=1)) + 1e-9
        limit = side * 0.1 * (1 - turn / _ROUNDS) ** 2 + side * 1e-4
        places = _rounded(places + force * (np.minimum(length, limit) / length)[:, None])
    places = places - places.min(axis=0)
    scaled: Floats = places * (side / places.max())
    return scaled


def _rounded(places: Floats) -> Floats:
    return np.round(places / _QUANTUM) * _QUANTUM


def _sums(keys: Ints, size: int, values: Floats | None = None) -> Floats:
    """The sum of the values of each key below ``size``; how many there are without values."""
    return np.bincount(keys, values, minlength=size).astype(float)


def _start(size: int, edges: Ints, side: float, chance: random.Random) -> Floats:
    """Landmarks by stress, and layer after layer around them each node amid its neighbours."""
    count = min(size, _LANDMARKS)
    steps = hops(size, edges, np.arange(count))
    (marks,) = stress([steps[:, :count]])
    marks = marks - marks.min(axis=0)
    places = np.zeros((size, 2))
    places[:count] = marks * (side / marks.max())
    layer = steps.min(axis=0)
    ends = np.concatenate((edges, edges[:, ::-1]))
    inward = ends[layer[ends[:, 0]] == layer[ends[:, 1]] + 1]
    inward = inward[np.lexsort((inward[:, 0], layer[inward[:, 0]]))]
    borders = np.searchsorted(layer[inward[:, 0]], np.arange(1, layer.max() + 1))
    for part in np.split(inward, borders[1:]) if len(inward) else ():
        nodes, starts, counts = np.unique(part[:, 0], return_index=True, return_counts=True)
        places[nodes] = np.add.reduceat(places[part[:, 1]], starts) / counts[:, None]
    jitter = np.array([chance.random() for _ in range(2 * size)]).reshape(size, 2) - 0.5
    return places + jitter * side * 0.01


@dataclass(frozen=True, eq=False)
class _Grid:
    """The force of one node on the nodes of a square grid, as its Fourier transform.

    The grid is as large again as what it covers, so that its edges do not meet.
    """

    cells: int
    across: np.ndarray
    down: np.ndarray

    @classmethod
    def of(cls, cells: int) -> "_Grid":
        """The grid with so many cells along a side."""
        step = np.arange(2 * cells)
        step = np.where(step < cells, step, step - 2 * cells).astype(float)
        step[cells] = 0.0
        square = step[:, None] ** 2 + step[None, :] ** 2
        square[square == 0] = 1.0
        force = step[:, None] / (square * np.sqrt(np.sqrt(square)))
        return cls(cells, np.fft.rfft2(force), np.fft.rfft2(force.T))

    def field(self, places: Floats, room: float) -> Floats:
        """What all nodes together push at each of them; one pushes with 1 at ``room`` pixels."""
        low = places.min(axis=0)
        cell = float((places - low).max()) / (self.cells - 1.001)
        inside = (places - low) / cell
        corner = np.minimum(inside.astype(np.int64), self.cells - 2)
        part = inside - corner
        first = corner[:, 0] * self.cells + corner[:, 1]
        shares = [
            (first + i * self.cells + j, _share(part[:, 0], i) * _share(part[:, 1], j))
            for i in (0, 1)
            for j in (0, 1)
        ]
        square = (self.cells, self.cells)
        spread = sum(_sums(node, self.cells**2, share) for node, share in shares)
        folded = (2 * self.cells, 2 * self.cells)
        seen = np.fft.rfft2(np.reshape(spread, square), folded)
        found = []
        for force in (self.across, self.down):
            pushed = np.fft.irfft2(seen * force, folded)[: self.cells, : self.cells].ravel()
            found.append(sum(pushed[node] * share for node, share in shares))
        ratio = room / cell
        return np.column_stack(found) * (ratio * sqrt(ratio))


def _share(part: Floats, far: int) -> Floats:
    """How much of a node goes to the nearer or the farther of two lines of the grid."""
    return part if far else 1 - part
