"""Put the entities of many articles together into canonical ones, and say why.

A sieve, the surest evidence first: decisions of the user, the gazetteer, equal names, variants of
full names, then short names and acronyms where only one full name fits, then descriptions.
Candidates come from blocks of names, so the work grows with the number of names, not of pairs.
Nothing depends on the order of the articles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.bodies import body_key, generic_body, only_body
from kg.knowledge.knowledge import Knowledge
from kg.linking.bodies import link_bodies, tied_bodies
from kg.linking.canonical import Canonical, name_clusters
from kg.linking.clusters import Clusters
from kg.linking.decisions import Decision, Decisions, Finder, constraints, project
from kg.linking.designated import link_designated
from kg.linking.grounding import ground, homes
from kg.linking.namematch import parts_of
from kg.linking.person import namesakes, same_name
from kg.linking.persons import link_persons
from kg.linking.profiles import Profile, contexts, profiles
from kg.model import Extraction, Judgement


@dataclass(frozen=True)
class Links:
    """Which entities are one: the canonical id of each entity, what is known of them, and why.

    ``unknown`` are decisions that name something which no article has.
    """

    canonical: Mapping[str, str]
    entities: tuple[Canonical, ...]
    judgements: tuple[Judgement, ...]
    unknown: tuple[Decision, ...] = ()

    def apply(self, extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
        """The extractions with ``canonical`` and ``label`` set, without ignored entities."""
        return tuple(self.applied(extractions))

    def applied(self, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
        """The same, one after the other."""
        known = {member: entity for entity in self.entities for member in entity.members}
        return (_applied(extraction, known) for extraction in extractions)


def _applied(extraction: Extraction, known: Mapping[str, Canonical]) -> Extraction:
    """An extraction with what is known of its entities; ignored ones leave only their words."""

    def kept(id: str | None) -> str | None:
        return None if id is None or known[id].ignored else id

    linked = replace(
        extraction,
        entities=tuple(
            replace(
                entity,
                canonical=known[entity.id].id,
                label=known[entity.id].name,
                former=known[entity.id].former,
                type=known[entity.id].type if known[entity.id].decided else entity.type,
                members=tuple(member for member in entity.members if kept(member)),
            )
            for entity in extraction.entities
            if kept(entity.id)
        ),
    )
    if not any(known[entity.id].ignored for entity in extraction.entities):
        return linked
    return replace(
        linked,
        mentions=tuple(replace(m, entity=kept(m.entity)) for m in extraction.mentions),
        facts=tuple(
            replace(f, args=tuple(replace(a, entity=kept(a.entity)) for a in f.args))
            for f in extraction.facts
        ),
    )


def link(
    extractions: Iterable[Extraction],
    knowledge: Knowledge,
    decisions: Decisions | None = None,
) -> tuple[Extraction, ...]:
    """The same extractions with ``canonical`` set on every entity."""
    found = tuple(extractions)
    return judge(found, knowledge, decisions).apply(found)


def judge(
    extractions: Iterable[Extraction],
    knowledge: Knowledge,
    decisions: Decisions | None = None,
) -> Links:
    """Judge which entities of the extractions are one.

    ``decisions`` overrule every judgement; they name
    entities as linking without decisions calls them, so it is done first and then once more.
    """
    articles = {extraction.article.id: extraction for extraction in extractions}
    read = [articles[id] for id in sorted(articles)]
    found = ground(profiles(read, knowledge), knowledge)
    two = tuple(tied_bodies(read))
    dates = {id: extraction.article.published for id, extraction in articles.items()}
    links = _judge(found, dates, (), (), two, knowledge)
    if decisions is None or not decisions.lines:
        return links
    find = Finder(links.entities, found)
    while True:
        together, apart = constraints(decisions, find)
        decided = _judge(found, dates, together, apart, two, knowledge)
        entities = project(decisions, links.entities, decided.entities, find)
        unknown = find.unknown(decisions)
        find.learn(entities)
        # A line may name what only another line made.
        if len(find.unknown(decisions)) == len(unknown):
            return Links(_ids(entities), entities, decided.judgements, unknown)


def _judge(
    found: list[Profile],
    dates: Mapping[str, str | None],
    together: Sequence[tuple[str, str]],
    apart: Sequence[tuple[str, str]],
    tied: Sequence[tuple[str, str]],
    knowledge: Knowledge,
) -> Links:
    asked = {frozenset(pair) for pair in together}
    two = (*namesakes(found, knowledge), *tied)
    kept = [pair for pair in two if frozenset(pair) not in asked]
    clusters = Clusters((profile.id for profile in found), [*apart, *kept])
    judgements = [
        Judgement(one, two, "same", 1.0, "your decision")
        for one, two in together
        if clusters.join(one, two)
    ]
    around = contexts(found, knowledge)
    same = knowledge.number("linking.same_name")
    for key, members in sorted(_by_name(found, knowledge).items()):
        if key[0] == "known":
            for other in members[1:]:
                _join(clusters, judgements, members[0], other, 1.0, "the gazetteer's " + key[1])
        elif key[0] == "Person":
            judgements += same_name(members, clusters, around, knowledge)
        else:
            for other in members[1:]:
                _join(clusters, judgements, members[0], other, same, "same name")
    judgements += link_persons(found, clusters, around, knowledge)
    judgements += link_bodies(found, clusters, around, knowledge)
    judgements += link_designated(found, clusters, around, dates, knowledge)
    entities = name_clusters(clusters, {profile.id: profile for profile in found}, knowledge)
    decided = (
        replace(j, verdict="different", score=0.0, reason="your decision")
        if j.verdict == "unsure" and clusters.must_differ(j.left, j.right)
        else j
        for j in judgements
        if j.verdict != "unsure" or apart or not clusters.must_differ(j.left, j.right)
    )
    return Links(_ids(entities), entities, tuple(sorted(decided)))


def _ids(entities: Iterable[Canonical]) -> dict[str, str]:
    return {member: entity.id for entity in entities for member in entity.members}


def _join(
    clusters: Clusters,
    judgements: list[Judgement],
    one: Profile,
    two: Profile,
    score: float,
    reason: str,
) -> None:
    if clusters.join(one.id, two.id):
        judgements.append(Judgement(one.id, two.id, "same", score, reason))


def _by_name(
    found: Iterable[Profile], knowledge: Knowledge
) -> dict[tuple[str, ...], list[Profile]]:
    """The entities by what may be the same name; of descriptions those of which there is one."""
    grouped = defaultdict[tuple[str, ...], list[Profile]](list)
    found = list(found)
    country = homes(found, knowledge)
    kinds = _kinds(found, knowledge)
    for profile in found:
        if profile.known:
            grouped["known", profile.known.id].append(profile)
        elif profile.names:
            home = country[profile.entity.article]
            grouped[_key(profile, _kind(profile, kinds, knowledge), home, knowledge)].append(
                profile
            )
        elif profile.entity.type == "Organization":
            body = only_body(profile.name, knowledge)
            if body:
                grouped["generic", *body].append(profile)
    return grouped


def _kinds(found: Iterable[Profile], knowledge: Knowledge) -> dict[str, str]:
    """What most articles take each name of several words for: the tagger is often wrong once."""
    votes = defaultdict[str, Counter[str]](Counter)
    for profile in found:
        name = body_key(profile.name, knowledge)
        if profile.names and not profile.known and " " in name:
            votes[name][_own_kind(profile)] += 1
    return {
        name: min(counts, key=lambda kind: (-counts[kind], kind != "other", kind))
        for name, counts in votes.items()
    }


def _kind(profile: Profile, kinds: Mapping[str, str], knowledge: Knowledge) -> str:
    return kinds.get(body_key(profile.name, knowledge)) or _own_kind(profile)


def _own_kind(profile: Profile) -> str:
    """Person, Place or other: between the types of the rest the tagger wavers."""
    type = profile.entity.type
    return type if type in ("Person", "Place") else "other"


def _key(profile: Profile, kind: str, home: str | None, knowledge: Knowledge) -> tuple[str, ...]:
    if kind == "Person":
        parts = parts_of(profile.name, knowledge)
        # A surname alone says too little; see `persons`.
        return ("Person", *parts) if len(parts) > 1 else ("short", profile.id)
    generic = generic_body(profile.name, knowledge)
    if generic:
        name, country = generic
        return ("generic", name, country or home or profile.entity.article)
    return (kind, body_key(profile.name, knowledge) or profile.id)
