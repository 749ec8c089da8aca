"""Who is who where an article tells it late, in a headline, or by a shorter name."""

import pytest

from kg.reading.article import read_annotation

SAME = [
    # a pronoun that a verb of naming takes up
    ("The driver, a man of 52, was arrested. He was named by local media as Jorge Bell.",
     "He", "Jorge Bell"),
    # the noun of a union behind its name
    ("RMT chief Paul Lowe spoke. Talks with the RMT union failed.", "the RMT union", "RMT"),
    # a team by its town
    ("Leeds beat Chelsea 3-1 on Sunday. Leeds United have lost four games.",
     "Leeds", "Leeds United"),
]  # fmt: skip
APART = [
    ("Governor Eve Wood, who endorsed her in May, praised Nadia Berg.", "Eve Wood", "her"),
    ("Chad's president dismissed the head of the army. Opposition leader Eve Wood left.",
     "the head of the army", "Eve Wood"),
    ("Labour MP Tom Reed spoke in Leeds. One MP told the BBC that she would leave.",
     "One MP", "Tom Reed"),
]  # fmt: skip


def together(parsed, text: str, one: str, two: str) -> bool:
    extraction = read_annotation(parsed(text))
    texts = {m: text[m.span.start : m.span.end] for m in extraction.mentions}
    entities = [{m.entity for m in texts if texts[m] == words} - {None} for words in (one, two)]
    assert one in text and two in text
    return bool(entities[0] & entities[1])


@pytest.mark.parametrize(("text", "one", "two"), SAME)
def test_one(parsed, text, one, two):
    assert together(parsed, text, one, two)


@pytest.mark.parametrize(("text", "one", "two"), APART)
def test_two(parsed, text, one, two):
    assert not together(parsed, text, one, two)


def test_a_headline_tells_of_who_does_the_same(parsed):
    said = '"She was great," said Tor Lund, director of the institute.'
    text = f"Physicist dies at 84\n\nIda Moe has died aged 84. {said}"
    found = {
        text[m.span.start : m.span.end]: m.entity
        for m in read_annotation(parsed(text)).mentions
        if m.form != "pronoun"
    }
    assert found["Physicist"] != found["Tor Lund"]
