"""What somebody quotes in his own words: quotations within quotations, and their tags."""

from dataclasses import replace

from kg.attributions.candidate import Candidate
from kg.attributions.tags import Quoted, expects_tag, tag_after, tag_before, tagged
from kg.syntax.annotate import Annotation
from kg.syntax.quotes import inner_quotes


def find_nested(ann: Annotation) -> list[Candidate]:
    """The quotations within quotations that have a tag of their own."""
    found = []
    for quote in ann.quotes:
        outer = ann.tokens_in(quote.span)
        for inner in inner_quotes(ann.text, quote) if len(outer) else ():
            inside = ann.tokens_in(inner.span)
            if not len(inside):
                continue
            block = ann.block_of[inside[0]]
            quoted = Quoted(inside[0], inside[-1] + 1, block, inner)
            tag = tag_before(ann, outer[0] + 1, quoted, outer[0])
            if tag is None and expects_tag(ann, quoted, outer[-1]):
                tag = tag_after(ann, quoted, outer[-1])
            if tag is not None and tag.source is not None and tag.source.head in outer:
                found.append(tagged(ann, tag, tuple(inside)))
    return found


def in_marks(ann: Annotation, item: Candidate) -> bool:
    """Whether a quotation reports words of another that stand in marks of their own."""
    if item.source is None or item.act != "speech" or not item.content:
        return False
    quote = ann.quote_at(item.head)
    if quote is None:
        return False
    inner = [set(ann.tokens_in(q.span)) for q in inner_quotes(ann.text, quote)]
    return any(marked & set(item.content) and item.head not in marked for marked in inner)


def kept_inside(ann: Annotation, item: Candidate) -> Candidate:
    """The candidate without what of its content the parse took from outside the quotation."""
    quote = ann.quote_at(item.head)
    inside = set(ann.tokens_in(quote.span)) if quote is not None else set(item.content)
    return replace(item, content=tuple(i for i in item.content if i in inside))
