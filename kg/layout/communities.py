"""Which nodes of a graph belong together: those with more between them than chance would give.

Pairs of communities are joined as long as that raises the modularity (Clauset, Newman and Moore,
"Finding community structure in very large networks", Physical Review E 70, 2004), the best of them
first. In whole numbers, so that the same graph has the same communities on every machine.
"""

from collections.abc import Mapping

Pair = tuple[int, int]


def communities(size: int, weights: Mapping[Pair, int]) -> list[list[int]]:
    """The communities of nodes 0 to ``size`` - 1, each in order; ``weights`` are those of pairs.

    Each is connected. What no pair joins is one by itself.
    """
    between: dict[int, dict[int, int]] = {node: {} for node in range(size)}
    for (one, two), weight in weights.items():
        if one != two:
            between[one][two] = between[one].get(two, 0) + weight
            between[two][one] = between[two].get(one, 0) + weight
    degree = {node: sum(beside.values()) for node, beside in between.items()}
    twice = sum(degree.values())
    members = {node: [node] for node in range(size)}
    while True:
        # How much a union raises the modularity, times half the square of all weights.
        gains = (
            (twice * weight - degree[one] * degree[two], -one, -two)
            for one, beside in between.items()
            for two, weight in beside.items()
            if one < two
        )
        gain, one, two = max(gains, default=(0, 0, 0))
        if gain <= 0:
            return [sorted(found) for _, found in sorted(members.items())]
        one, two = -one, -two
        members[one] += members.pop(two)
        degree[one] += degree.pop(two)
        for other, weight in between.pop(two).items():
            del between[other][two]
            if other != one:
                between[one][other] = between[other][one] = between[one].get(other, 0) + weight
