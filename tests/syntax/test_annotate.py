import pytest
import spacy

from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import spelled, tokenize
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
    doc, _, _, _ = tokenize(document, segment(document, KNOWLEDGE)[0], spacy.blank("en"), KNOWLEDGE)
    assert [token.text for token in doc if token.is_sent_start] == begun
    assert [token.text for token in doc if token.is_sent_start is False] == barred


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sculp\u00adtor left.", ["The", "sculptor", "left", "."]),
        (
            "The sculp-\ntor left the li-\nbrary.",
            ["The", "sculptor", "left", "the", "library", "."],
        ),
        ("A well-\nknown man left.", ["A", "well-", "known", "man", "left", "."]),
        ("The O&#39;Dell &amp; Sons", ["The", "O'Dell", "&", "Sons"]),
    ],
)
def test_words_broken_at_the_ends_of_lines_are_whole(text, words):
    document = Document("t", text, single=True)
    article = segment(document, KNOWLEDGE)[0]
    doc, _, starts, ends = tokenize(document, article, spacy.blank("en"), KNOWLEDGE)
    assert [t.text for t in doc] == words
    assert spelled(text[starts[1] : ends[1]]) == words[1]
