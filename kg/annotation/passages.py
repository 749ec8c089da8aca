"""An article in passages, as it is gone through: sentences, with what facts rest on kept whole."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.model import Article, Block, BlockKind, Extraction, Span

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*|[^\w\s]")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+\s++(?=[\"'“‘(\[]*+[^\W_a-z])")
_BEFORE = re.compile(r"(?<![^\s\"'“‘(])[^\s\"'“‘(]++$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or several that a fact rests on together.

    ``kind`` is that of its block, ``block`` where that begins.
    """

    kind: BlockKind
    span: Span
    block: int


def passages(extraction: Extraction, text: str, titles: Iterable[str]) -> list[Passage]:
    """The passages of an article in order; ``titles`` are words that a point may stand behind."""
    evidence = sorted({fact.evidence for fact in extraction.facts})
    abbreviated = _abbreviated(frozenset(titles))
    return [
        Passage(block.kind, span, block.span.start)
        for block in _blocks(extraction.article)
        for span in _parts(text, block.span, evidence, abbreviated)
    ]


def _blocks(article: Article) -> tuple[Block, ...]:
    return article.blocks or (Block("body", article.span),)


def _parts(
    text: str, block: Span, evidence: Iterable[Span], abbreviated: Callable[[str], bool]
) -> Iterator[Span]:
    """What facts rest on, overlapping evidence as one, and the sentences between."""
    position = block.start
    whole = list[Span]()
    for span in evidence:
        start, end = max(span.start, block.start), min(span.end, block.end)
        if start >= end:
            continue
        if whole and start < whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, end))
        else:
            whole.append(Span(start, end))
    for span in whole:
        yield from _sentences(text, Span(position, span.start), abbreviated)
        yield from _bare(text, span)
        position = span.end
    yield from _sentences(text, Span(position, block.end), abbreviated)


def _sentences(text: str, span: Span, abbreviated: Callable[[str], bool]) -> Iterator[Span]:
    position = span.start
    for match in _END.finditer(text, span.start, span.end):
        word = _BEFORE.search(text, position, match.start())
        if match[0][0] == "." and word and abbreviated(word[0]):
            continue
        yield from _bare(text, Span(position, match.end()))
        position = match.end()
    yield from _bare(text, Span(position, span.end))


def _abbreviated(titles: frozenset[str]) -> Callable[[str], bool]:
    """Whether a point behind a word may belong to it: initials, titles."""
    return lambda word: len(word) == 1 or "." in word or word.lower() in titles


def _bare(text: str, span: Span) -> Iterator[Span]:
    """A span without white space around it; none that has no letter or digit."""
    words = text[span.start : span.end]
    if any(map(str.isalnum, words)):
        start = span.start + len(words) - len(words.lstrip())
        yield Span(start, span.end - (len(words) - len(words.rstrip())))


def words(text: str, span: Span) -> list[Span]:
    """The words and marks of a passage, which can be chosen one by one."""
    return [Span(*match.span()) for match in _WORD.finditer(text, span.start, span.end)]
