"""Titles: what belongs to them, whose they are, and whose they are not."""

import pytest

from kg.reading.article import read_annotation
from kg.syntax.annotate import Annotation

# What the titles of Ann Berg are, and what they are in.
TITLES = [
    ("The current mayor of Oslo, Ann Berg, resigned.", {"mayor"}),
    ("The third president of Norway, Ann Berg, resigned.", {"president"}),
    ("Ann Berg was the only senator who left.", {"senator"}),
    ("The last mayor of Oslo, Ann Berg, resigned.", {"mayor"}),
    ("The prominent lawyer Ann Berg resigned.", {"lawyer"}),
    ("The senior lawyer Ann Berg resigned.", {"senior lawyer"}),
    ("Acting President Ann Berg resigned.", {"Acting President"}),
    ("“It is over,” tweeted Mayor Ann Berg.", {"Mayor"}),
    ("The party chairman Senator Ann Berg resigned.", {"party chairman", "Senator"}),
    ("Attorney General Ann Berg resigned.", {"Attorney General"}),
    ("Secretary of Justice Ann Berg resigned.", {"Secretary of Justice"}),
    ("District Judge Ann Berg resigned.", {"District Judge"}),
    ("Assemblywoman Ann Berg resigned.", {"Assemblywoman"}),
    ("Their ship, MV Professor Ann Berg, sank.", set()),
    ("Professor Ann Berg sank the ship.", {"Professor"}),
]


def posts(ann: Annotation) -> list[tuple[str, str]]:
    extraction = read_annotation(ann)
    named = {entity.id: entity.name for entity in extraction.entities}
    return [
        (fact.details["title"], named.get(fact.args[-1].entity or "", ""))
        for fact in extraction.facts
        if fact.rule.startswith("post.") and not fact.rule.endswith(".implied")
        if named.get(fact.args[0].entity or "") == "Ann Berg"
    ]


@pytest.mark.parametrize(("text", "titles"), TITLES)
def test_a_title_is_its_own_words(parsed, text, titles):
    assert {title for title, _ in posts(parsed(text))} == titles


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Botanist Ann Berg of Rutgers University resigned.", "Rutgers University"),
        ("Botanist Ann Berg of Oslo resigned.", "Ann Berg"),
    ],
)
def test_a_body_behind_the_name_is_where_one_works(parsed, text, body):
    assert [thing for _, thing in posts(parsed(text))] == [body]


def test_what_somebody_becomes_is_words(parsed):
    extraction = read_annotation(parsed("Ann Berg became the chair of the Green Party."))
    (fact,) = [f for f in extraction.facts if f.relation == "Appointment"]
    (title,) = [arg for arg in fact.args if arg.role == "title"]
    assert (title.text, title.entity) == ("the chair of the Green Party", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Berg administration resigned. Ann Berg is president.", True),
        ("What would a Berg administration do? Ann Berg is president.", False),
    ],
)
def test_a_government_that_may_come_has_no_head(parsed, text, told):
    facts = read_annotation(parsed(text)).facts
    assert any(fact.rule == "tie.government" for fact in facts) == told


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Ann Berg was sentenced to two years in prison and to repay a fine.", False),
        ("The demands of the workers include rebuilding the bridge.", False),
        ("The workers rebuilt the bridge.", True),
    ],
)
def test_what_lies_ahead_is_no_action_yet(parsed, text, asserted):
    facts = [f for f in read_annotation(parsed(text)).facts if f.relation == "Action"]
    assert any(fact.asserted for fact in facts) == asserted
