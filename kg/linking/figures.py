"""How many are told of: "at least twelve people" as an interval, and when two cannot both be."""

import re
from dataclasses import dataclass

from kg.knowledge.folding import fold
from kg.knowledge.lexicon import Lexicon

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
# More words than these describe which ones, not only who they are.
_LONGEST = 2
# What is added to a number for the least and the most that it may be.
Bound = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of some: ``least`` and ``most`` of them (None where there may be any more).

    ``of`` is what is counted, in its plain form; empty for people, who need not be named.
    """

    least: int
    most: int | None
    of: str

    def apart(self, other: "Figure") -> bool:
        """Whether both count the same, and no number is within both."""
        if self.of != other.of:
            return False
        above = other.most is not None and self.least > other.most
        return above or (self.most is not None and other.least > self.most)


def figure(text: str, lexicon: Lexicon) -> Figure | None:
    """The figure that words are; None of "the two", "12 others", "two of them", "some 300".

    Only a count that begins the words is one, with or without a bound before it, and with a plain
    noun or nothing after it: all else counts a part, or says which ones, or is not exact.
    """
    words = re.findall(r"[\w,]*\w|\S", fold(text))
    (least, most), words = _bound(words, lexicon)
    number, words = _number(words, lexicon)
    if number is None or len(words) > _LONGEST:
        return None
    unclear = lexicon.words("parts_of_counts") | lexicon.words("measure_nouns")
    if not all(word.isalpha() for word in words) or unclear & {*words}:
        return None
    noun = " ".join((*words[:-1], _singular(words[-1]))) if words else ""
    return Figure(
        0 if least is None else number + least,
        None if most is None else number + most,
        "" if noun in lexicon.words("people_counted") else noun,
    )


def _bound(words: list[str], lexicon: Lexicon) -> tuple[Bound, list[str]]:
    """The bound that words begin with, and the words after it."""
    for phrase, (least, most) in lexicon.table("bounds_of_counts").items():
        opening = phrase.split()
        if words[: len(opening)] == opening:
            bound = int(least) if least else None, int(most) if most else None
            return bound, words[len(opening) :]
    return (0, 0), words


def _number(words: list[str], lexicon: Lexicon) -> tuple[int | None, list[str]]:
    """The number that words begin with, and the words after it."""
    if not words:
        return None, words
    if _DIGITS.fullmatch(words[0]):
        return int(words[0].replace(",", "")), words[1:]
    named = lexicon.table("numbers").get(words[0])
    if named is None:
        return None, words
    value, rest = int(named[0]), words[1:]
    if rest[:1] == ["-"]:
        rest = rest[1:]
    unit = lexicon.table("numbers").get(rest[0]) if rest else None
    if value % 10 == 0 and value < 100 and unit and int(unit[0]) < 10:
        return value + int(unit[0]), rest[1:]
    return (None, rest) if unit else (value, rest)


def _singular(noun: str) -> str:
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
