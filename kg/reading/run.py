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
from itertools import chain
from pathlib import Path
from types import TracebackType

from kg.errors import ArticleError, KgError
from kg.model import Article, Document, Extraction, Problem
from kg.reading.article import Pipeline, extract
from kg.reading.batch import Batch, articles_of

Result = tuple[Document, Extraction] | Problem
# A document and those of its articles that are to be read from it; None: all of them.
_Page = tuple[Document, tuple[Article, ...] | None]


def run(
    batch: Batch, pipeline: Pipeline, *, strict: bool = False, workers: int = 1
) -> Iterator[Result]:
    """Extract every article of a batch.

    The problems of the batch are passed on first; then come the articles, or their problems, in
    the order of their documents' ids and their places in the document.

    Args:
        batch: What `arrange` makes of the documents that were found.
        pipeline: What every article is read with.
        strict: Raise the first problem instead of going on; notices are passed on all the same.
        workers: How many processes share the work; 1 works in this one.

    Raises:
        ArticleError: There was a problem, and ``strict`` is set.
        KgError: A worker process died.
    """
    found = chain[_Page | Problem](batch.problems, batch.pages)
    return _extracted(found, pipeline, strict, min(workers, len(batch.pages)))


def stream(
    documents: Iterable[Document | Problem],
    pipeline: Pipeline,
    *,
    strict: bool = False,
    workers: int = 1,
) -> Iterator[Result]:
    """Extract every article of the documents, in the order in which they come.

    No more than a few documents for each worker are in memory at a time, and none is asked for
    before it is needed; so an article that stands in two of them comes twice, with one id. The
    other arguments and the errors are those of `run`.
    """
    found = (item if isinstance(item, Problem) else (item, None) for item in documents)
    return _extracted(found, pipeline, strict, workers)


def _extracted(
    found: Iterable[_Page | Problem], pipeline: Pipeline, strict: bool, workers: int
) -> Iterator[Result]:
    waiting_for_each = pipeline.knowledge.whole("reading.waiting_documents")
    ahead = 0 if workers <= 1 else waiting_for_each * workers
    waiting = deque[tuple[Document, Callable[[], list[Extraction | Problem]]]]()
    with _reading(pipeline, workers) as read:
        for item in found:
            if isinstance(item, Problem):
                yield _passed(item, strict)
                continue
            waiting.append((item[0], read(item)))
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
) -> Iterator[Callable[[_Page], Callable[[], list[Extraction | Problem]]]]:
    """What has a page read, by this process or by others, and gives the results when asked."""
    if workers <= 1:
        yield lambda page: partial(_read, page, pipeline)
        return
    # Forked workers have the pipeline at once; elsewhere it is sent to each of them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(workers, context, _start, (pipeline,))
    try:
        yield lambda page: pool.submit(_work, page).result
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


def _work(page: _Page) -> list[Extraction | Problem]:
    return _read(page, _pipelines[0])


def _read(page: _Page, pipeline: Pipeline) -> list[Extraction | Problem]:
    """The extraction of each article of a page, or what went wrong with it."""
    document, articles = page
    if articles is None:
        found = articles_of(document, pipeline.knowledge)
        if isinstance(found, Problem):
            return [found]
        articles = found
    return [_read_article(document, article, pipeline) for article in articles]


def _read_article(document: Document, article: Article, pipeline: Pipeline) -> Extraction | Problem:
    length = article.span.end - article.span.start
    name = f"{document.id}#{article.id}"
    longest = pipeline.knowledge.whole("reading.longest_article")
    if length > longest:
        return Problem(
            name,
            "segment",
            f"article of {length:,} characters; the limit is {longest:,}: split it",
        )
    try:
        return extract(document, article, pipeline)
    except Exception as error:
        return Problem(name, _stage(error.__traceback__), f"{type(error).__name__}: {error}")


def _stage(trace: TracebackType | None) -> str:
    """The stage an error comes from: the first module that `article` called."""
    here, stage = Path(__file__).parent.parent, "extract"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if here in path.parents and path.stem not in ("run", "article"):
            return path.stem
        trace = trace.tb_next
    return stage
