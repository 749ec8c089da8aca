"""The graph as a pyvis network: every fact is in it, it keeps still, and words stay words."""

import re
import sys
from dataclasses import replace

import pytest

from kg.errors import KgError
from kg.graph.drawing import drawn, page
from kg.graph.network import network
from kg.graph.notebook import Frame
from kg.graph.terms import Names
from kg.records import Corpus
from tests.graph.test_graph import fact, made
from tests.known import KNOWLEDGE

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script><a href='x'>"


def graph(read: Corpus):
    return network(read, KNOWLEDGE.catalogue, Names())


def hostile() -> Corpus:
    """A corpus whose first entity and sentence are markup."""
    read = made(fact())
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    changed = replace(extraction, entities=(replace(first, name=HOSTILE), *rest))
    return Corpus((changed,), {key: HOSTILE + quote for key, quote in read.quotes.items()}, {})


def test_what_is_told_alike_of_two_is_one_line():
    shown = drawn(graph(made(fact(), fact(id="f2"), fact(id="f3", modality="planned"))))
    assert {node["label"] for node in shown.nodes} == {"Vera Holm", "Paul Ito", "Lima"}
    met = [edge for edge in shown.edges if edge["title"].startswith("met")]
    assert [edge["title"].splitlines() for edge in met] == [
        ["met (asserted)", "Vera Holm met Paul Ito in Lima."],
        ["met (planned)", "Vera Holm met Paul Ito in Lima."],
    ]
    assert [edge["dashes"] for edge in met] == [False, True]
    assert [edge["width"] for edge in met] == [2, 1]


def test_everything_has_a_place_of_its_own():
    shown = drawn(graph(made(fact())))
    places = {(node["x"], node["y"]) for node in shown.nodes}
    assert len(places) == len(shown.nodes) == 3
    assert shown.options["physics"]["enabled"] is False


def test_a_page_loads_nothing_and_is_the_same_each_time():
    text = page(graph(made(fact()))).decode()
    assert "default-src 'none'" in text
    assert not re.search(r'<(?:script|link)\b[^>]*(?:src|href)="http', text)
    assert page(graph(made(fact()))).decode() == text


def test_words_from_pages_are_never_markup():
    text = page(graph(hostile())).decode()
    assert "<img" not in text and "alert(2)</script>" not in text
    # The template makes markup of titles where one of a node says "href".
    assert "div.popup" not in text


def test_who_lacks_pyvis_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyvis.network", None)
    with pytest.raises(KgError, match="pip install pyvis"):
        drawn(graph(made(fact())))


@pytest.mark.server
def test_a_page_is_drawn_in_a_browser(browser, tmp_path):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.support.expected_conditions import visibility_of_element_located
    from selenium.webdriver.support.ui import WebDriverWait

    path = tmp_path / "pyvis.html"
    path.write_bytes(page(graph(hostile())))
    browser.get_log("browser")  # what pages before have left
    browser.get(path.as_uri())
    assert browser.execute_script("return network.body.nodeIndices.length") == 3
    assert browser.execute_script("return network.physics.physicsEnabled") is False
    x, y = browser.execute_script(
        """const [edge] = edges.get();
        const place = (id) => network.canvasToDOM(network.getPosition(id));
        const [a, b] = [edge.from, edge.to].map(place);
        const box = document.querySelector('#mynetwork canvas').getBoundingClientRect();
        return [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];"""
    )
    actions = ActionChains(browser)
    for shift in (30, 0):
        actions.w3c_actions.pointer_action.move_to_location(round(x), round(y) + shift)
    actions.perform()
    tip = WebDriverWait(browser, 10).until(
        visibility_of_element_located(("css selector", ".vis-tooltip"))
    )
    assert HOSTILE in tip.text
    assert browser.find_elements("css selector", "img") == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.server
def test_a_frame_keeps_a_page_apart_and_its_state(browser, tmp_path):
    inner = (
        '<!DOCTYPE html><p id=a>"quoted" &amp; <b>bold</b></p><script>'
        "location.hash = 'node=x'; document.title = location.hash;"
        "try { parent.document.title = 'reached' } catch (error) {}"
        "document.getElementById('a').dataset.hash = location.hash</script>"
    )
    path = tmp_path / "notebook.html"
    path.write_text(f"<title>notebook</title>{Frame(inner, 300)._repr_html_()}", encoding="utf-8")
    browser.get(path.as_uri())
    frame = browser.find_element("css selector", "iframe")
    assert frame.size["height"] == 300
    browser.switch_to.frame(frame)
    shown = browser.find_element("id", "a")
    assert shown.text == '"quoted" & bold'
    assert shown.get_attribute("data-hash") == "#node=x"
    browser.switch_to.default_content()
    assert browser.title == "notebook"
