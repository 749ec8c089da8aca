"""kg reads news pages and builds a knowledge graph whose every edge has its sentence.

A `Reader` reads texts and builds graphs, `open` opens one for questions. Each loads what it needs
when it is first asked for, so that importing kg costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.graph.opened import Graph
    from kg.model import Document
    from kg.reader import Reader

    open = Graph.open

__all__ = ["Document", "Graph", "KgError", "Reader", "open"]

_HOMES = {
    "Document": ("kg.model", "Document"),
    "Graph": ("kg.graph.opened", "Graph"),
    "KgError": ("kg.errors", "KgError"),
    "Reader": ("kg.reader", "Reader"),
    "open": ("kg.graph.opened", "Graph.open"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, path = _HOMES[name]
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
