"""Take the pictures that README shows, in a real browser.

    python tools/picture.py exports/graph.html docs/view.png
    python tools/picture.py docs/notebook.ipynb docs/notebook.png
    python tools/picture.py exports docs/serve.png
    python tools/picture.py exports docs/annotate.png

Needs chromium and its driver, as the tests do. The picture of the demo's view shows what a click on
the line between two people opens; a notebook is run first, by a Jupyter kernel; of a directory with
a graph the server's editor is taken, with a question answered as a graph, or for a picture called
``annotate`` the desk at it, with a fact that is being corrected.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver import ActionChains

# A place of a line of the opening picture whose two met, the first that a click there chooses.
_LINE = """
const { graph, renderer } = app;
const met = graph.relations.findIndex((relation) => relation.name === 'met');
const box = document.getElementById('picture').getBoundingClientRect();
for (const [at, edge] of renderer.scene.edges.entries()) {
  if (!graph.edges.relations[edge].includes(met)) continue;
  const [x1, y1, x2, y2] = renderer.camera.line(renderer.scene, at);
  for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const [x, y] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part].map(Math.round);
    if (renderer.pick(x, y)?.edge === at) return [box.x + x, box.y + y];
  }
}
"""


def started(width: int, height: int) -> webdriver.Chrome:
    """A browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking"):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--window-size={width},{height}")
    return webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
    )


def view(page: str, picture: str) -> None:
    """Open the page, click a line, save the picture."""
    browser = started(1500, 950)
    try:
        browser.get(Path(page).resolve().as_uri())
        browser.implicitly_wait(10)
        browser.find_element("css selector", "body.ready")
        x, y = browser.execute_script(_LINE)
        actions = ActionChains(browser)
        actions.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        actions.w3c_actions.pointer_action.click()
        actions.perform()
        browser.find_element("css selector", "#facts [data-fact] mark")
        browser.save_screenshot(picture)
    finally:
        browser.quit()


def editor(directory: str, picture: str) -> None:
    """Serve the graph, choose the question whose answer is a graph, save the picture."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from selenium.webdriver.support.ui import Select

    from tools.serving import serving

    browser = started(1300, 1230)
    try:
        with serving(Path(directory)) as (address, _):
            browser.get(f"{address}/sparql")
            browser.implicitly_wait(5)
            browser.find_element("css selector", "#questions option:last-child")
            questions = Select(browser.find_element("id", "questions"))
            questions.select_by_visible_text("Who is tied to what, as a graph")
            browser.find_element("css selector", "#result circle")
            browser.save_screenshot(picture)
    finally:
        browser.quit()


def desk(directory: str, picture: str) -> None:
    """Open the desk at a copy of the graph, accept a fact, correct the next, save the picture."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from selenium.webdriver.support.ui import WebDriverWait

    from tools.serving import started as command

    browser = started(1300, 920)
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(directory, Path(folder) / "graph")
        try:
            with command("annotate", "--dir", str(copy), "--port", "0") as (address, _):
                browser.get(address)
                browser.implicitly_wait(10)
                browser.find_element("css selector", "body.ready").send_keys("j")
                browser.switch_to.active_element.send_keys("a")
                wait = WebDriverWait(browser, 10)
                wait.until(lambda page: "Accepted" in page.find_element("id", "said").text)
                browser.switch_to.active_element.send_keys("c")
                browser.save_screenshot(picture)
        finally:
            browser.quit()


def notebook(book: str, picture: str) -> None:
    """Run the notebook in the repository's root, save a picture of the whole of it."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    run = NotebookClient(nbformat.read(book, as_version=4), kernel_name="python3").execute()
    html, _ = HTMLExporter(
        exclude_input_prompt=True, exclude_output_prompt=True
    ).from_notebook_node(run)
    with TemporaryDirectory() as folder:
        page = Path(folder) / "notebook.html"
        page.write_text(html, encoding="utf-8")
        browser = started(1100, 800)
        try:
            browser.get(page.as_uri())
            browser.execute_script("document.documentElement.style.overflow = 'hidden'")
            height = browser.execute_script("return document.documentElement.scrollHeight")
            browser.set_window_size(1100, height + 140)
            browser.save_screenshot(picture)
        finally:
            browser.quit()


if __name__ == "__main__":
    of_graph = desk if Path(sys.argv[2]).stem == "annotate" else editor
    take = {".ipynb": notebook, ".html": view}.get(Path(sys.argv[1]).suffix, of_graph)
    take(*sys.argv[1:])
