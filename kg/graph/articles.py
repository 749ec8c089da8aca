"""One article and what it says, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.graph.answers import STATEMENT, FactView, Passage, StatementView, Views, figures
from kg.graph.selection import Entities, Facts
from kg.graph.terms import Names
from kg.model import Extraction, Problem
from kg.records import Corpus


@dataclass(frozen=True, eq=False, repr=False)
class ArticleView:
    """What was read from one article.

    ``source`` is the text of the document it stands in: the offsets of evidence and mentions
    count in it. ``notes`` tell on which assumptions it was read, where there were any.
    """

    extraction: Extraction
    source: str
    names: Names
    title: str | None = None
    notes: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """Its id, made from its text and its ``url``."""
        return self.extraction.article.id

    @property
    def document(self) -> str:
        """The id of the document it stands in."""
        return self.extraction.article.document

    @property
    def text(self) -> str:
        """The article's own text."""
        span = self.extraction.article.span
        return self.source[span.start : span.end]

    @property
    def published(self) -> str | None:
        """The ISO date of its publication, where one is stated for it."""
        return self.extraction.article.published

    @property
    def publisher(self) -> str | None:
        """Who published it, where that is told."""
        return self.extraction.article.publisher

    @property
    def url(self) -> str | None:
        """Its address, where that is known."""
        return self.extraction.article.url

    @cached_property
    def facts(self) -> Facts[FactView]:
        """The facts that are no statements, in the order of the text."""
        return Facts(view for view in self._told if view.relation != STATEMENT)

    @cached_property
    def statements(self) -> Facts[StatementView]:
        """Who says, thinks or intends what, in the order of the text."""
        return Facts(view for view in self._told if isinstance(view, StatementView))

    @cached_property
    def entities(self) -> Entities:
        """The people, places, organisations ... with their mentions, by their ids."""
        return Entities(self._views.entities({self.document: self.source}))

    def sentences(self) -> tuple[tuple[Passage, tuple[FactView, ...]], ...]:
        """The sentences that say something, in order, each with the facts that rest on it."""
        found: dict[Passage, tuple[FactView, ...]] = {}
        for view in self._told:
            found[view.evidence] = (*found.get(view.evidence, ()), view)
        return tuple(found.items())

    @cached_property
    def _told(self) -> tuple[FactView, ...]:
        found = self._views.facts()
        return tuple(sorted(found, key=lambda view: (view.evidence.start, view.evidence.end)))

    @cached_property
    def _views(self) -> Views:
        title = {self.id: self.title} if self.title else {}
        quotes: Mapping[str, str] = {
            fact.id: self.source[fact.evidence.start : fact.evidence.end]
            for fact in self.extraction.facts
        }
        return Views(Corpus((self.extraction,), quotes, title), self.names)

    def __repr__(self) -> str:
        told = figures(fact=len(self.facts), statement=len(self.statements))
        return f"<Article {self.title or self.id!r}: {told}>"

    def _repr_html_(self) -> str:
        from kg.graph.notebook import article

        return article(self.extraction.article, self.source, self.entities, self.sentences())
