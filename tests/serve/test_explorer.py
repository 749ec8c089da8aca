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

from kg.graph.directory import EXPLORED, STORE
from kg.graph.opened import Graph
from kg.graph.sandbox import Limits
from kg.serve import explorer
from kg.serve.app import application
from kg.serve.served import Served
from kg.view import contract
from kg.view.contract import unpacked
from tests.serve.running import asked, serving

DATA = "/api/view/data"
FACTS = "/api/view/facts"
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


def test_who_has_this_version_gets_nothing_again(client, demo):
    tag = client.get(DATA).headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get(DATA, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(DATA, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(DATA).headers["cache-control"] == "no-cache"


def test_further_facts_come_in_pages(client):
    def page(**asked):
        answer = client.get(FACTS, params={"about": "person/astrid-moen", **asked})
        assert answer.status_code == 200
        return answer.json()

    everything = page()
    iris = [everything["strings"][index] for index in everything["facts"]["iri"]]
    node = client.get("/api/node", params={"id": MOEN}).json()
    assert everything["total"] == node["facts"] <= len(iris)
    told = [client.get("/api/node", params={"id": iri}).json() for iri in iris]
    assert any("person/astrid-moen" in str(fact["roles"]) for fact in told)
    some = [page(limit=5, offset=offset) for offset in (0, 5)]
    split = [{each["strings"][index] for index in each["facts"]["iri"]} for each in some]
    assert split[0] != split[1] and split[0] | split[1] <= set(iris)
    assert len(page(limit=500)["facts"]["iri"]) == len(iris)
    document = client.get("/api/openapi.json").json()
    told = document["paths"][FACTS]["get"]["responses"]["200"]["content"]["application/json"]
    jsonschema.Draft202012Validator(told["schema"]).validate(everything)


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("?about=nobody-at-all", 404), ("?about=x&limit=many", 400), ("?id=x", 400)],
)
def test_further_facts_of_nothing(client, query, status):
    answer = client.get(f"{FACTS}{query}")
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_built_graph_has_what_the_explorer_begins_with(client, demo, monkeypatch):
    monkeypatch.setattr(explorer, "first", None)
    with asked(demo) as fresh:
        assert fresh.get(DATA).json() == client.get(DATA).json()


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

    monkeypatch.setattr(explorer, "first", slowly)
    directory = tmp_path / "graph"
    shutil.copytree(demo, directory)
    # As it was built before the data were kept.
    (directory / STORE / EXPLORED).unlink()
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
        (directory / STORE / EXPLORED).unlink()
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


@pytest.fixture
def cut(demo, tmp_path, monkeypatch):
    """The demo's graph, of which the explorer begins with next to nothing."""
    directory = tmp_path / "cut"
    shutil.copytree(demo, directory)
    (directory / STORE / EXPLORED).unlink()
    monkeypatch.setattr(contract, "_MOST_FIRST", 5)
    return directory


@pytest.mark.server
def test_what_the_picture_leaves_out_is_found(browser, cut):
    browser.get_log("browser")
    with near(cut) as url:
        browser.get(f"{url}/explore")
        until(browser, READY)
        shown = browser.execute_script("return app.graph.strings")
        views = Graph.open(cut).views
        left = next(
            views.profiles[key]
            for key in sorted(views.told)
            if key.startswith("person/") and f"https://newskg.example/{key}" not in shown
        )
        field = browser.find_element("id", "search")
        field.send_keys(left.label)
        hits = until(browser, f"const found = ({BEYOND[7:]}); return found.length && found")
        assert "Not in this picture" in browser.find_element("id", "hits").text
        assert not browser.find_elements("css selector", "#hits .nothing")
        assert hits[0][1].startswith("/page/fact/")
        assert browser.execute_script("return location.origin") == url
        field.send_keys("\ue007")
        until(browser, f"return document.querySelector('#about h2').textContent === '{left.label}'")
        loaded = browser.execute_script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        assert len(loaded) == 3 and all(name.startswith(f"{url}/api/") for name in loaded)
        browser.find_element("link text", "Its page").click()
        until(browser, "return location.pathname.startsWith('/page/person/')")
        assert browser.find_element("tag name", "h1").text == left.label
        browser.get(f"{url}/explore#node=https://newskg.example/person/nobody")
        until(browser, READY)
        assert browser.find_element("css selector", "#about .eyebrow").text == "Not in this picture"
        until(browser, "return document.getElementById('notice').textContent.includes('404')")
    assert [entry for entry in browser.get_log("browser") if "404" not in entry["message"]] == []


