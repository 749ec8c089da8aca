import pytest

from kg.linking.namematch import compare, parts_of
from tests.known import KNOWLEDGE


@pytest.mark.parametrize(
    ("one", "two", "least"),
    [
        ("Darius Rasht Zandi", "Rasht-e Zandi", 0.7),
        ("Darius Rasht Zandi", "Darius Rasht-Zandi", 0.9),
        ("Kim Dae-su", "Kim Dae Su", 0.9),
        ("Ömer Tekin Şahin", "Omer Sahin", 0.8),
        ("Muammar Gaddafi", "Moammar Gadhafi", 0.7),
        ("Hassan Rouhani", "Hassan Rohani", 0.75),
        ("Mike Dunmore", "Michael Dunmore", 0.7),
        ("Micheal Dunmore", "Michael Dunmore", 0.7),
        ("George W. Bush", "George Bush", 0.8),
        ("Robert Ames III", "Robert S. Ames", 0.8),
        ("Mohammed bin Salman", "Mohammed Salman", 0.9),
        ("J. Quill", "Jane Quill", 0.6),
        ("Ali Hosseini", "Ali Hosseini Rad", 0.6),
        ("Bo Falk", "Bo Falk Lund", 0.6),
    ],
)
def test_one_person(one: str, two: str, least: float) -> None:
    for left, right in ((one, two), (two, one)):
        match = compare(parts_of(left, KNOWLEDGE), parts_of(right, KNOWLEDGE), KNOWLEDGE)
        assert match is not None and match.score >= least


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Mohammad Hosseini", "Ali Hosseini Rad"),
        ("Boris Johnson", "Ron Johnson"),
        ("Saad Hariri", "Rafik Hariri"),
        ("George H. W. Bush", "George W. Bush"),
        ("Wang Yi", "Wang Wei"),
        ("Tom Ames", "Tom Ames Jr."),
        ("Maria Quill", "Mark Quill"),
        ("Daniel Quill", "Danielle Quill"),
        ("Elizabeth II", "Elizabeth Quill"),
    ],
)
def test_two_people(one: str, two: str) -> None:
    assert compare(parts_of(one, KNOWLEDGE), parts_of(two, KNOWLEDGE), KNOWLEDGE) is None
    assert compare(parts_of(two, KNOWLEDGE), parts_of(one, KNOWLEDGE), KNOWLEDGE) is None
