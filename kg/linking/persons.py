"""Link people: equal and variant full names, then the surnames which mean only one of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import (
    NameMatch,
    compare,
    generation,
    parts_of,
    same_spelling,
    skeleton,
    surnames,
    without_numeral,
)
from kg.linking.profiles import Contexts, Profile
from kg.model import Judgement, Verdict

# From which score on two names are one person's; below it, from which on a person should look.
SAME, UNSURE = 0.72, 0.5
# A block of more names than this says nothing; only equal names are put together there.
_BLOCK = 400


@dataclass(frozen=True)
class Person:
    """One cluster of entities: all that is known of somebody so far."""

    id: str
    profiles: tuple[Profile, ...]
    knowledge: Knowledge

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The full names, by their parts."""
        found = {parts_of(profile.name, self.knowledge) for profile in self.profiles}
        return tuple(sorted(parts for parts in found if len(parts) > 1))

    @cached_property
    def called(self) -> frozenset[str]:
        """The single names by which articles call somebody whose full name they tell."""
        names = {
            parts_of(name, self.knowledge) for profile in self.profiles for name in profile.names
        }
        return frozenset(parts[0] for parts in names if len(parts) == 1)

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The articles, of very many only some."""
        return tuple(sorted({profile.entity.article for profile in self.profiles})[:40])

    @cached_property
    def own(self) -> frozenset[str]:
        """What names the person in contexts, which supports nothing."""
        return frozenset(part for p in self.profiles for part in parts_of(p.name, self.knowledge))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries the person is said to belong to."""
        return frozenset[str]().union(*(profile.countries for profile in self.profiles))

    @cached_property
    def posts(self) -> frozenset[str]:
        """Words of the person's titles."""
        return frozenset[str]().union(*(profile.posts for profile in self.profiles))

    @cached_property
    def genders(self) -> frozenset[str]:
        """The genders the articles' pronouns and titles speak for."""
        return frozenset(p.entity.gender for p in self.profiles if p.entity.gender)


