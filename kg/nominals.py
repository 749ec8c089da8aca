"""Resolve descriptions ("the Turkish president", "the deal", "the two leaders") to entities."""

from kg.discourse import Chain, Description, Discourse, describe, plural_phrase
from kg.lexicon import table
from kg.model import Mention
from kg.nouns import noun, noun_of, singular

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "such"])
_RANKS = frozenset(["former", "deputy", "vice", "acting", "first", "second", "assistant", "ex"])


def resolve_nominal(discourse: Discourse, index: int) -> None:
    """Put a nominal mention into the chain it continues, or into one of its own."""
    chain = (
        _coordination(discourse, index)
        or _named_by_syntax(discourse, index)
        or _repeated(discourse, index)
        or _described(discourse, index)
        or _of_kind(discourse, index)
    )
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if chain is None:
        kind = noun_of(head)
        plural = plural_phrase(head)
        type = mention.type
        if plural and type == "Person":
            type = "Group"
        chain = discourse.new_chain(
            type=type,
            name=discourse.ann.surface(mention.span),
            gender=kind.gender if kind else None,
            plural=plural,
        )
        chain.sure = chain.gender is not None
    if head.pos_ != "CCONJ":
        chain.descriptions.append(describe(head))
        kind = noun_of(head)
        if kind is not None and kind.gender and chain.gender is None:
            chain.gender, chain.sure = kind.gender, True
    discourse.join(index, chain)


def resolve_headlines(discourse: Discourse) -> None:
    """Join a role in a headline or caption to the person the article is about.

    Headlines say "UN chief" for whom the first lines name; only where one person is clearly the
    first speaker or the most named, and none has that role by his title.
    """
    for index, mention in enumerate(discourse.mentions):
        block = discourse.ann.block(mention.head)
        if mention.form != "nominal" or block.kind not in ("headline", "caption"):
            continue
        if mention.type != "Person" or index in discourse.chain_of:
            continue
        head = discourse.ann.doc[mention.head]
        if plural_phrase(head) or _determiner(discourse, mention) in ("a", "an"):
            continue
        if _named_by_syntax(discourse, index) is not None:
            continue
        chain = _described(discourse, index) or _main_person(discourse, describe(head))
        if chain is not None:
            chain.descriptions.append(describe(head))
            discourse.join(index, chain)


def _main_person(discourse: Discourse, description: Description) -> Chain | None:
    people = [c for c in discourse.chains if c.named and c.type == "Person"]
    body = [
        c
        for c in people
        if any(discourse.ann.block(discourse.mentions[i].head).kind == "body" for i in c.mentions)
    ]
    if not body:
        return None
    speakers = [discourse.chain_at(a.speaker_head) for a in discourse.attributions]
    spoken = [c for c in speakers if c in body]
    best = max(body, key=lambda c: (spoken.count(c), len(c.mentions), -c.mentions[0]))
    fits = not best.descriptions or any(_compatible(description, d) for d in best.descriptions)
    return best if fits else None


def _determiner(discourse: Discourse, mention: Mention) -> str:
    for token in discourse.ann.doc[mention.first : mention.head]:
        if token.dep_ in ("det", "predet"):
            return token.lower_
        if token.dep_ == "poss":
            return "'s"
    return ""


def _coordination(discourse: Discourse, index: int) -> Chain | None:
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if head.dep_ != "cc":
        return None
    from kg.mentions import conjuncts

    members = [discourse.chain_at(t.i) for t in conjuncts(head.head)]
    known = [m for m in members if m is not None]
    for chain in discourse.chains:
        if chain.members and len(known) == len(members) and chain.members == known:
            return chain
    chain = discourse.new_chain(type="Group", name=discourse.ann.surface(mention.span), plural=True)
    if len(known) == len(members):
        chain.members = known
    return chain


