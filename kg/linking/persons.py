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
        found = sorted({profile.entity.article for profile in self.profiles})
        return tuple(found[: self.knowledge.whole("linking.articles")])

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
    same = knowledge.number("linking.same_name")
    homonyms = knowledge.number("linking.homonyms")
    groups = _homonyms([Person(p.id, (p,), knowledge) for p in members], around)
    for group in groups:
        for other in group[1:]:
            if clusters.join(group[0].id, other.id):
                yield Judgement(group[0].id, other.id, "same", same, "same name")
    for one, two in combinations(groups, 2):
        reason = "same name, other countries and posts"
        yield Judgement(one[0].id, two[0].id, "different", homonyms, reason)


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
        and _support(one, [two], around) < one.knowledge.number("linking.like_company")
    )


def _support(person: Person, others: Iterable[Person], around: Contexts) -> float:
    most = person.knowledge.whole("linking.articles")
    articles = sorted({article for other in others for article in other.articles})
    return around.support(person.articles, articles[:most], person.own)


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


def _short_names(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """Surnames and other single names: joined with the one full name that fits, or one another."""
    surname = knowledge.number("linking.surname")
    full = [person for person in people if person.names]
    by_part = defaultdict[str, list[tuple[float, Person]]](list)
    elders = {
        s
        for p in full
        for parts in p.names
        if not generation(parts, knowledge)
        for s in surnames(parts, knowledge)
    }
    for person in full:
        # The son's "Jr." is said where his father is known as well.
        called = {
            s: knowledge.number("linking.surname_of_son")
            if generation(parts, knowledge) and s in elders
            else surname
            for parts in person.names
            for s in surnames(parts, knowledge)
        }
        for parts in person.names:
            for part in parts:
                # A first name alone means whom articles call by it, not everybody who has it.
                given = "linking.given_told" if part in person.called else "linking.given"
                called.setdefault(part, knowledge.number(given))
        for part, base in sorted(called.items()):
            by_part[part].append((base, person))
    # Spellings: "Gadhafi" is also looked for under what is left of "Gaddafi".
    spellings = defaultdict[str, set[str]](set)
    for part in by_part:
        spellings[skeleton(part, knowledge)].add(part)
    left = defaultdict[str, list[Person]](list)
    for person in people:
        if person.names:
            continue
        (part, *_) = parts_of(person.profiles[0].name, knowledge) or ("",)
        options = by_part.get(part, [])
        bones = skeleton(part, knowledge)
        if not options and len(bones) >= knowledge.whole("linking.telling_consonants"):
            alike = [s for s in sorted(spellings[bones]) if same_spelling(part, s, knowledge)]
            options = [o for other in alike for o in by_part[other] if o[0] >= surname]
        judged = _attach(person, options, around, knowledge)
        for judgement in judged:
            if judgement.verdict == "same" and not clusters.join(judgement.left, judgement.right):
                continue
            yield judgement
        if not any(base >= surname for base, _ in options):
            left[part].append(person)
    for _, alone in sorted(left.items()):
        yield from _join_single_names(alone, clusters, around, knowledge)


def _attach(
    person: Person,
    options: list[tuple[float, Person]],
    around: Contexts,
    knowledge: Knowledge,
) -> list[Judgement]:
    """Whom of the options a single name means: one by far, or nobody."""
    if not options:
        return []
    number = knowledge.number
    surname, given = number("linking.surname"), number("linking.given_told")
    company, only = number("linking.short_company"), number("linking.only_name")
    articles = set(person.articles)
    ranked = []
    told = sum(len(other.articles) for base, other in options if base >= surname) or 1
    sole = sum(base >= surname for base, _ in options) <= 1
    for base, other in options[: knowledge.whole("linking.block")]:
        score = base + company * _support(person, [other], around)
        if sole and (base >= surname or (base >= given and len(options) == 1)):
            score += only
        elif base >= surname:
            # Only the better known goes without a first name.
            score += number("linking.better_known") * len(other.articles) / told
        if person.countries & other.countries or person.posts & other.posts:
            score += number("linking.short_shared")
        if person.genders and other.genders and not person.genders & other.genders:
            score -= number("linking.other_gender")
        if articles & set(other.articles):
            # The article itself kept them apart.
            score -= number("linking.kept_apart")
        ranked.append((round(score, 3), other.id))
    ranked.sort(key=lambda item: (-item[0], item[1]))
    best, chosen = ranked[0]
    margin = best - ranked[1][0] if len(ranked) > 1 else 1.0
    if best >= number("linking.person_same") and margin >= number("linking.lead"):
        why = "the only full name with it" if sole else "the full name in like company"
        return [_judgement(person.id, chosen, "same", best, f"short name; {why}")]
    return [
        _judgement(person.id, other, "unsure", score, "short name; several may be meant")
        for score, other in ranked[: knowledge.whole("linking.proposed")]
        if score >= number("linking.person_unsure")
    ]


def _judgement(one: str, two: str, verdict: Verdict, score: float, reason: str) -> Judgement:
    left, right = sorted((one, two))
    return Judgement(left, right, verdict, round(min(1.0, score), 3), reason)


def _join_single_names(
    people: list[Person], clusters: Clusters, around: Contexts, knowledge: Knowledge
) -> Iterator[Judgement]:
    """One single name which no full name has means one person in like company."""
    if len(people) < 2:
        return
    number = knowledge.number
    base, company = number("linking.single_name"), number("linking.short_company")
    ids = [person.id for person in people]
    for person in people[1:]:
        others = [other for other in people if other is not person]
        others = others[: knowledge.whole("linking.articles")]
        support = _support(person, others, around)
        shared = any(person.countries & o.countries or person.posts & o.posts for o in others)
        score = base + company * support + number("linking.short_shared") * shared
        verdict: Verdict = "same" if score >= number("linking.person_same") else "unsure"
        if verdict == "same" and not clusters.join(ids[0], person.id):
            continue
        yield _judgement(ids[0], person.id, verdict, score, "same single name, no full name known")
