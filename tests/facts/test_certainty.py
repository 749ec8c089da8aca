"""How sure a fact is: a probability for each, and what is below the line is told as unsure."""

from dataclasses import replace

import pytest

from kg.facts.certainty import UNSURE, features, probability
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE

TEXT = "Anna Keller met Paul Weber in Vienna on Monday, the ministry said."


def read(ann, line: float):
    certainty = {**KNOWLEDGE.certainty, "line": {"fact": line}}
    return read_annotation(replace(ann, knowledge=replace(KNOWLEDGE, certainty=certainty))).facts


def test_below_the_line_a_fact_is_kept_and_is_no_edge(parsed):
    ann = parsed("Anna Keller met Paul Weber in Vienna.")
    (sure,) = read(ann, 0.0)
    # What is unsure of its kind is told as an action as well.
    unsure, action = read(ann, 1.0)
    assert action.relation == "Action"
    assert sure.asserted and UNSURE not in sure.details
    assert not unsure.asserted and unsure.details[UNSURE] == "true"
    assert unsure.args == sure.args and unsure.confidence == sure.confidence


def test_what_is_only_claimed_is_not_told_as_unsure(parsed):
    meeting = next(fact for fact in read(parsed(TEXT), 1.0) if fact.relation == "Meeting")
    assert meeting.holder is not None
    assert meeting.modality == "actual" and UNSURE not in meeting.details


def test_statements_keep_their_own_confidence(parsed):
    low, high = (
        next(fact for fact in read(parsed(TEXT), line) if fact.relation == "Statement")
        for line in (0.0, 1.0)
    )
    assert low == high


def test_the_table_is_of_this_kind_of_features(parsed):
    ann = parsed(TEXT)
    seen = dict[str, float]()

    def judge(ann, facts, resolution):
        places = {mention.span: mention for mention in resolution.mentions}
        for fact in facts:
            if fact.relation != "Statement":
                seen.update(features(ann, fact, resolution, places))
        return facts

    read_annotation(ann, judge)
    known = KNOWLEDGE.certainty["fact"]
    assert {"constant", "odds", "participant:Person", "block=body"} <= seen.keys()
    assert len(seen.keys() & known.keys()) > len(seen) / 3


@pytest.mark.parametrize(
    ("weights", "expected"),
    [({}, 0.5), ({"a": 2.0}, 0.88), ({"a": -100.0}, 0.0), ({"a": 1.0, "b": -0.5}, 0.5)],
)
def test_probability(weights, expected):
    assert probability({"a": 1.0, "b": 2.0}, weights) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Anna Keller's prison sentence for fraud was short.", True),
        ("The minimum prison sentence for fraud is ten years.", False),
    ],
)
def test_a_sentence_is_somebodys(parsed, text, sure):
    found = [fact for fact in read(parsed(text), 0.0) if fact.relation == "Trial"]
    assert [UNSURE not in fact.details for fact in found] == [sure]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("US announces limits on flying to Cuba", "possible"),
        ("Anna Keller left after flying to Cuba.", "actual"),
    ],
)
def test_what_rules_are_about_is_not_done(parsed, text, modality):
    found = {fact.modality for fact in read(parsed(text), 0.0) if fact.rule == "Visit.fly"}
    assert found == {modality}
