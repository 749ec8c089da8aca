"""What users do with the explorer, each by at most three clicks or keys, in a real browser."""

import json
from dataclasses import replace
from itertools import combinations

import pytest
from pyoxigraph import RdfFormat, parse

from tests.view.exploring import Explorer, media, phone
from tests.view.small import BASE, large, news

pytestmark = pytest.mark.server
ENTER, ESCAPE, DOWN, RIGHT, UP = "\ue007", "\ue00c", "\ue015", "\ue014", "\ue013"


@pytest.fixture(scope="module", autouse=True)
def still(browser):
    with media(browser, prefers_reduced_motion="reduce"):
        yield


@pytest.fixture
def page(browser, tmp_path):
    browser.get_log("browser")
    yield Explorer(browser, tmp_path / "graph.html", news().data())
    assert browser.get_log("browser") == []


def test_one_request_and_no_more(page):
    assert page.run("return performance.getEntriesByType('resource').length") == 0
    assert page.run("return document.scripts.length") == page.path.read_text().count("<script")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("paul", "Paul Ito"),
        ("djordje walesa", "Đorđe Wałęsa"),
        ("Đorđe", "Đorđe Wałęsa"),
        ("walsea", "Đorđe Wałęsa"),
        ("NU", "Nordic Union"),
        ("ada moss", "Ada Moss"),
    ],
)
def test_a_person_is_found_as_one_types(page, typed, found):
    page.search(typed)
    assert page.texts("#hits .hit-name")[0] == found
    page.type(ENTER)
    assert page.heading == found
    assert page.find("#hits").is_displayed() is False


def test_hits_tell_type_facts_and_other_names(page):
    page.search("holm")
    assert page.texts("#hits .hit-node")[0].split("\n") == [
        "Vera Holm",
        "Person · 7 facts",
        "also Holm",
    ]
    assert any("Said about" in text for text in page.texts("#hits .hit")) is False
    page.search("treaty")
    assert "Said about Fish Treaty\n2 statements" in page.texts("#hits .hit-topic")


def test_a_miss_is_said_and_leaves_nothing_of_another(page):
    page.search("holm", ENTER)
    before = page.hash
    page.search("Qwertz Uiop")
    assert "Nothing found" in page.find("#hits").text
    assert page.run("return document.getElementById('search-live').textContent") == "Nothing found"
    page.type(ENTER)
    assert page.hash == before
    page.type(ESCAPE)
    assert page.find("#hits").is_displayed() is False


def test_sentences_are_searched(page):
    page.search("fair host")
    assert any("fair host" in text for text in page.texts("#hits .hit-sentence"))
    page.find("#hits .hit-sentence").click()
    assert page.texts("#facts blockquote") == ["Vera Holm called Lima a fair host."]


def test_who_met_whom_is_one_click(page):
    (ask,) = [chip for chip in page.all(".ask") if chip.text == "Who met whom?"]
    ask.click()
    assert sorted(page.cards) == [0, 1, 2, 3, 10]
    assert "relation=Meeting" in page.hash


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ("who spoke about fish treaty", [7, 9]),
        ("what did vera holm say", [7, 8, 10]),
        ("what did vera holm say about lima", [8]),
        ("who met paul ito?", [0, 1, 2, 3]),
    ],
)
def test_questions_in_words(page, asked, facts):
    page.search(asked, ENTER)
    assert sorted(page.cards) == facts


