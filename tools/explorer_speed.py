"""What the explorer costs in a browser, beside plain pyvis and the page of an older version.

    python tools/explorer_speed.py GRAPH --articles 168 610 3172
    git worktree add ../before 2bdf584 && python tools/explorer_speed.py GRAPH --before ../before

Graphs of 500, 2,000 and 10,000 made up nodes come first, then GRAPH, replicated to so many
articles, as a file and served. Prints a table in Markdown. Needs chromium, chromedriver and the
extra `test`. `made` is time of the processor, without reading the records, of made up graphs that
of the layout; `picture` is when there is one with labels, `busy` for how long the page's thread has
computed until then (what else runs on the machine does not count): medians of three, and how many
times as long as the explorer's. Of plain pyvis it is once, when it has found its places, for until
then it draws nothing; what does not come to that end is given up after five minutes. Pictures are
drawn by software: a frame is what the page's thread computes in `paint`, a ninth of nine, as of
searches and filters.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from selenium.common.exceptions import WebDriverException  # noqa: E402
from urllib3.exceptions import HTTPError  # noqa: E402

from kg import records  # noqa: E402
from kg.graph.directory import EXPLORED, FACTS, STORE  # noqa: E402
from kg.graph.network import network  # noqa: E402
from kg.graph.opened import Graph  # noqa: E402
from kg.layout.boxes import box  # noqa: E402
from kg.layout.positions import positions  # noqa: E402
from kg.records import Record  # noqa: E402
from kg.view.contract import first, packed  # noqa: E402
from kg.view.page import TITLE, filled, page  # noqa: E402
from tests.view.small import large  # noqa: E402
from tools.replicate import SHARED, articles, replicated  # noqa: E402
from tools.serving import serving  # noqa: E402

PATIENCE = 300
# From here on plain pyvis is not waited for.
MOST_FOR_PYVIS = 1_000
DRAWN = {
    "explorer": "document.body?.classList.contains('ready') && app.renderer.labels.drawn.length",
    "before": "document.readyState === 'complete' && location.protocol === 'file:'",
    # Its picture is hidden by a bar until it has found its places.
    "served": "document.body?.classList.contains('ready') && app.renderer.labels.drawn.length",
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
    beside: "Row | None" = None

    def line(self) -> str:
        """The row in Markdown."""

        def number(value: float | None, digits: int) -> str:
            if value is None:
                return ""
            return f"> {PATIENCE}" if value == float("inf") else f"{value:,.{digits}f}"

        def times(value: float | None, digits: int, other: float | None) -> str:
            shown = number(value, digits)
            if not value or not other:
                return shown
            more = f"> {PATIENCE / other:,.0f}" if value > PATIENCE else f"{value / other:.1f}"
            return f"{shown} ({more}×)"

        cells = [
            self.what, number(self.made, 1), number(self.size, 2),
            times(self.load, 2, self.beside and self.beside.load),
            times(self.busy, 2, self.beside and self.beside.busy),
            number(self.heap, 0), number(self.search, 1),
            number(self.filter, 1), number(self.frame, 2),
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"


def measured(browser: Any, row: Row, kind: str, address: str) -> Row:
    """The row with what the browser tells of a page."""
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    loads, busy = [], []
    # The first page of a browser pays for the browser, too.
    for turn in range(1 if kind == "pyvis" else 4):
        load = _loaded(browser, kind, address)
        if load > PATIENCE:
            row.load = load
            return row
        if turn or kind == "pyvis":
            metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
            busy.append(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))
            loads.append(load)
    row.load, row.busy = median(loads), median(busy)
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    row.heap = browser.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"] / 1e6
    if kind == "explorer":
        row.search = _spent(
            browser, "app.search.find('karo mi');", "while (!app.search.prepare(999));"
        )
        row.filter = _spent(browser, "app.store.change({sure: app.state.sure ? 0 : 60})")
        # A picture of a stamp's size, for what the software fills is not the script's.
        stamp = (
            "Object.assign(document.getElementById('picture').style, {width:'90px',height:'90px'})"
        )
        browser.execute_script(f"{stamp}; app.store.change({{sure: 0, whole: true}})")
        time.sleep(1)
        row.frame = _spent(browser, "app.renderer.camera.x += 9; app.renderer.paint()")
    return row


def _loaded(browser: Any, kind: str, address: str) -> float:
    """In how many seconds a page has its picture with labels."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    until = time.monotonic() + PATIENCE
    try:
        browser.get(address)
        while not browser.execute_script(f"return Boolean({DRAWN[kind]})"):
            if time.monotonic() > until:
                return float("inf")
            time.sleep(0.01)
    except (HTTPError, OSError, WebDriverException):  # the page answers no more
        return float("inf")
    ready = {
        "explorer": "performance.getEntriesByName('ready')[0].startTime",
        "served": "performance.getEntriesByName('ready')[0].startTime",
        "before": "performance.getEntriesByType('navigation')[0].loadEventEnd",
        "pyvis": "performance.now()",
    }[kind]
    found: float = browser.execute_script(f"return {ready}") / 1000
    return found


