"""Groups and their members: "Iran, Russia and Turkey", "the two leaders", "both sides"."""

from kg.coref.discourse import Chain, Discourse
from kg.coref.listed import counted, group_of
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of, singular
from kg.mentions.phrases import conjuncts
from kg.model import Mention

_ACTORS = frozenset(["Person", "Organization", "Group", "Place"])


def coordination(discourse: Discourse, index: int) -> Chain | None:
    """The group that joined noun phrases make; the same members make the same group."""
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if head.dep_ != "cc":
        return None
    members = [discourse.chain_at(t.i) for t in conjuncts(head.head)]
    known = [m for m in members if m is not None]
    complete = len(known) == len(members)
    for chain in discourse.chains:
        if (
            complete
            and chain.members
            and not chain.some
            and set(map(id, chain.members)) == set(map(id, known))
        ):
            return chain
    actors = complete and all(m.type in _ACTORS for m in known)
    chain = discourse.new_chain(
        type="Group" if actors else None, name=discourse.called(mention), plural=True
    )
    if complete:
        chain.members = known
    return chain


def joint_owners(discourse: Discourse, index: int) -> Chain | None:
    """The people whom "their" means in a list that has named them: "Bob, his wife and their son".

    Owners count as well as those before in the list: "his wife Ann and their son".
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    own = doc[mention.head]
    if own.dep_ != "poss" or own.head.dep_ not in ("conj", "appos"):
        return None
    found, token = list[Chain](), own.head
    while token.dep_ in ("conj", "appos"):
        if token.dep_ == "conj" and own.i - token.head.i > 0:
            before = [token.head, *(t for t in token.head.subtree if t.dep_ == "poss")]
            above = token.head
            while above.dep_ in ("conj", "appos"):
                above = above.head
                before += [above, *(t for t in above.children if t.dep_ == "poss")]
            found += [c for t in before if t.i < own.i and (c := discourse.chain_at(t.i))]
        token = token.head
    people = [c for c in dict.fromkeys(found) if c.type == "Person" and not c.plural]
    if len(people) < 2:
        return None
    return group_of(discourse, tuple(people), mention)


def numbered_group(discourse: Discourse, index: int) -> Chain | None:
    """Whom a counted description means: the last so many people or countries, if just so many."""
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    words = discourse.knowledge.words
    counts, window = words("counts"), discourse.knowledge.whole("coref.counted_window")
    count = counted(discourse, mention)
    definite = discourse.ann.doc[mention.first].lower_ in words("definite_of_several")
    definite = definite or head.lower_ in words("counting_nouns")
    if not count or not definite:
        return None
    if head.tag_ not in ("NNS", "NNPS") and head.lower_ not in counts:
        return None
    kinds = _member_types(mention, singular(head), discourse)
    if not kinds:
        return None
    here, recent = discourse.sites[index], list[Chain]()
    for other in discourse.before(index):
        if here.sentence - discourse.sites[other].sentence > window:
            break
        chain = discourse.chain_of[other]
        if len(chain.members) == count and not chain.some:
            of_one = [
                k for k in kinds if all(_is(m, (k,), discourse.knowledge) for m in chain.members)
            ]
            if of_one and discourse.mentions[other].form != "pronoun":
                return chain if _alone(discourse, other, chain, of_one[0]) else None
        if counted(discourse, discourse.mentions[other]) == count and (
            head.lower_ in counts or _counted_again(discourse, index, other)
        ):
            return chain  # "the trio", after "the three states"
        if chain.named and _is(chain, kinds, discourse.knowledge) and chain not in recent:
            recent.append(chain)
    if len(recent) != count or not any(
        all(_is(m, (k,), discourse.knowledge) for m in recent) for k in kinds
    ):
        recent = _met(discourse, index, recent, count)
    if not recent:
        return None
    return group_of(discourse, tuple(recent), mention)


def _counted_again(discourse: Discourse, index: int, other: int) -> bool:
    """Whether people who are counted again were told of: "the three men" after "three soldiers"."""
    doc, knowledge = discourse.ann.doc, discourse.knowledge
    mention, before = discourse.mentions[index], discourse.mentions[other]
    one, two = doc[mention.head], doc[before.head]
    if before.form != "nominal" or one.tag_ != "NNS" or two.tag_ != "NNS":
        return False
    people = noun_of(two, knowledge)
    if people is None or people.type != "Person":
        return False
    (kind,) = knowledge.table("focus_nouns").get(singular(one), ("",))
    fits = people.gender in (None, (found := noun_of(one, knowledge)) and found.gender)
    return singular(one) == singular(two) or (kind == "human" and fits)


def _met(discourse: Discourse, index: int, recent: list[Chain], count: int) -> list[Chain]:
    """Of more than are counted, those of one kind who are just so many and in one sentence."""
    here = discourse.sites[index].sentence
    places = {
        chain: {discourse.sites[i].sentence for i in chain.mentions if i < index}
        for chain in recent
    }
    for kind in ("Person", "Country"):
        found = [chain for chain in recent if _is(chain, (kind,), discourse.knowledge)]
        if len(found) != count:
            continue
        shared = set.intersection(*(places[chain] for chain in found))
        window = discourse.knowledge.whole("coref.counted_window")
        return found if any(here - sentence <= window for sentence in shared) else []
    return []


def _alone(discourse: Discourse, index: int, group: Chain, kind: str) -> bool:
    """Whether a group's sentence names nobody else of the kind of its members."""
    sentence = discourse.sites[index].sentence
    return all(
        chain in group.members or not chain.named or not _is(chain, (kind,), discourse.knowledge)
        for other, chain in discourse.chain_of.items()
        if discourse.sites[other].sentence == sentence
    )


def _member_types(mention: Mention, word: str, discourse: Discourse) -> tuple[str, ...]:
    words = discourse.knowledge.words
    if word in words("words_for_states"):
        return ("Country",)
    if word in words("sides") or word in words("counts"):
        return ("Country", "Person")
    kind = noun_of(discourse.ann.doc[mention.head], discourse.knowledge)
    return ("Person",) if kind is not None and kind.type == "Person" else ()


def _is(chain: Chain, kinds: tuple[str, ...], knowledge: Knowledge) -> bool:
    if chain.type == "Person":
        return "Person" in kinds and not chain.plural
    entry = knowledge.gazetteer.entry(chain.gazetteer)
    return entry is not None and entry.kind in kinds
