"""Who is the source of a reporting expression: its subject, wherever the construction puts it."""

from dataclasses import dataclass

from kg.attributions.chains import (
    coordinate_reporter,
    finite_above,
    finite_beside_infinitive,
    reporter_above,
)
from kg.attributions.cues import verb_entry
from kg.attributions.misread import misread_subject
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token

_SUBJECTS = ("nsubj",)


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase: its half-open token range and the token to be resolved for it."""

    first: int
    last: int
    head: int


def noun_phrase(head: Token, before: int | None = None, after: int | None = None) -> Source:
    """The noun phrase of a head with its modifiers, without the punctuation at its end.

    ``before`` and ``after`` are tokens it may not reach.
    """
    first, last = head.left_edge.i, head.right_edge.i + 1
    if after is not None and head.i > after >= first:
        first = after + 1
    if before is not None and head.i < before < last:
        last = before
    while last - 1 > head.i and (
        head.doc[last - 1].is_punct and head.doc[last - 1].text not in (")", '"', "]")
    ):
        last -= 1
    while first < head.i and head.doc[first].is_punct and head.doc[first].text not in ('"', "("):
        first += 1
    return Source(first, last, head.i)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, or a past participle behind its noun."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if perfect and not any(c.dep_ in ("auxpass", "agent") for c in verb.children):
        return False
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")


def agent(verb: Token) -> Token | None:
    """The head of the by-phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((part for part in child.children if part.dep_ == "pobj"), None)
    for child in verb.rights:
        # hung on what somebody is called: "was condemned as reckless *by the party*"
        for part in child.subtree if child.dep_ == "prep" and child.lower_ == "as" else ():
            if part.dep_ == "prep" and part.lower_ == "by" and part.head.tag_ != "VBN":
                return next((noun for noun in part.children if noun.dep_ == "pobj"), None)
    return None


def source_of(verb: Token, knowledge: Knowledge, depth: int | None = None) -> Source | None:
    """The source of an active verb or a predicate: its own subject, or the one it shares.

    ``depth`` is how many verbs it may go up to, all that are allowed if it is not given.
    """
    if depth is None:
        depth = knowledge.whole("attributions.verbs_up")
    if depth == 0:
        return None
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own and not _goes_on_speaking(verb, own[-1], knowledge):
        nearest = own[-1] if _fronted(own) else own[0]
        return _apposed(own, verb) or _subject(nearest, verb, knowledge)
    head, relation = verb.head, verb.dep_
    if (subject := misread_subject(verb)) is not None:
        return noun_phrase(subject, before=verb.i)
    if head == verb:
        return None
    if relation == "pcomp" and head.lower_ == "as":
        return quoted_as(head, knowledge) or shared_subject(head.head, knowledge, depth - 1)
    if relation in ("xcomp", "ccomp") and verb.tag_ not in ("VBD", "VBZ", "VBP"):
        entry = verb_entry(head, knowledge)
        if entry is not None and entry.takes("np-to"):
            obj = next((c for c in head.children if c.dep_ in ("dobj", "dative")), None)
            if obj is not None and head.i < obj.i < verb.i:
                return noun_phrase(obj, before=verb.i)
        return shared_subject(head, knowledge, depth - 1)
    if verb.tag_ == "VBG" and relation in ("advcl", "acl", "conj", "dep", "xcomp"):
        above = reporter_above(verb, knowledge)
        if above is not None:
            return source_of(above, knowledge, depth - 1)
    if relation == "conj":
        above = coordinate_reporter(verb, knowledge)
        if above is not None:
            return source_of(above, knowledge, depth - 1)
    if relation == "conj" and finite_beside_infinitive(verb):
        return shared_subject(finite_above(head), knowledge, depth - 1)
    if relation in ("conj", "advcl", "dep") and head.pos_ in ("VERB", "AUX"):
        return shared_subject(head, knowledge, depth - 1)
    if relation == "acl" and verb.tag_ in ("VBG", "VBN"):
        return _antecedent(head, verb)
    if relation == "acl":
        return _holder(head, depth, knowledge)
    if relation == "pcomp":
        above = head.head
        if above.tag_ == "VBN" and above.dep_ in ("ccomp", "xcomp"):
            above = above.head  # "had him freed by saying": who had him freed says it
        if above.pos_ in ("VERB", "AUX"):
            return shared_subject(above, knowledge, depth - 1)
        if above.pos_ == "NOUN":
            return _holder(above, depth, knowledge)
    return None


