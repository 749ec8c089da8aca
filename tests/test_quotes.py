from kg.model import Block, Span
from kg.quotes import find_quotes


def test_a_quotation_is_found_with_its_marks():
    text = "“We agree,” he said."
    (quote,) = find_quotes(text, (Block("body", Span(0, len(text))),))
    assert text[quote.span.start : quote.span.end] == "“We agree,”"
    assert text[quote.inner.start : quote.inner.end] == "We agree,"


def test_frozen_parse(parsed):
    ann = parsed("“We agree,” Ann Lee said.")
    assert ann.doc[7].lemma_ == "say"
    assert ann.surface(ann.span(0, 4)) == "“We agree,"
