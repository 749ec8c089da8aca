"""Where the nodes of a drawn network stand: components apart, labels not on one another."""

from collections.abc import Mapping
from math import ceil, log2, sqrt

import networkx as nx
import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

# In pixels of the drawing at its natural size.
_GAP = 45.0
_EDGE = 120.0
_DOT = 34.0


def positions(
    graph: nx.Graph, labels: Mapping[str, str], weights: Mapping[str, float]
) -> dict[str, tuple[int, int]]:
    """A place for every node; the same graph gives the same places.

    ``weights`` (0 to 1) say how large a node and its label are drawn, as `page/view.js` does it.

    Each component is laid out by stress, its labels are pushed off one another, and the
    components are packed in rows, the largest first.
    """
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part[0]),
    )
    sizes = {node: _size(labels[node], weights[node]) for node in graph}
    boxes = []
    for part in parts:
        ordered = nx.Graph()
        ordered.add_nodes_from(part)
        ordered.add_edges_from(sorted(map(sorted, graph.subgraph(part).edges())))
        placed = _apart(_component(ordered), sizes)
        boxes.append(_boxed(placed, sizes))
    return _packed(boxes)


def _component(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """Stress majorization (Gansner, Koren and North 2004): far in the graph, far on the page.

    Starts from classical scaling of the distances, so nothing is left to chance, and turns the
    result so that its longest extent lies across.
    """
    nodes = list(graph)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    # Hubs get longer lines, for their neighbours need room around them.
    room = np.array([1 + 0.4 * log2(graph.degree(node)) for node in nodes])
    distance = np.array([[steps[one][two] for two in nodes] for one in nodes], dtype=float)
    distance *= (room[:, None] + room[None, :]) / 2
    near = distance + np.eye(len(nodes))
    weight = near**-2 - np.eye(len(nodes))
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian)
    places = _scaled(distance)
    for _ in range(150):
        apart = np.linalg.norm(places[:, None] - places[None, :], axis=2)
        pull = -weight * distance / np.maximum(apart, 1e-6)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    axes = np.linalg.svd(places - places.mean(axis=0))[2]
    turned = places @ axes.T * _EDGE
    return {node: (float(x), float(y) * 0.75) for node, (x, y) in zip(nodes, turned, strict=True)}


def _scaled(distance: Matrix) -> Matrix:
    """Classical multidimensional scaling onto the plane, with every node in a place of its own."""
    size = len(distance)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-centre @ distance**2 @ centre / 2)
    angles = np.arange(size) * 2.4
    jitter = np.column_stack((np.cos(angles), np.sin(angles))) * 0.01
    found: Matrix = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0)) + jitter
    return found


def _size(label: str, weight: float) -> tuple[float, float]:
    """The width and height of a node with its label, which stands below it in lines."""
    font = 14 + 18 * weight
    lines = min(ceil(len(label) / 20) or 1, 3)
    dot = 2 * (6 + 20 * weight)
    wide = min(len(label) / lines + 3, 24) * font * 0.56
    return max(dot + 10, wide), dot + 10 + lines * font * 1.15


def _apart(
    places: dict[str, tuple[float, float]], size: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Push apart nodes whose boxes overlap, each pair by half, until none do."""
    nodes = sorted(places)
    x = {node: places[node][0] for node in nodes}
    y = {node: places[node][1] for node in nodes}
    tallest = max(height for _, height in size.values())
    for _ in range(300):
        moved = False
        by_height = sorted(nodes, key=lambda node: (y[node], node))
        for index, one in enumerate(by_height):
            for two in by_height[index + 1 :]:
                if y[two] - y[one] > 2 * tallest:
                    break
                across = (size[one][0] + size[two][0]) / 2 - abs(x[one] - x[two])
                # Labels hang below, so what counts is the height of the upper one.
                upper = one if y[one] <= y[two] else two
                down = size[upper][1] - abs(y[one] - y[two])
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


def _boxed(places: dict[str, tuple[float, float]], size: Mapping[str, tuple[float, float]]) -> _Box:
    """A component moved to the origin, with its width and height."""
    left = min(x - size[node][0] / 2 for node, (x, _) in places.items())
    right = max(x + size[node][0] / 2 for node, (x, _) in places.items())
    top = min(y for _, y in places.values()) - _DOT / 2
    bottom = max(y + size[node][1] for node, (_, y) in places.items()) - _DOT / 2
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
