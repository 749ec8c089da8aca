"""Which of many names may be alike at all: those with a part in common, or one spelt alike.

A name need not be compared with all others of a long text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.knowledge.knowledge import Knowledge
from kg.knowledge.spelling import MOST_SLIPS, similar


class SharedParts:
    """Numbered names by their parts; a name may be added again with further parts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._letters = knowledge.whole("coref.spelling_letters")
        self._having: dict[str, set[int]] = {}
        # Spellings of one word begin with one letter, and are about as long.
        self._spelt: dict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, number: int, parts: Iterable[str]) -> None:
        """Put a name under its parts."""
        for part in parts:
            if part not in self._having:
                self._having[part] = set()
                self._spelt[part[:1], len(part)].append(part)
            self._having[part].add(number)

    def sharing(self, parts: Iterable[str]) -> list[int]:
        """The names that have one of the parts, or a spelling of one, in order."""
        found = set[int]()
        for part in parts:
            found |= self._having.get(part, set())
            for other in self._spellings(part):
                found |= self._having[other]
        return sorted(found)

    def _spellings(self, part: str) -> Iterator[str]:
        if len(part) < self._letters:
            return
        for length in range(len(part) - MOST_SLIPS, len(part) + MOST_SLIPS + 1):
            for other in self._spelt.get((part[:1], length), ()):
                if similar(part, other, self._knowledge):
                    yield other