def same_name(
    members: Sequence[Profile], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """Join entities with one full name, unless what is said of them tells homonyms apart."""
    groups = _homonyms([Person(p.id, (p,), knowledge) for p in members], around)
    for group in groups:
        for other in group[1:]:
            if clusters.join(group[0].id, other.id):
                yield Judgement(group[0].id, other.id, "same", 0.95, "same name")
    for one, two in combinations(groups, 2):
        reason = "same name, other countries and posts"
        yield Judgement(one[0].id, two[0].id, "different", 0.3, reason)


def _homonyms(people: list[Person], around: Contexts) -> list[list[Person]]:
    """Entities of one name, in a group for each person; usually it is one."""
    told = [p for p in people if p.countries and p.posts]
    groups: list[list[Person]] = []
    for person in told:
        fitting = [g for g in groups if not all(_two_people(person, m, around) for m in g)]
        groups = [g for g in groups if g not in fitting]
        groups.append([person] + [member for group in fitting for member in group])
    if len(groups) < 2:
        return [people] if people else []
    for person in people:
        if person not in told:
            best = max(groups, key=lambda g: (_support(person, g, around), len(g), g[0].id))
            best.append(person)
    return sorted((sorted(group, key=lambda p: p.id) for group in groups), key=lambda g: g[0].id)


def _two_people(one: Person, two: Person, around: Contexts) -> bool:
    return (
        not one.countries & two.countries
        and not one.posts & two.posts
        and _support(one, [two], around) < 0.3
    )


def _support(person: Person, others: Iterable[Person], around: Contexts) -> float:
    articles = sorted({article for other in others for article in other.articles})
    return around.support(person.articles, articles[:40], person.own)


def link_persons(
    found: Iterable[Profile], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> list[Judgement]:
    """Join people with variants of one full name, then surnames with the full name they mean."""
    people = [p for p in found if p.entity.type == "Person" and p.names and not p.known]
    judgements = list(_variants(_people(people, clusters, knowledge), clusters, around, knowledge))
    judgements += _short_names(_people(people, clusters, knowledge), clusters, around, knowledge)
    return judgements


def _people(profiles: Iterable[Profile], clusters: Clusters, knowledge: Knowledge) -> list[Person]:
    grouped = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        grouped[clusters.find(profile.id)].append(profile)
    return [Person(id, tuple(members), knowledge) for id, members in sorted(grouped.items())]


def _variants(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    proposals = []
    for one, two in _candidates([person for person in people if person.names], knowledge):
        match = _best_match(one, two, knowledge)
        if match:
            score, why = _score(match, one, two, around)
            proposals.append((score, one, two, f"{match.reason}{why}"))
    proposals.sort(key=lambda item: (-item[0], item[1].id, item[2].id))
    by_id = {person.id: person for person in people}
    rivals = defaultdict[str, list[tuple[float, str]]](list)
    for score, one, two, _ in proposals:
        rivals[one.id].append((score, two.id))
        rivals[two.id].append((score, one.id))
    for score, one, two, reason in proposals:
        if score < UNSURE:
            continue
        rival = score >= SAME and _has_rival(one, two, score, rivals, by_id, knowledge)
        verdict: Verdict = "same" if score >= SAME and not rival else "unsure"
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
    for person, partner in ((one, two), (two, one)):
        for other_score, other in rivals[person.id]:
            if other == partner.id or other_score < score - 0.1:
                continue
            rival = by_id[other]
            # A slip of few articles does not put in doubt whom many call so.
            slip = 3 * len(rival.profiles) < len(partner.profiles)
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
    blocks = defaultdict[tuple[str, ...], list[Person]](list)
    for person in people:
        for key in sorted({key for parts in person.names for key in _block_keys(parts, knowledge)}):
            blocks[key].append(person)
    pairs = {
        (one.id, two.id): (one, two)
        for block in blocks.values()
        if len(block) <= _BLOCK
        for one, two in combinations(block, 2)
    }
    return [pairs[key] for key in sorted(pairs)]


def _block_keys(parts: tuple[str, ...], knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    parts = without_numeral(parts)
    family = skeleton(parts[-1])
    for part in parts[:-1]:
        for given in (part, *knowledge.table("nicknames").get(part, ())):
            yield ("family", family, skeleton(given)[:1])
    yield ("begin", skeleton(parts[0]), skeleton(parts[1]))
    yield ("whole", "".join(parts))
    yield ("parts", *sorted(parts))


def _best_match(one: Person, two: Person, knowledge: Knowledge) -> NameMatch | None:
    """How the names of two people agree; None if any two of them cannot be one person's."""
    matches = [compare(a, b, knowledge) for a in one.names for b in two.names]
    known = [match for match in matches if match]
    if len(known) < len(matches) or not known:
        return None
    return max(known, key=lambda match: match.score)


def _score(match: NameMatch, one: Person, two: Person, around: Contexts) -> tuple[float, str]:
    score, why = match.score, ""
    support = around.support(one.articles, two.articles, one.own | two.own)
    score += 0.15 * support
    if support >= 0.3:
        why += ", in like company"
    if one.countries & two.countries or one.posts & two.posts:
        score, why = score + 0.08, why + ", same country or post"
    if one.countries and two.countries and not one.countries & two.countries:
        score, why = score - 0.3, why + ", other country"
    if one.genders and two.genders and not one.genders & two.genders:
        score, why = score - 0.4, why + ", other gender"
    return max(0.0, min(1.0, score)), why


def _short_names(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """Surnames and other single names: joined with the one full name that fits, or one another."""
    full = [person for person in people if person.names]
    by_part = defaultdict[str, list[tuple[float, Person]]](list)
    elders = {
        s
        for p in full
        for parts in p.names
        if not generation(parts)
        for s in surnames(parts, knowledge)
    }
    for person in full:
        # The son's "Jr." is said where his father is known as well.
        called = {
            s: 0.3 if generation(parts) and s in elders else 0.5
            for parts in person.names
            for s in surnames(parts, knowledge)
        }
        for parts in person.names:
            for part in parts:
                # A first name alone means whom articles call by it, not everybody who has it.
                called.setdefault(part, 0.4 if part in person.called else 0.3)
        for part, base in sorted(called.items()):
            by_part[part].append((base, person))
    # Spellings: "Gadhafi" is also looked for under what is left of "Gaddafi".
    spellings = defaultdict[str, set[str]](set)
    for part in by_part:
        spellings[skeleton(part)].add(part)
    left = defaultdict[str, list[Person]](list)
    for person in people:
        if person.names:
            continue
        (part, *_) = parts_of(person.profiles[0].name, knowledge) or ("",)
        options = by_part.get(part, [])
        if not options and len(skeleton(part)) > 2:
            alike = [s for s in sorted(spellings[skeleton(part)]) if same_spelling(part, s)]
            options = [o for other in alike for o in by_part[other] if o[0] >= 0.5]
        judged = _attach(person, options, around)
        for judgement in judged:
            if judgement.verdict == "same" and not clusters.join(judgement.left, judgement.right):
                continue
            yield judgement
        if not any(base >= 0.5 for base, _ in options):
            left[part].append(person)
    for _, alone in sorted(left.items()):
        yield from _join_single_names(alone, clusters, around)


def _attach(
    person: Person, options: list[tuple[float, Person]], around: Contexts
) -> list[Judgement]:
    """Whom of the options a single name means: one by far, or nobody."""
    if not options:
        return []
    articles = set(person.articles)
    ranked = []
    told = sum(len(other.articles) for base, other in options if base >= 0.5) or 1
    sole = sum(base >= 0.5 for base, _ in options) <= 1
    for base, other in options[:_BLOCK]:
        score = base + 0.35 * _support(person, [other], around)
        if sole and (base >= 0.5 or (base >= 0.4 and len(options) == 1)):
            score += 0.15
        elif base >= 0.5:
            # Only the better known goes without a first name.
            score += 0.2 * len(other.articles) / told
        if person.countries & other.countries or person.posts & other.posts:
            score += 0.1
        if person.genders and other.genders and not person.genders & other.genders:
            score -= 0.4
        if articles & set(other.articles):
            # The article itself kept them apart.
            score -= 0.25
        ranked.append((round(score, 3), other.id))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    best, chosen = ranked[0]
    margin = best - ranked[1][0] if len(ranked) > 1 else 1.0
    if best >= SAME and margin >= 0.1:
        why = "the only full name with it" if sole else "the full name in like company"
        return [_judgement(person.id, chosen, "same", best, f"short name; {why}")]
    return [
        _judgement(person.id, other, "unsure", score, "short name; several may be meant")
        for score, other in ranked[:3]
        if score >= UNSURE
    ]


def _judgement(one: str, two: str, verdict: Verdict, score: float, reason: str) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(min(1.0, score), 3), reason)


def _join_single_names(
    people: list[Person], clusters: Clusters, around: Contexts
) -> Iterator[Judgement]:
    """One single name which no full name has means one person in like company."""
    if len(people) < 2:
        return
    ids = [person.id for person in people]
    for person in people[1:]:
        others = [other for other in people if other is not person][:40]
        support = _support(person, others, around)
        shared = any(person.countries & o.countries or person.posts & o.posts for o in others)
        score = 0.6 + 0.35 * support + 0.1 * shared
        verdict: Verdict = "same" if score >= SAME else "unsure"
        if verdict == "same" and not clusters.join(ids[0], person.id):
            continue
        yield _judgement(ids[0], person.id, verdict, score, "same single name, no full name known")
