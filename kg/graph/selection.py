"""Choose among the facts of a graph: about whom, of which relation, said by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from difflib import get_close_matches
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeVar, overload

from kg.errors import QueryError
from kg.graph.answers import STATEMENT, EntityView, FactView, StatementView, Views, keys
from kg.graph.explain import find
from kg.graph.network import STATUSES, Status
from kg.graph.terms import ONTOLOGY
from kg.knowledge.catalogue import Catalogue
from kg.model import Fact

if TYPE_CHECKING:
    import pandas

Kind = TypeVar("Kind", bound=FactView | EntityView, covariant=True)
Some = TypeVar("Some", bound=FactView, covariant=True)


class _Views(tuple[Kind, ...]):
    """A tuple that prints a line for each member, and whose slices are of its own kind."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex) -> Kind: ...

    @overload
    def __getitem__(self, index: slice) -> Self: ...

    def __getitem__(self, index: SupportsIndex | slice) -> Kind | Self:
        if isinstance(index, slice):
            return type(self)(super().__getitem__(index))
        return super().__getitem__(index)

    def __repr__(self) -> str:
        return "(" + ",\n ".join(map(repr, self)) + ")"


class Facts(_Views[Some]):
    """Facts or statements in the order of their texts; a tuple that Jupyter shows as a table."""

    __slots__ = ()

    def to_pandas(self) -> pandas.DataFrame:
        """A row a fact (`tables.facts_frame`). Needs the extra ``pandas``."""
        from kg.graph.tables import facts_frame

        return facts_frame(self)

    def _repr_html_(self) -> str:
        from kg.graph.notebook import facts_table

        return facts_table(self)


class Entities(_Views[EntityView]):
    """Entities by their ids; a tuple that Jupyter shows as a table."""

    __slots__ = ()

    def to_pandas(self) -> pandas.DataFrame:
        """A row an entity (`tables.entities_frame`). Needs the extra ``pandas``."""
        from kg.graph.tables import entities_frame

        return entities_frame(self)

    def _repr_html_(self) -> str:
        from kg.graph.notebook import entities_table

        return entities_table(self)


def facts(
    views: Views,
    catalogue: Catalogue,
    about: str | None,
    relation: str | None,
    status: Status | None,
) -> Facts[FactView]:
    """The facts that are no statements, as `opened.Graph.facts` describes them."""
    relations = None if relation is None else _relations(relation, views, catalogue)
    _check_status(status)
    kept = [
        fact
        for fact in views.corpus.facts.values()
        if fact.relation != STATEMENT and (relations is None or fact.relation in relations)
    ]
    return Facts(_standing(map(views.fact, _about(about, kept, views)), status))


def statements(
    views: Views, speaker: str | None, about: str | None, status: Status | None
) -> Facts[StatementView]:
    """The statements, as `opened.Graph.statements` describes them."""
    _check_status(status)
    kept = [fact for fact in views.corpus.facts.values() if fact.relation == STATEMENT]
    kept = _about(about, _about(speaker, kept, views, "speaker"), views, "about")
    found = _standing(map(views.fact, kept), status)
    return Facts(view for view in found if isinstance(view, StatementView))


def _about(name: str | None, facts: list[Fact], views: Views, *roles: str) -> list[Fact]:
    """Those facts in which something that goes by a name has a role, or one of the given ones.

    Only what has such a role in them is looked for by that name, so that a part of the name of a
    person who says something is found although it is the whole name of a place.
    """
    if name is None:
        return facts
    corpus, entities = views.corpus, views.corpus.entities
    among = frozenset(key for fact in facts for key in keys(fact, entities, *roles))
    found = set(find(name, corpus, views.names, among))
    return [fact for fact in facts if not found.isdisjoint(keys(fact, entities, *roles))]


def _standing(views: Iterable[FactView], status: Status | None) -> Iterator[FactView]:
    return (view for view in views if status in (None, view.status))


def _relations(name: str, views: Views, catalogue: Catalogue) -> Set[str]:
    """A relation and the narrower ones; raises `QueryError` for one that is unknown."""
    if name == STATEMENT:
        raise QueryError("facts are asked for here; ask for statements with statements()")
    iri = ONTOLOGY + name
    found = {
        relation.name
        for relation in catalogue.relations.values()
        if iri in (relation.iri, *relation.parents)
    }
    # Relations that the catalogue has not are called by the words of the text.
    told = {fact.relation for fact in views.corpus.facts.values()}
    if not found and name not in told:
        near = get_close_matches(name, {*catalogue.relations, *told}, cutoff=0.5)
        hint = f"; is it {' or '.join(near)}?" if near else "; `kg ontology` lists them"
        raise QueryError(f"there is no relation {name!r}{hint}")
    return found | {name}


def _check_status(status: Status | None) -> None:
    if status is not None and status not in STATUSES:
        raise QueryError(f"there is no status {status!r}; use one of {', '.join(STATUSES)}")
