"""Reporting verbs that tell of a deed: "hit the coast", "wrote three novels", "found a body"."""

from kg.attributions.cues import Entry, noun_entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def is_done(ann: Annotation, verb: Token, entry: Entry) -> bool:
    """Whether a reporting verb beside a plain object is meant in its other sense.

    A blow is criticism only where it says for what ("hit them for their silence"). What writes,
    publishes or recalls things or sums of money, and what finds things, people or places, does
    not say so.
    """
    knowledge = ann.knowledge
    if verb.lemma_ in knowledge.words("verbs_of_blows"):
        return not any(c.dep_ == "prep" and c.lower_ in entry.beyond for c in verb.rights)
    noun = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if noun is None and verb.dep_ == "acl":
        noun = verb.head
    if noun is None or ann.quote_at(noun.i) is not None:
        return False
    if verb.lemma_ in knowledge.words("verbs_of_issuing"):
        return _is_thing(noun, knowledge)
    if verb.lemma_ in knowledge.words("verbs_of_finding"):
        return entry.act != "speech" and _is_found(noun, knowledge)
    return False


def _is_thing(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names a thing, a work or a sum, and no words."""
    lemma = noun.lemma_.lower()
    if noun_entry(noun, knowledge) is not None or lemma in knowledge.words("reporting-texts"):
        return False
    kind = noun_of(noun, knowledge)
    if kind is not None:
        return kind.type in ("Work", "Product")
    made = knowledge.words("publications") | knowledge.words("sums_made")
    return lemma in made or lemma in knowledge.words("things")


def _is_found(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names what one comes upon with one's eyes."""
    if noun.pos_ == "PROPN":
        return True
    if noun_entry(noun, knowledge) is not None:
        return False
    kind = noun_of(noun, knowledge)
    if noun.dep_ == "nsubjpass":
        return True  # "was discovered by a herder"
    people = kind is not None and kind.type in ("Person", "Group", "Product", "Work", "Place")
    return people or noun.lemma_.lower() in knowledge.words("things")
