"""Descriptions by a post, which mean somebody only where the article calls him so."""

import pytest

from kg.reading.article import read_annotation

TOLD = [
    ("Norwegian Prime Minister Anna Berg spoke. The Norwegian prime minister left.", True),
    # whoever holds the post
    (
        "Norwegian Prime Minister Anna Berg spoke. The Norwegian prime minister is elected by law.",
        False,
    ),
    ("Kenyan President Anna Berg spoke. The deputies elect the Kenyan president.", False),
    (
        "Norwegian Prime Minister Anna Berg spoke. The Norwegian prime minister was elected.",
        True,
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_description_of_a_post(parsed, text, told):
    facts = read_annotation(parsed(text)).facts
    assert any(fact.rule == "post.description" for fact in facts) == told


def test_an_adviser_of_a_head_is_his_and_not_his_countrys(parsed):
    text = "Ida Vik, an adviser to Kenyan President Anna Berg, left."
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    advised = [f for f in extraction.facts if f.relation == "advisorOf"]
    assert [names[a.entity] for f in advised for a in f.args] == ["Ida Vik", "Anna Berg"]


def test_what_a_report_is_quoted_from_has_no_author(parsed):
    text = "According to a report by Siemens, Anna Berg left. Siemens wept over a report by Nestle."
    facts = [f for f in read_annotation(parsed(text)).facts if f.relation == "authorOf"]
    assert len(facts) == 1
