"""Who is whose kin: relation, subject, object, by names."""

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.facts.kin import kin_noun
from kg.facts.scene import Scene
from kg.mentions.mentions import find_mentions
from kg.reading.article import read_annotation

KIN = [
    ("Nadia Berg died. She leaves a husband, Tom Reed.", {"Tom Reed spouseOf Nadia Berg"}),
    ("Nadia Berg left her husband, Tom Reed, in May.", {"Tom Reed spouseOf Nadia Berg"}),
    ("Nadia Berg met her brother Peter in Oslo.", {"Peter siblingOf Nadia Berg"}),
    ("Peter Lund, a nephew of Nadia Berg, was arrested.", {"Peter Lund relativeOf Nadia Berg"}),
    ("Nadia Berg's son-in-law, Peter Lund, left.", {"Peter Lund relativeOf Nadia Berg"}),
    ("Nadia Berg's ex-husband Tom Reed sued.", {"Tom Reed spouseOf Nadia Berg former"}),
    ("Her father was Carl Berg, Nadia Berg said.", {"Nadia Berg childOf Carl Berg"}),
    (
        "Nadia Berg is survived by her husband, Tom Reed, and two sons, Carl and Otto.",
        {"Tom Reed spouseOf Nadia Berg", "Carl childOf Nadia Berg", "Otto childOf Nadia Berg"},
    ),
    (
        "Nadia Berg had three children, including the cellist Otto Reed.",
        {"Otto Reed childOf Nadia Berg"},
    ),
    (
        "Nadia Berg's parents, Carl Berg and Ida Berg, were teachers.",
        {"Nadia Berg childOf Carl Berg", "Nadia Berg childOf Ida Berg"},
    ),
    (
        "Nadia Berg had one child, Otto Reed, with her husband, Tom Reed.",
        {
            "Otto Reed childOf Nadia Berg",
            "Otto Reed childOf Tom Reed",
            "Tom Reed spouseOf Nadia Berg",
        },
    ),
    (
        "Nadia Berg is survived by two sons, Carl and Otto. Another son, Per Reed, died.",
        {
            "Carl childOf Nadia Berg",
            "Otto childOf Nadia Berg",
            "Per Reed childOf Nadia Berg",
        },
    ),
    ("The brothers Carl and Otto Reed opened a shop.", {"Carl siblingOf Otto Reed"}),
    (
        "Tom Reed, brother of the social media star Otto Reed, left.",
        {"Tom Reed siblingOf Otto Reed"},
    ),
    (
        "Tom Reed, brother of film star and model Otto Lund, left.",
        {"Tom Reed siblingOf Otto Lund"},
    ),
    ("Nadia Berg thanked her brothers in arms.", set()),
    ("The brothers of the victims met Nadia Berg and Tom Reed.", set()),
    ("Nadia Berg met the mother of the victim, and Tom Reed left.", set()),
]


@pytest.mark.parametrize(("text", "kin"), KIN)
def test_kin(parsed, text, kin):
    extraction = read_annotation(parsed(text))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = set()
    for fact in extraction.facts:
        if fact.relation in ("childOf", "siblingOf", "spouseOf", "relativeOf") and fact.asserted:
            subject, object = (names[arg.entity] for arg in fact.args)
            former = fact.details.get("temporal", "")
            found.add(f"{subject} {fact.relation} {object} {former}".strip())
    assert found == kin


def test_relatives_without_a_name(parsed):
    extraction = read_annotation(parsed("Tom Reed said that his mother was ill."))
    (fact,) = [fact for fact in extraction.facts if fact.relation == "childOf"]
    assert fact.asserted
    assert [arg.text for arg in fact.args] == ["his", "his mother"]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Nadia Berg's ex-husband Tom Reed sued.", ["ex-husband"]),
        ("Nadia Berg's son-in-law, Peter Lund, left.", ["son-in-law"]),
        ("Nadia Berg met her brother Peter in Oslo.", ["brother"]),
        ("Nadia Berg thanked the driver.", []),
    ],
)
def test_a_noun_of_kinship_has_its_prefix_and_suffix(parsed, text, nouns):
    ann = parsed(text)
    scene = Scene(ann, resolve(ann, find_mentions(ann), find_attributions(ann)))
    assert [noun for token in ann.doc if (noun := kin_noun(scene, token))] == nouns
