"""Companies of LEI records are known by the names that news calls them."""

from pathlib import Path

import pytest

from kg.knowledge.gazetteer import Gazetteer, read_entries
from kg.knowledge.lei import of_answer, of_table

NAMES = Path(__file__).parents[1] / "data" / "names"
IRI = "https://rdf.gleif.org/L1/L-0000000000"


def company(name: str, **more: str):
    row = {"LEI": "0000000000VELM000111", "Entity.LegalName": name, **more}
    return next(of_table([row]), None)


def test_a_golden_copy_is_read():
    velm, orrel, koren = read_entries(NAMES / "companies.lei.csv")  # and no duplicate
    assert velm.label == "Velm Reederei und Lotsen Aktiengesellschaft"
    assert set(velm.aliases) == {
        "VELM REEDEREI UND LOTSEN AKTIENGESELLSCHAFT", "Velm Reederei und Lotsen", "Velm Pilots",
    }  # fmt: skip
    assert (velm.type, velm.country, velm.same_as) == (
        "Organization", "place/germany", (IRI + "VELM000111",)
    )  # fmt: skip
    assert (orrel.label, orrel.homographs) == ("Orrelco S.p.A.", ("Orrelco",))
    assert {"Orrelco", "Orrel Mills"} < set(orrel.aliases) and orrel.country == "place/italy"
    assert koren.label == "Koren Metal AD" and "Корен Метал АД" in koren.aliases


def test_an_answer_of_the_service_is_read_alike():
    (first, *_), (same,) = (
        list(read_entries(NAMES / f"companies.lei.{ending}")) for ending in ("csv", "json")
    )
    assert first == same


def test_a_page_finds_them():
    found = Gazetteer(read_entries(NAMES / "companies.lei.csv"))
    for name in ("Velm Reederei und Lotsen", "VELM PILOTS", "Orrel Mills"):
        assert len(found.lookup(name)) == 1, name
    assert found.ambiguous("Orrelco") and not found.ambiguous("Velm Pilots")


@pytest.mark.parametrize(
    ("legal", "label", "short"),
    [
        ("ORLO BANK N.V.", "Orlo Bank N.V.", "Orlo Bank"),
        ("BMW-ARTIGE WERKE GMBH & CO. KG", "BMW-Artige Werke Gmbh & CO. KG", "BMW-Artige Werke"),
        ("ORLO - S.P.A.", "Orlo - S.P.A.", "Orlo"),
        ("Orlo Holdings, Inc.", "Orlo Holdings, Inc.", "Orlo Holdings"),
        ("BANK OF VELM", "Bank of Velm", None),
        ("Limited", "Limited", None),  # no name is left without it
        ("Orlo Incorporation Works", "Orlo Incorporation Works", None),
    ],
)
def test_names_as_news_writes_them(legal, label, short):
    found = company(legal)
    assert found.label == label
    assert short in found.aliases if short else set(found.aliases) <= {legal}


def test_what_has_no_identifier_or_name_is_passed_over():
    assert list(of_table([{"LEI": "x", "Entity.LegalName": "Orlo AG"}])) == []
    assert company("") is None and company("Корен") is None
    assert list(of_answer([{"attributes": None}, 7, {"attributes": {"lei": 7}}])) == []
