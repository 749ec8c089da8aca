"""Resolve descriptions ("the Turkish president", "the deal") to the entities they describe."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kg.coref.agreements import agreement_in_focus
from kg.coref.appositions import named_by_syntax
from kg.coref.bodies import body_of_country, main_body, own_body
from kg.coref.counterparts import meet_counterparts
from kg.coref.countries import country_in_focus
from kg.coref.descriptions import (
    broader,
    compatible,
    country_of_region,
    describe,
    heads_a_body,
    in_name,
    of_no_firm,
    shares,
    so_called,
    states,
)
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.focus import spoken_of
from kg.coref.groups import coordination, numbered_group
from kg.coref.incumbents import incumbent, left_before
from kg.coref.introduced import introduced, named_of
from kg.coref.kinship import employer, reciprocal, succession
from kg.coref.possessors import another_has
from kg.coref.regrouped import regrouped
from kg.coref.repeated import in_passing, of_headline, repeated
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of, singular
from kg.syntax.tokens import Token


def resolve_nominal(discourse: Discourse, index: int) -> None:
    """Put a nominal mention into the chain it continues, or into one of its own."""
    chain = coordination(discourse, index) or named_by_syntax(discourse, index)
    if chain is not None:
        _named_now(discourse, index, chain)
    found = (step(discourse, index) for step in _STEPS) if chain is None else ()
    for candidate in found:
        if candidate is not None and not another_has(discourse, index, candidate):
            chain = candidate
            break
    chain = chain or _own_chain(discourse, index)
    head = discourse.ann.doc[discourse.mentions[index].head]
    named = discourse.by_head.get(head.i)
    # What a title tells is known with the name.
    titled = named is not None and discourse.mentions[named].form == "name"
    if head.dep_ != "cc" and not titled:
        chain.descriptions.append(describe(head, discourse.knowledge))
        kind = noun_of(head, discourse.knowledge)
        if kind is not None and kind.gender and chain.gender is None:
            chain.gender, chain.sure = kind.gender, True
    discourse.join(index, chain)


def _named_now(discourse: Discourse, index: int, chain: Chain) -> None:
    """Put what was told of before without a name to its name, which comes with "the".

    "A trawler sank. The vessel, the Ada, had left at dawn."
    """
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if not chain.named or plural_phrase(head, discourse.knowledge):
        return
    first = discourse.mentions[chain.mentions[0]]
    near = 0 <= first.first - mention.last <= discourse.knowledge.whole("coref.name_beside")
    if first.form != "name" or not near or determiner(discourse, mention) != "the":
        return
    before = repeated(discourse, index) or described(discourse, index)
    if before is None or before is chain or before.named or before.plural or before.gazetteer:
        return
    again = describe(head, discourse.knowledge).head
    told = {d.head for d in before.descriptions}
    wider = any(noun == again or broader(again, noun, discourse.knowledge) for noun in told)
    if before.type in (chain.type, None) and wider and before.mentions[0] < index:
        chain.descriptions += before.descriptions
        chain.gender = chain.gender or before.gender
        discourse.merge(before, chain)


def place_known(discourse: Discourse) -> None:
    """Make chains of what the gazetteer knows, which may be spoken of before it is named."""
    for index, mention in enumerate(discourse.mentions):
        if mention.form != "nominal" or index in discourse.chain_of:
            continue
        head = discourse.ann.doc[mention.head]
        chain = _known(discourse, index) if head.dep_ != "cc" else None
        if chain is not None:
            chain.descriptions.append(describe(head, discourse.knowledge))
            discourse.join(index, chain)


def _own_chain(discourse: Discourse, index: int) -> Chain:
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    kind, plural, type = (
        noun_of(head, discourse.knowledge),
        plural_phrase(head, discourse.knowledge),
        mention.type,
    )
    # "The three states pledged": countries that act are a group, the places of events are not.
    acting = type == "Place" and head.dep_ == "nsubj"
    states = discourse.knowledge.words("words_for_states")
    force = head.lower_ in discourse.knowledge.words("forces")
    counted = any(c.dep_ == "nummod" for c in head.lefts)
    if (
        plural
        and (counted or not force)
        and (type in ("Person", "Organization") or (acting and singular(head) in states))
    ):
        type = "Group"
    chain = discourse.new_chain(type=type, name=discourse.called(mention), plural=plural)
    chain.gender = kind.gender if kind else None
    chain.sure = chain.gender is not None
    return chain


def named_beside(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether the chain is mentioned in the clause of a description, so that it is another's."""
    here = discourse.sites[index]
    return any(
        there.verb == here.verb
        and not there.nested
        and other != index
        and (there.token < here.first or there.token >= here.last)
        for other in discourse.in_sentence[here.sentence]
        if discourse.chain_of.get(other) is chain
        for there in [discourse.sites[other]]
    )


