"""Tables of a graph: what DuckDB, Polars and pandas read of them is what the graph holds."""

import csv
import json
import os
import sys

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.neighbours import tables
from kg.neighbours.dictionary import columns

TABLES = columns()
HOSTILE = (
    "=cmd()|\"a\",'b'\n;\tc",
    "'=1",
    "''",
    "+1\r\n\\u0000\\",
    "@\0\0x",
    "＝1",
    " -1",
    "שלום \u202eעולם",
    "😀 — “”",
    "\\u005cu0000",
)


def export(graph, form, folder):
    return CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", form, str(folder)])


@pytest.fixture(scope="module", params=["parquet", "csv"])
def made(request, demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables") / request.param
    done = export(demo, request.param, folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def told(demo):
    """The rows of each table as the graph gives them."""
    found = {table: [] for table in TABLES}
    for table, row in tables.rows(Graph.open(demo)):
        found[table].append({name: None if v == "" else v for name, v in row.items()})
    return found


def viewed(folder, monkeypatch):
    import duckdb

    monkeypatch.chdir(folder)
    db = duckdb.connect()
    db.execute((folder / "views.sql").read_text(encoding="utf-8"))
    return db


def of_duckdb(db, view, names):
    found = db.execute(f"select * from {view}").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def names_of(table):
    return [column.name for column in TABLES[table]]


def spelled(value, kind):
    """A value of a reader of CSV, which knows words only, as what it stands for."""
    if kind == "texts":
        return json.loads(tables.plain(value)) if value else []
    if value is None:
        return None
    return tables.plain(value) if kind in ("text", "json") else json.loads(value)


def of_readers(folder, table):
    """The rows as Polars reads them, and as pandas does."""
    import pandas
    import polars

    path = folder / f"{table}.{folder.name}"
    if folder.name == "parquet":
        frame = pandas.read_parquet(path, dtype_backend="pyarrow")
        read = frame.astype(object).where(frame.notna(), None).to_dict("records")
        for row in read:
            row.update(
                {k: list(v) for k, v in row.items() if not isinstance(v, str | int | float | None)}
            )
        return polars.read_parquet(path).to_dicts(), read
    kinds = {column.name: column.type for column in TABLES[table]}
    one = polars.read_csv(path, infer_schema=False).to_dicts()
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    other = [{k: v or None for k, v in row.items()} for row in frame.to_dict("records")]
    return tuple(
        [{k: spelled(v, kinds[k]) for k, v in row.items()} for row in rows] for rows in (one, other)
    )


def test_every_reader_reads_every_row(made, told, monkeypatch):
    db = viewed(made, monkeypatch)
    for table, rows in told.items():
        assert rows
        names = names_of(table)
        assert all(list(row) == names for row in rows)
        assert of_duckdb(db, table, names) == rows
        for read in of_readers(made, table):
            assert read == rows


def test_counts_are_those_of_the_graph(told, demo):
    corpus = Graph.open(demo).corpus
    assert sorted(row["fact"] for row in told["facts"]) == sorted(corpus.facts)
    assert {row["article"] for row in told["articles"]} == set(corpus.articles)
    assert len(told["arguments"]) == sum(len(fact.args) for fact in corpus.facts.values())
    assert {row["fact"] for row in told["statements"]} == {
        fact.id for fact in corpus.facts.values() if fact.relation == "Statement"
    }
    known = {row["entity"] for row in told["entities"]}
    assert {row["entity"] for row in told["arguments"]} - {None} <= known
    for row in told["facts"]:
        assert row["sentence"] == corpus.quotes[row["fact"]]


def test_only_what_is_asserted_is_a_tie(made, monkeypatch):
    db = viewed(made, monkeypatch)
    for view in ("asserted", "ties", "unsure", "said", "timeline"):
        assert db.execute(f"select count(*) from {view}").fetchall() > [(0,)]
    assert db.execute("select distinct status from ties join facts using (fact)").fetchall() == [
        ("asserted",)
    ]
    unsure = db.execute(
        "select count(*) from unsure"
        " where status = 'asserted' or claimed_by is null and holder is not null"
    )
    assert unsure.fetchall() == [(0,)]


def hostile(graph):
    for number, words in enumerate(HOSTILE):
        row = dict.fromkeys(names_of("entities"))
        yield (
            "entities",
            row | {"entity": str(number), "name": words, "names": [words, "a;b"], "facts": 0},
        )


def test_hostile_names_come_back(made, demo, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "rows", hostile)
    folder = tmp_path / made.name
    assert export(demo, made.name, folder).exit_code == 0
    db = viewed(folder, monkeypatch)
    want = [row for _, row in hostile(None)]
    assert of_duckdb(db, "entities", names_of("entities")) == want
    for read in of_readers(folder, "entities"):
        assert read == want


def test_no_cell_is_a_formula(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "rows", hostile)
    assert export(demo, "csv", tmp_path / "csv").exit_code == 0
    with (tmp_path / "csv" / "entities.csv").open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@＝＋－＠") - {""}]
    assert all(tables.plain(tables.escaped(words)) == words for words in HOSTILE)


def test_rows_go_by_in_small_numbers(demo, told, tmp_path, monkeypatch):
    """Written some at a time, without the corpus as a whole."""
    import polars

    monkeypatch.setattr(tables, "_AT_ONCE", 7)
    monkeypatch.setattr(Graph, "corpus", None)
    assert export(demo, "parquet", tmp_path / "few").exit_code == 0
    assert polars.read_parquet(tmp_path / "few" / "facts.parquet").to_dicts() == told["facts"]


def test_parquet_columns_say_what_they_mean(demo, tmp_path):
    from pyarrow import parquet

    assert export(demo, "parquet", tmp_path / "t").exit_code == 0
    schema = parquet.read_schema(tmp_path / "t" / "facts.parquet")
    meant = {column.name: column.meaning for column in TABLES["facts"]}
    assert {f.name: f.metadata[b"meaning"].decode() for f in schema} == meant
    with (tmp_path / "t" / "dictionary.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.reader(lines))) == 1 + sum(map(len, TABLES.values()))


def test_columns_that_are_keys_are_there():
    """What the dictionary calls a column of another table is one."""
    for column in (column for its in TABLES.values() for column in its):
        table, dot, name = column.meaning.split(" ")[0].partition(".")
        if dot and table in TABLES:
            assert name in names_of(table), column


def test_without_pyarrow_it_says_what_to_install(demo, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = export(demo, "parquet", tmp_path / "none")
    assert (done.exit_code, done.output) == (
        1,
        "kg: Parquet needs pyarrow; run: pip install 'newskg[tables]'\n",
    )
    assert os.listdir(tmp_path / "none") == [".lock"]


def test_tables_need_a_folder(demo):
    done = export(demo, "csv", "-")
    assert done.exit_code == 2 and "name the folder" in done.output
