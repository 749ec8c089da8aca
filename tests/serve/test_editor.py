"""The pages in a real browser that reaches nothing but this machine."""

import time

import pytest

from tests.serve.running import serving

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def url(demo):
    with serving(demo) as (url, _):
        yield url


def wait_for(browser, script, *arguments):
    """What a script gives as soon as that is true."""
    for _ in range(100):
        found = browser.execute_script(script, *arguments)
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"never true: {script}")


def opened(browser, url):
    browser.get(f"{url}/sparql")
    wait_for(browser, "return document.getElementById('query').value")


def chosen(browser, title):
    from selenium.webdriver.support.ui import Select

    Select(browser.find_element("id", "questions")).select_by_visible_text(title)
    wait_for(browser, "return document.getElementById('result').children.length")


def test_an_example_question_is_answered(browser, url):
    browser.get_log("browser")
    opened(browser, url)
    browser.find_element("id", "run").click()
    wait_for(browser, "return document.querySelectorAll('#result td').length")
    assert "Astrid Moen" in browser.find_element("id", "result").text
    assert "rows in" in browser.find_element("id", "told").text
    loaded = browser.execute_script(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    )
    assert loaded and all(name.startswith(url) for name in loaded)
    assert browser.get_log("browser") == []


def test_answers_as_a_graph_and_as_a_chart(browser, url):
    opened(browser, url)
    chosen(browser, "Who is tied to what, as a graph")
    names = wait_for(
        browser, "return [...document.querySelectorAll('#result .name')].map((n) => n.textContent)"
    )
    assert {"Astrid Moen", "Norway"} <= set(names)
    places = browser.execute_script(
        "return [...document.querySelectorAll('#result circle')].map((c) =>"
        " [Number(c.getAttribute('cx')), Number(c.getAttribute('cy'))])"
    )
    assert all(0 < x < 1190 and 0 < y < 620 for x, y in places)
    chosen(browser, "How many facts of each relation there are")
    wait_for(browser, "return document.querySelector('#result table')")
    browser.find_element("css selector", "[data-view=chart]").click()
    assert browser.find_elements("css selector", "#result rect.bar")


def test_terms_are_completed(browser, url):
    from selenium.webdriver.common.keys import Keys

    opened(browser, url)
    box = browser.find_element("id", "query")
    box.clear()
    box.send_keys("ASK { ?a kg:spokeab")
    wait_for(browser, "return !document.getElementById('completions').hidden")
    box.send_keys(Keys.ENTER)
    box.send_keys(" ?b }")
    assert box.get_attribute("value") == "ASK { ?a kg:spokeAbout ?b }"
    box.send_keys(Keys.CONTROL, Keys.ENTER)
    wait_for(browser, "return document.querySelector('#result td')")
    assert browser.find_element("css selector", "#result td").text == "yes"


def test_an_error_is_shown_as_it_is(browser, url):
    from selenium.webdriver.common.keys import Keys

    opened(browser, url)
    box = browser.find_element("id", "query")
    box.clear()
    box.send_keys("SELECT ?x { <img> ]", Keys.CONTROL, Keys.ENTER)
    wait_for(browser, "return !document.getElementById('error').hidden")
    assert "error at 1:" in browser.find_element("id", "error").text
    assert browser.find_elements("css selector", "main img") == []
    browser.get_log("browser")


def test_words_that_are_markup_are_shown_as_words(browser, url):
    from selenium.webdriver.common.keys import Keys

    opened(browser, url)
    box = browser.find_element("id", "query")
    markup = "<img src=x onerror=document.title=1><script>document.title=1</script>"
    for query in (
        f"SELECT ('{markup}' AS ?x) {{}}",
        f"CONSTRUCT {{ <a:b> <a:c> '{markup}' }} {{}}",
    ):
        browser.execute_script("document.getElementById('query').value = arguments[0]", query)
        box.send_keys(Keys.CONTROL, Keys.ENTER)
        wait_for(
            browser, "return document.getElementById('result').textContent.includes('onerror')"
        )
        for view in ("table", "graph", "table"):
            browser.find_element("css selector", f"[data-view={view}]").click()
            assert browser.find_elements("css selector", "#result img, #result script") == []
    assert browser.title == "Ask in SPARQL"
    assert browser.get_log("browser") == []


def test_from_a_search_to_a_fact_and_its_article(browser, url):
    browser.get(url)
    browser.find_element("name", "q").send_keys("Astrid Moen\n")
    wait_for(browser, "return location.pathname === '/search'")
    browser.find_element("link text", "Astrid Moen").click()
    wait_for(browser, "return location.pathname === '/page/person/astrid-moen'")
    assert "Norwegian Defence Minister" in browser.find_element("css selector", "blockquote").text
    meeting = browser.find_element("link text", "Meeting")
    meeting.click()
    wait_for(browser, "return location.pathname.startsWith('/page/fact/')")
    assert browser.find_element("css selector", "mark.cue").text == "met"
    colour = browser.execute_script(
        "return getComputedStyle(document.querySelector('mark.cue')).backgroundColor"
    )
    assert colour == "rgb(255, 217, 168)"  # the style sheet is the server's own and was loaded
    browser.find_element("css selector", ".source a").click()
    wait_for(browser, "return location.pathname.startsWith('/page/article/')")
    assert browser.find_elements("css selector", "a.told")
    assert browser.get_log("browser") == []
