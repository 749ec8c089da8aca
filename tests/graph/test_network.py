"""Networks for Gephi, NetworkX and their like: every fact, its standing and its days."""

import json
import re
from collections import Counter
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.graph.gexf import gexf
from kg.graph.network import STATUSES, graphml, network, node_link, status
from kg.graph.opened import Graph
from kg.graph.terms import Names
from kg.model import Argument, Article, Entity, Extraction, Fact, Span, When
from kg.records import Corpus
from tests.known import KNOWLEDGE

GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
# The rules of Gephi's schema for what is written here: of an element, what it must have, what it
# may have besides, and which elements may stand in it.
RULES = {
    f"{GEXF}gexf": ({"version"}, set(), {f"{GEXF}graph", f"{GEXF}meta"}),
    f"{GEXF}graph": (
        set(),
        {"mode", "timeformat", "timerepresentation", "defaultedgetype", "idtype", "start", "end"},
        {f"{GEXF}attributes", f"{GEXF}nodes", f"{GEXF}edges"},
    ),
    f"{GEXF}attributes": ({"class"}, {"mode"}, {f"{GEXF}attribute"}),
    f"{GEXF}attribute": ({"id", "title", "type"}, set(), {f"{GEXF}default"}),
    f"{GEXF}nodes": (set(), {"count"}, {f"{GEXF}node"}),
    f"{GEXF}edges": (set(), {"count"}, {f"{GEXF}edge"}),
    f"{GEXF}node": ({"id"}, {"label", "start", "end"}, {f"{GEXF}attvalues", f"{VIZ}color"}),
    f"{GEXF}edge": (
        {"source", "target"},
        {"id", "label", "kind", "type", "weight", "start", "end"},
        {f"{GEXF}attvalues", f"{VIZ}color", f"{VIZ}shape", f"{VIZ}thickness"},
    ),
    f"{GEXF}attvalues": (set(), set(), {f"{GEXF}attvalue"}),
    f"{GEXF}attvalue": ({"for", "value"}, {"start", "end"}, set()),
    f"{VIZ}color": ({"r", "g", "b"}, {"a"}, set()),
    f"{VIZ}shape": ({"value"}, set(), set()),
}
READ = {
    "string": str,
    "double": float,
    "float": float,
    "integer": int,
    "long": int,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def faults(data: bytes) -> list[str]:
    """What a GEXF file has that Gephi's schema does not allow."""
    root = ElementTree.parse(BytesIO(data)).getroot()
    found = []
    for element in root.iter():
        needed, more, inside = RULES.get(element.tag, (set(), set(), set()))
        own = {name for name in element.attrib if not name.startswith("{")}
        if element.tag not in RULES or not needed <= own or own - needed - more:
            found.append(f"{element.tag}: {sorted(own)}")
        found += [f"{child.tag} in {element.tag}" for child in element if child.tag not in inside]
        tags = Counter(child.tag for child in element)
        if element.tag in (f"{GEXF}node", f"{GEXF}edge"):
            found += [f"{tag} twice" for tag, number in tags.items() if number > 1]
        days = [date.fromisoformat(element.get(n)) for n in ("start", "end") if element.get(n)]
        if days != sorted(days):
            found.append(f"ends before it starts: {element.attrib}")
    graph = root.find(f"{GEXF}graph")
    enumerated = {
        "mode": {"static", "dynamic"},
        "timeformat": {"integer", "double", "date", "datetime"},
        "timerepresentation": {"interval", "timestamp"},
        "defaultedgetype": {"directed", "undirected", "mutual"},
        "idtype": {"integer", "string"},
    }
    found += [f"{n}={v}" for n, v in graph.attrib.items() if v not in enumerated[n]]
    nodes = [node.get("id") for node in graph.iter(f"{GEXF}node")]
    edges = [edge.get("id") for edge in graph.iter(f"{GEXF}edge")]
    found += [f"twice: {id}" for ids in (nodes, edges) for id, n in Counter(ids).items() if n > 1]
    for edge in graph.iter(f"{GEXF}edge"):
        found += [
            f"no node {edge.get(end)}" for end in ("source", "target") if edge.get(end) not in nodes
        ]
    for kind in ("node", "edge"):
        types = {
            attribute.get("id"): attribute.get("type")
            for told in graph.findall(f"{GEXF}attributes")
            if told.get("class") == kind
            for attribute in told
        }
        for value in (v for e in graph.iter(f"{GEXF}{kind}") for v in e.iter(f"{GEXF}attvalue")):
            if value.get("for") not in types:
                found.append(f"no attribute {value.get('for')}")
            else:
                READ[types[value.get("for")]](value.get("value"))
    for colour in graph.iter(f"{VIZ}color"):
        assert all(0 <= int(colour.get(part)) <= 255 for part in "rgb")
    shapes = {shape.get("value") for shape in graph.iter(f"{VIZ}shape")}
    return found + sorted(shapes - {"solid", "dotted", "dashed", "double"})


@pytest.fixture(scope="module")
def graph(demo):
    return Graph.open(demo).to_networkx()


READERS = {
    "graphml": lambda g: nx.read_graphml(BytesIO(graphml(g)), force_multigraph=True),
    "gexf": lambda g: nx.read_gexf(BytesIO(gexf(g)), version="1.3"),
    "json": lambda g: nx.node_link_graph(json.loads(node_link(g)), edges="edges"),
}
TOLD = ("relation", "label", "status", "polarity", "modality", "claimed_by", "sentence")
FURTHER = (
    "confidence",
    "when",
    "date",
    "earliest",
    "latest",
    "published",
    "article",
    "rule",
    "fact",
)


@pytest.mark.parametrize("name", READERS)
def test_each_edge_comes_back_with_what_it_says(graph, name):
    def edges(of):
        rows = []
        for one, other, _, data in of.edges(keys=True, data=True):
            told = [data.get(key, "") for key in (*TOLD, *FURTHER)]
            rows.append(json.dumps([one, other, *told], ensure_ascii=False))
        return sorted(rows)

    found = READERS[name](graph)
    assert isinstance(found, nx.MultiDiGraph)
    assert edges(found) == edges(graph)
    assert {n: d["label"] for n, d in found.nodes(data=True)} == {
        n: d["label"] for n, d in graph.nodes(data=True)
    }


def test_gephis_schema_allows_it(graph):
    assert faults(gexf(graph)) == []


def test_the_schema_is_minded(graph):
    """What the schema forbids is noticed."""
    good = gexf(graph).decode()
    assert faults(good.replace('"solid"', '"wavy"').encode()) == ["wavy"]
    assert faults(good.replace("<nodes>", "<nodes><knot/>").encode())
    assert faults(good.replace(' title="status"', "").encode())
    assert faults(re.sub(r'<edge id="[^"]*"', '<edge id="x"', good).encode())
    assert faults(re.sub(r' source="[^"]*"', ' source="x"', good, count=1).encode())
    assert faults(re.sub(r' end="[^"]*"', ' end="1000-01-01"', good).encode())


def test_what_is_not_asserted_looks_so(graph):
    root = ElementTree.parse(BytesIO(gexf(graph))).getroot()
    shapes = {e.get("id"): e.find(f"{VIZ}shape").get("value") for e in root.iter(f"{GEXF}edge")}
    kinds = {e.get("id"): e.get("kind") for e in root.iter(f"{GEXF}edge")}
    seen = set()
    for _, _, key, data in graph.edges(keys=True, data=True):
        seen.add(data["status"])
        asserted = data["status"] == "asserted"
        assert (shapes[key] == "solid") == asserted
        assert kinds[key] == data["label"]
        assert data["label"].endswith(f"({data['status']})") != asserted
    assert {"asserted", "claimed", "planned", "denied"} <= seen


DAY = "2025-03-12"


def made(**more):
    """A network of one fact: that Ann Lee met Tom Reed."""
    name = more.pop("name", "Ann Lee")
    people = (Entity("1", "a", "Person", name), Entity("2", "a", "Person", "Tom Reed"))
    args = tuple(Argument("participant", (Span(0, 3),), e.name, e.id) for e in people)
    given = {"id": "f", "article": "a", "document": "d", "relation": "Meeting", "args": args}
    rest = {"cue": (), "evidence": Span(0, 9), "rule": "Meeting.meet", "confidence": 0.9}
    article = Article("a", "d", Span(0, 9), None, (), more.pop("published", DAY))
    extraction = Extraction(article, people, (), (Fact(**given, **rest, **more),))
    corpus = Corpus((extraction,), {"f": "They met."}, {})
    return network(corpus, KNOWLEDGE.catalogue, Names())


def span_of(graph):
    (edge,) = ElementTree.parse(BytesIO(gexf(graph))).getroot().iter(f"{GEXF}edge")
    dated = [v.get("value") for v in edge.iter(f"{GEXF}attvalue") if v.get("for") == "edge-dated"]
    return (edge.get("start"), edge.get("end"), *dated)


@pytest.mark.parametrize(
    ("when", "published", "span"),
    [
        (When("on Monday", Span(0, 1), "2025-03-10"), DAY, ("2025-03-10", "2025-03-10", "fact")),
        (When("in March", Span(0, 1), "2025-03"), DAY, ("2025-03-01", "2025-03-31", "fact")),
        (When("since 2020", Span(0, 1), None, "2020-01-01"), DAY, ("2020-01-01", None, "fact")),
        (When("to May", Span(0, 1), None, None, "2025-05-31"), DAY, (None, "2025-05-31", "fact")),
        (When("once", Span(0, 1)), DAY, (DAY, DAY, "article")),
        (None, "2025-02", ("2025-02-01", "2025-02-28", "article")),
        (None, None, (None, None)),
    ],
)  # fmt: skip
def test_an_edge_has_its_own_days_or_those_of_the_article(when, published, span):
    graph = made(when=when, published=published)
    assert span_of(graph) == span
    assert faults(gexf(graph)) == []


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({}, "met"),
        ({"polarity": "negative"}, "met (denied)"),
        ({"holder": "s"}, "met (claimed)"),
        ({"holder": "s", "polarity": "negative"}, "not met (claimed)"),
        ({"modality": "expected"}, "met (planned)"),
        ({"modality": "requested"}, "met (possible)"),
        ({"details": {"temporal": "former"}}, "met (former)"),
        ({"details": {"temporal": "future"}}, "met (planned)"),
    ],
)
def test_labels_tell_the_standing(more, label):
    ((*_, data),) = made(**more).edges(data=True)
    assert data["label"] == label
    assert data["status"] in STATUSES


def test_a_post_to_come_is_planned():
    fact = Fact(
        "f", "a", "d", "headOfState", (), (), Span(0, 1), "r", 1.0, details={"temporal": "future"}
    )
    assert status(fact) == "planned"


HOSTILE = "=cmd()|\"a\",'b'<&>]]>\n\tשלום \u202e😀 \\"


@pytest.mark.parametrize("name", READERS)
def test_hostile_names_come_back(name):
    found = READERS[name](made(name=HOSTILE))
    want = HOSTILE if name == "json" else HOSTILE.replace("\n", " ").replace("\t", " ")
    assert want in {data["label"] for _, data in found.nodes(data=True)}


def test_what_xml_cannot_hold_is_a_blank():
    graph = made(name="a\0b\ufffec")
    assert faults(gexf(graph)) == []
    for name in ("gexf", "graphml"):
        assert "a b c" in {d["label"] for _, d in READERS[name](graph).nodes(data=True)}
