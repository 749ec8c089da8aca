"""Capitals that stand for the government of their country: "Tehran rejected the offer"."""

from kg.coref.discourse import Discourse
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.tokens import Token


def seats_for_governments(discourse: Discourse) -> None:
    """Give a capital that acts or owns to its country: "Tehran rejected the offer".

    Only where the article names that country too, and the city is no place of what happens there;
    not where it is about the city, which is named far oftener then.
    """
    gazetteer = discourse.knowledge.gazetteer
    by_entry = {c.gazetteer: c for c in discourse.chains if c.gazetteer}
    for chain in list(discourse.chains):
        countries = [
            by_entry[e.id]
            for e in gazetteer.seat_of(chain.name)
            if e.kind == "Country" and e.id in by_entry
        ]
        if chain.type != "Place" or len(countries) != 1 or countries[0] is chain:
            continue
        times = discourse.knowledge.number("coref.focus_times")
        if len(chain.mentions) > times * len(countries[0].mentions):
            continue
        for index in list(chain.mentions):
            if _acts(discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge):
                chain.mentions.remove(index)
                discourse.join(index, countries[0])


def _acts(token: Token, knowledge: Knowledge) -> bool:
    """Whether a place is spoken of as one that acts, has or is dealt with."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ == "nsubj":
        return token.head.pos_ in ("VERB", "AUX") and token.head.lemma_ != "be"
    if token.dep_ == "poss":
        kind = noun_of(token.head, knowledge)
        return kind is None or kind.type not in ("Place", "Event", "Organization", "Person")
    if token.dep_ == "pobj":
        return token.head.lower_ in knowledge.words("prepositions_of_parties")
    return False
