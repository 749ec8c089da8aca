from dataclasses import replace

import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolution import Resolution
from kg.coref.resolve import resolve
from kg.facts.topics import topics
from kg.mentions.mentions import find_mentions
from kg.model import Entity


def about(ann) -> list[list[str]]:
    attributions = find_attributions(ann)
    resolution = resolve(ann, find_mentions(ann), attributions)
    names = {entity.id: entity.name for entity in resolution.entities}
    return [
        [names[arg.entity] for arg in found if arg.entity]
        for found in topics(ann, attributions, resolution)
    ]


CASES = [
    ("Ann Lee said that Norway was ready.", [["Norway"]]),
    ("Ann Lee said that Norway would sign the Paris Agreement.", [["Norway", "Paris Agreement"]]),
    (
        "“Norway is ready,” Ann Lee said.\n\n“There was no time to lose,” she added.",
        [["Norway"], ["Norway"]],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_topics(parsed, text, expected):
    assert about(parsed(text)) == expected


@pytest.mark.parametrize(
    ("text", "deal", "expected"),
    [
        (
            "Chad signed the Arctic Fisheries Agreement. Ann Lee said that the deal was good.",
            "the deal",
            "Arctic Fisheries Agreement",
        ),
        (
            "Chad signed the Arctic Fisheries Agreement. Ann Lee said that a deal was good.",
            "a deal",
            "a deal",
        ),
    ],
)
def test_a_deal_that_coreference_leaves_alone_is_the_one_named_last(parsed, text, deal, expected):
    ann = parsed(text)
    attributions = find_attributions(ann)
    found = resolve(ann, find_mentions(ann), attributions)
    alone = Entity("test/alone", "test", "Agreement", deal)
    mentions = tuple(
        replace(m, entity=alone.id) if ann.surface(m.span) == deal else m for m in found.mentions
    )
    resolution = Resolution((*found.entities, alone), mentions)
    (about,) = topics(ann, attributions, resolution)
    assert [resolution.entity(arg.entity).name for arg in about] == [expected]
