"""The commands: what they print, where, and with which status."""

import json
import re
import shutil
import sys
import xml.etree.ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import kg.cli
from kg.commands.shared import DEFAULT_DIRECTORY
from kg.graph import media
from kg.graph.opened import Graph


def run(*arguments: str, **more):
    return CliRunner().invoke(kg.cli.main, [str(a) for a in arguments], **more)


@pytest.fixture
def own(demo, tmp_path):
    """A copy of the demo's graph, to be changed."""
    return shutil.copytree(demo, tmp_path / "own")


@pytest.mark.parametrize("gone", ["store/quads", "store/quads/CURRENT", "store"])
@pytest.mark.parametrize("command", [["query", "ASK {}"], ["ask", "said"], ["export"]])
def test_a_graph_without_its_store_says_what_to_do(own, gone, command):
    place = own / gone
    place.unlink() if place.is_file() else shutil.rmtree(place)
    done = run(*command, "--dir", own)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kg: {own}") and f"kg build INPUT... -o {own}" in line


MET = "SELECT ?a { ?a kg:met ?b } ORDER BY ?a"


def test_query_as_csv_and_json(demo):
    done = run("query", MET, "--dir", demo, "--format", "csv")
    head, *rows = done.stdout.splitlines()
    assert (head, done.exit_code) == ("a", 0)
    found = json.loads(run("query", MET, "--dir", demo, "--format", "json").stdout)
    cells = [row["a"] for row in found["results"]["bindings"]]
    assert [cell["value"] for cell in cells] == rows
    assert {cell["type"] for cell in cells} == {"uri"}


def test_query_as_tsv_xml_and_a_graph(demo):
    plain = run("query", MET, "--dir", demo, "--format", "csv").stdout.split()[1:]
    tsv = run("query", MET, "--dir", demo, "--format", "tsv").stdout.splitlines()
    assert (tsv[0], [line[1:-1] for line in tsv[1:]]) == ("?a", plain)
    xml = ET.fromstring(run("query", MET, "--dir", demo, "--format", "xml").stdout)
    assert [cell.text for cell in xml.iter("{http://www.w3.org/2005/sparql-results#}uri")] == plain
    describe = ("query", "DESCRIBE person:astrid-moen", "--dir", demo, "--format")
    triples = {
        form: {
            quad.triple
            for quad in ox.parse(run(*describe, form).stdout, format=media.TRIPLES[name].format)
        }
        for form, name in [("turtle", "turtle"), ("ntriples", "ntriples"), ("jsonld", "jsonld"),
                           ("xml", "rdfxml")]
    }  # fmt: skip
    assert len(set(map(frozenset, triples.values()))) == 1
    assert len(triples["turtle"]) > 3
    assert "person:astrid-moen" in run(*describe, "turtle").stdout
    assert run(*describe, "csv").stdout.startswith("subject,predicate,object")


def test_ask_in_all_forms(demo):
    asked = {
        form: run("query", "ASK { ?a kg:met ?b }", "--dir", demo, "--format", form).stdout.strip()
        for form in ("table", "csv", "tsv")
    }
    assert asked == {"table": "yes", "csv": "true", "tsv": "true"}
    xml = run("query", "ASK { ?a kg:met kg:met }", "--dir", demo, "--format", "xml").stdout
    assert "<boolean>false</boolean>" in xml


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_what_is_not_installed_is_told_in_a_line(demo, monkeypatch, command):
    for name in [name for name in sys.modules if name.startswith("kg.serve.")]:
        monkeypatch.delitem(sys.modules, name)
    loaded = [name for name in sys.modules if name.partition(".")[0] in ("starlette", "mcp")]
    for name in ("starlette", "mcp", *loaded):
        monkeypatch.setitem(sys.modules, name, None)
    done = run(command, demo)
    assert done.exit_code == 1
    assert re.fullmatch(
        r"kg: (starlette|mcp) is not installed; pip install 'newskg\[serve\]'\n", done.stderr
    )


