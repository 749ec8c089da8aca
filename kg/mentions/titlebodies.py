"""Bodies of a state inside titles: the army of "Israeli army spokesman Avi Lev"."""

from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import singular
from kg.model import Mention
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

# Posts that are held for a body or over it; an officer is only one of its many.
_OVER_BODIES = frozenset(("spokesperson", "head", "leader"))
_BEFORE_NOUNS = frozenset(("compound", "amod", "nmod"))


def title_bodies(ann: Annotation, inside: set[int]) -> Iterator[Mention]:
    """The bodies right before nouns of posts that are held for them, with whose they are.

    ``inside`` are the tokens of names, which are mentions already.
    """
    doc, bodies = ann.doc, ann.knowledge.words("state_bodies")
    for body in doc[:-1]:
        if body.i in inside or body.dep_ not in _BEFORE_NOUNS or body.lower_ not in bodies:
            continue
        behind = doc[body.i + 1]
        kind = ann.knowledge.table("posts").get(singular(behind), ("",))[0]
        if kind in _OVER_BODIES and ann.block_of[behind.i] == ann.block_of[body.i]:
            first = body.i
            while first > 0 and _tells_whose(doc[first - 1], body, inside, ann.knowledge):
                first -= 1
            if first > 1 and doc[first - 1].tag_ == "POS" and first - 2 in inside:
                first -= 2  # "Mali's army chief"
                while first > 0 and first - 1 in inside and doc[first].dep_ != "poss":
                    first -= 1
            span = ann.span(first, body.i + 1)
            yield Mention(span, "nominal", first, body.i + 1, body.i, "Organization")


def _tells_whose(before: Token, body: Token, inside: set[int], knowledge: Knowledge) -> bool:
    """Whether a word before a body says which it is: "*Houthi* army", "*Moss County* police"."""
    if before.dep_ not in _BEFORE_NOUNS or before.lower_ in knowledge.table("post_words"):
        return False
    if before.head.i < body.i and before.i not in inside:
        return False
    return before.i in inside or before.text[:1].isupper()
