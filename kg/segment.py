"""Find the articles of a page and what each block of them is."""

import re

from kg.model import Article, Block, Document, Span


def segment(document: Document) -> tuple[Article, ...]:
    """The articles of a document in order; a ``single`` document is one article."""
    blocks = tuple(
        Block("body", Span(m.start(), m.end()))
        for m in re.finditer(r"\S(?:[^\n]*\S)?", document.text)
    )
    if not blocks:
        return ()
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    return (
        Article(
            f"{document.id}#0", document.id, span, None, blocks,
            document.published, document.publisher,
        ),
    )  # fmt: skip
