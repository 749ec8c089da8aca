"""The opening picture: who is in it, who belongs together there, and which lines stand out.

What joins a place with a place tells of the map rather than of the news: such lines bring nobody
in, and of a crowd about one only the foremost come in. Communities are told by what joins their
members more than others. Of the lines those stand out that hold a community together, and one
between any two communities.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.layout.communities import communities
from kg.layout.positions import Pair
from kg.view.ranking import Told

# What the picture shows at most: as many as have room for their names on a common screen.
MOST = 60
# So many of a crowd about one are shown, the most telling: more of them teach nothing new, and
# others have no room.
_MOST_BROUGHT = 8
# A hundred reports of one thing do not bring two nearer than a few.
_MOST_COUNTED = 4
# So many lines of a node stand out within its community.
_MOST_LINES = 3
_PLACE = "Place"


@dataclass(frozen=True)
class Opening:
    """The opening picture.

    ``nodes`` are its entities, the most telling first; ``communities`` hold each of them once, by
    its place among those; ``main`` are the pairs of places whose lines stand out.
    """

    nodes: Sequence[str]
    communities: Sequence[Sequence[int]]
    main: Set[Pair]


def opening(
    order: Sequence[str], facts: Iterable[Told], named: Set[str], types: Mapping[str, str]
) -> Opening:
    """The most telling named entities that others of the picture join.

    Args:
        order: All entities, the most telling first.
        facts: All facts.
        named: The entities that have a name.
        types: The types of the entities.
    """
    counts = _counts(facts, named, types)
    beside: dict[str, dict[str, int]] = {}
    for (one, two), count in counts.items():
        beside.setdefault(one, {})[two] = count
        beside.setdefault(two, {})[one] = count
    drawn = _drawn(order, beside)
    nodes = [key for key in order if key in drawn]
    number = {key: place for place, key in enumerate(nodes)}
    weights = {
        _pair(number[one], number[two]): min(count, _MOST_COUNTED)
        for (one, two), count in sorted(counts.items())
        if one in drawn and two in drawn
    }
    found = communities(len(nodes), weights)
    return Opening(nodes, found, _main(found, weights))


def _counts(
    facts: Iterable[Told], named: Set[str], types: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    """How many facts join two entities with names that are not both places."""
    found: dict[tuple[str, str], int] = {}
    for fact in facts:
        pairs = {tuple(sorted((link.source, link.target))) for link in fact.links}
        for one, two in pairs:
            if one == two or one not in named or two not in named:
                continue
            if not types[one] == types[two] == _PLACE:
                found[one, two] = found.get((one, two), 0) + 1
    return found


def _drawn(order: Sequence[str], beside: Mapping[str, Mapping[str, int]]) -> set[str]:
    """The most telling that are joined; where others wait, no two that only join each other.

    Each is brought in by the one that tells more with whom it is told most.
    """
    left_out = set[str]()
    place = {key: number for number, key in enumerate(order)}
    while True:
        seen, drawn = set[str](), set[str]()
        brought = dict[str, int]()
        for key in order:
            if key not in beside or key in left_out:
                continue
            known = beside[key].keys() & seen
            if known:
                by = max(known, key=lambda other: (beside[key][other], place[other]))
                new = {key, by} - drawn
                if brought.get(by, 0) == _MOST_BROUGHT or len(new) > MOST - len(drawn):
                    continue
                drawn |= new
                brought[by] = brought.get(by, 0) + 1
            seen.add(key)
        alone = {key for key in drawn if _alone(key, beside, drawn)}
        if not alone or len(drawn) < MOST:
            return drawn
        left_out |= alone


def _alone(key: str, beside: Mapping[str, Mapping[str, int]], drawn: Set[str]) -> bool:
    """Whether an entity and the one that it is joined to are joined to nobody else."""
    others = beside[key].keys() & drawn
    return len(others) == 1 and len(beside[next(iter(others))].keys() & drawn) == 1


def _main(found: Collection[Sequence[int]], weights: Mapping[Pair, int]) -> set[Pair]:
    """The heaviest pairs of each node within its community, and the heaviest between any two."""
    home = {node: number for number, nodes in enumerate(found) for node in nodes}
    lines = dict[int, int]()
    bridged = set[Pair]()
    main = set[Pair]()
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        one, two = pair
        if home[one] != home[two]:
            bridge = _pair(home[one], home[two])
            if bridge not in bridged:
                bridged.add(bridge)
                main.add(pair)
        elif min(lines.get(node, 0) for node in pair) < _MOST_LINES:
            main.add(pair)
            for node in pair:
                lines[node] = lines.get(node, 0) + 1
    return main


def _pair(one: int, two: int) -> Pair:
    return (min(one, two), max(one, two))
