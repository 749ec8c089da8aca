"""What each article says about an entity that helps to tell whether two entities are one."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.folding import key
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.knowledge import Knowledge
from kg.model import Entity, Extraction

_NOTHING = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with what its article says of it.

    ``names`` are its names there, the most frequent first; ``posts`` words of its titles;
    ``countries`` the ids of countries it is said to belong to (of bodies, also of parts of
    countries); ``known`` the gazetteer's entry;
    ``homes`` the ids of the countries where it lives or comes from; ``year`` that of the article's
    publication.
    """

    entity: Entity
    names: tuple[str, ...]
    mentions: int
    posts: frozenset[str]
    countries: frozenset[str]
    known: Entry | None = None
    homes: frozenset[str] = frozenset()
    year: int | None = None

    @property
    def id(self) -> str:
        """The entity's id in its article."""
        return self.entity.id

    @property
    def name(self) -> str:
        """Its fullest name."""
        return self.entity.name


def profiles(extractions: Iterable[Extraction], knowledge: Knowledge) -> list[Profile]:
    """The profiles of all entities, in order of their ids."""
    found = []
    for extraction in extractions:
        found += _of_article(extraction, knowledge)
    return sorted(found, key=lambda profile: profile.id)


def _of_article(extraction: Extraction, knowledge: Knowledge) -> list[Profile]:
    names = defaultdict[str, Counter[str]](Counter)
    counts = Counter[str]()
    titles = defaultdict[str, list[str]](list)
    for mention in extraction.mentions:
        if mention.entity is None:
            continue
        counts[mention.entity] += 1
        if mention.name:
            names[mention.entity][mention.name] += 1
        if mention.title:
            titles[mention.entity].append(mention.title)
    by_id = {entity.id: entity for entity in extraction.entities}
    countries = defaultdict[str, set[str]](set)
    homes = defaultdict[str, set[str]](set)
    relations = knowledge.catalogue.relations
    for fact in extraction.facts:
        relation = relations.get(fact.relation)
        if relation is None or relation.kind != "binary" or fact.polarity == "negative":
            continue
        args = {arg.role: arg for arg in fact.args}
        subject, target = args.get("subject"), args.get("object")
        if subject is None or subject.entity is None:
            continue
        if target is not None and target.entity in by_id and not relation.affiliation:
            place = by_id[target.entity]
            if place.type == "Place":
                homes[subject.entity] |= _lands(place.name, knowledge.gazetteer)
        if not relation.affiliation:
            continue
        title = args["title"].text if "title" in args else fact.details.get("title")
        if title:
            titles[subject.entity].append(title)
        if target is not None:
            entity = by_id.get(target.entity or "")
            countries[subject.entity] |= _countries(
                [target.text, entity.name if entity else ""], knowledge.gazetteer
            )
            body = by_id.get(subject.entity)
            if body and body.type == "Organization" and entity and entity.type == "Place":
                countries[body.id] |= _states(entity.name, knowledge.gazetteer)
    made = []
    for entity in extraction.entities:
        spoken = sorted(names[entity.id], key=lambda n: (-names[entity.id][n], n))
        made.append(
            Profile(
                entity=entity,
                names=tuple(spoken),
                mentions=counts[entity.id],
                posts=_posts(titles[entity.id], knowledge),
                countries=_set(
                    countries[entity.id] | _countries(titles[entity.id], knowledge.gazetteer)
                ),
                homes=_set(homes[entity.id]),
                year=_year(extraction),
            )
        )
    return made


def _year(extraction: Extraction) -> int | None:
    """The year in which an article was published."""
    told = (extraction.article.published or "")[:4]
    return int(told) if told.isdigit() else None


def _posts(titles: Iterable[str], knowledge: Knowledge) -> frozenset[str]:
    found = {word for title in titles for word in re.findall(r"[a-z]+", title.lower())}
    return _set(found - knowledge.words("honorifics"))


def _set(found: set[str]) -> frozenset[str]:
    """A set that stays; of most entities nothing is told, and nothing is one object."""
    return frozenset(found) if found else _NOTHING


def _countries(texts: Iterable[str], gazetteer: Gazetteer) -> set[str]:
    """The countries which titles or names of bodies contain, by name or demonym."""
    found = set[str]()
    for text in texts:
        for word in re.findall(r"[A-Z][\w.'’-]*(?: [A-Z][\w.]*)?", text):
            for part in {word, *word.split()}:
                found |= _country(part, gazetteer)
    return found


def _lands(name: str, gazetteer: Gazetteer) -> set[str]:
    """The country of a place, where only one place has that name."""
    entries = gazetteer.lookup(name)
    return {entries[0].country or entries[0].id} if len(entries) == 1 else set()


def _states(name: str, gazetteer: Gazetteer) -> set[str]:
    """The country, or the state of one, that a name is of, where only one place has it."""
    entries = gazetteer.lookup(name)
    kinds = ("Country", "Territory", "Region")
    return {e.id for e in entries if e.kind in kinds} if len(entries) == 1 else set()


def _country(word: str, gazetteer: Gazetteer) -> frozenset[str]:
    entries = [e for e in gazetteer.lookup(word) if e.kind in ("Country", "Territory")]
    demonym = gazetteer.country_of_demonym(word)
    return frozenset([entry.id for entry in entries[:1]] + ([demonym.id] if demonym else []))


def articles_of(profiles: Iterable[Profile], knowledge: Knowledge) -> tuple[str, ...]:
    """The articles of a cluster's profiles, of very many only some."""
    found = sorted({profile.entity.article for profile in profiles})
    return tuple(found[: knowledge.whole("linking.articles")])


@dataclass(frozen=True)
class Contexts:
    """Which names stand in which articles, how telling each is, and how much of it is enough."""

    names: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    enough: float

    def support(self, one: Iterable[str], two: Iterable[str], but: frozenset[str]) -> float:
        """How much two sets of articles share beside the names ``but``, from 0 to 1."""
        first = {name for article in one for name in self.names[article]}
        second = {name for article in two for name in self.names[article]}
        total = sum(sorted(self.weights[name] for name in (first & second) - but))
        return min(1.0, total / self.enough)


def contexts(profiles: Sequence[Profile], knowledge: Knowledge) -> Contexts:
    """The named entities of each article; a name's weight falls with the articles it is in."""
    names = defaultdict[str, set[str]](set)
    for profile in profiles:
        article = names[profile.entity.article]
        if profile.names:
            article.add(context_key(profile))
    spread = Counter(name for found in names.values() for name in found)
    articles = len(names) + knowledge.whole("linking.further_articles")
    weights = {name: math.log(articles / (count + 1)) for name, count in sorted(spread.items())}
    return Contexts(
        {article: frozenset(found) for article, found in names.items()},
        weights,
        knowledge.number("linking.full_support"),
    )


def context_key(profile: Profile) -> str:
    """What names the entity in contexts: the gazetteer's id, or its last word.

    The last word, so that "Kerry" in one article is the context that "John Kerry" is in another.
    """
    if profile.known:
        return profile.known.id
    parts = key(profile.name).split()
    return parts[-1] if parts and profile.entity.type == "Person" else " ".join(parts)
