from pathlib import Path

from kg.commands.reference import reference, short
from tests.known import KNOWLEDGE

DOC = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_reference_is_not_stale():
    assert DOC.read_text(encoding="utf-8") == reference(KNOWLEDGE.catalogue), (
        "run `kg ontology -o docs/ontology.md`"
    )


def test_every_relation_is_there_with_frames_and_examples():
    text = reference(KNOWLEDGE.catalogue)
    for relation in KNOWLEDGE.catalogue.relations.values():
        assert f"### {relation.name}\n" in text
        assert all(frame.pattern in text for frame in relation.frames)
    assert "* **Siemens** (agent) acquired **Varian** (patient) in April." in text


def test_short():
    assert short("https://w3id.org/newskg#met") == "kg:met"
    assert short("https://schema.org/Person") == "schema:Person"
