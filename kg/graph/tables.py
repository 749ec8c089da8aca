"""Facts, statements and entities as tables of pandas, which the extra ``pandas`` installs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    import pandas

    from kg.graph.answers import EntityView, FactView

Row = Mapping[str, object]


def frame(rows: Iterable[Row], columns: Sequence[str]) -> pandas.DataFrame:
    """A DataFrame of the rows; raises `KgError` where pandas is not installed."""
    try:
        import pandas
    except ImportError:
        raise KgError("tables need pandas; run: pip install 'newskg[pandas]'") from None
    return pandas.DataFrame(list(rows), columns=list(columns))


def entities_frame(views: Iterable[EntityView]) -> pandas.DataFrame:
    """A row an entity: what it is called and is, how often it is mentioned, its other names."""
    rows = [
        {
            "name": view.name,
            "type": view.type,
            "mentions": len(view.mentions),
            "names": "; ".join(view.names),
            "id": view.id,
            "iri": view.iri,
        }
        for view in views
    ]
    return frame(rows, ("name", "type", "mentions", "names", "id", "iri"))


# What every fact has, as attributes of its view, and of its evidence.
_TOLD = ("claimed_by", "polarity", "when", "date")
_FROM = ("confidence", "rule", "headline", "published", "publisher", "article", "iri")
_PLACE = ("document", "start", "end")


def facts_frame(views: Iterable[FactView]) -> pandas.DataFrame:
    """A row a fact.

    After ``relation`` and ``status`` comes a column for each role that some fact fills, names
    joined by ``; ``, then one for each further detail (``speech_act``, ``phase`` ...), then who
    claims it, whether it is so, when it was, its sentence and where that stands.
    """
    kept = list(views)
    roles = dict.fromkeys(role for view in kept for role in view.roles)
    details = dict.fromkeys(name for view in kept for name in view.fact.details)
    rows = [
        {
            **view.fact.details,
            **{role: "; ".join(names) for role, names in view.roles.items()},
            "relation": view.relation,
            "status": view.status,
            "sentence": " ".join(view.evidence.text.split()),
            **{name: getattr(view, name) for name in (*_TOLD, *_FROM)},
            **{name: getattr(view.evidence, name) for name in _PLACE},
        }
        for view in kept
    ]
    columns = ("relation", "status", *roles, *details, *_TOLD, "sentence", *_FROM, *_PLACE)
    return frame(rows, tuple(dict.fromkeys(columns)))
