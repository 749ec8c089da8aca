"""The explorer as the server gives it: its page, its data, and what its picture leaves out."""

import gzip
import json
import re
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote

import jsonschema
import pytest
import uvicorn

from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.graph.sandbox import Limits
from kg.serve import explorer
from kg.serve.app import application
from kg.serve.served import Served
from kg.view import contract
from kg.view.contract import unpacked
from tests.serve.running import asked, serving

DATA = "/api/view/data"
MOEN = "https://newskg.example/person/astrid-moen"


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo) as client:
        yield client


def test_the_data_are_those_of_the_built_page(client, demo):
    answer = client.get(DATA)
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert "Accept-Encoding" in answer.headers["vary"]
    built = (demo / "graph.html").read_text(encoding="utf-8")
    assert answer.json() == unpacked(re.search(r'id="data">\s*([^<]*?)\s*</script>', built)[1])


@pytest.mark.parametrize("accepted", ["identity", "", "br", "gzip;q=0"])
def test_who_takes_nothing_packed_gets_the_same_unpacked(client, accepted):
    plain = client.get(DATA, headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in plain.headers
    assert plain.json() == client.get(DATA).json()


def test_the_data_are_as_openapi_says(client):
    document = client.get("/api/openapi.json").json()
    told = document["paths"][DATA]["get"]["responses"]["200"]["content"]["application/json"]
    jsonschema.Draft202012Validator(told["schema"]).validate(client.get(DATA).json())


def test_the_page_allows_its_own_scripts_and_its_own_server_alone(client):
    answer = client.get("/explore")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self'" not in policy and "unsafe" not in policy
    assert policy.removesuffix("; frame-ancestors 'none'") in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert 'data-address="/api/view/data" data-base="https://newskg.example/"' in answer.text


def test_the_page_from_a_file_may_ask_nobody(demo):
    assert "connect-src" not in (demo / "graph.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/explore", DATA])
def test_others_may_not_ask(client, path):
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 421
    assert client.get(path, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(path).status_code == 405


def test_the_data_have_no_parameters(client):
    answer = client.get(f"{DATA}?limit=5")
    assert answer.status_code == 400
    assert "no parameters" in answer.json()["error"]


def test_pages_lead_to_the_explorer(client):
    assert '<a href="/explore">' in client.get("/").text
    assert f'href="/explore#node={quote(MOEN)}"' in client.get("/page/person/astrid-moen").text


def test_the_data_are_made_once_for_all_and_anew_for_a_graph_built_anew(
    demo, tmp_path, monkeypatch
):
    made = []

    def slowly(*given):
        made.append(given)
        time.sleep(0.3)
        return gzip.compress(b"{}")

    monkeypatch.setattr(explorer, "held", slowly)
    directory = tmp_path / "graph"
    shutil.copytree(demo, directory)
    with asked(directory) as client, ThreadPoolExecutor(60) as many:
        # More than the server has threads: those who wait take up none.
        waiting = [many.submit(client.get, DATA) for _ in range(60)]
        begun = time.monotonic()
        assert client.get("/api/node?id=person/astrid-moen").status_code == 200
        assert time.monotonic() - begun < 5
        assert {answer.result().json().__len__() for answer in waiting} == {0}
        assert len(made) == 1
        (directory / STORE / "meta.json").touch()
        assert client.get(DATA).status_code == 200
        assert len(made) == 2


def test_records_that_cannot_be_read_are_told(demo, tmp_path):
    directory = tmp_path / "graph"
    shutil.copytree(demo, directory)
    with asked(directory) as client:
        (directory / "facts.jsonl").unlink()
        answer = client.get(DATA)
        assert answer.status_code == 500
        assert "facts.jsonl" in answer.json()["error"]


@pytest.mark.server
def test_a_real_server_sends_them(demo):
    from urllib.request import Request, urlopen

    with serving(demo) as (url, _):
        request = Request(url + DATA, headers={"Accept-Encoding": "gzip"})
        with urlopen(request, timeout=60) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert json.loads(gzip.decompress(answer.read()))["view"] == contract.VERSION
        with urlopen(url + "/explore", timeout=60) as answer:
            assert "frame-ancestors" in answer.headers["Content-Security-Policy"]


@contextmanager
def near(directory):
    """The address of a server in this process."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = application(Served(directory, Limits(10, 1000, 8 << 20, 2 << 30), 1))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def until(browser, script, *arguments):
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 20, 0.05).until(
        lambda _: browser.execute_script(script, *arguments)
    )


READY = "return document.body.classList.contains('ready')"
BEYOND = """return [...document.querySelectorAll('#hits .hit-page')]
    .map((hit) => [hit.textContent, hit.getAttribute('href')])"""


@pytest.mark.server
def test_what_the_picture_leaves_out_is_found(browser, demo, monkeypatch):
    browser.get_log("browser")
    monkeypatch.setattr(contract, "_MOST_FACTS", 5)
    with near(demo) as url:
        browser.get(f"{url}/page/person/astrid-moen")
        browser.find_element("link text", "Show in the explorer").click()
        until(browser, READY)
        shown = browser.execute_script("return app.graph.strings")
        everything = Graph.open(demo).views.profiles
        left = next(
            profile
            for key, profile in sorted(everything.items())
            if key.startswith("person/") and f"https://newskg.example/{key}" not in shown
        )
        field = browser.find_element("id", "search")
        field.send_keys(left.label)
        hits = until(browser, f"const found = ({BEYOND[7:]}); return found.length && found")
        assert hits[0][0].startswith(left.label)
        assert hits[0][1].startswith("/page/person/")
        assert any(href.startswith("/page/fact/") for _, href in hits)
        assert "Not in this picture" in browser.find_element("id", "hits").text
        assert not browser.find_elements("css selector", "#hits .nothing")
        assert browser.execute_script("return location.origin") == url
        loaded = browser.execute_script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        assert len(loaded) == 2 and all(name.startswith(f"{url}/api/") for name in loaded)
        field.send_keys("\ue007")
        until(browser, "return location.pathname.startsWith('/page/person/')")
        assert browser.find_element("tag name", "h1").text == left.label
        browser.find_element("link text", "Show in the explorer").click()
        until(browser, READY)
        assert browser.find_element("css selector", "#about .eyebrow").text == "Not in this picture"
        browser.find_element("link text", "Its page").click()
        until(browser, "return location.pathname.startsWith('/page/person/')")
        assert browser.find_element("tag name", "h1").text == left.label
    assert browser.get_log("browser") == []


@pytest.mark.server
def test_an_entity_in_the_explorer_and_back_to_its_page(browser, demo):
    browser.get_log("browser")
    with serving(demo) as (url, _):
        browser.get(f"{url}/page/person/astrid-moen")
        browser.find_element("link text", "Show in the explorer").click()
        until(browser, READY)
        assert browser.find_element("css selector", "#about h2").text == "Astrid Moen"
        browser.find_element("id", "search").send_keys("Astrid Moen")
        time.sleep(1)
        # All of her is in the picture, and is not told twice.
        assert browser.execute_script(BEYOND) == []
        browser.find_element("id", "search").send_keys("\ue00c")
        browser.find_element("link text", "Its page").click()
        until(browser, "return location.pathname === '/page/person/astrid-moen'")
        browser.back()
        until(browser, READY)
        browser.find_element("css selector", "#title a").click()
        until(browser, "return location.pathname === '/'")
    assert browser.get_log("browser") == []
