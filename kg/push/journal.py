"""What each store was sent: a fingerprint of each named graph, on disk after every step."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import PushError

_SCHEMA = """
create table if not exists sent(
    url text, graph text, fingerprint text not null, primary key(url, graph)
) without rowid;
"""
# A graph that may be there in part.
BEGUN = ""


class Journal:
    """The journal of pushes to the store at a URL.

    A graph is entered as begun before its first part is sent and with its fingerprint after the
    last one has arrived, so whatever ends a push, the journal never promises too much.
    """

    def __init__(self, connection: sqlite3.Connection, url: str) -> None:
        self._connection, self._url = connection, url

    def sent(self) -> dict[str, str]:
        """The fingerprint of each graph that was sent or begun, by its name."""
        rows = self._connection.execute(
            "select graph, fingerprint from sent where url = ?", (self._url,)
        )
        return dict(rows)

    def begin(self, graph: str) -> None:
        """Note that a graph may be there in part."""
        self.enter(graph, BEGUN)

    def enter(self, graph: str, fingerprint: str) -> None:
        """Note that a graph is there whole."""
        with self._connection:
            self._connection.execute(
                "insert or replace into sent values(?, ?, ?)", (self._url, graph, fingerprint)
            )

    def strike(self, graph: str) -> None:
        """Note that a graph was taken away."""
        with self._connection:
            self._connection.execute(
                "delete from sent where url = ? and graph = ?", (self._url, graph)
            )


@contextmanager
def journal(path: Path, url: str) -> Iterator[Journal]:
    """The journal in a file, made when it is not there.

    Raises `PushError` when it cannot be read or written, or another push uses it.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1.0)) as connection:
            connection.executescript(_SCHEMA)
            yield Journal(connection, url)
    except sqlite3.Error as error:
        raise PushError(
            f"{path}: {error}; where it is broken, delete it, and everything is sent again"
        ) from error
