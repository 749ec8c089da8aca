"""When "it" and "they" mean nothing named before: a clause, an event told, people in general."""

from collections.abc import Iterator

from kg.coref.discourse import Discourse
from kg.coref.salience import role
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token

_CLAUSES = frozenset(["ccomp", "xcomp", "advcl", "acl", "relcl", "csubj"])


def absence(discourse: Discourse, index: int) -> Iterator[str]:
    """The features of the reading in which a pronoun means nothing named before.

    They are weighed against those of the candidates, with weights fitted together.
    """
    token = discourse.ann.doc[discourse.mentions[index].head]
    here = discourse.sites[index]
    yield "none"
    yield f"none:{here.function}"
    yield "none:quoted" if here.quoted >= 0 else "none:told"
    if token.lower_ == "it" and token.dep_ in ("nsubj", "nsubjpass", "expl"):
        yield from _clausal(token, discourse.knowledge)
    if asked := role(token, discourse.knowledge):
        yield f"none:{asked}"
    if here.function == "obj" and token.lower_ == "it":
        verb = token.head.lemma_
        light = verb in discourse.knowledge.words("verbs_of_clausal_it")
        yield f"none:{verb}" if light else "none:object"


def _clausal(it: Token, knowledge: Knowledge) -> Iterator[str]:
    """What tells that the subject "it" stands for a clause: "it is clear that", "it seems"."""
    verb = it.head
    clause = any(c.i > verb.i and c.dep_ in _CLAUSES for c in verb.children)
    states = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
    if verb.lemma_ == "be":
        yield "none:be"
        if states and (clause or any(g.dep_ in _CLAUSES for s in states for g in s.children)):
            yield "none:be+clause"
        if any(s.pos_ == "ADJ" for s in states):
            yield "none:be+adjective"
        if any(s.lower_ in knowledge.words("empty_predicates") for s in states):
            yield "none:be+empty"
    elif verb.lemma_ in knowledge.words("impersonal_verbs"):
        yield "none:seem"
    elif clause:
        yield "none:passive+clause" if it.dep_ == "nsubjpass" else "none:active+clause"
    if any(s.pos_ in ("NOUN", "PROPN") for s in states):
        yield "none:be+noun"
