"""Search of sentences and look-up of names, in whatever spelling people type."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import store
from kg.graph.explain import find
from kg.graph.terms import Names
from kg.records import Corpus
from tests.graph.test_graph import fact, made

SENTENCES = {
    "f1": "Đorđe Wałęsa met the Strauß family in 金正恩 square.",
    "f2": "Djordje Walesa denied that the talks on Łódź failed.",
    "f3": "Talks begin, the old Lodz Gazette said.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    read = made(*(fact(id=id) for id in SENTENCES))
    told = Corpus(read.extractions, SENTENCES, read.headlines)
    directory = tmp_path_factory.mktemp("graph") / "store"
    store.write(directory, [], told, {}, [], {})
    return directory


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Walesa", {"f1", "f2"}),
        ("WAŁĘSA", {"f1", "f2"}),
        ("djordje", {"f1", "f2"}),
        ("Đorđe wałesa met", {"f1"}),
        ("Lodz", {"f2", "f3"}),
        ("łod*", {"f2", "f3"}),
        ("djor*", {"f1", "f2"}),
        ("Strauss", {"f1"}),
        ("talks failed", {"f2"}),
        ("talks", {"f2", "f3"}),
        ("Wales", set()),
        ("dorde", set()),
        ("Jin Zheng En", set()),
        ("金正恩", {"f1"}),
        ('") OR (', set()),
        ("!?", set()),
    ],
)
def test_search_folds_spellings(index: Path, words: str, found: set[str]) -> None:
    assert {hit.fact for hit in store.search(index, words)} == found


def test_what_was_found_is_marked_as_it_is_written(index: Path) -> None:
    (hit,) = store.search(index, "walesa met")
    assert hit.snippet == "Đorđe [Wałęsa] [met] the Strauß family in 金正恩 square."
    assert len(store.search(index, "walesa", limit=1)) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Đorđe Wałęsa", ["person/vera-holm"]),
        ("DJORDJE  WALESA", ["person/vera-holm"]),
        ("walesa", ["person/vera-holm"]),
        ("the Walesa's", ["person/vera-holm"]),
        ("ales", ["person/vera-holm"]),
        ("person/paul-ito", ["person/paul-ito"]),
        ("i", ["person/paul-ito", "place/lima"]),
        ("nobody", []),
        ("  ", []),
    ],
)
def test_names_are_looked_up_in_any_spelling(asked: str, found: list[str]) -> None:
    read = made(fact())
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    spelled = replace(
        extraction, entities=(replace(first, name="Đorđe Wałęsa"), *rest), mentions=()
    )
    assert find(asked, Corpus((spelled,), {}, {}), Names()) == found
