"""People as clusters of entities: what is known of somebody, and whether homonyms are two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.namematch import parts_of
from kg.linking.profiles import Contexts, Profile, articles_of
from kg.model import Judgement


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
        return articles_of(self.profiles, self.knowledge)

    @cached_property
    def own(self) -> frozenset[str]:
        """What names the person in contexts, which supports nothing."""
        return frozenset(part for p in self.profiles for part in parts_of(p.name, self.knowledge))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries the person is said to belong to."""
        return frozenset[str]().union(*(profile.countries for profile in self.profiles))

    @cached_property
    def homes(self) -> frozenset[str]:
        """The countries where the person lives or comes from."""
        return frozenset[str]().union(*(profile.homes for profile in self.profiles))

    @cached_property
    def posts(self) -> frozenset[str]:
        """Words of the person's titles."""
        return frozenset[str]().union(*(profile.posts for profile in self.profiles))

    @cached_property
    def ages(self) -> tuple[tuple[int, int | None], ...]:
        """The ages told, each with the year of the article, where that is known."""
        told = {(p.entity.age, p.year) for p in self.profiles if p.entity.age is not None}
        return tuple(sorted(told, key=lambda t: (t[0], t[1] or 0)))

    @cached_property
    def genders(self) -> frozenset[str]:
        """The genders the articles' pronouns and titles speak for."""
        return frozenset(p.entity.gender for p in self.profiles if p.entity.gender)


def people_of(
    profiles: Iterable[Profile], clusters: Clusters, knowledge: Knowledge
) -> list[Person]:
    """The people that the clusters make of the profiles."""
    grouped = defaultdict[str, list[Profile]](list)
    for profile in profiles:
        grouped[clusters.find(profile.id)].append(profile)
    return [Person(id, tuple(members), knowledge) for id, members in sorted(grouped.items())]


def _otherwise_aged(
    one: tuple[int, int | None], two: tuple[int, int | None], knowledge: Knowledge
) -> bool:
    """Whether two ages, each with the year of telling if known, cannot be one person's."""
    (age, year), (other, later) = one, two
    if year is not None and later is not None:
        return abs((year - age) - (later - other)) > knowledge.whole("linking.years_of_birth")
    return abs(age - other) > knowledge.whole("linking.ages_apart")


def support_of(person: Person, others: Iterable[Person], around: Contexts) -> float:
    """How much the articles of somebody and of the others share, from 0 to 1."""
    most = person.knowledge.whole("linking.articles")
    articles = sorted({article for other in others for article in other.articles})
    return around.support(person.articles, articles[:most], person.own)


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
        if clusters.find(one[0].id) != clusters.find(two[0].id):
            clusters.part(one[0].id, two[0].id)
        reason = "same name, other countries and posts, or another age"
        yield Judgement(one[0].id, two[0].id, "different", homonyms, reason)


def namesakes(found: Iterable[Profile], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The people of one article whose full names are one, or one in the other, but who are two.

    The article keeps them apart: father and son, or somebody and who is "also called" so.
    """
    articles = defaultdict[str, list[tuple[frozenset[str], str]]](list)
    for profile in found:
        parts = frozenset(parts_of(profile.name, knowledge))
        if profile.entity.type == "Person" and profile.names and len(parts) > 1:
            articles[profile.entity.article].append((parts, profile.id))
    for _, people in sorted(articles.items()):
        for (one, left), (two, right) in combinations(people, 2):
            if one <= two or two <= one:
                yield left, right


def _homonyms(people: list[Person], around: Contexts) -> list[list[Person]]:
    """Entities of one name, in a group for each person; usually it is one."""
    told = [p for p in people if ((p.countries or p.homes) and p.posts) or p.ages]
    groups: list[list[Person]] = []
    for person in told:
        fitting = [g for g in groups if not all(_two_people(person, m, around) for m in g)]
        groups = [g for g in groups if g not in fitting]
        groups.append([person] + [member for group in fitting for member in group])
    if len(groups) < 2:
        return [people] if people else []
    for person in people:
        if person not in told:
            best = max(groups, key=lambda g: (support_of(person, g, around), len(g), g[0].id))
            best.append(person)
    return sorted((sorted(group, key=lambda p: p.id) for group in groups), key=lambda g: g[0].id)


def _two_people(one: Person, two: Person, around: Contexts) -> bool:
    if any(_otherwise_aged(a, b, one.knowledge) for a in one.ages for b in two.ages):
        return True
    places = [(one.countries, two.countries), (one.homes, two.homes)]
    return (
        bool(one.posts and two.posts)
        and any(a and b for a, b in places)
        and not any(a & b for a, b in places)
        and not one.posts & two.posts
        and support_of(one, [two], around) < one.knowledge.number("linking.like_company")
    )
