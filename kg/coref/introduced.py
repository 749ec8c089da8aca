"""Whom a description means that is named only after it: "A man was held ... Bob Lee, 34, ...".

The first lines of news tell of somebody by role, and then name them.
"""

from collections.abc import Iterator
from itertools import islice

from kg.coref.appositions import named_by_syntax
from kg.coref.descriptions import compatible, describe
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.listed import counted
from kg.mentions.nouns import noun_of, singular
from kg.model import Mention


def introduced(discourse: Discourse, index: int) -> Chain | None:
    """The one who is named right after a description, and told to be such or as old.

    Only for what the article begins with, for "the" with a role that is told there again, and for
    what "the" and the same noun repeat before the name: "an aide ... the aide, Ann Lee".
    """
    mention, knowledge = discourse.mentions[index], discourse.knowledge
    head = discourse.ann.doc[mention.head]
    if mention.type not in ("Person", "Organization") or plural_phrase(head, knowledge):
        return None
    if any(c.dep_ == "poss" for c in head.lefts) or counted(discourse, mention):
        return None
    word = determiner(discourse, mention)
    heading = discourse.ann.block(mention.head).kind in ("headline", "caption")
    first = heading or _opens(discourse, index)
    if not (word in knowledge.words("articles") or (word == "" and heading)):
        return None
    later = list(_named_later(discourse, index))
    if not (first or word == "the"):
        later = [c for c in later if _again_with_name(discourse, index, c)]
    own = describe(head, knowledge)
    told = [c for c in later if any(_same_role(own, d, discourse) for d in _told(discourse, c))]
    if len(told) == 1 and _agrees(discourse, index, told[0]):
        return told[0]
    if told or mention.type != "Person":
        return None
    if word == "the":
        return _of_the_case(discourse, index, later) or _held(discourse, index, later)
    return _identified(discourse, index, later) if first else None


def _opens(discourse: Discourse, index: int) -> bool:
    """Whether a mention stands in the sentences that the text begins with, below its dateline."""
    lead, ann = discourse.knowledge.whole("coref.lead_sentences"), discourse.ann
    body = islice((s for s in ann.doc.sents if ann.block(s.start).kind == "body"), lead)
    return any(s.start <= discourse.mentions[index].head < s.end for s in body)


def _named_later(discourse: Discourse, index: int) -> Iterator[Chain]:
    """The people or bodies named for the first time in the next sentences, in their order."""
    here, ahead = discourse.sites[index], discourse.knowledge.whole("coref.introduced_within")
    named = dict[Chain, int]()
    for other in range(index + 1, len(discourse.mentions)):
        if discourse.sites[other].sentence > here.sentence + ahead:
            break
        chain = discourse.chain_of.get(other)
        if chain is None or not chain.named or not _in_body(discourse, other):
            continue
        if _first_in_body(discourse, chain) == other:
            named[chain] = other
    for chain, first in sorted(named.items(), key=lambda item: item[0].mentions[0]):
        if chain.type != discourse.mentions[index].type or chain.gazetteer:
            continue
        there = discourse.sites[first]
        gap = there.sentence - here.sentence
        if 0 < gap <= ahead or (gap == 0 and _again_with_name(discourse, index, chain)):
            yield chain


