"""The data dictionary of the tables: ``ontology/tables.txt``, a line a column."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

from kg.knowledge.lexicon import ontology_dir

Type = Literal["text", "number", "integer", "texts", "json"]
_TYPES: tuple[Type, ...] = get_args(Type)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what values it has, what they mean."""

    table: str
    name: str
    type: Type
    meaning: str


def columns() -> dict[str, tuple[Column, ...]]:
    """The columns of each table, in order.

    Raises:
        ValueError: A line of the dictionary is malformed.
    """
    found = []
    for line in (ontology_dir() / "tables.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            table, name, kind, meaning = line.split("\t")
            if kind not in _TYPES or not meaning:
                raise ValueError(f"tables.txt: {table}.{name}: {kind} is no type of a column")
            found.append(Column(table, name, kind, meaning))
    return {table: tuple(told) for table, told in groupby(found, key=lambda column: column.table)}
