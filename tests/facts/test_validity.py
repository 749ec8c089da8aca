"""From when until when a post or tie holds, and whether it is over."""

from dataclasses import replace

import pytest

from kg.reading.article import read_annotation

PUBLISHED = "2025-03-12"
# relation, then from, until and temporal where they are told
HELD = [
    ("Ann Berg has been the president of Norway since 2015.", "headOfState", "2015", "", ""),
    ("Ann Berg, the president of Norway since 2015, met the press.", "headOfState", "2015", "",
     ""),
    ("Ann Berg was the mayor of Oslo from 1990 to 1998.", "mayorOf", "1990", "1998", "former"),
    ("Between 1990 and 1998 Ann Berg was the mayor of Oslo.", "mayorOf", "1990", "1998", "former"),
    ("Ann Berg was the mayor of Oslo until last year.", "mayorOf", "", "2024", "former"),
    ("Ann Berg, who was the mayor of Oslo in the 1990s, died.", "mayorOf", "", "", "former"),
    ("Ann Berg will be the mayor of Oslo until 2030.", "mayorOf", "", "2030", ""),
    ("Ann Berg became the mayor of Oslo in 2019.", "mayorOf", "2019", "", ""),
    ("Ann Berg has led the Green Party since May 2019.", "headOf", "2019-05", "", ""),
    ("Ann Berg, who led the Green Party from 2010 to 2014, died.", "headOf", "2010", "2014",
     "former"),
    ("Ann Berg served as the mayor of Oslo.", "mayorOf", "", "", "former"),
    ("Ann Berg is the mayor of Oslo.", "mayorOf", "", "", ""),
    ("Ann Berg is the first president of Norway since 1990.", "headOfState", "", "", ""),
    ("Ann Berg, the mayor of Oslo, resigned on Monday.", "mayorOf", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "relation", "begins", "ends", "temporal"), HELD)
def test_validity(parsed, text, relation, begins, ends, temporal):
    ann = parsed(text)
    ann = replace(ann, article=replace(ann.article, published=PUBLISHED))
    facts = [f for f in read_annotation(ann).facts if f.relation == relation]
    assert facts, "not read at all"
    details = [facts[0].details.get(name, "") for name in ("from", "until", "temporal")]
    assert details == [begins, ends, temporal]
    assert facts[0].when is not None or not (begins or ends)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Berg was the president of Norway from 1990 until 2000.",
        "Ann Berg was once the president of Norway.",
        "Former Norwegian president Ann Berg sang.",
    ],
)
def test_a_citizen_stays_one_after_the_post(parsed, text):
    facts = read_annotation(parsed(text)).facts
    tied = [f for f in facts if f.relation == "citizenOf"]
    assert tied and all(f.asserted and f.when is None for f in tied)
    assert not any({"temporal", "from", "until", "title"} & f.details.keys() for f in tied)
    assert any(f.details.get("temporal") == "former" for f in facts if f.relation == "headOfState")
