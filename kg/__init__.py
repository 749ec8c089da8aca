"""kg reads news pages and builds a knowledge graph whose every edge has its sentence.

The verbs: `extract` reads one article, `link` puts the entities of many together, `build` goes
from pages to a graph on disk, `open` opens such a graph for questions. They load what they need
when they are first asked for, so that importing kg costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.builder import Options, Report, build
    from kg.extract import extract
    from kg.link import link
    from kg.opened import Graph

__all__ = ["Graph", "Options", "Report", "build", "extract", "link", "open"]

_HOMES = {
    "Graph": "kg.opened",
    "Options": "kg.builder",
    "Report": "kg.builder",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
