"""The same words again: "the envoys" after "three envoys", "her brother ... her brother"."""

from bisect import bisect_left
from collections.abc import Iterator

from kg.coref.descriptions import broader, compatible, country_of, describe, states
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.possessors import possessor
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import is_plural, singular
from kg.syntax.tokens import Token

# What may be a stuff, a disease or an idea: "toilet paper", "measles", "same-sex marriage".
_THINGS = (None, "Thing", "Product", "Event", "Document", "Law", "Work", "Agreement", "Place")

# What is told apart by its number; "ten days" only measure.
_COUNTED = ("Person", "Organization", "Place", "Event")


def repeated(discourse: Discourse, index: int, passing: bool = False) -> Chain | None:
    """The chain of the same words before: head and modifiers, after a definite determiner.

    A bare plural may mean others each time, unless a name is in it. With ``passing`` also what was
    told of in passing.
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    word = determiner(discourse, mention)
    if word in discourse.knowledge.words("indefinite"):
        return None
    description = describe(head, discourse.knowledge)
    told = description.modifiers | description.countries
    told -= discourse.knowledge.words("sameness")
    owners = [discourse.chain_at(c.i) for c in head.lefts if c.dep_ == "poss"]
    same = list(discourse.same_noun(index))
    spoken_of = {discourse.chain_of[other] for other in same}
    plural = plural_phrase(head, discourse.knowledge)
    if len(spoken_of) == 1:
        told -= states(head, discourse.knowledge)
    for other in same:
        there = doc[discourse.mentions[other].head]
        before = describe(there, discourse.knowledge)
        if _same_force(head, told, before, word, len(spoken_of), discourse.knowledge):
            return discourse.chain_of[other]
        if plural_phrase(there, discourse.knowledge) != plural or _counted_otherwise(head, there):
            continue
        if owners and (
            None in owners
            or owners != [discourse.chain_at(c.i) for c in there.lefts if c.dep_ == "poss"]
        ):
            continue
        if word == "" and not owners:
            proper = told and _proper(head, discourse.knowledge)
            stuff = (
                mention.type in _THINGS
                and head.tag_ == there.tag_ == "NN"
                and _topic(head, discourse)
            )
            group = mention.type in _COUNTED and _counted_alike(head, there)
            if before == description and (
                proper or stuff or group or _alike(discourse, index, other)
            ):
                return discourse.chain_of[other]
        elif (
            not told - (before.modifiers | before.countries)
            and (mention.type != "Person" or compatible(description, before, discourse.knowledge))
            and (passing or not in_passing(discourse, index, discourse.chain_of[other]))
        ):
            return discourse.chain_of[other]
    return None


def in_passing(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether something was told of only in passing before: "like a similar fire in Cork".

    A text goes on about what it names, tells of twice, or has just told of as a subject.
    """
    if chain.named or chain.plural or len(chain.mentions) != 1:
        return False
    there, before = discourse.sites[chain.mentions[0]], discourse.mentions[chain.mentions[0]]
    words = discourse.knowledge.words
    told = {determiner(discourse, before)}
    told |= {t.lower_ for t in discourse.ann.doc[before.head].lefts}
    # "This" points to what is nearest.
    near = int(determiner(discourse, discourse.mentions[index]) != "the")
    if there.function == "subj":
        near = discourse.knowledge.whole("coref.subject_window")
    gap = discourse.sites[index].sentence - there.sentence
    return gap > near and bool(told & (words("another") | words("indefinite")))


def _same_force(
    head: Token,
    told: frozenset[str],
    before: Description,
    word: str,
    chains: int,
    knowledge: Knowledge,
) -> bool:
    """Whether "police" or "the court" is the only one told of, wherever it was said to be from."""
    bare = word == "" or word in knowledge.words("definite")
    return (
        head.lower_ in knowledge.words("forces")
        and bare
        and chains == 1
        and (not told or told <= before.modifiers | before.countries)
    )


def _topic(head: Token, discourse: Discourse) -> bool:
    """Whether an article goes on about a stuff, a disease or an idea."""
    times = sum(t.tag_ == "NN" for t in head.doc.by_lower[head.lower_])
    return times >= discourse.knowledge.whole("coref.topic_times")


def _alike(discourse: Discourse, index: int, other: int) -> bool:
    """Whether a noun without article is of one thing each time: "police", "measles", "officers".

    Stuffs, diseases and bodies are; of people, if both times the noun stands alone.
    """
    doc, mention, before = discourse.ann.doc, discourse.mentions[index], discourse.mentions[other]
    head, knowledge = doc[mention.head], discourse.knowledge
    if head.lower_ in knowledge.words("substances"):
        return True
    if determiner(discourse, before) in knowledge.words("indefinite"):
        return False
    if mention.type == "Organization" or head.lower_ in knowledge.words("forces"):
        return True
    told = discourse.ann.block(head.i).kind == "body" and _past(head) and _past(doc[before.head])
    return mention.type == "Person" and mention.first == mention.head and told


