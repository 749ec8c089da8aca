"""The data of the page: complete, consistent, exact, and the same bytes every time."""

import base64
import gzip
import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.answers import Views
from kg.graph.entities import canonical
from kg.graph.terms import Names
from kg.records import Corpus
from kg.view import contract
from kg.view.columns import NOWHERE, Data
from kg.view.contract import columns, embedded, first, packed, unpacked
from kg.view.words import plain
from tests.graph.test_graph import HEADS, fact, made, statement
from tests.known import KNOWLEDGE
from tests.view.corpora import corpora

MET = "https://newskg.example/person/vera-holm"


def shown(read: Corpus, **limits: int) -> Data:
    return columns(read, KNOWLEDGE.catalogue, Names(), "News", **limits)


def texts(data: Data, column: list) -> list:
    """A column of places in the table as the strings themselves."""
    return [data["strings"][place] for place in column]


def mentioned(data: Data, index: int) -> set[int]:
    """The nodes through which the page finds a fact."""
    facts = data["facts"]
    found = {node for _, node, _ in facts["fillers"][index]} | set(facts["topics"][index])
    return (found | {facts["speaker"][index]}) - {-1}


def roles(data: Data, index: int) -> dict[str, str]:
    strings = data["strings"]
    return {strings[role]: strings[text] for role, _, text in data["facts"]["fillers"][index]}


def test_a_fact_has_all_that_a_card_shows():
    data = shown(made(fact()))
    facts, strings = data["facts"], data["strings"]
    assert roles(data, 0) == {"participant": "Paul Ito", "place": "Lima"}
    assert strings[facts["quote"][0]] == "Vera Holm met Paul Ito in Lima."
    assert [
        strings[facts["quote"][0]][s:e]
        for s, e, role in facts["marks"][0]
        if strings[role] == "cue"
    ] == ["met"]
    assert texts(data, facts["gist"]) == ["Vera Holm met Paul Ito"]
    assert facts["confidence"] == [90]
    assert texts(data, facts["rule"]) == ["meet"]
    assert (facts["start"], facts["end"]) == ([12], [43])
    assert data["relations"][facts["relation"][0]] == {"name": "Meeting", "label": "meeting"}
    assert texts(data, data["articles"]["headline"]) == ["Envoys meet"]
    assert texts(data, data["articles"]["published"]) == ["2023-05-04"]


def test_edges_bundle_what_is_told_alike():
    read = made(fact(), fact(id="f2"), fact(id="f3", modality="planned"))
    data = shown(read)
    iri = data["nodes"]["iri"]
    edges = {
        (frozenset(texts(data, [iri[one], iri[two]])), data["statuses"][status]): facts
        for one, two, status, facts in zip(
            *(data["edges"][name] for name in ("s", "t", "status", "facts")), strict=True
        )
    }
    ends = frozenset({MET, "https://newskg.example/person/paul-ito"})
    assert edges[ends, "asserted"] == [0, 1]
    assert edges[ends, "planned"] == [2]


def test_an_edge_points_where_its_relation_does():
    data = shown(made(fact("headOf", args=HEADS), fact(id="f2")))
    strings, nodes, edges = data["strings"], data["nodes"], data["edges"]
    told = {}
    for one, two, way, names in zip(
        edges["s"], edges["t"], edges["dir"], edges["relations"], strict=True
    ):
        ends = [strings[nodes["label"][node]] for node in (one, two)]
        (name,) = [data["relations"][name]["label"] for name in names][:1]
        told[name] = (way, *(ends if way != 2 else reversed(ends)))
    assert told["head of"] == (told["head of"][0], "Vera Holm", "Lima")
    assert told["head of"][0] in (1, 2)
    assert told["met"][0] == 0


def test_a_claim_has_its_speaker():
    data = shown(made(statement(), fact(id="f2", holder="s1", polarity="negative")))
    facts, nodes = data["facts"], data["nodes"]
    speaker = texts(data, nodes["label"]).index("Paul Ito")
    assert facts["speaker"] == [speaker, speaker]
    assert texts(data, facts["claimedBy"]) == ["", "Paul Ito"]
    assert texts(data, facts["claimedAs"]) == ["", "denied"]
    assert texts(data, facts["said"]) == ["She denied it", ""]
    assert texts(data, facts["gist"])[0] == "Paul Ito said: She denied it"


def test_a_post_has_its_time():
    data = shown(made(fact("headOf", args=HEADS, details={"from": "2015", "until": "2019-03"})))
    assert texts(data, data["facts"]["from"]) == ["2015"]
    assert texts(data, data["facts"]["until"]) == ["2019-03"]
    assert texts(data, data["facts"]["gist"]) == ["Vera Holm: head of Lima"]


@settings(deadline=None, max_examples=40)
@given(corpora())
def test_every_place_in_a_column_is_one(read):
    data = shown(read)
    nodes, edges, facts, articles = (data[name] for name in ("nodes", "edges", "facts", "articles"))
    for table in (nodes, edges, facts, articles):
        assert len({len(column) for column in table.values()}) <= 1
    size, count = len(nodes["iri"]), len(facts.get("iri", ()))
    strings = range(len(data["strings"]))
    for column in ("iri", "label"):
        assert all(place in strings for place in nodes[column])
    assert all(place in strings for names in nodes["names"] for place in names)
    assert all(place in range(len(data["types"])) for place in nodes["type"])
    assert all(
        place in strings
        for column in articles.values()
        for place in column
        if column is not articles["start"]
    )
    for one, two, status, names, told in zip(
        *(edges[name] for name in ("s", "t", "status", "relations", "facts")), strict=True
    ):
        assert 0 <= one < two < size
        assert told == sorted(set(told)) and all(0 <= fact < count for fact in told)
        assert all({one, two} <= mentioned(data, fact) for fact in told)
        assert {facts["status"][fact] for fact in told} == {status}
        assert all(0 <= name < len(data["relations"]) for name in names)
    for index in range(count):
        assert all(-1 <= node < size for node in mentioned(data, index))
        assert facts["relation"][index] in range(len(data["relations"]))
        assert facts["article"][index] in range(len(articles["iri"]))
    assert sorted(nodes["rank"]) == list(range(size))


