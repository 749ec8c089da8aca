"""Quotations by characters, before any parse."""

from dataclasses import dataclass

from kg.model import Block, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``span`` with its marks, ``inner`` without.

    ``closed`` is false where a paragraph's quotation ends without a closing mark; ``continues``
    is true where it goes on from the quotation of the paragraph before.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False


def find_quotes(text: str, blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """The double-quoted stretches of an article's blocks, outermost only, in order."""
    quotes = []
    for block in blocks:
        opened = None
        for offset in range(block.span.start, block.span.end):
            mark = text[offset]
            if mark in '“"' and opened is None:
                opened = offset
            elif mark in '”"' and opened is not None:
                quotes.append(Quote(Span(opened, offset + 1), Span(opened + 1, offset)))
                opened = None
        if opened is not None:
            span = Span(opened, block.span.end)
            quotes.append(Quote(span, Span(opened + 1, block.span.end), closed=False))
    return tuple(quotes)
