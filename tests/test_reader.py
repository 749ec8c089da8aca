"""The reader: what it takes, told apart by type, and what it gives."""

import json
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.errors import ArticleError, InputError
from kg.graph.answers import StatementView
from kg.reader import ProblemWarning

pytestmark = pytest.mark.pipeline

TEXT = (
    "Minister Ann Holm met Paul Ito in Lima on Tuesday.\n\n"
    '"The harbour pact will hold," Holm told reporters.\n'
)


@pytest.fixture(scope="module")
def reader() -> kg.Reader:
    return kg.Reader()


def met(article) -> set[str]:
    return {name for fact in article.facts if fact.relation == "Meeting"
            for name in fact.roles["participant"]}  # fmt: skip


def test_a_str_is_a_text(reader):
    article = reader.read(TEXT, published="2025-03-28", publisher="Harbour Post")
    assert met(article) == {"Ann Holm", "Paul Ito"}
    assert (article.published, article.publisher) == ("2025-03-28", "Harbour Post")
    assert article.text == article.source.strip() == TEXT.strip()
    (meeting,) = (fact for fact in article.facts if fact.relation == "Meeting")
    assert meeting.date == "2025-03-25"
    assert article.source[meeting.evidence.start : meeting.evidence.end] == meeting.evidence.text
    (said,) = article.statements
    assert isinstance(said, StatementView) and said.speaker == "Ann Holm"
    assert "harbour pact" in said.text
    assert {"Ann Holm", "Paul Ito", "Lima"} <= {entity.name for entity in article.entities}
    with pytest.raises(FrozenInstanceError):
        article.title = "other"


def test_without_a_date_a_weekday_is_none(reader):
    (meeting,) = (f for f in reader.read(TEXT).facts if f.relation == "Meeting")
    assert (meeting.when, meeting.date) == ("Tuesday", None)


def test_a_date_may_be_one_of_python(reader):
    assert reader.read(TEXT, published=date(2025, 3, 28)).published == "2025-03-28"
    with pytest.raises(InputError, match="no ISO date"):
        reader.read(TEXT, published="28 March")


def test_a_title_is_the_headline(reader):
    assert reader.read(f"Ministers meet\n\n{TEXT}").title == "Ministers meet"
    assert reader.read(TEXT, title="Ministers meet").title == "Ministers meet"


@pytest.mark.parametrize("kind", ["path", "html", "bytes", "document", "jsonl"])
def test_sources_are_told_apart_by_type(reader, tmp_path, kind):
    page = tmp_path / ("page.jsonl" if kind == "jsonl" else "page.txt")
    page.write_text(json.dumps({"id": "a", "text": TEXT}) if kind == "jsonl" else TEXT)
    html = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    source = {
        "path": page,
        "jsonl": page,
        "html": f"<html><body><article>{html}</article></body></html>".encode(),
        "bytes": TEXT.encode(),
        "document": kg.Document("a", TEXT, single=True),
    }[kind]
    assert met(reader.read(source)) == {"Ann Holm", "Paul Ito"}


def test_an_address_tells_articles_apart(reader):
    one, two = reader.read(TEXT), reader.read(TEXT, url="https://post.example/1")
    assert (one.url, two.url) == (None, "https://post.example/1")
    assert reader.read(TEXT).id == one.id != two.id


def test_several_sources_give_an_article_each(reader):
    other = TEXT.replace("Ito", "Ros")
    first, second = reader.read([TEXT, other.encode()], publisher="Harbour Post")
    assert (met(first), met(second)) == ({"Ann Holm", "Paul Ito"}, {"Ann Holm", "Paul Ros"})
    assert first.publisher == second.publisher == "Harbour Post"
    assert first.id != second.id


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("page.txt", r"give Path\('page.txt'\)"),
        ("  \n", "no article in it"),
        (b"", "empty"),
        (Path("nowhere.txt"), "no such file"),
        ("Ann \ud800 met Bob.", "surrogate"),
        (Path(__file__).parent / "data" / "pages", "14 articles, not one; stream"),
    ],
)
def test_what_is_no_article_is_an_error_that_says_what_to_do(reader, source, message):
    with pytest.raises(InputError, match=message):
        reader.read(source)


