"""Answers that are kept: worked out once, given to all who ask, never another's."""

import anyio
import pytest

from kg.errors import QueryError
from kg.graph.sandbox import Answer
from kg.serve.kept import Kept, Unwanted


def asking(*outcomes):
    """What finds an answer: each call takes the next outcome; and the list of calls so far."""
    calls, left = [], list(outcomes)

    async def ask():
        calls.append(len(calls))
        await anyio.sleep(0.01)
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return Answer({"kind": "select"}, outcome)

    return ask, calls


async def _several(kept, job, ask, number):
    found = [None] * number

    async def one(index):
        try:
            found[index] = (await kept.answer(job, ask)).body
        except QueryError as error:
            found[index] = str(error)

    async with anyio.create_task_group() as tasks:
        for index in range(number):
            tasks.start_soon(one, index)
    return found


def test_a_question_is_worked_out_once():
    ask, calls = asking(b"one", b"two", b"three")
    kept = Kept()

    async def main():
        first = [(await kept.answer({"query": "a"}, ask)).body for _ in range(3)]
        other = (await kept.answer({"query": "a", "forms": {"table": "csv"}}, ask)).body
        return first, other

    assert anyio.run(main) == ([b"one"] * 3, b"two")
    assert len(calls) == 2


def test_who_asks_meanwhile_waits_for_the_same_answer():
    ask, calls = asking(b"one", b"two")
    assert anyio.run(_several, Kept(), {"query": "a"}, ask, 5) == [b"one"] * 5
    assert len(calls) == 1


def test_an_error_is_told_to_all_who_wait_and_not_kept():
    ask, calls = asking(QueryError("too long"), b"two")
    kept = Kept()
    assert anyio.run(_several, kept, {"query": "a"}, ask, 3) == ["too long"] * 3
    assert anyio.run(_several, kept, {"query": "a"}, ask, 1) == [b"two"]
    assert len(calls) == 2


def test_a_client_that_goes_away_takes_no_answer_from_others():
    ask, calls = asking(Unwanted("gone"), b"two")
    assert anyio.run(_several, Kept(), {"query": "a"}, ask, 3) == ["gone", b"two", b"two"]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("room", "sizes", "held"),
    [
        (300, [100, 100, 100], [False, True, True]),  # the oldest makes room
        (400, [100, 100, 100], [True, True, True]),
        (400, [250, 100], [False, True]),  # too large a share for one
    ],
)
def test_only_so_much_is_kept(room, sizes, held):
    kept = Kept(room, share=0.5)
    ask, calls = asking(*(b"x" * size for size in (*sizes, *sizes)))

    async def is_kept(number):
        before = len(calls)
        await kept.answer({"query": str(number)}, ask)
        return len(calls) == before

    async def main():
        for number in range(len(sizes)):
            await is_kept(number)
        return [await is_kept(number) for number in reversed(range(len(sizes)))][::-1]

    assert anyio.run(main) == held