def _known(discourse: Discourse, index: int) -> Chain | None:
    """The chain of what the gazetteer knows by that very phrase: "the Iran nuclear deal"."""
    mention = discourse.mentions[index]
    if mention.type is None or determiner(discourse, mention) in discourse.knowledge.words(
        "indefinite"
    ):
        return None
    parts = [t.text for t in discourse.ann.doc[mention.first : mention.head + 1] if t.dep_ != "det"]
    if len(parts) < 2:
        return None
    entries: list[Entry] = []
    gazetteer = discourse.knowledge.gazetteer
    while len(parts) > 1 and not entries:
        phrase = " ".join(parts)
        entries = [e for e in gazetteer.lookup(phrase) if e.type == mention.type]
        if gazetteer.ambiguous(phrase):
            # "The nuclear deal" is Iran's where Iran is spoken of.
            spoken_of = {chain.gazetteer for chain in discourse.chains}
            entries = [e for e in entries if e.country is None or e.country in spoken_of]
        parts = parts[1:]
    if len(entries) != 1:
        return None
    for chain in discourse.chains:
        if chain.gazetteer == entries[0].id:
            return chain
    chain = _own_chain(discourse, index)
    chain.gazetteer = entries[0].id
    return chain


def described(discourse: Discourse, index: int) -> Chain | None:
    """The chain that was given this role or a narrower one; of several, the subject last named."""
    knowledge = discourse.knowledge
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    headline = discourse.ann.block(mention.head).kind in ("headline", "caption")
    word = determiner(discourse, mention)
    plural = plural_phrase(head, knowledge)
    if (
        (plural and mention.type != "Event")
        or mention.type is None
        or head.lower_ in knowledge.words("counterparts")
    ):
        return None
    definite = word == "'s" or word in knowledge.words("definite")
    stuff = mention.type != "Person" and head.lower_ in knowledge.words("substances")
    if not definite and not (word == "" and (headline or stuff or head.tag_ == "NNP")):
        return None
    description = describe(head, knowledge)
    if mention.type != "Person":
        told_apart = description.modifiers - states(head, knowledge)
        description = replace(description, modifiers=told_apart)
    kind = noun_of(head, knowledge)
    gender = kind.gender if kind else None
    owned = _of_a_body(discourse, head)
    regions = (country_of_region(t, knowledge) for t in head.lefts)
    countries = description.countries | frozenset(c for c in regions if c)
    found = []
    for chain in discourse.chains:
        if chain.plural != plural or not chain.mentions:
            continue
        if not headline and chain.mentions[0] > index:
            continue
        if gender and chain.gender not in (None, gender):
            continue
        if of_no_firm(description, chain, knowledge):
            continue
        wider = any(broader(description.head, d.head, knowledge) for d in chain.descriptions)
        site = wider and {chain.type, mention.type} == {"Organization", "Place"}
        if not (chain.type == mention.type or site or in_name(description, chain, knowledge)):
            continue
        if named_beside(discourse, index, chain):
            continue
        if owned and chain.type == "Person" and not _same_role(description, chain, knowledge):
            continue
        lately = description.modifiers & knowledge.words("newly")
        if lately and left_before(discourse, index, chain):
            continue
        told = frozenset[str]().union(*(d.countries for d in chain.descriptions))
        if countries and told and not countries & told:
            continue
        if (
            any(
                compatible(description, d, knowledge)
                and (chain.type == "Person" or shares(description, d, chain.name))
                for d in chain.descriptions
            )
            or in_name(description, chain, knowledge)
            or so_called(description, chain, knowledge)
        ):
            found.append(chain)
    if mention.type == "Person" and head.lower_ in knowledge.words("general_roles"):
        # "The senior official" may be whoever spoke last, of whom nothing is told yet.
        whose = any(c.dep_ == "poss" for c in head.lefts)  # "Lee's lawyer": nobody told of before
        open_ = not (description.countries or headline or whose)
        found += _undescribed(discourse, index) if open_ else []
    pool = found
    if not description.modifiers:
        pool = [c for c in found if not in_passing(discourse, index, c)] or found
    for closer in (_same_country, _same_noun):
        pool = [c for c in pool if any(closer(description, d) for d in c.descriptions)] or pool
    named = [c for c in pool if c.named]
    if len(pool) > 1 and len(named) == 1:
        pool = named
    return pool[0] if len(pool) == 1 else _last_subject(discourse, index, pool)


