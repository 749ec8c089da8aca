"""Take the picture of the demo's view that README shows, in a real browser.

    python tools/picture.py exports/graph.html docs/view.png

Needs chromium and its driver, as the tests do. The picture shows what a click on the line between
two people opens.
"""

import shutil
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver import ActionChains

# The first line between two people that is drawn as met.
_MIDDLE = """
const index = data.edges.findIndex((edge) => edge.label === 'met');
const edge = data.edges[index];
const place = (id) => network.canvasToDOM(network.getPosition(id));
const [a, b] = [place(edge.from), place(edge.to)];
const box = document.querySelector('#drawing canvas').getBoundingClientRect();
return [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];
"""


def main(page: str, picture: str) -> None:
    """Open the page, click a line, save the picture."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking"):
        options.add_argument(f"--{flag}")
    options.add_argument("--window-size=1500,950")
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    browser = webdriver.Chrome(options=options, service=service)
    try:
        browser.get(Path(page).resolve().as_uri())
        browser.set_script_timeout(20)
        browser.execute_async_script("network.once('afterDrawing', arguments[0]); network.redraw()")
        x, y = browser.execute_script(_MIDDLE)
        actions = ActionChains(browser)
        actions.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        actions.w3c_actions.pointer_action.click()
        actions.perform()
        browser.implicitly_wait(3)
        browser.find_element("css selector", "#details blockquote")
        browser.save_screenshot(picture)
    finally:
        browser.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
