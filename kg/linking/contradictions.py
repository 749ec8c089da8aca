"""Claims that cannot both be so, and speakers who change sides.

Two claims contradict each other when

* one says of the same ends what the other denies, in one modality, and nothing told of time or
  place sets the two events apart;
* they give two days, or two places of one kind, to what happens to somebody once (``kg:once`` of
  the relation: a birth, a death);
* they give figures that no number fits to one event of one day (``kg:counted``: the dead, the
  hurt), and are told by different articles or speakers;
* they give somebody two opposed parts in one event of one day (``kg:opposed``: the winner and the
  loser of an election, who is convicted and who acquitted), in different articles.

Both claims stay; which of them is right is not judged. A claim whose ends are not all known denies
nothing: "nobody met the envoy" need not be of the same envoy. What may be of two events is no
contradiction: better none than a wrong one.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations

from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.folding import fold
from kg.linking.figures import figure
from kg.linking.merge import ACTORS, CORE, Claim

# What somebody planned and then did not do is no contradiction; that it was and was not is.
_TOLD_ALIKE = ("actual", "planned", "expected")
_DAY = len("2024-05-03")
# Details that say no more of which event it is than its day and its place do.
_LOOSE = frozenset({"place", "title"})

Kind = Callable[[str], str | None]
Pairs = Iterable[tuple[Claim, Claim]]


def contradictions(
    claims: Iterable[Claim], catalogue: Catalogue, kind: Kind
) -> tuple[tuple[str, str], ...]:
    """The pairs of ids of claims that contradict each other, the lesser id first, in order.

    ``kind`` tells the class of an entity that is known beforehand (``City``), by canonical id.
    """
    claims = list(claims)
    told = list[tuple[Claim, Relation]]()
    for claim in claims:
        relation = catalogue.relations.get(claim.relation)
        if relation and relation.kind != "statement" and claim.modality in _TOLD_ALIKE:
            told.append((claim, relation))
    happened = [
        (claim, relation)
        for claim, relation in told
        if claim.polarity == "positive" and claim.modality == "actual"
    ]
    found = (
        *_denied(told, kind),
        *_once(happened, kind),
        *_counted(happened, catalogue, _speakers(claims), kind),
        *_opposed(happened),
    )
    return tuple(sorted({_pair(one, two) for one, two in found}))


def _denied(told: Iterable[tuple[Claim, Relation]], kind: Kind) -> Pairs:
    """What is said of some ends, and denied of them."""
    by_ends = defaultdict[Hashable, list[Claim]](list)
    for claim, relation in told:
        ends = _ends(claim, relation)
        if len(ends) > 1:
            details = claim.facts[0].details
            more = tuple(details.get(name, "") for name in ("verb", "phase", "temporal"))
            by_ends[relation.name, ends, more, claim.modality].append(claim)
    for one, two in _in_groups(by_ends):
        if one.polarity != two.polarity and not _apart(one, two, kind):
            yield one, two


def _once(told: Iterable[tuple[Claim, Relation]], kind: Kind) -> Pairs:
    """Two days or places of what happens once."""
    by_bearer = defaultdict[Hashable, list[Claim]](list)
    for claim, relation in told:
        for bearer in _fillers(claim, relation.once):
            by_bearer[relation.name, bearer].append(claim)
    return ((one, two) for one, two in _in_groups(by_bearer) if _apart(one, two, kind))


def _counted(
    told: Iterable[tuple[Claim, Relation]],
    catalogue: Catalogue,
    speakers: Mapping[str, set[str]],
    kind: Kind,
) -> Pairs:
    """Two figures of one event, from different articles or speakers."""
    by_event = defaultdict[Hashable, list[Claim]](list)
    figures = {}
    for claim, relation in told:
        texts = {arg.text for arg in claim.args if arg.role == relation.counted}
        figured = figure(texts.pop(), catalogue.lexicon) if len(texts) == 1 else None
        if figured:
            figures[claim.id] = figured
            for mark in _event(claim, relation.counted, kind):
                by_event[relation.name, mark].append(claim)
    for one, two in _in_groups(by_event):
        if figures[one.id].apart(figures[two.id]) and not _agents_differ(one, two):
            if _articles(one).isdisjoint(_articles(two)):
                if _same_day(one, two):
                    yield one, two
            elif not _days_apart(one, two) and _said_by_others(one, two, speakers):
                yield one, two


def _event(claim: Claim, counted: str | None, kind: Kind) -> set[str]:
    """What tells which event it is: an event that has a part in it, or the town where it is."""
    others = [arg for arg in claim.args if arg.entity and arg.role != counted]
    towns = {
        a.entity for a in others if a.entity and a.role == "place" and kind(a.entity) == "City"
    }
    return towns | {a.entity for a in others if a.entity and a.entity.startswith("event/")}


def _opposed(told: Iterable[tuple[Claim, Relation]]) -> Pairs:
    """Two opposed parts of somebody in one event, in different articles."""
    by_bearer = defaultdict[Hashable, list[tuple[str, Claim]]](list)
    for claim, relation in told:
        phase = claim.facts[0].details.get("phase", "")
        for pair in relation.opposed:
            for side in pair:
                bearers = _fillers(claim, side) or (
                    _fillers(claim, "patient") if side == phase else set()
                )
                for bearer in bearers:
                    by_bearer[relation.name, pair, bearer].append((side, claim))
    for group in by_bearer.values():
        for (side, one), (other, two) in combinations(group, 2):
            if (
                side != other
                and _same_day(one, two)
                and _articles(one).isdisjoint(_articles(two))
                and _details(one, {side, other}) == _details(two, {side, other})
            ):
                yield one, two


def _details(claim: Claim, sides: set[str]) -> set[tuple[str, str]]:
    """What is told of an event besides who has a part in it, and where."""
    return {
        (arg.role, arg.entity or fold(arg.text))
        for arg in claim.args
        if arg.role not in {*CORE, *_LOOSE, *sides}
    }


def _in_groups(groups: Mapping[Hashable, list[Claim]]) -> Pairs:
    return (pair for group in groups.values() for pair in combinations(group, 2))


def _speakers(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """Who makes each statement, by the ids of their facts."""
    found = defaultdict[str, set[str]](set)
    for claim in claims:
        for fact in claim.facts:
            found[fact.id] |= _fillers(claim, "speaker")
    return found


def _said_by_others(one: Claim, two: Claim, speakers: Mapping[str, set[str]]) -> bool:
    """Whether both are told in somebody's words, and in different people's."""
    by_one, by_two = (
        {name for fact in claim.facts for name in speakers.get(fact.holder or "", ())}
        for claim in (one, two)
    )
    return bool(by_one and by_two) and by_one.isdisjoint(by_two)


def _articles(claim: Claim) -> set[str]:
    return {fact.article for fact in claim.facts}


def _agents_differ(one: Claim, two: Claim) -> bool:
    """Whether both tell who or what did it, and not the same."""
    ones, twos = _fillers(one, "agent"), _fillers(two, "agent")
    return bool(ones and twos) and ones.isdisjoint(twos)


def _same_day(one: Claim, two: Claim) -> bool:
    return one.when is not None and one.when == two.when and len(one.when) == _DAY


def _pair(one: Claim, two: Claim) -> tuple[str, str]:
    first, second = sorted((one.id, two.id))
    return first, second


def _ends(claim: Claim, relation: Relation) -> frozenset[tuple[str, str]]:
    """Who or what a claim joins, each with its role; nothing where one of them is only words."""
    core = [arg for arg in claim.args if arg.role in CORE]
    if any(arg.entity is None for arg in core):
        return frozenset()
    return frozenset(
        ("actor" if relation.symmetric and arg.role in ACTORS else arg.role, arg.entity)
        for arg in core
        if arg.entity
    )


def _fillers(claim: Claim, role: str | None) -> set[str]:
    return {arg.entity for arg in claim.args if arg.entity and arg.role == role}


def _apart(one: Claim, two: Claim, kind: Callable[[str], str | None]) -> bool:
    """Whether what is told of time and place cannot be of one event."""
    return _days_apart(one, two) or _places_apart(one, two, kind)


def _days_apart(one: Claim, two: Claim) -> bool:
    """Whether the days told have none in common: "2019" and "March 2019" have."""
    if not one.when or not two.when or "/" in one.when or "/" in two.when:
        return False
    return not (one.when.startswith(two.when) or two.when.startswith(one.when))


def _places_apart(one: Claim, two: Claim, kind: Callable[[str], str | None]) -> bool:
    """Whether the places are different ones of a kind: a city lies in its country."""
    ones, twos = _fillers(one, "place"), _fillers(two, "place")
    if not ones or not twos or ones & twos:
        return False
    kinds = {kind(place) for place in ones | twos}
    return len(kinds) == 1 and None not in kinds


def _side(act: str, relation: Relation | None) -> str | None:
    """Whether an act of speech is for or against what it is about, if it is either."""
    if relation is None:
        return None
    if act in relation.acts_for:
        return "for"
    return "against" if act in relation.acts_against else None


def changes(
    claims: Iterable[Claim], catalogue: Catalogue, days: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Pairs of statements of one speaker about one thing, on two sides, the later one first.

    Each pair is of a statement and the last one before it on the other side. ``days`` are those of
    the statements, by the ids of their facts. Only statements about one thing alone count.
    """
    told = defaultdict[tuple[str, ...], set[tuple[str, str, str]]](set)
    for claim in claims:
        relation = catalogue.relations.get(claim.relation)
        for fact in claim.facts:
            side = _side(fact.details.get("speech_act", ""), relation)
            if side is None or fact.id not in days or not fact.asserted:
                continue
            for speaker in _fillers(claim, "speaker"):
                topics = _fillers(claim, "about") - {speaker}
                # Who is for or against one of several things is not told which.
                if len(topics) == 1:
                    told[speaker, *topics].add((days[fact.id], fact.id, side))
    found = set[tuple[str, str]]()
    for statements in told.values():
        ordered = sorted(statements)
        for index, (day, later, side) in enumerate(ordered):
            before = [other for other in ordered[:index] if other[0] < day]
            if before and before[-1][2] != side:
                found.add((later, before[-1][1]))
    return tuple(sorted(found))
