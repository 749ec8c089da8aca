"""A graph as Cypher for Neo4j and Memgraph, in JSON Lines: each a statement and its parameters.

No word of a text is ever a part of a statement: all are parameters, so that none can be run.
Statements merge by IRI; running them again changes nothing.
"""

import json
import re
from collections.abc import Iterable, Iterator

from kg.graph.opened import Graph
from kg.neighbours import property_graph
from kg.neighbours.property_graph import Edge, Node, Shape
from kg.neighbours.rows import Row

# Rows of a statement.
_AT_ONCE = 500

Waiting = dict[tuple[bool, str], list[Row]]


def lines(graph: Graph) -> Iterator[bytes]:
    """The statements, each on a line with its parameters, in the order in which they are run."""
    for statement, rows in batches(graph):
        told = {"statement": statement, "parameters": {"rows": rows}}
        yield f"{json.dumps(told, ensure_ascii=False)}\n".encode()


def batches(graph: Graph) -> Iterator[tuple[str, list[Row]]]:
    """Statements with the rows that each is given as ``$rows``; edges come after their nodes."""
    waiting: Waiting = {}
    for part in property_graph.parts(graph):
        full = False
        for statement, row in _statements(part):
            rows = waiting.setdefault((isinstance(part, Edge), statement), [])
            rows.append(row)
            full = full or len(rows) == _AT_ONCE
        if full:
            yield from _flushed(waiting)
    yield from _flushed(waiting)


def name(words: str) -> str:
    """A name of a label, type or property as Cypher writes it, whatever it is made of."""
    return f"`{plain_name(words)}`"


def plain_name(words: str) -> str:
    """A name without the signs that could end it."""
    return re.sub(r"[^0-9A-Za-z_]", "_", words)


def _flushed(waiting: Waiting) -> Iterator[tuple[str, list[Row]]]:
    """What waits: first the nodes, each before its labels, then the edges."""
    for (_, statement), rows in sorted(waiting.items(), key=lambda item: item[0][0]):
        yield statement, rows
    waiting.clear()


def _statements(part: Node | Edge) -> Iterator[tuple[str, Row]]:
    if isinstance(part, Edge):
        shape = property_graph.edges()[part.kind]
        row = {name: part.row[name] for name in shape.properties}
        yield _edge(shape, part.type), {"source": part.source, "target": part.target, **row}
        return
    properties = property_graph.nodes()[part.kind]
    yield _node(part.kind, properties), {name: part.row[name] for name in properties}
    if part.type:
        found = f"UNWIND $rows AS row MATCH (n:{name(part.kind)} {{iri: row.iri}})"
        yield f"{found} SET n:{name(part.type)}", {"iri": part.row["iri"]}


def _node(kind: str, properties: Iterable[str]) -> str:
    merged = f"UNWIND $rows AS row MERGE (n:{name(kind)} {{iri: row.iri}})"
    return merged + _set("n", (each for each in properties if each != "iri"))


def _edge(shape: Shape, type: str) -> str:
    one, other = name(shape.source), name(shape.target)
    key = f" {{{name(shape.key)}: row.{name(shape.key)}}}" if shape.key else ""
    return (
        f"UNWIND $rows AS row MATCH (a:{one} {{iri: row.source}}), (b:{other} {{iri: row.target}}) "
        f"MERGE (a)-[r:{name(type)}{key}]->(b)"
    ) + _set("r", (each for each in shape.properties if each != shape.key))


def _set(variable: str, properties: Iterable[str]) -> str:
    given = ", ".join(f"{variable}.{name(each)} = row.{name(each)}" for each in properties)
    return f" SET {given}" if given else ""
