"""Requests as OpenRefine sends them: a manifest, batches in a form, suggestions, a preview."""

import json
from pathlib import Path

import pytest

from tests.serve.running import asked

REFINE = "http://127.0.0.1:3333"
MOEN = "person/astrid-moen"


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo, origins=[REFINE]) as client:
        yield client


def first(client, **query):
    sent = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert sent.status_code == 200, sent.text
    return sent.json()["q0"]["result"]


def test_the_manifest_tells_where_all_is(client):
    got = client.get("/reconcile", headers={"origin": REFINE})
    assert got.headers["access-control-allow-origin"] == REFINE
    told = got.json()
    assert told["versions"] == ["0.2", "1.0-draft"]
    assert told["view"]["url"].endswith("/page/{{id}}")
    for what in ("entity", "type", "property"):
        service = told["suggest"][what]
        url = service["service_url"] + service["service_path"]
        assert client.get(url, params={"prefix": "a"}).status_code == 200


def test_a_batch_in_a_form_is_answered_by_the_names_of_its_queries(client):
    queries = {
        "q0": {"query": "Astrid Moen", "type": "Person", "type_strict": "should", "limit": 3},
        "q1": {"query": "Nobody Whosoever"},
    }
    got = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert list(got) == ["q0", "q1"]
    best = got["q0"]["result"][0]
    assert (best["id"], best["match"], best["score"]) == (MOEN, True, 100)
    assert best["type"] == [{"id": "Person", "name": "Person"}]
    assert not any(candidate["match"] for candidate in got["q1"]["result"])
    assert client.get("/reconcile", params={"queries": json.dumps(queries)}).json() == got


@pytest.mark.parametrize("name", ["Moen, Astrid", "ASTRID MOEN", "Astrid Moenn", "Astrd Moen"])
def test_a_name_written_otherwise_is_found(client, name):
    assert first(client, query=name)[0]["id"] == MOEN


def test_a_family_name_alone_is_no_match(client):
    assert not any(c["match"] for c in first(client, query="Astrid"))


def test_nobody_is_matched_by_one_word(client):
    names = ["Moen", "Pascoal", "Farrelly", "Lamotte", "Brandt", "Vale"]
    found = [first(client, query=name, type="Person") for name in names]
    assert any(found) and not any(each["match"] for answer in found for each in answer)


def test_another_type_is_left_out(client):
    assert all(c["id"] != MOEN for c in first(client, query="Astrid Moen", type="Place"))


def test_the_draft_takes_conditions(client):
    condition = {"matchType": "name", "propertyValue": "Astrid Moen"}
    sent = {"queries": [{"type": "Person", "conditions": [condition]}]}
    (result,) = client.post("/reconcile/match", json=sent).json()["results"]
    assert result["candidates"][0]["id"] == MOEN


def test_properties_that_hold_raise_a_score(client):
    def score(other):
        found = first(client, query="Astrid Moen", properties=[{"pid": "met", "v": other}])
        return next(c["score"] for c in found if c["id"] == MOEN)

    assert score("Helder Pascoal") > score("Chad")


def test_suggestions(client):
    def names(what, prefix):
        got = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
        return [row["id"] for row in got["result"]]

    assert MOEN in names("entity", "astr")
    assert names("type", "per") == ["Person"]
    assert "meeting" not in names("property", "zz")


def test_a_preview_is_shown_in_frames_of_those_who_may_ask(client):
    got = client.get("/reconcile/preview", params={"id": MOEN})
    assert "Astrid Moen" in got.text
    assert f"frame-ancestors 'self' {REFINE}" in got.headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "person/nobody"}).status_code == 404


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        ("{", 400), ("[1]", 400), ('{"q0": 1}', 400), ('{"q0": {}}', 400),
        ('{"q0": {"query": 7}}', 400), ("[" * 20000, 400),
        (json.dumps({f"q{n}": {"query": "a"} for n in range(51)}), 413),
        ("x" * (1 << 20), 413),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused(client, queries, status):
    assert client.post("/reconcile", data={"queries": queries}).status_code == status


def test_what_else_is_odd_in_a_query_is_passed_over(client):
    odd = {"type": 7, "properties": 1, "conditions": [None], "limit": "x"}
    assert first(client, query="Astrid Moen", **odd)[0]["id"] == MOEN


def test_what_the_docs_show_is_true(client):
    told = (Path(__file__).parents[2] / "docs/serve.md").read_text(encoding="utf-8")
    shown = told.partition("## Matching names")[2].split("```json\n")[1].split("```")[0]
    queries = {"q0": {"query": "Moen, Astrid", "type": "Person", "limit": 1}}
    assert f"queries={json.dumps(queries)}" in told
    assert client.post("/reconcile", data={"queries": json.dumps(queries)}).json() == json.loads(
        shown
    )


def test_others_may_not_ask(client):
    got = client.get("/reconcile", headers={"origin": "https://elsewhere.example"})
    assert got.status_code == 403
