"""Links from a predicate to what governs it, and what is asked of a governor or a noun."""

from dataclasses import dataclass

from kg.knowledge.knowledge import Knowledge
from kg.qualification.moods import is_predicate
from kg.syntax.tokens import Token


@dataclass(frozen=True, slots=True)
class Link:
    """What a governor does to a predicate, and where the walk goes on (None: nowhere).

    ``ahead_only``: beyond this link only what makes the predicate lie ahead counts. ``denied``:
    whether the goal's own negation reaches over it.
    """

    effects: tuple[str, ...] = ()
    goal: Token | None = None
    ahead_only: bool = False
    denied: bool = True


END = Link()


def signature(verb: Token, knowledge: Knowledge, name: str = "qualify_verbs") -> str | None:
    """The entry of a list of verbs for a verb, with its particle if need be."""
    words = knowledge.words(name)
    for child in verb.children:
        key = f"{verb.lemma_} {child.lower_}"
        if child.dep_ in ("prt", "prep", "advmod") and key in words:
            return key
    return verb.lemma_ if verb.lemma_ in words else None


def is_general(noun: Token) -> bool:
    """Whether a noun phrase means all of a kind: a plural with nothing before it."""
    return noun.tag_ == "NNS" and not any(
        c.dep_ in ("det", "poss", "nummod", "quantmod", "predet", "amod") or c.pos_ == "PROPN"
        for c in noun.children
        if c.i < noun.i
    )


def verb_above(token: Token) -> Token | None:
    """The nearest predicate that a token stands under."""
    return next((a for a in token.ancestors if is_predicate(a)), None)