def test_the_sentence_of_a_line_is_one_click(page):
    (x1, y1), (x2, y2) = page.at("Vera Holm"), page.at("Paul Ito")
    page.press((x1 + x2) // 2, (y1 + y2) // 2)
    assert page.heading == "Vera Holm – Paul Ito"
    quote = page.find("[data-fact='0'] blockquote")
    assert quote.text == "Vera Holm met Paul Ito in Lima 😀 on Monday."
    assert [mark.text for mark in quote.find_elements("css selector", "mark")] == [
        "Vera Holm",
        "Paul Ito",
        "Lima",
    ]


def test_marks_after_signs_of_two_units(page):
    data = news()
    data.facts = [replace(data.facts[0], quote="😀😀 Vera Holm met Paul Ito.")]
    again = Explorer(page.browser, page.path.with_name("units.html"), data.data())
    assert again.texts("#facts mark") == ["Vera Holm", "Paul Ito"]


def test_claimed_and_denied_are_told_apart_in_words(page):
    page.search("quispe", ENTER)
    claimed = page.find("[data-fact='10'] .meta").text
    assert "Claimed" in claimed and "by Vera Holm" in claimed
    styles = page.run("return app.graph.statuses.map((s) => JSON.stringify(lineOf(s)))")
    assert len(set(styles)) == 6


def test_a_click_fades_all_but_the_neighbourhood(page):
    page.press(*page.at("Đorđe Wałęsa"))
    assert page.heading == "Đorđe Wałęsa"
    seen = """const {scene, emphasis} = app.renderer;
        const strong = scene.nodes.filter((_, at) => emphasis.nodes[at] === STRONG);
        return strong.map((node) => app.graph.label[node]).sort()"""
    assert page.run(seen) == ["Nordic Union", "Đorđe Wałęsa"]
    page.find("[aria-label='2 steps']").click()
    assert page.run(seen) == ["Nordic Union", "Paul Ito", "Đorđe Wałęsa"]
    assert "depth=2" in page.hash
    assert page.run("return app.renderer.labels.drawn.some((label) => label.text === 'head of')")


def test_a_double_click_shows_further_neighbours(browser, tmp_path):
    data = news()
    data.drawn = 3
    page = Explorer(browser, tmp_path / "few.html", data.data())
    assert page.run("return app.picture.scene.count") == 3
    page.press(*page.at("Paul Ito"), times=2)
    names = "return app.picture.scene.nodes.map((node) => app.graph.label[node])"
    assert "Nordic Union" in page.run(names)
    assert f"open={BASE}e/1" in page.hash


def test_the_way_between_two_is_asserted_with_a_sentence_a_step(page):
    page.search("how are vera holm and walesa connected", ENTER)
    assert page.texts(".path blockquote") == [
        "Vera Holm met Paul Ito in Lima 😀 on Monday.",
        "Paul Ito is of the Nordic Union.",
        "Đorđe Wałęsa has led the Nordic Union since 2019.",
    ]
    assert "← head of" in page.texts(".path .relation")[2]
    page.search("how are vera holm and aurora fleet connected", ENTER)
    assert "No way over what is stated as fact" in page.find("#about").text


def test_a_way_from_somebody_on_the_page(page):
    page.search("holm", ENTER)
    page.find(".tool").click()
    page.type("nordic", ENTER)
    assert page.heading == "Vera Holm – Nordic Union"
    assert len(page.texts(".path li")) == 2


def test_a_person_has_posts_topics_and_what_was_said(page):
    page.search("walesa", ENTER)
    assert page.texts(".posts li") == ["president, Nordic Union since 2019 · 1 fact"]
    page.search("holm", ENTER)
    (chip,) = [chip for chip in page.all("#about .chip") if chip.text.startswith("Fish Treaty")]
    chip.click()
    assert page.heading == "What Vera Holm said about Fish Treaty"
    assert page.cards == [7]


def test_the_timeline_goes_by_event_then_publication_then_undated(page):
    page.find("[data-view=timeline]").click()
    days = page.texts(".moment .day")
    assert days == [
        "2019",
        "2021",
        "9 January 2022",
        "1 May 2023",
        "2 May 2023",
        "3 May 2023",
        "June 2023",
        "Undated",
    ]
    assert "date of the article" in page.texts(".moment")[2]
    assert (
        page.find("#facts .quiet").text
        == "5 by the date of the event, 6 by that of the article, 1 undated"
    )
    page.search("walesa", ENTER)
    assert page.texts(".moment .day") == ["2019"]


def test_the_table_is_the_whole_of_the_cards(page):
    cards = sorted(page.cards)
    page.find("[data-view=table]").click()
    assert sorted(page.cards) == cards
    page.find("th:nth-child(9) button").click()
    sure = [int(text.split()[0]) for text in page.texts("td.col-sure")]
    assert sure == sorted(sure)
    assert page.find("th:nth-child(9)").get_attribute("aria-sort") == "ascending"


def test_what_is_seen_is_exported_with_its_sentences(page):
    page.search("ada moss", ENTER)
    table = page.run("return toCsv(app.graph, app.shown)")
    assert "Ada Moss travelled" in table
    assert page.run("return ['=1', '+1', '-1', '@a', '  =1', 'a=1'].map(cell)") == [
        '"\'=1"',
        '"\'+1"',
        '"\'-1"',
        '"\'@a"',
        '"\'  =1"',
        "a=1",
    ]
    told = json.loads(page.run("return toJson(app.graph, app.shown, app.store.link())"))
    assert [fact["sentence"] for fact in told["facts"]] == ["Ada Moss travelled, =1+1 she noted."]
    assert told["link"].endswith(f"#node={BASE}e/8")
    page.type(ESCAPE)
    page.run("app.close()")
    turtle = page.run("return toTurtle(app.graph, app.shown)")
    triples = list(parse(turtle.encode(), format=RdfFormat.TURTLE))
    assert sum(str(row.predicate).endswith("#exact>") for row in triples) == 12
    svg = page.run("return toSvg(app.renderer, app.graph.types, app.graph.statuses, 'x < y')")
    assert "x &#60; y" in svg and "Vera Holm" in svg
    page.browser.set_script_timeout(10)
    size = page.browser.execute_async_script(
        "toPng(app.renderer, app.graph.types, app.graph.statuses).then((b) => arguments[0](b.size))"
    )
    assert size > 2000


def test_export_by_hand_is_two_clicks(page, tmp_path):
    page.run(
        """window.saved = [];
        HTMLAnchorElement.prototype.click = function () { saved.push(this.download) }"""
    )
    for name in ("PNG", "SVG", "CSV", "JSON", "Turtle"):
        page.find("#share-button").click()
        (entry,) = [entry for entry in page.all("#share .entry") if entry.text.startswith(name)]
        entry.click()
    page.until("return saved.length === 5")
    assert sorted(page.run("return saved")) == [
        f"small-news.{kind}" for kind in ("csv", "json", "png", "svg", "ttl")
    ]


def test_keys_walk_along_the_neighbours(page):
    page.type("/")
    page.type("paul", ENTER)
    page.run("document.getElementById('picture').focus()")
    page.type(RIGHT)
    assert page.live == "Vera Holm met Paul Ito, asserted, 2 facts. 1 of 5"
    page.type(DOWN)
    assert page.heading == "Vera Holm"
    assert page.live == "Vera Holm, Person, 7 facts"
    page.type(UP)
    assert page.heading == "Paul Ito"
    page.type(RIGHT, " ")
    assert page.heading == "Vera Holm – Paul Ito"
    page.type(ESCAPE)
    assert page.hash == ""


def test_on_a_phone_a_tap_lifts_the_sheet(browser, tmp_path):
    with phone(browser):
        page = Explorer(browser, tmp_path / "phone.html", news().data())
        low = page.run("return document.getElementById('panel').getBoundingClientRect().top")
        assert low > 740
        page.press(*page.at("Vera Holm"), kind="touch")
        page.until("return document.getElementById('panel').getBoundingClientRect().top < 450")
        assert page.heading == "Vera Holm"
        assert page.find("#about h2").location["y"] < 844 - 200
        sizes = page.run(
            """return [...document.querySelectorAll('button, summary, a, input')]
            .filter((each) => each.checkVisibility())
            .map((each) => [each.tagName, (each.closest("label") || each).getBoundingClientRect()])
            .filter(([, box]) => box.width && Math.min(box.height, box.width) < 24)
            .map(([html]) => html)"""
        )
        assert sizes == []
        assert page.run("return document.documentElement.scrollWidth") <= 390


def test_one_publisher_is_a_click(page):
    page.run("document.querySelector('[aria-label=\"Only Nordic Wire\"]').scrollIntoView()")
    page.find('[aria-label="Only Nordic Wire"]').click()
    assert page.hash == "#source=Nordic+Wire"
    publishers = page.run("return app.shown.map((fact) => app.graph.article('publisher', fact))")
    assert set(publishers) == {"Nordic Wire"}
    assert sorted(page.cards) == sorted(page.run("return app.shown"))
    assert f"{12 - len(publishers)} hidden" in page.find(".tally").text


def test_confidence_is_a_click(page):
    slider = page.find("input[type=range]")
    page.run("arguments[0].scrollIntoView()", slider)
    box = slider.rect
    scrolled = page.run("return arguments[0].getBoundingClientRect().y", slider)
    page.press(round(box["x"] + box["width"] * 0.8), round(scrolled + box["height"] / 2))
    sure = page.run("return app.state.sure")
    assert 60 <= sure <= 90
    assert f"sure={sure}" in page.hash
    assert page.cards and len(page.cards) < 12
    assert all(
        page.run("return app.graph.facts.confidence[arguments[0]]", fact) >= sure
        for fact in page.cards
    )


def test_a_state_is_shared_by_two_clicks(page):
    page.search("walesa", ENTER)
    page.find("[data-view=table]").click()
    page.find("#share-button").click()
    page.find("#share .entry").click()
    page.until("return document.getElementById('notice').textContent === 'Link copied'")
    link = page.run("return app.store.link()")
    assert link.endswith(f"#node={BASE}e/2&view=table")
    page.search()
    page.find("#search").send_keys("\ue009", "v")
    assert page.run("return document.getElementById('search').value") == link
    page.open(link.removeprefix(page.path.as_uri()))
    assert page.heading == "Đorđe Wałęsa"
    assert page.run("return document.querySelector('[data-view=table]').ariaPressed") == "true"


def test_enter_shows_further_neighbours(browser, tmp_path):
    data = news()
    data.drawn = 3
    page = Explorer(browser, tmp_path / "few.html", data.data())
    page.search("paul", ENTER)
    drawn = page.run("return app.picture.scene.count")
    page.type(ENTER)
    assert page.run("return app.picture.scene.count") > drawn
    assert "more neighbour" in page.live


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True])
def test_the_opening_picture_of_many(browser, tmp_path, scheme, narrow):
    """Communities are seen, few lines stand out, and labels have room."""
    with media(browser, prefers_color_scheme=scheme, prefers_reduced_motion="reduce"):
        if narrow:
            with phone(browser):
                opened_with_many(browser, tmp_path, scheme, 15)
        else:
            opened_with_many(browser, tmp_path, scheme, 40)


