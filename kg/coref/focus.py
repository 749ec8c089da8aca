"""What a definite description repeats of what was named: "the firm", "the city", "the Turk".

A noun of `focus_nouns` tells of which kind the named thing must be. Of several that can be meant it
is the one most spoken of of late; nothing where two are spoken of alike.
"""

from collections import defaultdict
from collections.abc import Callable

from kg.coref.ages import years_told
from kg.coref.denotations import (
    aged,
    aged_worker,
    body,
    countryman,
    human,
    named_person,
    parent,
    person,
    placed_or_named,
    role_holder,
    seat_of,
)
from kg.coref.descriptions import country_of, country_of_region, describe, modifiers_of
from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase
from kg.mentions.nouns import is_seated_firm, singular
from kg.syntax.tokens import Token


def spoken_of(discourse: Discourse, index: int) -> Chain | None:
    """The named chain which a definite description repeats, if one is clearly meant."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head, words = doc[mention.head], discourse.knowledge.words
    if determiner(discourse, mention) not in words("pointing"):
        return None
    if plural_phrase(head, discourse.knowledge) and singular(head) not in words("groups_as_one"):
        return None
    homes = words("prepositions_of_homes") if head.lower_ in words("of_an_age") else ()
    if head.lower_ in words("counted_by_children") and _so_many(head):
        return _best(discourse, index, lambda c: parent(c, head, discourse), person)
    if any(
        c.dep_ in ("prep", "acl", "relcl") and c.i == head.i + 1 and c.lower_ not in homes
        for c in head.rights
    ):
        return None
    if mention.type == "Person" and (country := country_of(head, discourse.knowledge)):
        return _best(discourse, index, lambda c: countryman(c, country), named_person)
    if head.lower_ in words("of_an_age"):
        years = years_told(head, discourse.knowledge)
        return _best(discourse, index, lambda c: aged(discourse, c, years), named_person)
    told = describe(head, discourse.knowledge)
    years = years_told(head, discourse.knowledge) if mention.type == "Person" else ""
    if years and told.modifiers <= words("words_of_ages"):
        # "the 28-year-old teacher"
        return _best(
            discourse, index, lambda c: aged_worker(discourse, c, head, years), named_person
        )
    regions = frozenset(
        token.lemma_.lower()
        for token in modifiers_of(head, discourse.knowledge)
        if country_of_region(token, discourse.knowledge)
    )
    (kind,) = discourse.knowledge.table("focus_nouns").get(singular(head), ("",))
    towns = words("kinds_of_towns") if kind == "city" else frozenset[str]()
    seated = is_seated_firm(head, discourse.knowledge)
    seats = frozenset(t.lemma_.lower() for t in seat_of(head, discourse.knowledge))
    kind = "company" if seated else kind
    fame = _fame(head, discourse) if kind == "role" else frozenset[str]()
    homes_told = regions | words("combining_demonyms")  # "the Franco-Dutch chipmaker"
    told_apart = told.modifiers - homes_told - words("vague_modifiers") - words("sameness") - towns
    if told_apart - fame - seats - words("words_of_ages"):
        trade = kind == "company" and not told_apart & words("telling_of_firms")
        return _only_body(discourse, index, head) if trade and _of_words(head, discourse) else None
    parts = discourse.knowledge.table("case_parts").get(singular(head), ())
    part = next((p.partition(":")[2] for p in parts if p.startswith("noun:")), None)
    if part is not None:
        return _of_part(discourse, index, part)
    if not kind:
        return None
    if towns & told.modifiers & words("kinds_of_capitals"):
        kind = "capital"
    if kind == "human":
        return _best(discourse, index, lambda c: human(c, head, discourse), person)
    fits = {"company": body, "body": body, "role": role_holder}.get(kind, placed_or_named)
    return _best(discourse, index, lambda c: fits(discourse, c, head, kind), lambda c: c.named)


def _of_words(head: Token, discourse: Discourse) -> bool:
    """Whether no name or possessor tells which one is meant: "the electric carmaker"."""
    owned = any(c.dep_ == "poss" for c in head.lefts)
    return not owned and all(t.text.islower() for t in modifiers_of(head, discourse.knowledge))


def _so_many(head: Token) -> bool:
    """Whether a number stands behind "of": "the father *of two*"."""
    below = [t for p in head.rights if p.lower_ == "of" for t in p.children]
    return len(below) == 1 and below[0].tag_ == "CD"


def _fame(head: Token, discourse: Discourse) -> frozenset[str]:
    """The words that tell how well somebody has done: "the three-time champion"."""
    words = discourse.knowledge.words("words_of_fame")
    return frozenset(
        token.lemma_.lower()
        for token in modifiers_of(head, discourse.knowledge)
        if token.tag_ == "CD" or token.lower_ in words
    )


Grade = Callable[[Chain], int | None]


def _best(
    discourse: Discourse, index: int, grade: Grade, named: Callable[[Chain], bool]
) -> Chain | None:
    """The chain that fits best and is most spoken of in the last sentences.

    ``grade`` tells how surely a chain can be meant: 2 that it must be of the kind, 1 that it may,
    None that it cannot.
    """
    here, weights = discourse.sites[index], defaultdict[Chain, float](float)
    grades: dict[Chain, int | None] = {}
    number, window = discourse.knowledge.number, discourse.knowledge.whole("coref.focus_window")
    subject, nested = number("coref.focus_subject"), number("coref.focus_nested")
    decay = number("coref.focus_decay")
    for other in discourse.before(index):
        there = discourse.sites[other]
        gap = here.sentence - there.sentence
        if gap > window:
            break
        chain = discourse.chain_of[other]
        if not named(chain) or chain.plural:
            continue
        if chain not in grades:
            grades[chain] = grade(chain)
        if grades[chain] is None or (gap == 0 and _beside(discourse, index, chain)):
            continue
        weight = nested if there.nested else subject if there.function == "subj" else 1.0
        weights[chain] += weight * decay**gap
    if not weights:
        return _only(discourse, index, grade, named)
    top = max(grades[c] or 0 for c in weights)
    pool = sorted((c for c in weights if grades[c] == top), key=lambda c: -weights[c])
    least = number("coref.focus_alike") * weights[pool[0]]
    alike = [c for c in pool if weights[c] > least]
    if len(alike) == 1:
        return pool[0]
    # What the whole article is about.
    alike.sort(key=lambda c: -_times(discourse, c))
    times = number("coref.focus_times")
    one, two = (_times(discourse, c) for c in alike[:2])
    return alike[0] if one >= times * two else None


def _only(
    discourse: Discourse, index: int, grade: Grade, named: Callable[[Chain], bool]
) -> Chain | None:
    """The only thing before that must be of the kind, however long ago it was named.

    "The region" may be any.
    """
    head = discourse.ann.doc[discourse.mentions[index].head]
    if head.lower_ in discourse.knowledge.words("words_for_areas"):
        return None
    before = (c for c in discourse.chains if c.mentions and c.mentions[0] < index)
    found = [c for c in before if named(c) and not c.plural and grade(c) == 2]
    return found[0] if len(found) == 1 and not _beside(discourse, index, found[0]) else None


def _only_body(discourse: Discourse, index: int, head: Token) -> Chain | None:
    """The only named body of the last sentences, if it may be a company.

    "Tesla ... The electric carmaker".
    """
    here, found = discourse.sites[index], set[Chain]()
    window = discourse.knowledge.whole("coref.only_body_window")
    for other in discourse.before(index):
        if here.sentence - discourse.sites[other].sentence > window:
            break
        chain = discourse.chain_of[other]
        if chain.named and chain.type == "Organization":
            found.add(chain)
    if len(found) != 1:
        return None
    (chain,) = found
    able = body(discourse, chain, head, "company") is not None
    return chain if able and not _beside(discourse, index, chain) else None


def _times(discourse: Discourse, chain: Chain) -> int:
    """How often somebody is spoken of; a name and its phrase with the title are once."""
    return len({discourse.mentions[i].head for i in chain.mentions})


def _beside(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a chain has a part in the clause of the description, so that another is meant.

    Nor is it the subject of a verb above, who would be "he": "Lee said the singer was ill".
    """
    here = discourse.sites[index]
    return any(
        there.sentence == here.sentence
        and not there.nested
        and (there.verb == here.verb or (there.verb in here.above and there.function == "subj"))
        for i in chain.mentions
        for there in [discourse.sites[i]]
    )


def _of_part(discourse: Discourse, index: int, part: str) -> Chain | None:
    """The one person who has that part in the case, by what they are said to do or suffer."""
    doc = discourse.ann.doc
    parts = discourse.knowledge.table("case_parts")
    found: list[Chain] = []
    for chain in discourse.chains:
        if not person(chain) or not chain.mentions or _beside(discourse, index, chain):
            continue
        if not chain.named and chain.mentions[0] >= index:
            continue
        for other in chain.mentions:
            token = doc[discourse.mentions[other].head]
            if discourse.mentions[other].form == "pronoun":
                continue
            while token.dep_ in ("conj", "appos"):
                token = token.head
            how = "agent" if token.dep_ == "nsubj" else "patient"
            if token.dep_ in ("nsubj", "nsubjpass", "dobj") and f"{how}:{part}" in parts.get(
                token.head.lemma_, ()
            ):
                break
        else:
            continue
        found.append(chain)
    if len(found) == 1:
        return found[0]
    return _best(discourse, index, lambda c: 1 + c.named if c in found else None, person)
