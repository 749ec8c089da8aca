"""Plural descriptions beside a list of names: the group's members, and what is told of each."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.mentions.mentions import find_mentions
from kg.reading.article import read_annotation

LISTED = [
    ("The two leaders, Jon Berg and Mette Holm, met in Oslo.", "The two leaders", "Berg Holm"),
    ("Jon Berg and Mette Holm — the two leaders — met in Oslo.", "the two leaders", "Berg Holm"),
    ("Norway and Sweden, the two countries, signed.", "the two countries", "Norway Sweden"),
    ("Jon Berg and Mette Holm, the two leaders, met in Oslo.", "the two leaders", "Berg Holm"),
    (
        "President Jon Berg met his Swedish and Finnish counterparts, Lars Ek and Aino Salo.",
        "his Swedish and Finnish counterparts", "Ek Salo",
    ),
    (
        "Jon Berg met with his Danish, Swedish and Finnish counterparts, "
        "Mette Holm, Lars Ek and Aino Salo, in Oslo.",
        "his Danish, Swedish and Finnish counterparts", "Holm Ek Salo",
    ),
    (
        "Lars Ek and Aino Salo, his Swedish and Finnish counterparts, welcomed Jon Berg.",
        "his Swedish and Finnish counterparts", "Ek Salo",
    ),
    ("Norway thanked its neighbours, Sweden and Finland.", "its neighbours", "Sweden Finland"),
    (
        "The presidents of Norway and Sweden, Jon Berg and Lars Ek, met.",
        "The presidents of Norway and Sweden", "Berg Ek",
    ),
    ("He saw three ministers: Jon Berg, Lars Ek and Aino Salo.", "three ministers", "Berg Ek Salo"),
    # some of them
    ("Several ministers, including Jon Berg and Lars Ek, left.", "Several ministers", "+ Berg Ek"),
    ("Ten countries, among them Norway and Sweden, left.", "Ten countries", "+ Norway Sweden"),
    # no list, or of others
    ("After talks with the ministers, Jon Berg and Lars Ek left for Oslo.", "the ministers", ""),
    ("The three leaders, Jon Berg and Mette Holm, met in Oslo.", "The three leaders", ""),
    ("The ministers, Norway and Sweden, left.", "The ministers", ""),
    ("He thanked ministers, Jon Berg and Lars Ek.", "ministers", ""),
    ("Jon Berg met his Swedish counterparts, both former generals, in Oslo.",
     "his Swedish counterparts", ""),
    ("Jon Berg, Lars Ek, the ministers and the envoy left.", "the ministers", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "description", "members"), LISTED)
def test_members_listed_beside_a_description(parsed, text, description, members):
    ann = parsed(text)
    resolution = resolve(ann, find_mentions(ann), find_attributions(ann))
    mention = next(m for m in resolution.mentions if ann.surface(m.span) == description)
    group = resolution.entity(mention.entity)
    last = [resolution.entity(m).name.split()[-1] for m in group.members]
    assert " ".join([*["+"] * group.some, *last]) == members


def test_each_member_takes_part_once(parsed):
    ann = parsed("Several ministers, including Jon Berg and Lars Ek, visited Kyiv.")
    (visit,) = [f for f in read_annotation(ann).facts if f.relation == "Visit"]
    agents = [a.entity for a in visit.args if a.role == "agent"]
    assert len(agents) == len(set(agents)) == 3


@pytest.mark.parametrize(
    ("text", "type"), [("Three states signed.", "Group"), ("Ann Lee saw three states.", "Place")]
)
def test_countries_that_act_are_a_group(parsed, text, type):
    ann = parsed(text)
    resolution = resolve(ann, find_mentions(ann), find_attributions(ann))
    assert [e.type for e in resolution.entities if e.name.lower() == "three states"] == [type]
