"""Who holds a post newly: "the new mayor" is she who was sworn in, and not he who resigned."""

from kg.coref.descriptions import describe
from kg.coref.discourse import Chain, Discourse, determiner
from kg.mentions.nouns import noun_of, singular
from kg.syntax.tokens import Token


def incumbent(discourse: Discourse, index: int) -> Chain | None:
    """The last one who was told to be chosen for a post, or to have won a vote: "the new MP"."""
    mention, knowledge = discourse.mentions[index], discourse.knowledge
    head = discourse.ann.doc[mention.head]
    if mention.type != "Person" or determiner(discourse, mention) != "the":
        return None
    post = singular(head) in knowledge.table("posts")
    newly = {c.lower_ for c in head.lefts} & knowledge.words("newly")
    if not newly or not post or head.tag_ not in ("NN", "NNP"):
        return None
    kind = noun_of(head, knowledge)
    for other in discourse.before(index):
        chain = discourse.chain_of[other]
        there = discourse.ann.doc[discourse.mentions[other].head]
        person = chain.type == "Person" and chain.named and not chain.plural
        agreed = kind is None or not kind.gender or chain.gender in (None, kind.gender)
        if person and agreed and _begins(discourse, there, singular(head)):
            return chain
    return None


def left_before(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether somebody was told to give up a post, or lost it, before a description."""
    words = discourse.knowledge.words
    for other in chain.mentions:
        token = discourse.ann.doc[discourse.mentions[other].head]
        verb = token.head
        if other > index or verb.pos_ != "VERB":
            continue
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
        act = f"{verb.lemma_}_{particle}".rstrip("_")
        gone = token.dep_ == "nsubj" and act in words("verbs_of_giving_up")
        ousted = token.dep_ in ("nsubjpass", "dobj") and act in words("verbs_of_ousting")
        if gone or ousted:
            return True
    return False


def _begins(discourse: Discourse, token: Token, post: str) -> bool:
    """Whether somebody is told to take up a post: was sworn in, won the vote, became mayor."""
    words, verb = discourse.knowledge.words, token.head
    told = [c for c in verb.rights if c.dep_ in ("dobj", "attr", "oprd")]
    told += [o for c in verb.rights if c.dep_ == "prep" for o in c.children if c.lower_ == "as"]
    if token.dep_ == "nsubj" and verb.lemma_ in words("verbs_of_winning"):
        return any(t.lemma_.lower() in words("elections") for t in told)
    chosen = token.dep_ == "nsubjpass" or (token.dep_ == "dobj" and verb.tag_ != "VBG")
    if chosen and verb.lemma_ in words("verbs_of_choosing"):
        other = [t for t in told if singular(t) in discourse.knowledge.table("posts")]
        return not other or any(singular(t) == post for t in other)
    becoming = token.dep_ == "nsubj" and verb.lemma_ in words("verbs_of_becoming")
    return becoming and any(post == describe(t, discourse.knowledge).head for t in told)