def _again_with_name(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether the noun of a description comes again before a name: "an aide ... the aide, Ann"."""
    doc, name = discourse.ann.doc, chain.mentions[0]
    noun = singular(doc[discourse.mentions[index].head])
    return any(
        discourse.mentions[other].form == "nominal"
        and doc[discourse.mentions[name].head].head == doc[discourse.mentions[other].head]
        and singular(doc[discourse.mentions[other].head]) == noun
        and _same_again(discourse, other)
        for other in range(index + 1, name)
    )


def _first_in_body(discourse: Discourse, chain: Chain) -> int | None:
    """The first mention of a chain that is in no headline or caption."""
    return next((i for i in chain.mentions if _in_body(discourse, i)), None)


def _in_body(discourse: Discourse, index: int) -> bool:
    return discourse.ann.block(discourse.mentions[index].head).kind == "body"


def _told(discourse: Discourse, chain: Chain) -> list[Description]:
    """What titles say of somebody, and appositions and predicates beside the first mentions."""
    found = [*chain.descriptions, *_by_what_they_did(discourse, chain)]
    sentences = sorted({discourse.sites[i].sentence for i in chain.mentions})
    for other in (i for sentence in sentences for i in discourse.in_sentence[sentence]):
        if (
            discourse.mentions[other].form == "nominal"
            and other not in discourse.chain_of
            and named_by_syntax(discourse, other) is chain
            and (other > chain.mentions[0] or _same_again(discourse, other))
        ):
            found.append(
                describe(discourse.ann.doc[discourse.mentions[other].head], discourse.knowledge)
            )
    return found


def _same_again(discourse: Discourse, index: int) -> bool:
    """Whether a description before a name repeats one: "the nurse, Ann", not "a second nurse"."""
    mention = discourse.mentions[index]
    told = {t.lower_ for t in discourse.ann.doc[mention.first : mention.head]}
    owners = [
        discourse.chain_at(t.i) for t in discourse.ann.doc[mention.head].lefts if t.dep_ == "poss"
    ]
    of_place = bool(owners) and all(c is not None and c.type == "Place" for c in owners)
    again = determiner(discourse, mention) == "the" or of_place
    return again and not told & discourse.knowledge.words("another")


def _by_what_they_did(discourse: Discourse, chain: Chain) -> Iterator[Description]:
    """The nouns of those who do what a clause behind a name tells: "Bob, who was driving"."""
    doc, agents = discourse.ann.doc, discourse.knowledge.table("agents_of_verbs")
    for index in chain.mentions:
        for child in doc[discourse.mentions[index].head].rights:
            who = discourse.knowledge.words("relative_of_people")
            subject = any(t.lower_ in who and t.dep_ == "nsubj" for t in child.children)
            if child.dep_ == "relcl" and subject:
                for noun in agents.get(child.lemma_, ("",))[0].split():
                    yield Description(noun)


def _of_the_case(discourse: Discourse, index: int, later: list[Chain]) -> Chain | None:
    """Whom a later sentence tells to have the part in a case that a person here has.

    "The court jailed the man. The defendant, Bob Lee, 34, wept."
    """
    head = discourse.ann.doc[discourse.mentions[index].head]
    (kind,) = discourse.knowledge.table("focus_nouns").get(singular(head), ("",))
    parts = discourse.knowledge.table("case_parts")
    how = {"nsubjpass": "patient:", "dobj": "patient:", "nsubj": "agent:"}.get(head.dep_)
    if kind != "human" or how is None:
        return None
    part = {p.removeprefix(how) for p in parts.get(head.head.lemma_, ()) if p.startswith(how)}
    nouns = {word for word, told in parts.items() for p in part if f"noun:{p}" in told}
    found = [c for c in later if nouns & {d.head for d in _told(discourse, c)}]
    return found[0] if len(found) == 1 and _agrees(discourse, index, found[0]) else None


def _held(discourse: Discourse, index: int, later: list[Chain]) -> Chain | None:
    """Who is told next to have held a post, where nobody was named before.

    "The mayor quit. Ann Lee had led Leeds since 2015."
    """
    doc, knowledge = discourse.ann.doc, discourse.knowledge
    head = doc[discourse.mentions[index].head]
    here = discourse.sites[index].sentence
    others = any(
        c.named and c.type == "Person" and c.mentions[0] < index for c in _placed(discourse)
    )
    if others or not later or singular(head) not in knowledge.table("posts"):
        return None
    first = later[0].mentions[0]
    name, there = discourse.mentions[first], discourse.sites[first]
    verb = doc[name.head].head
    held = verb.lemma_ in knowledge.words("holding_verbs") and verb.tag_ == "VBN"
    past = any(t.dep_ == "aux" and t.lemma_ == "have" and t.tag_ == "VBD" for t in verb.children)
    subject = doc[name.head].dep_ == "nsubj" and len(name.name.split()) > 1
    if there.sentence != here + 1 or not (held and past and subject):
        return None
    return later[0] if _agrees(discourse, index, later[0]) else None


def _placed(discourse: Discourse) -> Iterator[Chain]:
    return (chain for chain in discourse.chains if chain.mentions)


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

    Nobody if the lead tells of two, or names somebody; a crowd ("from customers") is not one.
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
        and not _crowd(discourse, mention)
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


def _crowd(discourse: Discourse, mention: Mention) -> bool:
    """Whether a description is of some people without number: "elderly customers"."""
    head = discourse.ann.doc[mention.head]
    plural = mention.form == "nominal" and head.tag_ == "NNS"
    return plural and not counted(discourse, mention)


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
