"""Answers in the forms of SPARQL 1.1 and RDF, with terms that need care."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from kg.graph import media

XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = 'a "quoted"\t<b>&\r\nĐ 東 😀, = \\ \x07'
ROW = (
    ox.NamedNode("https://example.org/a?b=c&d=e"),
    ox.BlankNode("b1"),
    ox.Literal(ODD),
    ox.Literal("chat", language="fr"),
    ox.Literal("4", datatype=ox.NamedNode(f"{XSD}integer")),
    None,
)
NAMES = ("iri", "blank", "odd", "tagged", "number", "unbound")


def written(form: str) -> str:
    return "".join(media.TABLES[form].write(NAMES, [ROW, (None,) * 6]))


def test_json():
    data = json.loads(written("json"))
    assert data["head"]["vars"] == list(NAMES)
    first, second = data["results"]["bindings"]
    assert second == {}
    assert first == {
        "iri": {"type": "uri", "value": "https://example.org/a?b=c&d=e"},
        "blank": {"type": "bnode", "value": "b1"},
        "odd": {"type": "literal", "value": ODD},
        "tagged": {"type": "literal", "value": "chat", "xml:lang": "fr"},
        "number": {"type": "literal", "value": "4", "datatype": f"{XSD}integer"},
    }


def test_json_is_read_by_another_parser():
    parsed = ox.parse_query_results(written("json"), format=ox.QueryResultsFormat.JSON)
    assert next(tuple(row) for row in parsed) == ROW


@pytest.mark.parametrize("form", ["xml", "tsv"])
def test_xml_and_tsv_are_read_by_another_parser(form):
    shape = ox.QueryResultsFormat.XML if form == "xml" else ox.QueryResultsFormat.TSV
    (first, second) = [tuple(row) for row in ox.parse_query_results(written(form), format=shape)]
    odd = ODD.replace("\x07", "\ufffd") if form == "xml" else ODD  # XML has no way to write it
    assert first == (*ROW[:2], ox.Literal(odd), *ROW[3:])
    assert second == (None,) * 6


def test_csv_has_plain_values():
    head, first, second = csv.reader(io.StringIO(written("csv"), newline=""))
    assert head == list(NAMES)
    assert first == ["https://example.org/a?b=c&d=e", "_:b1", ODD, "chat", "4", ""]
    assert second == [""] * 6
    assert written("csv").startswith("iri,blank,odd,tagged,number,unbound\r\n")


@pytest.mark.parametrize("answer", [True, False])
def test_answers_to_an_ask(answer):
    word = "true" if answer else "false"
    assert json.loads(media.TABLES["json"].boolean(answer))["boolean"] is answer
    root = ET.fromstring(media.TABLES["xml"].boolean(answer))
    assert [e.text for e in root.iter("{http://www.w3.org/2005/sparql-results#}boolean")] == [word]
    assert media.TABLES["csv"].boolean(answer).strip() == word
    assert media.TABLES["tsv"].boolean(answer).strip() == word


TRIPLES = [
    ox.Triple(ROW[0], ox.NamedNode(f"{XSD}p"), ROW[number]) for number in (3, 4, 0, 3)
]  # fmt: skip


@pytest.mark.parametrize("form", media.TRIPLES)
def test_graphs(form):
    data = media.rdf(TRIPLES, form, {"xsd": XSD, "unused": "https://unused.example/"})
    back = [quad.triple for quad in ox.parse(data, format=media.TRIPLES[form].format)]
    assert (len(back), set(back)) == (3, set(TRIPLES))
    assert b"unused" not in data
    assert data == media.rdf(reversed(TRIPLES), form, {"xsd": XSD})
    assert ox.RdfFormat.from_media_type(media.TRIPLES[form].media[0]) == media.TRIPLES[form].format
