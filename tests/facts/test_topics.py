import pytest

from kg.attributions.quotations import find_attributions
from kg.coref.resolve import resolve
from kg.facts.topics import topics
from kg.mentions.mentions import find_mentions


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
    (
        "Chad made a deal with Peru. The deal was named the Arctic Fisheries Agreement. "
        "Ann Lee said that the deal was good.",
        [["Arctic Fisheries Agreement"]],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_topics(parsed, text, expected):
    assert about(parsed(text)) == expected
