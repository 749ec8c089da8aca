"""Where or by what medium words were said ("at a news conference", "on Twitter"), and to whom."""

from kg.attributions.sources import Source, noun_phrase
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token


def venue_of(verb: Token, knowledge: Knowledge) -> Source | None:
    """The venue or medium beside a reporting verb, or beside a participle it goes with."""
    prepositions = knowledge.words("prepositions_of_venues")
    for head in (verb, *(c for c in verb.children if _attending(c, knowledge))):
        if head != verb and head.lemma_ in knowledge.words("addressing_verbs"):
            for child in head.children:
                if child.dep_ == "dobj" and _kind(child, knowledge):
                    return noun_phrase(child)
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                for part in child.children:
                    if part.dep_ == "pobj" and _kind(part, knowledge):
                        return noun_phrase(part)
    return None


def interviewer_of(venue: Token, knowledge: Knowledge) -> Source | None:
    """With whom an interview was: the one the words were said to."""
    if venue.lemma_ not in knowledge.words("interviews"):
        return None
    for child in venue.children:
        if child.dep_ == "prep" and child.lower_ in knowledge.words("prepositions_of_interviewers"):
            for part in child.children:
                if part.dep_ == "pobj":
                    return noun_phrase(part)
    return None


def _attending(token: Token, knowledge: Knowledge) -> bool:
    attending = token.lemma_ in knowledge.words("attending_verbs")
    return attending and token.dep_ == "advcl" and token.tag_ == "VBG"


def _kind(token: Token, knowledge: Knowledge) -> str:
    found = knowledge.table("reporting-venues").get(token.lemma_.lower())
    return found[0] if found else ""
