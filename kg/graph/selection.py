"""Choose among the facts of a graph: about whom, of which relation, said by whom."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Self, SupportsIndex, TypeVar, overload

from kg.errors import QueryError
from kg.graph.answers import STATEMENT, EntityView, FactView
from kg.graph.explain import expanded
from kg.graph.lookup import Chosen, Lookup
from kg.graph.network import STATUSES, Status
from kg.graph.terms import ONTOLOGY, Names
from kg.knowledge.catalogue import Catalogue

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
    index: Lookup,
    names: Names,
    catalogue: Catalogue,
    about: str | None,
    relation: str | None,
    status: Status | None,
) -> Chosen:
    """The facts that are no statements, as `opened.Graph.facts` describes them."""
    found = Chosen().also("relation != ?", STATEMENT)
    if relation is not None:
        wider = json.dumps(_relations(relation, index, catalogue))
        found = found.also("relation in (select value from json_each(?))", wider)
    return _standing(_about(about, found, index, names), status)


def statements(
    index: Lookup, names: Names, speaker: str | None, about: str | None, status: Status | None
) -> Chosen:
    """The statements, as `opened.Graph.statements` describes them."""
    found = Chosen().also("relation = ?", STATEMENT)
    found = _about(speaker, found, index, names, "speaker")
    return _standing(_about(about, found, index, names, "about"), status)


def _about(name: str | None, facts: Chosen, index: Lookup, names: Names, *roles: str) -> Chosen:
    """Those facts in which something that goes by a name has a role, or one of the given ones.

    Only what has such a role in them is looked for by that name, so that a part of the name of a
    person who says something is found although it is the whole name of a place.
    """
    if name is None:
        return facts
    return facts.of(index.find(name, expanded(name, names), facts, roles), roles)


def _relations(name: str, index: Lookup, catalogue: Catalogue) -> list[str]:
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
    told = index.relations()
    if not found and name not in told:
        near = get_close_matches(name, {*catalogue.relations, *told}, cutoff=0.5)
        hint = f"; is it {' or '.join(near)}?" if near else "; `kg ontology` lists them"
        raise QueryError(f"there is no relation {name!r}{hint}")
    return sorted(found | {name})


def _standing(facts: Chosen, status: Status | None) -> Chosen:
    """Those facts that stand so; raises `QueryError` where none can."""
    if status is None:
        return facts
    if status not in STATUSES:
        raise QueryError(f"there is no status {status!r}; use one of {', '.join(STATUSES)}")
    return facts.also("status = ?", status)
