"""Parties that the tagger leaves out where a sentence begins with them: "Labour MP Ann Lee"."""

from collections.abc import Iterator

from kg.mentions.name import Name
from kg.mentions.nouns import singular
from kg.syntax.annotate import Annotation


def parties_before_mandates(ann: Annotation, taken: list[bool]) -> Iterator[Name]:
    """What adherents of a party are called, with a capital before whom they elect.

    ``taken`` tells for each token whether it is in a name already, and is kept up.
    """
    adherents, mandates = ann.knowledge.words("adherents"), ann.knowledge.words("mandates")
    for noun in ann.doc[1:]:
        if singular(noun) not in mandates:
            continue
        first = noun.i
        while first > 0 and not taken[first - 1] and ann.doc[first - 1].text[:1].isupper():
            first -= 1
        for begin in range(first, noun.i):
            called = " ".join(token.lower_ for token in ann.doc[begin : noun.i])
            if called in adherents and ann.block_of[begin] == ann.block_of[noun.i]:
                taken[begin : noun.i] = [True] * (noun.i - begin)
                yield Name(begin, noun.i, "Organization")
                break
