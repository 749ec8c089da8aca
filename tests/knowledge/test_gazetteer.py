from pathlib import Path

import pytest

from kg.errors import InputError
from kg.knowledge.folding import key
from kg.knowledge.gazetteer import KINDS, load_gazetteer
from kg.knowledge.knowledge import load_knowledge
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Iran", ["place/iran"]),
        ("the United States", ["place/united-states"]),
        ("U.S.", ["place/united-states"]),
        ("US", ["place/united-states"]),
        ("us", []),
        ("Britain", ["place/united-kingdom"]),
        ("Iran's", ["place/iran"]),
        ("IRAN", ["place/iran"]),
        ("Türkiye", ["place/turkey"]),
        ("Kiev", ["place/kyiv"]),
        ("the UN", ["organization/united-nations"]),
        ("IAEA", ["organization/international-atomic-energy-agency"]),
        ("who", []),
        ("house", []),
        ("JCPOA", ["agreement/joint-comprehensive-plan-of-action"]),
        ("the Iran nuclear deal", ["agreement/joint-comprehensive-plan-of-action"]),
        ("Georgia", ["place/georgia", "place/georgia-us"]),
        ("Washington", ["place/washington", "place/washington-state"]),
    ],
)
def test_lookup(name: str, ids: list[str]) -> None:
    assert [entry.id for entry in KNOWLEDGE.gazetteer.lookup(name)] == ids


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Iranian", "place/iran"),
        ("Iranians", "place/iran"),
        ("British", "place/united-kingdom"),
        ("Dutch", "place/netherlands"),
        ("Uzbek", "place/uzbekistan"),
        ("Polish", "place/poland"),
        ("polish", None),
        ("Congolese", None),
        ("Republicans", None),
    ],
)
def test_country_of_demonym(word: str, country: str | None) -> None:
    found = KNOWLEDGE.gazetteer.country_of_demonym(word)
    assert (found.id if found else None) == country


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Tehran", ["place/iran"]),
        ("Washington", ["place/united-states"]),
        ("Brussels", ["place/belgium", "organization/european-union"]),
        ("Isfahan", []),
    ],
)
def test_seats(name: str, ids: list[str]) -> None:
    assert [entry.id for entry in KNOWLEDGE.gazetteer.seat_of(name)] == ids


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Georgia", True), ("Jordan", True), ("Turkey", True), ("Polish", True), ("Norway", False)],
)
def test_ambiguous(name: str, expected: bool) -> None:
    assert KNOWLEDGE.gazetteer.ambiguous(name) is expected


def test_the_shipped_files_are_consistent() -> None:
    gazetteer = KNOWLEDGE.gazetteer
    entries = list(gazetteer)
    assert len(gazetteer.countries()) > 190
    for entry in entries:
        assert entry.kind in KINDS and entry.type == KINDS[entry.kind]
        assert entry.id.split("/")[0] == entry.type.lower()
        assert entry.country is None or gazetteer.entry(entry.country), entry
        assert entry in gazetteer.lookup(entry.label)
        assert set(map(key, entry.homographs)) <= set(map(key, (*entry.names, *entry.demonyms)))
        assert all(phrase.split()[-1].islower() for phrase in entry.called)
    assert "space agency" in gazetteer.lookup("NASA")[0].called
    iran = gazetteer.entry("place/iran")
    assert iran and iran.wikidata == "Q794" and iran.capital == "Tehran" and "IR" in iran.codes
    ids = [entry.wikidata for entry in entries if entry.wikidata]
    assert len(ids) == len(set(ids))


def test_own_turtle(tmp_path: Path) -> None:
    own = tmp_path / "my.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix s: <https://schema.org/> .\n"
        '<http://example.org/42> a s:Person ; skos:prefLabel "Ada Quill"@en ;\n'
        '  skos:altLabel "A. Quill"@en ; skos:exactMatch <http://example.net/q> .\n',
        encoding="utf-8",
    )
    (entry,) = load_gazetteer([own]).lookup("A. Quill")
    assert (entry.id, entry.type) == ("person/ada-quill", "Person")
    assert entry.same_as == ("http://example.org/42", "http://example.net/q")


def test_own_csv_replaces_shipped_entries(tmp_path: Path) -> None:
    own = tmp_path / "my.csv"
    own.write_text(
        "# mine\nlabel,type,aliases,country,wikidata\n"
        "Quill Works,Organization,QW|Quillworks,norway,\n"
        "Iran,Country,Persia,,Q794\n",
        encoding="utf-8",
    )
    gazetteer = load_gazetteer([own])
    (works,) = gazetteer.lookup("QW")
    assert (works.id, works.country) == ("organization/quill-works", "place/norway")
    (iran,) = gazetteer.lookup("Iran")
    assert iran.demonyms == ()


def test_a_row_of_a_csv_may_be_short_and_a_cell_may_be_quoted(tmp_path: Path) -> None:
    own = tmp_path / "my.csv"
    text = 'label,type,aliases\n"Quill, ""Works""",Organization\nOrlo\n,Person,Nobody\n'
    own.write_text(text, encoding="utf-8")
    gazetteer = load_gazetteer([own])
    assert [entry.type for entry in gazetteer.lookup('Quill, "Works"')] == ["Organization"]
    assert [entry.type for entry in gazetteer.lookup("Orlo")] == ["Thing"]
    assert gazetteer.lookup("Nobody") == ()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "name\nX\n", "no column 'label'"),
        ("a.csv", "label,type\nX,Wizard\n", "Wizard is no type"),
        (
            "a.csv",
            "# mine\n\nlabel,type\nX,Person,Y\n",
            r"a.csv:4: 3 columns where the header has 2",
        ),
        ("a.csv", 'label,type\n"X,Person\nY,Person\n', "a.csv:2: unexpected end of data; close"),
        ("a.csv", 'label,type\n"X" Y,Person\n', "a.csv:2: ',' expected after '\"'; close each"),
        ("a.ttl", "<a> <b> .\n", "a.ttl:1: not Turtle"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_gazetteer([tmp_path / name])


def test_the_shipped_knowledge_is_loaded_once_and_own_names_apart(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("label,kind\nVelm Harbour Trust,Organization\n", encoding="utf-8")
    with_own = load_knowledge(gazetteer=[own])
    assert load_knowledge() is load_knowledge((), []) is not with_own
    assert with_own.gazetteer.lookup("Velm Harbour Trust")
    assert not load_knowledge().gazetteer.lookup("Velm Harbour Trust")
    own.write_text("label,kind\nOstra Harbour Trust,Organization\n", encoding="utf-8")
    assert not load_knowledge(gazetteer=[own]).gazetteer.lookup("Velm Harbour Trust")
