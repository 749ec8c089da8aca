"""Drawing facts to be judged: what is drawn, and what is shown of it."""

import random

import pytest

from kg.reader import Reader
from tools import judge


@pytest.fixture(scope="module")
def facts():
    text = "Siemens repaired the bridge. Nadia Berg, who heads Siemens, said it was safe."
    return Reader().read(text).facts


def test_actions_are_drawn_alone_and_kinds_without_them(facts):
    assert {fact.relation for fact in facts if judge.is_action(fact)} == {"Action"}
    assert not {"Action", "Statement"} & {fact.relation for fact in facts if judge.counts(fact)}


def test_an_action_is_shown_with_the_words_of_its_verb(facts):
    (action,) = filter(judge.is_action, facts)
    shown = dict(zip(judge.COLUMNS, judge.row(action), strict=True))
    assert shown["relation"] == "repair"
    assert shown["ends"] == "agent: Siemens; patient: the bridge"
    assert shown["sentence"] == "Siemens repaired the bridge."


def test_a_draw_is_the_same_for_a_seed_and_no_more_than_there_is(facts):
    assert judge.draw(random.Random(3), facts, 1) == judge.draw(random.Random(3), facts, 1)
    assert len(judge.draw(random.Random(3), facts, 10**6)) == len(facts)
