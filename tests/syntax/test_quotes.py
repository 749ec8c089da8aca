import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Block, Span
from kg.syntax.quotes import find_quotes, inner_quotes
from tests.known import KNOWLEDGE


def blocks_of(text: str) -> tuple[Block, ...]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            blocks.append(Block("body", Span(at, at + len(part))))
        at += len(part) + 2
    return tuple(blocks)


def found(text: str) -> list[str]:
    return [text[q.span.start : q.span.end] for q in find_quotes(text, blocks_of(text), KNOWLEDGE)]


CASES = [
    ("“We agree,” he said.", ["“We agree,”"]),
    ('"We agree," he said. "We sign."', ['"We agree,"', '"We sign."']),
    ("«We agree», he said.", ["«We agree»"]),
    ("''We agree,'' he said.", ["''We agree,''"]),
    ("He called it “a “real” chance” again.", ["“a “real” chance”"]),
    ("It's the workers' day, he said.", []),
    ("‘Rain made us stronger’", ["‘Rain made us stronger’"]),
    ("They tried to leave in time,” she said.", ["They tried to leave in time,”"]),
    ("It was late. They tried to leave,” she said.", ["They tried to leave,”"]),
    ('She said: "We agree. "We sign." They left.', ['"We agree. "We sign."']),
    ('A 5" pipe. "We sign," he said.', ['"We sign,"']),
    ('He called it a "farce "and left, "We sign."', ['"We sign."']),
    ("“We agree.\n\n“We sign,” he said.", ["“We agree.", "“We sign,”"]),
    ("“We agree.\n\nWe sign,” he said.", ["“We agree.", "We sign,”"]),
    ("&quot;We agree,&quot; he said.", ["&quot;We agree,&quot;"]),
    ("„Wir schließen“, sagte er.", ["„Wir schließen“"]),
    ("»Vi lukker nu«, sagde han.", ["»Vi lukker nu«"]),
    ("'The nurses' shift was long,' said Ann.", ["'The nurses' shift was long,'"]),
    ('A board of 10 feet by 5" was found.', []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations_by_their_marks(text, expected):
    assert found(text) == expected


def test_a_quotation_is_found_with_its_marks():
    text = "“We agree,” he said."
    (quote,) = find_quotes(text, blocks_of(text), KNOWLEDGE)
    assert text[quote.inner.start : quote.inner.end] == "We agree,"
    assert quote.closed


def test_what_goes_on_in_the_next_paragraph_says_so():
    text = "“We agree.\n\n“We sign,” he said."
    first, second = find_quotes(text, blocks_of(text), KNOWLEDGE)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_frozen_parse(parsed):
    ann = parsed("“We agree,” Ann Lee said.")
    assert ann.doc[7].lemma_ == "say"
    assert ann.surface(ann.span(0, 4)) == "“We agree,"


@given(st.text(alphabet="ab .,?“”\"'‘’«»\n", max_size=120))
def test_any_text_gives_quotations_inside_their_blocks(text):
    blocks = blocks_of(text)
    quotes = find_quotes(text, blocks, KNOWLEDGE)
    for quote in quotes:
        assert any(quote.span in block.span for block in blocks)
        assert quote.inner in quote.span


def test_quotations_within_a_quotation():
    text = "“He said, ‘Go away,’ and left,” said Ann."
    (outer,) = find_quotes(text, (Block("body", Span(0, len(text))),), KNOWLEDGE)
    (inner,) = inner_quotes(text, outer)
    assert text[inner.span.start : inner.span.end] == "‘Go away,’"
