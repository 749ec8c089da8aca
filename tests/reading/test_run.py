from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest

import kg.reading.run
from kg.errors import ArticleError, KgError
from kg.knowledge.numbers import Number
from kg.model import Document, Entity, Extraction, Problem
from kg.reading.batch import arrange
from kg.reading.run import Result, stream
from kg.reading.run import run as run_batch
from tests.known import KNOWLEDGE

READER: Any = SimpleNamespace(name="r", knowledge=KNOWLEDGE)


def with_limit(name: str, value: int) -> Any:
    """A reader with another limit."""
    numbers = {**KNOWLEDGE.numbers, name: Number(value, "for a test")}
    return SimpleNamespace(name="r", knowledge=replace(KNOWLEDGE, numbers=numbers))


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
    reader = with_limit("reading.longest_article", 100)
    problem, (document, _) = run(documents("word " * 50, "Ann left."), reader)
    assert (
        problem.document.startswith("d0#word-word-")
        and "249 characters; the limit is 100" in problem.message
    )
    assert document.id == "d1"


def test_an_empty_document_is_a_problem():
    (problem,) = run([Document("e", "\n \n")], READER)
    assert problem == Problem("e", "segment", "no article in it; leave it out")


def test_a_worker_that_dies_is_said(monkeypatch):
    import os

    monkeypatch.setattr(kg.reading.run, "extract", lambda *_: os._exit(1))
    with pytest.raises(KgError, match="worker process died"):
        list(run(documents("a b.", "c d.", "e f."), READER, workers=2))
