"""Verbs that report in one sense and tell of a deed in another."""

import pytest

from kg.attributions.quotations import find_attributions

DEEDS = [
    "The storm hit the coast of Cuba on Monday.",
    "Lee hit the winner in the last minute.",
    "Bo Dahl knocked out the champion in Oslo.",
    "The firm recalled 400,000 cars on Monday.",
    "She wrote three novels and a play.",
    "Orlo posted a net profit of five million euros.",
    "Police discovered a painting in the house.",
    "Scientists found water on the moon.",
    "The calf was discovered by a herder in May.",
    "Two nurses held by rebels in Sudan were freed.",
]
WORDS = [
    "Ann Lee hit the minister for his silence.",
    "The firm recalled that it had paid.",
    "She wrote that three novels were lost.",
    "Orlo posted that it had made a profit.",
    "The inquiry found that the driver was drunk.",
    "The claim was denied by the rebels on Monday.",
]


@pytest.mark.parametrize("text", DEEDS)
def test_a_deed_is_no_statement(parsed, text):
    assert not find_attributions(parsed(text))


@pytest.mark.parametrize("text", WORDS)
def test_words_are_one(parsed, text):
    assert find_attributions(parsed(text))