def test_query_from_a_file_and_from_standard_input(demo, tmp_path):
    (tmp_path / "met.rq").write_text(MET)
    plain = run("query", MET, "--dir", demo).stdout
    assert run("query", f"@{tmp_path}/met.rq", "--dir", demo).stdout == plain
    assert run("query", "-", "--dir", demo, input=MET).stdout == plain
    assert "person:" in plain


def test_rows_left_out_are_told_on_standard_error(demo):
    done = run("query", "SELECT ?s { ?s ?p ?o }", "--dir", demo, "--limit", "2")
    assert "only the first 2 rows" in done.stderr
    assert "only the first" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["query", "SELECT"], 1, "kg: error at 1:7"),
        (["query", "ASK {}", "--dir", "nowhere"], 1, "kg: nowhere: no graph there"),
        (["query", "ASK {}", "--format", "turtle"], 1, "turtle is for CONSTRUCT and DESCRIBE"),
        (["query", "ASK FROM <file:///etc/passwd> {}"], 1, "there is no graph"),
        (["query", "ASK { SERVICE <http://127.0.0.1:1/> {} }"], 1, "SERVICE is not available"),
        (["serve", "nowhere"], 1, "kg: nowhere: no graph there"),
        (["mcp", "nowhere"], 1, "kg: nowhere: no graph there"),
        (["serve", "--port", "70000"], 2, "--port"),
        (["query", "ASK {}", "--timeout", "nan"], 2, "is not a number of seconds"),
        (["ask", "said", "--timeout", "inf"], 2, "is not in the range"),
        (["serve", "--timeout", "nan"], 2, "is not a number of seconds"),
        (["explain", "Nobody At All"], 1, "nothing in"),
        (["export", "graph.xyz"], 1, "no format has that ending"),
        (["export", "--format", "xyz"], 2, "use one of"),
        (["build"], 2, "Missing argument"),
        (["link", "missing.jsonl"], 1, "missing.jsonl: cannot be read"),
        (["build", "x.txt", "--base", "no-iri"], 1, "not an absolute IRI"),
        (["build", "x.txt", "--ontology", "missing.ttl"], 1, "missing.ttl"),
        (["build", "x.txt", "--gazetteer", "missing.csv"], 1, "missing.csv"),
        (["build", "x.txt", "--decisions", "missing.txt"], 1, "missing.txt"),
        (["build", "x.txt", "--workers", "0"], 2, "--workers"),
        (["build", "x.txt", "--parses", ""], 2, "--parses"),
        (["build", "x.txt", "--limit", "second=1"], 2, "Error: --limit second=1: no such limit"),
        (["extract", "x.txt", "--parses", "."], 1, "give another one with --parses"),
    ],
)
def test_errors_are_a_line_with_the_right_status(
    demo, tmp_path, monkeypatch, arguments, status, message
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / DEFAULT_DIRECTORY).symlink_to(demo)
    done = run(*arguments)
    assert done.exit_code == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_explain_marks_the_words_of_the_sentence(demo):
    done = run("explain", "Astrid Moen", "--dir", demo)
    assert done.exit_code == 0
    assert "[Astrid Moen]" in done.stdout or "[Moen]" in done.stdout
    assert "confidence" in done.stdout and "rule" in done.stdout
    assert "  ministerOf (Defence Minister)  asserted" in done.stdout
    by_iri = run("explain", "person:astrid-moen", "--dir", demo)
    assert by_iri.stdout == run("explain", "<https://newskg.example/person/astrid-moen>",
                                "--dir", demo).stdout  # fmt: skip


