"""Quotations by characters, before any parse.

News text marks quotations in many ways and not always rightly: plain and typographic marks,
guillemets, two apostrophes, single marks in headlines; paragraphs that open a quotation again
each while only the last closes it; marks left out at either end. What can be told from the
characters alone is settled here, so that later stages need not look at marks again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.knowledge.knowledge import Knowledge
from kg.model import Block, Span

_DOUBLE = re.compile(r"''|‘‘|’’|``|[\"“”„‟«»]|&quot;|&#34;|&[lr]dquo;")
_SINGLE_OPEN = re.compile(r"(?<![\w’'‘])[‘'](?=[\w“\"$(\[])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)\]])[’'](?!\w)")
_SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])\s+(?=[A-Z])")
_OPENING = ("“", "„", "‟", "«", "‘‘", "``", "&ldquo;")
_CLOSING = ("”", "»", "’’", "&rdquo;")
_PLURAL = "sS"  # endings before the apostrophe of several possessors
_PARTNERS = {"„": "“", "»": "«"}  # what closes a quotation that these marks open


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``span`` with its marks, ``inner`` without.

    ``closed`` is false where a paragraph's quotation ends without a closing mark; ``continues``
    is true where it goes on from the quotation of the paragraph before. ``single`` tells single
    marks, which may also be apostrophes.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False
    single: bool = False


def find_quotes(text: str, blocks: tuple[Block, ...], knowledge: Knowledge) -> tuple[Quote, ...]:
    """The quotations of an article's blocks, outermost only, in order, each in one block."""
    found: list[list[Quote]] = []
    few = knowledge.whole("syntax.unopened_quotation")
    for block in blocks:
        quotes = list(_double(text, block.span, few))
        quotes += _single(text, block.span, quotes)
        found.append(sorted(quotes, key=lambda quote: quote.span))
    _carry_over(text, blocks, found, knowledge.whole("syntax.unmarked_paragraphs"))
    return tuple(quote for quotes in found for quote in quotes)


def _double(text: str, block: Span, few: int) -> Iterator[Quote]:
    """The double-quoted stretches of a block; the last may be unclosed, the first unopened.

    ``few``: how many words a quotation without an opening mark has at least.
    """
    opened: re.Match[str] | None = None
    depth, last_close = 0, block.start
    closing: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, block.start, block.end):
        opens, closes = _can_open(text, mark, block), _can_close(text, mark, block)
        if opened is not None and mark.group() == _PARTNERS.get(opened.group()):
            opens, closes = False, True
        elif opened is None and mark.group() == "»" and _inward(text, mark, block):
            opens, closes = True, False
        if opened is None:
            if opens:
                opened, depth, closing = mark, 1, None
            elif closes and last_close == block.start and _unopened(text, block, mark, few):
                begin = _sentence_start(text, block, mark)
                yield Quote(Span(begin, mark.end()), Span(begin, mark.start()))
                last_close = mark.end()
            continue
        if closes and not (opens and mark.group() in _OPENING):
            depth -= 1
            closing = mark
            if depth <= 0 or mark.group() not in _CLOSING:
                yield _quote(opened, mark)
                opened, last_close = None, mark.end()
        elif opens and not _resumed(text, opened, mark):
            if mark.group() in _OPENING:
                depth += 1
            else:  # a plain mark opens again: the one before was stray
                opened = mark
    if opened is not None and closing is not None:
        yield _quote(opened, closing)  # an inner quotation opened and did not close
    elif opened is not None:
        yield Quote(Span(opened.start(), block.end), Span(opened.end(), block.end), closed=False)


