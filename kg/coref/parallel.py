"""Whom a pronoun means by its place beside a verb, before anything is weighed."""

from spacy.tokens import Token

from kg.coref.binding import agrees
from kg.coref.discourse import Chain, Discourse


def parallel(discourse: Discourse, index: int, kind: str, gender: str | None) -> Chain | None:
    """The object of the verb that a pronoun's verb is joined to or explains.

    "Officers followed Lee home and arrested him"; "Lee sacked Ott because he had lied".
    """
    own = discourse.ann.doc[discourse.mentions[index].head]
    if own.dep_ == "dobj":
        above = _joined(own.head)
    elif own.dep_ in ("nsubj", "nsubjpass"):
        above = _explained(discourse, own.head)
    else:
        above = None
    if above is None:
        return None
    objects = [c for c in above.children if c.dep_ == "dobj"]
    # "followed Lee home": the parser takes the adverb for the object.
    objects += [t for c in objects if c.tag_ == "RB" for t in c.lefts if t.pos_ == "PROPN"]
    found = [discourse.chain_at(t.i) for t in objects]
    people = [c for c in found if c is not None and c.type == "Person" and c.named]
    if kind == "it" or len(people) != 1 or not agrees(discourse, people[0], kind, gender):
        return None
    return people[0]


def _joined(verb: Token) -> Token | None:
    """The verb that a verb is joined to and has its subject from."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        return None
    return verb.head if verb.head.pos_ == "VERB" else None


def _explained(discourse: Discourse, verb: Token) -> Token | None:
    """The verb whose reason a clause tells, if it is one that is done for what its object did."""
    words = discourse.knowledge.words
    above = verb.head
    reason = any(c.dep_ == "mark" and c.lower_ in words("marks_of_reasons") for c in verb.children)
    if verb.dep_ != "advcl" or not reason or above.lemma_ not in words("done_for_reasons"):
        return None
    return above


def against_officers(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether somebody prosecutes or judges, and a pronoun is of who was arrested or tried."""
    own = discourse.ann.doc[discourse.mentions[index].head]
    parts = discourse.knowledge.table("case_parts").get(own.head.lemma_, ())
    suffers = own.dep_ in ("nsubjpass", "dobj") and any(p.startswith("patient:") for p in parts)
    officers = discourse.knowledge.words("officers_of_cases")
    return suffers and any(d.head in officers for d in chain.descriptions)
