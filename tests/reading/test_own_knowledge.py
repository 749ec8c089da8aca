"""What a user knows reaches the reading: names of one's own change mentions and facts."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import kg.cli
from kg.knowledge.gazetteer import load_gazetteer
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


@pytest.mark.pipeline
def test_the_option_reaches_the_reading(tmp_path, own):
    page = tmp_path / "page.jsonl"
    page.write_text(json.dumps({"id": "p", "text": TEXT}) + "\n", encoding="utf-8")

    def posts(*options: str) -> list[str]:
        out = tmp_path / "out.jsonl"
        done = CliRunner().invoke(kg.cli.main, ["extract", str(page), "-o", str(out), *options])
        assert done.exit_code == 0, done.output
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        told = [row["relation"] for row in rows if row["kind"] == "fact"]
        return [relation for relation in told if relation.startswith("headOf")]

    assert posts() == ["headOf"]
    assert posts("--gazetteer", str(own)) == ["headOfState"]
