import pytest
import spacy
from spacy.tokens import Doc

from kg.model import Document
from kg.pages.segment import segment
from kg.syntax.annotate import retag_openers, spelled, tokenize
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


@pytest.mark.parametrize(
    ("words", "tags", "label", "expected"),
    [
        ("Senators voted .", "NNPS VBD .", "", ("NNS", "NOUN", "senator")),
        ("Senators Lee and Ray voted .", "NNPS NNP CC NNP VBD .", "", None),
        ("Senators voted .", "NNPS VBD .", "ORG", None),
        ("Reuters reported .", "NNP VBD .", "", None),
    ],
)
def test_a_plural_of_people_at_the_beginning_of_a_sentence_is_no_name(words, tags, label, expected):
    pos = {"NNP": "PROPN", "NNPS": "PROPN", "VBD": "VERB", "CC": "CCONJ", ".": "PUNCT"}
    words, tags = words.split(), tags.split()
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        tags=tags,
        pos=[pos[tag] for tag in tags],
        lemmas=words,
        sent_starts=[True] + [False] * (len(words) - 1),
        ents=[f"B-{label}" if label else "O"] + ["O"] * (len(words) - 1),
    )
    before = (doc[0].tag_, doc[0].pos_, doc[0].lemma_)
    retag_openers(doc, KNOWLEDGE)
    assert (doc[0].tag_, doc[0].pos_, doc[0].lemma_) == (expected or before)
