"""A catalogue of one's own: a file to begin with, its examples tried, what no relation reads."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.cli
from kg.commands.unread import Unread
from kg.knowledge.ontology import load_catalogue
from tests.known import KNOWLEDGE

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def run(*arguments: object):
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(command: str) -> str:
    """What the docs show below a command, the last time it is given."""
    return re.findall(rf"^\$ {re.escape(command)}\n(.*?)^(?:\$|```)", DOCS, re.M | re.S)[-1]


def test_a_new_relation_is_one_of_the_catalogue(here):
    done = run("ontology", "new", "TradeDeal")
    assert (done.exit_code, done.stdout.strip()) == (0, shown("kg ontology new TradeDeal").strip())
    text = (here / "trade-deal.ttl").read_text()
    relation = load_catalogue(KNOWLEDGE.lexicon, ["trade-deal.ttl"]).relations["TradeDeal"]
    assert (relation.label, relation.kind) == ("trade deal", "event")
    assert relation.iri == "https://my.example/relations#TradeDeal"
    assert [frame.name for frame in relation.frames] == ["audit"]
    done = run("ontology", "new", "TradeDeal")
    assert done.exit_code == 1 and "trade-deal.ttl is there already" in done.stderr
    assert (here / "trade-deal.ttl").read_text() == text
    done = run("ontology", "new", "TradeDeal", "-o", "-", "--namespace", "https://a.example/#")
    assert "@prefix my: <https://a.example/#> ." in done.stdout
    done = run("ontology", "new", "TradeDeal", "-o", "b.ttl", "--json")
    assert json.loads(done.stdout) == {"written": "b.ttl"}


def test_a_new_relation_fits_the_shapes(here):
    import pyshacl
    import rdflib

    run("ontology", "new", "TradeDeal")
    graph = rdflib.Graph()
    folder = ROOT / "ontology"
    for path in (folder / "kg.ttl", *(folder / "relations").glob("*.ttl"), here / "trade-deal.ttl"):
        graph.parse(path, format="turtle")
    shapes = rdflib.Graph().parse(folder / "shapes.ttl", format="turtle")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=True)
    assert conforms, text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "Meeting"], "Meeting: there is such a relation; see kg ontology Meeting"),
        (
            ["new", "trade deal"],
            "'trade deal' is no name of a relation; give one such as TradeDeal",
        ),
        (["new", "Deal", "--namespace", "my"], "'my' is no IRI that ends in / or #"),
        (["test", "missing.ttl"], "missing.ttl"),
        (["test", "empty.ttl"], "empty.ttl: no relation in it that kg does not have as it is"),
        (["Meating"], "Meating: no relation, frame, rule or number is called so; there is Meeting"),
    ],
)
def test_what_is_wrong_is_a_line(here, arguments, message):
    (here / "empty.ttl").write_text("")
    done = run("ontology", *arguments)
    assert done.exit_code == 1 and done.stderr.startswith(f"kg: {message}")
    assert done.stderr.count("\n") == 1


def test_what_lacks_examples_is_told(here, monkeypatch):
    monkeypatch.setattr("kg.commands.trying.tried", lambda pipeline, shipped: iter(()))
    run("ontology", "new", "TradeDeal")
    text = (here / "trade-deal.ttl").read_text()
    text = re.sub(r"skos:example .*?\] ;", "] ;", text, flags=re.S)
    text = re.sub(r"  kg:counterexample .*?\.\n", "  .\n", text)
    (here / "trade-deal.ttl").write_text(text.replace("] ;\n  # Sent", "] ;\n  # Sent"))
    done = run("ontology", "test", "trade-deal.ttl", "--json")
    assert done.exit_code == 1, done.output
    assert json.loads(done.stdout)["missing"] == [
        "TradeDeal.audit has no example (skos:example)",
        "TradeDeal has no counterexample (kg:counterexample)",
    ]


@pytest.mark.pipeline
def test_examples_are_tried_and_what_was_found_instead_is_told(here):
    run("ontology", "new", "TradeDeal")
    done = run("ontology", "test", "trade-deal.ttl")
    assert done.exit_code == 0 and done.stdout.endswith("4 of 4 as they should be\n")
    text = (here / "trade-deal.ttl").read_text()
    changed = text.replace("[agent Ann Holm] audited [", "[agent Ann Holm] inspected [")
    (here / "trade-deal.ttl").write_text(changed)
    done = run("ontology", "test", "trade-deal.ttl")
    assert (done.exit_code, done.stdout) == (1, shown("kg ontology test trade-deal.ttl"))
    # A role that is not marked, one that is another's, a counterexample that is asserted.
    for old, new in (
        (" in [place Lisbon]", " in Lisbon"),
        ("[agent Ann Holm] audited [patient Velm Shipping]",
         "[patient Ann Holm] audited [agent Velm Shipping]"),
        ("Ann Holm may audit", "Ann Holm audited"),
    ):  # fmt: skip
        (here / "trade-deal.ttl").write_text(text.replace(old, new, 1))
        told = json.loads(run("ontology", "test", "trade-deal.ttl", "--json").stdout)
        (wrong,) = [example for example in told["examples"] if not example["ok"]]
        assert wrong["found"] and wrong["read"]


@pytest.mark.pipeline
def test_a_frame_that_is_added_to_a_relation_of_kg_is_tried_alone(here):
    (here / "more.ttl").write_text(
        "@prefix kg: <https://w3id.org/newskg#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'kg:Meeting kg:frame [ kg:name "hobnob" ; kg:pattern "hobnob subj|with=participant!" ;\n'
        '  skos:example "[participant Ann Holm] hobnobbed with [participant Paul Ito]." ] .\n'
    )
    done = run("ontology", "test", "more.ttl")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "ok   Meeting.hobnob: Ann Holm hobnobbed with Paul Ito.", "1 of 1 as they should be"
    ]  # fmt: skip


@pytest.mark.pipeline
def test_verbs_between_names_that_no_relation_reads(here):
    (here / "a.txt").write_text(
        "Ann Holm outwitted Paul Ito in Lisbon on Monday. Ann Holm met Paul Ito in May.\n\n"
        "Later Lena Ott outwitted Bo Ravn. The mayor outwitted nobody. Mira Stein was outwitted "
        "by Carla Deen.\n"
    )
    done = run("ontology", "suggest", "a.txt", "nowhere.txt", "--json")
    assert done.exit_code == 3 and "not read: nowhere.txt" in done.stderr
    (found,) = json.loads(done.stdout)
    assert (found["verb"], found["slot"], found["count"], found["articles"]) == (
        "outwit", "obj", 3, 1
    )  # fmt: skip
    assert found["pattern"] == "outwit subj:Person=agent! obj:Person=patient!"
    done = run("ontology", "suggest", "a.txt", "--least", "9")
    assert done.stdout == "no verb between names that no relation reads, 9 times or more\n"
    done = run("ontology", "suggest", "a.txt")
    assert done.stdout.splitlines() == [
        "   3  outwit subj:Person=agent! obj:Person=patient!",
        "      Ann Holm outwitted Paul Ito in Lisbon on Monday.",
    ]


def test_a_pattern_has_the_types_that_were_found():
    found = Unread("break off", "according to", types={"subj": {"Person", "Group"}})
    assert found.pattern == "break_off subj:Group|Person=agent! according_to=patient!"
