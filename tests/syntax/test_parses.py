"""Parses are kept and used again; whatever becomes of their file, the result is the same."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import blank, pipeline

import kg.syntax.annotate
from kg.errors import InputError
from kg.model import Article, Block, Document, Span
from kg.reading.article import read_annotation
from kg.syntax.annotate import annotate_all
from kg.syntax.parses import Parses
from tests.known import KNOWLEDGE

TEXTS = [
    "Ann Lee met Bob Ray in Paris on Monday. She said the deal was “done”.",
    "Mayor Cem Dahl resigned.",
    "",
    "“We won't go,” the workers’ leaders told reporters — twice.",
]


def given(text: str, id: str) -> tuple[Document, Article]:
    span = Span(0, len(text))
    blocks = (Block("body", span),) if text else ()
    return Document(id, text), Article(id, id, span, None, blocks, None, None)


GIVEN = [given(text, f"a{number}") for number, text in enumerate(TEXTS)]


@pytest.fixture
def count(monkeypatch) -> list[int]:
    """How many texts each call of the parser was given; nothing is really parsed."""
    counts: list[int] = []

    def parse(docs, nlp):
        docs = list(docs)
        counts.append(len(docs))
        for doc in docs:
            for token in doc:
                token.lemma_, token.tag_ = token.lower_, "NN"
                token.is_sent_start = token.i == 0
        return docs

    monkeypatch.setattr(kg.syntax.annotate, "parse", parse)
    return counts


def read(kept: Parses | None, articles=None) -> list[list[tuple[object, ...]]]:
    found = annotate_all(GIVEN if articles is None else articles, blank(), KNOWLEDGE, kept)
    return [[(t.text, t.lemma_, t.tag_, t.whitespace_) for t in ann.doc] for ann in found]


def test_nothing_is_parsed_twice(tmp_path, count):
    parses = Parses(tmp_path / "new" / "p.sqlite")
    expected = read(None)
    assert [read(parses), read(parses), read(Parses(parses.path))] == [expected] * 3
    assert count == [4, 4]


def test_only_what_is_not_kept_is_parsed(tmp_path, count):
    parses = Parses(tmp_path / "p.sqlite")
    expected = read(None)
    read(parses, GIVEN[1:3])
    assert read(parses) == expected
    assert count == [4, 2, 2]


@pytest.mark.parametrize("change", ["words", "model", "pipes", "spacy"])
def test_other_tokens_and_other_models_are_parsed_anew(tmp_path, count, change, monkeypatch):
    path = tmp_path / "p.sqlite"
    first, nlp = given("Ann left.", "a"), blank()
    read(Parses(path), [first])
    if change == "words":
        first = given("Ann came.", "a")
    elif change == "model":
        monkeypatch.setitem(nlp._meta, "version", "9.9.9")
    elif change == "pipes":
        monkeypatch.setattr(type(nlp), "pipe_names", ["x"])
    else:
        monkeypatch.setattr("kg.syntax.parses.spacy_version", "9")
    read(Parses(path), [first])
    assert count == [1, 1]


def test_pages_that_go_take_their_parses_along(tmp_path, count):
    parses = Parses(tmp_path / "p.sqlite")
    read(parses)
    parses.forget(["a1", "a3", "other"])
    read(parses)
    assert count == [4, 2]
    shared = Parses(parses.path, shared=True)
    shared.forget([])
    read(shared)
    assert count == [4, 2]


def broken(path: Path, how: str) -> None:
    if how == "no database":
        path.write_bytes(b"x" * 5000)
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "a directory":
        path.unlink()
        path.mkdir()
    elif how == "read-only":
        path.chmod(0o400)
    else:
        with closing(sqlite3.connect(path)) as db, db:
            if how == "a bit":
                db.execute("UPDATE parses SET parse = substr(parse, 1, 30) || x'00' || parse")
            elif how == "another's":
                one = "SELECT parse FROM parses WHERE article = 'a0'"
                db.execute(f"UPDATE parses SET parse = ({one})")
            else:
                db.execute("DROP TABLE parses")


@pytest.mark.parametrize(
    "how",
    ["no database", "cut short", "a directory", "read-only", "a bit", "another's", "no table"],
)
def test_a_broken_file_changes_nothing(tmp_path, count, how):
    path = tmp_path / "p.sqlite"
    expected = read(None)
    read(Parses(path))
    broken(path, how)
    assert read(Parses(path)) == expected
    mended = Parses(path)
    mended.mend()
    assert read(mended) == expected
    before = len(count)
    assert read(mended) == expected
    if how != "a directory":
        assert len(count) == before, "it is in use again"


@pytest.mark.parametrize("what", ["a text", "another database", "a directory"])
def test_a_file_of_something_else_is_refused_and_stays(tmp_path, what):
    path = tmp_path / "mine"
    if what == "a text":
        path.write_text("Ann Lee met Bob Ray in Paris on Monday.\n" * 40)
    elif what == "a directory":
        path.mkdir()
    else:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("CREATE TABLE letters(id TEXT)")
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(InputError, match=r"mine: not a file of parses.* give another one"):
        Parses(path, shared=True).mend()
    assert path.exists() and (path.is_dir() or path.read_bytes() == before)


def test_an_empty_file_and_ones_own_are_taken(tmp_path, count):
    path = tmp_path / "p.sqlite"
    path.touch()
    for _ in range(2):
        shared = Parses(path, shared=True)
        shared.mend()
        read(shared)
    assert count == [4]


def _keep(path: Path, first: int) -> None:
    for number in range(first, first + 40):
        read(Parses(path), [given(f"Ann met {number}.", f"a{number}")])


def test_processes_may_write_at_once(tmp_path, count):
    path = tmp_path / "p.sqlite"
    context = multiprocessing.get_context("fork")
    others = [context.Process(target=_keep, args=(path, 40 * n)) for n in range(4)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    read(Parses(path), [given(f"Ann met {number}.", f"a{number}") for number in range(160)])
    assert count == [], "all of them are there"


@pytest.mark.pipeline
def test_what_is_read_of_a_kept_parse_is_the_same(tmp_path):
    parses, nlp = Parses(tmp_path / "p.sqlite"), pipeline()
    plain = annotate_all(GIVEN, nlp, KNOWLEDGE)
    annotate_all(GIVEN, nlp, KNOWLEDGE, parses)
    kept = annotate_all(GIVEN, nlp, KNOWLEDGE, parses)
    for one, two in zip(plain, kept, strict=True):
        assert one.doc is not two.doc
        assert one.tree == two.tree
        assert read_annotation(one) == read_annotation(two)
