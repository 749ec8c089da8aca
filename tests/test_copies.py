"""What was read from an article in one place holds in the others, as far from its beginning."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import records
from kg.copies import everywhere, one, place
from kg.inputs.read import read
from kg.model import Article, Extraction, Phrase, Place, Span, Triple

ROOT = Path(__file__).parents[1]
PAD = "Something else stands here.\n\n"


@pytest.fixture(scope="module")
def read_twice() -> tuple[Extraction, dict[str, str]]:
    """An article of the sample pages with a copy further down in another document."""
    lines = (ROOT / "exports" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {d.id: d.text for d in read([str(ROOT / "tests" / "data" / "pages")])}
    found = max(records.load(records.parse_lines(lines, "")), key=lambda e: len(e.facts))
    article = found.article
    cue = next(fact for fact in found.facts if fact.cue).cue
    text = texts[article.document]
    phrase = Phrase(text[cue[0].start : cue[0].end], cue[:1])
    triple = Triple(article.document, phrase, phrase, (phrase,), 0.5)
    texts["copy"] = PAD + text[article.span.start : article.span.end]
    copy = Place("copy", Span(len(PAD), len(texts["copy"])), "c0", "2099-01-01", "Copy Post")
    article = replace(article, published="2000-01-01", copies=(copy,))
    return replace(found, article=article, triples=(triple,)), texts


def rows(extraction: Extraction, texts: dict[str, str]) -> list[records.Record]:
    found = [
        row
        for each in everywhere(extraction)
        for row in records.dump(each, texts[each.article.document])
    ]
    return sorted(found, key=records.sort_key)


def test_a_copy_says_the_same_at_its_own_place(read_twice):
    extraction, texts = read_twice
    here, there = everywhere(extraction)
    assert there.article.document == "copy" and there.article.publisher == "Copy Post"
    assert there.facts and there.mentions and there.article.title

    def told(found: Extraction):
        text = texts[found.article.document]

        def words(spans):
            return [text[span.start : span.end] for span in spans]

        yield words([found.article.span, found.article.title])
        yield words(block.span for block in found.article.blocks)
        yield words(mention.span for mention in found.mentions)
        for fact in found.facts:
            assert fact.document == found.article.document
            yield fact.id, words(fact.cue), words([fact.evidence])
            yield fact.when and words([fact.when.span])
            yield [words(arg.spans) for arg in fact.args]
        for triple in found.triples:
            assert triple.document == found.article.document
            for phrase in (triple.subject, triple.predicate, *triple.objects):
                yield words(phrase.spans)

    assert list(told(here)) == list(told(there))


def test_records_of_all_places_are_one_article_again(read_twice):
    extraction, texts = read_twice
    found = rows(extraction, texts)
    assert {row["document"] for row in found} == {extraction.article.document, "copy"}
    for order in (found, found[::-1]):
        (again,) = records.load(order)
        assert again.article == extraction.article
        assert {fact.id: fact for fact in again.facts} == {f.id: f for f in extraction.facts}
        assert set(again.mentions) == set(extraction.mentions)
        assert set(again.entities) == set(extraction.entities)
        assert again.triples == extraction.triples
    headlines = records.corpus(found).headlines
    assert list(headlines) == [extraction.article.id]


def test_an_article_in_two_files_comes_once_and_knows_all_its_places(read_twice):
    extraction, texts = read_twice
    here, there = everywhere(extraction)
    apart = [rows(each, texts) for each in (here, there)]
    assert records.load([*apart[0], *apart[1]]) == records.load([*apart[1], *apart[0]])
    assert records.load([*apart[0], *apart[1]]) == records.load(rows(extraction, texts))
    assert records.load(apart[0] * 2) == records.load(apart[0])


def test_the_place_does_not_depend_on_the_order():
    span = Span(0, 3)
    found = [
        Article("a", "d", span, None, (), published="2024-05-02", publisher="P"),
        Article("a", "c", span, None, (), published="2024-05-02", publisher="P"),
        Article("a", "b", span, None, (), published="2024-05-02"),
        Article("a", "a", span, None, ()),
        Article("a", "c", Span(9, 12), None, (), published="2024-05-02", publisher="P"),
    ]
    chosen = one(found)
    assert chosen == one(found[::-1]) and place(chosen) == place(found[1])
    assert [(copy.document, copy.span.start) for copy in chosen.copies] == [
        ("c", 9), ("d", 0), ("b", 0), ("a", 0),
    ]  # fmt: skip
    assert one([chosen, *found]) == chosen