def _past(head: Token) -> bool:
    """Whether a noun is told to have done something once, rather than what such people do."""
    verb = head.head if head.dep_ in ("nsubj", "nsubjpass", "dobj", "agent") else head
    helpers = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    return any(t.tag_ in ("VBD", "VBN") for t in helpers)


def of_headline(discourse: Discourse, index: int) -> Chain | None:
    """What a headline told without an article and the text introduces: "Fire ..." for "A fire".

    Several people are introduced without one in the first lines: "Researchers from Leeds say ...".
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    word, several = determiner(discourse, mention), is_plural(head)
    here, ahead = (
        discourse.sites[index].sentence,
        discourse.knowledge.whole("coref.introduced_within"),
    )
    if (
        discourse.ann.block(mention.head).kind != "body"
        or word not in (("",) if several else discourse.knowledge.words("articles"))
        or (several and (mention.type != "Person" or here > ahead))
    ):
        return None
    told = describe(head, discourse.knowledge)
    event = mention.type == "Event"
    for other in _before_events(discourse, index) if event else discourse.same_noun(index):
        before, chain = discourse.mentions[other], discourse.chain_of[other]
        there = doc[before.head]
        if (
            discourse.ann.block(before.head).kind != "headline"
            or before.last - before.first > discourse.knowledge.whole("coref.headline_phrase")
            or is_plural(there) != several
            or (several and discourse.sites[other].function != discourse.sites[index].function)
            or chain.named
            or any(
                discourse.ann.block(discourse.mentions[i].head).kind == "body"
                for i in chain.mentions
            )
        ):
            continue
        said = describe(there, discourse.knowledge)
        one, two = (d.modifiers | d.countries for d in (told, said))
        if event:
            # "A deadly boat fire" for "California boat fire"
            one, two = one - _adjectives(head), two - _adjectives(there)
        if one <= two or two <= one or (event and one & two):
            return chain
    return None


def _before_events(discourse: Discourse, index: int) -> Iterator[int]:
    """The events before one that may be told of again by its noun: "pileup", then "A crash"."""
    noun, knowledge = (
        singular(discourse.ann.doc[discourse.mentions[index].head]),
        discourse.knowledge,
    )
    for other in reversed(discourse.events[: bisect_left(discourse.events, index)]):
        there = singular(discourse.ann.doc[discourse.mentions[other].head])
        if other not in discourse.chain_of:
            continue
        if noun == there or broader(noun, there, knowledge) or broader(there, noun, knowledge):
            yield other


def _adjectives(head: Token) -> frozenset[str]:
    return frozenset(c.lemma_.lower() for c in head.lefts if c.dep_ == "amod")


def _counted_otherwise(one: Token, two: Token) -> bool:
    """Whether two phrases give different numbers: "forty firms", "eighty firms"."""
    numbers = _numbers(one)
    return bool(numbers) and bool(others := _numbers(two)) and numbers != others


def _counted_alike(one: Token, two: Token) -> bool:
    """Whether two phrases give one number, by which news tell a group: "sixteen states"."""
    numbers = _numbers(one)
    return bool(numbers) and numbers == _numbers(two)


def _numbers(head: Token) -> set[str]:
    return {t.lower_ for t in head.lefts if t.dep_ == "nummod"}


def _proper(head: Token, knowledge: Knowledge) -> bool:
    """Whether a name is among the modifiers of a noun: "Senate aides", "Iranian negotiators"."""
    before = [token for child in head.lefts for token in child.subtree]
    behind = [token for child in head.rights if child.dep_ == "prep" for token in child.children]
    return any(
        token.pos_ == "PROPN" or country_of(token, knowledge) for token in (*before, *behind)
    )


def join_possessed(discourse: Discourse) -> None:
    """Join what is called alike and has one possessor: "her brother ... her brother"."""
    for index, mention in enumerate(discourse.mentions):
        chain = discourse.chain_of.get(index)
        head = discourse.ann.doc[mention.head]
        if mention.form != "nominal" or chain is None or chain.named or chain.mentions[0] != index:
            continue
        owner = possessor(discourse, head)
        if owner is None:
            continue
        for other in discourse.same_noun(index):
            there = discourse.ann.doc[discourse.mentions[other].head]
            before = discourse.chain_of[other]
            if (
                before is not chain
                and possessor(discourse, there) is owner
                and is_plural(there) == is_plural(head)
                and describe(head, discourse.knowledge).modifiers
                <= describe(there, discourse.knowledge).modifiers
            ):
                discourse.merge(chain, before)
                break
