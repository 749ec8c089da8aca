"""Which statement holds what is read: the innermost one whose content it stands in."""

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Fact, Span

# Contents are found by the stretches of the text that they reach into, of so many letters.
_STRETCH = 256


class Holding:
    """The contents of statements of speech and thought, the shortest first."""

    def __init__(self, statements: Iterable[Fact]) -> None:
        contents = [
            (span, statement.id)
            for statement in statements
            if statement.details.get("act") in ("speech", "thought")
            for arg in statement.args
            for span in (arg.spans if arg.role == "content" else ())
        ]
        self._reaching: dict[int, list[tuple[Span, str]]] = {}
        for span, id in sorted(contents, key=lambda content: content[0].end - content[0].start):
            for stretch in range(span.start // _STRETCH, span.end // _STRETCH + 1):
                self._reaching.setdefault(stretch, []).append((span, id))

    def held(self, fact: Fact) -> Fact:
        """The fact with the innermost statement whose content its first cue stands in."""
        cue = (fact.cue or (fact.evidence,))[0]
        for span, id in self._reaching.get(cue.start // _STRETCH, ()):
            if id != fact.id and cue in span:
                return replace(fact, holder=id)
        return fact
