"""What the server and the assistant know of a graph: things, facts, neighbours and paths as data.

Everything comes from the records, so that each fact has its sentence, its source and its standing.
Answers are plain dictionaries, ready for JSON; `api` describes them to programs.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import QueryError
from kg.graph import selection
from kg.graph.answers import STATEMENT, FactView
from kg.graph.lookup import Step
from kg.graph.network import Status
from kg.serve.index import Data, Index

MOST = 500
LONGEST_WORDS = 200
_LONGEST_PATH = 6
_SHOWN_FACTS = 3


@dataclass(frozen=True)
class Library(Index):
    """The questions that a graph is asked."""

    def told(self, view: FactView) -> Data:
        """A fact as data: never without its sentence, its source and its standing."""
        article = self.record(view.fact.article)
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
        for arg, (role, name) in zip(view.fact.args, view.fillers, strict=True):
            key = self.lookup.key(arg.entity) if arg.entity else None
            yield {"role": role, "name": name, "entity": key}

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
        hits = self.graph.search(q, min(limit, MOST)) if q.strip() else []
        known = filter(None, (self.fact_of(hit.fact) for hit in hits))
        return {
            "entities": self.ranked(self.find(q), min(limit, MOST)),
            "facts": [self.told(view) for view in self.views(known)],
        }

    def node(self, id: str) -> Data:
        """An entity with its names and how its facts stand; a fact; or an article with its facts.

        Args:
            id: An IRI, an id such as ``person/ada-lovelace``, or a name.
        """
        asked = id.strip("<> ")
        fact = self.fact_of(asked)
        if fact:
            return {"kind": "fact", **self.told(self.view(fact))}
        article = self.article_of(asked)
        if article:
            return {"kind": "article", **self.article(article)}
        key = self.entity_of(id)
        label = self.lookup.label(key)
        return {
            "kind": "entity",
            **self.thing(key),
            "names": [name for name in self.lookup.names(key) if name != label],
            "standing": self.standings(key),
            "articles": [
                self.graph.names.article(article).value for article in self.lookup.articles(key)
            ],
        }

    def article(self, id: str) -> Data:
        """An article with its facts."""
        article = self.record(id)
        return {
            "id": id,
            "iri": self.graph.names.article(id).value,
            "headline": self.headline(id),
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
            "facts": [self.told(view) for view in self.facts_in(id)],
        }

    def neighbours(self, id: str, limit: int = 50) -> Data:
        """Whom facts join with an entity, those of the most facts first, each with some facts.

        Args:
            id: An IRI, an id or a name.
            limit: The most neighbours.
        """
        key = self.entity_of(id)
        bundles: dict[str, dict[str, Step]] = {}
        for step in self.lookup.steps(key):
            bundles.setdefault(step.other, {}).setdefault(step.fact, step)
        ranked = sorted(bundles, key=lambda other: (-len(bundles[other]), other))
        return {
            "of": self.thing(key),
            "neighbours": [
                {
                    **self.thing(other),
                    "joined_by": sorted({step.property for step in bundles[other].values()}),
                    "shared": len(bundles[other]),
                    "evidence": self._evidence(list(bundles[other].values())),
                }
                for other in ranked[: min(limit, MOST)]
            ],
            "total": len(ranked),
        }

    def _evidence(self, steps: Sequence[Step]) -> list[Data]:
        """A few of the facts behind some steps, asserted ones first."""
        ranked = sorted(steps, key=lambda step: step.status != "asserted")
        facts = list(dict.fromkeys(step.fact for step in ranked))
        return [self.told(view) for view in self.views(facts[:_SHOWN_FACTS])]

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
            for other in self.lookup.next_to(here, any_standing):
                if other not in before:
                    before[other] = here
                    depth[other] = depth[here] + 1
                    waiting.append(other)
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
        steps = [step for step in self.lookup.steps(left, any_standing) if step.other == right]
        return {
            "from": self.thing(left),
            "to": self.thing(right),
            "joined_by": sorted({step.property for step in steps}),
            "evidence": self._evidence(steps),
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
        index, names = self.lookup, self.graph.names
        if speaker or relation == STATEMENT:
            chosen = selection.statements(index, names, speaker, about, standing)
        else:
            catalogue = self.graph.catalogue
            chosen = selection.facts(index, names, catalogue, about, relation, standing)
        views = self.views(index.facts(chosen, min(limit, MOST), offset))
        return {"total": index.number(chosen), "facts": [self.told(view) for view in views]}
