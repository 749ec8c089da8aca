"""What the explorer costs in a browser, beside plain pyvis and the page of an older version.

    python tools/explorer_speed.py GRAPH --articles 168 610 3172
    git worktree add ../before 2bdf584 && python tools/explorer_speed.py GRAPH --before ../before

Graphs of 2,000 and 10,000 made up nodes come first, then GRAPH, replicated to so many articles.
Prints a table in Markdown. Needs chromium, chromedriver and the extra `test`. `made` is time of
the processor, without reading the records; `picture` is when there is one with labels, `busy` for
how long the page's thread has computed until then (what else runs on the machine does not count).
Pictures are drawn by software: a frame is what `paint` takes until it returns, the least of nine,
as of searches and filters.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from selenium.common.exceptions import TimeoutException  # noqa: E402
from urllib3.exceptions import HTTPError  # noqa: E402

from kg import records  # noqa: E402
from kg.graph.directory import FACTS  # noqa: E402
from kg.graph.network import network  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.records import Record  # noqa: E402
from kg.view.contract import packed  # noqa: E402
from kg.view.page import filled, page  # noqa: E402
from tests.view.small import large  # noqa: E402
from tools.replicate import SHARED, articles, replicated  # noqa: E402

PATIENCE = 60
# From here on plain pyvis is not waited for.
MOST_FOR_PYVIS = 3_500
DRAWN = {
    "explorer": "document.body.classList.contains('ready') && app.renderer.labels.drawn.length",
    "before": "document.readyState === 'complete'",
    # Its picture is hidden by a bar until it has found its places.
    "pyvis": "window.network && (!document.getElementById('loadingBar')"
    " || document.getElementById('loadingBar').style.display === 'none')",
}
# The old page is made by the old code, of the same records.
BEFORE = """import sys, time; from pathlib import Path; from kg import records
from kg.graph.terms import Names; from kg.graph.view import page
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.ontology import load_catalogue
lines = Path(sys.argv[1]).open(encoding="utf-8")
corpus = records.corpus(records.parse_lines(lines, sys.argv[1]))
catalogue, names = load_catalogue(load_lexicon(), ()), Names(sys.argv[2])
began = time.process_time()
Path(sys.argv[3]).write_text(page(corpus, catalogue, names), encoding="utf-8")
print(time.process_time() - began)"""


@dataclass
class Row:
    """A line of the table; what was not measured is empty."""

    what: str
    made: float | None = None
    size: float | None = None
    load: float | None = None
    busy: float | None = None
    heap: float | None = None
    search: float | None = None
    filter: float | None = None
    frame: float | None = None

    def line(self) -> str:
        """The row in Markdown."""

        def number(value: float | None, digits: int) -> str:
            if value is None:
                return ""
            return f"> {PATIENCE}" if value == float("inf") else f"{value:,.{digits}f}"

        cells = [
            self.what, number(self.made, 1), number(self.size, 2), number(self.load, 2),
            number(self.busy, 2), number(self.heap, 0), number(self.search, 1),
            number(self.filter, 1), number(self.frame, 2),
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"


def measured(browser: Any, row: Row, kind: str, path: Path) -> Row:
    """The row with what the browser tells of a page."""
    row.size = path.stat().st_size / 1e6
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    # The first page of a browser pays for the browser, too.
    for _ in range(3):
        row.load = _loaded(browser, kind, path)
        if row.load > PATIENCE:
            return row
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    row.busy = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    row.heap = browser.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"] / 1e6
    if kind == "explorer":
        row.search = _least(
            browser, "app.search.find('karo mi')", "while (!app.search.prepare(999));"
        )
        row.filter = _least(browser, "app.store.change({sure: app.state.sure ? 0 : 60})")
        # A picture of a stamp's size, for what the software fills is not the script's.
        stamp = (
            "Object.assign(document.getElementById('picture').style, {width:'90px',height:'90px'})"
        )
        browser.execute_script(f"{stamp}; app.store.change({{sure: 0, whole: true}})")
        time.sleep(1)
        row.frame = _least(browser, "app.renderer.camera.x += 9; app.renderer.paint()")
    return row


def _loaded(browser: Any, kind: str, path: Path) -> float:
    """In how many seconds a page has its picture with labels."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    browser.get(path.resolve().as_uri())
    until = time.monotonic() + PATIENCE
    try:
        while not browser.execute_script(f"return Boolean({DRAWN[kind]})"):
            if time.monotonic() > until:
                return float("inf")
            time.sleep(0.01)
    except (HTTPError, OSError, TimeoutException):  # the page answers no more
        return float("inf")
    ready = {
        "explorer": "performance.getEntriesByName('ready')[0].startTime",
        "before": "performance.getEntriesByType('navigation')[0].loadEventEnd",
        "pyvis": "performance.now()",
    }[kind]
    found: float = browser.execute_script(f"return {ready}") / 1000
    return found


