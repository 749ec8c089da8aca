"""Verbs that go on with what a reporting verb above them says, wherever the parse hangs them."""

from kg.attributions.cues import verb_entry
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token


def behind_comma(verb: Token) -> bool:
    """Whether a verb follows a comma, or an adverb behind one: ", further saying".

    A quotation mark may stand behind the comma.
    """
    at = verb.i - 1
    if at > 0 and verb.doc[at].pos_ == "ADV":
        at -= 1
    if at > 0 and verb.doc[at].is_quote:
        at -= 1
    return at >= 0 and verb.doc[at].text == ","


def reporter_above(verb: Token, knowledge: Knowledge) -> Token | None:
    """The outermost verb of speech over a participle that the parse put inside its content.

    In "she said it was late, adding that ..." the participle is often hung on "was".
    """
    entry = verb_entry(verb, knowledge)
    if entry is None or entry.act not in ("speech", "thought") or not behind_comma(verb):
        return None
    if verb.tag_ != "VBG":
        return None
    found = None
    for above in verb.ancestors:
        over = verb_entry(above, knowledge)
        if over is not None and over.act == "speech" and above.i < verb.i:
            found = above
    return found


def coordinate_reporter(verb: Token, knowledge: Knowledge) -> Token | None:
    """The reporting verb that "and said" goes on with, where the parse hung it on the content."""
    entry = verb_entry(verb, knowledge)
    if verb.dep_ != "conj" or entry is None or entry.act != "speech" or verb.tag_ == "VB":
        return None
    beyond = _beyond_quotation(verb)
    if not (entry.takes("that") or beyond) or any(c.dep_ == "nsubj" for c in verb.children):
        return None
    for above in verb.ancestors:
        over = verb_entry(above, knowledge)
        if over is not None and over.act == "speech" and over.takes("that"):
            alike = above.tag_ == verb.tag_ or beyond
            return above if alike and above != verb.head else None
    return None


def _beyond_quotation(verb: Token) -> bool:
    """Whether a quotation that began before ends between a verb and what the parse joins it to."""
    marks = [t for t in verb.doc[verb.head.i : verb.i] if t.is_quote]
    return len(marks) % 2 == 1


def finite_beside_infinitive(verb: Token) -> bool:
    """Whether the parse joined a finite verb to an infinitive: "urged him to go and *spoke* to"."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.lefts)
    finite = verb.tag_ in ("VBD", "VBZ") and verb.dep_ == "conj"
    return finite and not own and verb.head.tag_ == "VB" and is_infinitive(verb.head)


def is_infinitive(token: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(child.tag_ == "TO" for child in token.children)


def finite_above(verb: Token) -> Token:
    """The verb over an infinitive, and over those that this one is joined to or depends on."""
    while verb.tag_ == "VB" and verb.dep_ in ("xcomp", "conj", "ccomp", "advcl"):
        verb = verb.head
    return verb
