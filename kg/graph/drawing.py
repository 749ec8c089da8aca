"""The graph as a network of the package pyvis, for notebooks: still, offline, and inert.

What comes from pages stands in it as data that the template escapes, or as text that vis-network
draws on a canvas or writes as text. The explorer (`kg.view`) shows more; this is for those who go
on from a network in Python.
"""

import json
import re
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.graph.notebook import COLOURS, type_colour
from kg.layout.boxes import box
from kg.layout.positions import positions

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

_LONGEST, _SENTENCES = 40, 3
# Nothing moves by itself; lines are straight, because curves cost most of the time.
_OPTIONS = {
    "physics": {"enabled": False},
    "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.6}}},
    "interaction": {"hover": True, "tooltipDelay": 100},
}
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\">"
)
# What pyvis would load from elsewhere even where all is to be in the page.
_ELSEWHERE = re.compile(
    r'<link\b[^>]*\bhref="https?:[^>]*>|<script\b[^>]*\bsrc="https?:[^>]*>\s*</script>'
)


def drawn(graph: "nx.MultiDiGraph") -> "Network":
    """A pyvis network of what `network.network` gives; what is told alike of two is one line.

    Places are those of `kg.layout`. Raises `KgError` where pyvis is not installed.
    """
    try:
        from pyvis.network import Network
    except ImportError:
        raise KgError("drawing needs pyvis; run: pip install pyvis") from None
    nodes = sorted(graph.nodes, key=lambda node: (-graph.degree(node), node))
    number = {node: place for place, node in enumerate(nodes)}
    most = max((graph.degree(node) for node in nodes), default=1)
    boxes = [box(graph.nodes[node]["label"], graph.degree(node) / most) for node in nodes]
    pairs = [(number[one], number[two]) for one, two in graph.edges()]
    shown = Network(height="720px", width="100%", directed=True, cdn_resources="in_line")
    shown.set_options(json.dumps(_OPTIONS))
    for node, around, place in zip(nodes, boxes, positions(boxes, pairs), strict=True):
        data = graph.nodes[node]
        x, y = place or (0.0, 0.0)
        # No words of pages in the title: pyvis makes markup of one that says "href".
        shown.add_node(
            node, label=_cut(data["label"]), title=data["type"], shape="dot",
            color=type_colour(data["type"]), size=round(around.above), x=round(x), y=round(y),
        )  # fmt: skip
    for (one, two, status), told in sorted(_bundles(graph).items()):
        # The label of what is not asserted says so itself.
        labels = ", ".join(sorted({fact["label"] for fact in told}))
        if status == "asserted":
            labels += " (asserted)"
        sentences = list(dict.fromkeys(fact["sentence"] for fact in told))[:_SENTENCES]
        shown.add_edge(
            one, two, title="\n".join([labels, *sentences]),
            color=COLOURS[status], dashes=status != "asserted", width=min(len(told), 5),
        )  # fmt: skip
    return shown


def _bundles(graph: "nx.MultiDiGraph") -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one, two, data in graph.edges(data=True):
        found.setdefault((one, two, data["status"]), []).append(data)
    return found


def _cut(label: str) -> str:
    return f"{label[: _LONGEST - 1].rstrip()}…" if len(label) > _LONGEST else label


def page(graph: "nx.MultiDiGraph") -> bytes:
    """The network as a page that loads nothing and may not."""
    made: str = drawn(graph).generate_html()
    return _ELSEWHERE.sub("", made).replace("<head>", f"<head>{_POLICY}", 1).encode()
