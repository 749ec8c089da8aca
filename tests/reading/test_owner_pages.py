"""The owner's two pages, where they lie beside the project; they are not part of it."""

import time
from pathlib import Path

import pytest

from kg.building.build import build
from kg.graph.check import check
from kg.graph.opened import Graph

PAGES = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the owner's pages are not beside the project"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    directory = tmp_path_factory.mktemp("pages") / "graph"
    started = time.perf_counter()
    build([str(PAGES)], str(directory))
    return directory, time.perf_counter() - started


def test_two_pages_take_less_than_a_minute(built):
    assert built[1] < 60


def test_every_article_has_its_headline(built):
    graph = Graph.open(str(built[0]))
    rows = list(graph.query("SELECT ?a ?h { ?a a schema:NewsArticle ; schema:headline ?h }"))
    assert len(rows) == 19


def test_the_graph_is_sound(built):
    assert all(result.ok for result in check(Graph.open(str(built[0]))))


def test_who_met_whom_holds_nothing_planned_denied_or_claimed(built):
    graph = Graph.open(str(built[0]))
    assert list(graph.query("SELECT ?a ?b { ?a kg:met ?b }"))
    told = """SELECT ?a ?b { ?a kg:met ?b FILTER NOT EXISTS {
        ?f kg:asserted true ; kg:participant|kg:agent|kg:patient ?a ;
           kg:participant|kg:agent|kg:patient ?b } }"""
    assert not list(graph.query(told))
