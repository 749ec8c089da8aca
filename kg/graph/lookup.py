"""Facts by whom they are about, and things by their names, without a pass over all facts.

What is asked is ``store/lookup.sqlite`` (`lookup_tables`), whatever the graph's size.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import records
from kg.graph.lookup_tables import LOOKUP
from kg.graph.network import Status
from kg.graph.store import asking
from kg.knowledge import folding
from kg.records import Corpus, Record


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the facts: a condition of SQL on their rows, and the values in it."""

    condition: str = "1"
    values: tuple[str, ...] = ()

    def also(self, condition: str, *values: str) -> "Chosen":
        """Those of them for which another condition holds, too."""
        return Chosen(f"{self.condition} and {condition}", (*self.values, *values))

    def of(self, keys: Iterable[str], roles: Iterable[str]) -> "Chosen":
        """Those of them in which one of some things has a role, or one of certain roles."""
        return self.also(
            "fact.rowid in (select told.fact from told where"
            f" key in (select value from json_each(?)) and {_ROLES})",
            json.dumps(list(keys)),
            *_listed(roles),
        )


_SURE = " and status = 'asserted'"
# Any role where none is listed.
_ROLES = "(? = '[]' or role in (select value from json_each(?)))"


def _listed(roles: Iterable[str]) -> tuple[str, str]:
    listed = json.dumps(list(roles))
    return listed, listed


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its canonical id, what it is called and is, and how many facts are about it."""

    key: str
    iri: str
    label: str
    type: str
    facts: int


@dataclass(frozen=True, slots=True)
class Step:
    """That a fact joins an entity with another, by a property that leads there or back."""

    fact: str
    status: Status
    property: str
    other: str


@dataclass(frozen=True)
class Lookup:
    """The look-up of an open graph."""

    db: sqlite3.Connection

    def find(
        self, asked: str, iri: str, among: Chosen | None = None, roles: Iterable[str] = ()
    ) -> list[str]:
        """The canonical ids of what goes by an id, an IRI or a name in any spelling.

        A whole name is preferred to words of one, and these to any part.

        Args:
            asked: The name.
            iri: The same, where it is an IRI or an id (`explain.expanded`).
            among: Only what has a role in these facts is looked for.
            roles: Only what has one of these roles in them.
        """
        there, values = "1", tuple[str, ...]()
        if among:
            there = (
                "key in (select told.key from told join fact on fact.rowid = told.fact"
                f" where {among.condition} and {_ROLES})"
            )
            values = (*among.values, *_listed(roles))
        by_iri = self._all(
            f"select key from thing where (iri = ? or key = ?) and {there} order by key",
            iri, iri, *values,
        )  # fmt: skip
        name = folding.key(asked)
        if by_iri or not name:
            return by_iri
        for test in (
            "name = ?",
            "instr(' ' || name || ' ', ' ' || ? || ' ')",
            "instr(name, ?)",
        ):
            found = self._all(
                f"select distinct key from called where {test} and {there} order by key",
                name, *values,
            )  # fmt: skip
            if found:
                return found
        return []

    def label(self, key: str) -> str:
        """What all articles together call a thing."""
        return self._all("select label from thing where key = ?", key)[0]

    def thing(self, key: str) -> Thing | None:
        """A thing by its canonical id or its IRI."""
        found = self._rows(
            "select key, iri, label, type, facts from thing where key = ?1 or iri = ?1", key
        )
        return next((Thing(*row) for row in found), None)

    def things(self) -> Iterator[Thing]:
        """Every thing, by canonical id, one after the other."""
        found = self.db.execute("select key, iri, label, type, facts from thing order by key")
        return (Thing(*row) for row in found)

    def ranked(self, keys: Iterable[str], limit: int) -> list[Thing]:
        """Some things, those of the most facts first."""
        found = self._rows(
            "select key, iri, label, type, facts from thing"
            " where key in (select value from json_each(?)) order by facts desc, key limit ?",
            json.dumps(list(keys)), limit,
        )  # fmt: skip
        return [Thing(*row) for row in found]

    def foremost(self, limit: int) -> list[Thing]:
        """The things that have a name and facts, those of the most facts first."""
        found = self._rows(
            "select key, iri, label, type, facts from thing where facts and named"
            " order by facts desc, key limit ?",
            limit,
        )
        return [Thing(*row) for row in found]

    def names(self, key: str) -> list[str]:
        """Everything that a thing is called."""
        return self._all("select spelling from called where key = ? order by spelling", key)

    def replaced(self, key: str) -> str | None:
        """The canonical id of what had another id once, by that id."""
        return next(iter(self._all("select key from former where old = ?", key)), None)

    def members(self, key: str) -> list[str]:
        """The articles' entities that are one thing."""
        return self._all("select id from entity where key = ? order by rowid", key)

    def key(self, entity: str) -> str | None:
        """The canonical id of an article's entity."""
        return next(iter(self._all("select key from entity where id = ?", entity)), None)

    def articles(self, key: str) -> list[str]:
        """The articles that speak of a thing."""
        return self._all(
            "select article from entity where key = ? group by article order by min(rowid)", key
        )

    def told(self, key: str) -> list[str]:
        """The facts about a thing, in order."""
        return self.facts(Chosen().of([key], ()))

    def standings(self, key: str) -> dict[Status, int]:
        """How many facts about a thing stand how."""
        found = self._rows(
            "select status, count(*) from fact where rowid in (select fact from told where key = ?)"
            " group by status",
            key,
        )
        return dict(found)

    def steps(self, key: str, any_standing: bool = True) -> list[Step]:
        """Whom facts join with a thing, in the order of the facts."""
        found = self._rows(
            "select fact.id, status, property, other from step"
            " join fact on fact.rowid = step.fact where key = ?"
            f"{'' if any_standing else _SURE} order by step.rowid",
            key,
        )
        return [Step(*row) for row in found]

    def next_to(self, key: str, any_standing: bool = True) -> list[str]:
        """The things that facts join with a thing, each once, in order."""
        return self._all(
            "select other from step join fact on fact.rowid = step.fact where key = ?"
            f"{'' if any_standing else _SURE} group by other order by min(step.rowid)",
            key,
        )

    def facts(self, chosen: Chosen, limit: int = -1, offset: int = 0) -> list[str]:
        """Some facts in order, ``limit`` at most where it is not negative."""
        return self._all(
            f"select id from fact where {chosen.condition} order by rowid limit ? offset ?",
            *chosen.values, limit, offset,
        )  # fmt: skip

    def number(self, chosen: Chosen) -> int:
        """How many some facts are."""
        found = self._rows(f"select count(*) from fact where {chosen.condition}", *chosen.values)
        return int(found[0][0])

    def facts_of(self, id: str, article: str) -> list[str]:
        """The fact of an id, and those of the article of an IRI, in order."""
        return self._all(
            "select id from fact where id = ? or article in"
            " (select id from article where iri = ?) order by rowid",
            id,
            article,
        )

    def relations(self) -> list[str]:
        """The relations of all facts."""
        return self._all("select distinct relation from fact order by relation")

    def article(self, asked: str) -> str | None:
        """The id of an article by its id or its IRI."""
        found = self._all("select id from article where id = ?1 or iri = ?1", asked)
        return next(iter(found), None)

    def counts(self) -> tuple[int, int, int]:
        """How many articles there are, entities that facts are about, and facts."""
        rows = self._rows(
            "select (select count(*) from article), (select count(*) from thing where facts),"
            " (select count(*) from fact)"
        )
        articles, entities, facts = rows[0]
        return articles, entities, facts

    def first_articles(self, limit: int) -> list[tuple[str, int]]:
        """The first articles, each with the number of its facts."""
        return self._rows(
            "select id, (select count(*) from fact where article = article.id) from article"
            " order by rowid limit ?",
            limit,
        )

    def named(self, entity: str) -> tuple[str, str] | None:
        """The name and the article of an article's entity."""
        found = self._rows("select name, article from entity where id = ?", entity)
        return next(iter(found), None)

    def corpus(self, facts: Iterable[str], articles: Iterable[str] = ()) -> Corpus:
        """The corpus of some facts: with those that hold them, and all that have a role in either.

        Its entities have no mentions. ``articles`` are in it besides those of the facts.
        """
        rows: dict[str, Record] = {}
        for id in facts:
            for line in self._all(
                "select line from fact where id = ?1 union all select other.line from fact"
                " join fact other on other.id = fact.holder where fact.id = ?1",
                id,
            ):
                row = json.loads(line)
                rows[row["id"]] = row
        told = list(rows.values())
        wanted = dict.fromkeys([*articles, *(row["article"] for row in told)])
        entities = dict.fromkeys(arg["entity"] for row in told for arg in row["args"])
        lines = [
            *self._each("select line from article where id = ?", wanted),
            *self._each("select line from entity where id = ?", entities),
        ]
        return records.corpus([*map(json.loads, lines), *told])

    def _each(self, question: str, values: Iterable[str]) -> Iterator[str]:
        for value in values:
            yield from self._all(question, value)

    def _all(self, question: str, *values: str | int) -> list[str]:
        return [row[0] for row in self.db.execute(question, values)]

    def _rows(self, question: str, *values: str | int) -> list[Any]:
        return self.db.execute(question, values).fetchall()


@contextmanager
def opened(directory: Path) -> Iterator[Lookup]:
    """The look-up in the directory of a store; raises `InputError` where there is none."""
    with asking(directory, LOOKUP) as db:
        yield Lookup(db)


def kept_open(directory: Path) -> Lookup:
    """The look-up in the directory of a store, for many questions of many threads.

    It stays that of the graph that is there now, also when another takes its place.

    Raises:
        InputError: There is none, or one of another version.
    """
    with asking(directory, LOOKUP) as db:
        db.execute("select 1 from thing, step, former limit 0")
    place = (directory / LOOKUP).resolve().as_uri()
    # SQLite itself lets one thread after the other use a connection (`sqlite3.threadsafety` is 3).
    return Lookup(sqlite3.connect(f"{place}?mode=ro", uri=True, check_same_thread=False))
