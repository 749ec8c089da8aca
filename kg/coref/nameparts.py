"""The parts of names as they are compared: folded, without titles and generations."""

import re
from dataclasses import dataclass, field

from kg.knowledge.folding import fold
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import gender_of_given_name, titles


@dataclass
class Alias:
    """The occurrences of one or more name strings that mean one entity.

    ``generation`` is "jr" or "sr" where a person's name ends so, and else empty.
    """

    type: str
    generation: str = ""
    forms: list[tuple[str, ...]] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)

    @property
    def longest(self) -> tuple[str, ...]:
        """The form with most parts, the first of them."""
        return max(self.forms, key=len)


def parts_of(name: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The comparable parts of a name; hyphens part, particles stay, "Jr." does not.

    The US Senate is the United States Senate, PG&E as good as PGE.
    """
    plain = re.sub(r"['.]|(?<=\w)&(?=\w)", "", fold(name))
    found = [p for p in re.split(r"[\s\-/,]+", plain) if p]
    state = knowledge.table("short_states").get(re.split(r"\s", name)[0].replace(".", ""))
    if state and len(found) > 1:
        found[:1] = state[0].split()
    generations = knowledge.words("generation_words")
    while len(found) > 1 and (found[-1] in generations or found[-1] == "s"):
        found.pop()
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    return tuple(found)


def generation_of(name: str, knowledge: Knowledge) -> str:
    """The "jr" or "sr" at the end of a name, else nothing."""
    last = re.split(r"[\s,]+", fold(name).replace(".", ""))[-1]
    (generation,) = knowledge.table("generation_words").get(last, ("",))
    return generation


def initials(parts: tuple[str, ...], knowledge: Knowledge) -> set[str]:
    """The acronyms a name may have: with and without its minor words."""
    minor = knowledge.words("minor_words")
    major = [p for p in parts if p not in minor]
    return {"".join(p[0] for p in major), "".join(p[0] for p in parts)}


def merge(target: Alias, alias: Alias) -> None:
    """Give the occurrences of one alias to another."""
    target.mentions += alias.mentions
    target.generation = target.generation or alias.generation
    target.forms += [f for f in alias.forms if f not in target.forms]


def gender_of_name(surface: str, title: str, knowledge: Knowledge) -> str | None:
    """The gender a name tells by its title or given name."""
    for word in reversed(title.split()):
        if titles(knowledge).get(word):
            return titles(knowledge)[word]
    first = re.split(r"[\s\-]+", surface)[0] if surface else ""
    return gender_of_given_name(first, knowledge)
