"""Pronouns told by the verbs they stand beside, and who came before whom."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

MEANT = [
    ("Officers stopped Jan Holt and searched him.", "him", "Jan Holt"),
    ("Tom Reed sacked Jan Holt because he had stolen.", "he", "Jan Holt"),
    ("Prosecutor Tom Reed named Jan Holt. He was arrested in May.", "He", "Jan Holt"),
    ("Tom Reed was succeeded by Lena Holt. Her predecessor left.", "Her predecessor", "Tom Reed"),
    ("Jan Holt was born in Radom. His father died when he was six.", "he", "Jan Holt"),
    ("Tom Reed sang. His father died in May. He met a guard.", "He", "Tom Reed"),
    (
        "Prosecutor Tom Reed spoke. Jan Holt was jailed. Mr Reed said he had laughed.",
        "he",
        "Jan Holt",
    ),
    # whoever is accused stays so, whatever subject is nearer
    (
        "Tom Reed spoke about Jan Holt's arrest and the trial, which found him guilty.",
        "him",
        "Jan Holt",
    ),
    (
        "Tom Reed, whose son Jan Holt was charged with theft, wept. The judge jailed him.",
        "him",
        "Jan Holt",
    ),
    ("Jan Holt was arrested. Tom Reed left. He was convicted of theft.", "He", "Jan Holt"),
    ("Tom Reed spoke about Jan Holt's trial. The mayor praised him.", "him", "Tom Reed"),
    ("Tom Reed spoke about Jan Holt's song. Police arrested him.", "him", "Tom Reed"),
    ("Sam Holt, who uses they and them, sang. They danced.", "They", "Sam Holt"),
    (
        "The Sea Queen sank. Her captain said she had been listing.",
        "she",
        "The Sea Queen",
    ),
    ("Ildiko Holm met Holm Ildiko.", "Holm Ildiko", "Ildiko Holm"),
]


@pytest.mark.parametrize(("text", "words", "name"), MEANT)
def test_meant(parsed, text, words, name):
    ann = parsed(text)
    found = resolve(ann, find_mentions(ann), find_attributions(ann)).mentions
    ids = {ann.surface(m.span): m.entity for m in found}
    assert ids.get(words) == ids[name]
