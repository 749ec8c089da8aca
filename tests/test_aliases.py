import pytest

from kg.coref import resolve
from kg.mentions import find_mentions


def bearers(ann, surname: str) -> set[str]:
    """The names of the entities which mentions of just that surname were given to."""
    mentions = find_mentions(ann)
    resolution = resolve(ann, mentions, ())
    names = {entity.id: entity.name for entity in resolution.entities}
    return {names[m.entity] for m in resolution.mentions if m.name == surname and m.entity}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Ott spoke in Oslo. Ott said the harbour would open.", {"Lena Ott"}),
        (
            "President Harlow arrived on Monday. His wife, Melissa Harlow, visited a school. "
            "Harlow signed a treaty.",
            {"Harlow"},
        ),
        (
            "President Harlow and Melissa Harlow arrived on Monday. Harlow signed a treaty.",
            {"Harlow"},
        ),
    ],
)
def test_a_surname_before_the_full_name_of_a_relative_is_not_the_relatives(
    parsed, text: str, expected: set[str]
) -> None:
    assert bearers(parsed(text), "Harlow" if "Harlow" in text else "Ott") == expected
