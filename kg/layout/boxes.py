"""Nodes with their labels as boxes: pushed off one another, and packed part by part.

Plain arithmetic in one order, so that the same boxes come to stand alike on every machine.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, inf, sqrt

# Labels are cut at so many characters where they are drawn (`page/text.js`).
_LONGEST = 40
# In pixels of the drawing at its natural size: a narrow character, a label with its halo, and what
# is kept free between two boxes and between two parts.
_CHARACTER, _LABEL, _MARGIN, _GAP = 6.6, 20.0, 4.0, 45.0
_SWEEPS = 60
_TURNS, _NEARER = 12, 0.8
# How much wider and lower something is made to fit a screen; what is within stays about round.
_STRETCHES = (0.75, 0.85, 1.0, 1.2, 1.35)
_FAR = (0.5, 0.6, *_STRETCHES, 1.7, 2.0)
_ASPECT = 1.5

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes up around its place: to either side, above, and below with its label."""

    side: float
    above: float
    below: float


def box(label: str, weight: float) -> Box:
    """The box of a node drawn with a label below; ``weight``, from 0 to 1, is its area."""
    radius = 5 + 11 * sqrt(weight)
    return Box(
        max(radius, _width(label) / 2) + _MARGIN, radius + _MARGIN, radius + _LABEL + _MARGIN
    )


def _width(label: str) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in label[:_LONGEST])
    return _CHARACTER * (min(len(label), _LONGEST) + wide)


def apart(places: Sequence[Place], boxes: Sequence[Box]) -> list[Place]:
    """The places with no box on another: each overlapping pair gives way by half, again and again.

    Where that does not come to an end, everything moves apart a little and it begins anew.
    """
    x = [place[0] for place in places]
    y = [place[1] + (box.below - box.above) / 2 for place, box in zip(places, boxes, strict=True)]
    while not _settled(x, y, boxes):
        x, y = [value * 1.1 for value in x], [value * 1.1 for value in y]
    return [(x, y - (box.below - box.above) / 2) for x, y, box in zip(x, y, boxes, strict=True)]


def drawn_in(
    places: Sequence[Place], boxes: Sequence[Box], aspect: float = 1.0, *, far: bool = False
) -> list[Place]:
    """The places with no box on another, as near to each other as that allows.

    Stretched in several ways they are drawn together and pushed apart in turns; what fits the
    smallest screen ``aspect`` times as wide as high is taken. They are stretched more if ``far``.
    """
    tried = []
    for stretch in _FAR if far else _STRETCHES:
        found = [(x * stretch, y / stretch) for x, y in places]
        for _ in range(_TURNS):
            found = apart(found, boxes)
            tried.append(found)
            found = [(x * _NEARER, y * _NEARER) for x, y in found]
    return min(tried, key=lambda found: longest(found, boxes, aspect))


def longest(places: Sequence[Place], boxes: Sequence[Box], aspect: float) -> float:
    """How high a screen must be, ``aspect`` times as wide as that, on which all has room."""
    left, up, right, down = bounds(places, boxes)
    return max((right - left) / aspect, down - up)


def _settled(x: list[float], y: list[float], boxes: Sequence[Box]) -> bool:
    """Push boxes with these centres off one another; whether none overlaps in the end."""
    wide = [box.side for box in boxes]
    high = [(box.above + box.below) / 2 for box in boxes]
    tallest = max(high)
    for _ in range(_SWEEPS):
        moved = False
        order = sorted(range(len(x)), key=lambda node: (y[node], node))
        for place, one in enumerate(order):
            for two in order[place + 1 :]:
                if y[two] - y[one] > 2 * tallest:
                    break
                across = wide[one] + wide[two] - abs(x[one] - x[two])
                down = high[one] + high[two] - abs(y[one] - y[two])
                if across <= 0 or down <= 0:
                    continue
                moved = True
                if across < down * _ASPECT:
                    step = across / 2 + 1
                    step = step if (x[one], one) < (x[two], two) else -step
                    x[one] -= step
                    x[two] += step
                else:
                    step = down / 2 + 1
                    step = step if (y[one], one) < (y[two], two) else -step
                    y[one] -= step
                    y[two] += step
        if not moved:
            return True
    return False


def spread(places: Sequence[Place], cell: float) -> list[Place]:
    """The places with no two in one cell of a grid: who comes later goes to a free one nearby."""
    taken = set[tuple[int, int]]()
    found = []
    for x, y in places:
        at = floor(x / cell), floor(y / cell)
        if at in taken:
            at = next(
                (spot for i, j in _around() if (spot := (at[0] + i, at[1] + j)) not in taken), at
            )
            x, y = (at[0] + 0.5) * cell, (at[1] + 0.5) * cell
        taken.add(at)
        found.append((x, y))
    return found


@cache
def _around() -> list[tuple[int, int]]:
    """The cells around one, the nearest first."""
    cells = ((i, j) for i in range(-25, 26) for j in range(-25, 26))
    return sorted(cells, key=lambda at: (at[0] ** 2 + at[1] ** 2, at))


def packed(
    parts: Sequence[Sequence[Place]],
    boxes: Sequence[Sequence[Box]],
    aspect: float = _ASPECT,
    gap: float = _GAP,
) -> list[list[Place]]:
    """The parts of a drawing beside each other, together about ``aspect`` times as wide as high.

    The tallest comes first, and each comes to stand as high up as what is there leaves room (the
    bottom-left rule of packing rectangles, on a skyline).
    """
    outlines = [bounds(places, around) for places, around in zip(parts, boxes, strict=True)]
    sizes = [(right - left + gap, down - up + gap) for left, up, right, down in outlines]
    area = sum(width * height for width, height in sizes)
    limit = max([sqrt(area * aspect), *(width for width, _ in sizes)])
    # How far down each stretch is taken, from left to right: where it begins, and its depth.
    skyline: list[Place] = [(0.0, 0.0)]
    found: list[list[Place]] = [[] for _ in parts]
    for part in sorted(range(len(parts)), key=lambda part: (-sizes[part][1], part)):
        width, height = sizes[part]
        top, start = min(
            (max(depth for x, depth in _under(skyline, start, start + width)), start)
            for start, _ in skyline
            if start + width <= limit or not start
        )
        left, up, _, _ = outlines[part]
        found[part] = [(x - left + start, y - up + top) for x, y in parts[part]]
        skyline = _raised(skyline, start, start + width, top + height)
    return found


def _under(skyline: Sequence[Place], start: float, end: float) -> list[Place]:
    """The stretches of a skyline that lie between two places."""
    ends = [x for x, _ in skyline[1:]] + [inf]
    return [
        each for each, stop in zip(skyline, ends, strict=True) if each[0] < end and stop > start
    ]


def _raised(skyline: Sequence[Place], start: float, end: float, depth: float) -> list[Place]:
    """The skyline after something has come to stand between two places."""
    after = _under(skyline, start, end)[-1][1]
    before = [each for each in skyline if each[0] < start]
    behind = [each for each in skyline if each[0] > end]
    at_end = [(x, d) for x, d in skyline if x == end] or [(end, after)]
    return [*before, (start, depth), *at_end, *behind]


def bounds(places: Sequence[Place], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a part."""
    pairs = list(zip(places, boxes, strict=True))
    return (
        min(x - box.side for (x, _), box in pairs),
        min(y - box.above for (_, y), box in pairs),
        max(x + box.side for (x, _), box in pairs),
        max(y + box.below for (_, y), box in pairs),
    )
