"""What the user says of facts, in the same file as what is said of entities.

A line names an article, words of it, and a fact that they tell or do not tell::

    accept ARTICLE "Vera Holm met the envoy on Monday." Meeting "participant=Vera Holm" cue=met
    accept ARTICLE "Orrin will buy Velm." planned: Acquisition agent=Orrin patient:Organization=Velm
    reject ARTICLE "Orrin will buy Velm." Launch agent=Orrin

``accept`` says that the fact is right, whether it was read or not, and how it stands (nothing:
asserted). ``reject`` says that these words do not tell it, however it stands. A role is filled by
words of the sentence or else of the article; ``@2`` behind them is the second place where they
stand, a type before the ``=`` what they mean where nothing was read there. ``?`` at the end: it
is right, but nobody would miss it.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.errors import InputError

Standing = Literal["asserted", "former", "claimed", "planned", "possible", "requested", "denied"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
FactVerb = Literal["accept", "reject"]
CUE = "cue"
_MINOR = "?"
_RELATION = re.compile(r"[A-Za-z]\w*")
_FILLER = re.compile(r"([A-Za-z]\w*)(?::([A-Za-z]+))?=(.*)", re.DOTALL)
_PLACE = re.compile(r"@([1-9]\d{0,3})$")


@dataclass(frozen=True, order=True, slots=True)
class Filler:
    """What fills a role: words, in which of their places, and the type of what they mean."""

    role: str
    words: str
    nth: int = 1
    type: str = ""

    def __str__(self) -> str:
        kind = f":{self.type}" if self.type else ""
        # Words that end as a place does are followed by their own.
        place = f"@{self.nth}" if self.nth > 1 or _PLACE.search(self.words) else ""
        return f"{self.role}{kind}={self.words}{place}"


@dataclass(frozen=True, order=True, slots=True)
class FactDecision:
    """One line: that words of an article tell a fact, or that they do not.

    ``minor`` is what nobody would miss. ``place`` is where the line stands.
    """

    verb: FactVerb
    article: str
    sentence: str
    relation: str
    fillers: tuple[Filler, ...]
    standing: Standing = "asserted"
    minor: bool = False
    place: str = field(default="", compare=False)

    @property
    def things(self) -> tuple[str, ...]:
        """The words of its line behind the verb."""
        stands = [f"{self.standing}:"] if self.standing != "asserted" else []
        found = [self.article, self.sentence, *stands, self.relation, *map(str, self.fillers)]
        return tuple([*found, _MINOR] if self.minor else found)

    def __str__(self) -> str:
        return " ".join((self.verb, *map(quoted, self.things)))


def quoted(thing: str) -> str:
    """A thing as `shlex` reads it back, in quotation marks where it needs them."""
    if set(thing) & set('"\\'):
        return shlex.quote(thing)
    return f'"{thing}"' if not thing or set(thing) & set(" \t'#") else thing


def in_a_line(words: str) -> str:
    """Words as a line of the file holds them, with single spaces."""
    return " ".join(words.split())


def fact_decision(verb: FactVerb, things: Sequence[str], place: str = "") -> FactDecision:
    """The decision of the words of a line; raises `InputError` naming its ``place``."""
    article, sentence = (*things, "", "")[:2]
    rest = list(things[2:])
    minor = rest[-1:] == [_MINOR]
    rest = rest[:-1] if minor else rest
    standing: Standing = "asserted"
    if rest and rest[0].endswith(":"):
        found = next((s for s in STANDINGS if s == rest[0][:-1]), None)
        if found is None:
            raise InputError(f"{place}: {rest[0]!r} is none of {', '.join(STANDINGS)}")
        standing, rest = found, rest[1:]
    if not (article.strip() and sentence.strip() and rest):
        raise InputError(
            f"{place}: '{verb}' takes an article, a sentence, a relation and roles as role=words"
        )
    relation, *given = rest
    if not _RELATION.fullmatch(relation):
        raise InputError(f"{place}: {relation!r} is no name of a relation")
    fillers = tuple(_filler(words, place) for words in given)
    return FactDecision(
        verb, article, in_a_line(sentence), relation, fillers, standing, minor, place
    )


def _filler(given: str, place: str) -> Filler:
    found = _FILLER.fullmatch(given)
    words = in_a_line(found[3]) if found else ""
    if found is None or not _PLACE.sub("", words).strip():
        raise InputError(f"{place}: {given!r} is no role=words; put quotes around both")
    nth = _PLACE.search(words)
    bare = words[: nth.start()] if nth else words
    return Filler(found[1], bare, int(nth[1]) if nth else 1, found[2] or "")
