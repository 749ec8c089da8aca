"""What is numbered is not whose it is: a flight and its airline."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions

TEXT = "Lion Air Flight 610 crashed on Monday. Lion Air paid. Flight 610 had left Jakarta."


def names(ann):
    found = resolve(ann, find_mentions(ann), find_attributions(ann))
    return {ann.surface(m.span): m.entity for m in found.mentions if m.form == "name"}


def test_a_flight_is_no_airline(parsed):
    found = names(parsed(TEXT))
    assert found["Lion Air Flight 610"] != found["Lion Air"]


@pytest.mark.parametrize(
    ("text", "name"),
    [(TEXT, "Lion Air Flight 610"), ("Forecasters placed Storm Ada 785 miles away.", "Ada")],
)
def test_a_number_belongs_to_a_serial_noun_alone(parsed, text, name):
    assert any(found.endswith(name) for found in names(parsed(text)))
