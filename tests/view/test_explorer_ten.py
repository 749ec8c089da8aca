"""The ten tasks of a user by mouse, keys and touch: three of these at most, besides typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from tests.view.exploring import Explorer, media, phone
from tests.view.small import BASE, news

pytestmark = pytest.mark.server
ENTER, RIGHT, SPACE = "\ue007", "\ue014", " "
MOST = 3
TWICE = " twice"
SAVED = """window.saved = [];
  HTMLAnchorElement.prototype.click = function () { saved.push(this.download) }"""


@dataclass(frozen=True)
class Task:
    """What is to be seen in the end, and what brings it about.

    Of each way the steps are either a key, or what is typed (more than a letter), or what is
    pressed: a selector, a name in the picture, or the line between two. ``at`` is whom one looks
    at before.
    """

    done: Callable[[Explorer], bool]
    hand: Sequence[str]
    keys: Sequence[str]
    touch: Sequence[str] = ()
    at: str = ""


def cards(*expected: int) -> Callable[[Explorer], bool]:
    return lambda page: sorted(page.cards) == list(expected)


def heading(expected: str) -> Callable[[Explorer], bool]:
    return lambda page: page.heading == expected


def hashed(expected: str) -> Callable[[Explorer], bool]:
    return lambda page: expected in page.hash


def only(name: str) -> str:
    return f'[aria-label="Only {name}"]'


DRAWER = "#filter-button"
CHIP = ".ask"
BAR = '.bar[aria-label^="2023"]'
SLIDER = "input[type=range]"
HIT = "#hits .hit"
CSV = "#share .entry:nth-child(4)"
TASKS = {
    "a person": Task(
        heading("Đorđe Wałęsa"),
        ["#search", "walesa", HIT],
        ["/", "walesa", ENTER],
    ),
    "who met whom": Task(
        cards(0, 1, 2, 3, 10), [CHIP], ["/", "who met whom", ENTER], ["#handle", CHIP]
    ),
    "the sentence of a line": Task(
        lambda page: page.texts("[data-fact='0'] mark") == ["Vera Holm", "Paul Ito", "Lima"],
        ["line"],
        [RIGHT, SPACE],
        at="Paul Ito",
    ),
    "a kind of fact": Task(
        cards(0, 1, 2, 3, 10),
        [only("Meeting")],
        ["/", "only meeting", ENTER],
        [DRAWER, only("Meeting")],
    ),
    "a time": Task(hashed("from=2023"), [BAR], ["/", "in 2023", ENTER], [DRAWER, BAR]),
    "a publisher": Task(
        hashed("source=Nordic+Wire"),
        [only("Nordic Wire")],
        ["/", "only nordic wire", ENTER],
        [DRAWER, only("Nordic Wire")],
    ),
    "how sure": Task(hashed("sure="), [SLIDER], ["/", "70 %", ENTER], [DRAWER, SLIDER]),
    "claimed against asserted": Task(
        hashed("status=claimed"),
        [only("Claimed")],
        ["/", "claimed", ENTER],
        [DRAWER, only("Claimed")],
    ),
    "whom else it is tied to": Task(
        hashed(f"open={BASE}e/1"),
        ["Paul Ito" + TWICE],
        [ENTER],
        ["Paul Ito", "#about .expands"],
        at="Paul Ito",
    ),
    "a way": Task(
        heading("Vera Holm – Nordic Union"),
        [".tool", "nordic", HIT],
        ["/", "how are vera holm and nordic union connected", ENTER],
        at="Vera Holm",
    ),
    "a timeline": Task(
        lambda page: bool(page.texts(".moment .day")),
        ["[data-view=timeline]"],
        ["/", "timeline", ENTER],
        ["#handle", "[data-view=timeline]"],
    ),
    "to keep it": Task(
        lambda page: page.run("return saved") == ["small-news.csv"],
        ["#share-button", CSV],
        ["/", "csv", ENTER],
    ),
    "to share it": Task(
        lambda page: page.find("#notice").text == "Link copied",
        ["#share-button", "#share .entry"],
        ["/", "copy link", ENTER],
    ),
}


def opened(browser, tmp_path, task: Task, steps: Sequence[str]) -> Explorer:
    data = news()
    data.drawn = 3 if task.keys == [ENTER] else data.drawn
    page = Explorer(browser, tmp_path / "ten.html", data.data())
    if task.at and not steps[0].startswith(task.at):
        page.run("app.take({kind: 'node', node: app.graph.label.indexOf(arguments[0])})", task.at)
        page.run("document.getElementById('picture').focus()")
    page.run(SAVED)
    return page


def pressed(page: Explorer, step: str, kind: str, times: int) -> None:
    """A click or a tap on what a selector says, on somebody in the picture, or on a line."""
    if step == "line":
        (x1, y1), (x2, y2) = page.at("Vera Holm"), page.at("Paul Ito")
        x, y = (x1 + x2) // 2, (y1 + y2) // 2
    elif step[0].isupper():
        x, y = page.at(step)
    else:
        x, y = within(page, step)
    page.press(x, y, times=times, kind=kind)


def within(page: Explorer, selector: str) -> tuple[int, int]:
    """A place within what a selector says, once it is there and in sight."""
    page.until(
        """const found = document.querySelector(arguments[0]);
        if (!found?.checkVisibility()) return false;
        found.scrollIntoView({block: 'center'});
        return true""",
        selector,
    )
    x, y = page.run(
        """const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return [box.x + box.width * 0.6, box.y + box.height / 2]""",
        selector,
    )
    return round(x), round(y)


def done(page: Explorer, task: Task, steps: Sequence[str], kind: str) -> None:
    """Does it, and counts what is pressed."""
    from selenium.webdriver.support.ui import WebDriverWait

    count = 0
    for step in steps:
        word = len(step) > 1 and step.replace(" ", "").isalnum() and step.islower()
        if kind == "key":
            count += len(step) == 1
            page.type(step)
        elif word and step != "line":
            page.type(step)
        else:
            times = 2 if step.endswith(TWICE) else 1
            count += times
            pressed(page, step.removesuffix(TWICE), kind, times)
    assert 0 < count <= MOST
    WebDriverWait(page.browser, 5, 0.05).until(lambda _: task.done(page))


@pytest.fixture(scope="module", autouse=True)
def still(browser):
    with media(browser, prefers_reduced_motion="reduce"):
        yield


def tried(browser, tmp_path, name: str, way: str) -> None:
    task = TASKS[name]
    steps = {"mouse": task.hand, "key": task.keys, "touch": task.touch or task.hand}[way]
    done(opened(browser, tmp_path, task, steps), task, steps, way)


@pytest.mark.parametrize("name", TASKS)
def test_by_mouse(browser, tmp_path, name):
    tried(browser, tmp_path, name, "mouse")


@pytest.mark.parametrize("name", TASKS)
def test_by_keys(browser, tmp_path, name):
    tried(browser, tmp_path, name, "key")


@pytest.mark.parametrize("name", TASKS)
def test_by_touch(browser, tmp_path, name):
    with phone(browser):
        tried(browser, tmp_path, name, "touch")
