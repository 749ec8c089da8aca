"""Charges with all that tells which they are, and what somebody is sentenced to."""

import pytest

from kg.reading.article import read_annotation

TOLD = [
    ("Anna Berg was sentenced to ten years in prison.", {"penalty": ["ten years in prison"]}),
    (
        "Anna Berg was sentenced to ten years for fraud and theft.",
        {"penalty": ["ten years"], "charge": ["fraud", "theft"]},
    ),
    ("Anna Berg was convicted of fraud and theft.", {"charge": ["fraud", "theft"]}),
    (
        "Anna Berg was charged with lying (perjury) and obstruction of justice.",
        {"charge": ["lying (perjury)", "obstruction of justice"]},
    ),
    (
        "Anna Berg was convicted of conspiracy to rob a bank in 2010.",
        {"charge": ["conspiracy to rob a bank"]},
    ),
    (
        "Anna Berg was charged with two counts of murder, arson and possession of a gun.",
        {"charge": ["two counts of murder, arson and possession of a gun"]},
    ),
    # when and where it was is no part of a charge
    ("Anna Berg was convicted of fraud in Graz in 2010.", {"charge": ["fraud"]}),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_charges_and_penalties(parsed, text, wanted):
    facts = [f for f in read_annotation(parsed(text)).facts if f.relation == "Trial"]
    assert len(facts) == 1
    found = dict[str, list[str]]()
    for argument in facts[0].args:
        if argument.role in ("charge", "penalty"):
            found.setdefault(argument.role, []).append(argument.text)
    assert found == wanted
