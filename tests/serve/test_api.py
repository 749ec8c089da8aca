"""The library as JSON: every fact has its sentence, source and standing; OpenAPI tells true."""

import json

import jsonschema
import pytest

from kg.graph.opened import Graph
from kg.serve.api import OPERATIONS, openapi
from tests.serve.running import asked

MOEN, PASCOAL = "person/astrid-moen", "person/helder-pascoal"
ASKED = {
    "search": [{"q": "moen"}, {"q": "sanction*"}, {"q": "nobody at all"}, {"q": "a*", "limit": 1}],
    "node": [{"id": MOEN}, {"id": "Astrid Moen"}, {"id": "person:astrid-moen"}],
    "neighbours": [{"id": MOEN}, {"id": MOEN, "limit": 1}],
    "path": [
        {"from": MOEN, "to": PASCOAL}, {"from": MOEN, "to": "person/conrad-vale"},
        {"from": MOEN, "to": MOEN}, {"from": MOEN, "to": "Chad", "any_standing": "true"},
    ],
    "facts": [
        {}, {"about": MOEN, "standing": "asserted"}, {"relation": "headOf"},
        {"speaker": "Farrelly"},
        {"relation": "Statement", "about": "Iceland"}, {"limit": 2, "offset": 3},
    ],
}  # fmt: skip
CASES = [(name, given) for name, cases in ASKED.items() for given in cases]


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo) as client:
        yield client


