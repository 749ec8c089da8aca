"""Read many documents: articles in, extractions out; a bad one becomes a problem, the rest go on.

What is read of an article depends on that article alone, so neither the order of the inputs nor
the number of worker processes can change a result, or its place among the others. A few texts are
parsed together, which takes less time.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType

from kg.errors import ArticleError
from kg.limits import LimitError, check_text, out_of_memory, out_of_time
from kg.model import Article, Document, Extraction, Problem
from kg.processes import Beat, Lost, OutOfTime, Pool, at_most
from kg.reading.article import Pipeline, extract, read_parsed
from kg.reading.batch import Batch, articles_of
from kg.syntax.annotate import Annotation, annotate_all

Result = tuple[Document, Extraction] | Problem
# An article to be read, and the document it stands in.
_Page = tuple[Document, Article]
_Read = list[Extraction | Problem]


def _silent() -> None:
    """Nobody waits for a sign of life."""


def run(
    batch: Batch,
    pipeline: Pipeline,
    *,
    strict: bool = False,
    workers: int = 1,
    beat: Beat = _silent,
) -> Iterator[Result]:
    """Extract every article of a batch.

    The problems of the batch are passed on first; then come the articles, or their problems, in
    the order of their documents' ids and their places in the document.

    Args:
        batch: What `arrange` makes of the documents that were found.
        pipeline: What every article is read with, and what each may cost (`limits`).
        strict: Raise the first problem instead of going on; notices are passed on all the same.
        workers: How many processes share the work; 1 works in this one, where only what is done
            in Python can be stopped when its time is over.
        beat: Called before each article that this process reads.

    Raises:
        ArticleError: There was a problem, and ``strict`` is set.
    """
    pages = ((document, article) for document, articles in batch.pages for article in articles)
    count = sum(len(articles) for _, articles in batch.pages)
    found = chain[_Page | Problem](batch.problems, pages)
    return _extracted(found, pipeline, strict, min(workers, count), beat)


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
    return _extracted(_segmented(documents, pipeline), pipeline, strict, workers)


def _segmented(
    documents: Iterable[Document | Problem], pipeline: Pipeline
) -> Iterator[_Page | Problem]:
    for document in documents:
        if isinstance(document, Problem):
            yield document
            continue
        articles = articles_of(document, pipeline.knowledge, pipeline.limits)
        if isinstance(articles, Problem):
            yield articles
        else:
            yield from ((document, article) for article in articles)


def _extracted(
    found: Iterable[_Page | Problem],
    pipeline: Pipeline,
    strict: bool,
    workers: int,
    beat: Beat = _silent,
) -> Iterator[Result]:
    knowledge = pipeline.knowledge
    ahead = 0 if workers <= 1 else knowledge.whole("reading.waiting_batches") * workers
    waiting = deque[tuple[list[_Page | Problem], Callable[[], _Read]]]()
    with _reading(pipeline, workers, beat) as read:
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
    """Articles, and the problems between them: so many, or as many as have so many characters."""
    items: list[_Page | Problem] = []
    length = 0
    for item in found:
        more = 0 if isinstance(item, Problem) else item[1].span.end - item[1].span.start
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
    read = iter(results())
    for item in items:
        result = item if isinstance(item, Problem) else next(read)
        if not isinstance(result, Problem):
            assert not isinstance(item, Problem)
            yield item[0], result
            continue
        if strict and result.skipped:
            raise ArticleError(f"{result.document}: {result.stage}: {result.message}")
        yield result


@contextmanager
def _reading(
    pipeline: Pipeline, workers: int, beat: Beat
) -> Iterator[Callable[[list[_Page]], Callable[[], _Read]]]:
    """What has articles read, by this process or by others, and gives the results when asked."""
    if workers <= 1:
        yield lambda pages: partial(_read, pages, pipeline, beat)
        return
    limits = pipeline.limits
    work = partial(_work, pipeline)
    pool = Pool(workers, work, limits.seconds, limits.memory_megabytes)
    try:
        yield lambda pages: partial(_result, pages, pool.submit(pages), pool, pipeline)
    finally:
        pool.close()


def _result(pages: list[_Page], ticket: int, pool: Pool, pipeline: Pipeline) -> _Read:
    """What another process has read; where it was lost, each article is read by itself."""
    found: _Read | Lost = pool.result(ticket)
    if not isinstance(found, Lost):
        return found
    if len(pages) == 1:
        return [_lost(pages[0][1], found, pipeline)]
    tickets = [([page], pool.submit([page])) for page in pages]
    return [_result(page, again, pool, pipeline)[0] for page, again in tickets]


def _lost(article: Article, lost: Lost, pipeline: Pipeline) -> Problem:
    """That the process which read an article alone had to be killed, or died."""
    if lost.hung:
        return Problem(_name(article), "limit", str(out_of_time(pipeline.limits)))
    return Problem(
        _name(article),
        "extract",
        "the process that read it died, perhaps for want of memory; read it with fewer workers",
    )


def _work(pipeline: Pipeline, pages: list[_Page], beat: Beat) -> _Read:
    return _read(pages, pipeline, beat)


def _read(pages: list[_Page], pipeline: Pipeline, beat: Beat) -> _Read:
    """The extraction of each article, or what went wrong with it."""
    refused = [_refused(*page, pipeline) for page in pages]
    fit = [page for page, problem in zip(pages, refused, strict=True) if not problem]
    parsed = iter(_parsed(fit, pipeline))
    found: _Read = []
    for page, problem in zip(pages, refused, strict=True):
        beat()
        found.append(problem or _read_article(*page, next(parsed), pipeline))
    return found


def _refused(document: Document, article: Article, pipeline: Pipeline) -> Problem | None:
    """Why an article is not even parsed."""
    try:
        check_text(document.text[article.span.start : article.span.end], pipeline.limits)
    except LimitError as error:
        return Problem(_name(article), "limit", str(error))
    return None


def _name(article: Article) -> str:
    return f"{article.document}#{article.id}"


def _parsed(articles: list[_Page], pipeline: Pipeline) -> Sequence[Annotation | None]:
    """Articles parsed together; None for all of them where that fails.

    Each is then parsed by itself, so that the one at fault costs no other.
    """
    try:
        with at_most(pipeline.limits.seconds):
            return annotate_all(articles, pipeline.nlp, pipeline.knowledge, pipeline.parses)
    except (Exception, OutOfTime):
        return [None] * len(articles)


def _read_article(
    document: Document, article: Article, parsed: Annotation | None, pipeline: Pipeline
) -> Extraction | Problem:
    try:
        with at_most(pipeline.limits.seconds):
            if parsed is None:
                return extract(document, article, pipeline)
            return read_parsed(parsed, pipeline)
    except OutOfTime:
        return Problem(_name(article), "limit", str(out_of_time(pipeline.limits)))
    except MemoryError:
        return Problem(_name(article), "limit", str(out_of_memory(pipeline.limits)))
    except LimitError as error:
        return Problem(_name(article), "limit", str(error))
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
