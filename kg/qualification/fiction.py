"""What a novel, film or play tells: no fact of the world.

"In the thriller she plays a detective who kills her partner": the present tense tells the plot.
"""

from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def is_fiction(ann: Annotation, trigger: int) -> bool:
    """Whether the predicate at a token is part of a plot."""
    token, knowledge = ann.doc[trigger], ann.knowledge
    verb = token if token.pos_ in ("VERB", "AUX") else _verb_above(token)
    if verb is None or not _in_present(verb):
        return False
    root = token.sent.root
    if _is_content(verb, knowledge) or (_in_present(root) and _is_set_in(root, knowledge)):
        return True
    tells = root != verb and root.lemma_ in knowledge.words("plot_verbs")
    return tells and _is_work(root, knowledge) and not _is_of_player(verb, root, knowledge)


def _is_of_player(verb: Token, root: Token, knowledge: Knowledge) -> bool:
    """Whether a clause is about who plays, not what: "Lee, *who has left*, starred in the film"."""
    players = [c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")]
    above = [verb, *verb.ancestors]
    return any(p in above and not _is_made_up(p, knowledge) for p in players)


def _is_work(root: Token, knowledge: Knowledge) -> bool:
    """Whether the sentence tells of a work: as its subject, or as what somebody plays in."""
    for child in root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and _is_made_up(child, knowledge):
            return True
        inside = [c for c in child.children if c.dep_ == "pobj"] if child.lower_ == "in" else []
        if any(_is_made_up(noun, knowledge) for noun in inside):
            return True
    return False


def _is_set_in(root: Token, knowledge: Knowledge) -> bool:
    """Whether the sentence opens with a work: "In the film, a nurse kills her husband"."""
    if root.lemma_ in knowledge.words("plot_verbs"):
        return False
    for child in root.children:
        if child.i < root.i and child.dep_ == "prep" and child.lower_ == "in":
            return any(
                c.lemma_ in knowledge.words("shown_works") or _is_made_up(c, knowledge)
                for c in child.children
                if c.dep_ == "pobj"
            )
    return False


def _is_content(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a clause tells of somebody whom a work is about: "a book about a spy who dies"."""
    if verb.dep_ != "relcl":
        return False
    for above in verb.head.ancestors:
        if above.dep_ == "prep" and above.lower_ in knowledge.words("about"):
            noun = above.head
            return noun.lemma_ in knowledge.words("shown_works") or _is_made_up(noun, knowledge)
    return False


def _is_made_up(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun phrase names a work of fiction: "the novel", "the new thriller Salt Road"."""
    named = (noun, *(c for c in noun.children if c.dep_ in ("compound", "appos", "nmod")))
    return any(t.lemma_.lower() in knowledge.words("fictions") for t in named)


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _in_present(verb: Token) -> bool:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.dep_ == "conj" and not helpers and verb.tag_ in ("VBZ", "VBP", "NNS"):
        return True
    if helpers:
        return all(c.tag_ in ("VBZ", "VBP") for c in helpers)
    return verb.tag_ in ("VBZ", "VBP", "VBG")