def _least(browser: Any, work: str, before: str = "") -> float:
    found: float = browser.execute_script(
        f"""{before}; const times = [];
        for (let turn = 0; turn < 9; turn++) {{
          const began = performance.now(); {work}; times.push(performance.now() - began);
        }}
        return Math.min(...times)"""
    )
    return found


def pages(graph: Graph, rows: Sequence[Record], most: int, place: Path, before: Path | None) -> Any:
    """The pages of so many articles: what, kind and file."""
    each = sum(row["kind"] == "article" for row in rows)
    copied = articles(list(replicated(rows, -(-most // each), SHARED)), most)
    corpus = records.corpus(copied)
    size = f"{most:,} articles, {len(corpus.facts):,} facts"
    path = place / "page.html"
    began = time.process_time()
    path.write_text(page(corpus, graph.catalogue, graph.names), encoding="utf-8")
    yield Row(f"explorer, {size}", time.process_time() - began), "explorer", path
    if before:
        facts = place / "facts.jsonl"
        facts.write_text("".join(json.dumps(row) + "\n" for row in copied), encoding="utf-8")
        made = subprocess.run(
            [sys.executable, "-c", BEFORE, facts, graph.names.base, path],
            cwd=before, env={"PYTHONPATH": str(before)}, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        yield Row(f"page before, {size}", float(made.stdout)), "before", path
    nodes = network(corpus, graph.catalogue, graph.names)
    if len(nodes) <= MOST_FOR_PYVIS:
        from pyvis.network import Network

        began = time.process_time()
        plain = Network(cdn_resources="in_line", directed=True)
        for node, told in nodes.nodes(data=True):
            plain.add_node(node, label=str(told.get("label", node)))
        for one, two, told in nodes.edges(data=True):
            plain.add_edge(one, two, title=str(told.get("label", "")))
        path.write_text(plain.generate_html(), encoding="utf-8")
        yield Row(f"plain pyvis, {size}", time.process_time() - began), "pyvis", path


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[14, 168, 610, 3172])
    parser.add_argument("--before", type=Path, help="a checkout of an older version")
    options = parser.parse_args()
    graph = Graph.open(options.graph)
    lines = (graph.directory / FACTS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    names = ("made, s", "MB", "picture, s", "busy, s", "heap, MB", "search, ms", "filter, ms")
    print(f"| page | {' | '.join(names)} | frame, ms |")
    print(f"|---|{'--:|' * (len(names) + 1)}", flush=True)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for nodes, edges in ((2_000, 4_000), (10_000, 50_000)):
            path = place / "page.html"
            path.write_text(filled(packed(large(nodes, edges)), "Large"), encoding="utf-8")
            row = Row(f"explorer, {nodes:,} nodes, {edges:,} lines and facts")
            with _browser() as browser:
                print(measured(browser, row, "explorer", path).line(), flush=True)
        for most in options.articles:
            for row, kind, path in pages(graph, rows, most, place, options.before):
                with _browser() as browser:
                    print(measured(browser, row, kind, path).line(), flush=True)


def _browser() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("headless=new", "no-sandbox", "enable-unsafe-swiftshader",
                     "use-angle=swiftshader", "window-size=1400,900",
                     "host-resolver-rules=MAP * ~NOTFOUND"):  # fmt: skip
        options.add_argument(f"--{argument}")
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


if __name__ == "__main__":
    main()
