"""Facts by whom they are about, and things by their names, without a pass over all facts.

``store/lookup.sqlite`` holds the records of articles, entities and facts, each under what people
ask for: ids, IRIs, names in any spelling.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg import records
from kg.graph.answers import keys
from kg.graph.entities import canonical, profiles
from kg.graph.store import asking
from kg.graph.terms import Names
from kg.knowledge import folding
from kg.records import Corpus, Record

LOOKUP = "lookup.sqlite"
_SCHEMA = """
create table article(id text primary key, iri text, line text);
create table entity(id text primary key, key text, name text, article text, line text);
create table fact(id text primary key, article text, holder text, line text);
create table thing(key text primary key, iri text, label text);
create table called(name text, key text);
create table told(key text, fact integer);
"""
_INDEXES = """
create index article_iri on article(iri);
create index entity_key on entity(key);
create index fact_article on fact(article);
create index thing_iri on thing(iri);
create index called_name on called(name);
create index told_key on told(key);
"""


def write(directory: Path, rows: Iterable[Record], corpus: Corpus, names: Names) -> None:
    """Write the look-up of a corpus and its records into the directory of a new store."""
    entities = corpus.entities
    lines = {
        (row["kind"], row["id"]): records.line(row)
        for row in rows
        if row["kind"] in ("article", "entity", "fact")
    }
    with sqlite3.connect(directory / LOOKUP) as db:
        db.executescript(_SCHEMA)
        db.executemany(
            "insert into article values(?, ?, ?)",
            ((id, names.article(id).value, lines["article", id]) for id in corpus.articles),
        )
        db.executemany(
            "insert into entity values(?, ?, ?, ?, ?)",
            (
                (id, canonical(entity), entity.name, entity.article, lines["entity", id])
                for id, entity in entities.items()
            ),
        )
        told = list[tuple[str, int]]()
        for number, fact in enumerate(corpus.facts.values(), 1):
            db.execute(
                "insert into fact(rowid, id, article, holder, line) values(?, ?, ?, ?, ?)",
                (number, fact.id, fact.article, fact.holder, lines["fact", fact.id]),
            )  # fmt: skip
            told += ((key, number) for key in keys(fact, entities))
        db.executemany("insert into told values(?, ?)", told)
        db.executemany(
            "insert into thing values(?, ?, ?)",
            (
                (key, names.entity(key).value, profile.label)
                for key, profile in profiles(corpus).items()
            ),
        )
        db.executemany(
            "insert into called values(?, ?)",
            sorted(
                {
                    (folding.key(name), key)
                    for key, called in corpus.names_of.items()
                    for name in called
                }
            ),
        )
        db.executescript(_INDEXES)
    db.close()


@dataclass(frozen=True)
class Lookup:
    """The look-up of an open graph."""

    db: sqlite3.Connection

    def find(self, asked: str, iri: str) -> list[str]:
        """The canonical ids of what goes by an id, an IRI or a name, as `explain.find` finds it."""
        by_iri = self._all("select key from thing where iri = ?1 or key = ?1 order by key", iri)
        name = folding.key(asked)
        if by_iri or not name:
            return by_iri
        return (
            self._all("select distinct key from called where name = ? order by key", name)
            or self._all(
                "select distinct key from called"
                " where instr(' ' || name || ' ', ' ' || ? || ' ') order by key",
                name,
            )
            or self._all("select distinct key from called where instr(name, ?) order by key", name)
        )

    def label(self, key: str) -> str:
        """What all articles together call a thing."""
        return self._all("select label from thing where key = ?", key)[0]

    def members(self, key: str) -> list[str]:
        """The articles' entities that are one thing."""
        return self._all("select id from entity where key = ? order by rowid", key)

    def told(self, key: str) -> list[str]:
        """The facts about a thing, in order."""
        return self._all(
            "select id from fact join told on fact.rowid = told.fact where key = ?"
            " order by fact.rowid",
            key,
        )

    def facts_of(self, id: str, article: str) -> list[str]:
        """The fact of an id, and those of the article of an IRI, in order."""
        return self._all(
            "select id from fact where id = ? or article in"
            " (select id from article where iri = ?) order by rowid",
            id,
            article,
        )

    def named(self, entity: str) -> tuple[str, str] | None:
        """The name and the article of an article's entity."""
        found = self.db.execute("select name, article from entity where id = ?", (entity,))
        row: tuple[str, str] | None = found.fetchone()
        return row

    def corpus(self, facts: Iterable[str]) -> Corpus:
        """The corpus of some facts: with those that hold them, and all that have a role in either.

        Its entities have no mentions.
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
        articles = dict.fromkeys(row["article"] for row in told)
        entities = dict.fromkeys(arg["entity"] for row in told for arg in row["args"])
        lines = [
            *self._each("select line from article where id = ?", articles),
            *self._each("select line from entity where id = ?", entities),
        ]
        return records.corpus([*map(json.loads, lines), *told])

    def _each(self, question: str, values: Iterable[str]) -> Iterator[str]:
        for value in values:
            yield from self._all(question, value)

    def _all(self, question: str, *values: str) -> list[str]:
        return [row[0] for row in self.db.execute(question, values)]


@contextmanager
def opened(directory: Path) -> Iterator[Lookup]:
    """The look-up in the directory of a store; raises `InputError` where there is none."""
    with asking(directory, LOOKUP) as db:
        yield Lookup(db)
