"""Where the words of a decision stand in an article, and whom or what they mean there."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from kg.model import Extraction, Span


def occurrences(words: str, text: str, within: Span) -> Iterator[Span]:
    """Where words stand in a text, whatever white space is between them."""
    for match in _pattern(words).finditer(text, within.start, within.end):
        yield Span(*match.span())


@cache
def _pattern(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, words.split()))
    begins = r"(?<!\w)" if words[:1].isalnum() else ""
    return re.compile(begins + spaced + (r"(?!\w)" if words[-1:].isalnum() else ""))


def meant(extraction: Extraction, text: str) -> Callable[[Span], str | None]:
    """Which entity words of an article mean, as it was read; None where they mean none."""
    places: dict[Span, str] = {}
    for mention in extraction.mentions:
        if mention.entity:
            places.setdefault(mention.span, mention.entity)
    for fact in extraction.facts:
        several = {(a.role, a.spans[:1]) for a in fact.args}
        if len(several) < len(fact.args):
            continue  # a group whose members stand for it
        for arg in fact.args:
            if arg.entity and arg.spans:
                places.setdefault(arg.spans[0], arg.entity)

    def found(span: Span) -> str | None:
        words = text[span.start : span.end]
        first = re.match(r"\w+\s+", words)
        less = Span(span.start + first.end(), span.end) if first else span
        return places.get(span) or (places.get(less) if words[:1].islower() else None)

    return found
