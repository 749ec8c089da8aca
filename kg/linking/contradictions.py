"""Claims that cannot both be so, and speakers who change sides.

Two claims contradict when one says of the same ends what the other denies, in one modality, and
nothing told of time or place sets the two events apart; or when they give two days, or two places
of one kind, to what happens to somebody once (``kg:once`` of the relation: a birth, a death). Both
claims stay; which of them is right is not judged. A claim whose ends are not all known contradicts
nothing: "nobody met the envoy" need not be of the same envoy.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations

from kg.knowledge.catalogue import Catalogue, Relation
from kg.linking.merge import ACTORS, CORE, Claim

# What somebody planned and then did not do is no contradiction; that it was and was not is.
_TOLD_ALIKE = ("actual", "planned", "expected")


def contradictions(
    claims: Iterable[Claim], catalogue: Catalogue, kind: Callable[[str], str | None]
) -> tuple[tuple[str, str], ...]:
    """The pairs of ids of claims that contradict each other, the lesser id first, in order.

    ``kind`` tells the class of an entity that is known beforehand (``City``), by canonical id.
    """
    found = set[tuple[str, str]]()
    by_ends = defaultdict[Hashable, list[Claim]](list)
    by_bearer = defaultdict[Hashable, list[Claim]](list)
    for claim in claims:
        relation = catalogue.relations.get(claim.relation)
        if relation is None or relation.kind == "statement" or claim.modality not in _TOLD_ALIKE:
            continue
        ends = _ends(claim, relation)
        if len(ends) > 1:
            details = claim.facts[0].details
            told = tuple(details.get(name, "") for name in ("verb", "phase", "temporal"))
            by_ends[relation.name, ends, told, claim.modality].append(claim)
        if claim.polarity == "positive" and claim.modality == "actual":
            for bearer in _fillers(claim, relation.once):
                by_bearer[relation.name, bearer].append(claim)
    for group in by_ends.values():
        for one, two in combinations(group, 2):
            if one.polarity != two.polarity and not _apart(one, two, kind):
                found.add(_pair(one, two))
    for group in by_bearer.values():
        found.update(
            _pair(one, two) for one, two in combinations(group, 2) if _apart(one, two, kind)
        )
    return tuple(sorted(found))


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