def _same_role(description: Description, chain: Chain, knowledge: Knowledge) -> bool:
    """Whether a role in a body is told of somebody by its noun, or as that of its first."""
    first = heads_a_body(description, knowledge)
    return any(
        d.head == description.head or (first and heads_a_body(d, knowledge))
        for d in chain.descriptions
    )


def _of_a_body(discourse: Discourse, head: Token) -> bool:
    """Whether a role is told with the body that it is in: "the group's founder"."""
    for owner in (c for c in head.lefts if c.dep_ == "poss"):
        chain, kind = discourse.chain_at(owner.i), noun_of(owner, discourse.knowledge)
        # What has it may stand open still.
        type = chain.type if chain is not None else kind.type if kind is not None else None
        if type == "Organization":
            return True
    return False


def _same_noun(one: Description, two: Description) -> bool:
    return one.head == two.head


def _same_country(one: Description, two: Description) -> bool:
    return bool(one.countries & two.countries)


def _last_subject(discourse: Discourse, index: int, pool: list[Chain]) -> Chain | None:
    """The candidate that was last a subject, in this sentence or in those just before."""
    here = discourse.sites[index]
    window = discourse.knowledge.whole("coref.subject_window")
    for other in discourse.before(index):
        there = discourse.sites[other]
        if here.sentence - there.sentence > window:
            return None
        if discourse.chain_of[other] in pool and there.function == "subj":
            return discourse.chain_of[other]
    return None


def _in_focus(discourse: Discourse, index: int) -> Chain | None:
    """The person spoken of, where nothing was told of his role: "the senior diplomat"."""
    mention = discourse.mentions[index]
    head, words = discourse.ann.doc[mention.head], discourse.knowledge.words
    pointing = determiner(discourse, mention) in words("pointing")
    one = pointing and not plural_phrase(head, discourse.knowledge)
    if not one or mention.type != "Person" or head.lower_ not in words("general_roles"):
        return None
    return _last_subject(discourse, index, _undescribed(discourse, index))


def _undescribed(discourse: Discourse, index: int) -> list[Chain]:
    """The people named before of whom no role is told."""
    return [
        c
        for c in discourse.chains
        if c.named
        and c.type == "Person"
        and c.mentions
        and c.mentions[0] < index
        and not c.descriptions
    ]


# The ways to find what a description continues, the surest first.
_STEPS: tuple[Callable[[Discourse, int], Chain | None], ...] = (
    named_of,
    meet_counterparts,
    _known,
    numbered_group,
    reciprocal,
    employer,
    succession,
    incumbent,
    country_in_focus,
    body_of_country,
    own_body,
    main_body,
    repeated,
    of_headline,
    described,
    regrouped,
    spoken_of,
    agreement_in_focus,
    _in_focus,
    partial(repeated, passing=True),
    introduced,
)
