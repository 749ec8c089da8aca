"""A graph as CSV for the bulk import of Neo4j, whose headers have types, and for Kùzu.

Beside the files lies ``kuzu.cypher``, which makes Kùzu's tables and loads them.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from kg.graph.directory import writing
from kg.graph.opened import Graph
from kg.neighbours import property_graph
from kg.neighbours.cypher import name
from kg.neighbours.dictionary import Type
from kg.neighbours.property_graph import TIE, Node, Properties, Shape
from kg.neighbours.rows import Row, Value

# Stands between the values of a list; a blank takes its place in words.
_BETWEEN = "\u241f"
_NEO4J: Mapping[Type, str] = {
    "text": "string", "json": "string", "number": "double", "integer": "long", "texts": "string[]",
}  # fmt: skip
_KUZU: Mapping[Type, str] = {
    "text": "STRING", "json": "STRING", "number": "DOUBLE", "integer": "INT64", "texts": "STRING[]",
}  # fmt: skip
_READ = """(HEADER=true, AUTO_DETECT=false, QUOTE='"', ESCAPE='"', PARALLEL=false)"""
_HEAD = """\
// Makes the tables of an empty Kùzu database and loads this folder's files. In the folder itself:
//     python -c "import kuzu; c = kuzu.Connection(kuzu.Database('graph.kuzu')); \\
//         c.execute(open('kuzu.cypher').read())"
"""


def write(graph: Graph, directory: Path) -> None:
    """Write the files into an empty directory."""
    ties: set[str] = set()
    with ExitStack() as open_files:
        files = dict[str, TextIO]()
        for kind, header in _headers().items():
            path = directory / f"{kind.lower()}.csv"
            files[kind] = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            files[kind].write(f"{','.join(header)}\n")
        for part in property_graph.parts(graph):
            if isinstance(part, Node):
                labels = [part.kind, part.type] if part.type else [part.kind]
                properties = property_graph.nodes()[part.kind]
                cells = [*_cells(part.row, properties), cell(labels)]
            else:
                properties = property_graph.edges()[part.kind].properties
                ends = map(cell, (part.source, part.target, part.type))
                cells = [*ends, *_cells(part.row, properties)]
                if part.kind == TIE:
                    ties.add(part.type)
            files[part.kind].write(f"{','.join(cells)}\n")
    with writing(directory):
        (directory / "kuzu.cypher").write_text("".join(_kuzu(sorted(ties))), encoding="utf-8")


def _headers() -> dict[str, list[str]]:
    """The header of each file: names and types as ``neo4j-admin`` reads them."""
    found = {}
    for kind, properties in property_graph.nodes().items():
        first, *others = (f"{each}:{_NEO4J[type]}" for each, type in properties.items())
        found[kind] = [f"{first.partition(':')[0]}:ID({kind})", *others, ":LABEL"]
    for kind, shape in property_graph.edges().items():
        ends = [f":START_ID({shape.source})", f":END_ID({shape.target})", ":TYPE"]
        found[kind] = ends + [f"{each}:{_NEO4J[type]}" for each, type in shape.properties.items()]
    return found


def _cells(row: Row, properties: Properties) -> Iterator[str]:
    return (cell(row[each]) for each in properties)


def cell(value: Value) -> str:
    """A value as a cell; words are always between quotes, what is not told is empty."""
    if isinstance(value, list):
        value = _BETWEEN.join(words.replace(_BETWEEN, " ") for words in value)
    if isinstance(value, str):
        quoted = value.replace("\0", "\ufffd").replace('"', '""')
        return f'"{quoted}"' if value else ""
    return "" if value is None else str(value)


def _kuzu(ties: list[str]) -> Iterator[str]:
    """The tables of Kùzu and what loads them."""
    yield _HEAD
    nodes, edges = property_graph.nodes(), property_graph.edges()
    for kind, properties in nodes.items():
        told = ", ".join(f"{name(each)} {_KUZU[type]}" for each, type in properties.items())
        yield f"\nCREATE NODE TABLE {name(kind)}({told}, PRIMARY KEY(iri));\n"
        yield _loaded(kind, kind, properties, (), ("label",))
    for kind, shape in edges.items():
        for type in ties if kind == TIE else [kind]:
            yield _edge_table(kind, type, shape)


def _edge_table(kind: str, type: str, shape: Shape) -> str:
    told = "".join(f", {name(each)} {_KUZU[of]}" for each, of in shape.properties.items())
    ends = f"FROM {name(shape.source)} TO {name(shape.target)}"
    made = f"\nCREATE REL TABLE {name(type)}({ends}{told});\n"
    return made + _loaded(kind, type, shape.properties, ("source", "target", "type"), ())


def _loaded(
    kind: str, table: str, properties: Properties, before: tuple[str, ...], after: tuple[str, ...]
) -> str:
    """What copies a file's rows into a table; ``before`` and ``after`` are its other columns."""
    cells: dict[str, Type] = {
        **dict.fromkeys(before, "text"), **properties, **dict.fromkeys(after, "text"),
    }  # fmt: skip
    header = ", ".join(
        f"{name(each)} {'STRING' if type == 'texts' else _KUZU[type]}"
        for each, type in cells.items()
    )
    wanted = [*before[:2], *properties]
    given = ", ".join(
        f"string_split({name(each)}, '{_BETWEEN}')" if cells[each] == "texts" else name(each)
        for each in wanted
    )
    chosen = f" WHERE type = '{table}'" if kind == TIE else ""
    return (
        f"COPY {name(table)} FROM (LOAD WITH HEADERS ({header})\n"
        f"    FROM '{kind.lower()}.csv' {_READ}{chosen}\n    RETURN {given});\n"
    )