@settings(deadline=None, max_examples=40)
@given(corpora())
def test_every_fact_is_reached_from_each_of_its_entities(read):
    data = shown(read)
    names, nodes = Names(), data["nodes"]
    number = {iri: node for node, iri in enumerate(texts(data, nodes["iri"]))}
    told = {view.iri: view.fact for view in Views(read, names).facts()}
    assert texts(data, data["facts"].get("iri", [])) == list(told)
    count = dict.fromkeys(number.values(), 0)
    for index, item in enumerate(told.values()):
        ends = {canonical(read.entities[arg.entity]) for arg in item.args if arg.entity}
        wanted = {number[names.entity(key).value] for key in ends}
        # A claim is also reached from who makes it.
        assert wanted <= mentioned(data, index)
        for node in wanted - {-1}:
            count[node] += 1
    for node, facts in count.items():
        content = nodes["facts"][node]
        assert content == facts >= 1
    assert data["left"] == {"entities": 0, "facts": 0}


@settings(deadline=None, max_examples=40)
@given(corpora())
def test_marks_are_counted_as_javascript_counts(read):
    data = shown(read)
    for index, view in enumerate(Views(read, Names()).facts()):
        facts = data["facts"]
        units = data["strings"][facts["quote"][index]].encode("utf-16-le")
        words = [units[2 * s : 2 * e].decode("utf-16-le") for s, e, _ in facts["marks"][index]]
        marks = [plain(view.evidence.text[mark.start : mark.end]) for mark in view.shown_marks]
        assert words == [mark for mark in marks if mark]


@settings(deadline=None, max_examples=15)
@given(corpora())
def test_packed_data_is_the_data_and_the_same_each_time(read):
    data = shown(read)
    text = packed(data)
    assert unpacked(text) == data
    assert packed(shown(read)) == text
    # No markup can stand in it, neither the time nor the system.
    assert re.fullmatch(r"[A-Za-z0-9+/]+=*", text)
    assert base64.b64decode(text)[4:10] == b"\0\0\0\0\2\xff"


@settings(deadline=None, max_examples=15)
@given(corpora())
def test_nothing_unseen_is_shown(read):
    data = shown(read)
    assert data["strings"][0] == ""
    assert len(set(data["strings"])) == len(data["strings"])
    assert not any(sign in text for text in data["strings"] for sign in "\u202e\u200b")


@settings(deadline=None, max_examples=40)
@given(corpora())
def test_the_opening_picture_is_of_the_named_and_joined(read):
    data = shown(read)
    nodes, edges = data["nodes"], data["edges"]
    drawn = {node for node, is_drawn in enumerate(nodes["drawn"]) if is_drawn}
    joined = set(edges["s"]) | set(edges["t"])
    inside = [
        {one, two} for one, two in zip(edges["s"], edges["t"], strict=True) if {one, two} <= drawn
    ]
    assert drawn == set().union(*inside)
    assert all(nodes["named"][node] for node in drawn)
    for node in range(len(nodes["iri"])):
        assert (nodes["x"][node] != NOWHERE) == (node in joined)
        for column in ("ox", "oy", "ux", "uy"):
            assert (nodes[column][node] != NOWHERE) == (node in drawn)
        assert nodes["x"][node] == NOWHERE or abs(nodes["x"][node]) <= 10_000


@settings(deadline=None, max_examples=40)
@given(corpora(), st.integers(0, 5), st.integers(1, 4))
def test_a_large_graph_says_what_it_leaves_out(read, most_facts, most_entities):
    data = shown(read, most_facts=most_facts, most_entities=most_entities)
    everything = len(read.facts)
    kept = len(data["facts"].get("iri", ()))
    assert data["left"]["facts"] == everything - kept
    if everything <= most_facts:
        assert kept == everything
    else:
        assert kept <= most_facts
        assert len(data["nodes"]["iri"]) <= most_entities
    told = Views(read, Names()).told
    assert data["left"]["entities"] == len(told) - len(data["nodes"]["iri"])
    # Whoever is left out of a fact that is shown is still called by name there.
    for fillers in data["facts"].get("fillers", ()):
        assert all(data["strings"][text] or node >= -1 for _, node, text in fillers)


def test_a_page_that_grows_too_large_holds_less(monkeypatch):
    read = made(*(fact(id=f"f{number}", rule=f"rule.{number * 7919}") for number in range(40)))
    whole = first(read, KNOWLEDGE.catalogue, Names())
    assert json.loads(gzip.decompress(whole))["left"]["facts"] == 0
    monkeypatch.setattr(contract, "_MOST_BYTES", len(whole) - 1)
    monkeypatch.setattr(contract, "_MOST_FACTS", 64)
    less = unpacked(embedded(read, KNOWLEDGE.catalogue, Names()))
    assert less["left"]["facts"] == 8


def test_of_a_small_graph_a_server_sends_what_the_page_holds(monkeypatch):
    given = (made(fact()), KNOWLEDGE.catalogue, Names(), "News")
    page = embedded(*given)
    assert first(*given, page) == first(*given) == base64.b64decode(page)
    monkeypatch.setattr(contract, "_MOST_FIRST", 0)
    assert first(*given, page) == first(*given) != base64.b64decode(page)