def _named_by_syntax(discourse: Discourse, index: int) -> Chain | None:
    """A title before a name, an apposition, a definite predicate noun."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    own = discourse.by_head.get(mention.head)
    if own is not None and own != index and own in discourse.chain_of:
        return discourse.chain_of[own]
    if head.dep_ == "appos":
        chain = discourse.chain_at(head.head.i)
        if chain is not None and _same_type(chain, mention):
            return chain
    for child in head.rights:
        if child.dep_ == "appos":
            chain = discourse.chain_at(child.i)
            if chain is not None and chain.named and _same_type(chain, mention):
                return chain
    return None


def _same_type(chain: Chain, mention: Mention) -> bool:
    return (
        mention.type is None
        or chain.type in (mention.type, "Thing", None)
        or {mention.type, chain.type} <= {"Organization", "Group"}
    )


def _repeated(discourse: Discourse, index: int) -> Chain | None:
    """The same words again: head and modifiers, after a definite determiner or in the plural."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    determiner = _determiner(discourse, mention)
    if determiner in ("a", "an", "another", "any", "some", "every", "each", "no", "all"):
        return None
    description = describe(head)
    has_possessor = [c for c in head.lefts if c.dep_ == "poss"]
    for other in discourse.before(index):
        there = discourse.mentions[other]
        if there.form != "nominal" or doc[there.head].dep_ == "cc":
            continue
        if singular(doc[there.head]) != description.head:
            continue
        chain = discourse.chain_of[other]
        if plural_phrase(doc[there.head]) != plural_phrase(head):
            continue
        before = describe(doc[there.head])
        if has_possessor:
            poss = [c for c in doc[there.head].lefts if c.dep_ == "poss"]
            mine = [discourse.chain_at(c.i) for c in has_possessor]
            if not poss or None in mine or mine != [discourse.chain_at(c.i) for c in poss]:
                continue
        if determiner == "" and not has_possessor:
            if before == description and description.modifiers | description.countries:
                return chain
            continue
        extra = (description.modifiers | description.countries) - (
            before.modifiers | before.countries
        )
        if not extra:
            return chain
    return None


def _described(discourse: Discourse, index: int) -> Chain | None:
    """The one chain that was given this role or a narrower one."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    headline = discourse.ann.block(mention.head).kind in ("headline", "caption")
    determiner = _determiner(discourse, mention)
    if plural_phrase(head) or mention.type is None:
        return None
    if (determiner not in _DEFINITE | {"'s"} and not (headline or head.tag_ == "NNP")) or any(
        t.lower_ == "counterpart" for t in [head]
    ):
        return None
    description = describe(head)
    kind = noun_of(head)
    found = []
    for chain in discourse.chains:
        if chain.plural or not chain.mentions or (chain.type != mention.type):
            continue
        if not headline and chain.mentions[0] > index:
            continue
        if kind is not None and kind.gender and chain.gender not in (None, kind.gender):
            continue
        if any(_compatible(description, d) for d in chain.descriptions) or _in_name(
            description, chain
        ):
            found.append(chain)
    exact = [c for c in found if any(d.head == description.head for d in c.descriptions)]
    pool = exact or found
    named = [c for c in pool if c.named]
    if len(pool) > 1 and len(named) == 1:
        pool = named
    return pool[0] if len(pool) == 1 else None


def _in_name(description: Description, chain: Chain) -> bool:
    """Whether a name ends in the noun: "the council" for the Security Council."""
    if not chain.named or chain.type == "Person":
        return False
    words = chain.name.lower().replace("-", " ").split()
    return len(words) > 1 and description.head in (words[-1], words[-1].rstrip("s"), words[0])


def _compatible(one: Description, two: Description) -> bool:
    """Whether two descriptions can be of one person or thing."""
    if one.head != two.head and not (broader(one.head, two.head) or broader(two.head, one.head)):
        return False
    if one.countries and two.countries and not one.countries & two.countries:
        return False
    return one.modifiers & _RANKS == two.modifiers & _RANKS or one.head != two.head


def broader(general: str, narrow: str) -> bool:
    """Whether the first noun is a word for all that the second names."""
    return general in table("broader_nouns").get(narrow, ("",))[0].split()


def _of_kind(discourse: Discourse, index: int) -> Chain | None:
    """The one thing of that kind the article is about: "the agreement", "the country"."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    determiner = _determiner(discourse, mention)
    if determiner not in ("the", "this", "that") or plural_phrase(head):
        return None
    description = describe(head)
    if mention.type == "Agreement":
        chains = [
            c
            for c in discourse.chains
            if c.type == "Agreement" and c.named and c.mentions[0] < index
        ]
        return chains[0] if len(chains) == 1 else None
    if head.lower_ in ("country", "nation") and not description.modifiers:
        return _country(discourse, index)
    return None


def _country(discourse: Discourse, index: int) -> Chain | None:
    from kg.gazetteer import load_gazetteer

    here = discourse.sites[index]
    for other in discourse.before(index):
        chain, there = discourse.chain_of[other], discourse.sites[other]
        if here.sentence - there.sentence > 4:
            break
        entry = load_gazetteer().entry(chain.gazetteer)
        if (
            entry is not None
            and entry.kind == "Country"
            and discourse.mentions[other].form == "name"
        ):
            return chain
    return None


__all__ = ["noun", "resolve_headlines", "resolve_nominal"]
