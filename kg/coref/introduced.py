"""Whom a description means that is named only after it: "A man was held ... Bob Lee, 34, ...".

The first lines of news tell of somebody by role, and then name them.
"""

from collections.abc import Iterator

from kg.coref.appositions import named_by_syntax
from kg.coref.descriptions import compatible, describe
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.listed import counted
from kg.mentions.nouns import noun_of


def introduced(discourse: Discourse, index: int) -> Chain | None:
    """The one who is named right after a description, and told to be such or as old.

    Only for what the article begins with, and for "the" with a role that is told there again.
    """
    mention, knowledge = discourse.mentions[index], discourse.knowledge
    head = discourse.ann.doc[mention.head]
    if mention.type not in ("Person", "Organization") or plural_phrase(head, knowledge):
        return None
    if any(c.dep_ == "poss" for c in head.lefts) or counted(discourse, mention):
        return None
    word = determiner(discourse, mention)
    first = discourse.sites[index].sentence <= knowledge.whole("coref.lead_sentences")
    heading = discourse.ann.block(mention.head).kind in ("headline", "caption")
    if not (word in knowledge.words("articles") or (word == "" and heading)):
        return None
    if not (first or heading or word == "the"):
        return None
    later = list(_named_later(discourse, index))
    own = describe(head, knowledge)
    told = [c for c in later if any(_same_role(own, d, discourse) for d in _told(discourse, c))]
    if len(told) == 1 and _agrees(discourse, index, told[0]):
        return told[0]
    if told or mention.type != "Person" or word == "the" or not first:
        return None
    return _identified(discourse, index, later)


def _named_later(discourse: Discourse, index: int) -> Iterator[Chain]:
    """The people or bodies named for the first time in the next sentences, in their order."""
    here, ahead = discourse.sites[index], discourse.knowledge.whole("coref.introduced_within")
    for chain in sorted((c for c in discourse.chains if c.mentions), key=lambda c: c.mentions[0]):
        if not chain.named or chain.type != discourse.mentions[index].type or chain.gazetteer:
            continue
        body = [i for i in chain.mentions if _in_body(discourse, i)]
        if not body or body[0] <= index:
            continue
        there = discourse.sites[body[0]]
        if 0 < there.sentence - here.sentence <= ahead:
            yield chain


def _in_body(discourse: Discourse, index: int) -> bool:
    return discourse.ann.block(discourse.mentions[index].head).kind == "body"


def _told(discourse: Discourse, chain: Chain) -> list[Description]:
    """What titles say of somebody, and appositions and predicates beside the first mentions."""
    found = list(chain.descriptions)
    sentences = {discourse.sites[i].sentence for i in chain.mentions}
    for other in range(chain.mentions[0], len(discourse.mentions)):
        there = discourse.sites[other]
        if there.sentence > max(sentences):
            break
        if (
            discourse.mentions[other].form == "nominal"
            and there.sentence in sentences
            and other not in discourse.chain_of
            and named_by_syntax(discourse, other) is chain
        ):
            found.append(
                describe(discourse.ann.doc[discourse.mentions[other].head], discourse.knowledge)
            )
    return found


def _same_role(one: Description, two: Description, discourse: Discourse) -> bool:
    kin = discourse.knowledge.words("kin")
    if two.head in kin or one.head in kin:
        return False
    return compatible(one, two, discourse.knowledge)


def _agrees(discourse: Discourse, index: int, chain: Chain) -> bool:
    kind = noun_of(discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge)
    gender = kind.gender if kind else None
    return gender is None or chain.gender in (None, gender)


def _identified(discourse: Discourse, index: int, later: list[Chain]) -> Chain | None:
    """The first person named after the lead, with an age: who the lead was about.

    Nobody if the lead tells of two, or names somebody.
    """
    here = discourse.sites[index].sentence
    others = [
        other
        for other, mention in enumerate(discourse.mentions)
        if other != index
        and mention.type == "Person"
        and discourse.sites[other].sentence == here
        and mention.form != "pronoun"
        and not _inside(discourse, other, index)
    ]
    if others or not later:
        return None
    chain = later[0]
    mention = discourse.mentions[min(i for i in chain.mentions if _in_body(discourse, i))]
    after = discourse.ann.doc[mention.last : mention.last + 2]
    aged = len(after) > 1 and after[0].text in ",(" and after[1].is_digit
    if mention.title or not aged or not _agrees(discourse, index, chain):
        return None
    return chain


def _inside(discourse: Discourse, other: int, index: int) -> bool:
    """Whether a mention stands inside another's phrase."""
    one, two = discourse.mentions[other], discourse.mentions[index]
    return two.first <= one.first and one.last <= two.last


def named_of(discourse: Discourse, index: int) -> Chain | None:
    """The place that a phrase names behind "of": "the city of Calabasas"."""
    mention, knowledge = discourse.mentions[index], discourse.knowledge
    head = discourse.ann.doc[mention.head]
    if mention.type != "Place" or head.lower_ not in knowledge.table("place_kinds"):
        return None
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for token in child.children:
                chain = discourse.chain_at(token.i) if token.dep_ == "pobj" else None
                if chain is not None and chain.named and chain.type == "Place":
                    return chain
    return None
