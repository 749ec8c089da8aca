"""The server of the desk: what it answers, and who may write."""

import pytest
from starlette.testclient import TestClient

import kg.annotation.desk
from kg.annotation.actions import Work
from kg.annotation.app import application
from tests.annotation import story
from tests.known import KNOWLEDGE

HOST = "http://127.0.0.1:8766"
JSON = {"content-type": "application/json"}
TOKEN = {"kg-token": "secret"}
GIVEN = {"article": story.ID, "action": "accept", "fact": story.MEETING.id}


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setattr(kg.annotation.desk, "known", lambda options: KNOWLEDGE)
    return Work.at(story.graph(tmp_path / "graph"))


@pytest.fixture
def client(work):
    with TestClient(application(work, "secret"), base_url=HOST) as client:
        yield client


def test_the_page_and_what_it_asks_for(client):
    page = client.get("/")
    assert '<meta name="kg-token" content="secret">' in page.text
    assert page.headers["cache-control"] == "no-store"
    for name in ("annotate.css", "annotate.js", "sentence.js", "form.js", "asking.js", "icon.svg"):
        assert client.get(f"/static/{name}").status_code == 200
    (article,) = client.get("/articles.json").json()
    found = client.get("/article.json", params={"id": article["id"]}).json()
    assert found["headline"] == "Velm hires a captain" and len(found["passages"]) == 5
    catalogue = client.get("/catalogue.json").json()
    assert "Meeting" in {relation["name"] for relation in catalogue["relations"]}
    assert catalogue["standings"][0] == "asserted"
    answer = client.get("/article.json", params={"id": "none"})
    assert (answer.status_code, "no article none" in answer.json()["error"]) == (400, True)
    for path in ("/", "/static/annotate.css", "/articles.json", "/nowhere"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


def test_the_token_is_another_one_each_time(work):
    pages = set()
    for _ in range(2):
        with TestClient(application(work), base_url=HOST) as client:
            pages.add(client.get("/").text)
    assert len(pages) == 2 and not any("{token}" in page for page in pages)


def test_an_action_answers_with_the_article(client, work):
    answer = client.post("/act", json=GIVEN, headers=TOKEN)
    assert answer.status_code == 200 and answer.json()["waiting"]
    (meeting,) = answer.json()["passages"][1]["facts"]
    assert meeting["state"] == "accepted"
    assert (work.directory / "decisions.txt").read_text().startswith(f"accept {story.ID} ")
    answer = client.post("/act", json={**GIVEN, "action": "sing"}, headers=TOKEN)
    assert answer.status_code == 400 and "nothing is called" in answer.json()["error"]


@pytest.mark.parametrize("path", ["/act", "/rebuild"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 403),
        ({**JSON, "kg-token": "guessed"}, 403),
        ({**TOKEN, "content-type": "text/plain"}, 415),
        ({**TOKEN, "content-type": "application/x-www-form-urlencoded"}, 415),
        ({**TOKEN, **JSON, "origin": "https://elsewhere.example"}, 403),
        ({**TOKEN, **JSON, "origin": "null"}, 403),
        ({**TOKEN, **JSON, "host": "kg.elsewhere.example"}, 421),
        ({**TOKEN, **JSON, "sec-fetch-site": "cross-site"}, 403),
    ],
)  # fmt: skip
def test_nobody_else_may_write(client, work, path, headers, status):
    answer = client.post(path, content=b'{"article": "x"}', headers=headers)
    assert answer.status_code == status
    assert not (work.directory / "decisions.txt").exists()


def test_no_other_page_may_read(client):
    for headers in ({"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}):
        assert client.get("/", headers=headers).status_code in (403, 421)
    assert client.get("/act").status_code == 405


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b" " * 1100000, 413)])
def test_what_is_no_request(client, body, status):
    assert client.post("/act", content=body, headers={**JSON, **TOKEN}).status_code == status
