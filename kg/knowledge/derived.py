"""What is worked out once from something known, and kept for as long as that lives."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from weakref import finalize

_Function = TypeVar("_Function", bound=Callable[..., Any])


def derived(function: _Function) -> _Function:
    """Keep the answers of a pure function whose last argument is what it draws on.

    Unlike `functools.cache` they go when that goes: who loads other word lists or names does not
    keep the old ones in memory. Arguments are given by place; they must be hashable.
    """
    # By identity: rules ask this often, and a dictionary of weak references takes much longer.
    answers: dict[int, dict[tuple[Any, ...], Any]] = {}

    @wraps(function)
    def asked(*arguments: Any) -> Any:
        source, given = arguments[-1], arguments[:-1]
        try:
            return answers[id(source)][given]
        except KeyError:
            pass
        if id(source) not in answers:
            answers[id(source)] = {}
            finalize(source, answers.pop, id(source), None).atexit = False
        found = answers[id(source)][given] = function(*arguments)
        return found

    return cast(_Function, asked)
