"""The predicate that a time expression stands with.

The parser hangs "on Monday" from the nearest noun as often as from the verb. A noun that names no
event has no time: what hangs from it belongs to the predicate above.
"""

import re

from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod", "poss"})


@derived
def _endings(knowledge: Knowledge) -> re.Pattern[str]:
    """How nouns end that are made of verbs."""
    return re.compile(rf"(?:{'|'.join(knowledge.table('event_endings'))})$")


@derived
def event_nouns(knowledge: Knowledge) -> frozenset[str]:
    """The nouns that name events: those of the catalogue's frames and of the lexicon."""
    frames = {
        lemma
        for relation in knowledge.catalogue.relations.values()
        for frame in relation.frames
        if frame.kind == "noun"
        for lemma in frame.lemmas
    }
    typed = {w for w, fields in knowledge.table("entity_nouns").items() if fields[0] == "Event"}
    return frozenset(frames | typed | knowledge.words("event_nouns"))


def is_event(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names something that happens."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = token.lemma_.lower()
    if lemma in event_nouns(knowledge):
        return True
    if token.pos_ == "PROPN" or lemma in knowledge.table("entity_nouns"):
        return False
    return bool(_endings(knowledge).search(lemma))


def is_post(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names what somebody is: a post, a profession, a role."""
    lemma = token.lemma_.lower()
    fields = knowledge.table("entity_nouns").get(lemma)
    return lemma in knowledge.table("posts") or (fields is not None and fields[0] == "Person")


def root_of(ann: Annotation, first: int, last: int) -> Token:
    """The head of a time expression; of "2010 to 2014" the first year, not the preposition."""
    root = ann.doc[first:last].root
    return ann.doc[first] if root.pos_ == "ADP" else root


def governor_of(
    ann: Annotation,
    first: int,
    last: int,
    lead: int | None = None,
    of_clause: bool = False,
    lasting: bool = False,
) -> int:
    """The token whose time the expression at ``first`` to ``last`` tells.

    ``lead`` is the word that leads on to another time ("two days after ..."). ``of_clause``: the
    time is that of what follows the expression ("80 years since he died"). A ``lasting`` time, one
    with a beginning or an end, may be that of a post ("mayor since 2015").
    """
    doc = ann.doc
    root = root_of(ann, first, last)
    if of_clause:
        return _following(ann, last)
    if root.dep_ in _MODIFIERS and root.head.i >= last:
        return _modified(ann, root.head, root).i
    if sees(root, ann.knowledge):
        for child in root.head.children:
            if child.dep_ in ("ccomp", "xcomp", "dobj") and child.i > last:
                return child.i
    lasting = lasting and lead is None
    if lead is not None and doc[lead].dep_ == "mark" and root.head == doc[lead].head:
        root = root.head
    return _reattached(ann, _above(ann, root, first, lasting), first).i


def _reattached(ann: Annotation, verb: Token, first: int) -> Token:
    """The verb of the clause that a time closes, where the parser gave it to a later one.

    "When elected in 2014, she was ..."; a comma would end that clause before the time.
    """
    if verb.i < first or verb.pos_ not in ("VERB", "AUX"):
        return verb
    for i in range(first - 1, verb.sent.start - 1, -1):
        token = ann.doc[i]
        if token.is_punct:
            break
        clause = token.dep_ in ("advcl", "acl", "relcl", "pcomp", "ccomp")
        if token.pos_ == "VERB" and clause and token not in verb.ancestors:
            return token
    return verb


def sees(root: Token, knowledge: Knowledge) -> bool:
    """Whether a time is the subject of a verb such as "see"; the parser takes it for an adverb."""
    verb = root.head
    if verb.lemma_ not in knowledge.words("seeing_verbs") or root.i > verb.i:
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return root in subjects or (root.dep_ == "npadvmod" and not subjects)


def _modified(ann: Annotation, noun: Token, root: Token) -> Token:
    """The noun that a possessive or attributive time modifies: "Monday's rail strike"."""
    while noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i:
        noun = noun.head
    named = noun.pos_ == "PROPN" and root.pos_ == "PROPN" and not is_event(noun, ann.knowledge)
    if named or noun.lemma_.lower() in ann.knowledge.words("times"):
        # "on Saturday Ann Berg was freed" is no Saturday of hers.
        return _above(ann, noun, noun.left_edge.i)
    return noun


def _above(ann: Annotation, token: Token, first: int, lasting: bool = False) -> Token:
    """The nearest predicate above: a verb, or a noun that names an event (or post)."""
    while token.head != token:
        head = token.head
        if head.lower_ == "according" and not any(t.is_punct for t in ann.doc[head.i : first]):
            return head  # the day of the source, not of what it tells
        if head.pos_ == "AUX" and head.dep_ in ("aux", "auxpass"):
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            if head.dep_ in ("amod", "compound") or (head.tag_ == "VBG" and head.dep_ == "prep"):
                token = head
                continue
            if _is_matter(head, ann.knowledge):
                token = head
                continue
            return head
        if head.pos_ in ("NOUN", "PROPN") and head.i < first and is_event(head, ann.knowledge):
            return head
        if lasting and head.i < first and is_post(head, ann.knowledge):
            return head
        token = head
    return token


def _is_matter(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a gerund is what a text is about: "signed a treaty on sharing water *on Monday*"."""
    preposition = verb.head
    texts = knowledge.words("agreements") | knowledge.words("publications")
    return (
        verb.dep_ == "pcomp"
        and preposition.lower_ in knowledge.words("prepositions_of_matters")
        and preposition.head.lemma_.lower() in texts
    )


def _following(ann: Annotation, last: int) -> int:
    """The head of the clause or noun phrase behind a word such as "since" or "of"."""
    word = ann.doc[last - 1]
    if word.dep_ == "mark":
        return word.head.i
    for child in word.children:
        if child.i >= last and child.dep_ in ("pobj", "pcomp"):
            return child.i
    return word.head.i
