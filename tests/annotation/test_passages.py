from dataclasses import replace

from kg.annotation.passages import passages, words
from kg.model import Block, Span
from tests.annotation.story import EXTRACTION, MEETING


def cut(text: str, *evidence: str) -> list[str]:
    article = replace(
        EXTRACTION.article, span=Span(0, len(text)), blocks=(Block("body", Span(0, len(text))),)
    )
    facts = tuple(
        replace(MEETING, evidence=Span(text.index(e), text.index(e) + len(e))) for e in evidence
    )
    read = replace(EXTRACTION, article=article, facts=facts)
    return [text[p.span.start : p.span.end] for p in passages(read, text, {"mr", "dr"})]


def test_sentences() -> None:
    assert cut("Mr. Ahl left. He met J. R. Dahl, of U.S. fame! “Why?” said Ito.  It rained …") == [
        "Mr. Ahl left.", "He met J. R. Dahl, of U.S. fame!", "“Why?” said Ito.", "It rained …",
    ]  # fmt: skip
    assert cut("It cost 3.5 million. 40 came.\n* * *") == [
        "It cost 3.5 million.",
        "40 came.\n* * *",
    ]
    assert cut("… * …") == []


def test_what_a_fact_rests_on_stays_whole() -> None:
    text = "One came. Two left. Three sat. Four ran."
    assert cut(text, "Two left. Three sat.") == ["One came.", "Two left. Three sat.", "Four ran."]
    assert cut(text, "One came. Two left.", "Two left. Three sat.") == [
        "One came. Two left. Three sat.", "Four ran.",
    ]  # fmt: skip


def test_words_can_be_chosen_one_by_one() -> None:
    text = "“It’s Jean-Luc’s $3.5m,” Ito said."
    assert [text[w.start : w.end] for w in words(text, Span(0, len(text)))] == [
        "“", "It’s", "Jean-Luc’s", "$", "3.5m", ",", "”", "Ito", "said", ".",
    ]  # fmt: skip
