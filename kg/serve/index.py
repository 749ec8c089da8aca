"""A graph's things, looked up by id, by IRI and by name, none of them held in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.errors import KgError
from kg.graph import explain, lookup, store
from kg.graph.answers import FactView, Passage
from kg.graph.directory import STORE
from kg.graph.lookup import Chosen, Lookup, Thing
from kg.graph.network import STATUSES
from kg.graph.opened import Graph
from kg.graph.terms import local_name
from kg.model import Article

Data = dict[str, Any]
_CANDIDATES = 20


class UnknownError(KgError):
    """Nothing goes by a name; or several things do, which are its ``candidates``."""

    def __init__(self, message: str, candidates: tuple[Data, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Index:
    """The things of a graph."""

    graph: Graph

    @cached_property
    def lookup(self) -> Lookup:
        """Where things are looked up, open as long as this is used."""
        return lookup.kept_open(self.graph.directory / STORE)

    def find(self, asked: str) -> list[str]:
        """The canonical ids of what goes by an IRI, an id or a name."""
        return self.lookup.find(asked, explain.expanded(asked, self.graph.names))

    def entity_of(self, asked: str) -> str:
        """The canonical id of what goes by an IRI, an id or a name.

        Raises:
            UnknownError: Nothing does, or several do.
        """
        for plain in (asked, asked.strip("<> "), asked.replace(":", "/", 1)):
            known = self.lookup.thing(plain)
            if known:
                return known.key
        found = self.find(asked)
        if len(found) > 1:
            candidates = tuple(map(_short, self.lookup.ranked(found, _CANDIDATES)))
            raise UnknownError(f"{len(found)} things go by {asked!r}; give an id", candidates)
        if not found:
            raise UnknownError(f"nothing goes by {asked!r}; search for a part of the name")
        return found[0]

    def fact_of(self, asked: str) -> str | None:
        """The id of a fact by its id or its IRI, if it is one."""
        space = self.graph.names.node("fact", "").value
        id = local_name(asked) if asked.startswith(space) else asked
        return id if self.lookup.number(Chosen().also("id = ?", id)) else None

    def article_of(self, asked: str) -> str | None:
        """The id of an article by its id or its IRI, if it is one."""
        return self.lookup.article(asked)

    def foremost(self, limit: int) -> list[Data]:
        """The entities that have a name and facts, those of the most facts first."""
        return list(map(_short, self.lookup.foremost(limit)))

    def ranked(self, keys: Iterable[str], limit: int) -> list[Data]:
        """Entities in short, those of the most facts first."""
        return list(map(_short, self.lookup.ranked(keys, limit)))

    def thing(self, key: str) -> Data:
        """An entity in short."""
        found = self.lookup.thing(key)
        if found is None:
            raise UnknownError(f"there is no {key}")
        return _short(found)

    def views(self, facts: Iterable[str]) -> list[FactView]:
        """Facts by their ids."""
        return list(explain.views(list(facts), self.lookup, self.graph.names))

    def view(self, id: str) -> FactView:
        """A fact by its id."""
        return self.views([id])[0]

    def held_by(self, statement: str) -> list[FactView]:
        """The facts that a statement holds."""
        return self.views(self.lookup.facts(Chosen().also("holder = ?", statement)))

    def facts_in(self, article: str) -> list[FactView]:
        """The facts of an article."""
        return self.views(self.lookup.facts(Chosen().also("article = ?", article)))

    def standings(self, key: str) -> dict[str, int]:
        """How many facts of an entity stand how."""
        counts = self.lookup.standings(key)
        return {name: counts[name] for name in STATUSES if name in counts}

    def record(self, article: str) -> Article:
        """An article by its id."""
        return self.lookup.corpus((), [article]).articles[article]

    def headline(self, article: str) -> str:
        """The headline of an article, or its id where it has none."""
        headlines = self.lookup.corpus((), [article]).headlines
        return " ".join(headlines.get(article, article).split())

    def passage(self, article: Article) -> Passage:
        """The text of an article as its document has it."""
        text = store.text(self.graph.directory / STORE, article.document)
        span = article.span
        return Passage(text[span.start : span.end], article.document, span.start, span.end)

    def merges(self, key: str) -> list[str]:
        """Why the articles' entities behind a canonical id were taken for one."""
        return self.graph.merges(key).get(key, [])


def _short(thing: Thing) -> Data:
    """An entity in short."""
    return {
        "id": thing.key,
        "iri": thing.iri,
        "name": " ".join(thing.label.split()),
        "type": thing.type,
        "facts": thing.facts,
    }
