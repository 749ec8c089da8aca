"""Where or by what medium words were said ("at a news conference", "on Twitter"), and to whom."""

from spacy.tokens import Token

from kg.attributions.sources import Source, noun_phrase
from kg.knowledge.knowledge import Knowledge

_AT = frozenset(["in", "at", "on", "during", "via", "before", "to"])
_ATTENDING = frozenset(["address", "speak", "attend", "tell", "talk", "appear", "brief"])


def venue_of(verb: Token, knowledge: Knowledge) -> Source | None:
    """The venue or medium beside a reporting verb, or beside a participle it goes with."""
    for head in (verb, *(c for c in verb.children if _attending(c))):
        if head != verb and head.lemma_ == "address":
            for child in head.children:
                if child.dep_ == "dobj" and _kind(child, knowledge):
                    return noun_phrase(child)
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _AT:
                for part in child.children:
                    if part.dep_ == "pobj" and _kind(part, knowledge):
                        return noun_phrase(part)
    return None


def interviewer_of(venue: Token) -> Source | None:
    """With whom an interview was: the one the words were said to."""
    if venue.lemma_ != "interview":
        return None
    for child in venue.children:
        if child.dep_ == "prep" and child.lower_ in ("with", "to", "for"):
            for part in child.children:
                if part.dep_ == "pobj":
                    return noun_phrase(part)
    return None


def _attending(token: Token) -> bool:
    return token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_ in _ATTENDING


def _kind(token: Token, knowledge: Knowledge) -> str:
    found = knowledge.table("reporting-venues").get(token.lemma_.lower())
    return found[0] if found else ""
