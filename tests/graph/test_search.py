"""Search of sentences and look-up of names, in whatever spelling people type."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import lookup, lookup_tables, store
from kg.graph.answers import FactView, keys
from kg.graph.explain import expanded
from kg.graph.opened import Graph
from kg.graph.terms import Names
from kg.knowledge import folding
from kg.records import Corpus
from tests.graph.test_graph import fact, made
from tests.known import KNOWLEDGE

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
    directory.mkdir()
    store.write(directory, told, {}, [], {})
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


def test_search_and_explain_need_no_pass_over_the_facts(demo: Path, tmp_path: Path) -> None:
    own = shutil.copytree(demo, tmp_path / "own")
    graph = Graph.open(demo)
    (own / "facts.jsonl").write_text("not read")
    there = Graph.open(own)
    hits = there.search("sanction*")
    assert hits and [graph.corpus.facts[hit.fact].relation for hit in hits] == [
        hit.relation for hit in hits
    ]
    for asked in ("Astrid Moen", "person:astrid-moen", "Moen", "meridian"):
        assert there.explain(asked) and there.merges(asked)


def found_by(name: str, names_of: Mapping[str, Iterable[str]]) -> list[str]:
    """What goes by a name, by a pass over all names: the whole one, words of one, a part."""
    asked = folding.key(name)
    spelled = {key: [folding.key(name) for name in names] for key, names in names_of.items()}
    whole = [key for key in spelled if asked in spelled[key]]
    words = [key for key in spelled if any(f" {asked} " in f" {name} " for name in spelled[key])]
    part = [key for key in spelled if any(asked in name for name in spelled[key])]
    return sorted(whole or words or part)


def test_what_is_looked_up_is_what_all_the_facts_say(demo: Path) -> None:
    graph = Graph.open(demo)
    facts = graph.views.facts()
    expected: dict[str, list[FactView]] = {}
    for view in facts:
        for key in keys(view.fact, graph.corpus.entities):
            expected.setdefault(key, []).append(view)
    for key in graph.corpus.names_of:
        label = graph.views.profiles[key].label
        assert graph.explain(key) == {f"{label} ({key})": expected.get(key, [])}
    for name in sorted({name for names in graph.corpus.names_of.values() for name in names}):
        for asked in {name, name.split()[-1], name[:4]}:
            found = [label.rpartition("(")[2][:-1] for label in graph.explain(asked)]
            assert found == found_by(asked, graph.corpus.names_of)
            assert list(graph.merges(asked)) == found


def test_a_fact_and_an_article_are_explained_by_id_and_iri(demo: Path) -> None:
    graph = Graph.open(demo)
    by_article: dict[str, list[FactView]] = {}
    for view in graph.views.facts():
        by_article.setdefault(view.article, []).append(view)
        for asked in (view.fact.id, view.iri, f"fact:{view.fact.id}"):
            assert graph.explain(asked) == {view.fact.id: [view]}
    for article, views in by_article.items():
        assert graph.explain(f"<{article}>") == {views[0].headline: views}


def test_a_store_of_another_version_is_said_to_be_one(demo: Path, tmp_path: Path) -> None:
    own = shutil.copytree(demo, tmp_path / "own")
    (own / "store" / "lookup.sqlite").unlink()
    with pytest.raises(InputError, match="another version of kg: build it anew"):
        Graph.open(own).explain("Moen")


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
def test_names_are_looked_up_in_any_spelling(asked: str, found: list[str], tmp_path: Path) -> None:
    read = made(fact())
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    spelled = replace(
        extraction, entities=(replace(first, name="Đorđe Wałęsa"), *rest), mentions=()
    )
    told = Corpus((replace(spelled, facts=()),), {}, {})
    (article,) = told.articles
    rows = [
        {"kind": kind, "id": id}
        for kind, ids in (("article", [article]), ("entity", told.entities))
        for id in ids
    ]
    lookup_tables.write(tmp_path, rows, told, KNOWLEDGE.catalogue, Names())
    with lookup.opened(tmp_path) as index:
        assert index.find(asked, expanded(asked, Names())) == found
