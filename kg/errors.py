"""The errors kg raises on purpose; each message is one line that says what to do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Problem


class KgError(Exception):
    """Something the user can mend: a path, an option, a catalogue, a record file."""


class InputError(KgError):
    """An input cannot be read: it names the file, what is wrong and what to do."""


class NothingReadError(InputError):
    """None of the inputs had an article; ``problems`` says what is wrong with each."""

    def __init__(self, message: str, problems: "tuple[Problem, ...]") -> None:
        super().__init__(message)
        self.problems = problems


class CatalogueError(KgError):
    """The ontology is malformed: it names the file and the relation."""


class RecordError(KgError):
    """A line of a records file is not one of the records of DESIGN section 3."""


class QueryError(KgError):
    """A query is malformed, was refused, or took too long."""


class PushError(KgError):
    """A triple store refused, stopped answering, or does not hold what it was sent."""


class FetchError(KgError):
    """Something of the web may not be asked for, or watching needs what is not installed."""


class QueryRefused(QueryError):
    """A query asks for what no query may do, or cannot be answered in a form that is asked for.

    ``kind`` is "refused", "unacceptable" (no such form), "missing" (no such graph) or "too large".
    """

    def __init__(self, message: str, kind: str = "refused") -> None:
        super().__init__(message)
        self.kind = kind


class QueryStopped(QueryError):
    """A query took too long or too much memory and was stopped."""


class QueryBusy(QueryError):
    """Too many queries run already."""


class ArticleError(KgError):
    """An input or an article failed, and the user asked to stop at the first such (`strict`)."""
