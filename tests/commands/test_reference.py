from pathlib import Path

import pytest

from kg.commands.reference import explained, reference, short
from kg.errors import InputError
from tests.known import KNOWLEDGE

DOC = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_reference_is_not_stale():
    assert DOC.read_text(encoding="utf-8") == reference(KNOWLEDGE.catalogue, KNOWLEDGE.numbers), (
        "run `kg ontology -o docs/ontology.md`"
    )


def test_every_relation_is_there_with_frames_and_examples():
    text = reference(KNOWLEDGE.catalogue, KNOWLEDGE.numbers)
    for relation in KNOWLEDGE.catalogue.relations.values():
        assert f"### {relation.name}\n" in text
        assert all(frame.pattern in text for frame in relation.frames)
    assert "* **Siemens** (agent) acquired **Varian** (patient) in April." in text


def test_short():
    assert short("https://w3id.org/newskg#met") == "kg:met"
    assert short("https://schema.org/Person") == "schema:Person"


def test_one_name_is_explained():
    catalogue = KNOWLEDGE.catalogue
    meet = explained(catalogue, KNOWLEDGE.numbers, "Meeting.meet")
    frame = catalogue.frame("Meeting.meet")
    assert frame is not None and frame.pattern in meet
    assert "**Anna Keller** (participant) met **Paul Weber** (participant)" in meet
    rule = explained(catalogue, KNOWLEDGE.numbers, "post.title.implied")
    assert [line.split(":")[0] for line in rule.splitlines() if line.startswith("*")] == [
        "* `post`", "* `title`", "* `implied`",
    ]  # fmt: skip
    assert "Implies citizenOf" in explained(catalogue, KNOWLEDGE.numbers, "headOfState")


def test_every_number_is_there_and_found_by_its_name():
    catalogue, numbers = KNOWLEDGE.catalogue, KNOWLEDGE.numbers
    text = reference(catalogue, numbers)
    for name, number in numbers.items():
        assert f"\n| `{name}` | " in text
        assert explained(catalogue, numbers, name).endswith(f": {number.reason}\n")
    assert explained(catalogue, numbers, "linking.nickname").startswith(
        "`linking.nickname` is 0.85:"
    )
    assert "\n| `reading.batch_documents` | 16 | " in text


def test_an_unknown_name_is_answered_with_those_that_are_like_it():
    with pytest.raises(InputError, match=r"Meeting\.met: .*there is Meeting\.meet"):
        explained(KNOWLEDGE.catalogue, KNOWLEDGE.numbers, "Meeting.met")
    with pytest.raises(InputError, match=r"there is linking\.nickname"):
        explained(KNOWLEDGE.catalogue, KNOWLEDGE.numbers, "linking.nicknames")
