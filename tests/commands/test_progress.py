"""Progress on long work: how much is done, how fast, how long still; nothing where nobody looks."""

from io import StringIO

import pytest
from rich.console import Console

from kg.building.build import Batch, Options, read_batch
from kg.commands import console
from kg.commands.running import progress
from kg.model import Document, Extraction
from kg.pages.segment import segment
from tests.known import KNOWLEDGE


@pytest.fixture
def shown(monkeypatch):
    """What standard error shows, as a terminal or as none."""

    def shown(terminal: bool) -> StringIO:
        file = StringIO()
        made = Console(file=file, force_terminal=terminal, width=120)
        monkeypatch.setattr(console, "errors", lambda: made)
        return file

    return shown


def test_a_terminal_shows_rate_and_time_left(shown):
    file = shown(terminal=True)
    with progress() as advance:
        for _ in range(3):
            advance("one", 400, 2_000)
    last = file.getvalue()
    assert "reading" in last and "3 articles, 1,200 words" in last
    assert "words/s" in last and "left" in last and "0:00:0" in last


def test_when_all_is_read_it_is_written(shown):
    file = shown(terminal=True)
    with progress() as advance:
        advance("one", 400, 400)
    assert "writing" in file.getvalue()


def test_what_is_no_terminal_shows_nothing(shown):
    file = shown(terminal=False)
    with progress() as advance:
        advance("one", 400, 2_000)
    assert file.getvalue() == ""


def test_progress_is_told_the_words_of_an_article_and_of_all(monkeypatch):
    documents = [
        Document("a", "Ann met Bob.", True),
        Document("b", "Bo Day left Velm today.", True),
    ]
    batch = Batch(tuple((each, tuple(segment(each, KNOWLEDGE))) for each in documents), ())
    found = [(document, Extraction(article)) for document, (article,) in batch.pages]
    monkeypatch.setattr("kg.reading.run.run", lambda *given, **more: iter(found))
    told = []
    read_batch(batch, None, Options(), lambda *given: told.append(given[1:]))
    assert told == [(3, 8), (5, 8)]
