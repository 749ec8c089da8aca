"""The tables of ``store/lookup.sqlite``, which `lookup` asks, and how they are filled.

The records of articles, entities and facts stand there each under what people ask for: ids, IRIs,
names in any spelling, those who have a role in a fact, those whom a fact joins.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import records
from kg.graph.answers import STATEMENT, keys
from kg.graph.entities import canonical, profiles
from kg.graph.network import joined, status
from kg.graph.terms import Names, local_name
from kg.knowledge import folding
from kg.knowledge.catalogue import Catalogue
from kg.model import Fact
from kg.records import Corpus, Record

LOOKUP = "lookup.sqlite"
# `told` has who fills which role of a fact, `step` whom a fact joins, from each of its ends.
_SCHEMA = """
create table article(id text primary key, iri text, line text);
create table entity(id text primary key, key text, name text, article text, line text);
create table fact(
    id text primary key, article text, relation text, status text, holder text, line text
);
create table thing(
    key text primary key, iri text, label text, type text, named integer, facts integer
);
create table called(name text, key text, spelling text);
create table former(old text primary key, key text);
create table told(key text, role text, fact integer);
create table step(key text, property text, other text, fact integer);
"""
_INDEXES = """
create index article_iri on article(iri);
create index entity_key on entity(key, article);
create index fact_article on fact(article);
create index fact_relation on fact(relation);
create index fact_holder on fact(holder);
create index thing_iri on thing(iri);
create index thing_facts on thing(facts);
create index called_name on called(name, key);
create index called_key on called(key);
create index told_key on told(key, fact);
create index told_fact on told(fact);
create index step_key on step(key, other);
"""


def write(
    directory: Path, rows: Iterable[Record], corpus: Corpus, catalogue: Catalogue, names: Names
) -> None:
    """Write the look-up of a corpus and its records into the directory of a new store."""
    numbers = {id: number for number, id in enumerate(corpus.facts, 1)}
    with sqlite3.connect(directory / LOOKUP) as db:
        db.executescript(_SCHEMA)
        for row in rows:
            kind, id = row["kind"], row.get("id", "")
            line = records.line(row)
            if kind == "article":
                db.execute(
                    "insert into article values(?, ?, ?)", (id, names.article(id).value, line)
                )
            elif kind == "entity":
                entity = corpus.entities[id]
                db.execute(
                    "insert into entity values(?, ?, ?, ?, ?)",
                    (id, canonical(entity), entity.name, entity.article, line),
                )
            elif kind == "fact":
                fact = corpus.facts[id]
                db.execute(
                    "insert into fact(rowid, id, article, relation, status, holder, line)"
                    " values(?, ?, ?, ?, ?, ?, ?)",
                    (numbers[id], id, fact.article, fact.relation, status(fact), fact.holder, line),
                )
        db.executemany(
            "insert into told values(?, ?, ?)",
            (
                (*role, numbers[fact.id])
                for fact in corpus.facts.values()
                for role in _roles(fact, corpus)
            ),
        )
        db.executemany(
            "insert into step values(?, ?, ?, ?)",
            (
                (*step, numbers[fact.id])
                for fact in corpus.facts.values()
                for step in _steps(fact, corpus, catalogue)
            ),
        )
        _write_things(db, corpus, names)
        db.executescript(_INDEXES)
    db.close()


def _write_things(db: sqlite3.Connection, corpus: Corpus, names: Names) -> None:
    """The entities, what they are called, and the ids that they had."""
    known = profiles(corpus)
    counts = Counter(key for fact in corpus.facts.values() for key in keys(fact, corpus.entities))
    db.executemany(
        "insert into thing values(?, ?, ?, ?, ?, ?)",
        (
            (key, names.entity(key).value, profile.label, profile.type, key in corpus.named,
             counts[key])
            for key, profile in known.items()
        ),
    )  # fmt: skip
    db.executemany(
        "insert into called values(?, ?, ?)",
        sorted(
            (folding.key(name), key, name)
            for key, called in corpus.names_of.items()
            for name in called
        ),
    )
    former = {
        old: canonical(entity) for entity in corpus.entities.values() for old in entity.former
    }
    db.executemany(
        "insert into former values(?, ?)",
        sorted((old, new) for old, new in former.items() if old not in known),
    )


def _roles(fact: Fact, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Who fills which role of a fact, each once."""
    return iter(
        dict.fromkeys(
            (canonical(corpus.entities[arg.entity]), arg.role)
            for arg in fact.args
            if arg.entity and arg.entity in corpus.entities
        )
    )


def _steps(fact: Fact, corpus: Corpus, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """How a fact joins entities, seen from each of them.

    A statement joins who says it with what it is about, and not the latter with each other.
    """
    said = {edge.property for edge in catalogue.relations[STATEMENT].edges}
    for link in joined(fact, corpus, catalogue):
        if fact.relation == STATEMENT and link.property not in said:
            continue
        name = local_name(link.property)
        yield link.source, name, link.target
        yield link.target, name, link.source
