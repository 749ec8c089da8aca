"""What there is to read: documents by names of their own, and every article once.

A text that stands in several documents, or several times in one, is one article: it is read where
it is said to be published first, and knows its other places (`Article.copies`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kg import copies
from kg.knowledge.knowledge import Knowledge
from kg.limits import DEFAULT, Limits, out_of_time
from kg.model import Article, Document, Problem
from kg.pages.identity import told_apart
from kg.pages.languages import left_out
from kg.pages.segment import segment
from kg.processes import OutOfTime, at_most


@dataclass(frozen=True)
class Batch:
    """Documents in the order of their ids, each with the articles to be read from it.

    ``documents`` are all of them, those without an article too.
    """

    pages: tuple[tuple[Document, tuple[Article, ...]], ...]
    problems: tuple[Problem, ...] = ()
    documents: tuple[Document, ...] = ()


def arrange(
    found: Iterable[Document | Problem], knowledge: Knowledge, limits: Limits | None = None
) -> Batch:
    """The articles of documents as `read.read` yields them, and the problems there were.

    Nothing depends on the order of the documents.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for item in found:
        if isinstance(item, Document):
            documents.append(item)
        else:
            problems.append(item)
    documents, notices = told_apart(documents)
    problems += notices
    pages: list[tuple[Document, tuple[Article, ...]]] = []
    for document in documents:
        articles = articles_of(document, knowledge, limits or DEFAULT)
        if isinstance(articles, Problem):
            problems.append(articles)
        else:
            pages.append((document, articles))
    return Batch(tuple(_each_once(pages)), tuple(problems), tuple(documents))


def articles_of(
    document: Document, knowledge: Knowledge, limits: Limits
) -> tuple[Article, ...] | Problem:
    """The articles of a document, or why there are none."""
    foreign = left_out(document, knowledge)
    if foreign:
        return foreign
    try:
        with at_most(limits.seconds):
            articles = segment(document, knowledge)
    except OutOfTime:
        return Problem(document.id, "limit", str(out_of_time(limits)))
    except Exception as error:
        return Problem(document.id, "segment", f"{type(error).__name__}: {error}")
    return articles or Problem(document.id, "segment", "no article in it; leave it out")


def _each_once(
    pages: list[tuple[Document, tuple[Article, ...]]],
) -> Iterable[tuple[Document, tuple[Article, ...]]]:
    """The pages with each article in one place only, where it knows of the others."""
    by_id: dict[str, list[Article]] = {}
    for _, articles in pages:
        for article in articles:
            by_id.setdefault(article.id, []).append(article)
    chosen = {id: copies.one(same) for id, same in by_id.items()}
    for document, articles in pages:
        here = {chosen[article.id] for article in articles}
        yield (
            document,
            tuple(
                article
                for article in sorted(here, key=lambda article: article.span)
                if article.document == document.id
            ),
        )
