"""Read many documents: articles in, extractions out; a bad one becomes a problem, the rest go on.

What is read of an article depends on that article alone, so neither the order of the inputs nor
the number of worker processes can change a result, or its place among the others.
"""

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType

from kg.errors import ArticleError, KgError
from kg.model import Article, Document, Extraction, Problem
from kg.pages.segment import segment
from kg.reading.article import Pipeline, extract

# A parse takes memory by the length of the article; nothing of news comes near this.
LONGEST_ARTICLE = 200_000
# Documents that wait for each worker, so that none is idle while the results are taken.
_AHEAD = 4

Result = tuple[Document, Extraction] | Problem


def run(
    documents: Iterable[Document | Problem],
    pipeline: Pipeline,
    *,
    strict: bool = False,
    workers: int = 1,
) -> Iterator[Result]:
    """Extract every article of every document.

    Problems that came with the documents are passed on first; then come the articles, or their
    problems, in the order of their documents' ids and their places in the document.

    Args:
        documents: What `read.read` yields; all of it is held in memory.
        pipeline: What every article is read with.
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
    yield from stream(kept, pipeline, strict=strict, workers=min(workers, len(kept)))


def stream(
    documents: Iterable[Document | Problem],
    pipeline: Pipeline,
    *,
    strict: bool = False,
    workers: int = 1,
) -> Iterator[Result]:
    """Extract as `run` does, in the order in which the documents come.

    No more than a few documents for each worker are in memory at a time, and none is asked for
    before it is needed.
    """
    ahead = 0 if workers <= 1 else _AHEAD * workers
    waiting = deque[tuple[Document, Callable[[], list[Extraction | Problem]]]]()
    with _reading(pipeline, workers) as read:
        for found in documents:
            if isinstance(found, Problem):
                yield _passed(found, strict)
                continue
            waiting.append((found, read(found)))
            if len(waiting) > ahead:
                yield from _results(*waiting.popleft(), strict)
        while waiting:
            yield from _results(*waiting.popleft(), strict)


def _results(
    document: Document, results: Callable[[], list[Extraction | Problem]], strict: bool
) -> Iterator[Result]:
    for result in results():
        yield _passed(result, strict) if isinstance(result, Problem) else (document, result)


def _passed(problem: Problem, strict: bool) -> Problem:
    if strict and problem.skipped:
        raise ArticleError(f"{problem.document}: {problem.stage}: {problem.message}")
    return problem


@contextmanager
def _reading(
    pipeline: Pipeline, workers: int
) -> Iterator[Callable[[Document], Callable[[], list[Extraction | Problem]]]]:
    """What has a document read, by this process or by others, and gives the results when asked."""
    if workers <= 1:
        yield lambda document: partial(_read, document, pipeline)
        return
    # Forked workers have the pipeline at once; elsewhere it is sent to each of them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(workers, context, _start, (pipeline,))
    try:
        yield lambda document: pool.submit(_work, document).result
    except BrokenProcessPool as error:
        raise KgError(
            "a worker process died, perhaps for want of memory; use fewer workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_pipelines: list[Pipeline] = []


def _start(pipeline: Pipeline) -> None:
    """Give a worker process its pipeline."""
    _pipelines[:] = [pipeline]


def _work(document: Document) -> list[Extraction | Problem]:
    return _read(document, _pipelines[0])


def _read(document: Document, pipeline: Pipeline) -> list[Extraction | Problem]:
    """The extraction of each article of a document, or what went wrong with it."""
    try:
        articles = segment(document)
    except Exception as error:
        return [Problem(document.id, "segment", f"{type(error).__name__}: {error}")]
    if not articles:
        return [Problem(document.id, "segment", "no article in it; leave it out")]
    return [_read_article(document, article, pipeline) for article in articles]


def _read_article(document: Document, article: Article, pipeline: Pipeline) -> Extraction | Problem:
    length = article.span.end - article.span.start
    if length > LONGEST_ARTICLE:
        return Problem(
            article.id,
            "segment",
            f"article of {length:,} characters; the limit is {LONGEST_ARTICLE:,}: split it",
        )
    try:
        return extract(document, article, pipeline)
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
