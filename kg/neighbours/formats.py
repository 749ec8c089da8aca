"""The formats of other tools by name; a format's module is loaded when it is asked for."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

from kg.graph.opened import Graph


def _file(module: str) -> Callable[[Graph], Iterable[bytes]]:
    def parts(graph: Graph) -> Iterable[bytes]:
        made: Iterable[bytes] = import_module(f"kg.neighbours.{module}").lines(graph)
        return made

    return parts


def _tables(form: str) -> Callable[[Graph, Path], None]:
    def write(graph: Graph, folder: Path) -> None:
        from kg.neighbours import tables

        tables.write(graph, folder, form)

    return write


def _bulk(graph: Graph, folder: Path) -> None:
    from kg.neighbours import bulk

    bulk.write(graph, folder)


def _graphrag(form: str) -> Callable[[Graph], Iterable[bytes]]:
    def parts(graph: Graph) -> Iterable[bytes]:
        from kg.neighbours import graphrag

        return graphrag.lines(graph, form)

    return parts


_OWN = ("ftm", "quickstatements", "claims", "nanopubs", "plover", "cypher")
_GRAPHRAG = ("lightrag", "neo4j-graphrag", "langchain", "llamaindex")
FILES: Mapping[str, Callable[[Graph], Iterable[bytes]]] = {
    **{name: _file(name) for name in _OWN},
    **{name: _graphrag(name) for name in _GRAPHRAG},
}
FOLDERS: Mapping[str, Callable[[Graph, Path], None]] = {
    "parquet": _tables("parquet"),
    "csv": _tables("csv"),
    "neo4j": _bulk,
}
