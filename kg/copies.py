"""One article that stands in several places: which place it is read from, and how it is moved.

Articles of one id have the same text, so all that is said of one of them is said of the others,
as far from the article's first character.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from kg.model import Article, Extraction, Phrase, Place, Span


def place(article: Article) -> Place:
    """Where an article stands."""
    return Place(
        article.document, article.span, article.digest, article.published, article.publisher
    )


def one(articles: Sequence[Article]) -> Article:
    """The article of all those that have its id, with the others as its copies.

    It is the one published first, then the one with a publisher, then the first by name and
    place, so the order in which they came does not matter. What it does not tell of itself (title,
    language, authors, sections) the next one tells.
    """
    ranked = sorted(articles, key=lambda article: _rank(place(article)))
    first = ranked[0]
    places = {place(article) for article in articles}
    places.update(copy for article in articles for copy in article.copies)
    others = sorted(places - {place(first)}, key=_rank)
    return replace(
        first,
        copies=tuple(others),
        headline=next((a.headline for a in ranked if a.headline), None),
        language=next((a.language for a in ranked if a.language), None),
        authors=next((a.authors for a in ranked if a.authors), ()),
        sections=next((a.sections for a in ranked if a.sections), ()),
    )


def _rank(found: Place) -> tuple[Any, ...]:
    return (
        found.published is None, found.published or "",
        found.publisher is None, found.publisher or "",
        found.document, found.span, found.digest,
    )  # fmt: skip


def read_as(extraction: Extraction, article: Article) -> Extraction | None:
    """What was read from an article, told of the same text at another place.

    None where it may be read otherwise there: times count from the day of publication, and a page
    says which lines are headlines and captions.
    """
    old = extraction.article
    if old.id != article.id or _context(old) != _context(article):
        return None
    moved = extraction
    if (old.document, old.span) != (article.document, article.span):
        moved = _moved(extraction, place(article))
    return replace(moved, article=article)


def _context(article: Article) -> tuple[object, ...]:
    """What reading an article goes by besides its text."""
    first, title = article.span.start, article.title
    blocks = [(b.kind, b.span.start - first, b.span.end - first) for b in article.blocks]
    heading = title and (title.start - first, title.end - first)
    return article.published, article.publisher, article.url, heading, blocks


def everywhere(extraction: Extraction) -> Iterable[Extraction]:
    """What was read from an article, once for each place where it stands."""
    yield replace(extraction, article=replace(extraction.article, copies=()))
    for copy in extraction.article.copies:
        yield _moved(extraction, copy)


def _moved(extraction: Extraction, to: Place) -> Extraction:
    """The extraction with all spans where the text stands at another place."""
    article = extraction.article
    shift = to.span.start - article.span.start

    def span(old: Span) -> Span:
        return Span(old.start + shift, old.end + shift)

    def spans(old: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(span, old))

    def phrase(old: Phrase) -> Phrase:
        return replace(old, spans=spans(old.spans))

    return replace(
        extraction,
        article=replace(
            article,
            document=to.document,
            span=to.span,
            title=article.title and span(article.title),
            blocks=tuple(replace(block, span=span(block.span)) for block in article.blocks),
            published=to.published,
            publisher=to.publisher,
            digest=to.digest,
            copies=(),
        ),
        mentions=tuple(replace(m, span=span(m.span)) for m in extraction.mentions),
        facts=tuple(
            replace(
                fact,
                document=to.document,
                args=tuple(replace(arg, spans=spans(arg.spans)) for arg in fact.args),
                cue=spans(fact.cue),
                evidence=span(fact.evidence),
                when=fact.when and replace(fact.when, span=span(fact.when.span)),
            )
            for fact in extraction.facts
        ),
        triples=tuple(
            replace(
                triple,
                document=to.document,
                subject=phrase(triple.subject),
                predicate=phrase(triple.predicate),
                objects=tuple(map(phrase, triple.objects)),
            )
            for triple in extraction.triples
        ),
    )
