import pytest

from kg.knowledge.knowledge import load_knowledge
from kg.model import Document
from kg.pages.datelines import begins_with
from kg.pages.segment import segment

KNOWLEDGE = load_knowledge()


@pytest.mark.parametrize(
    ("dateline", "text"),
    [
        ("VELM, Norland, June 3 – ", "A ferry sank."),
        ("MORDEN, Va. – ", "A court ruled."),
        ("LONDON — ", "The bank closed."),
        ("PARIS/BERLIN (NTB) - ", "The bank closed."),
        ("Oslo (NTB) — ", "The bank closed."),
        ("VELM, 3 March 2025 -- ", "“We lost,” she said."),
        ("", "NATO – The alliance met."),
        ("", "NATO leaders met — and left."),
        ("", "Oslo, Norway — the capital — was calm."),
    ],
)
def test_dateline_that_a_paragraph_begins_with(dateline, text):
    assert begins_with(dateline + text, KNOWLEDGE) == len(dateline)


def test_the_dateline_is_a_block_of_its_own():
    lead = "VELM, Norland, June 3 – A wooden ferry with ninety people on it sank on Tuesday."
    text = f"Ferry sinks\n\n{lead}\n\nVELM – The same again, in the middle of the text it is none."
    (article,) = segment(Document("page", text, single=True), KNOWLEDGE)
    assert [block.kind for block in article.blocks] == ["headline", "dateline", "body", "body"]
    assert text[article.blocks[1].span.start : article.blocks[1].span.end] == lead[:23].strip()
    assert text[article.blocks[2].span.start :].startswith("A wooden ferry")
