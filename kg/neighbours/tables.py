"""A graph as plain tables for analysts: a folder of Parquet or CSV files, with their dictionary.

Beside the tables lie ``views.sql``, which makes views of them in DuckDB, and ``dictionary.csv``.
Rows are written as they are made; no more than some thousands of them are in memory.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from kg.errors import KgError
from kg.graph.directory import writing
from kg.graph.opened import Graph
from kg.neighbours.dictionary import Column, columns
from kg.neighbours.rows import Row, Value, rows
from kg.neighbours.views import views

Write = Callable[[Row], None]

# Rows of a table that are written at once.
_AT_ONCE = 5_000
# A spreadsheet would take these for the beginning of a formula, some after blanks.
_FORMULA = re.compile(r"'*[ \t\n=+\-@＝＋－＠]")
_KEPT = re.compile(r"'+[ \t\n=+\-@＝＋－＠]")
# What readers of CSV do not agree on, and the mark that says so; in the order of escaping.
_ESCAPES = (("\\", r"\u005c"), ("\0", r"\u0000"), ("\r", r"\u000d"))


def write(graph: Graph, directory: Path, form: str) -> None:
    """Write the tables of a graph as ``parquet`` or ``csv`` files into an empty directory."""
    told = columns()
    with ExitStack() as open_files:
        put: dict[str, Write] = {}
        for table, its in told.items():
            path = directory / f"{table}.{form}"
            writer = _parquet(path, its) if form == "parquet" else _csv(path, its)
            put[table] = open_files.enter_context(writer)
        for table, row in rows(graph):
            put[table](row)
    with writing(directory):
        (directory / "views.sql").write_text(views(form), encoding="utf-8")
        with _text(directory / "dictionary.csv") as target:
            lines = csv.writer(target, lineterminator="\n")
            lines.writerow(["table", "column", "type", "meaning"])
            for column in (column for its in told.values() for column in its):
                lines.writerow([column.table, column.name, column.type, column.meaning])


def escaped(words: str) -> str:
    r"""Words as a cell of CSV that no spreadsheet takes for a formula; `plain` undoes it.

    An apostrophe stands before what begins like a formula or with a blank; a backslash, NUL and a
    carriage return are ``\u005c``, ``\u0000`` and ``\u000d``.
    """
    for character, mark in _ESCAPES:
        words = words.replace(character, mark)
    return f"'{words}" if _FORMULA.match(words) else words


def plain(cell: str) -> str:
    """The words of a cell that `escaped` made."""
    cell = cell[1:] if _KEPT.match(cell) else cell
    for character, mark in reversed(_ESCAPES):
        cell = cell.replace(mark, character)
    return cell


def _cell(value: Value) -> str:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False) if value else ""
    return escaped(value) if isinstance(value, str) else "" if value is None else str(value)


@contextmanager
def _text(path: Path) -> Iterator[TextIO]:
    with path.open("wb") as target, TextIOWrapper(target, "utf-8", newline="") as lines:
        yield lines


@contextmanager
def _csv(path: Path, its: Sequence[Column]) -> Iterator[Write]:
    """A CSV file with a line of names; what is not told is empty."""
    names = [column.name for column in its]
    with _text(path) as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(names)
        yield lambda row: lines.writerow([_cell(row[name]) for name in names])


@contextmanager
def _parquet(path: Path, its: Sequence[Column]) -> Iterator[Write]:
    """A Parquet file whose columns say what they mean; raises `KgError` without pyarrow."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise KgError("Parquet needs pyarrow; run: pip install 'newskg[tables]'") from None
    types: dict[str, Any] = {
        "text": arrow.string(),
        "json": arrow.string(),
        "number": arrow.float64(),
        "integer": arrow.int64(),
        "texts": arrow.list_(arrow.string()),
    }
    schema = arrow.schema(
        arrow.field(column.name, types[column.type], metadata={"meaning": column.meaning})
        for column in its
    )
    waiting: list[Row] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as target:

        def flush() -> None:
            found = [
                {name: None if value == "" else value for name, value in row.items()}
                for row in waiting
            ]
            target.write_table(arrow.Table.from_pylist(found, schema=schema))
            waiting.clear()

        def put(row: Row) -> None:
            waiting.append(row)
            if len(waiting) == _AT_ONCE:
                flush()

        yield put
        flush()
