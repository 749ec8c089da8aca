"""Events in PLOVER: of its types and modes, between actors, asserted, each with its sentence."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours import plover
from tests.known import KNOWLEDGE
from tests.neighbours.hostile import HOSTILE

# The modes of each type in the manual of PLOVER.
MODES = {
    "AGREE": "",
    "CONSULT": "visit host third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot general strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "confiscate restrict ban censor curfew martial-law arrest deport withhold",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms"
    " explosives suicide-attack heavy-weapons cleansing massacre unconventional sideAB",
}
SECTORS = {
    "GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "BUS",
    "EDU", "MED", "LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM",
}  # fmt: skip
CONTEXTS = {"diplomatic", "economic", "legal", "military", "historical"}
ACTOR = {"code", "sector", "actor_text", "identifier_id", "identifier_text"}


def events(graph):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", "plover"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.split("\n") if line]


@pytest.fixture(params=["demo", "hard"], scope="module")
def graph(request):
    return Graph.open(request.getfixturevalue(request.param))


def test_events_are_those_of_the_manual(graph):
    found = events(graph.directory)
    assert found
    for event in found:
        (kind,) = event["event"]
        assert set(event.get("mode", [])) <= set(MODES[kind].split())
        assert set(event.get("context", [])) <= CONTEXTS
        assert event["quad_code"] == plover.QUADS[kind]
        assert date.fromisoformat(event["date"]) <= date.fromisoformat(
            event.get("enddate", event["date"])
        )
        for actor in [*event["source"], *event.get("recipient", [])]:
            assert set(actor) <= ACTOR and actor["identifier_text"]
            assert re.fullmatch(r"[A-Z]{3}", actor.get("code", "AAA"))
            assert actor.get("sector", "GOV") in SECTORS


def test_only_what_is_asserted_is_an_event(graph):
    views = {view.fact.id: view for view in graph.views.facts()}
    found = events(graph.directory)
    assert len({event["id"] for event in found}) == len(found)
    for event in found:
        view = views[event["id"]]
        assert view.status == "asserted"
        assert event["text"] == " ".join(view.evidence.text.split())
        assert event["text_info"] == {"start": view.evidence.start, "end": view.evidence.end}


def test_of_every_standing_one(hard):
    found = {event["id"]: event for event in events(hard)}
    # A meeting of two who act for nobody known is no event, nor is what is planned or claimed ...
    assert set(found) == {"f6", "f10"}
    assert found["f6"]["event"] == ["CONSULT"] and found["f6"]["date"] == "2025-03-10"
    assert found["f10"]["event"] == ["ASSAULT"] and found["f10"]["date"] == "2025-03-12"
    assert found["f10"]["dated"] == "article"
    assert found["f10"]["cite_info"]["title"] == " ".join(HOSTILE.split())
    ann = {actor["identifier_text"]: actor for actor in found["f6"]["source"]}["Ann Lee"]
    assert ann["code"] == "NOR" and ann["sector"] == "GOV"


def test_the_table_is_of_this_catalogue():
    relations = KNOWLEDGE.catalogue.relations
    for key, coding in plover.codings().items():
        name, mark, rest = re.fullmatch(r"(\w+)([.:]?)(.*)", key).groups()
        relation = relations[name]
        if mark == ".":
            assert relation.frame(rest), key
        roles = {role.name for role in relation.roles}
        assert {*coding.sources, *coding.recipients} <= roles, key
        if coding.event != "-":
            assert coding.sources
            assert coding.mode == "-" or coding.mode in MODES[coding.event].split(), key
            assert coding.context == "-" or coding.context in CONTEXTS
    assert set(plover.QUADS) == set(MODES)


def test_the_actors_of_the_table_are_known():
    gazetteer = KNOWLEDGE.gazetteer
    for key, code in plover._table("plover_actors.txt", 2):
        kind, colon, rest = key.partition(":")
        if kind == "id":
            assert gazetteer.entry(rest), key
            assert code in ("IGO", "NGO", "ISM", "IMG", "MNC")
        else:
            assert code in SECTORS, key
            assert kind != "of" or gazetteer.entry(rest), key
            assert colon or key in KNOWLEDGE.catalogue.relations, key


GOV, PERSON = {"sector": "GOV", "code": "NOR"}, {"identifier_text": "Ann Lee"}


@pytest.mark.parametrize(
    ("event", "mode", "ones", "others", "counts"),
    [
        ("CONSULT", "-", {"person/a": GOV, "person/b": PERSON}, {}, True),
        ("CONSULT", "-", {"person/a": PERSON, "person/b": PERSON}, {}, False),
        ("CONSULT", "-", {"person/a": GOV}, {}, False),
        ("CONSULT", "visit", {"person/a": GOV}, {"place/x": {"code": "FRA"}}, True),
        ("CONSULT", "visit", {"person/a": GOV}, {"place/x": {"code": "NOR"}}, False),
        ("CONSULT", "visit", {"person/a": PERSON}, {"place/x": {"code": "FRA"}}, False),
        ("AGREE", "-", {"organization/a": {"code": "MNC"}, "organization/b": {}}, {}, True),
        ("AGREE", "-", {"person/a": {"code": "NOR"}, "person/b": {}}, {}, False),
        ("ASSAULT", "-", {"person/a": PERSON}, {}, True),
    ],
)
def test_private_meetings_are_none(event, mode, ones, others, counts):
    coding = plover.Coding(event, mode, ("agent",), ("patient",), "-")
    assert plover._is_event(coding, ones, others) == counts


@pytest.mark.parametrize(
    ("day", "published", "history"),
    [
        ("2020-01-01", "2025-01-01", True),
        ("2025-01-01", "2025-01-02", False),
        ("2024-12-20", "2025-01", False),
        ("1968-06-05", None, False),
    ],
)
def test_what_is_long_past_is_history(day, published, history):
    assert plover._is_history(day, published) == history
