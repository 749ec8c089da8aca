"""Which column of a table, or key of a line of JSON, is what of an article."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Columns:
    """The names of the columns; ``query`` is what a database is asked for its rows."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    published: str = "published"
    publisher: str = "publisher"
    url: str = "url"
    language: str = "language"
    author: str = "author"
    section: str = "section"
    query: str | None = None

    @property
    def told(self) -> bool:
        """Whether somebody said which is which, so that rows need no id of their own."""
        return self != Columns(query=self.query)

    @property
    def names(self) -> dict[str, str]:
        """The columns by what they are."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "query"}

    def row(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What a row tells, by the names that lines of JSON have for it."""
        return {name: found[column] for name, column in self.names.items() if column in found}


DEFAULT_COLUMNS = Columns()
