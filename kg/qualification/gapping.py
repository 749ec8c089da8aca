"""Conjuncts that share the auxiliaries of the first: "the hut may burn and its owner *sue*"."""

from kg.knowledge.knowledge import Knowledge
from kg.qualification.moods import is_predicate
from kg.syntax.tokens import Token

_OWN = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def shares_auxiliaries(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a conjunct is as planned, possible or denied as the first, by its form."""
    return _is_bare(verb) or _is_gapped(verb) or _is_like_its_past(verb, knowledge)


def _is_bare(verb: Token) -> bool:
    """Whether a conjunct needs the auxiliary of the first: "must end and a judge be appointed"."""
    modal = any(child.tag_ in ("MD", "TO") for child in verb.children)
    bare = any(child.dep_ == "auxpass" and child.lower_ == "be" for child in verb.children)
    return bare and not modal


def _is_like_its_past(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a conjunct may be an infinitive after "will": "will close and *cut* 700 jobs"."""
    own = any(c.dep_ in (*_OWN, "aux", "auxpass") for c in verb.children)
    modal = any(c.tag_ in ("MD", "TO") for c in verb.head.children if c.dep_ == "aux")
    like = verb.tag_ == "VBD" and verb.lower_ in knowledge.words("bases_like_pasts")
    return like and modal and not own


def _is_gapped(verb: Token) -> bool:
    """Whether a passive conjunct with a subject has no auxiliary of its own: "and two *killed*"."""
    own = {c.dep_ for c in verb.children}
    shared = any(c.dep_ == "auxpass" for c in verb.head.children)
    bare = "nsubj" in own and not {"aux", "auxpass", "advmod", "prep"} & own
    return bare and shared and _may_be_passive(verb)


def gapped_behind(verb: Token, noun: Token) -> Token | None:
    """The verb whose auxiliaries a participle shares: "the hut would be hit and its keeper killed".

    The parser joins the noun to the verb and hangs the participle on the noun.
    """
    noun = noun.head if noun.dep_ == "appos" else noun
    first = noun.head
    passive = any(c.dep_ == "auxpass" for c in first.children)
    joined = noun.dep_ == "conj" and noun.i > first.i and is_predicate(first) and passive
    return first if joined and _may_be_passive(verb) else None


def _may_be_passive(verb: Token) -> bool:
    """Whether a past form lacks an object, so that it may be a participle: "... *shot*"."""
    alone = not any(c.dep_ in ("dobj", "ccomp", "xcomp", "prt") for c in verb.children)
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and alone)