def opened_with_many(browser, tmp_path, scheme, least):
    page = Explorer(browser, tmp_path / "large.html", large(2_000, 6_000))
    page.until("return app.renderer.labels.drawn.length")
    assert page.run("return app.picture.scene.count") <= 150
    labels = page.run("return app.renderer.labels.drawn.map(({size, box}) => [size, ...box])")
    assert len(labels) >= least and all(size >= 11 for size, *_ in labels)
    for (_, *one), (_, *two) in combinations(labels, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    islands = """const {camera, scene, emphasis} = app.renderer;
        return outlines(camera, scene, emphasis).length"""
    assert page.run(islands) == 5
    levels = """const {edges} = app.renderer.emphasis; const count = (level) =>
        edges.reduce((sum, each) => sum + (each === level), 0);
        return [count(FADED), count(PLAIN)]"""
    faded, plain = page.run(levels)
    assert faded and plain
    ground = """const {ground} = app.renderer; const pen = ground.getContext('2d');
        return [...pen.getImageData(0, 0, ground.width, ground.height).data]
          .some((part, at) => at % 4 === 3 && part)"""
    assert page.run(ground)
    # What is filtered has all its lines; what is chosen has its own.
    page.run("app.store.change({sure: 45})")
    assert page.run(levels)[0] == 0
    page.run("app.store.change({sure: 0, whole: true})")
    assert page.run(islands) == 0
