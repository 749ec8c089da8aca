"""Put items together under rules of what must and what must never be together."""

from collections.abc import Iterable, Sequence


class Clusters:
    """Disjoint sets of items (union-find) which respect pairs that must stay apart.

    A cluster is named by the least of its items, whatever the order of the joins.
    """

    def __init__(self, items: Iterable[str], apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent = {item: item for item in items}
        self._members: dict[str, list[str]] = {item: [item] for item in self._parent}
        self._apart: dict[str, set[str]] = {}
        for one, two in apart:
            self.part(one, two)

    def __contains__(self, item: str) -> bool:
        return item in self._parent

    def part(self, one: str, two: str) -> None:
        """Keep two items apart from now on."""
        self._apart.setdefault(one, set()).add(two)
        self._apart.setdefault(two, set()).add(one)

    def find(self, item: str) -> str:
        """The name of the item's cluster."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def members(self, item: str) -> Sequence[str]:
        """The items of the item's cluster."""
        return self._members[self.find(item)]

    def must_differ(self, one: str, two: str) -> bool:
        """Whether joining the two would bring together what must stay apart."""
        if not self._apart:
            return False
        other = self.find(two)
        return any(
            self.find(enemy) == other
            for item in self.members(one)
            for enemy in self._apart.get(item, ())
        )

    def join(self, one: str, two: str) -> bool:
        """Join the clusters of two items; False if they must stay apart."""
        first, second = sorted((self.find(one), self.find(two)))
        if first == second:
            return True
        if self.must_differ(first, second):
            return False
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        return True

    def all(self) -> list[list[str]]:
        """The clusters, items and clusters in order."""
        return [sorted(members) for _, members in sorted(self._members.items())]
