"""axe-core finds nothing against the explorer, whatever state it is in."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import unavailable

from kg.graph.terms import Names
from kg.view.contract import columns
from tests.graph.test_graph import made
from tests.known import KNOWLEDGE
from tests.view.exploring import Explorer, media, phone
from tests.view.small import BASE, hostile, news

pytestmark = pytest.mark.server
ADDRESSES = {
    "opening": "",
    "table": "#view=table",
    "timeline": "#view=timeline",
    "whole map": "#whole=1",
    "person": f"#node={BASE}e/0",
    "person in a table": f"#node={BASE}e/0&depth=2&view=table",
    "place": f"#node={BASE}e/3",
    "pair": f"#pair={BASE}e/0&with={BASE}e/1",
    "way": f"#path={BASE}e/0&to={BASE}e/4",
    "way by places": f"#path={BASE}e/0&to={BASE}e/4&places=1",
    "no way": f"#path={BASE}e/0&to={BASE}e/7",
    "what is said": f"#said={BASE}e/0&about={BASE}e/6",
    "topic": f"#topic={BASE}e/6",
    "words": "#words=fair+host",
    "fact": f"#fact={BASE}fact/3",
    "elsewhere": "#node=https://elsewhere.example/x",
    "filtered": "#relation=Meeting&status-not=claimed&from=2020&undated=0&sure=50",
    "all hidden": "#relation=Meeting&until=1990",
    "expanded": f"#node={BASE}e/1&open={BASE}e/1",
}
RUN = """const done = arguments[arguments.length - 1];
  axe.run(document, {resultTypes: ['violations']}).then(({violations}) =>
    done(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html.slice(0, 200))])),
    (error) => done([[String(error), []]]));"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which comes packed with bindings for another driver of browsers."""
    found = find_spec("axe_playwright_python")
    if not found or not found.submodule_search_locations:
        unavailable("axe-core")
    return Path(found.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def findings(browser, axe) -> Callable[[], list]:
    """What axe-core has against the page as it is now."""

    def ask() -> list:
        if not browser.execute_script("return 'axe' in window"):
            browser.execute_script(axe + "; window.axe = axe")
        browser.set_script_timeout(60)
        return browser.execute_async_script(RUN)

    return ask


def looked_at(browser, path: Path, findings: Callable[[], list], *schemes: str) -> dict:
    """What is found at each address in each scheme of colours."""
    found = {}
    with media(browser, prefers_reduced_motion="reduce"):
        page = Explorer(browser, path, news().data())
    for name, address in ADDRESSES.items():
        with media(browser, prefers_color_scheme=schemes[0], prefers_reduced_motion="reduce"):
            page.open(address)
        for scheme in schemes:
            with media(browser, prefers_color_scheme=scheme, prefers_reduced_motion="reduce"):
                page.until(f"return app.renderer.look.paper === {scheme.upper()}.paper")
                found[name, scheme] = findings()
    return {name: each for name, each in found.items() if each}


def test_every_choice_and_view(browser, tmp_path, findings):
    assert looked_at(browser, tmp_path / "graph.html", findings, "light", "dark") == {}


def test_every_choice_and_view_on_a_phone(browser, tmp_path, findings):
    with phone(browser):
        assert looked_at(browser, tmp_path / "graph.html", findings, "light") == {}


def test_more_contrast_and_forced_colours(browser, tmp_path, findings):
    for feature in ({"prefers_contrast": "more"}, {"forced_colors": "active"}):
        with media(browser, prefers_reduced_motion="reduce", **feature):
            page = Explorer(browser, tmp_path / "graph.html", news().data())
            assert findings() == [], feature
            page.open(ADDRESSES["person"])
            assert findings() == [], feature


@pytest.mark.parametrize("narrow", [False, True])
def test_what_opens(browser, tmp_path, findings, narrow):
    """Lists of hits, menus, filters, reasons and the sheet, each while it is open."""
    with media(browser, prefers_reduced_motion="reduce"):
        page = Explorer(browser, tmp_path / "graph.html", news().data())
        if narrow:
            with phone(browser):
                page.open()
                opened(page, findings, narrow)
        else:
            opened(page, findings, narrow)


def opened(page: Explorer, findings: Callable[[], list], narrow: bool) -> None:
    page.find("#search").click()
    assert findings() == [], "questions"
    for words in ("holm", "treaty", "fair host", "who met paul ito?", "Qwertz Uiop"):
        page.search(words)
        assert findings() == [], words
    page.type("\ue00c")
    page.find("#share-button").click()
    assert findings() == [], "share"
    page.type("\ue00c")
    if narrow:
        page.find("#filter-button").click()
        assert findings() == [], "filters"
        page.find(".done").click()
        page.find("#handle").click()
        assert findings() == [], "sheet"
    page.run("document.querySelector('#facts summary').click()")
    page.until("return document.querySelector('#facts .reasons')")
    assert findings() == [], "why"
    page.open(ADDRESSES["person"])
    page.run("document.querySelector('.tool').click()")
    assert page.texts("#hits .hit-name")
    assert findings() == [], "the other end of a way"
    page.type("\ue00c")
    page.run("document.getElementById('picture').focus()")
    page.type("\ue014")
    assert findings() == [], "walking"


def test_hostile_words_and_a_graph_of_nothing(browser, tmp_path, findings):
    page = Explorer(browser, tmp_path / "hostile.html", hostile().data())
    assert findings() == []
    page.run("app.choose({kind: 'node', a: app.graph.iri(2), b: ''})")
    assert findings() == []
    nothing = columns(made(), KNOWLEDGE.catalogue, Names(), "Nothing")
    Explorer(browser, tmp_path / "nothing.html", nothing)
    assert findings() == []
    data = news().data()
    data["left"] = {"entities": 20, "facts": 300}
    Explorer(browser, tmp_path / "part.html", data)
    assert findings() == []
