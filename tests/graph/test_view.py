"""The page: what it says, that it is safe, and that it works in a real browser offline."""

import json
import re
from dataclasses import replace

import pytest

from kg.graph.placing import positions
from kg.graph.terms import Names
from kg.graph.view import page, view_data
from kg.records import Corpus
from tests.graph.test_graph import fact, made
from tests.known import KNOWLEDGE

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


def shown(read: Corpus) -> dict:
    return view_data(read, KNOWLEDGE.catalogue, Names())


def renamed(read: Corpus, name: str) -> Corpus:
    """The corpus with its first entity called otherwise."""
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    changed = replace(extraction, entities=(replace(first, name=name), *rest))
    return Corpus((changed,), {key: HOSTILE + quote for key, quote in read.quotes.items()}, {})


def test_every_line_has_its_facts_and_every_fact_its_sentence():
    data = shown(made(fact(), fact(id="f2", modality="planned")))
    assert {edge["status"] for edge in data["edges"]} == {"asserted", "planned"}
    for edge in data["edges"]:
        assert edge["facts"]
        for index in edge["facts"]:
            told = data["facts"][index]
            assert told["status"] == edge["status"]
            assert told["quote"] == "Vera Holm met Paul Ito in Lima."
            assert [told["quote"][s:e] for s, e, role in told["marks"] if role == "cue"] == ["met"]


def test_the_same_input_gives_the_same_page():
    arguments = made(fact()), KNOWLEDGE.catalogue, Names()
    assert page(*arguments) == page(*arguments)


def test_a_name_is_found_by_what_it_folds_to():
    data = shown(renamed(made(fact()), "Đorđe Wałęsa"))
    (node,) = [node for node in data["nodes"] if node["label"] == "Đorđe Wałęsa"]
    assert node["keys"] == ["djordje walesa"]
    assert data["letters"]["ł"] == "l"


def test_words_from_pages_are_never_markup():
    text = page(renamed(made(fact()), HOSTILE), KNOWLEDGE.catalogue, Names())
    assert "<img" not in text
    block = re.search(r'<script type="application/json" id="data">\n(.*?)\n</script>', text, re.S)
    assert HOSTILE in {node["label"] for node in json.loads(block[1])["nodes"]}


def test_nothing_is_loaded_from_elsewhere():
    text = page(made(fact()), KNOWLEDGE.catalogue, Names())
    assert "default-src 'none'" in text
    assert not re.search(r"<(script|link|img|iframe)[^>]*\b(src|href)=", text)


def test_labels_do_not_lie_on_one_another():
    import networkx as nx

    graph = nx.random_labeled_tree(60, seed=3)
    graph = nx.relabel_nodes(graph, {i: f"n{i:02}" for i in graph})
    places = positions(
        graph, {node: f"Somebody {node}" for node in graph}, dict.fromkeys(graph, 0.3)
    )
    boxes = sorted(places.values())
    for index, (x, y) in enumerate(boxes):
        for other_x, other_y in boxes[index + 1 :]:
            assert abs(x - other_x) > 60 or abs(y - other_y) > 40


def drawn(browser, path, text):
    path.write_text(text, encoding="utf-8")
    browser.get(path.as_uri())
    browser.set_script_timeout(20)
    browser.execute_async_script("network.once('afterDrawing', arguments[0]); network.redraw()")


def click_middle_of(browser, edge: int) -> None:
    """A real click of the mouse on the middle of a line."""
    from selenium.webdriver import ActionChains

    x, y = browser.execute_script(
        """const edge = data.edges[arguments[0]];
        const place = (id) => network.canvasToDOM(network.getPosition(id));
        const [a, b] = [place(edge.from), place(edge.to)];
        const box = document.querySelector('#drawing canvas').getBoundingClientRect();
        return [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];""",
        edge,
    )
    actions = ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    actions.w3c_actions.pointer_action.click()
    actions.perform()


@pytest.mark.server
def test_a_click_on_a_line_shows_its_sentence(browser, tmp_path):
    drawn(browser, tmp_path / "graph.html", page(made(fact()), KNOWLEDGE.catalogue, Names()))
    data = browser.execute_script("return data.edges")
    met = next(index for index, edge in enumerate(data) if edge["label"] == "met")
    click_middle_of(browser, met)
    browser.implicitly_wait(3)
    details = browser.find_element("id", "details")
    assert details.find_element("css selector", "blockquote").text == (
        "Vera Holm met Paul Ito in Lima."
    )
    assert details.find_element("css selector", "mark.cue").text == "met"
    assert "asserted" in details.text
    assert browser.get_log("browser") == []


@pytest.mark.server
def test_hostile_words_stay_words(browser, tmp_path):
    text = page(renamed(made(fact()), HOSTILE), KNOWLEDGE.catalogue, Names())
    drawn(browser, tmp_path / "graph.html", text)
    assert browser.execute_script("for (let i = 0; i < data.nodes.length; i++) showNode(i)") is None
    browser.execute_script("showNode(data.nodes.findIndex((n) => n.label.includes('onerror')))")
    assert "onerror" in browser.find_element("id", "details").text
    assert browser.find_elements("css selector", "img") == []
    assert browser.execute_script("return document.scripts.length") == 3
    assert browser.get_log("browser") == []


@pytest.mark.server
def test_search_and_filters(browser, tmp_path):
    read = made(fact(), fact(id="f2", modality="planned"))
    drawn(browser, tmp_path / "graph.html", page(read, KNOWLEDGE.catalogue, Names()))
    search = browser.find_element("id", "search")
    for typed, found in [("paul", "Paul Ito"), ("Veřa-Hølm", "Vera Holm"), ("ITØ", "Paul Ito")]:
        search.clear()
        search.send_keys(f"{typed}\n")
        assert browser.find_element("css selector", "#details h3").text == found
    before = browser.execute_script("return shownEdges.length")
    browser.find_element("css selector", "#statuses [data-name=planned]").click()
    assert 0 < browser.execute_script("return shownEdges.length") < before