def _fronted(subjects: list[Token]) -> bool:
    """Whether the first of two subjects belongs below: "which the ministry has said was late"."""
    return len(subjects) > 1 and subjects[0].tag_ in ("WDT", "WP")


def _apposed(subjects: list[Token], verb: Token) -> Source | None:
    """A name behind its description that the parse took for a second subject: "her rival Ann"."""
    if len(subjects) < 2 or subjects[1].i > verb.i or subjects[1].pos_ != "PROPN":
        return None
    first, name = subjects[0], subjects[1]
    if first.right_edge.i + 1 != name.left_edge.i or first.pos_ != "NOUN":
        return None
    head = name if first.right_edge == first else first
    return Source(first.left_edge.i, noun_phrase(name, before=verb.i).last, head.i)


def quoted_as(link: Token, knowledge: Knowledge) -> Source | None:
    """Whom somebody quotes: "cited Holt as saying", "Holt was quoted as saying"."""
    verb = link.head
    entry = verb_entry(verb, knowledge)
    if entry is None or entry.kind != "cited":
        return None
    roles = ("nsubjpass",) if is_passive(verb) else ("dobj",)
    for child in verb.children:
        if child.dep_ in roles and child.i < link.i:
            return noun_phrase(child, before=link.i)
    if is_passive(verb) and verb.dep_ == "acl":
        return _antecedent(verb.head, verb)
    return None


def _goes_on_speaking(verb: Token, subject: Token, knowledge: Knowledge) -> bool:
    """Whether what the parse took for a participle's subject is what was said before it.

    "She said the tax "costs millions," further *saying* ...": not so "with the mayor, Ann, saying".
    """
    if verb.tag_ != "VBG" or subject.i > verb.i or verb.head.dep_ == "prep":
        return False
    above = reporter_above(verb, knowledge)
    return above is not None and subject.right_edge.i < verb.i and above.i < subject.left_edge.i


def shared_subject(verb: Token, knowledge: Knowledge, depth: int | None = None) -> Source | None:
    """The subject of a verb or adjective, of a passive too, from which a dependent inherits."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return _subject(child, verb, knowledge)
    if verb.pos_ == "ADJ" and verb.dep_ in ("acomp", "xcomp", "attr"):
        return source_of(verb.head, knowledge, depth)
    return source_of(verb, knowledge, depth)


def _subject(subject: Token, verb: Token, knowledge: Knowledge) -> Source | None:
    """The source a subject gives; a relative pronoun stands for its antecedent."""
    if subject.lower_ in knowledge.words("expletives") and subject.dep_ == "expl":
        return None
    relative = subject.lower_ in knowledge.words("relative_pronouns")
    if relative and subject.tag_ in ("WP", "WDT", "IN", "DT"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return Source(subject.i, subject.i + 1, clause.head.i)
    if subject.i < verb.i:
        return noun_phrase(subject, before=verb.i)
    return noun_phrase(subject, after=verb.i)


def _antecedent(noun: Token, verb: Token) -> Source | None:
    """The noun a participle stands behind ("a letter saying ...")."""
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.i > verb.i:
        return None
    return noun_phrase(noun, before=verb.i)


def _holder(noun: Token, depth: int, knowledge: Knowledge) -> Source | None:
    """Whose thing a noun is ("his plan to ..."): its possessor, or the subject of its verb."""
    found = possessor(noun, knowledge)
    if found is not None:
        return found
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return shared_subject(noun.head, knowledge, depth - 1)
    return None


def possessor(noun: Token, knowledge: Knowledge) -> Source | None:
    """The possessor of a noun, or whom it is by or from."""
    for child in noun.children:
        if child.dep_ == "poss":
            phrase = noun_phrase(child, before=noun.i)
            last = phrase.last
            if noun.doc[last - 1].tag_ == "POS" and last - 1 > phrase.first:
                last -= 1
            return Source(phrase.first, last, phrase.head)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in knowledge.words("prepositions_of_authors"):
            obj = next((part for part in child.children if part.dep_ == "pobj"), None)
            if obj is not None:
                return noun_phrase(obj)
    for child in noun.children:
        named = child.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
        if named and child.i == noun.i - 1 and child.dep_ in ("compound", "amod", "nmod"):
            return Source(child.i, child.i + 1, child.i)
    return None
