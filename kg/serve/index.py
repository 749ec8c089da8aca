"""A graph's things, looked up by id, by IRI and by name, from its records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.errors import KgError
from kg.graph import explain, store
from kg.graph.answers import STATEMENT, FactView, Passage, Views, keys
from kg.graph.directory import STORE
from kg.graph.entities import Profile, canonical
from kg.graph.network import STATUSES, Status, joined, status
from kg.graph.opened import Graph
from kg.graph.terms import local_name
from kg.model import Article

Data = dict[str, Any]


class UnknownError(KgError):
    """Nothing goes by a name; or several things do, which are its ``candidates``."""

    def __init__(self, message: str, candidates: tuple[Data, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Step:
    """That a fact joins two entities: from one, by a property, to the other or back."""

    fact: str
    property: str
    other: str
    forward: bool


@dataclass(frozen=True)
class Index:
    """The things of a graph. Each table is made when it is first asked for, and kept."""

    graph: Graph

    @cached_property
    def views(self) -> Views:
        """The facts and entities as people read them."""
        return self.graph.views

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What each entity is called, by its canonical id."""
        return self.views.profiles

    @cached_property
    def facts_of(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the facts in which each entity has a role."""
        found: dict[str, list[str]] = {}
        corpus = self.graph.corpus
        for fact in corpus.facts.values():
            for key in keys(fact, corpus.entities):
                found.setdefault(key, []).append(fact.id)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def facts_in(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the facts of each article."""
        found: dict[str, list[str]] = {}
        for fact in self.graph.corpus.facts.values():
            found.setdefault(fact.article, []).append(fact.id)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def held_by(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the facts that each statement holds."""
        found: dict[str, list[str]] = {}
        for fact in self.graph.corpus.facts.values():
            if fact.holder:
                found.setdefault(fact.holder, []).append(fact.id)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def articles_of(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the articles that speak of each entity."""
        found: dict[str, dict[str, None]] = {}
        for entity in self.graph.corpus.entities.values():
            found.setdefault(canonical(entity), {})[entity.article] = None
        return {key: tuple(articles) for key, articles in found.items()}

    @cached_property
    def entity_by_iri(self) -> Mapping[str, str]:
        """The canonical id of each entity by its IRI."""
        return {self.graph.names.entity(key).value: key for key in self.profiles}

    @cached_property
    def fact_by_iri(self) -> Mapping[str, str]:
        """The id of each fact by its IRI."""
        names = self.graph.names
        return {names.node("fact", id).value: id for id in self.graph.corpus.facts}

    @cached_property
    def article_by_iri(self) -> Mapping[str, str]:
        """The id of each article by its IRI."""
        names = self.graph.names
        return {names.article(id).value: id for id in self.graph.corpus.articles}

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """The id of the entity that each id stands for which was given up."""
        found = {}
        for entity in self.graph.corpus.entities.values():
            found.update(dict.fromkeys(entity.former, canonical(entity)))
        return {old: new for old, new in found.items() if old not in self.profiles}

    @cached_property
    def steps(self) -> Mapping[str, tuple[Step, ...]]:
        """How the facts join each entity with others.

        A statement joins who says it with what it is about, and not the latter with each other.
        """
        found: dict[str, list[Step]] = {}
        corpus, catalogue = self.graph.corpus, self.graph.catalogue
        said = {edge.property for edge in catalogue.relations[STATEMENT].edges}
        for fact in corpus.facts.values():
            for link in joined(fact, corpus, catalogue):
                if fact.relation == STATEMENT and link.property not in said:
                    continue
                name = local_name(link.property)
                found.setdefault(link.source, []).append(Step(fact.id, name, link.target, True))
                found.setdefault(link.target, []).append(
                    Step(fact.id, name, link.source, link.symmetric)
                )
        return {key: tuple(steps) for key, steps in found.items()}

    def entity_of(self, asked: str) -> str:
        """The canonical id of what goes by an IRI, an id or a name.

        Raises:
            UnknownError: Nothing does, or several do.
        """
        for key in (asked, self.entity_by_iri.get(asked.strip("<> ")), asked.replace(":", "/", 1)):
            if key in self.profiles:
                return str(key)
        found = explain.find(asked, self.graph.corpus, self.graph.names)
        if len(found) > 1:
            candidates = tuple(self.thing(key) for key in self._ranked(found)[:20])
            raise UnknownError(f"{len(found)} things go by {asked!r}; give an id", candidates)
        if not found:
            raise UnknownError(f"nothing goes by {asked!r}; search for a part of the name")
        return found[0]

    def _ranked(self, found: Iterable[str]) -> list[str]:
        return sorted(found, key=lambda key: (-len(self.facts_of.get(key, ())), key))

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The entities that have a name and facts, those of the most facts first."""
        named = self.graph.corpus.named
        return tuple(self._ranked(key for key in self.facts_of if key in named))

    def thing(self, key: str) -> Data:
        """An entity in short."""
        profile = self.profiles[key]
        return {
            "id": key,
            "iri": self.graph.names.entity(key).value,
            "name": " ".join(profile.label.split()),
            "type": profile.type,
            "facts": len(self.facts_of.get(key, ())),
        }

    def view(self, id: str) -> FactView:
        """A fact by its id."""
        return self.views.fact(self.graph.corpus.facts[id])

    def standings(self, key: str) -> dict[str, int]:
        """How many facts of an entity stand how."""
        counts = Counter(self.standing(fact) for fact in self.facts_of.get(key, ()))
        return {name: counts[name] for name in STATUSES if counts[name]}

    def standing(self, fact: str) -> Status:
        """How a fact stands, by its id."""
        return status(self.graph.corpus.facts[fact])

    def headline(self, article: str) -> str:
        """The headline of an article, or its id where it has none."""
        return " ".join(self.graph.corpus.headlines.get(article, article).split())

    def passage(self, article: Article) -> Passage:
        """The text of an article as its document has it."""
        text = store.text(self.graph.directory / STORE, article.document)
        span = article.span
        return Passage(text[span.start : span.end], article.document, span.start, span.end)

    def merges(self, key: str) -> list[str]:
        """Why the articles' entities behind a canonical id were taken for one."""
        return self.graph.merges(key).get(key, [])
