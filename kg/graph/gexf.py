"""GEXF 1.3 of a network, for Gephi: edges have their days, and none looks asserted that is not.

What is claimed, planned, possible, denied or over says so in its label, has a kind and a colour
of its own and is dashed, so that Gephi does not put it together with what is asserted. An edge is
there on its own days, or else on those of its article; ``dated`` tells which.
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kg.graph import days
from kg.graph.network import for_xml
from kg.graph.notebook import COLOURS, type_colour

if TYPE_CHECKING:
    import networkx as nx

_SPACES = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:viz": "http://gexf.net/1.3/viz",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}
_GRAPH = {
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
    "defaultedgetype": "directed",
    "idtype": "string",
}
_TYPES = {str: "string", float: "double", int: "integer"}


class _Writer(XMLGenerator):
    """Elements with their attributes, each on a line."""

    def one(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element without content."""
        self.startElement(name, AttributesImpl(dict(attributes)))
        self.endElement(name)

    def begin(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """The beginning of an element, on a line of its own."""
        self.ignorableWhitespace("\n")
        self.startElement(name, AttributesImpl(dict(attributes or {})))

    def values(self, data: Mapping[str, Any], ids: Mapping[str, str]) -> None:
        """The values of a node's or an edge's attributes; what is empty is left out."""
        self.startElement("attvalues", AttributesImpl({}))
        for name, value in data.items():
            if value != "":
                self.one("attvalue", {"for": ids[name], "value": str(value)})
        self.endElement("attvalues")

    def colour(self, told: str) -> None:
        """A colour that CSS writes as six digits."""
        red, green, blue = (str(int(told[at : at + 2], 16)) for at in (1, 3, 5))
        self.one("viz:color", {"r": red, "g": green, "b": blue})


def gexf(graph: "nx.MultiDiGraph") -> bytes:
    """GEXF of what `network.network` gives; the same graph, the same bytes."""
    graph, out = for_xml(graph), BytesIO()
    xml = _Writer(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.begin("gexf", _SPACES)
    xml.begin("graph", _GRAPH)
    nodes = _declare(xml, "node", (data for _, data in graph.nodes(data=True)))
    edges = _declare(xml, "edge", (_told(data) for *_, data in graph.edges(data=True)))
    xml.begin("nodes")
    for node, data in graph.nodes(data=True):
        xml.begin("node", {"id": node, "label": data["label"]})
        xml.values(data, nodes)
        xml.colour(type_colour(data["type"]))
        xml.endElement("node")
    xml.endElement("nodes")
    xml.begin("edges")
    for one, other, key, data in graph.edges(keys=True, data=True):
        ends = {"id": key, "source": one, "target": other}
        called = {"label": data["label"], "kind": data["label"]}
        xml.begin("edge", ends | called | _days(data)[1])
        xml.values(_told(data), edges)
        xml.colour(COLOURS[data["status"]])
        xml.one("viz:shape", {"value": "solid" if data["status"] == "asserted" else "dashed"})
        xml.endElement("edge")
    for name in ("edges", "graph", "gexf"):
        xml.endElement(name)
    xml.endDocument()
    return out.getvalue() + b"\n"


def _declare(xml: _Writer, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Declare the attributes of all nodes or edges; gives the id of each."""
    found: dict[str, str] = {}
    for data in rows:
        for name, value in data.items():
            found.setdefault(name, _TYPES[type(value)])
    xml.begin("attributes", {"class": kind, "mode": "static"})
    for name, told in found.items():
        xml.one("attribute", {"id": f"{kind}-{name}", "title": name, "type": told})
    xml.endElement("attributes")
    return {name: f"{kind}-{name}" for name in found}


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "dated": _days(data)[0]}


def _days(data: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Whose days those of an edge are, and the first and the last of them, where they are set."""
    dated, first, last = "fact", data["earliest"], data["latest"]
    if not first and not last:
        day = data["published"]
        dated, first, last = "article", days.first_day(day) or "", days.last_day(day) or ""
    if first and last and last < first:
        last = ""
    told = {name: day for name, day in (("start", first), ("end", last)) if day}
    return dated if told else "", told
