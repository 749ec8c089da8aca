"""What a novel or film tells is no fact; what is told of it and its makers is."""

import pytest

from kg.qualification.fiction import is_fiction


@pytest.mark.parametrize(
    ("text", "word", "fictional"),
    [
        ("In the comedy, Ann Berg plays a nurse who kills her husband.", "kills", True),
        ("The novel follows a sailor who is arrested in Bergen.", "arrested", True),
        ("The drama tells of a king who flees to Oslo.", "flees", True),
        ("The novel follows a year in which Ann Berg lived in Oslo.", "lived", False),
        ("In the film, Ann Berg kills a banker.", "kills", True),
        ("A book about a spy who is shot in Oslo won a prize.", "shot", True),
        ("A book about a spy who is shot in Oslo won a prize.", "won", False),
        ("In the film, Ann Berg killed a banker.", "killed", False),
        ("In the comedy, Ann Berg plays a nurse.", "plays", False),
        ("The report follows a sailor who is arrested in Bergen.", "arrested", False),
        ("Ann Berg, who has left Rome, starred in forty films.", "left", False),
        ("The film opens in Oslo in May.", "opens", False),
    ],
)
def test_fiction(parsed, text, word, fictional):
    ann = parsed(text)
    (token,) = (t.i for t in ann.doc if t.text == word)
    assert is_fiction(ann, token) == fictional
