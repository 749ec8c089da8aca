"""What is read of an article does not depend on the format that it came in."""

import io
import json
from pathlib import Path

import pytest

from kg.building.build import build
from kg.building.changing import add
from kg.building.options import Options
from kg.inputs.columns import Columns
from kg.inputs.read import read
from kg.model import Document
from tests.building.test_changing import PIPELINE, fake

DATA = Path(__file__).parent.parent / "data" / "inputs"


def rows(names, columns=None):
    """The documents of samples as lines of JSON."""
    from kg.commands.listing import _line

    found = read([str(DATA / name) for name in names], columns=columns)
    return "".join(_line(item) for item in found if isinstance(item, Document))


def test_a_graph_is_that_of_the_same_documents_as_json_lines(tmp_path, monkeypatch):
    import kg.reading.run

    monkeypatch.setattr(kg.reading.run, "extract", fake)
    names = ["harbour.rss", "crawl.warc.gz", "letters.mbox", "wire.newsml", "story.nitf"]
    plain = tmp_path / "plain.jsonl"
    plain.write_text(rows(names), encoding="utf-8")
    given = [str(DATA / name) for name in names]
    build(given, tmp_path / "a", pipeline=PIPELINE)
    build([str(plain)], tmp_path / "b", pipeline=PIPELINE)
    build(given[:2], tmp_path / "c", pipeline=PIPELINE)
    made = add(given[2:], tmp_path / "c", pipeline=PIPELINE)
    assert made.articles == 7
    texts = [(tmp_path / name / "facts.jsonl").read_bytes() for name in "abc"]
    assert texts[0] == texts[1] == texts[2]
    told = [json.loads(line) for line in (tmp_path / "a" / "problems.jsonl").open()]
    assert [p["stage"] for p in told if "French" in p["message"]] == ["language"]


def test_columns_are_told_to_a_build(tmp_path, monkeypatch):
    import kg.reading.run

    monkeypatch.setattr(kg.reading.run, "extract", fake)
    columns = Columns(text="body", title="headline", published="date", publisher="outlet")
    options = Options(columns=columns)
    build([str(DATA / "archive.csv")], tmp_path / "a", options, pipeline=PIPELINE)
    made = add([str(DATA / "latin.tsv")], tmp_path / "a", options, pipeline=PIPELINE)
    assert made.articles == 3
    rows = map(json.loads, (tmp_path / "a" / "facts.jsonl").open(encoding="utf-8"))
    assert {r["publisher"] for r in rows if r["kind"] == "article"} == {"Norland Times"}


@pytest.mark.pipeline
def test_speakers_and_rows_are_read():
    from kg.reader import Reader

    reader = Reader(columns=Columns(text="body", title="headline", published="date"))
    (hearing,) = reader.stream(DATA / "hearing.vtt", on_problem=print)
    assert [said.speaker for said in hearing.statements] == ["Iven Soll", "Carla Deen", "Iven Soll"]
    found = list(reader.stream(DATA / "archive.csv", on_problem=print))
    visits = [v for view in found for v in view.facts if v.fact.relation == "Visit"]
    assert [visit.fact.when.value for visit in visits if visit.fact.when] == ["2025-05-12"]


def test_the_languages_of_documents():
    from kg.pages.languages import foreign
    from tests.known import KNOWLEDGE

    english = "The minister said on Friday that the port of Velm would be open to all ships again. "
    german = (
        "Der Minister sagte am Freitag, dass der Hafen von Velm wieder für alle Schiffe offen ist. "
    )
    swedish = "Ministern sade på fredagen att hamnen i Velm är öppen för alla och att det är bra. "
    greek = "Ο υπουργός είπε την Παρασκευή ότι το λιμάνι είναι ανοιχτό για όλα τα πλοία. "
    results = "Velm 3 Brask 1, Oller 0 Koren 2, Ansel 1 Ryde Town 1, Marsh City 4 Holt 0. "

    def tongue(text, tag=None):
        return foreign(Document("a", text, language=tag), KNOWLEDGE)

    assert tongue(english * 5) is None and tongue(english * 5, "de") is None
    assert tongue(german * 5) == "German" and tongue(german * 5, "en") == "German"
    assert tongue(swedish * 5) == "Swedish"
    assert tongue(greek * 5) == "another script"
    assert tongue(results * 9) is None
    # Too short to tell: what the page states.
    assert tongue("Velm 3, Brask 1", "fr") == "French" and tongue("Velm 3, Brask 1") is None
    # News that quotes another language is still English.
    assert tongue(english * 4 + german) is None


def test_documents_as_lines_are_the_documents(tmp_path):
    from kg.commands.listing import _line

    before = [d for d in read([str(DATA / "harbour.rss")]) if isinstance(d, Document)]
    (tmp_path / "a.jsonl").write_text("".join(map(_line, before)), encoding="utf-8")
    assert list(read([str(tmp_path / "a.jsonl")])) == before
    assert io.StringIO(_line(before[0])).read().count("\n") == 1
