"""Layout by stress: what is far apart in the graph is far apart on the page.

Stochastic gradient descent over all pairs, each of which is moved towards its ideal distance by
at most all that is missing (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient
Descent", IEEE TVCG 25, 2019). The pairs of a round share no node (the rounds of a tournament of
all against all), so a round is a few operations on arrays: additions, products, quotients and
square roots, each of which IEEE 754 rounds alike everywhere. The same graph therefore has the same
places on every machine, which a factorization of matrices does not give.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_ITERATIONS = 30
# How near the last iteration brings a pair of neighbours to its distance, as a part of all of it.
_LAST = 0.1


def hops(size: int, edges: Ints, sources: Ints | None = None) -> Floats:
    """The number of edges on the shortest path from each source to each node of a connected graph.

    ``edges`` has a row of two nodes for each edge; ``sources`` are all nodes if not given.
    """
    starts = np.arange(size) if sources is None else sources
    ends = np.concatenate((edges, edges[:, ::-1]))
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    first = np.searchsorted(ends[:, 0], np.arange(size + 1))
    found = np.full(len(starts) * size, -1.0)
    # Where each search has got to: its row in the result times the size, and the node.
    front = np.arange(len(starts)) * size + starts
    step = 0
    while len(front):
        found[front] = step
        step += 1
        node = front % size
        count = first[node + 1] - first[node]
        along = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        reached = np.repeat(front - node, count) + ends[np.repeat(first[node], count) + along, 1]
        front = _once(reached[found[reached] < 0], found)
    return found.reshape(len(starts), size)


def _once(places: Ints, scratch: Floats) -> Ints:
    """The places without repetition; ``scratch`` is overwritten there."""
    order = np.arange(len(places), dtype=float)
    scratch[places] = order
    kept: Ints = places[scratch[places] == order]
    return kept


@dataclass(frozen=True)
class _Pairs:
    """Pairs that share no node: their nodes, ideal distances and the part they belong to."""

    left: Ints
    right: Ints
    distance: Floats
    part: Ints


def stress(distances: Sequence[Floats], seed: int = 1) -> list[Floats]:
    """Places for several graphs at once, each given by its square matrix of ideal distances.

    All distances are finite and, off the diagonal, positive. Gives x and y of each node, in the
    unit of the distances. The graphs have nothing to do with each other; together they take little
    longer than the largest of them alone.
    """
    chance = random.Random(seed)
    first = np.cumsum([0, *map(len, distances)])
    x, y = (np.array([chance.random() for _ in range(first[-1])]) for _ in "xy")
    rounds = list(_rounds(distances, first, chance))
    # The step falls from one that brings the farthest pair together at once.
    farthest = np.array([matrix.max(initial=1.0) for matrix in distances])
    steps = farthest**2
    ratios = [round((_LAST / step) ** (1 / (_ITERATIONS - 1)), 6) for step in steps.tolist()]
    for _ in range(_ITERATIONS):
        chance.shuffle(rounds)
        for pairs in rounds:
            left, right = pairs.left, pairs.right
            across, down = x[left] - x[right], y[left] - y[right]
            apart = np.maximum(np.sqrt(across * across + down * down), 1e-9)
            share = np.minimum(steps[pairs.part] / (pairs.distance * pairs.distance), 1.0)
            move = share * (apart - pairs.distance) / (2.0 * apart)
            across *= move
            down *= move
            x[left] -= across
            x[right] += across
            y[left] -= down
            y[right] += down
        steps = steps * ratios
    placed = np.column_stack((x, y))
    return [placed[begin:end] for begin, end in pairwise(first)]


def _rounds(distances: Sequence[Floats], first: Ints, chance: random.Random) -> Iterator[_Pairs]:
    """All pairs of each graph in rounds (Kirkman's circle: one stands, the others go around)."""
    seats = []
    for begin, matrix in zip(first, distances, strict=False):
        order = list(range(begin, begin + len(matrix)))
        chance.shuffle(order)
        seats.append(np.array(order + [-1] * (len(order) % 2), dtype=np.int64))
    for turn in range(max(map(len, seats), default=0) - 1):
        found = [
            _turn(seat, turn, matrix, begin, part)
            for part, (seat, matrix, begin) in enumerate(zip(seats, distances, first, strict=False))
            if turn < len(seat) - 1
        ]
        yield _Pairs(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _turn(
    seat: Ints, turn: int, matrix: Floats, begin: int, part: int
) -> tuple[Ints, Ints, Floats, Ints]:
    """Who meets whom in one turn; the empty seat of an odd number meets nobody."""
    others, half = len(seat) - 1, np.arange(1, len(seat) // 2)
    left = seat[np.concatenate(([turn], (turn + half) % others))]
    right = seat[np.concatenate(([others], (turn - half) % others))]
    kept = (left >= 0) & (right >= 0)
    left, right = left[kept], right[kept]
    return left, right, matrix[left - begin, right - begin], np.full(len(left), part)
