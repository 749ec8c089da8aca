"""What a graph calls things depends on what was read, not on where it lay."""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import kg.cli
from tests.pages.test_identity import NEWS, OTHER

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "data" / "pages"
BASE = "https://newskg.example/"
MEETING = "{} met {} in {} on Monday. “We agreed on little,” said {}.\n"

pytestmark = pytest.mark.pipeline


def kg_run(*arguments: object) -> Result:
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments])


def build(output: Path, *inputs: object) -> Path:
    """A graph built in the current folder."""
    done = kg_run("build", *inputs, "-o", output, "--workers", 1)
    assert done.exit_code in (0, 3), done.output
    return output


def triples(*directories: Path) -> set[ox.Triple]:
    """What graphs say, put together by hand."""
    return {
        quad.triple
        for directory in directories
        for quad in ox.parse((directory / "graph.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    }


def about(found: set[ox.Triple], *kinds: str) -> set[ox.Triple]:
    return {t for t in found if t.subject.value.startswith(tuple(BASE + kind for kind in kinds))}


def rows(directory: Path, kind: str) -> list[dict]:
    lines = (directory / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["kind"] == kind]


def test_the_same_pages_in_other_places_give_the_same_bytes(tmp_path, monkeypatch):
    copies = [tmp_path / "here" / "pages", tmp_path / "far" / "off" / "news archive" / "p"]
    for copy in copies:
        shutil.copytree(PAGES, copy)
    # Where they lie cannot matter to the parses, which are kept by their texts.
    parses = ("--parses", tmp_path / "parses")
    expected = build(tmp_path / "0", PAGES, *parses)
    ways = [
        ([copies[0]], ROOT),
        ([f"{copies[1]}/*"], ROOT),
        (["pages"], copies[0].parent),
        (["./p/*.*"], copies[1].parent),
        (sorted(f"./{path.name}" for path in PAGES.iterdir()), copies[0]),
        (sorted(copies[1].iterdir(), reverse=True), ROOT),
    ]
    for number, (inputs, where) in enumerate(ways, 1):
        monkeypatch.chdir(where)
        found = build(tmp_path / str(number), *inputs, *parses)
        for name in ("facts.jsonl", "graph.ttl", "graph.html", "problems.jsonl"):
            assert (found / name).read_bytes() == (expected / name).read_bytes(), (inputs, name)
    assert str(tmp_path) not in (expected / "graph.ttl").read_text(encoding="utf-8")


def test_two_files_of_one_name_stay_two(tmp_path):
    texts = [MEETING.format("Ada Brix", "Bo Ravn", "Velm", "Brix"),
             MEETING.format("Lena Ott", "Tim Moen", "Ostra", "Ott")]  # fmt: skip
    for folder, text in zip("xy", texts, strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    files = [tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]
    joint = build(tmp_path / "joint", *files)
    names = sorted(row["document"] for row in rows(joint, "article"))
    assert len(set(names)) == 2 and all(name.startswith("a~") for name in names)
    assert rows(build(tmp_path / "turned", *files[::-1]), "fact") == rows(joint, "fact")
    # Two people who each built one of them put their graphs together: two meetings of two.
    merged = triples(*(build(tmp_path / f"out{n}", file) for n, file in enumerate(files)))
    for graph in (merged, triples(joint)):
        told: dict[str, list[str]] = {}
        for triple in about(graph, "fact/"):
            if triple.predicate.value.endswith("#participant"):
                told.setdefault(triple.subject.value, []).append(triple.object.value)
        people = sorted(sorted(name.rpartition("/")[2] for name in who) for who in told.values())
        assert people == [["ada-brix", "bo-ravn"], ["lena-ott", "tim-moen"]]
        exact = [t.subject for t in graph if t.predicate.value.endswith("oa#exact")]
        assert exact and len(exact) == len(set(exact))
    assert about(merged, "fact/", "evidence/") >= about(triples(joint), "fact/", "evidence/")


def test_graphs_of_two_machines_put_together_are_the_joint_build(tmp_path):
    meeting = MEETING.format("Ada Brix", "Bo Ravn", "Velm", "Brix")
    story = f"Ministers meet in Velm to talk about the ferry\n\n{meeting}"
    mine, yours, others = (tmp_path / name for name in ("mine", "yours", "others"))
    for folder in (mine, yours, others):
        folder.mkdir()
    (mine / "monday.txt").write_text(f"{story}\n{NEWS}", encoding="utf-8")
    (yours / "tuesday.txt").write_text(f"{OTHER}\n{story}", encoding="utf-8")
    row = {"id": "7", "text": story.strip(), "publisher": "Velm Courier"}
    (others / "wire.jsonl").write_text(json.dumps(row), encoding="utf-8")
    apart = [build(tmp_path / f"out-{folder.name}", folder) for folder in (mine, yours, others)]
    joint = build(tmp_path / "joint", mine, yours, others)
    told = ("fact/", "evidence/", "location/", "document/", "article/", "person/")
    # Only the claims are the joint build's own: here the meeting is one article, so there are none.
    assert about(triples(*apart), *told) == about(triples(joint), *told)
    assert len(rows(joint, "article")) == 3
    (article,) = (row for row in rows(joint, "article") if "copies" in row)
    places = [(article["document"], article["start"])]
    places += [(copy["document"], copy["start"]) for copy in article["copies"]]
    assert places == [("7", 0), ("monday.txt", 0), ("tuesday.txt", len(OTHER) + 1)]
    assert article["publisher"] == "Velm Courier"
    checked = kg_run("check", "--dir", joint)
    assert checked.exit_code == 0, checked.output
    with sqlite3.connect(joint / "store" / "text.sqlite") as texts:
        texts.execute(
            "update document set text = replace(text, 'little', 'nothin') where id = 'tuesday.txt'"
        )
    spoilt = kg_run("check", "--dir", joint)
    assert spoilt.exit_code == 1 and "a copy of ministers-meet-in-velm" in spoilt.output


def test_records_of_a_text_under_two_names_tell_of_both(tmp_path):
    text = MEETING.format("Ada Brix", "Bo Ravn", "Velm", "Brix")
    lines = [json.dumps({"id": name, "text": text}) for name in ("b", "a", "c")]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert kg_run("extract", tmp_path / "in.jsonl", "-o", out).exit_code == 0
    by_document: dict[str, list[dict]] = {}
    for row in map(json.loads, out.read_text(encoding="utf-8").splitlines()):
        by_document.setdefault(row.pop("document"), []).append(row)
    assert sorted(by_document) == ["a", "b", "c"]
    bare = [[{k: v for k, v in row.items() if k != "digest"} for row in found]
            for found in by_document.values()]  # fmt: skip
    assert bare[0] == bare[1] == bare[2]
    assert any(row["kind"] == "fact" for row in bare[0])


def test_a_name_that_is_no_utf8_costs_its_file_alone(tmp_path):
    folder = os.fsencode(tmp_path / "in")
    os.mkdir(folder)
    for name in (b"good.txt", b"caf\xe9.txt"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(MEETING.format("Ada Brix", "Bo Ravn", "Velm", "Brix").encode())
    out = build(tmp_path / "out", tmp_path / "in")
    (problem,) = map(json.loads, (out / "problems.jsonl").read_text().splitlines())
    assert problem["skipped"] and problem["document"].endswith("caf\\xe9.txt")
    assert [row["document"] for row in rows(out, "article")] == ["good.txt"]
