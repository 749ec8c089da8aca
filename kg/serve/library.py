"""What the server and the assistant know of a graph: things, facts, neighbours and paths as data.

Everything comes from the records, so that each fact has its sentence, its source and its standing.
Answers are plain dictionaries, ready for JSON; `api` describes them to programs.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from kg.errors import KgError, QueryError
from kg.graph import explain, selection, store
from kg.graph.answers import STATEMENT, FactView, Passage, Views, keys
from kg.graph.directory import STORE
from kg.graph.network import STATUSES, Status, joined, status
from kg.graph.opened import Graph
from kg.graph.quads import Profile, canonical
from kg.graph.terms import local_name
from kg.model import Article

Data = dict[str, Any]

MOST = 500
LONGEST_WORDS = 200
_LONGEST_PATH = 6
_SHOWN_FACTS = 3


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
class Library:
    """The things of a graph, looked up."""

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

    def told(self, view: FactView) -> Data:
        """A fact as data: never without its sentence, its source and its standing."""
        article = self.graph.corpus.articles[view.fact.article]
        return {
            "id": view.fact.id,
            "iri": view.iri,
            "relation": view.relation,
            "text": view.text,
            "standing": view.status,
            "claimed_by": view.claimed_by,
            "polarity": view.polarity,
            "modality": view.modality,
            "confidence": view.confidence,
            "rule": view.rule,
            "when": view.when,
            "date": view.date,
            "roles": [dict(role) for role in self.roles(view)],
            "sentence": view.evidence.text,
            "marks": [
                {"start": mark.start, "end": mark.end, "role": mark.role} for mark in view.marks
            ],
            "source": {
                "article": view.article,
                "headline": view.headline,
                "publisher": view.publisher,
                "published": view.published,
                "url": article.url,
                "document": view.evidence.document,
                "start": view.evidence.start,
                "end": view.evidence.end,
            },
        }

    def roles(self, view: FactView) -> Iterator[Mapping[str, str | None]]:
        """The roles of a fact with what fills them; its id where that is an entity."""
        entities = self.graph.corpus.entities
        for arg, (role, name) in zip(view.fact.args, view.fillers, strict=True):
            entity = entities.get(arg.entity or "")
            yield {"role": role, "name": name, "entity": canonical(entity) if entity else None}

    def search(self, q: str, limit: int = 20) -> Data:
        """Entities by a name or a part of one, and sentences that hold all the words.

        Args:
            q: Words; a word that ends in ``*`` stands for all that begin so.
            limit: The most entities, and the most sentences.

        Raises:
            QueryError: There are too many words.
        """
        if len(q) > LONGEST_WORDS:
            raise QueryError(f"a search has at most {LONGEST_WORDS} characters")
        found = explain.find(q, self.graph.corpus, self.graph.names)
        hits = self.graph.search(q, min(limit, MOST)) if q.strip() else []
        known = self.graph.corpus.facts
        return {
            "entities": [self.thing(key) for key in self._ranked(found)[: min(limit, MOST)]],
            "facts": [self.told(self.view(hit.fact)) for hit in hits if hit.fact in known],
        }

    def node(self, id: str) -> Data:
        """An entity with its names and how its facts stand; a fact; or an article with its facts.

        Args:
            id: An IRI, an id such as ``person/ada-lovelace``, or a name.
        """
        asked = id.strip("<> ")
        fact = self.fact_by_iri.get(asked, asked if asked in self.graph.corpus.facts else None)
        if fact:
            return {"kind": "fact", **self.told(self.view(fact))}
        articles = self.graph.corpus.articles
        article = self.article_by_iri.get(asked, asked if asked in articles else None)
        if article:
            return {"kind": "article", **self.article(article)}
        key = self.entity_of(id)
        others = self.graph.corpus.names_of.get(key, frozenset()) - {self.profiles[key].label}
        return {
            "kind": "entity",
            **self.thing(key),
            "names": sorted(others),
            "standing": self.standings(key),
            "articles": [
                self.graph.names.article(article).value for article in self.articles_of[key]
            ],
        }

    def standings(self, key: str) -> dict[str, int]:
        """How many facts of an entity stand how."""
        counts = Counter(self.standing(fact) for fact in self.facts_of.get(key, ()))
        return {name: counts[name] for name in STATUSES if counts[name]}

    def standing(self, fact: str) -> Status:
        """How a fact stands, by its id."""
        return status(self.graph.corpus.facts[fact])

    def article(self, id: str) -> Data:
        """An article with its facts."""
        article = self.graph.corpus.articles[id]
        return {
            "id": id,
            "iri": self.graph.names.article(id).value,
            "headline": self.headline(id),
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
            "facts": [self.told(self.view(fact)) for fact in self.facts_in.get(id, ())],
        }

    def headline(self, article: str) -> str:
        """The headline of an article, or its id where it has none."""
        return " ".join(self.graph.corpus.headlines.get(article, article).split())

    def neighbours(self, id: str, limit: int = 50) -> Data:
        """Whom facts join with an entity, those of the most facts first, each with some facts.

        Args:
            id: An IRI, an id or a name.
            limit: The most neighbours.
        """
        key = self.entity_of(id)
        bundles: dict[str, dict[str, Step]] = {}
        for step in self.steps.get(key, ()):
            bundles.setdefault(step.other, {}).setdefault(step.fact, step)
        ranked = sorted(bundles, key=lambda other: (-len(bundles[other]), other))
        return {
            "of": self.thing(key),
            "neighbours": [
                {
                    **self.thing(other),
                    "joined_by": sorted({step.property for step in bundles[other].values()}),
                    "shared": len(bundles[other]),
                    "evidence": self._evidence(bundles[other]),
                }
                for other in ranked[: min(limit, MOST)]
            ],
            "total": len(ranked),
        }

    def _evidence(self, facts: Iterable[str]) -> list[Data]:
        """A few of the facts, asserted ones first."""
        ranked = sorted(facts, key=lambda fact: self.standing(fact) != "asserted")
        return [self.told(self.view(fact)) for fact in ranked[:_SHOWN_FACTS]]

    def path(self, one: str, other: str, any_standing: bool = False) -> Data:
        """A shortest way from one entity to another, with the sentences of each step.

        Args:
            one: An IRI, an id or a name.
            other: Another.
            any_standing: Go also by what is claimed, planned, possible, denied or no longer so.
        """
        start, end = self.entity_of(one), self.entity_of(other)
        before: dict[str, str | None] = {start: None}
        depth = {start: 0}
        waiting = deque([start])
        while waiting and end not in before:
            here = waiting.popleft()
            if depth[here] == _LONGEST_PATH:
                continue
            for step in self.steps.get(here, ()):
                if step.other not in before and (
                    any_standing or self.standing(step.fact) == "asserted"
                ):
                    before[step.other] = here
                    depth[step.other] = depth[here] + 1
                    waiting.append(step.other)
        nodes = list[str]()
        node: str | None = end if end in before else None
        while node is not None:
            nodes.append(node)
            node = before[node]
        nodes.reverse()
        return {
            "from": self.thing(start),
            "to": self.thing(end),
            "found": bool(nodes),
            "steps": [self._step(left, right, any_standing) for left, right in pairwise(nodes)],
        }

    def _step(self, left: str, right: str, any_standing: bool) -> Data:
        steps = [
            step
            for step in self.steps[left]
            if step.other == right and (any_standing or self.standing(step.fact) == "asserted")
        ]
        return {
            "from": self.thing(left),
            "to": self.thing(right),
            "joined_by": sorted({step.property for step in steps}),
            "evidence": self._evidence(dict.fromkeys(step.fact for step in steps)),
        }

    def facts(
        self,
        about: str | None = None,
        relation: str | None = None,
        standing: Status | None = None,
        speaker: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Data:
        """Facts, each with its sentence, its source and its standing.

        Args:
            about: Only facts in which what goes by this IRI, id or name has a role.
            relation: Only facts of this relation of the catalogue or a narrower one; "Statement"
                for what somebody said.
            standing: asserted, former, claimed, planned, possible or denied.
            speaker: Only statements of whoever goes by this IRI, id or name.
            limit: The most facts.
            offset: How many are left out before the first.
        """
        about, relation, speaker = about or None, relation or None, speaker or None
        views: Iterable[FactView]
        if speaker or relation == STATEMENT:
            views = selection.statements(self.views, speaker, about, standing)
        else:
            views = selection.facts(self.views, self.graph.catalogue, about, relation, standing)
        found = list(views)
        chosen = found[offset : offset + min(limit, MOST)]
        return {"total": len(found), "facts": [self.told(view) for view in chosen]}

    def passage(self, article: Article) -> Passage:
        """The text of an article as its document has it."""
        text = store.text(self.graph.directory / STORE, article.document)
        span = article.span
        return Passage(text[span.start : span.end], article.document, span.start, span.end)

    def merges(self, key: str) -> list[str]:
        """Why the articles' entities behind a canonical id were taken for one."""
        place = self.graph.directory / STORE
        return explain.merges(
            key, self.graph.corpus, lambda members: store.judgements(place, members)
        )
