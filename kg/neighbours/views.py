"""Views of the tables for DuckDB, as SQL: the tables of a folder, and what joins them."""

from importlib.resources import files

from kg.neighbours.dictionary import Column, columns

_HEAD = """\
-- Views of the tables in this folder. In the folder itself:
--     duckdb -init views.sql
--     python -c "import duckdb; duckdb.sql(open('views.sql').read()); ..."
"""
# Undoes what `tables.escaped` does; the backslash comes last.
_PLAIN = r"""
-- The words of a cell, without what keeps spreadsheets from taking them for a formula.
CREATE OR REPLACE MACRO kg_plain(cell) AS
replace(replace(replace(
    CASE WHEN regexp_matches(cell, '^''+[ \t\n=+\-@＝＋－＠]') THEN substr(cell, 2) ELSE cell END,
    '\u0000', chr(0)), '\u000d', chr(13)), '\u005c', '\');
"""
_READ = {
    "text": "kg_plain({0})",
    "json": "kg_plain({0})",
    "number": "CAST({0} AS DOUBLE)",
    "integer": "CAST({0} AS BIGINT)",
    "texts": """coalesce(from_json(kg_plain({0}), '["VARCHAR"]'), [])""",
}


def views(form: str) -> str:
    """The SQL for tables in ``parquet`` or ``csv``."""
    made = [_HEAD] if form == "parquet" else [_HEAD, _PLAIN]
    for table, its in columns().items():
        told = ",\n       ".join(map(_parquet if form == "parquet" else _csv, its))
        read = f"read_parquet('{table}.parquet')"
        if form == "csv":
            names = ", ".join(f"'{column.name}': 'VARCHAR'" for column in its)
            read = (
                f"read_csv('{table}.csv', header = true, auto_detect = false, delim = ',', "
                f"quote = '\"', escape = '\"',\n              columns = {{{names}}})"
            )
        made.append(f"\nCREATE OR REPLACE VIEW {table} AS\nSELECT {told}\nFROM {read};\n")
    own = (files("kg.neighbours") / "views.sql").read_text(encoding="utf-8")
    return "".join((*made, "\n", own))


def _parquet(column: Column) -> str:
    return f'"{column.name}"'


def _csv(column: Column) -> str:
    return f'{_READ[column.type].format(_parquet(column))} AS "{column.name}"'