def _resumed(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a mark opens a quotation anew where a paragraph of it began, run into one here.

    "She said: "We shall rebuild. "It will take years.""
    """
    same = mark.group() == opened.group()
    return same and text[opened.end() : mark.start()].rstrip()[-1:] in (".", "!", "?", "…")


def _quote(opening: re.Match[str], closing: re.Match[str]) -> Quote:
    return Quote(Span(opening.start(), closing.end()), Span(opening.end(), closing.start()))


def _can_open(text: str, mark: re.Match[str], block: Span) -> bool:
    if mark.group() in _CLOSING or mark.end() >= block.end or text[mark.end()].isspace():
        return False
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    return mark.group() in _OPENING or (not before.isalnum() and before not in ".,!?…%")


def _inward(text: str, mark: re.Match[str], block: Span) -> bool:
    """Whether a closing guillemet opens, as in »these«: it stands behind a space."""
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    return before in " \t\n(" and not after.isspace() and "«" in text[mark.end() : block.end]


def _can_close(text: str, mark: re.Match[str], block: Span) -> bool:
    if mark.group() in _OPENING or mark.start() <= block.start:
        return False
    closing = mark.group() in _CLOSING or text[mark.end() : mark.end() + 1] in (",", ".", ";", "")
    return closing or not text[mark.start() - 1].isspace() or mark.end() >= block.end


def _unopened(text: str, block: Span, mark: re.Match[str], few: int) -> bool:
    """Whether the first mark of a block closes what must have been opened at its beginning."""
    inner = text[block.start : mark.start()]
    return inner[-1:] in ".,!?…" and len(inner.split()) >= few


def _sentence_start(text: str, block: Span, mark: re.Match[str]) -> int:
    """Where the last sentence before a mark begins."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, block.start, mark.start())]
    return ends[-1] if ends else block.start


def inner_quotes(text: str, quote: Quote) -> tuple[Quote, ...]:
    """The quotations within a quotation, marked the other way."""
    if quote.single:
        return tuple(_double(text, quote.inner, len(text)))
    return tuple(_single(text, quote.inner, []))


def _single(text: str, block: Span, double: list[Quote]) -> Iterator[Quote]:
    """Single-quoted stretches outside the double-quoted ones."""
    at = block.start
    while opening := _SINGLE_OPEN.search(text, at, block.end):
        at = opening.end()
        limit = min((q.span.start for q in double if q.span.start > at), default=block.end)
        if any(q.span.start <= opening.start() < q.span.end for q in double):
            continue
        closing = _closing(text, at, limit)
        if closing is None or "\n" in text[at : closing.start()]:
            continue
        yield replace(_quote(opening, closing), single=True)
        at = closing.end()


def _closing(text: str, start: int, end: int) -> re.Match[str] | None:
    """The mark that closes a single quotation, past those of plural possessors.

    "'The players' wives were not asked,' said Ann": a mark behind an "s" is an apostrophe if a
    later one closes behind a comma or full stop before another quotation opens.
    """
    following = _SINGLE_OPEN.search(text, start, end)
    marks = list(_SINGLE_CLOSE.finditer(text, start, following.start() if following else end))
    for number, mark in enumerate(marks):
        later = any(text[m.start() - 1] in ".,!?…" for m in marks[number + 1 :])
        if not later or text[mark.start() - 1] not in _PLURAL:
            return mark
    return _SINGLE_CLOSE.search(text, start, end)


def _carry_over(
    text: str, blocks: tuple[Block, ...], found: list[list[Quote]], longest: int
) -> None:
    """Join what runs on from paragraph to paragraph; drop opening marks that were stray.

    ``longest``: over how many paragraphs a quotation may run without a mark.
    """
    for index, quotes in enumerate(found):
        if not quotes or quotes[-1].closed:
            continue
        later = _continuation(text, blocks[: index + 1 + longest], found, index + 1)
        if later is not None:
            for at in range(index + 1, later + 1):
                found[at] = _continued(text, blocks[at], found[at])
        elif not _leads(text, blocks[index].span, quotes[-1]):
            quotes.pop()


def _continuation(
    text: str, blocks: tuple[Block, ...], found: list[list[Quote]], first: int
) -> int | None:
    """The block up to which an unclosed quotation goes on before the next mark, if it does."""
    for at in range(first, len(blocks)):
        if blocks[at].kind != "body":
            return None
        quotes = found[at]
        if quotes and quotes[0].span.start == blocks[at].span.start:
            return at
        if quotes:
            return None
        closing = _DOUBLE.search(text, blocks[at].span.start, blocks[at].span.end)
        if closing is not None:
            return at if closing.group() not in _OPENING else None
    return None


def _continued(text: str, block: Block, quotes: list[Quote]) -> list[Quote]:
    """The quotations of a block whose beginning continues the paragraph before."""
    if quotes and quotes[0].span.start == block.span.start:
        return [replace(quotes[0], continues=True), *quotes[1:]]
    closing = _DOUBLE.search(text, block.span.start, block.span.end)
    end = closing.end() if closing else block.span.end
    inner = closing.start() if closing else block.span.end
    first = Quote(
        Span(block.span.start, end), Span(block.span.start, inner), closing is not None, True
    )
    return [first, *(quote for quote in quotes if quote.span.start >= end)]


def _leads(text: str, block: Span, quote: Quote) -> bool:
    """Whether an unclosed quotation is one by its place: a block's beginning, or after , or :."""
    return not text[block.start : quote.span.start].strip() or text[
        block.start : quote.span.start
    ].rstrip().endswith((",", ":"))
