"""Where the nodes of a drawn network stand: components apart, labels not on one another."""

from collections.abc import Mapping
from math import ceil, sqrt

import networkx as nx

# In pixels of the drawing at its natural size.
_GAP = 45.0
_EDGE = 95.0
_LETTER = 8.5
_LINE = 52.0


def positions(graph: nx.Graph, labels: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """A place for every node; the same graph gives the same places.

    Each component is laid out by stress or by force (both as networkx has them), its labels are
    pushed off one another, and the components are packed in rows, the largest first.
    """
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part[0]),
    )
    boxes = []
    for part in parts:
        ordered = nx.Graph()
        ordered.add_nodes_from(part)
        ordered.add_edges_from(sorted(map(sorted, graph.subgraph(part).edges())))
        placed = _apart(_component(ordered), labels)
        boxes.append(_boxed(placed, labels))
    return _packed(boxes)


def _component(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    size = len(graph)
    if size == 1:
        return dict.fromkeys(graph, (0.0, 0.0))
    start = nx.circular_layout(graph)  # type: ignore[no-untyped-call]
    found = nx.spring_layout(
        graph, pos=start, k=1.6 / sqrt(size), iterations=300, seed=1, method="force"
    )
    scale = _EDGE * sqrt(size)
    return {node: (float(x) * scale, float(y) * scale * 0.8) for node, (x, y) in found.items()}


def _width(label: str) -> float:
    """The width a node takes with its label, which stands in lines of some twenty letters."""
    lines = ceil(len(label) / 22) or 1
    return max(40.0, min(len(label) / lines + 3, 24) * _LETTER)


def _apart(
    places: dict[str, tuple[float, float]], labels: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """Push apart nodes whose boxes overlap, each pair by half, until none do."""
    nodes = sorted(places)
    x = {node: places[node][0] for node in nodes}
    y = {node: places[node][1] for node in nodes}
    width = {node: _width(labels[node]) for node in nodes}
    for _ in range(200):
        moved = False
        by_height = sorted(nodes, key=lambda node: (y[node], node))
        for index, one in enumerate(by_height):
            for two in by_height[index + 1 :]:
                if y[two] - y[one] > 2 * _LINE:
                    break
                across = (width[one] + width[two]) / 2 - abs(x[one] - x[two])
                down = _LINE - abs(y[one] - y[two])
                if across <= 0 or down <= 0:
                    continue
                moved = True
                if across < down * 1.5:
                    step = across / 2 + 1
                    side = 1 if (x[one], one) < (x[two], two) else -1
                    x[one] -= side * step
                    x[two] += side * step
                else:
                    step = down / 2 + 1
                    side = 1 if (y[one], one) < (y[two], two) else -1
                    y[one] -= side * step
                    y[two] += side * step
        if not moved:
            break
    return {node: (x[node], y[node]) for node in nodes}


_Box = tuple[float, float, dict[str, tuple[float, float]]]


def _boxed(places: dict[str, tuple[float, float]], labels: Mapping[str, str]) -> _Box:
    """A component moved to the origin, with its width and height."""
    left = min(x - _width(labels[node]) / 2 for node, (x, _) in places.items())
    right = max(x + _width(labels[node]) / 2 for node, (x, _) in places.items())
    top = min(y for _, y in places.values()) - _LINE / 2
    bottom = max(y for _, y in places.values()) + _LINE / 2
    moved = {node: (x - left, y - top) for node, (x, y) in places.items()}
    return right - left, bottom - top, moved


def _packed(boxes: list[_Box]) -> dict[str, tuple[int, int]]:
    """Rows of components, together about as wide as a screen is."""
    area = sum((width + _GAP) * (height + _GAP) for width, height, _ in boxes)
    limit = max([sqrt(area * 1.5), *(width for width, _, _ in boxes)])
    found: dict[str, tuple[int, int]] = {}
    across = down = deepest = 0.0
    for width, height, places in boxes:
        if across and across + width > limit:
            across, down, deepest = 0.0, down + deepest + _GAP, 0.0
        for node, (x, y) in places.items():
            found[node] = (round(across + x), round(down + y))
        across += width + _GAP
        deepest = max(deepest, height)
    return found
