"""Answers that are kept, so that a question which many ask is worked out once.

A graph that is served does not change, so a job always has the same answer; a graph built anew
begins with none. A job that is being done already is waited for, not done a second time.
"""

import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio

from kg.errors import QueryError, QueryStopped
from kg.graph.sandbox import Answer

_MOST_BYTES = 64 << 20


@dataclass
class _Asked:
    """A job that is being done; ``outcome`` stays None where nobody wanted it any longer."""

    done: anyio.Event = field(default_factory=anyio.Event)
    outcome: Answer | QueryError | None = None


class Unwanted(QueryStopped):
    """A query was stopped because the client that asked it went away."""


@dataclass
class Kept:
    """The answers of one graph, the least lately asked given up first.

    ``most`` is how many bytes of answers are kept, and ``share`` how much of that one answer may
    take: a longer one would drive out many. Only for use within one event loop.
    """

    most: int = _MOST_BYTES
    share: float = 1 / 8
    _answers: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    _asked: dict[str, _Asked] = field(default_factory=dict)
    _bytes: int = 0

    async def answer(self, job: Mapping[str, Any], ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a job of `worker`, which ``ask`` finds where it is not kept.

        Those who ask the same meanwhile get the same answer, or the same error; only where the
        client that asked first went away (`Unwanted`) does the next one ask anew.

        Raises:
            QueryError: As ``ask`` does.
        """
        key = json.dumps(job, sort_keys=True)
        while True:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            if key not in self._asked:
                return await self._first(key, ask)
            asked = self._asked[key]
            await asked.done.wait()
            if isinstance(asked.outcome, QueryError):
                raise asked.outcome
            if asked.outcome:
                return asked.outcome

    async def _first(self, key: str, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        asked = self._asked[key] = _Asked()
        try:
            answer = asked.outcome = await ask()
        except Unwanted:
            raise
        except QueryError as error:
            asked.outcome = error
            raise
        finally:
            del self._asked[key]
            asked.done.set()
        self._keep(key, answer)
        return answer

    def _keep(self, key: str, answer: Answer) -> None:
        size = len(key) + len(answer.body)
        if size > self.most * self.share:
            return
        self._answers[key] = answer
        self._bytes += size
        while self._bytes > self.most:
            old, dropped = self._answers.popitem(last=False)
            self._bytes -= len(old) + len(dropped.body)
