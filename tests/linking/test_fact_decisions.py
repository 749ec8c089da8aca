import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.linking.decisions import append_decision, parse_decisions
from kg.linking.fact_decisions import (
    CUE,
    STANDINGS,
    FactDecision,
    Filler,
    fact_decision,
    in_a_line,
)


def test_a_line_is_read() -> None:
    text = (
        'accept tide-1 "Vera Holm met the envoy." planned: Meeting "participant=Vera Holm" '
        'participant:Person="the envoy" cue=met@2 ?  # seen\n'
        "same a b\nreject tide-1 'He \"left\".' Departure patient=He\n"
    )
    found = parse_decisions(text)
    assert [line.verb for line in found.lines] == ["same"]
    assert found.facts == (
        FactDecision(
            "accept", "tide-1", "Vera Holm met the envoy.", "Meeting",
            (Filler("participant", "Vera Holm"), Filler("participant", "the envoy", type="Person"),
             Filler(CUE, "met", 2)),
            "planned", True,
        ),
        FactDecision("reject", "tide-1", 'He "left".', "Departure", (Filler("patient", "He"),)),
    )  # fmt: skip
    assert found.facts[0].place == "decisions:1"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("accept", "d:1: 'accept' takes an article, a sentence"),
        ('accept a "It left."', "d:1: 'accept' takes an article, a sentence"),
        ('accept a " " Departure patient=It', "d:1: 'accept' takes an article, a sentence"),
        ('reject a "It left." Departure It', "d:1: 'It' is no role=words"),
        ('reject a "It left." Departure patient=@2', "d:1: 'patient=@2' is no role=words"),
        ('reject a "It left." Departure "patient= "', "d:1: 'patient= ' is no role=words"),
        ('accept a "It left." hoped: Departure patient=It', "d:1: 'hoped:' is none of asserted"),
        ('accept a "It left." 2x patient=It', "d:1: '2x' is no name of a relation"),
    ],
)
def test_bad_lines_are_named(line: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        parse_decisions(line, "d")
    assert str(error.value).startswith(message)


WORDS = st.text(min_size=1, max_size=20).map(in_a_line).filter(
    lambda words: words.strip() and "\0" not in words and words.isprintable()
)  # fmt: skip
FILLERS = st.builds(
    Filler,
    st.sampled_from(["agent", "patient", "content", CUE]),
    WORDS,
    st.integers(1, 9),
    st.sampled_from(["", "Person"]),
)
LINES = st.builds(
    FactDecision,
    st.sampled_from(["accept", "reject"]),
    st.from_regex(r"[a-z-]{1,20}", fullmatch=True),
    WORDS,
    st.from_regex(r"[A-Za-z]{1,9}", fullmatch=True),
    st.lists(FILLERS, max_size=4).map(tuple),
    st.sampled_from(STANDINGS),
    st.booleans(),
)


@given(LINES)
def test_what_is_written_is_read(line: FactDecision) -> None:
    (found,) = parse_decisions(f"{line}\n").facts
    assert found == line


def test_lines_are_added_beside_others(tmp_path) -> None:
    path = tmp_path / "decisions.txt"
    line = fact_decision("accept", ["a", "It  left.", "Departure", "patient=It"])
    append_decision(path, line)
    append_decision(path, line)
    assert shlex.split(path.read_text().splitlines()[1]) == [
        "accept", "a", "It left.", "Departure", "patient=It",
    ]  # fmt: skip


def test_an_unknown_type_is_refused() -> None:
    assert parse_decisions('type "Velm Shipping" Organization').lines
    with pytest.raises(InputError, match="'Company' is none of Agreement"):
        parse_decisions("type Velm Company")
