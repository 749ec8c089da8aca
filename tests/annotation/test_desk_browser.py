"""The desk in a real browser, without a network: by keys, by pointer, and what axe-core says."""

from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import unavailable

from kg.building.correct import rebuild
from kg.graph.opened import Graph
from tests.annotation import story
from tests.view.exploring import media
from tests.view.test_explorer_axe import RUN
from tools.serving import started

pytestmark = pytest.mark.server


class Page:
    """The page of a desk, and what a hand does with it."""

    def __init__(self, browser, address: str) -> None:
        self.browser = browser
        browser.get("about:blank")
        browser.get(address)
        self.until(lambda _: self.run("return document.body.classList.contains('ready')"))

    def run(self, script: str, *arguments: object):
        return self.browser.execute_script(script, *arguments)

    def until(self, condition) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.browser, 20, 0.05).until(condition)

    def find(self, selector: str):
        return self.browser.find_element("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        return [one.text for one in self.browser.find_elements("css selector", selector)]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def said(self, words: str) -> None:
        """Waits until the page says something."""
        self.until(lambda _: words in self.find("#said").text)

    def choose(self, words: str) -> None:
        """Chooses words of the sentence by the keys."""
        from selenium.webdriver import ActionChains, Keys

        texts, wanted = self.texts("#here .word"), words.split()
        first = next(n for n in range(len(texts)) if texts[n : n + len(wanted)] == wanted)
        self.run("document.querySelector('#here [tabindex=\"0\"]').focus()")
        self.press(Keys.HOME, *[Keys.ARROW_RIGHT] * first)
        chain = ActionChains(self.browser).key_down(Keys.SHIFT)
        for _ in wanted[1:]:
            chain.send_keys(Keys.ARROW_RIGHT)
        chain.key_up(Keys.SHIFT).perform()
        assert " ".join(self.texts("#here .chosen")) == words

    def choose_by_pointer(self, words: str) -> None:
        """Chooses words of the sentence by drawing over them."""
        from selenium.webdriver import ActionChains

        texts, wanted = self.texts("#here .word"), words.split()
        first = next(n for n in range(len(texts)) if texts[n : n + len(wanted)] == wanted)
        found = self.browser.find_elements("css selector", "#here .word")
        chain = ActionChains(self.browser).click_and_hold(found[first])
        chain.move_to_element(found[first + len(wanted) - 1]).release().perform()
        assert " ".join(self.texts("#here .chosen")) == words

    def pick(self, selector: str, value: str) -> None:
        from selenium.webdriver.support.ui import Select

        Select(self.find(selector)).select_by_value(value)

    def click(self, selector: str) -> None:
        self.find(selector).click()


@pytest.fixture
def graph(tmp_path) -> Path:
    return story.graph(tmp_path / "graph")


@pytest.fixture
def open_desk(browser, graph):
    @contextmanager
    def opened():
        with started("annotate", "--dir", str(graph), "--port", "0") as (address, _):
            yield Page(browser, f"{address}/")

    return opened


def test_accepted_corrected_added_and_there_after_a_rebuild(open_desk, graph, browser):
    with open_desk() as page:
        page.press("j")
        assert page.find("#here-title").text.upper() == "SENTENCE 2 OF 5"
        page.press("a")
        page.said("Accepted.")
        assert page.find(".fact").get_attribute("class").split() == ["fact", "accepted", "now"]

        # A fact that was read of the wrong one, by keys alone.
        page.press("j", "j", "c")
        page.choose("the ship")
        page.press("2")
        page.run("document.activeElement.blur()")
        page.click('[aria-label="Take He away as agent"]')
        page.pick('[aria-label="agent: somebody named in the article"]', "Tim Ravn")
        page.click('#form [type="submit"]')
        page.said("Corrected.")
        assert page.texts(".fact .state") == ["wrong", "yours"]

        # A fact that is missing, by pointer.
        page.press("k", "k", "m")
        page.pick("#relation", "residentOf")
        page.choose_by_pointer("Tim Ravn")
        page.click('[data-role="subject"]')
        page.choose_by_pointer("Osby")
        page.click('[data-role="object"]')
        page.pick("#standing", "former")
        page.click('#form [type="submit"]')
        page.said("Added.")
        assert page.texts(".fact .relation") == ["Meeting", "residentOf"]

        page.press("j", "k", "\ue007")  # Enter, at the sentence
        page.said("Done.")
        assert page.find("#here-title").text.upper() == "SENTENCE 3 OF 5"
        assert "1 of 5" in page.find("#progress").text
        assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []

    # The server is gone; what was decided is not.
    assert rebuild(graph).problems == ()
    says = {view.relation: view for view in Graph.open(graph).facts()}
    assert says["Acquisition"].roles == {"agent": ("Tim Ravn",), "patient": ("the ship",)}
    assert (says["residentOf"].status, says["Meeting"].confidence) == ("former", 1.0)
    with open_desk() as page:
        assert page.find("#here-title").text.upper() == "SENTENCE 1 OF 5"
        page.press("j")
        assert page.texts(".fact .state") == ["right", "yours"]
        assert page.find("#here-title").text.upper() == "SENTENCE 2 OF 5, DONE"


def test_put_into_the_graph_and_names(open_desk, graph):
    with open_desk() as page:
        page.click(".names summary")
        field = page.find('[aria-label="Name of Velm Shipping"]')
        field.clear()
        field.send_keys("Velm Lines")
        page.pick('[aria-label="Type of Velm Shipping"]', "Organization")
        page.click('[aria-label="Save Velm Shipping"]')
        page.said("saved")
        page.click("#rebuild")
        page.said("The graph is as you decided.")
        assert not page.find("#rebuild").is_displayed()
    labels = {(e.label, e.type) for e in Graph.open(graph).corpus.entities.values()}
    assert ("Velm Lines", "Organization") in labels


def test_what_cannot_be_done_is_said(open_desk):
    with open_desk() as page:
        page.press("m")
        page.click('#form [type="submit"]')
        page.said("Choose a relation first.")
        page.pick("#relation", "Meeting")
        page.click('[data-role="place"]')
        page.said("Choose words of the sentence first.")
        page.click('#form [type="submit"]')
        page.said("at least one role")
        page.press("\ue00c")  # Escape
        assert not page.find("#form").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_core_finds_nothing(open_desk, browser, scheme):
    found = find_spec("axe_playwright_python")
    if not found or not found.submodule_search_locations:
        unavailable("axe-core")
    script = Path(found.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8")

    def findings() -> list:
        browser.set_script_timeout(60)
        return browser.execute_async_script(RUN)

    with media(browser, prefers_color_scheme=scheme), open_desk() as page:
        page.run(script + "; window.axe = axe")
        assert findings() == []
        page.press("j", "a")
        page.said("Accepted.")
        page.press("j", "r")
        page.said("Rejected.")
        page.click(".names summary")
        assert findings() == []
        page.click("#done")
        page.said("Done.")
        page.press("c")
        page.choose("the ship")
        assert findings() == []