@pytest.mark.parametrize("ask", ["stream", "build"])
@pytest.mark.parametrize("pages", [TEXT, "nowhere.txt", Path("nowhere"), ["nowhere/*.txt"]])
def test_a_str_of_pages_is_a_path_that_must_be_there(reader, tmp_path, ask, pages):
    hint = "; check the path" if isinstance(pages, Path) else r"\. A str is a path here"
    with pytest.raises(InputError, match=f"no such file or directory{hint}"):
        reader.stream(pages) if ask == "stream" else reader.build(pages, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_stream_gives_articles_as_they_come(reader, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    rows = [{"id": f"a{n}", "text": TEXT.replace("Ito", f"Ito{'abc'[n]}")} for n in range(3)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.warns(ProblemWarning, match="empty; leave it out"):
        found = list(reader.stream(tmp_path))
    assert [article.document for article in found] == ["a0", "a1", "a2"]
    assert met(found[1]) == {"Ann Holm", "Paul Itob"}
    with pytest.warns(ProblemWarning):
        assert [repr(a) for a in reader.stream(tmp_path, workers=2)] == [*map(repr, found)]


def test_a_stream_takes_no_more_than_it_needs(reader):
    asked = []

    def documents():
        for number in range(1000):
            asked.append(number)
            yield kg.Document(f"d{number}", TEXT, single=True)

    stream = reader.stream(documents())
    assert asked == []
    assert next(stream).document == "d0"
    assert len(asked) <= 17
    stream.close()


def test_a_strict_reader_stops(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")
    strict = kg.Reader(strict=True)
    with pytest.raises(ArticleError, match="empty"):
        list(strict.stream(tmp_path))


def test_a_graph_is_built_and_opened(reader, tmp_path):
    (tmp_path / "page.txt").write_text(TEXT)
    graph = reader.build(tmp_path / "page.txt", tmp_path / "out")
    assert graph.query("ASK { ?a kg:met ?b }")
    assert [fact.fact.relation for fact in kg.open(tmp_path / "out").facts(about="Ito")]
    texts = (TEXT, TEXT, TEXT.replace("Ito", "Ros"))
    documents = (kg.Document(f"d{n}", text, single=True) for n, text in enumerate(texts))
    with pytest.raises(InputError, match="graph of other pages"):
        reader.build(documents, tmp_path / "out")
    documents = [kg.Document(f"d{n}", text, single=True) for n, text in enumerate(texts)]
    made = reader.build(documents, tmp_path / "out", replace=True)
    assert len(made.corpus.articles) == 2


def test_pages_come_and_go(reader, tmp_path):
    (tmp_path / "page.txt").write_text(TEXT)
    out = tmp_path / "out"
    reader.build(tmp_path / "page.txt", out)
    other = kg.Document("d", TEXT.replace("Ito", "Ros"), single=True)
    assert len(reader.add([other, TEXT.replace("Ito", "Moen").encode()], out).corpus.articles) == 3
    (tmp_path / "page.txt").write_text(TEXT.replace("Ito", "Ravn"))
    graph = reader.update(tmp_path / "page.txt", out)
    assert graph.facts(about="Ravn") and not graph.facts(about="Ito")
    assert [a.document for a in reader.remove(["d", "bytes"], out).corpus.articles.values()] == [
        "page.txt"
    ]
    with pytest.warns(ProblemWarning, match="empty"):
        (tmp_path / "empty.txt").touch()
        reader.add([other, tmp_path / "empty.txt"], out)
    with pytest.raises(InputError, match="was made with base="):
        kg.Reader(base="https://x.example/").add([other], out)


def test_the_article_is_marked_in_html(reader):
    shown = reader.read(TEXT.replace("pact", "<b>pact</b>"))._repr_html_()
    assert 'title="Ann Holm: Person">' in shown
    assert "&lt;b&gt;pact&lt;/b&gt;" in shown and "<b>pact" not in shown
    assert shown.index("Holm</mark> told") < shown.index("<b>Meeting</b>")


def test_names_of_ones_own_reach_the_reading(tmp_path):
    (tmp_path / "names.csv").write_text("label,type\nSkarne,Place\n")
    own = kg.Reader(gazetteer=tmp_path / "names.csv", ontology=[], base="https://x.example/")
    article = own.read("Ann Holm met Paul Ito in Skarne.")
    types = {entity.name: entity for entity in article.entities}
    assert types["Skarne"].type == "Place"
    assert types["Skarne"].iri == "https://x.example/place/skarne"


def test_options_that_are_no_good_are_said_at_once(tmp_path):
    for options in ({"model": "none"}, {"base": "x"}, {"gazetteer": tmp_path / "no.csv"}):
        with pytest.raises(kg.KgError):
            kg.Reader(**options)
