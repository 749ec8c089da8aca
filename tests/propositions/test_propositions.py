"""Each construction with its open propositions: ``subject | predicate | objects``."""

import pytest

from kg.propositions.propositions import find_propositions
from kg.syntax.clauses import find_clauses


def written(triple):
    return " | ".join(p.text for p in (triple.subject, triple.predicate, *triple.objects))


CASES = [
    (
        "Kolb and Lund met the envoys in Oslo on Tuesday.",
        [
            "Kolb | met | the envoys | in Oslo | on Tuesday",
            "Lund | met | the envoys | in Oslo | on Tuesday",
        ],
    ),
    (
        "In May, the mayor was arrested and charged by the police.",
        [
            "the mayor | was arrested | In May",
            "the mayor | was charged by | the police | In May",
            "the mayor | was charged | In May",
        ],
    ),
    (
        "The minister is expected to meet his Danish counterpart.",
        [
            "The minister | is expected to meet | his Danish counterpart",
        ],
    ),
    (
        "Lund was able to raise funds and defeat the plan.",
        [
            "Lund | was able to raise | funds",
            "Lund | was able to defeat | the plan",
        ],
    ),
    (
        "The bank gave farmers cheap loans.",
        [
            "The bank | gave | farmers | cheap loans",
        ],
    ),
    (
        "Kolb was given a prize.",
        [
            "Kolb | was given | a prize",
        ],
    ),
    (
        "The town is known as the gate of the Alps.",
        [
            "The town | is known as | the gate | of the Alps",
        ],
    ),
    (
        "Lund said that the bridge was closed.",
        [
            "Lund | said that | the bridge was closed",
            "the bridge | was | closed",
        ],
    ),
    (
        "He worked in Bonn until the firm moved to Ulm.",
        [
            "He | worked in | Bonn",
            "He | worked in | Bonn | until the firm moved to Ulm",
            "the firm | moved to | Ulm",
        ],
    ),
    (
        "The firm, which makes bricks, sold a plant built in 1950.",
        [
            "The firm | makes | bricks",
            "The firm | sold | a plant | built in 1950",
            "a plant | built in | 1950",
        ],
    ),
    (
        "The police accused Lund of taking bribes.",
        [
            "The police | accused | Lund | of taking bribes",
            "Lund | taking | bribes",
        ],
    ),
    (
        "There are three parks in Oslo.",
        [
            "There | are | three parks | in Oslo",
        ],
    ),
    (
        "Lund studied at the University of Bergen in honor of his father.",
        [
            "Lund | studied at | the University of Bergen | in honor of his father",
            "Lund | studied | in honor of his father",
        ],
    ),
    (
        "Traders sell large amounts of corn.",
        [
            "Traders | sell | large amounts of corn",
        ],
    ),
    (
        "Kolb, the mayor of Ulm, resigned.",
        [
            "Kolb | is | the mayor of Ulm",
            "Kolb | resigned",
        ],
    ),
    (
        "Kolb did not sign the treaty with Norway and Sweden.",
        [
            "Kolb | did not sign | the treaty | with Norway",
            "Kolb | did not sign | the treaty | with Sweden",
        ],
    ),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_propositions(parsed, text, expected):
    ann = parsed(text)
    assert [written(t) for t in find_propositions(ann, find_clauses(ann))] == expected
