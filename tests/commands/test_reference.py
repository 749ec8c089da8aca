from pathlib import Path

from kg.commands.reference import reference, short
from kg.knowledge.catalogue import load_catalogue

DOC = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_reference_is_not_stale():
    assert DOC.read_text(encoding="utf-8") == reference(load_catalogue()), (
        "run `kg ontology -o docs/ontology.md`"
    )


def test_every_relation_is_there_with_frames_and_examples():
    text = reference(load_catalogue())
    for relation in load_catalogue().relations.values():
        assert f"### {relation.name}\n" in text
        assert all(frame.text in text for frame in relation.frames)
    assert "* **Siemens** (agent) acquired **Varian** (patient) in April." in text


def test_short():
    assert short("https://w3id.org/newskg#met") == "kg:met"
    assert short("https://schema.org/Person") == "schema:Person"
