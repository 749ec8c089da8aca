"""The whole way from pages to a graph on disk."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.files import Reading, Report, report, write
from kg.building.kept import lost
from kg.building.options import PARSES, Options, keeping_parses, pipeline_of, with_own
from kg.errors import InputError, NothingReadError
from kg.graph.directory import STORE, finish, replacing_all, writing
from kg.inputs.read import read
from kg.model import Article, Document, Extraction, Problem
from kg.reading.batch import Batch, arrange
from kg.records import Corpus

if TYPE_CHECKING:
    from kg.reading.article import Pipeline

Progress = Callable[[str, int, int], None]


def read_all(
    inputs: Iterable[str | Document | Problem],
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
    directory: Path | None = None,
) -> Reading:
    """Read every article of the inputs.

    ``progress`` is told each article's id and its words when it has been read, and how many words
    there are to be read in all.
    ``pipeline`` is loaded as the options ask where it is not given. ``directory`` is that of the
    graph that is made, which keeps the parses of its articles.

    Raises:
        KgError: The model or the ontology is no good; or, with ``strict``, an input.
    """
    options = options or Options()
    pipeline = keeping_parses(pipeline or pipeline_of(options), options, directory)
    return read_batch(
        arrange(read(inputs, options.limits, options.columns), pipeline.knowledge, options.limits),
        pipeline,
        options,
        progress,
    )


def read_batch(
    batch: Batch,
    pipeline: "Pipeline",
    options: Options,
    progress: Progress | None = None,
    before: Iterable[Extraction | Problem] = (),
) -> Reading:
    """Read every article of a batch; ``before`` is what has been read of its documents already.

    The other arguments and the errors are those of `read_all`.
    """
    from kg.reading.run import run

    found = list(before)
    words = progress and sum(
        _words(document, article) for document, articles in batch.pages for article in articles
    )
    for result in run(batch, pipeline, strict=options.strict, workers=options.workers):
        if isinstance(result, Problem):
            found.append(result)
            continue
        document, extraction = result
        found.append(extraction)
        if progress:
            article = extraction.article
            progress(article.id, _words(document, article), words or 0)
    return reading_of(batch.documents, found)


def _words(document: Document, article: Article) -> int:
    return len(document.text[article.span.start : article.span.end].split())


def reading_of(documents: Iterable[Document], found: Iterable[Extraction | Problem]) -> Reading:
    """What was read of documents, in order."""
    extractions, problems = list[Extraction](), list[Problem]()
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            extractions.append(item)
    extractions.sort(key=lambda e: (e.article.document, e.article.span, e.article.id))
    given = tuple(documents)
    texts = {document.id: document.text for document in given}
    return Reading(tuple(extractions), texts, tuple(sorted(problems, key=place)), given)


def build(
    inputs: Iterable[str | Document | Problem],
    output: str | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
    replacing: bool = False,
) -> Report:
    """Read the inputs and write facts, graph, view, problems and store into a directory.

    ``progress`` and ``pipeline`` are those of `read_all`.

    Nothing of the directory changes before everything is written; what fails leaves it as it was.
    Decisions that lie in the directory (`correct`) hold besides those that are given. Pages that
    a graph in the directory has besides the inputs are given up only if it is ``replacing`` them.

    Raises:
        KgError: As `read_all`; or no article was read; or the directory cannot be written, or has
            a graph of other pages.
    """
    directory = Path(output)
    options = with_own(options or Options(), directory)
    pipeline = replace(pipeline or pipeline_of(options), propositions=False)
    found = list(read(inputs, options.limits, options.columns))
    if not replacing:
        check_kept(directory, found)
    reading = read_all(found, options, progress, pipeline, directory)
    if not reading.extractions:
        raise NothingReadError(
            f"none of the inputs has an article that could be read; {directory} is left as it was",
            reading.problems,
        )
    problems, handed = reading.problems, [reading]
    del reading  # so that `write` can let go of it
    with replacing_all(directory) as staged, writing(directory):
        written = write(handed.pop(), staged, options, pipeline.knowledge)
    forget_parses(directory, options, written.corpus)
    return report(written, directory, problems)


def forget_parses(directory: Path, options: Options, corpus: Corpus) -> None:
    """Drop the parses of articles that a graph does not have any more."""
    from kg.syntax.parses import Parses

    if options.parses is None:
        Parses(directory / PARSES).forget(corpus.articles)


def check_kept(directory: Path, found: Iterable[Document | Problem]) -> None:
    """Raise `InputError` where a build would lose pages that a graph in the directory has."""
    if not directory.is_dir():
        return
    finish(directory)
    if not (directory / STORE).exists():
        return
    gone = lost(directory, found)
    if gone:
        more = f" and {len(gone) - 1:,} more" if len(gone) > 1 else ""
        raise InputError(
            f"{directory} holds a graph of other pages ({gone[0]}{more}); add to it with "
            "`kg add`, or give them up with --replace"
        )


def place(problem: Problem) -> tuple[str, str, str]:
    """By what problems are ordered."""
    return problem.document, problem.stage, problem.message
