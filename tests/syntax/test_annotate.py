import pytest
import spacy

from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import tokenize
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    "text, begun, barred",
    [
        ('"Is it over?" he asked.', ['"'], ["he"]),
        ("“Go home!” the mayor wrote. ‘Is it?’ she said.", ['"'], ["the", "she"]),
        ('"It is over," he said. "Go." Then he left.', ['"'], []),
    ],
)
def test_no_sentence_begins_with_a_small_letter_after_a_quoted_one(text, begun, barred):
    document = Document("test", text, single=True)
    doc, _, _ = tokenize(document, segment(document, KNOWLEDGE)[0], spacy.blank("en"))
    assert [token.text for token in doc if token.is_sent_start] == begun
    assert [token.text for token in doc if token.is_sent_start is False] == barred
