"""What a user knows reaches the reading: names of one's own change mentions and facts."""

import gc
import json
from dataclasses import replace
from weakref import ref

import pytest
from click.testing import CliRunner

import kg.cli
from kg.knowledge.gazetteer import load_gazetteer
from kg.linking.link import judge
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE

TEXT = "Anna Keller, the president of Skarne, met Paul Weber in Vienna."
OWN = "label,type,demonyms\nSkarne,Country,Skarnese\n"


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def type_and_posts(extraction):
    (skarne,) = [m for m in extraction.mentions if m.name == "Skarne"]
    told = [fact.relation for fact in extraction.facts if fact.relation.startswith("headOf")]
    return skarne.type, told


def test_a_name_of_ones_own_is_read_as_what_it_is(parsed, own):
    ann = parsed(TEXT)
    # The tagger has never heard of it.
    shipped = ("Organization", ["headOf"])
    assert type_and_posts(read_annotation(ann)) == shipped
    knowledge = replace(KNOWLEDGE, gazetteer=load_gazetteer([own]))
    own = type_and_posts(read_annotation(replace(ann, knowledge=knowledge)))
    assert own == ("Place", ["headOfState"])
    # Two of them side by side do not disturb each other.
    assert type_and_posts(read_annotation(ann)) == shipped


def test_what_was_read_with_goes_when_nobody_holds_it(parsed, own):
    knowledge = replace(KNOWLEDGE, gazetteer=load_gazetteer([own]))
    linked = (read_annotation(replace(parsed(TEXT), knowledge=knowledge)),)
    judge(linked, knowledge)
    gone = ref(knowledge)
    del knowledge
    gc.collect()
    assert gone() is None


@pytest.mark.pipeline
@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_option_reaches_the_reading(tmp_path, own, workers):
    pages = tmp_path / "pages.jsonl"
    rows = [{"id": name, "text": TEXT} for name in ("p", "q")]
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def posts(*options: str) -> list[str]:
        out = tmp_path / "out.jsonl"
        asked = ["extract", str(pages), "-o", str(out), "--workers", workers, *options]
        done = CliRunner().invoke(kg.cli.main, asked)
        assert done.exit_code == 0, done.output
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        told = [row["relation"] for row in rows if row["kind"] == "fact"]
        return [relation for relation in told if relation.startswith("headOf")]

    assert posts() == ["headOf", "headOf"]
    assert posts("--gazetteer", str(own)) == ["headOfState", "headOfState"]


@pytest.mark.pipeline
def test_a_graph_is_built_with_names_of_ones_own(tmp_path, own):
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")

    def graph(*options: str) -> str:
        asked = ["build", str(page), "-o", str(tmp_path / "out"), *options]
        done = CliRunner().invoke(kg.cli.main, asked)
        assert done.exit_code == 0, done.output
        return (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")

    assert "kg:relation kg:headOfState" not in graph()
    assert "kg:relation kg:headOfState" in graph("--gazetteer", str(own))
