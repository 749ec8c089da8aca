"""What a build needs of an engine that runs tasks on many machines, and how a task ends itself.

A task is a function of a module of kg and a value; what it does is the same however often, and
wherever, it is tried.
"""

import faulthandler
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from kg.processes import Beat


class Engine(Protocol):
    """Runs tasks; what is told of an `Exception` is raised here as it was there."""

    def blobs(self, uri: str, endings: tuple[str, ...]) -> Iterator[Any]:
        """The files below a URI, whose names have one of the endings where any is given.

        In parts that a task can be given: each is then an iterable of rows with ``path`` and
        ``bytes`` for it (a column of each, as a table of Arrow has them).
        """
        ...

    def each(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its result, in any order; `processes.Lost` where it kept dying."""
        ...

    def once(self, work: Callable[..., Any], *given: Any, here: bool) -> Any:
        """The result of one task, or `Lost`; ``here`` says that it needs the files of this machine.

        Such a task takes more memory than others.
        """
        ...

    def slots(self) -> int:
        """How many tasks can run at once."""
        ...


@contextmanager
def watched(seconds: float) -> Iterator[Beat]:
    """Something to call in the block more often than that; else this process ends at once.

    It ends even where no step of Python is done any more. The engine then tries the task again.
    """
    with open(os.devnull, "w", encoding="ascii") as nowhere:

        def beat() -> None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)

        beat()
        try:
            yield beat
        finally:
            faulthandler.cancel_dump_traceback_later()
