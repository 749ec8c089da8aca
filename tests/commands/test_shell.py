"""One query after another, in one process that stays."""

from click.testing import CliRunner

import kg.cli
from kg.commands.shell import queries

MET = "SELECT ?who {\n  ?a kg:met ?b ; rdfs:label ?who\n} ORDER BY ?who LIMIT 1"


def run(text, *arguments):
    return CliRunner().invoke(kg.cli.main, ["shell", *map(str, arguments)], input=text)


def test_an_empty_line_ends_a_query():
    lines = [
        "# about",
        "",
        "ASK {}\n",
        "\n",
        "\n",
        "SELECT *",
        "{ }",
        " ",
        "# only this",
        "",
        "ASK {1}",
    ]
    assert list(queries(lines)) == ["ASK {}\n", "SELECT *\n{ }", "ASK {1}"]


def test_queries_are_answered_one_after_another(demo):
    done = run(f"{MET}\n\nASK {{ ?a kg:met ?b }}\n", "--dir", demo, "--format", "csv")
    assert (done.stdout.replace("\r", ""), done.exit_code) == ("who\nAstrid Moen\ntrue\n", 0)
    assert "Astrid Moen" in run(MET, "--dir", demo).stdout


def test_what_is_wrong_stops_nothing_but_is_told_at_the_end(demo):
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    text = f"SELECT\n\n{long}\n\nDROP ALL\n\nASK {{ ?a kg:met ?b }}\n"
    done = run(text, "--dir", demo, "--timeout", 2, "--format", "csv")
    assert (done.stdout.replace("\r", ""), done.exit_code) == ("true\n", 1)
    assert "error at 2:1" in done.stderr and "longer than 2 s" in done.stderr


def test_rows_left_out_are_told(demo):
    done = run("SELECT * { ?s ?p ?o }", "--dir", demo, "--limit", 2)
    assert "only the first 2 rows" in done.stderr
