"""What is in memory while a graph is written."""

import gc

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.building.files import _alike, _uncollected
from kg.graph import store
from kg.graph.entities import profiles
from kg.model import Article, Entity, Extraction, Mention, Span
from kg.records import Corpus


def said(start: int, entity: str, name: str = "") -> Mention:
    form = "name" if name else "pronoun"
    return Mention(Span(start, start + 3), form, -1, -1, -1, "Person", name, entity=entity)


def test_mentions_that_tell_the_same_are_one_object_and_still_counted():
    mentions = (said(0, "a/1", "Ida"), said(9, "a/1"), said(20, "a/1"), said(30, "a/2", "Ida"))
    entities = (Entity("a/1", "a", "Person", "Ida"), Entity("a/2", "a", "Group", "Ida"))
    whole = Corpus(
        (Extraction(Article("a", "a", Span(0, 40), None, ()), entities, mentions),), {}, {}
    )
    slim = _alike(whole)
    (extraction,) = slim.extractions
    assert len(extraction.mentions) == 4
    assert extraction.mentions[1] is extraction.mentions[2]
    assert len({id(mention) for mention in extraction.mentions}) == 3
    assert profiles(slim) == profiles(whole)
    assert slim.names_of == whole.names_of and slim.named == whole.named


def test_garbage_is_collected_again_after_an_error():
    assert gc.isenabled()
    try:
        with _uncollected():
            assert not gc.isenabled()
            raise KeyError
    except KeyError:
        pass
    assert gc.isenabled()


def test_quads_are_loaded_some_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_AT_ONCE", 3)
    graph, name = NamedNode("https://a.example/g"), NamedNode("https://a.example/name")
    quads = {
        Quad(NamedNode(f"https://a.example/{number}"), name, Literal(str(number)), graph)
        for number in range(8)
    }
    store.write_quads(tmp_path, iter(quads))
    assert set(ox.Store.read_only(str(tmp_path / store.QUADS))) == quads
