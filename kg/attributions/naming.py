"""What somebody or something is called: the words are those of the name that is given.

"Called the plan "unworkable"", "described the win as "a dream"": who or what is meant stands in
words of the writer, and what it is called in those of the speaker.
"""

from kg.attributions.cues import Entry
from kg.attributions.spans import subtree_tokens
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_THINGS = ("dobj", "pobj", "nsubjpass")


def name_given(ann: Annotation, verb: Token, entry: Entry, content: set[int]) -> set[int]:
    """The tokens of a content by which somebody or something is called; none if in doubt.

    Those of the thing are left out where the name is in quotation marks, or a pronoun means it.
    """
    if not content:
        return set()
    link = _link(ann, verb, content) if "as" in entry.beyond else None
    if link is not None:
        behind = {i for i in subtree_tokens(ann.doc[link]) if i > link}
        name = behind & content | _quotation(ann, link + 1)
    elif entry.kind == "described" or verb.lemma_ in ann.knowledge.words("calling_verbs"):
        name = _predicate(verb, content) or _quoted_behind(ann, verb, content)
    else:
        return set()
    thing = next((ann.doc[i] for i in sorted(content - name) if ann.doc[i].dep_ in _THINGS), None)
    meant = thing is not None and thing.tag_ == "PRP"
    return name if name and (meant or _quotation(ann, min(name))) else set()


def _link(ann: Annotation, verb: Token, content: set[int]) -> int | None:
    """The "as" before a name: one of the verb's own, or any that a quotation follows."""
    for i in sorted(content, reverse=True):
        token = ann.doc[i]
        if token.lower_ == "as" and token.i > verb.i:
            if token.head == verb and token.dep_ == "prep":
                return i
            if _quotation(ann, i + 1) and token.dep_ in ("prep", "mark"):
                return i
    return None


def _quotation(ann: Annotation, at: int) -> set[int]:
    """The quotation that begins at a token, or behind an article there, with the article."""
    for first in (at, at + 1 if ann.doc[at].pos_ == "DET" else at):
        quote = ann.quote_at(first) if first < len(ann.doc) else None
        inside = ann.tokens_in(quote.span) if quote is not None else range(0)
        if len(inside) and inside[0] == first:
            return {at, *inside}
    return set()


def _predicate(verb: Token, content: set[int]) -> set[int]:
    """The adjective or noun behind an object that is said of it: "called the plan *mad*"."""
    for child in verb.rights:
        if child.dep_ in ("oprd", "acomp", "attr") and child.i in content:
            return {i for i in content if i >= child.left_edge.i}
    return set()


def _quoted_behind(ann: Annotation, verb: Token, content: set[int]) -> set[int]:
    """The quotation behind an object and its phrases: "calling the inquiry into him "a farce""."""
    for i in range(min(content) + 1, verb.sent.end):
        if ann.doc[i].text == "," or ann.doc[i].pos_ == "VERB":
            break
        behind = ann.doc[i - 1].pos_ in ("NOUN", "PROPN", "PRON")
        if behind and (found := _quotation(ann, i)):
            return found
    return set()