# What is told of the facts that are shown, in an order of its own.
TOLD = """const {graph} = app;
    const iri = (node) => (node < 0 ? '' : graph.iri(node));
    const fact = (at) => [graph.strings[graph.facts.iri[at]], graph.status(at),
      graph.relation(at).name, graph.told('gist', at), graph.told('quote', at),
      graph.told('date', at), graph.facts.confidence[at], iri(graph.facts.speaker[at]),
      graph.article('headline', at), graph.facts.topics[at].map(iri).sort(),
      graph.facts.fillers[at].map(([role, node, text]) =>
        [graph.words[role], iri(node), graph.words[text]])];
    const lines = (node) => graph.edgesOf[node].map((edge) => {
      const back = graph.edges.s[edge] === node ? [0, 1, 2, 3] : [0, 2, 1, 3];
      return [iri(graph.other(edge, node)), graph.statuses[graph.edges.status[edge]],
        back[graph.edges.dir[edge]],
        graph.edges.relations[edge].map((each) => graph.relations[each].name).sort(),
        graph.edges.facts[edge].map((at) => graph.strings[graph.facts.iri[at]]).sort()];
    });
    return JSON.stringify([app.shown.map(fact).sort(), lines(app.node(app.state.a)).sort()])"""


@pytest.mark.server
def test_who_is_chosen_has_the_same_facts_and_neighbours_however_little_it_began_with(
    browser, demo, cut
):
    """The most told people and places of the graph; their facts come in pages of seven."""
    browser.get_log("browser")
    everything = Graph.open(demo).views
    keys = [key for key in everything.profiles if key.startswith(("person/", "place/"))][::9]
    address = "/explore#node=https://newskg.example/{}"
    whole = {}
    with near(demo) as url:
        for key in keys:
            browser.get("about:blank")
            browser.get(url + address.format(key))
            until(browser, READY)
            if browser.find_elements("css selector", "#about .notice"):
                continue
            whole[key] = browser.execute_script(TOLD)
    assert len(whole) > 5
    with near(cut) as url:
        for key, told in whole.items():
            browser.get("about:blank")
            browser.get(url + address.format(key))
            until(browser, READY)
            until(browser, "return app.asked.rest(app.state.a) !== undefined")
            assert browser.execute_script("return app.asked.rest(app.state.a)") == 0
            facts, lines = json.loads(browser.execute_script(TOLD))
            wanted = json.loads(told)
            assert lines == wanted[1], key
            assert [fact for fact in facts if fact not in wanted[0]] == [], key
            assert [fact for fact in wanted[0] if fact not in facts] == [], key
    assert browser.get_log("browser") == []


# A statement of a graph that was held without those who have a role in it, and the whole columns
# added to it, twice: what the statement points to, and whether anything was new.
LEFT_OUT = """const {graph} = app;
    const data = JSON.parse(JSON.stringify({...graph, server: null}));
    const names = ['fillers', 'topics', 'speaker'];
    const told = (graph, fact) => JSON.stringify(names.map((name) => graph.facts[name][fact]));
    const fact = graph.facts.topics.findIndex((list, at) => list.length &&
      graph.facts.speaker[at] >= 0 && graph.facts.fillers[at].some(([, node]) => node >= 0));
    const own = new Graph(JSON.parse(JSON.stringify(data)));
    own.facts.fillers[fact].forEach((filler) => (filler[1] = -1));
    [own.facts.topics[fact], own.facts.speaker[fact]] = [[], -1];
    own.derive();
    const few = told(own, fact);
    const ways = [addPart(own, data), told(own, fact), own.saidAbout.get(own.facts.topics[fact][0])
      .includes(fact), addPart(own, data)];
    return [told(graph, fact), few, ...ways, own.count === graph.count]"""


@pytest.mark.server
def test_a_fact_that_came_before_those_in_it_points_to_them_once_they_come(browser, demo):
    with near(demo) as url:
        browser.get(f"{url}/explore")
        until(browser, READY)
        whole, few, new, told, about, again, no_more = browser.execute_script(LEFT_OUT)
    assert few != whole and told == whole
    assert new and about
    assert not again and no_more


@pytest.mark.server
def test_further_facts_are_a_click_away(browser, cut):
    browser.get_log("browser")
    with near(cut) as url:
        browser.get(f"{url}/explore")
        until(browser, READY)
        browser.execute_script(
            "app.asked.most = 4; app.choose({kind: 'node', a: arguments[0]})", MOEN
        )
        until(browser, "return app.asked.rest(app.state.a) > 0")
        rest = browser.execute_script("return app.asked.rest(app.state.a)")
        few = browser.execute_script("return app.shown.length")
        while buttons := browser.find_elements("css selector", ".tool.further"):
            assert f"of {rest}" in buttons[0].text
            buttons[0].click()
            rest -= 4
            until(browser, "return app.asked.rest(app.state.a) <= arguments[0]", max(rest, 0))
        assert rest <= 0
        assert browser.execute_script("return app.shown.length") > few
        assert "of Astrid Moen" in browser.execute_script(
            "return document.getElementById('live').textContent"
        )
        # The filters count what has come.
        tally = browser.execute_script("return document.querySelector('.left-over').textContent")
        assert f"{browser.execute_script('return app.graph.count')} of" in tally
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