def get(client, name, given):
    answer = client.get(f"/api/{name}", params=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def facts_in(data):
    """All the facts of an answer, wherever they stand in it."""
    if isinstance(data, dict):
        if "relation" in data:
            yield data
        for value in data.values():
            yield from facts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from facts_in(value)


@pytest.mark.parametrize(("name", "given"), CASES)
def test_answers_are_as_openapi_says(client, name, given):
    document = client.get("/api/openapi.json").json()
    told = document["paths"][f"/api/{name}"]["get"]
    schema = told["responses"]["200"]["content"]["application/json"]["schema"]
    text = json.dumps({**schema, "components": document["components"]})
    jsonschema.Draft202012Validator(json.loads(text)).validate(get(client, name, given))
    assert set(given) <= {parameter["name"] for parameter in told["parameters"]}


def test_openapi_tells_of_all_operations():
    named = {f"/api/{operation.name}" for operation in OPERATIONS}
    assert set(openapi("1")["paths"]) == {*named, "/api/view/data", "/api/view/facts"}
    assert {operation.name for operation in OPERATIONS} == set(ASKED)


@pytest.mark.parametrize(("name", "given"), CASES)
def test_every_fact_has_its_sentence_its_source_and_its_standing(client, demo, name, given):
    facts = Graph.open(demo).corpus.facts
    for told in facts_in(get(client, name, given)):
        assert told["sentence"].strip()
        assert told["standing"] in (
            "asserted",
            "former",
            "claimed",
            "planned",
            "possible",
            "denied",
        )
        assert told["source"]["headline"] and told["source"]["article"].startswith("https://")
        evidence = facts[told["id"]].evidence
        assert (told["source"]["start"], told["source"]["end"]) == (evidence.start, evidence.end)
        if told["standing"] == "claimed":
            assert told["claimed_by"]


def test_search_finds_by_name_and_by_words(client):
    found = get(client, "search", {"q": "moen"})
    assert [thing["id"] for thing in found["entities"]] == [MOEN]
    assert all("moen" in fact["sentence"].lower() + fact["source"]["headline"].lower()
               for fact in found["facts"])  # fmt: skip
    assert get(client, "search", {"q": "sanction*"})["facts"]
    assert get(client, "search", {"q": "nobody at all"}) == {"entities": [], "facts": []}


def test_a_node_by_each_of_its_names(client):
    by_id = get(client, "node", {"id": MOEN})
    assert (by_id["kind"], by_id["name"], by_id["type"]) == ("entity", "Astrid Moen", "Person")
    assert sum(by_id["standing"].values()) == by_id["facts"]
    for name in (
        "Astrid Moen",
        "ASTRID MØEN",
        by_id["iri"],
        f"<{by_id['iri']}>",
        "person:astrid-moen",
    ):
        assert get(client, "node", {"id": name}) == by_id
    fact = get(client, "facts", {"about": MOEN, "limit": 1})["facts"][0]
    assert get(client, "node", {"id": fact["iri"]}) == {"kind": "fact", **fact}
    article = get(client, "node", {"id": fact["source"]["article"]})
    assert article["kind"] == "article" and fact in article["facts"]


def test_a_path_has_the_sentences_of_each_step(client):
    found = get(client, "path", {"from": MOEN, "to": PASCOAL})
    (step,) = found["steps"]
    assert "met" in step["joined_by"]
    assert {"asserted"} == {fact["standing"] for fact in step["evidence"]}
    assert {"Meeting"} == {fact["relation"] for fact in step["evidence"]}
    far = get(client, "path", {"from": "Astrid Moen", "to": "person/conrad-vale"})
    assert far["found"] and len(far["steps"]) > 1
    for one, two in zip(far["steps"], far["steps"][1:], strict=False):
        assert one["to"] == two["from"]
    assert get(client, "path", {"from": MOEN, "to": MOEN})["steps"] == []


def test_a_path_goes_by_asserted_facts_unless_others_are_wanted(tmp_path):
    from kg.building import build as builder
    from tests.graph.test_graph import PAGE, fact, made
    from tests.known import KNOWLEDGE

    read = made(fact(modality="planned"))
    reading = builder.Reading(read.extractions, {"page.txt": PAGE}, ())
    builder.write(reading, tmp_path, builder.Options(), KNOWLEDGE)
    with asked(tmp_path) as client:
        ends = {"from": "Vera Holm", "to": "Paul Ito"}
        assert get(client, "path", ends)["found"] is False
        found = get(client, "path", {**ends, "any_standing": "true"})
        assert found["steps"][0]["evidence"][0]["standing"] == "planned"


def test_facts_are_chosen_and_counted(client):
    every = get(client, "facts", {"limit": 500})
    some = get(client, "facts", {"limit": 2, "offset": 3})
    assert some["total"] == every["total"] > 100
    assert some["facts"] == every["facts"][3:5]
    heads = get(client, "facts", {"relation": "headOf"})["facts"]
    assert {fact["relation"] for fact in heads} >= {"headOf"}
    said = get(client, "facts", {"speaker": "Farrelly"})["facts"]
    assert said and {fact["relation"] for fact in said} == {"Statement"}


@pytest.mark.parametrize(
    ("name", "given", "status", "message"),
    [
        ("node", {}, 400, "id is missing"),
        ("node", {"id": ""}, 400, "id is missing"),
        ("node", {"id": "nobody at all"}, 404, "nothing goes by"),
        ("node", {"id": "en"}, 404, "things go by"),
        ("node", {"id": "x", "other": "y"}, 400, "no parameter"),
        ("node", [("id", "x"), ("id", "y")], 400, "given twice"),
        ("search", {"q": "a " * 200}, 400, "at most 200 characters"),
        ("search", {"q": "x", "limit": "-1"}, 400, "whole number"),
        ("search", {"q": "x", "limit": "99999999999999"}, 400, "whole number"),
        ("search", {"q": "x", "limit": "²"}, 400, "whole number"),
        ("path", {"from": MOEN, "to": PASCOAL, "any_standing": "maybe"}, 400, "true or false"),
        ("facts", {"standing": "sure"}, 400, "one of asserted"),
        ("facts", {"relation": "Meetings"}, 400, "is it Meeting"),
        ("nothing", {}, 404, "openapi.json"),
    ],
)
def test_errors_say_what_to_do(client, name, given, status, message):
    answer = client.get(f"/api/{name}", params=given)
    assert answer.status_code == status
    assert message in answer.json()["error"]


def test_several_of_one_name_are_candidates(client):
    candidates = client.get("/api/node", params={"id": "Halvorsen"}).json()["candidates"]
    assert {"person/lars-halvorsen", "person/erik-halvorsen"} <= {one["id"] for one in candidates}
