import doctest
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.knowledge.gazetteer import KINDS, Entry, read_entries
from kg.knowledge.gazetteer_formats import class_names

NAMES = Path(__file__).parents[1] / "data" / "names"
ENTITY = "http://www.wikidata.org/entity/"


def told(name: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [brief(entry) for entry in read_entries(NAMES / name)]


def brief(entry: Entry) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return (entry.label, entry.type, entry.aliases, entry.same_as)


# An RDF/XML file that is cut off between two of its names.
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="http://example.org/a"/>\n'
)


def test_skos_in_rdf_xml_gives_english_names_and_others_only_where_there_are_none():
    site = "https://names.example/"
    assert told("thesaurus.rdf") == [
        ("Velm Harbour Office", "Organization", ("VHO",), (site + "harbours",)),
        ("Lotsenkammer Velm", "Thing", (), (site + "lotsen",)),
    ]


def test_follow_the_money_gives_what_has_a_name():
    assert told("owners.ftm.json") == [
        (
            "Ilse Vornholt",
            "Person",
            ("Ilse M. Vornholt", "Elsa Vornholt"),
            (ENTITY + "Q900000001",),
        ),
        ("Quarrel Shipping", "Organization", ("Quarrel & Daughters",), ()),
    ]


def test_rows_of_one_item_are_one_entry_and_an_item_without_a_name_is_none():
    item = (ENTITY + "Q900000002",)
    assert told("query.csv") == [("Brask Ferries", "Organization", ("Brask Line", "BF"), item)]
    assert told("query.tsv") == [("Brask Ferries", "Organization", (), item)]


@pytest.mark.parametrize("name", ["query.json", "simple.json"])
def test_results_as_json(name):
    assert told(name) == [("Tamsin Orrel", "Person", (), (ENTITY + "Q900000004",))]


def test_open_refine_gives_the_rows_that_were_matched():
    item = (ENTITY + "Q900000005",)
    assert told("refined.csv") == [
        ("Dunmarsh Mills", "Organization", ("Dunmarsh Mills, Ltd",), item)
    ]
    assert told("refined.tsv") == [("Dunmarsh Mills", "Thing", (), item)]


def test_two_of_one_name_stay_two(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("item,itemLabel\nwd:Q901,Ann Lee\nwd:Q902,Ann Lee\n", encoding="utf-8")
    assert [entry.id for entry in read_entries(path)] == ["thing/ann-lee", "thing/ann-lee-q902"]


def test_an_empty_result_has_no_names(tmp_path):
    for name, text in [("a.json", '{"results": {"bindings": []}}'), ("b.jsonl", "\n")]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert list(read_entries(tmp_path / name)) == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.rdf", "<rdf:RDF", r"a\.rdf.*: not RDF/XML"),
        ("a.rdf", RDF, r"a\.rdf:2: not RDF/XML \(no element found\)"),
        ("a.json", '{"schema": "Person", "properties": {}}\n{"sch', r"a\.json:2: not JSON"),
        ("a.json", '{"name": "Orlo"}', r"a\.json:1: no FollowTheMoney entity"),
        ("a.json", "7\n", r"a\.json:1: no FollowTheMoney entity"),
        ("a.json", '[{"item": "wd:Q5"}]', r"a\.json: no column of names beside its items"),
        ("a.csv", "company,note\nOrlo,x\n", r"no column 'label', and no column of Wikidata ids"),
        ("a.tsv", "company\tid\nOrlo\tQ7\textra\n", r"a\.tsv:2: more columns than the header"),
        ("a.csv", 'item,itemLabel\nwd:Q7,"Orlo\n', r"a\.csv:2: unexpected end of data"),
    ],
)
def test_what_is_broken_is_said(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_entries(tmp_path / name))


def test_classes_of_others_are_classes_of_ours():
    assert set(class_names().values()) <= set(KINDS)


def test_what_the_docs_show_is_true(monkeypatch):
    root = NAMES.parents[2]
    monkeypatch.chdir(root)
    _, _, told = (root / "docs/inputs.md").read_text(encoding="utf-8").partition("## Names")
    shown = told.split("```pycon\n")[1].split("```")[0]
    session = doctest.DocTestParser().get_doctest(shown, {}, "inputs.md", None, 0)
    assert session.examples
    assert doctest.DocTestRunner().run(session).failed == 0


def test_a_name_in_a_tsv_of_the_query_service_may_have_quotation_marks(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text('?x\t?xLabel\nwd:Q7\t"The \\"Orlo\\""@en\n', encoding="utf-8")
    assert [entry.label for entry in read_entries(path)] == ['The "Orlo"']
