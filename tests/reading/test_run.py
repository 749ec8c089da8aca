import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest

import kg.processes
import kg.reading.run
from kg.errors import ArticleError
from kg.knowledge.numbers import Number
from kg.limits import Limits
from kg.model import Document, Entity, Extraction, Problem
from kg.reading.batch import arrange
from kg.reading.run import Result, stream
from kg.reading.run import run as run_batch
from tests.known import KNOWLEDGE

READER: Any = SimpleNamespace(name="r", knowledge=KNOWLEDGE, limits=Limits())


def with_limit(name: str, value: int) -> Any:
    """A reader with another limit."""
    numbers = {**KNOWLEDGE.numbers, name: Number(value, "for a test")}
    return SimpleNamespace(**vars(READER) | {"knowledge": replace(KNOWLEDGE, numbers=numbers)})


@pytest.fixture(params=[40_000, 50, 0])
def reader(request) -> Any:
    """Readers that read many texts together, three of those below, and each by itself."""
    return with_limit("reading.batch_characters", request.param)


def run(found: Iterable[Document | Problem], reader: Any, **options: Any) -> Iterator[Result]:
    return run_batch(arrange(found, KNOWLEDGE), reader, **options)


def fake(document, article, reader):
    """An extraction that shows what it was made from."""
    text = document.text[article.span.start : article.span.end]
    if "explode" in text:
        raise ValueError("bad article")
    if "die" in text:
        raise SystemExit(3)
    return Extraction(article, entities=(Entity(text, article.id, "Person", reader.name),))


@pytest.fixture(autouse=True)
def no_pipeline(monkeypatch):
    monkeypatch.setattr(kg.reading.run, "_parsed", lambda articles, _: [None] * len(articles))
    monkeypatch.setattr(kg.reading.run, "extract", fake)


def documents(*texts: str) -> list[Document]:
    return [Document(f"d{number}", text, True) for number, text in enumerate(texts)]


def test_articles_come_in_the_order_of_their_documents(reader):
    many = documents(*(f"Ann met Bob {n} times." for n in range(9)))
    expected = list(run(many, READER))
    assert [document.id for document, _ in expected] == [f"d{n}" for n in range(9)]
    assert list(run(reversed(many), reader)) == expected


def test_what_is_read_together_changes_nothing(reader):
    texts = ["Ann met Bob.", "explode", "word " * 60, "", *(f"Ann met {n}." for n in range(9))]
    unread = [Problem("x.txt", "read", "empty; leave it out")]
    many = [*documents(*texts[:5]), *unread, *documents(*texts)[5:]]
    assert [*stream(many, reader)] == [*stream(many, with_limit("reading.batch_characters", 1))]


@pytest.mark.parametrize("workers", [2, 3, 20])
def test_workers_change_nothing(workers, reader):
    texts = ["Ann met Bob.", "explode", *(f"Ann met Bob {n} times." for n in range(40))]
    many = documents(*texts)
    assert list(run(many, reader, workers=workers)) == list(run(many, READER))


@pytest.mark.parametrize(("workers", "most"), [(1, 3), (2, 15)])
def test_a_stream_asks_for_few_documents_at_a_time(workers, most):
    asked = []
    three = with_limit("reading.batch_characters", 3 * len("Ann met Bob 10 times."))

    def endless():
        for number in count():
            asked.append(number)
            yield Document(f"d{number}", f"Ann met Bob {number} times.", True)

    found = stream(endless(), three, workers=workers)
    assert [document.id for document, _ in islice(found, 5)] == [f"d{n}" for n in range(5)]
    assert len(asked) <= 4 + most
    found.close()


def test_a_bad_article_is_a_problem_and_the_others_are_read():
    first, second, third = run(documents("Ann left.", "explode", "Bob left."), READER)
    assert second.document.startswith("d1#explode-")
    assert (second.stage, second.message) == ("extract", "ValueError: bad article")
    assert first[0].id == "d0" and third[0].id == "d2"


