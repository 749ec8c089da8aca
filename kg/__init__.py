"""kg reads news pages and builds a knowledge graph whose every edge has its sentence.

The verbs: ``build`` goes from pages to a graph on disk, ``open`` opens one for questions,
``extract`` and ``link`` are the two halves of building. They load what they need when they are
first asked for, so that importing kg costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import Options, Reading, Report
    from kg.build import read_all as extract
    from kg.graph.opened import Graph
    from kg.linking.link import link

    open = Graph.open

__all__ = ["Graph", "Options", "Reading", "Report", "extract", "link", "open"]

_HOMES = {
    "Graph": ("kg.graph.opened", "Graph"),
    "Options": ("kg.build", "Options"),
    "Reading": ("kg.build", "Reading"),
    "Report": ("kg.build", "Report"),
    "extract": ("kg.build", "read_all"),
    "link": ("kg.linking.link", "link"),
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
