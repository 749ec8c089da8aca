"""Read many documents: articles in, extractions out; a bad one becomes a problem, the rest go on.

What is read of an article depends on that article alone, so neither the order of the inputs nor
the number of worker processes can change a result, or its place among the others. A few texts are
parsed together, which takes less time.
"""

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType

from kg.errors import ArticleError, KgError
from kg.model import Article, Document, Extraction, Problem
from kg.reading.article import Pipeline, extract, read_annotation
from kg.reading.batch import Batch, articles_of
from kg.syntax.annotate import Annotation, annotate_all

Result = tuple[Document, Extraction] | Problem
# A document and those of its articles that are to be read from it; None: all of them.
_Page = tuple[Document, tuple[Article, ...] | None]
# What becomes of the articles of each page of some.
_Read = list[list[Extraction | Problem]]


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

    No more documents are in memory at a time than some thousands of words have, or a few for each
    worker; so an article that stands in two of them comes twice, with one id. The
    other arguments and the errors are those of `run`.
    """
    found = (item if isinstance(item, Problem) else (item, None) for item in documents)
    return _extracted(found, pipeline, strict, workers)


def _extracted(
    found: Iterable[_Page | Problem], pipeline: Pipeline, strict: bool, workers: int
) -> Iterator[Result]:
    knowledge = pipeline.knowledge
    ahead = 0 if workers <= 1 else knowledge.whole("reading.waiting_batches") * workers
    waiting = deque[tuple[list[_Page | Problem], Callable[[], _Read]]]()
    with _reading(pipeline, workers) as read:
        most = knowledge.whole("reading.batch_documents")
        for items in _together(found, most, knowledge.whole("reading.batch_characters")):
            waiting.append((items, read([item for item in items if not isinstance(item, Problem)])))
            if len(waiting) > ahead:
                yield from _results(*waiting.popleft(), strict)
        while waiting:
            yield from _results(*waiting.popleft(), strict)


def _together(
    found: Iterable[_Page | Problem], most: int, characters: int
) -> Iterator[list[_Page | Problem]]:
    """Pages, and the problems between them: so many, or as many as have so many characters."""
    items: list[_Page | Problem] = []
    length = 0
    for item in found:
        more = 0 if isinstance(item, Problem) else len(item[0].text)
        if items and (len(items) == most or length + more > characters):
            yield items
            items, length = [], 0
        items.append(item)
        length += more
    if items:
        yield items


def _results(
    items: list[_Page | Problem], results: Callable[[], _Read], strict: bool
) -> Iterator[Result]:
    pages = iter(results())
    for item in items:
        if isinstance(item, Problem):
            yield _passed(item, strict)
            continue
        for result in next(pages):
            yield _passed(result, strict) if isinstance(result, Problem) else (item[0], result)


def _passed(problem: Problem, strict: bool) -> Problem:
    if strict and problem.skipped:
        raise ArticleError(f"{problem.document}: {problem.stage}: {problem.message}")
    return problem


@contextmanager
def _reading(
    pipeline: Pipeline, workers: int
) -> Iterator[Callable[[list[_Page]], Callable[[], _Read]]]:
    """What has pages read, by this process or by others, and gives the results when asked."""
    if workers <= 1:
        yield lambda pages: partial(_read, pages, pipeline)
        return
    # Forked workers have the pipeline at once; elsewhere it is sent to each of them.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(workers, context, _start, (pipeline,))
    try:
        yield lambda pages: pool.submit(_work, pages).result
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


def _work(pages: list[_Page]) -> _Read:
    return _read(pages, _pipelines[0])


def _read(pages: list[_Page], pipeline: Pipeline) -> _Read:
    """The extraction of each article of each page, or what went wrong with it."""
    found = [(document, _articles(document, given, pipeline)) for document, given in pages]
    fit = [
        (document, article)
        for document, articles in found
        for article in articles
        if isinstance(article, Article)
    ]
    parsed = iter(_parsed(fit, pipeline))
    return [
        [
            article
            if isinstance(article, Problem)
            else _read_article(document, article, next(parsed), pipeline)
            for article in articles
        ]
        for document, articles in found
    ]


def _articles(
    document: Document, given: tuple[Article, ...] | None, pipeline: Pipeline
) -> list[Article | Problem]:
    """The articles of a page, those that are too long as problems; or why it has none."""
    articles = articles_of(document, pipeline.knowledge) if given is None else given
    if isinstance(articles, Problem):
        return [articles]
    longest = pipeline.knowledge.whole("reading.longest_article")
    return [_unless_too_long(article, longest) for article in articles]


def _unless_too_long(article: Article, longest: int) -> Article | Problem:
    length = article.span.end - article.span.start
    if length <= longest:
        return article
    return Problem(
        _name(article),
        "segment",
        f"article of {length:,} characters; the limit is {longest:,}: split it",
    )


def _name(article: Article) -> str:
    return f"{article.document}#{article.id}"


def _parsed(
    articles: list[tuple[Document, Article]], pipeline: Pipeline
) -> Sequence[Annotation | None]:
    """Articles parsed together; None for all of them where that fails.

    Each is then parsed by itself, so that the one at fault costs no other.
    """
    try:
        return annotate_all(articles, pipeline.nlp, pipeline.knowledge, pipeline.parses)
    except Exception:
        return [None] * len(articles)


def _read_article(
    document: Document, article: Article, parsed: Annotation | None, pipeline: Pipeline
) -> Extraction | Problem:
    try:
        return read_annotation(parsed) if parsed else extract(document, article, pipeline)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        return Problem(_name(article), _stage(error.__traceback__), message)


def _stage(trace: TracebackType | None) -> str:
    """The stage an error comes from: the first module that `article` called."""
    here, stage = Path(__file__).parent.parent, "extract"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if here in path.parents and path.stem not in ("run", "article"):
            return path.stem
        trace = trace.tb_next
    return stage
