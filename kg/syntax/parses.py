"""Parses that are kept, so that what is read anew by other rules need not be parsed again.

A file of SQLite has one parse for each article, compressed, some 35 bytes a word. It holds for the
same tokens, the same model and the same spaCy; any other is as if it were not there. Nobody needs
the file: it may be deleted at any time, and where it is broken, full or read-only, texts are parsed
as without it. Several processes may use one file.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError
from kg.model import Article

_NAME = "parses"
_TABLE = f"CREATE TABLE IF NOT EXISTS {_NAME}(article TEXT PRIMARY KEY, mark BLOB, parse BLOB)"
_MARK = 16


class Parses:
    """The parses kept in a file, by the ids of their articles.

    ``shared`` says that others keep theirs in it, too: `forget` then does nothing.
    """

    def __init__(self, path: Path, shared: bool = False) -> None:
        self.path = path
        self.shared = shared
        self._model: bytes | None = None

    def marks(self, docs: Iterable[Doc], nlp: Language) -> list[bytes]:
        """What stands for the tokens of each doc, and for all that parses them."""
        if self._model is None:
            made = (sorted(map(repr, nlp.meta.items())), nlp.pipe_names)
            versions = (spacy_version, np.__version__)
            self._model = blake2b(repr((made, versions)).encode()).digest()
        found = []
        for doc in docs:
            tokens = doc.to_array(["ORTH", "SPACY", "SENT_START"]).tobytes()
            found.append(blake2b(tokens, digest_size=_MARK, key=self._model).digest())
        return found

    def get(
        self, articles: Sequence[Article], marks: Sequence[bytes], nlp: Language
    ) -> list[Doc | None]:
        """The parse of each article, None where there is none of that mark."""
        there: dict[str, tuple[bytes, bytes]] = {}
        with suppress(sqlite3.Error), closing(self._open(create=False)) as db:
            for article in articles:
                asked = "SELECT mark, parse FROM parses WHERE article = ?"
                for mark, parse in db.execute(asked, (article.id,)):
                    there[article.id] = mark, parse
        return [
            _doc(there[article.id], mark, nlp) if article.id in there else None
            for article, mark in zip(articles, marks, strict=True)
        ]

    def put(self, parsed: Iterable[tuple[Article, bytes, Doc]]) -> None:
        """Keep some parses, each by its article and mark."""
        rows = [(article.id, *_row(mark, doc)) for article, mark, doc in parsed]
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as db, db:
                db.execute(_TABLE)
                db.executemany("INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", rows)

    def forget(self, others: Iterable[str]) -> None:
        """Drop the parses of all articles but these."""
        if self.shared or not self.path.exists():
            return
        with suppress(sqlite3.Error), closing(self._open()) as db, db:
            db.execute("CREATE TEMP TABLE here(article TEXT PRIMARY KEY)")
            db.executemany("INSERT OR IGNORE INTO here VALUES (?)", ((id,) for id in others))
            db.execute("DELETE FROM parses WHERE article NOT IN here")

    def mend(self) -> None:
        """Delete the file where it is broken; what is in it can be made again.

        Raises:
            InputError: A shared one is no file of parses. Nobody knows what it is: it stays.
        """
        if not self.path.exists():
            return
        try:
            fit = self._fit()
        except sqlite3.OperationalError:
            fit = self.path.is_file()  # another process holds it
        except sqlite3.DatabaseError:
            fit = False
        if fit:
            return
        if self.shared:
            raise InputError(
                f"{self.path}: not a file of parses, or a broken one, which may be deleted; "
                "give another one with --parses"
            )
        with suppress(OSError):
            self.path.unlink()
            self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)

    def _fit(self) -> bool:
        """Whether the file is a database of parses, or of nothing yet."""
        with closing(self._open(create=False)) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema")]
            if _NAME in tables:
                db.execute(f"SELECT count(*) FROM {_NAME}").fetchone()
            return _NAME in tables or not tables

    def _open(self, create: bool = True) -> sqlite3.Connection:
        """The file, opened for a few statements: connections must not go through a fork."""
        mode = "rwc" if create else "rw"
        place = f"{Path(os.path.abspath(self.path)).as_uri()}?mode={mode}"
        db = sqlite3.connect(place, uri=True)
        # A machine that loses power may leave the file broken, which costs a parse and no more.
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA auto_vacuum = FULL")
        return db


def _row(mark: bytes, doc: Doc) -> tuple[bytes, bytes]:
    """What is kept of a parse; the digest of both is told by the data."""
    data = zlib.compress(doc.to_bytes(exclude=["tensor"]), 3)
    return mark, blake2b(data, digest_size=_MARK, key=mark).digest() + data


def _doc(kept: tuple[bytes, bytes], mark: bytes, nlp: Language) -> Doc | None:
    """The parse that was kept, None where it is of another mark or broken."""
    there, data = kept
    if there != mark or blake2b(data[_MARK:], digest_size=_MARK, key=mark).digest() != data[:_MARK]:
        return None
    return Doc(nlp.vocab).from_bytes(zlib.decompress(data[_MARK:]))
