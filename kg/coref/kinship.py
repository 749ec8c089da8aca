"""Kin and service told from the other side: "her brother Tom ... his sister" is she."""

from kg.coref.discourse import Chain, Discourse
from kg.coref.possessors import possessor
from kg.mentions.nouns import noun, singular
from kg.syntax.tokens import Token


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
        kinsman = possessor(discourse, there)
        told = kin.get(singular(there))
        if kinsman is None or kinsman is owner or told is None or kinsman in found:
            continue
        if _inverse(told, kin[word]) and _fits(discourse, kinsman, word):
            found.append(kinsman)
    return found[0] if len(found) == 1 else None


def employer(discourse: Discourse, index: int) -> Chain | None:
    """The one whose lawyer the owner of a phrase is: "Lee's lawyer, Ott ... his client"."""
    head = discourse.ann.doc[discourse.mentions[index].head]
    served = discourse.knowledge.table("served_by").get(singular(head), ("",))[0].split()
    owner = _owner(discourse, head)
    if not served or owner is None or head.tag_ not in ("NN", "NNP"):
        return None
    found = list[Chain]()
    for other, mention in enumerate(discourse.mentions[:index]):
        there = discourse.ann.doc[mention.head]
        if discourse.chain_of.get(other) is owner and singular(there) in served:
            whose = possessor(discourse, there)
            if whose is not None and whose is not owner and whose.type == "Person":
                found.append(whose)
    return found[-1] if found else None


def _owner(discourse: Discourse, head: Token) -> Chain | None:
    """Whose a phrase says it is: behind "my" its speaker's."""
    for child in head.lefts:
        if child.dep_ == "poss":
            mine = child.lower_ in discourse.knowledge.words("speakers_own")
            return discourse.speaker_of(child.i) if mine else discourse.chain_at(child.i)
    return None


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


def succession(discourse: Discourse, index: int) -> Chain | None:
    """Whom somebody succeeded, or who succeeded them: "her predecessor"."""
    words = discourse.knowledge.words
    head = discourse.ann.doc[discourse.mentions[index].head]
    owner = _owner(discourse, head)
    after = singular(head) in words("successors")
    if owner is None or head.tag_ == "NNS":
        return None
    if not after and singular(head) not in words("predecessors"):
        return None
    for verb in discourse.ann.doc[: head.i]:
        if verb.lemma_ not in words("succeeding_verbs") or verb.pos_ != "VERB":
            continue
        ends = {c.dep_: c for c in verb.children}
        agent = next((c for c in ends["agent"].children), None) if "agent" in ends else None
        new, old = ends.get("nsubj") or agent, ends.get("dobj") or ends.get("nsubjpass")
        pair = [discourse.chain_at(t.i) if t is not None else None for t in (new, old)]
        if owner is pair[after] and pair[not after] is not owner:
            return pair[not after]
    return None
