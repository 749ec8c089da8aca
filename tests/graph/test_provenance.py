"""What an input tells of an article is in its graph, which passes its own checks."""

import pyoxigraph as ox
import pytest

from kg.building import build
from kg.copies import one
from kg.graph.check import check
from kg.graph.opened import Graph
from kg.graph.terms import VOCABULARIES
from kg.model import Document, Extraction
from kg.pages.segment import segment
from tests.known import KNOWLEDGE

TEXT = "Vera Holm met Paul Ito in Lima on Friday. They spoke of fish, and of boats, for hours.\n"
TOLD = {
    "title": "Envoys meet",
    "published": "2024-05-03",
    "publisher": "Lima Post",
    "url": "https://x.example/a b",
    "language": "en-gb",
    "authors": ("Ann Lee", "Bo Day"),
    "issued": "2024-05-03T23:30:00-05:00",
    "sections": ("World", "Fish"),
}


@pytest.fixture
def built(tmp_path):
    def built(*documents: Document) -> Graph:
        articles = [article for doc in documents for article in segment(doc, KNOWLEDGE)]
        texts = {document.id: document.text for document in documents}
        same = {a.id: one([b for b in articles if b.id == a.id]) for a in articles}
        reading = build.Reading(tuple(map(Extraction, same.values())), texts, ())
        directory = tmp_path / "graph"
        directory.mkdir()
        build.write(reading, directory, build.Options(), KNOWLEDGE)
        return Graph.open(directory)

    return built


def told(graph: Graph, name: str) -> set[str]:
    """The values of a property of the article, as N-Triples has them."""
    found = graph.query(f"SELECT ?value {{ ?a a schema:NewsArticle ; {name} ?value }}")
    return {str(value) for (value,) in found.rows}


def test_what_is_told_of_an_article_is_kept(built):
    graph = built(Document("a", TEXT, True, **TOLD))
    assert told(graph, "schema:headline") == {'"Envoys meet"@en-gb'}
    assert told(graph, "rdfs:label") == {'"Envoys meet"@en-gb'}
    assert told(graph, "dcterms:publisher/rdfs:label") == {'"Lima Post"'}
    assert told(graph, "schema:inLanguage") == {'"en-gb"'}
    assert told(graph, "schema:author") == {'"Ann Lee"', '"Bo Day"'}
    assert told(graph, "schema:articleSection") == {'"World"', '"Fish"'}
    assert told(graph, "schema:url") == {f'"{TOLD["url"]}"^^<{VOCABULARIES["xsd"]}anyURI>'}
    assert told(graph, "dcterms:issued") == {f'"{TOLD["issued"]}"^^<{VOCABULARIES["xsd"]}dateTime>'}
    assert [found for found in check(graph) if not found.ok] == []


def test_a_title_that_the_text_begins_with_is_the_headline(built):
    graph = built(Document("a", f"Envoys meet\n{TEXT}", True, **TOLD))
    assert told(graph, "schema:headline") == {'"Envoys meet"@en-gb'}
    (article,) = graph.corpus.articles.values()
    assert article.title is not None and article.headline is None


def test_an_article_without_a_title_is_called_by_its_first_words(built):
    graph = built(Document("a", TEXT, True))
    assert told(graph, "schema:headline") == set()
    assert told(graph, "rdfs:label") == {
        '"Vera Holm met Paul Ito in Lima on Friday. They spoke of fish, and of boats, …"@en'
    }
    assert [found for found in check(graph) if not found.ok] == []


@pytest.mark.parametrize(
    ("published", "kind"), [("2024-05-03", "date"), ("2024-05", "gYearMonth"), ("2024", "gYear")]
)
def test_a_date_of_any_precision_is_kept(built, published, kind):
    graph = built(Document("a", TEXT, True, published=published))
    expected = f'"{published}"^^<{VOCABULARIES["xsd"]}{kind}>'
    assert told(graph, "schema:datePublished") == {expected}
    assert [found for found in check(graph) if not found.ok] == []


def test_publishers_are_one_however_they_are_spelled(built):
    graph = built(
        Document("a", TEXT, True, publisher="Lima Post"),
        Document("b", TEXT.replace("Lima", "Oslo"), True, publisher="LIMA POST"),
        Document("c", TEXT.replace("Lima", "Rome"), True, publisher="Roma Oggi"),
    )
    found = graph.query(
        "SELECT ?name (COUNT(?a) AS ?n) { ?a a schema:NewsArticle ; dcterms:publisher ?p ."
        " ?p a kg:Publisher , foaf:Agent ; rdfs:label ?name } GROUP BY ?name ORDER BY ?name"
    )
    assert list(found) == [("LIMA POST", 2), ("Roma Oggi", 1)]
    assert [found for found in check(graph) if not found.ok] == []


def test_what_one_copy_does_not_tell_another_does(built):
    graph = built(
        Document("a", TEXT, True, published="2024-05-01"),
        Document(
            "b",
            TEXT,
            True,
            title="Envoys meet",
            published="2024-05-02",
            authors=("Ann Lee",),
            sections=("World",),
        ),
    )
    assert told(graph, "schema:headline") == {'"Envoys meet"@en'}
    assert told(graph, "schema:author") == {'"Ann Lee"'}
    assert told(graph, "schema:articleSection") == {'"World"'}


def test_control_characters_are_no_part_of_a_literal(built):
    graph = built(Document("a", TEXT, True, title="Envoys\0 \x07meet"))
    assert told(graph, "schema:headline") == {'"Envoys   meet"@en'}
    assert all(
        ord(letter) >= 32 or letter in "\t\n\r"
        for quad in graph.mint()
        if isinstance(quad.object, ox.Literal)
        for letter in quad.object.value
    )
