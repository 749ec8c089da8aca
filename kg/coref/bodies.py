"""Which body a description means whose name says its kind, or whose man speaks: "his agency"."""

from collections import Counter
from collections.abc import Iterator

from kg.coref.denotations import body
from kg.coref.descriptions import describe, in_name
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.possessors import possessor
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import singular

_BEFORE = ("compound", "nmod", "poss")


def body_of_country(discourse: Discourse, index: int) -> Chain | None:
    """The body named with a country that a noun with that country means.

    "Danish parliament" for the Parliament of Denmark, be it named later only.
    """
    mention, knowledge = discourse.mentions[index], discourse.knowledge
    head = discourse.ann.doc[mention.head]
    if mention.type != "Organization" or plural_phrase(head, knowledge):
        return None
    told = describe(head, knowledge)
    if not told.countries:
        return None
    named = (c for c in discourse.chains if c.named and c.mentions and c.type == "Organization")
    found = [chain for chain in named if _named_so(chain, told, knowledge)]
    return found[0] if len(found) == 1 else None


def _named_so(chain: Chain, told: Description, knowledge: Knowledge) -> bool:
    """Whether a name is made of the words of a description and its country: "X of Y", "Y X"."""
    if told.head not in chain.name.lower():
        return False
    kind, of, home = chain.name.partition(" of ")
    words, country = kind.split(), home.removeprefix("the ")
    if not of:
        words, country = words[1:], words[0]
    entries = [
        *knowledge.gazetteer.lookup(country),
        knowledge.gazetteer.country_of_demonym(country),
    ]
    same = any(e is not None and e.id in told.countries for e in entries)
    return same and {word.lower() for word in words} == {told.head, *told.modifiers}


def own_body(discourse: Discourse, index: int) -> Chain | None:
    """The body that somebody is told to be of: "his agency" for an official of NASA."""
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if mention.type != "Organization" or plural_phrase(head, discourse.knowledge):
        return None
    first = discourse.ann.doc[mention.first]
    if first.tag_ != "PRP$" or first.head != head or describe(head, discourse.knowledge).modifiers:
        return None
    owner = possessor(discourse, head)
    if owner is None or owner.type != "Person":
        return None
    # Whose man he is, is enough for a word that fits any body; one that is told to be of another
    # kind is out.
    any_kind = singular(head) in discourse.knowledge.words("words_for_bodies")
    (kind,) = discourse.knowledge.table("focus_nouns").get(singular(head), ("body",))
    kind = "company" if any_kind else kind
    found = {c for c in _bodies_of(discourse, owner) if body(discourse, c, head, kind)}
    return found.pop() if len(found) == 1 else None


def _bodies_of(discourse: Discourse, person: Chain) -> Iterator[Chain]:
    """The bodies behind or before the names and roles of somebody: "Ann Lee of NASA"."""
    doc, words = discourse.ann.doc, discourse.knowledge.words
    for index in person.mentions:
        head = doc[discourse.mentions[index].head]
        near = [c for c in head.lefts if c.dep_ in _BEFORE]
        near += [c for title in near for c in title.lefts if c.dep_ in _BEFORE]
        if head.dep_ == "appos":
            near.append(head.head)  # "the head of Acme Homes, Ann Lee"
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in words("prepositions_of_members"):
                near += [c for c in child.children if c.dep_ == "pobj"]
        for token in near:
            chain = discourse.chain_at(token.i)
            if chain is not None and chain.type == "Organization" and chain.named:
                yield chain


def main_body(discourse: Discourse, index: int) -> Chain | None:
    """The body spoken of whose name ends in a noun: "the court" for the Court of Session.

    Another one that was told of once ("a ruling of an Austrian court") is not gone on about.
    """
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if mention.type != "Organization" or determiner(discourse, mention) != "the":
        return None
    told = describe(head, discourse.knowledge)
    if told.modifiers or told.countries or plural_phrase(head, discourse.knowledge):
        return None
    window, times = discourse.knowledge.whole("coref.focus_window"), Counter[Chain]()
    for other in discourse.before(index):
        if discourse.sites[index].sentence - discourse.sites[other].sentence > window:
            break
        chain = discourse.chain_of[other]
        if in_name(told, chain, discourse.knowledge):
            times[chain] += 1
    if not times:
        return None
    (main, most), *others = times.most_common(2)
    next_most = others[0][1] if others else 1
    if most < discourse.knowledge.number("coref.focus_times") * next_most:
        return None
    rivals = {discourse.chain_of[i] for i in discourse.same_noun(index)} - {main}
    return main if all(len(c.mentions) == 1 and not c.named for c in rivals) else None