def test_explain_shows_the_rule_that_read_a_statement(demo):
    lines = (demo / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    said = [f for f in map(json.loads, lines) if f.get("relation") == "Statement"]
    clause = next(f for f in said if f["rule"] == "verb.clause")
    speaker = next(arg["text"] for arg in clause["args"] if arg["role"] == "speaker")
    done = run("explain", speaker, "--dir", demo)
    assert done.exit_code == 0
    heads = [line for line in done.stdout.splitlines() if line.startswith("  Statement")]
    assert any(f"confidence {clause['confidence']:g}  rule verb.clause" in h for h in heads), heads
    assert all("  rule " in head for head in heads)


def test_search_finds_sentences(demo):
    done = run("search", "sanction*", "--dir", demo)
    assert done.exit_code == 0
    assert "[sanction" in done.stdout


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("g.graphml", nx.read_graphml),
        ("g.gexf", nx.read_gexf),
        ("g.json", lambda p: nx.node_link_graph(json.loads(p.read_text()), edges="edges")),
    ],
)
def test_networks_read_back(demo, tmp_path, name, read):
    assert run("export", tmp_path / name, "--dir", demo).exit_code == 0
    expected = Graph.open(demo).to_networkx()
    found = read(tmp_path / name)
    assert set(found.nodes) == set(expected.nodes)
    assert found.number_of_edges() == expected.number_of_edges()
    assert run("export", tmp_path / f"2{name}", "--dir", demo).exit_code == 0
    assert (tmp_path / f"2{name}").read_bytes() == (tmp_path / name).read_bytes()
    assert all(data["sentence"] for _, _, data in found.edges(data=True))


def test_a_network_of_pyvis_is_a_page_without_addresses(demo, tmp_path):
    done = run("export", "--format", "pyvis", "--dir", demo, tmp_path / "network.html")
    assert done.exit_code == 0
    text = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert "Astrid Moen" in text
    assert not re.search(r'(?:src|href)="http', text)


def test_check_passes_and_notices_what_was_changed(own):
    good = run("check", "--dir", own)
    assert good.exit_code == 0, good.output
    facts = own / "facts.jsonl"
    facts.write_text(facts.read_text().replace('"modality":"planned"', '"modality":"actual"'))
    bad = run("check", "--dir", own)
    assert bad.exit_code == 1
    assert "FAIL records" in bad.output


def test_check_notices_a_moved_offset(own):
    facts = own / "facts.jsonl"
    rows = [json.loads(line) for line in facts.read_text().splitlines()]
    fact = next(row for row in rows if row["kind"] == "fact")
    fact["evidence"] = [place + 1 for place in fact["evidence"]]
    facts.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert "FAIL offsets" in run("check", "--dir", own).output


def test_a_decision_holds_and_can_be_undone(own):
    before = {name: (own / name).read_bytes() for name in ("facts.jsonl", "graph.ttl")}
    assert run("same", "Astrid Moen", "Conrad Vale", "--dir", own).exit_code == 0
    merged = Graph.open(own)
    (both,) = merged.explain("Conrad Vale")
    assert both in merged.explain("Astrid Moen")
    assert run("check", "--dir", own).exit_code == 0
    (own / "decisions.txt").unlink()
    assert run("rebuild", "--dir", own).exit_code == 0
    assert before == {name: (own / name).read_bytes() for name in before}


def test_a_rename_leaves_the_old_iri_findable(own):
    assert run("rename", "person/astrid-moen", "Astrid Marie Moen", "--dir", own).exit_code == 0
    found = Graph.open(own).query(
        "SELECT ?label { person:astrid-moen dcterms:isReplacedBy/rdfs:label ?label }"
    )
    assert found.values() == [{"label": "Astrid Marie Moen"}]


def test_decisions_that_contradict_change_nothing(own):
    assert run("same", "Astrid Moen", "Conrad Vale", "--dir", own).exit_code == 0
    before = {path.name: path.read_bytes() for path in own.iterdir() if path.is_file()}
    done = run("different", "person/astrid-moen", "person/conrad-vale", "--dir", own)
    assert done.exit_code == 1
    assert before == {path.name: path.read_bytes() for path in own.iterdir() if path.is_file()}


def test_importing_kg_is_cheap():
    import subprocess
    import sys

    code = "import kg, sys; assert not {'spacy', 'rdflib', 'pyoxigraph'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", kg.__all__)
def test_every_name_of_the_package_is_there(name):
    assert callable(getattr(kg, name))
