"""Read many documents: articles in, extractions out; a bad one becomes a problem, the rest go on.

What is read of an article depends on that article alone, so neither the order of the inputs nor
the number of worker processes can change a result, or its place among the others.
"""

import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType

from kg.errors import ArticleError, KgError
from kg.model import Article, Document, Extraction, Problem
from kg.pages.segment import segment
from kg.reading.article import Reader, extract

# A parse takes memory by the length of the article; nothing of news comes near this.
LONGEST_ARTICLE = 200_000

Result = tuple[Document, Extraction] | Problem


def run(
    documents: Iterable[Document | Problem],
    reader: Reader,
    *,
    strict: bool = False,
    workers: int = 1,
) -> Iterator[Result]:
    """Extract every article of every document.

    Problems that came with the documents are passed on first; then come the articles, or their
    problems, in the order of their documents' ids and their places in the document.

    Args:
        documents: What `read.read` yields; all of it is held in memory.
        reader: What every article is read with.
        strict: Raise the first problem instead of going on; notices are passed on all the same.
        workers: How many processes share the work; 1 works in this one.

    Raises:
        ArticleError: There was a problem, and ``strict`` is set.
        KgError: A worker process died.
    """
    kept: list[Document] = []
    for found in documents:
        if isinstance(found, Document):
            kept.append(found)
        else:
            yield _passed(found, strict)
    kept.sort(key=lambda document: document.id)
    for document, results in zip(kept, _all(kept, reader, workers), strict=True):
        for result in results:
            if isinstance(result, Problem):
                yield _passed(result, strict)
            else:
                yield document, result


def _passed(problem: Problem, strict: bool) -> Problem:
    if strict and problem.skipped:
        raise ArticleError(f"{problem.document}: {problem.stage}: {problem.message}")
    return problem


def _all(
    documents: list[Document], reader: Reader, workers: int
) -> Iterator[list[Extraction | Problem]]:
    """The results of every document, in order."""
    workers = min(workers, len(documents))
    if workers <= 1:
        yield from (_read(document, reader) for document in documents)
        return
    # Forked workers have the pipeline at once; elsewhere it is sent to each of them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    chunk = max(1, min(16, len(documents) // (4 * workers)))
    try:
        with ProcessPoolExecutor(workers, context, _start, (reader,)) as pool:
            yield from pool.map(_work, documents, chunksize=chunk)
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process died, perhaps for want of memory; use fewer workers"
        ) from error


_readers: list[Reader] = []


def _start(reader: Reader) -> None:
    """Give a worker process its reader."""
    _readers[:] = [reader]


def _work(document: Document) -> list[Extraction | Problem]:
    return _read(document, _readers[0])


def _read(document: Document, reader: Reader) -> list[Extraction | Problem]:
    """The extraction of each article of a document, or what went wrong with it."""
    try:
        articles = segment(document)
    except Exception as error:
        return [Problem(document.id, "segment", f"{type(error).__name__}: {error}")]
    if not articles:
        return [Problem(document.id, "segment", "no article in it; leave it out")]
    return [_read_article(document, article, reader) for article in articles]


def _read_article(document: Document, article: Article, reader: Reader) -> Extraction | Problem:
    length = article.span.end - article.span.start
    if length > LONGEST_ARTICLE:
        return Problem(
            article.id,
            "segment",
            f"article of {length:,} characters; the limit is {LONGEST_ARTICLE:,}: split it",
        )
    try:
        return extract(document, article, reader)
    except Exception as error:
        return Problem(article.id, _stage(error.__traceback__), f"{type(error).__name__}: {error}")


def _stage(trace: TracebackType | None) -> str:
    """The stage an error comes from: the first module that `article` called."""
    here, stage = Path(__file__).parent.parent, "extract"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if here in path.parents and path.stem not in ("run", "article"):
            return path.stem
        trace = trace.tb_next
    return stage
