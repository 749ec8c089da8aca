"""Tables of articles, a row each: CSV and TSV; Parquet and Arrow by pyarrow; queries of SQLite."""

import csv
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from importlib import import_module
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.inputs.columns import Columns
from kg.inputs.decode import decode
from kg.inputs.jsonl import article
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice, problem

# Bytes that are no text in the encoding of the file.
_BROKEN = re.compile("[\udc80-\udcff]")
_SIGNS = ",;\t|"
_SHOWN = 20


def read_csv(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of a CSV file, told apart by commas, semicolons, tabs or bars."""
    head = opened.head()
    encoding, remark = _encoding(head)
    if remark:
        yield notice(opened.place, remark)
    file = TextIOWrapper(opened.file, encoding, errors="surrogateescape", newline="")
    try:
        csv.field_size_limit(way.limits.line_megabytes << 20)
        rows = csv.DictReader(file, dialect=_dialect(head.decode(encoding, "replace")))
        _check(rows.fieldnames or (), way.columns)
        yield from _articles(rows, opened, way, lambda: rows.line_num)
    except csv.Error as error:
        place = f"{opened.place}:{rows.line_num}"
        yield problem(place, f"broken here ({error}); the rows before it are read")
    finally:
        file.detach()


def read_parquet(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of a Parquet file, one of its groups of rows at a time."""
    yield from _columnar(opened, way, "Parquet")


def read_arrow(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of an Arrow file, one of its batches at a time."""
    yield from _columnar(opened, way, "Arrow")


def _columnar(opened: Opened, way: Way, kind: str) -> Iterator[Found]:
    """The articles of a file that pyarrow reads, which a broken one may make crash."""
    source = opened.path or way.whole(opened)
    names, count = way.decoded(columnar, source, kind)
    _check(names, way.columns)
    wanted = [name for name in way.columns.names.values() if name in names]
    parts = (way.decoded(columnar_rows, source, kind, part, wanted) for part in range(count))
    yield from _articles(chain.from_iterable(parts), opened, way)


def columnar(source: str | bytes, kind: str) -> tuple[list[str], int]:
    """The columns of a file, or of the bytes of one, and the number of its parts.

    Raises:
        InputError: It is none of that kind.
    """
    with _opened(source, kind) as table:
        if kind == "Parquet":
            return table.schema_arrow.names, table.num_row_groups
        return table.schema.names, table.num_record_batches


def columnar_rows(
    source: str | bytes, kind: str, part: int, wanted: list[str]
) -> list[dict[str, Any]]:
    """The rows of a part of a file, with the wanted columns; errors are those of `columnar`."""
    with _opened(source, kind) as table:
        if kind == "Parquet":
            found = table.read_row_group(part, columns=wanted)
        else:
            found = table.get_batch(part).select(wanted)
        found.validate(full=True)
        rows: list[dict[str, Any]] = found.to_pylist()
    return rows


@contextmanager
def _opened(source: str | bytes, kind: str) -> Iterator[Any]:
    """A file of pyarrow's; what it raises on a broken one is an `InputError`."""
    try:
        pyarrow = import_module("pyarrow")
        parquet, ipc = import_module("pyarrow.parquet"), import_module("pyarrow.ipc")
    except ImportError:
        raise missing("Parquet and Arrow", "tables") from None
    try:
        with closing(open(source, "rb") if isinstance(source, str) else BytesIO(source)) as file:
            yield parquet.ParquetFile(file) if kind == "Parquet" else ipc.open_file(file)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        told = str(error).partition("\n")[0]
        raise InputError(f"broken or no {kind} ({told}); save it again") from None


def read_sqlite(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles that a query of an SQLite database gives; it is opened to read only."""
    if opened.path is None:
        raise InputError("a database in an archive; unpack it first")
    address = f"{Path(opened.path).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            if way.columns.query is None:
                found = base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                tables = ", ".join(sorted(name for (name,) in found))
                told = "say what to read: --query 'SELECT body AS text, ... FROM ...'"
                raise InputError(f"{told}; it has the tables {tables}")
            asked = base.execute(way.columns.query)
            names = [column[0] for column in asked.description or ()]
            _check(names, way.columns)
            rows = (dict(zip(names, row, strict=True)) for row in asked)
            yield from _articles(rows, opened, way)
    except sqlite3.Error as error:
        raise InputError(f"the database does not answer ({error})") from None


def _articles(
    rows: Iterable[Mapping[str, Any]],
    opened: Opened,
    way: Way,
    line: Callable[[], int] | None = None,
) -> Iterator[Found]:
    """The documents of rows; one without an id is called by its place."""
    number = 0
    for number, row in enumerate(rows, 1):
        place = line() if line else number
        told = {name: _told(value) for name, value in way.columns.row(row).items()}
        told = {name: value for name, value in told.items() if value not in (None, "")}
        named = {"id": f"{opened.name}:{number}", **told}
        if None in row:
            yield problem(f"{opened.place}:{place}", "more fields than columns; mend the row")
        elif any(isinstance(value, str) and _BROKEN.search(value) for value in told.values()):
            yield problem(f"{opened.place}:{place}", "not UTF-8; save the file as UTF-8")
        else:
            yield from article(named, f"{opened.place}:{place}")
    if not number:
        raise InputError("no rows in it; leave it out")


def _told(value: Any) -> Any:
    """A cell as a line of JSON has it; dates as ISO."""
    return value.isoformat() if isinstance(value, date) else value


def _check(names: Iterable[str], columns: Columns) -> None:
    """Raise `InputError` where a column is asked for that is not there."""
    there = list(names)
    told, default = columns.names, Columns().names
    for name, column in told.items():
        if column not in there and (name == "text" or column != default[name]):
            more = " ..." if len(there) > _SHOWN else ""
            shown = " ".join(", ".join(map(str, there[:_SHOWN])).split())
            raise InputError(
                f"no column {column!r}; say which has the {name}: --{name} NAME; "
                f"there are {shown}{more}"
            )


def _encoding(head: bytes) -> tuple[str, str | None]:
    """The encoding of a table that begins so, and a notice where it is a guess."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", None
    # A letter of several bytes may be cut at the end.
    for end in range(len(head), max(len(head) - 4, 0), -1):
        try:
            head[:end].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8", None
    _, remark = decode(head)
    return "cp1252", remark and "not UTF-8; read as cp1252, which is a guess; save it as UTF-8"


def _dialect(head: str) -> type[csv.Dialect]:
    """How the fields are set apart: by the sign that is most frequent in the first line."""
    line = head.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(_SIGNS, key=line.count)

    return Dialect