def test_the_stage_that_failed_is_named(monkeypatch):
    import kg.reading.article

    monkeypatch.setattr(kg.reading.run, "extract", kg.reading.article.extract)
    (problem,) = run(documents("Ann left."), READER)
    assert problem.stage == "extract"
    (problem,) = run(documents("Ann left."), kg.reading.article.Pipeline(None, KNOWLEDGE))
    assert problem.stage == "annotate"


def test_problems_of_reading_come_first():
    found = Problem("x.txt", "read", "empty; leave it out")
    assert next(run([*documents("Ann left."), found], READER)) == found


@pytest.mark.parametrize(
    "bad", [*documents("explode"), Document("e", " "), Problem("x.txt", "read", "empty")]
)
def test_strict_stops_at_the_first_problem(bad):
    with pytest.raises(ArticleError, match=r"read: empty|ValueError: bad|no article"):
        list(run([bad], READER, strict=True))


def test_strict_lets_notices_pass():
    notice = Problem("x.txt", "read", "not UTF-8", skipped=False)
    assert list(run([notice], READER, strict=True)) == [notice]


def test_a_huge_article_is_refused():
    reader = SimpleNamespace(name="r", knowledge=KNOWLEDGE, limits=Limits(article_characters=100))
    problem, (document, _) = run(documents("word " * 50, "Ann left."), reader)
    assert (
        problem.document.startswith("d0#word-word-")
        and "249 characters; the limit is 100" in problem.message
    )
    assert document.id == "d1"


def test_an_empty_document_is_a_problem():
    (problem,) = run([Document("e", "\n \n")], READER)
    assert problem == Problem("e", "segment", "no article in it; leave it out")


SAID = {"die": "the process that read it died", "hang": r"not done after 1 seconds; .*=2$"}


@pytest.mark.parametrize("how", ["die", "hang", "loop"])
def test_a_worker_that_dies_or_hangs_costs_its_article(monkeypatch, how):
    def bad(document, article, reader):
        if "explode" in document.text:
            if how == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if how == "hang":  # as what is not written in Python does
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            while True:
                time.sleep(0.1)
        return fake(document, article, reader)

    monkeypatch.setattr(kg.reading.run, "extract", bad)
    monkeypatch.setattr(kg.processes, "_GRACE", 0.5)
    reader = SimpleNamespace(**vars(READER) | {"limits": Limits(seconds=1)})
    texts = ["Ann left.", "explode", *(f"Ann met {n}." for n in range(20)), "explode too"]
    found = list(run(documents(*texts), reader, workers=2))
    problems = [item for item in found if isinstance(item, Problem)]
    assert [problem.document[:10] for problem in problems] == ["d1#explode", "d22#explod"]
    said = SAID["die" if how == "die" else "hang"]
    assert all(re.match(said, problem.message) for problem in problems)
    whole = list(run(documents(*texts[:1], "", *texts[2:-1], ""), READER))
    assert [item for item in found if not isinstance(item, Problem)] == [
        item for item in whole if not isinstance(item, Problem)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_loop_is_ended_in_this_process_too(monkeypatch, workers):
    def loop(*_):
        while True:
            pass

    monkeypatch.setattr(kg.reading.run, "extract", loop)
    reader = SimpleNamespace(**vars(READER) | {"limits": Limits(seconds=1)})
    (problem,) = run(documents("Ann left."), reader, workers=workers)
    assert problem.stage == "limit" and problem.message.endswith("give --limit seconds=2")
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(kg.reading.run, "extract", lambda *_: bytearray(1 << 31))
    reader = SimpleNamespace(**vars(READER) | {"limits": Limits(memory_megabytes=100)})
    found = list(run(documents("Ann left.", "Bob left."), reader, workers=2))
    assert [item.stage for item in found] == ["limit", "limit"]
    assert "--limit memory_megabytes=200" in found[0].message
