"""The graph on disk: an Oxigraph store for SPARQL and an SQLite index for words.

``store/quads`` is the store; ``store/text.sqlite`` holds the documents as read, a full-text index
over the sentences of the facts and the judgements of linking; ``store/read.jsonl`` what was read,
before linking; ``store/meta.json`` what the graph was made with.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.errors import InputError
from kg.knowledge.folding import fold
from kg.model import Judgement

if TYPE_CHECKING:
    from kg.records import Corpus

TEXT, QUADS = "text.sqlite", "quads"
# Of more quads at once the engine holds gigabytes.
_AT_ONCE = 300_000
_MADE_WITH = frozenset(("base", "model", "ontology", "gazetteer", "prefixes"))
_SCHEMA = """
create table document(id text primary key, text text not null);
create table judgement(left text, right text, verdict text, score real, reason text);
create virtual table evidence using fts5(
    sentence, headline, fact unindexed, article unindexed, relation unindexed,
    tokenize = "unicode61 remove_diacritics 2"
);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a text search found; ``snippet`` has the words found in brackets."""

    fact: str
    article: str
    headline: str
    sentence: str
    snippet: str
    relation: str


def write_quads(directory: Path, quads: Iterable[Quad]) -> None:
    """Write the quads of a new store.

    Its default graph is empty: a query is asked of the union of the named graphs (`sandbox`), in
    which each triple stands once.
    """
    store = ox.Store(str(directory / QUADS))
    left = iter(quads)
    while (first := next(left, None)) is not None:
        store.bulk_extend(chain((first,), islice(left, _AT_ONCE - 1)))
    store.flush()
    store.optimize()


def write(
    directory: Path,
    corpus: "Corpus",
    texts: Mapping[str, str],
    judgements: Iterable[Judgement],
    meta: Mapping[str, Any],
) -> None:
    """Write the texts, sentences and judgements of a new store, and what it was made with."""
    with sqlite3.connect(directory / TEXT) as connection:
        connection.executescript(_SCHEMA)
        connection.executemany("insert into document values(?, ?)", sorted(texts.items()))
        connection.executemany(
            "insert into evidence(sentence, headline, fact, article, relation)"
            " values(?, ?, ?, ?, ?)",
            (
                (corpus.quotes[fact.id], corpus.headlines.get(fact.article, ""), fact.id,
                 fact.article, fact.relation)
                for fact in corpus.facts.values()
            ),
        )  # fmt: skip
        connection.executemany(
            "insert into judgement values(?, ?, ?, ?, ?)",
            ((j.left, j.right, j.verdict, j.score, j.reason) for j in judgements),
        )
    connection.close()
    (directory / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n")


def meta(directory: Path) -> dict[str, Any]:
    """What the store was made with; raises `InputError` where there is none or another's."""
    try:
        found: dict[str, Any] = json.loads((directory / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError(
            f"{directory.parent}: no graph there; make one with `kg build INPUT... -o "
            f"{directory.parent}` or name its directory with --dir"
        ) from None
    if not isinstance(found, dict) or not found.keys() >= _MADE_WITH:
        raise InputError(f"{directory.parent}: made by another version of kg; build it anew")
    if not (directory / QUADS / "CURRENT").exists():
        raise InputError(
            f"{directory / QUADS}: not there, or not whole; build the graph anew with "
            f"`kg build INPUT... -o {directory.parent} --replace`"
        )
    return found


def opened(directory: Path) -> ox.Store:
    """The quads, opened for reading."""
    return ox.Store.read_only(str(directory / QUADS))


@contextmanager
def asking(directory: Path, name: str) -> Iterator[sqlite3.Connection]:
    """A database of a store, opened for reading; raises `InputError` where it is another's."""
    place = (directory / name).resolve().as_uri()
    connection = None
    try:
        connection = sqlite3.connect(f"{place}?mode=ro", uri=True)
        yield connection
    except sqlite3.DatabaseError as error:
        raise InputError(
            f"{directory.parent}: cannot be asked ({error}); it may be of another version of kg: "
            "build it anew"
        ) from error
    finally:
        if connection:
            connection.close()


def texts(directory: Path) -> dict[str, str]:
    """The documents as read, by id."""
    with asking(directory, TEXT) as db:
        return dict(db.execute("select id, text from document"))


def unsure(directory: Path) -> list[Judgement]:
    """The pairs that linking could not decide, the likeliest to be one first."""
    with asking(directory, TEXT) as db:
        rows = db.execute(
            "select left, right, verdict, score, reason from judgement"
            " where verdict = 'unsure' order by score desc, left, right"
        )
        return [Judgement(*row) for row in rows]


def judgements(directory: Path, members: Iterable[str]) -> list[Judgement]:
    """Why the articles' entities of these ids were judged to be one, or not to be."""
    with asking(directory, TEXT) as db:
        rows = [
            row
            for member in dict.fromkeys(members)
            for row in db.execute(
                "select left, right, verdict, score, reason from judgement"
                " where left = ?1 or right = ?1",
                (member,),
            )
        ]
    return [Judgement(*row) for row in dict.fromkeys(rows)]


def search(directory: Path, words: str, limit: int = 20) -> list[Hit]:
    """The facts whose sentence or headline holds all the words, in any spelling, best first.

    A word that ends in ``*`` stands for all that begin so.
    """
    terms = re.findall(r"\w+\*?", words)
    if not terms:
        return []
    with asking(directory, TEXT) as db:
        match = " AND ".join(_spellings(term, db) for term in terms)
        rows = db.execute(
            "select fact, article, headline, sentence, snippet(evidence, 0, '[', ']', '…', 30),"
            " relation"
            " from evidence where evidence match ? order by rank, rowid limit ?",
            (match, limit),
        )
        return [Hit(*row) for row in rows]


def _spellings(term: str, db: sqlite3.Connection) -> str:
    """The query for a word, or its beginning with ``*``, in the spellings that the index has."""
    word, star, _ = term.partition("*")
    wanted = fold(word)
    db.execute("create virtual table if not exists temp.word using fts5vocab(main, evidence, row)")
    # What SQLite does not fold itself stands there with a letter that is not ASCII.
    known = [word for (word,) in db.execute("select term from word where term glob '*[^ -~]*'")]
    found = [
        other
        for other in known
        if (fold(other).startswith(wanted) if star else fold(other) == wanted)
    ]
    alternatives = [f'"{other}"' for other in found]
    alternatives += [
        f'"{other}"{star}' for other in dict.fromkeys((word, " ".join(wanted.split())))
    ]
    return f"({' OR '.join(alternatives)})"


def text(directory: Path, document: str) -> str:
    """One document as read; empty where it is not known."""
    with asking(directory, TEXT) as db:
        row = db.execute("select text from document where id = ?", (document,)).fetchone()
        return row[0] if row else ""
