"""The tail: what somebody did to something, in the words of the verb."""

import pytest

from kg.reading.article import read_annotation

ACTIONS = [
    (
        "Siemens repaired the bridge in Oslo.",
        {"repair agent=Siemens patient=the bridge place=Oslo"},
    ),
    ("The bridge was repaired by Siemens.", {"repair agent=Siemens patient=The bridge"}),
    ("The bridge was repaired.", {"repair patient=The bridge"}),
    ("Nadia Berg hesitated.", {"hesitate agent=Nadia Berg"}),
    # What a frame, an attribution or another kind tells is no action again.
    ("Nadia Berg met Tom Reed.", set()),
    ("Nadia Berg said the bridge was safe.", set()),
    # States, thought and light verbs tell nothing that happened.
    ("Nadia Berg knows Tom Reed.", set()),
    ("Nadia Berg has a house.", set()),
    # A participle behind a noun says what sort it is, unless it says by whom.
    ("Talks aimed at peace resumed.", set()),
    # A gerund is only spoken of; a participle before a noun is no predicate.
    ("Repairing the bridge is hard, a sealed letter said.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), ACTIONS)
def test_actions(parsed, text, wanted):
    extraction = read_annotation(parsed(text))
    found = {
        " ".join(
            [
                fact.details["verb"],
                *(f"{arg.role}={arg.text}" for arg in sorted(fact.args, key=lambda a: a.role)),
            ]
        )
        for fact in extraction.facts
        if fact.relation == "Action" and fact.asserted
    }
    assert found == wanted


def test_what_a_statement_says_is_an_action_as_well(parsed):
    text = "Siemens said in a statement that it was cooperating fully with the police."
    extraction = read_annotation(parsed(text))
    (fact,) = [f for f in extraction.facts if f.relation == "Action"]
    assert fact.details["verb"] == "cooperate" and not fact.asserted


def test_what_did_not_happen_is_not_asserted(parsed):
    extraction = read_annotation(parsed("Siemens did not repair the bridge."))
    (fact,) = [f for f in extraction.facts if f.relation == "Action"]
    assert fact.polarity == "negative"
