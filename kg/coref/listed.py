"""Groups whose members are listed beside them: "the two leaders, Ann Lee and Bob Ray".

A list is read from the words rather than from the parse, which takes "its neighbours, Norway and
Sweden" for three things joined; what it stands beside and how it ends tell whether it is one.
"""

from dataclasses import dataclass

from kg.coref.descriptions import country_of, description
from kg.coref.discourse import Chain, Discourse, determiner
from kg.mentions.nouns import noun_of, singular
from kg.model import Mention

_DASHES = frozenset([":", "-", "--", "–", "—", "("])
_CLOSING = frozenset([",", ".", ";", ":", "-", "--", "–", "—", ")", "?", "!", '"'])
_JOINTS = frozenset([",", "and", "&"])
# Which types of things the members can have, by the type of the noun; else any one of actors.
_TYPES = {"Person": ("Person",), "Place": ("Place",)}
_ACTORS = ("Person", "Organization", "Group", "Place")


@dataclass(frozen=True, slots=True)
class _List:
    """The members of a list, the tokens it lies between, and whether it names only some."""

    members: tuple[Chain, ...]
    first: int
    last: int
    some: bool = False


def place_listed(discourse: Discourse) -> None:
    """Make a group of each plural description beside a list of names, and tell whose role it is.

    As many countries as names are told respectively: "the Iranian and Turkish presidents, A and B".
    """
    for token in discourse.ann.doc:
        kind = noun_of(token, discourse.knowledge)
        plural = token.tag_ in ("NNS", "NNPS") or (
            token.tag_ == "NNP" and kind is not None and token.lower_.endswith("s")
        )
        if kind is None or not plural or token.lower_.endswith("ss"):
            continue
        index = discourse.by_head.get(token.i)
        mention = discourse.mentions[index] if index is not None else None
        described = mention if mention is not None and mention.form == "nominal" else None
        found = _title_of(discourse, token.i) if kind.type == "Person" else None
        if found is None and described is not None:
            found = _after(discourse, described) or _before(discourse, described)
        if found is None:
            continue
        if kind.type == "Person" and not found.some:
            _tell_roles(discourse, token.i, described, found)
        if index is not None and described is not None and index not in discourse.chain_of:
            discourse.join(index, group_of(discourse, found.members, described, found.some))


def group_of(
    discourse: Discourse, members: tuple[Chain, ...], mention: Mention, some: bool = False
) -> Chain:
    """The group of those members: one already spoken of, else a new one called as described."""
    known = sorted(dict.fromkeys(members), key=lambda chain: chain.order)
    for chain in discourse.chains:
        if chain.members == known and not chain.some and not some:
            return chain
    name = discourse.called(mention)
    return discourse.new_chain(type="Group", name=name, plural=True, members=known, some=some)


def _tell_roles(discourse: Discourse, head: int, mention: Mention | None, found: _List) -> None:
    """Give each of several people the role in his country."""
    countries = _countries(discourse, head, mention)
    if len(countries) > 1 and len(countries) == len(found.members):
        role = singular(discourse.ann.doc[head])
        for chain, country in zip(found.members, countries, strict=True):
            chain.descriptions.append(
                description(role.removesuffix("s"), discourse.knowledge, countries=[country])
            )


def _countries(discourse: Discourse, head: int, mention: Mention | None) -> list[str]:
    """The countries that a plural role is of, in their order, before or else behind the noun."""
    doc, found, at = discourse.ann.doc, list[str](), head - 1
    while at >= 0 and (doc[at].text in _JOINTS or country_of(doc[at], discourse.knowledge)):
        country = country_of(doc[at], discourse.knowledge)
        if country:
            found.insert(0, country)
        at -= 1
    if not found and mention is not None:
        behind = (country_of(doc[i], discourse.knowledge) for i in range(head + 1, mention.last))
        found = [country for country in behind if country]
    return list(dict.fromkeys(found))


def _title_of(discourse: Discourse, head: int) -> _List | None:
    """The people named right behind a plural title: "Iran and Turkey Presidents A and B"."""
    found = _forward(discourse, head + 1)
    if found is None or any(chain.type != "Person" for chain in found.members):
        return None
    return found


def _after(discourse: Discourse, mention: Mention) -> _List | None:
    """The list behind a description: after a comma, a dash or "including"."""
    doc, at = discourse.ann.doc, mention.last
    if at + 1 >= len(doc) or discourse.ann.block_of[at] != discourse.ann.block_of[mention.head]:
        return None
    apart = doc[at].text in _DASHES
    comma = doc[at].text == ","
    begin = at + 1 if apart or comma else at
    for opening in discourse.knowledge.words("before_some"):
        end = begin + len(opening.split())
        if [t.lower_ for t in doc[begin:end]] == opening.split():
            found = _forward(discourse, end, least=1)
            return _some(discourse, mention, found)
    if not (apart or comma):
        return None
    found = _forward(discourse, begin)
    if found is None or not _agree(discourse, mention, found):
        return None
    if comma and not (_closed(discourse, found.last) and _definite(discourse, mention, found)):
        return None
    return found


