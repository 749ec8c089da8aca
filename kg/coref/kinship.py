"""Kin told from the other side: "her brother Tom ... his sister" is she."""

from spacy.tokens import Token

from kg.coref.discourse import Chain, Discourse
from kg.mentions.nouns import noun, singular


def reciprocal(discourse: Discourse, index: int) -> Chain | None:
    """The one whose kin the owner of a phrase was: "his sister" for Ann, whose brother he is."""
    head = discourse.ann.doc[discourse.mentions[index].head]
    kin = discourse.knowledge.table("kin")
    word, owner = singular(head), _owner(discourse, head)
    if word not in kin or owner is None or head.tag_ not in ("NN", "NNP"):
        return None
    found = []
    for other, mention in enumerate(discourse.mentions[:index]):
        if discourse.chain_of.get(other) is not owner or mention.form == "pronoun":
            continue
        there = discourse.ann.doc[mention.head]
        possessor = _owner(discourse, there)
        told = kin.get(singular(there))
        if possessor is None or possessor is owner or told is None or possessor in found:
            continue
        if _inverse(told, kin[word]) and _fits(discourse, possessor, word):
            found.append(possessor)
    return found[0] if len(found) == 1 else None


def _owner(discourse: Discourse, head: Token) -> Chain | None:
    return next((discourse.chain_at(c.i) for c in head.lefts if c.dep_ == "poss"), None)


def _inverse(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two nouns tell one tie from its two sides: parent and child, brother and sister."""
    if one[0] != two[0]:
        return False
    symmetric = one[1] == two[1]
    return symmetric != (one[0] == "childOf")


def _fits(discourse: Discourse, chain: Chain, word: str) -> bool:
    kind = noun(word, discourse.knowledge)
    gender = kind.gender if kind else None
    return chain.type == "Person" and not (gender and chain.gender not in (None, gender))
