"""kg reads news pages and builds a knowledge graph whose every edge has its sentence.

``build_graph`` goes from pages to a graph on disk, ``open_graph`` opens one for questions,
``extract_articles`` and ``link_articles`` are its two halves. They load what they need when they
are first asked for, so that importing kg costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.builder import Options, Reading, Report
    from kg.builder import build as build_graph
    from kg.builder import read_all as extract_articles
    from kg.link import link as link_articles
    from kg.opened import Graph

    open_graph = Graph.open

__all__ = [
    "Graph", "Options", "Reading", "Report", "build_graph", "extract_articles", "link_articles",
    "open_graph",
]  # fmt: skip

_HOMES = {
    "Graph": ("kg.opened", "Graph"),
    "Options": ("kg.builder", "Options"),
    "Reading": ("kg.builder", "Reading"),
    "Report": ("kg.builder", "Report"),
    "build_graph": ("kg.builder", "build"),
    "extract_articles": ("kg.builder", "read_all"),
    "link_articles": ("kg.link", "link"),
    "open_graph": ("kg.opened", "Graph.open"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, path = _HOMES[name]
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found