def _some(discourse: Discourse, mention: Mention, found: _List | None) -> _List | None:
    if found is None or not _same_kind(discourse, mention, found):
        return None
    return _List(found.members, found.first, found.last, some=True)


def _before(discourse: Discourse, mention: Mention) -> _List | None:
    """The list that a description explains: "Ann Lee and Bob Ray, the two leaders, met"."""
    doc, at = discourse.ann.doc, mention.first - 1
    if at < 2 or doc[at].text not in (",", "-", "–", "—", "--") or not _ends(discourse, mention):
        return None
    members, joined = list[Chain](), False
    at -= 1
    while at >= 0:
        names = [i for i in discourse.ends.get(at + 1, ()) if discourse.mentions[i].form == "name"]
        if not names:
            break
        members.insert(0, discourse.chain_of[names[0]])
        at = discourse.mentions[names[0]].first - 1
        while at > 0 and doc[at].text[:1].isupper():  # its title
            at -= 1
        if at < 1 or doc[at].lower_ not in _JOINTS:
            break
        while at > 0 and doc[at].lower_ in _JOINTS:
            joined = joined or doc[at].lower_ != ","
            at -= 1
    found = _List(tuple(members), at + 1, mention.first - 1)
    if not joined or len(members) < 2 or not _agree(discourse, mention, found):
        return None
    return found if _definite(discourse, mention, found) else None


def _ends(discourse: Discourse, mention: Mention) -> bool:
    """Whether a description that stands apart ends there, and goes on to no more in a list."""
    doc, at = discourse.ann.doc, mention.last
    return at >= len(doc) or doc[at].text in _CLOSING


def _forward(discourse: Discourse, begin: int, least: int = 2) -> _List | None:
    """The names from token ``begin`` on that are joined by commas and "and", with their titles."""
    doc, block = discourse.ann.doc, discourse.ann.block_of
    members, at, joined = list[Chain](), begin, False
    end = begin
    while at < len(doc) and block[at] == block[begin - 1]:
        index = _name_from(discourse, at)
        if index is None:
            break
        members.append(discourse.chain_of[index])
        at = end = discourse.mentions[index].last
        if joined:
            break
        while at < len(doc) and doc[at].lower_ in _JOINTS:
            joined = joined or doc[at].lower_ != ","
            at += 1
        if at == end:
            break
    if len(members) < least or (len(members) > 1 and not joined):
        return None
    return _List(tuple(members), begin, end)


def _name_from(discourse: Discourse, at: int) -> int | None:
    """The name that begins at a token, or behind its title there."""
    for index in discourse.starts.get(at, ()):
        mention = discourse.mentions[index]
        if mention.form == "name" and index in discourse.chain_of:
            return index
        own = discourse.by_head.get(mention.head)
        if own is None or own not in discourse.chain_of:
            continue
        name = discourse.mentions[own]
        if name.form == "name" and name.last == mention.last:
            return own
    return None


def _closed(discourse: Discourse, end: int) -> bool:
    """Whether a list is set off behind, too: nothing is said of its names alone."""
    doc = discourse.ann.doc
    if end >= len(doc) or discourse.ann.block_of[end] != discourse.ann.block_of[end - 1]:
        return True
    return doc[end].text in _CLOSING or doc[end].tag_ == "IN"


def _definite(discourse: Discourse, mention: Mention, found: _List) -> bool:
    """Whether a description is of just those: definite, possessed or counted."""
    word = determiner(discourse, mention)
    as_many = counted(discourse, mention) == len(found.members)
    return as_many or word in discourse.knowledge.words("definite_of_many")


def _agree(discourse: Discourse, mention: Mention, found: _List) -> bool:
    """Whether the list is of as many as are counted, and of such as the noun names."""
    count = counted(discourse, mention)
    return count in (0, len(found.members)) and _same_kind(discourse, mention, found)


def _same_kind(discourse: Discourse, mention: Mention, found: _List) -> bool:
    head = discourse.ann.doc[mention.head]
    kind = noun_of(head, discourse.knowledge)
    types = {chain.type for chain in found.members}
    if len(types) != 1 or len(set(map(id, found.members))) != len(found.members):
        return False
    told = kind.type if kind else None
    if singular(head) in discourse.knowledge.words("actor_roles"):
        return types <= set(_ACTORS)
    return types <= set(_TYPES.get(told or "", _ACTORS if told in _ACTORS else ()))


def counted(discourse: Discourse, mention: Mention) -> int:
    """How many a description counts; 0 for none."""
    tokens = discourse.ann.doc[mention.first : mention.head + 1]
    counts = discourse.knowledge.table("counts")
    return next((int(counts[t.lower_][0]) for t in tokens if t.lower_ in counts), 0)
