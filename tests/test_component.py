"""kg as a component of the real spaCy pipeline."""

from importlib.metadata import entry_points

import pytest
import spacy
from spacy.tokens import Doc

import kg.component
from kg.syntax import DEFAULT_MODEL
from kg.syntax.annotate import load_pipeline

pytestmark = pytest.mark.pipeline

TEXT = (
    "A Long Day in Lima\n\nAnn Holm met Paul Ito in Lima on Tuesday. “It went well,” Holm said.\n"
)


@pytest.fixture(scope="module")
def nlp():
    made = load_pipeline()
    made.add_pipe("kg")
    return made


def test_it_is_registered():
    (found,) = entry_points(group="spacy_factories", name="kg")
    assert found.load() is kg.component.make


def test_a_doc_has_facts_statements_and_entities(nlp):
    doc = nlp(TEXT)
    (meeting,) = (fact for fact in doc._.facts if fact.relation == "Meeting")
    assert meeting.roles["participant"] == ("Ann Holm", "Paul Ito")
    span = doc.char_span(meeting.evidence.start, meeting.evidence.end)
    assert span.text == "Ann Holm met Paul Ito in Lima on Tuesday."
    assert [said.speaker for said in doc._.statements] == ["Ann Holm"]
    assert {"Ann Holm", "Paul Ito", "Lima"} <= {entity.name for entity in doc._.entities}
    assert doc._.kg.title == "A Long Day in Lima"
    assert doc.text == TEXT and doc.has_annotation("DEP")


def test_the_date_of_publication_may_be_told(nlp):
    doc = nlp.make_doc(TEXT)
    doc._.published = "2025-03-28"
    assert "2025-03-25" in {fact.date for fact in nlp(doc)._.facts}


def test_an_empty_doc_says_nothing(nlp):
    doc = nlp(" ")
    assert (doc._.kg, doc._.facts, doc._.statements, doc._.entities) == (None, (), (), ())


def test_a_blank_pipeline_reads_the_same(nlp):
    blank = spacy.blank("en")
    blank.add_pipe("kg", config={"model": DEFAULT_MODEL})
    assert blank(TEXT)._.facts == nlp(TEXT)._.facts


def test_what_was_read_is_stored_with_the_doc(nlp, tmp_path):
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.facts == doc._.facts
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp")(TEXT)._.facts == doc._.facts
    for text, other in zip(("Lima", "Oslo"), nlp.pipe([TEXT, TEXT.replace("Lima", "Oslo")],
                                                      n_process=2), strict=True):  # fmt: skip
        assert text in " ".join(fact.text for fact in other._.facts)


def test_an_attribute_of_ones_own_stays(nlp):
    before = Doc.get_extension("facts")
    try:
        Doc.set_extension("facts", default="mine", force=True)
        kg.component.extend()
        assert nlp(TEXT)._.facts == "mine"
    finally:
        Doc.set_extension("facts", getter=before[2], force=True)
