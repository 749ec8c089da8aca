"""Link people: variants of one full name, then the surnames which mean only one of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import NameMatch, compare, skeleton, without_numeral
from kg.linking.person import Person, people_of
from kg.linking.profiles import Contexts, Profile
from kg.linking.shortnames import link_short_names
from kg.model import Judgement, Verdict


def link_persons(
    found: Iterable[Profile], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> list[Judgement]:
    """Join people with variants of one full name, then surnames with the full name they mean."""
    people = [p for p in found if p.entity.type == "Person" and p.names and not p.known]
    judgements = list(
        _variants(people_of(people, clusters, knowledge), clusters, around, knowledge)
    )
    judgements += link_short_names(
        people_of(people, clusters, knowledge), clusters, around, knowledge
    )
    return judgements


def _variants(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    proposals = []
    same = knowledge.number("linking.person_same")
    unsure = knowledge.number("linking.person_unsure")
    for one, two in _candidates([person for person in people if person.names], knowledge):
        match = _best_match(one, two, knowledge)
        if match:
            score, why = _score(match, one, two, around, knowledge)
            proposals.append((score, one, two, f"{match.reason}{why}"))
    proposals.sort(key=lambda item: (-item[0], item[1].id, item[2].id))
    by_id = {person.id: person for person in people}
    rivals = defaultdict[str, list[tuple[float, str]]](list)
    for score, one, two, _ in proposals:
        rivals[one.id].append((score, two.id))
        rivals[two.id].append((score, one.id))
    for score, one, two, reason in proposals:
        if score < unsure:
            continue
        rival = score >= same and _has_rival(one, two, score, rivals, by_id, knowledge)
        verdict: Verdict = "same" if score >= same and not rival else "unsure"
        agreed = verdict == "unsure" or _agree(one, two, clusters, by_id, knowledge)
        if not agreed or (verdict == "same" and not clusters.join(one.id, two.id)):
            verdict = "different"
        if rival:
            reason += ", but another person fits as well"
        yield Judgement(one.id, two.id, verdict, round(score, 3), reason)


def _has_rival(
    one: Person,
    two: Person,
    score: float,
    rivals: Mapping[str, list[tuple[float, str]]],
    by_id: Mapping[str, Person],
    knowledge: Knowledge,
) -> bool:
    """Whether one of them fits nearly as well to somebody who cannot be the other."""
    lead = knowledge.number("linking.lead")
    times = knowledge.whole("linking.slip_times")
    for person, partner in ((one, two), (two, one)):
        for other_score, other in rivals[person.id]:
            if other == partner.id or other_score < score - lead:
                continue
            rival = by_id[other]
            # A slip of few articles does not put in doubt whom many call so.
            slip = times * len(rival.profiles) < len(partner.profiles)
            if not slip and _best_match(partner, rival, knowledge) is None:
                return True
    return False


def _agree(
    one: Person, two: Person, clusters: Clusters, by_id: dict[str, Person], knowledge: Knowledge
) -> bool:
    """Whether all names of the clusters they are now in can be one person's."""
    sides = [
        {name for item in clusters.members(p.id) if item in by_id for name in by_id[item].names}
        for p in (one, two)
    ]
    return all(compare(a, b, knowledge) for a in sorted(sides[0]) for b in sorted(sides[1]))


def _candidates(people: Iterable[Person], knowledge: Knowledge) -> list[tuple[Person, Person]]:
    """Pairs with like family names and the initial of a given name, or with like beginnings."""
    most = knowledge.whole("linking.block")
    blocks = defaultdict[tuple[str, ...], list[Person]](list)
    for person in people:
        for key in sorted({key for parts in person.names for key in _block_keys(parts, knowledge)}):
            blocks[key].append(person)
    pairs = {
        (one.id, two.id): (one, two)
        for block in blocks.values()
        if len(block) <= most
        for one, two in combinations(block, 2)
    }
    return [pairs[key] for key in sorted(pairs)]


def _block_keys(parts: tuple[str, ...], knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    parts = without_numeral(parts, knowledge)
    family = skeleton(parts[-1], knowledge)
    for part in parts[:-1]:
        for given in (part, *knowledge.table("nicknames").get(part, ())):
            yield ("family", family, skeleton(given, knowledge)[:1])
    yield ("begin", skeleton(parts[0], knowledge), skeleton(parts[1], knowledge))
    yield ("whole", "".join(parts))
    yield ("parts", *sorted(parts))


def _best_match(one: Person, two: Person, knowledge: Knowledge) -> NameMatch | None:
    """How the names of two people agree; None if any two of them cannot be one person's."""
    matches = [compare(a, b, knowledge) for a in one.names for b in two.names]
    known = [match for match in matches if match]
    if len(known) < len(matches) or not known:
        return None
    return max(known, key=lambda match: match.score)


def _score(
    match: NameMatch, one: Person, two: Person, around: Contexts, knowledge: Knowledge
) -> tuple[float, str]:
    number = knowledge.number
    score, why = match.score, ""
    support = around.support(one.articles, two.articles, one.own | two.own)
    score += number("linking.variant_company") * support
    if support >= number("linking.like_company"):
        why += ", in like company"
    if one.countries & two.countries or one.posts & two.posts:
        score, why = score + number("linking.variant_shared"), why + ", same country or post"
    if one.countries and two.countries and not one.countries & two.countries:
        score, why = score - number("linking.other_country"), why + ", other country"
    if one.genders and two.genders and not one.genders & two.genders:
        score, why = score - number("linking.other_gender"), why + ", other gender"
    return max(0.0, min(1.0, score)), why
