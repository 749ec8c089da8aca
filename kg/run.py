"""Read many documents: articles in, records out; a bad one becomes a problem, the rest go on."""

from collections.abc import Iterable, Iterator

from kg.extract import Reader, extract
from kg.model import Document, Extraction, Problem
from kg.segment import segment


def run(
    documents: Iterable[Document | Problem], reader: Reader
) -> Iterator[tuple[Document, Extraction] | Problem]:
    """Extract every article of every document."""
    for document in documents:
        if isinstance(document, Problem):
            yield document
            continue
        for article in segment(document):
            try:
                yield document, extract(document, article, reader)
            except Exception as error:
                yield Problem(article.id, "extract", f"{type(error).__name__}: {error}")
