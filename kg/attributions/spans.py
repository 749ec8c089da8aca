"""Token sets as spans: cutting, trimming and joining what an attribution covers."""

from collections.abc import Iterable

from kg.model import Span
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_QUOTE_MARKS = frozenset(['"', "'", "''", "``", "‘‘", "’’"])
_KEPT = _QUOTE_MARKS | frozenset("()[]$%#@")


def subtree_tokens(token: Token) -> set[int]:
    """The tokens of a subtree."""
    return {part.i for part in token.subtree}


def sentence_start(ann: Annotation, start: int) -> int:
    """Where a sentence begins that the parser cut before a small letter: "Girls [who ride ...]"."""
    while start > 0 and ann.doc[start].is_lower and ann.block_of[start - 1] == ann.block_of[start]:
        if not (ann.doc[start - 1].is_alpha or ann.doc[start - 1].text == ","):
            break
        start = ann.doc[start - 1].sent.start
    return start


def trim(ann: Annotation, tokens: Iterable[int]) -> tuple[int, ...]:
    """The tokens in order, without punctuation at the ends of each run and "and" at its end.

    Quotation marks and brackets stay; so does the punctuation inside a closing mark.
    """
    kept: list[int] = []
    for run in runs(tokens):
        low, high = run[0], run[-1]
        while low <= high and _dropped(ann, low):
            low += 1
        while high >= low and (_dropped(ann, high) or _joins(ann, high)):
            high -= 1
        if any(not ann.doc[i].is_punct for i in range(low, high + 1)):
            kept += range(low, high + 1)
    return tuple(kept)


def _joins(ann: Annotation, token: int) -> bool:
    """Whether a word joins what stands before it to what was cut off behind it."""
    return ann.doc[token].tag_ == "CC" and ann.quote_at(token) is None


def _dropped(ann: Annotation, token: int) -> bool:
    word = ann.doc[token]
    return (word.is_punct or word.lower_ in ("--", "—", "–", "...")) and word.text not in _KEPT


def runs(tokens: Iterable[int]) -> list[list[int]]:
    """The tokens in order, cut where one is missing."""
    found: list[list[int]] = []
    for token in sorted(set(tokens)):
        if found and token == found[-1][-1] + 1:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def to_spans(ann: Annotation, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The tokens as spans of the document, one for each run."""
    return tuple(ann.span(run[0], run[-1] + 1) for run in runs(tokens))


def whole_quotes(ann: Annotation, tokens: Iterable[int]) -> set[int]:
    """The tokens with every quotation they begin: its marks, and the part the parse cut off."""
    found = set(tokens)
    if not found:
        return found
    low, high = min(found), max(found)
    for edge in (low, high):
        quote = ann.quote_at(edge)
        if quote is None:
            continue
        inside = ann.tokens_in(quote.span)
        if not len(inside):
            continue
        if inside[0] >= low - 1 and inside[0] <= high:
            found.update(inside)
    if low > 0 and ann.doc[low - 1].text in _QUOTE_MARKS:
        quote = ann.quote_at(low - 1)
        if quote is not None and ann.tokens_in(quote.span)[-1] <= high:
            found.add(low - 1)
    following = high + 1
    if following < len(ann.doc) and ann.doc[following].text in _QUOTE_MARKS:
        quote = ann.quote_at(following)
        if quote is not None and ann.tokens_in(quote.span)[0] >= low:
            found.add(following)
    return found
