"""What has no name, across articles: linked by what sets it apart, never by its noun alone."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.linking.link import link
from kg.mentions.mentions import find_mentions
from kg.model import Article, Designation, Entity, Extraction, Mention, Span
from kg.records import dump, load
from tests.known import KNOWLEDGE

DESIGNATIONS = [
    ("The Vienna talks failed.", "talk Vienna"),
    ("A summit in Tehran began. The summit was long.", "summit Tehran"),
    ("The war in Ukraine goes on.", "war place/ukraine"),
    ("The 2016 election was close.", "election 2016"),
    ("Tom Reed spoke. His team left.", "team of Tom Reed"),
    ("Tom Reed spoke. The Reed team left.", "team of Tom Reed"),
    ("The Norwegian army left.", "army place/norway"),
    # by what its own noun has, not by what else it is said to be
    (
        "President Ana Reyes met her Chilean counterpart, a former general, in Lima.",
        "counterpart place/chile of Ana Reyes",
    ),
    # nothing sets these apart
    ("The summit failed.", ""),
    ("A Norwegian team left.", ""),
]


@pytest.mark.parametrize(("text", "expected"), DESIGNATIONS)
def test_what_sets_a_thing_apart(parsed, text, expected):
    ann = parsed(text)
    resolution = resolve(ann, find_mentions(ann), find_attributions(ann))
    found = [e.designation for e in resolution.entities if e.designation]
    told = [" ".join([d.head, *d.names, *_owner(resolution, d)]) for d in found]
    assert told == [expected] * bool(expected)


def _owner(resolution, told: Designation) -> list[str]:
    return ["of", resolution.entity(told.owner).name] if told.owner else []


def article(name: str, type: str, told: Designation, published: str | None, *names: str):
    """An article with something described, and people named; the first may be its owner."""
    entities = [Entity(f"{name}/e0", name, type, told.head, designation=told)]
    mentions = [Mention(Span(0, 1), "nominal", -1, -1, -1, entity=f"{name}/e0")]
    for number, called in enumerate(names, start=1):
        entities.append(Entity(f"{name}/e{number}", name, "Person", called))
        span = Span(number, number + 1)
        mentions.append(Mention(span, "name", -1, -1, -1, name=called, entity=f"{name}/e{number}"))
    return Extraction(
        Article(name, name, Span(0, 9), None, (), published=published),
        tuple(entities), tuple(mentions), (),
    )  # fmt: skip


PEOPLE = ("Ann Lee", "Bob Ray", "Cem Kaya", "Dana Levi")
TEHRAN = Designation("summit", ("Tehran",))
DAY, NEXT, LATER = "2020-05-01", "2020-05-03", "2022-05-01"
PAIRS = [
    ("Event", TEHRAN, TEHRAN, DAY, NEXT, True),
    ("Event", TEHRAN, Designation("summit", ("Tehran",), ("trilateral",)), DAY, NEXT, True),
    ("Event", Designation("talk", ("Vienna",)), Designation("negotiation", ("Vienna",)), DAY, NEXT,
     True),
    ("Event", Designation("war", ("place/ukraine",)), Designation("war", ("place/ukraine",)), DAY,
     NEXT, True),
    ("Agreement", Designation("deal", ("2015",)), Designation("deal", ("2015",), ("nuclear",)),
     DAY, NEXT, True),
    ("Event", TEHRAN, TEHRAN, DAY, LATER, False),
    ("Event", TEHRAN, Designation("summit", ("Vienna",)), DAY, NEXT, False),
    ("Event", Designation("strike", ("Kabul",)), Designation("strike", ("Kabul",)), DAY, NEXT,
     False),
    ("Event", Designation("summit", ("place/iran",)), Designation("summit", ("place/iran",)), DAY,
     NEXT, False),
    ("Agreement", Designation("deal", ("place/iran",)), Designation("deal", ("place/iran",)), DAY,
     NEXT, False),
    ("Group", Designation("official", ("place/iran",), plural=True),
     Designation("official", ("place/iran",), plural=True), DAY, NEXT, False),
    ("Organization", Designation("team", ("NATO",), ("legal",)),
     Designation("team", ("NATO",), ("medical",)), DAY, NEXT, False),
]  # fmt: skip


@pytest.mark.parametrize(("type", "one", "two", "first", "second", "same"), PAIRS)
def test_descriptions_of_two_articles(type, one, two, first, second, same):
    linked = link(
        [article("a", type, one, first, *PEOPLE), article("b", type, two, second, *PEOPLE)],
        KNOWLEDGE,
    )
    assert (linked[0].entities[0].canonical == linked[1].entities[0].canonical) is same


@pytest.mark.parametrize(
    ("head", "owners", "same"),
    [
        ("team", ("Ann Lee", "Ann Lee"), True),
        ("team", ("Ann Lee", "Ann Bell"), False),
        ("visit", ("Ann Lee", "Ann Lee"), False),
    ],
)
def test_possessions_of_one_owner(head, owners, same):
    made = [
        article(
            name, "Organization", Designation(head, owner=f"{name}/e1"), DAY, owner, *PEOPLE[1:]
        )
        for name, owner in zip("ab", owners, strict=True)
    ]
    linked = link(made, KNOWLEDGE)
    assert (linked[0].entities[0].canonical == linked[1].entities[0].canonical) is same


def test_a_brief_description_does_not_join_two_different_ones():
    told = [("Vienna", "place/iran"), ("Vienna",), ("Vienna", "place/russia")]
    made = [
        article(name, "Event", Designation("talk", names), DAY, *PEOPLE)
        for name, names in zip("abc", told, strict=True)
    ]
    canonical = [e.entities[0].canonical for e in link(made, KNOWLEDGE)]
    assert canonical[0] != canonical[2]


def test_designations_are_kept_in_records():
    told = Designation("team", ("Oslo",), ("legal",), "a/e1", plural=True)
    extraction = article("a", "Organization", told, DAY, "Ann Lee")
    assert load(dump(extraction, " " * 9))[0].entities[0].designation == told
