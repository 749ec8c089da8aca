"""What a SPARQL query gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

if TYPE_CHECKING:
    import pandas

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Value = str | int | float | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger")}
_FLOATS = {f"{_XSD}{name}" for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Result:
    """The rows of a SELECT, the triples of a CONSTRUCT or DESCRIBE, or the answer to an ASK.

    Iterating gives each row as plain Python values in the order of ``variables``: numbers and
    truth values as such, everything else as a string, None where nothing is bound. ``rows`` holds
    the terms themselves. ``truncated``: there were more than asked for. True where there is a
    row, or the answer is yes.
    """

    kind: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool | None = None
    truncated: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows) if self.answer is None else self.answer

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return (tuple(map(value, row)) for row in self.rows)

    def __repr__(self) -> str:
        if self.kind == "ask":
            return f"<Result: {'yes' if self.answer else 'no'}>"
        more = " and more" if self.truncated else ""
        return f"<Result: {len(self)} rows{more} of {', '.join(self.variables)}>"

    def values(self) -> list[dict[str, str]]:
        """The rows as plain strings by variable, without the unbound ones."""
        return [
            {
                name: cell.value
                for name, cell in zip(self.variables, row, strict=True)
                if cell is not None
            }
            for row in self.rows
        ]

    def triples(self) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; rows that are none are passed over."""
        for row in self.rows:
            subject, predicate, object = row
            if (
                isinstance(subject, ox.NamedNode | ox.BlankNode)
                and isinstance(predicate, ox.NamedNode)
                and object is not None
            ):
                yield ox.Triple(subject, predicate, object)

    def to_pandas(self) -> pandas.DataFrame:
        """A column for each variable, values as in iterating. Needs the extra ``pandas``."""
        from kg.graph.tables import frame

        return frame((dict(zip(self.variables, row, strict=True)) for row in self), self.variables)

    def _repr_html_(self) -> str:
        from html import escape

        from kg.graph.markup import table

        if self.kind == "ask":
            return "<p>yes</p>" if self.answer else "<p>no</p>"
        rows = (["" if cell is None else escape(str(cell)) for cell in row] for row in self)
        return table(self.variables, rows, len(self))


def value(term: Term | None) -> Value:
    """A term as the Python value that is nearest to it."""
    if term is None or not isinstance(term, ox.Literal):
        return term and term.value
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _FLOATS:
            return float(term.value)
    except ValueError:  # a lexical form that is none of its type
        return term.value
    return term.value in ("true", "1") if kind == f"{_XSD}boolean" else term.value
