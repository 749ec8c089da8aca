"""What the explorer's browser tests share: a page opened from a file, real pointers and keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.view.contract import packed
from kg.view.page import filled

READY = "return document.body.classList.contains('ready')"
CARDS = """[...document.querySelectorAll('#facts [data-fact]')]
    .map((card) => Number(card.dataset.fact))"""


class Explorer:
    """A page in a browser, and what a hand does with it."""

    def __init__(self, browser: Any, path: Path, data: dict[str, Any]) -> None:
        self.browser = browser
        self.path = path
        path.write_text(filled(packed(data), data["title"]), encoding="utf-8")
        self.open()

    def open(self, address: str = "") -> None:
        """Opens the page anew, at an address within it."""
        from selenium.webdriver.support.ui import WebDriverWait

        self.browser.get("about:blank")
        self.browser.get(self.path.as_uri() + address)
        WebDriverWait(self.browser, 20, 0.05).until(lambda browser: browser.execute_script(READY))

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def until(self, script: str, *arguments: Any) -> Any:
        """Waits until a script returns something."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.browser, 5, 0.05).until(lambda _: self.run(script, *arguments))

    def find(self, selector: str) -> Any:
        return self.browser.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return self.browser.find_elements("css selector", selector)

    def texts(self, selector: str) -> list[str]:
        """The texts of what is seen of a selector."""
        return [found.text for found in self.all(selector) if found.is_displayed()]

    @property
    def heading(self) -> str:
        return self.find("#about h2").text

    @property
    def hash(self) -> str:
        return self.run("return decodeURIComponent(location.hash)")

    @property
    def cards(self) -> list[int]:
        """The facts whose cards are there."""
        return self.run(f"return {CARDS}")

    @property
    def live(self) -> str:
        """What was last said to those who do not see the picture."""
        return self.run("return document.getElementById('live').textContent")

    def type(self, *keys: str) -> None:
        """Types into whatever has the focus."""
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def search(self, *keys: str) -> None:
        """Types into the search field in place of what is there."""
        from selenium.webdriver import Keys

        self.find("#search").click()
        self.find("#search").send_keys(Keys.CONTROL, "a")
        self.type(Keys.DELETE, *keys)

    def at(self, name: str) -> tuple[int, int]:
        """Where an entity stands on the screen."""
        x, y = self.run(
            """const {scene, camera} = app.renderer;
            const at = scene.nodes.findIndex((node) => app.graph.label[node] === arguments[0]);
            const [x, y] = camera.toScreen(scene.x[at], scene.y[at]);
            const box = document.getElementById('picture').getBoundingClientRect();
            return [box.x + x, box.y + y];""",
            name,
        )
        return round(x), round(y)

    def press(self, x: int, y: int, times: int = 1, kind: str = "mouse") -> None:
        """A real click, double click or tap."""
        from selenium.webdriver.common.action_chains import ActionBuilder
        from selenium.webdriver.common.actions.pointer_input import PointerInput

        actions = ActionBuilder(self.browser, mouse=PointerInput(kind, kind))
        actions.pointer_action.move_to_location(x, y)
        for _ in range(times):
            actions.pointer_action.pointer_down()
            actions.pointer_action.pointer_up()
        actions.perform()
        actions.clear_actions()


@contextmanager
def media(browser: Any, **features: str) -> Iterator[None]:
    """A browser whose user prefers certain things: ``prefers_color_scheme="dark"``."""
    named = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": named})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@contextmanager
def phone(browser: Any) -> Iterator[None]:
    """A browser of 390 by 844 pixels that is touched."""
    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
