"""A group told of by another noun: "the scientists", "the team" after "researchers from Leeds"."""

from kg.coref.descriptions import broader, describe
from kg.coref.discourse import Chain, Discourse, determiner
from kg.mentions.nouns import is_plural, singular

_PEOPLE = ("Person", "Organization", "Group")


def regrouped(discourse: Discourse, index: int) -> Chain | None:
    """The one group spoken of that a definite noun of people can repeat.

    One of the two is a plural: a body told of by another noun of bodies is read by its name.
    """
    doc, mention, knowledge = discourse.ann.doc, discourse.mentions[index], discourse.knowledge
    head = doc[mention.head]
    if mention.type not in _PEOPLE or determiner(discourse, mention) not in knowledge.words(
        "pointing"
    ):
        return None
    told = describe(head, knowledge)
    counted = any(c.dep_ == "nummod" for c in head.lefts)
    if told.modifiers or told.countries or counted:
        return None
    found = list[Chain]()
    window = knowledge.whole("coref.focus_window")
    for other in discourse.before(index):
        if discourse.sites[index].sentence - discourse.sites[other].sentence > window:
            break
        there = doc[discourse.mentions[other].head]
        chain = discourse.chain_of[other]
        if discourse.mentions[other].form != "nominal" or chain.named or chain.members:
            continue
        one, two = singular(head), singular(there)
        alike = one == two or broader(one, two, knowledge) or broader(two, one, knowledge)
        several = is_plural(head) or (is_plural(there) and chain.plural)
        single = chain.type == "Person" and not chain.plural
        if alike and several and not single and chain not in found:
            found.append(chain)
    return found[0] if len(found) == 1 else None
