"""Link what has no name by what sets it apart: "the Vienna talks", "Reed's team".

Two descriptions of articles about the same time mean one thing when they have the same noun and
the names of the one (its place, year, parties or owner) are among those of the other. A noun alone
("the summit"), or one that there are many of ("Iranian officials"), links nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from kg.knowledge.knowledge import Knowledge
from kg.linking.clusters import Clusters
from kg.linking.profiles import Contexts, Profile
from kg.model import Designation, Judgement

_Telling = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class _Described:
    """An entity without a name, and what sets it apart; ``names`` has its owner too."""

    id: str
    article: str
    type: str
    head: str
    names: frozenset[str]
    modifiers: frozenset[str]


def link_designated(
    found: Sequence[Profile],
    clusters: Clusters,
    around: Contexts,
    published: Mapping[str, str | None],
    knowledge: Knowledge,
) -> Iterator[Judgement]:
    """Join the descriptions of different articles that mean one thing; see the module.

    ``published`` is the date of each article, where it has one.
    """
    blocks = defaultdict[tuple[str, str, str], list[_Described]](list)
    said: dict[str, set[_Described]] = {}
    for described in _described(found, clusters, knowledge):
        said.setdefault(clusters.find(described.id), set()).add(described)
        for name in sorted(described.names):
            blocks[described.type, described.head, name].append(described)
    near = knowledge.whole("linking.articles_before")
    for _, members in sorted(blocks.items()):
        members.sort(key=lambda d: (published.get(d.article) or "", d.id))
        for i, one in enumerate(members):
            for two in members[max(0, i - near) : i]:
                left, right = clusters.find(one.id), clusters.find(two.id)
                score = _likely(one, two, around, published, knowledge)
                if left == right or not score or not _all_agree(said[left], said[right]):
                    continue
                if clusters.join(one.id, two.id):
                    said[clusters.find(left)] = said[left] | said[right]
                    first, second = sorted((one.id, two.id))
                    yield Judgement(first, second, "same", score, "the same description")


def _likely(
    one: _Described,
    two: _Described,
    around: Contexts,
    published: Mapping[str, str | None],
    knowledge: Knowledge,
) -> float:
    """How sure it is that two descriptions mean one thing; 0 if they are of different times."""
    support = around.support([one.article], [two.article], frozenset())
    dates = published.get(one.article), published.get(two.article)
    # A year alone is many a thing's: "the 2016 election".
    only_year = all(name.isdigit() for name in one.names & two.names)
    if only_year:
        together = support >= knowledge.number("linking.same_story")
    else:
        together = _same_time(*dates, support, knowledge)
    base = knowledge.number("linking.same_description")
    score = base + knowledge.number("linking.description_company") * support
    return round(score, 3) if together else 0.0


def _all_agree(left: set[_Described], right: set[_Described]) -> bool:
    """Whether no two descriptions of two clusters contradict each other."""
    articles = {d.article for d in left} & {d.article for d in right}
    tellings = ({(d.names, d.modifiers) for d in side} for side in (left, right))
    return not articles and all(_agree(a, b) for a, b in product(*tellings))


def _described(
    found: Sequence[Profile], clusters: Clusters, knowledge: Knowledge
) -> Iterator[_Described]:
    owners = {profile.id: profile for profile in found}
    for profile in found:
        told = profile.entity.designation
        if told is None or profile.known or profile.names:
            continue
        names, owned = set(told.names), False
        owner = owners.get(told.owner) if told.owner else None
        if owner is not None:
            if not owner.known and not owner.names:
                continue
            known = owner.known is not None and owner.known.kind in ("Country", "Territory")
            names.add(owner.known.id if known and owner.known else clusters.find(owner.id))
            owned = True
        if names and _is_one(profile.entity.type, told, names, owned, knowledge):
            entity = profile.entity
            yield _Described(
                entity.id, entity.article, entity.type, _same(told.head, knowledge),
                frozenset(names), frozenset(told.modifiers),
            )  # fmt: skip


def _is_one(
    type: str, told: Designation, names: set[str], owned: bool, knowledge: Knowledge
) -> bool:
    """Whether there is, at one time, just one thing of that noun with those names."""
    if type == "Person":
        return owned and not told.plural and told.head in knowledge.table("kin")
    if type in ("Agreement", "Law"):
        return not told.plural and not owned and not all(map(_is_country, names))
    if type == "Event":
        events = knowledge.table("lasting_events")
        by_country = "country" in events.get(told.head, ())
        return told.head in events and (by_country or not all(map(_is_country, names)))
    return told.head in knowledge.words("bodies_of_people")


def _same(noun: str, knowledge: Knowledge) -> str:
    """The noun that says the same: talks are negotiations."""
    told = knowledge.table("lasting_events").get(noun, ())
    return told[0][1:] if told and told[0].startswith("=") else noun


def _is_country(name: str) -> bool:
    return name.startswith("place/")


def _agree(one: _Telling, two: _Telling) -> bool:
    """Whether nothing that is said of the one is missing, and set apart, in the other."""
    return all(a <= b or b <= a for a, b in zip(one, two, strict=True))


def _same_time(one: str | None, two: str | None, support: float, knowledge: Knowledge) -> bool:
    """Whether two articles are of one time, or tell of the same where their dates are not known."""
    days = [_day(one), _day(two)]
    if days[0] is not None and days[1] is not None:
        return abs((days[0] - days[1]).days) <= knowledge.whole("linking.days_of_one_time")
    return support >= knowledge.number("linking.same_story")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
