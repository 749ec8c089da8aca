"""What a query gave, as Python values, a table and HTML."""

import pyoxigraph as ox
import pytest

from kg.graph.markup import MOST_ROWS
from kg.graph.result import Result, value

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, None),
        (ox.NamedNode("https://a.example/b"), "https://a.example/b"),
        (ox.Literal("7"), "7"),
        (ox.Literal("sept", language="fr"), "sept"),
        (literal("7", "integer"), 7),
        (literal("0.75", "decimal"), 0.75),
        (literal("true", "boolean"), True),
        (literal("false", "boolean"), False),
        (literal("seven", "integer"), "seven"),
        (literal("2023-05", "gYearMonth"), "2023-05"),
    ],
)
def test_terms_are_python_values(term, expected):
    found = value(term)
    assert found == expected and type(found) is type(expected)


ROWS = Result("select", ("who", "n"), ((ox.Literal("<Ann>"), literal("2", "integer")),
                                       (None, literal("3", "integer"))))  # fmt: skip


def test_rows_are_iterated_as_values():
    assert list(ROWS) == [("<Ann>", 2), (None, 3)]
    assert len(ROWS) == 2 and bool(ROWS)
    assert repr(ROWS) == "<Result: 2 rows of who, n>"


def test_a_table_has_a_column_a_variable():
    table = ROWS.to_pandas()
    assert list(table.columns) == ["who", "n"]
    assert list(table["n"]) == [2, 3]
    assert list(Result("select", ("a",)).to_pandas().columns) == ["a"]


def test_html_is_escaped_and_cut():
    assert "&lt;Ann&gt;" in ROWS._repr_html_()
    many = Result("select", ("n",), ((literal("1", "integer"),),) * (MOST_ROWS + 7))
    assert "and 7 more" in many._repr_html_()
    assert many._repr_html_().count("<tr>") == MOST_ROWS + 1


def test_an_answer_is_yes_or_no():
    yes, no = Result("ask", answer=True), Result("ask", answer=False)
    assert (bool(yes), bool(no)) == (True, False)
    assert (repr(yes), no._repr_html_()) == ("<Result: yes>", "<p>no</p>")
