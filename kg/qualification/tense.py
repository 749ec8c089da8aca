"""On which side of the day of writing a predicate lies, by the tense of its verb."""

from kg.knowledge.knowledge import Knowledge
from kg.qualification.reckoning import Tense
from kg.syntax.tokens import Token


def tense_of(token: Token, knowledge: Knowledge, headline: bool = False) -> Tense:
    """The side that the verb of a predicate, or the verb above an event noun, tells; else empty.

    The present is the future of what has a time ("flies to Rome on Monday"), but in a ``headline``
    it may as well be the past.
    """
    if token.pos_ not in ("VERB", "AUX"):
        return _of_noun(token, knowledge)
    seen = token.dep_ == "ccomp" and token.head.lemma_ in knowledge.words("seeing_verbs")
    if seen and token.tag_ in ("VB", "VBP"):
        return tense_of(token.head, knowledge, headline)
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if words & knowledge.words("future_auxiliaries"):
        return "future"
    if _goes_to(token, knowledge):
        return "future"
    if words & knowledge.words("other_modals"):
        return "past" if "have" in words else "future"
    if "to" in words:
        return _of_infinitive(token, words, knowledge, headline)
    finite = [c for c in helpers if c.tag_ in ("VBD", "VBZ", "VBP")]
    if any(c.lemma_ == "have" for c in finite) or any(c.tag_ == "VBD" for c in (*finite, token)):
        return "past"
    if finite or token.tag_ in ("VBZ", "VBP"):
        # "is arrested" is told of the past in headlines, "is meeting" of what is to come.
        return "" if headline else "future"
    if token.dep_ == "conj" and token.head != token:
        return tense_of(token.head, knowledge, headline)
    if token.tag_ == "VBN":
        return "past"
    if token.head != token:
        return tense_of(token.head, knowledge, headline)
    return ""


def is_present(verb: Token) -> bool:
    """Whether a verb of a main or relative clause, or that an event does, is in the present."""
    if verb.pos_ == "NOUN" and verb.dep_ == "nsubj":
        verb = verb.head
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ not in ("VBZ", "VBP") or c.lemma_ != "be" for c in helpers):
        return False
    finite = verb.tag_ in ("VBZ", "VBP") or (bool(helpers) and verb.tag_ == "VBG")
    return finite and verb.dep_ in ("ROOT", "conj", "relcl")


def _goes_to(verb: Token, knowledge: Knowledge) -> bool:
    """Whether it is the infinitive of "is going to meet"."""
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and head.lower_ in knowledge.words("going")
        and any(c.lower_ in knowledge.words("present_be") for c in head.children)
    )


def _of_infinitive(verb: Token, words: set[str], knowledge: Knowledge, headline: bool) -> Tense:
    """An infinitive lies ahead of what governs it: beyond the day of writing, if that is present.

    "is to meet", "is expected to meet"; "was expected to meet" may lie on either side.
    """
    if "have" in words:
        return "past"
    head = verb.head
    if head == verb:
        return "future"
    above = tense_of(head, knowledge, headline)
    if above == "future" or headline:
        return "future"
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "acl", "relcl") and above == "past":
        passive = any(c.dep_ == "auxpass" for c in head.children) or head.lemma_ == "be"
        return "" if passive or verb.dep_ != "xcomp" else above
    return "future"


def _of_noun(noun: Token, knowledge: Knowledge) -> Tense:
    ahead, before = knowledge.words("ahead"), knowledge.words("before")
    for above in noun.ancestors:
        if above.lower_ in ahead or (above.lower_ in before and above.i < noun.i):
            return ""
        if above.pos_ in ("VERB", "AUX"):
            # The present says nothing of when the noun's event was.
            found = tense_of(above, knowledge, headline=True)
            direct = noun.dep_ in ("dobj", "attr") and noun.head == above
            # "called off Monday's strike", "announced a meeting on Friday"
            return "" if found == "past" and direct else found
    return ""
