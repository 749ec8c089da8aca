"""Matches: a frame that fits a clause, with what fills its roles; a verb and its noun made one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.knowledge.catalogue import Relation
from kg.knowledge.frames import Frame


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a clause: the slots that fill roles, and the tokens it asked for by word.

    ``words`` are heads of fillers constrained by a word list: part of what states the relation.
    ``sides`` says of a filler's head on which side of the event it stands, where its slot tells.
    ``echoes`` are the cues of later mentions that refer to the same event (`recurrence`).
    """

    relation: Relation
    frame: Frame
    trigger: int
    cue: tuple[int, ...]
    filled: tuple[tuple[str, int], ...]
    words: tuple[int, ...]
    noun: bool
    sides: Mapping[int, str] = field(default_factory=dict)
    echoes: tuple[tuple[int, ...], ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """Of two relations that a clause could state, that which asks and finds more is meant."""
        return self.frame.specificity, len({role for role, _ in self.filled})


def joined(matches: list[Match]) -> list[Match]:
    """The matches, a verb and its event noun ("launched an attack") made one."""
    by_trigger = {(match.relation.name, match.trigger): match for match in matches}
    absorbed: set[tuple[str, int]] = set()
    result: dict[tuple[str, int], Match] = {}
    for key, match in by_trigger.items():
        # What somebody claims to have done is told on its own, too.
        words = () if "claimed" in match.frame.details else match.words
        for head in dict.fromkeys((*words, *(head for _, head in match.filled))):
            other = by_trigger.get((match.relation.name, head))
            if other is not None and other.noun and other.trigger != match.trigger:
                match = _join(match, other)
                absorbed.add((match.relation.name, head))
        result[key] = match
    return [match for key, match in result.items() if key not in absorbed]


def _join(verb: Match, noun: Match) -> Match:
    filled = [(role, head) for role, head in verb.filled if head != noun.trigger or role == "topic"]
    # "In findings published on Monday, researchers ...": who did it is told of the noun.
    adds = {role for role, _ in noun.filled} - {role for role, _ in verb.filled}
    told_of_noun = noun.trigger < verb.trigger and "agent" in adds
    return replace(
        verb,
        frame=noun.frame if told_of_noun else verb.frame,
        filled=tuple(dict.fromkeys((*filled, *noun.filled))),
        cue=tuple(sorted({*verb.cue, *noun.cue})),
        sides={**noun.sides, **verb.sides},
    )