def _spent(browser: Any, work: str, before: str = "") -> float:
    """How many milliseconds the page's thread computes for some work, of nine turns."""

    def busy() -> float:
        metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        found: float = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
        return found

    browser.execute_script(f"{before}; {work}")
    began = busy()
    browser.execute_script("")
    call = busy() - began
    began = busy()
    browser.execute_script(f"for (let turn = 0; turn < 9; turn++) {{ {work} }}")
    return max(0.0, (busy() - began - call) / 9 * 1000)


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
    began = time.process_time()
    data = first(corpus, graph.catalogue, graph.names, TITLE)
    made = time.process_time() - began
    # The server of the graph gives this as it would if it had built the larger one.
    (place / "graph" / STORE / EXPLORED).write_bytes(data)
    yield Row(f"served, {size}", made, len(data) / 1e6), "served", place / "graph"
    if before:
        facts = place / "facts.jsonl"
        facts.write_text("".join(json.dumps(row) + "\n" for row in copied), encoding="utf-8")
        made_before = subprocess.run(
            [sys.executable, "-c", BEFORE, facts, graph.names.base, path],
            cwd=before, env={"PYTHONPATH": str(before)}, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        yield Row(f"page before, {size}", float(made_before.stdout)), "before", path
    nodes = network(corpus, graph.catalogue, graph.names)
    if len(nodes) <= MOST_FOR_PYVIS:
        began = time.process_time()
        labels = {node: str(told.get("label", node)) for node, told in nodes.nodes(data=True)}
        lines = [
            (one, two, str(told.get("label", ""))) for one, two, told in nodes.edges(data=True)
        ]
        _pyvis(labels, lines, path)
        yield Row(f"plain pyvis, {size}", time.process_time() - began), "pyvis", path


def made_up(place: Path) -> Any:
    """The pages of graphs of 500, 2,000 and 10,000 nodes, and the same in plain pyvis."""
    for nodes, edges in ((500, 1_000), (2_000, 4_000), (10_000, 50_000)):
        data = large(nodes, edges)
        labels = [data["strings"][label] for label in data["nodes"]["label"]]
        pairs = list(zip(data["edges"]["s"], data["edges"]["t"], strict=True))
        most = max(data["nodes"]["facts"])
        boxes = [
            box(label, n / most) for label, n in zip(labels, data["nodes"]["facts"], strict=True)
        ]
        size = f"{nodes:,} nodes, {edges:,} lines and facts"
        path = place / "page.html"
        began = time.process_time()
        positions(boxes, pairs)
        made = time.process_time() - began
        path.write_text(filled(packed(data), "Large"), encoding="utf-8")
        yield Row(f"explorer, {size}", made), "explorer", path
        _pyvis(dict(enumerate(labels)), [(one, two, "met") for one, two in pairs], path)
        yield Row(f"plain pyvis, {size}"), "pyvis", path


def _pyvis(labels: Any, lines: Any, path: Path) -> None:
    """A page of plain pyvis, as one makes it first."""
    from pyvis.network import Network

    plain = Network(cdn_resources="in_line", directed=True)
    for node, label in labels.items():
        plain.add_node(node, label=label)
    for one, two, title in lines:
        plain.add_edge(one, two, title=title)
    path.write_text(plain.generate_html(), encoding="utf-8")


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
        shutil.copytree(options.graph, place / "graph")
        _print(made_up(place))
        for most in options.articles:
            _print(pages(graph, rows, most, place, options.before))


def _print(found: Iterator[tuple[Row, str, Path]]) -> None:
    """Measure pages, each beside the explorer's that came before it, and print their rows."""
    explorer = None
    for row, kind, path in found:
        with _browser(PATIENCE if kind == "pyvis" else 4 * PATIENCE) as browser:
            if kind == "served":
                with serving(path) as (address, _):
                    measured(browser, row, kind, f"{address}/explore")
            else:
                row.size = path.stat().st_size / 1e6
                measured(browser, row, kind, path.resolve().as_uri())
        if kind == "explorer":
            explorer = row
        else:
            row.beside = explorer
        print(row.line(), flush=True)


@contextmanager
def _browser(patience: float) -> Iterator[Any]:
    """A browser that is ended after so many seconds."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    options.page_load_strategy = "none"
    for argument in ("headless=new", "no-sandbox", "enable-unsafe-swiftshader",
                     "use-angle=swiftshader", "window-size=1400,900",
                     "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):  # fmt: skip
        options.add_argument(f"--{argument}")
    service = webdriver.ChromeService(
        shutil.which("chromedriver"), popen_kw={"start_new_session": True}
    )
    browser = webdriver.Chrome(options=options, service=service)
    browser.set_script_timeout(PATIENCE)
    # A page may be deaf for minutes, and then nothing that is sent to the browser comes back.
    ending = threading.Timer(patience + 10, os.killpg, (service.process.pid, signal.SIGKILL))
    ending.start()
    try:
        yield browser
    finally:
        ending.cancel()
        browser.quit()


if __name__ == "__main__":
    main()
