"""Whose a described thing is: what two have, each one its own, is never one thing."""

from kg.coref.discourse import Chain, Discourse, determiner
from kg.mentions.nouns import singular
from kg.syntax.tokens import Token


def possessor(discourse: Discourse, head: Token) -> Chain | None:
    """Whoever has what a noun means: "Boeing's mission", "its mission", "the crew of Ada"."""
    for child in head.lefts:
        if child.dep_ == "poss":
            return discourse.chain_at(child.i)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            owners = (discourse.chain_at(t.i) for t in child.children if t.dep_ == "pobj")
            return next((o for o in owners if o is not None and o.named), None)
    return None


def another_has(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a chain is called by the noun of a description, but as somebody else's.

    "Its first mission" of Ada Lines is not "Dahl's first mission"; what is done or met with
    everywhere ("voting") is not what one has ("its voting"). Possessors of different types may
    have one thing: the president of a country is a party's, too.
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    owner, bare = possessor(discourse, head), _is_bare(discourse, index)
    if owner is None and not bare:
        return False
    for other in chain.mentions:
        before = discourse.mentions[other]
        there = doc[before.head]
        if before.form != "nominal" or singular(there) != singular(head):
            continue
        theirs = possessor(discourse, there)
        if owner is not None and theirs is not None:
            if theirs is not owner and theirs.type == owner.type:
                return True
        elif (theirs is not None and bare) or (owner is not None and _is_bare(discourse, other)):
            return True
    return False


def _is_bare(discourse: Discourse, index: int) -> bool:
    """Whether a phrase means a kind of event or thing: its noun stands there alone."""
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    return (
        mention.type not in ("Person", "Organization", "Place", "Group")
        and head.tag_ == "NN"
        and discourse.ann.block(mention.head).kind == "body"
        and determiner(discourse, mention) == ""
        and mention.first == mention.head
        and not any(c.dep_ in ("prep", "poss", "relcl") for c in head.children)
    )
