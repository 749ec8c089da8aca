"""Change the pages of a graph: what comes is read, all else stays as it was read before.

What is written is what a build of the same pages writes, byte for byte: a graph keeps its pages as
they were given (`kept`), and they are arranged anew with those that come and without those that
go. An article is read again only where the place that it is now read from tells another day of
publication, or other headlines and captions, than the one before.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.build import Progress, forget_parses, place, read_batch, reading_of
from kg.building.files import Report, report, write, write_problems
from kg.building.kept import Kept, again, as_given, load, problems
from kg.building.meant import Shelf, about, pages_meant, replaced
from kg.building.options import (
    Options,
    keeping_parses,
    known,
    made_with,
    pipeline_of,
    with_own,
)
from kg.errors import ArticleError, InputError, NothingReadError
from kg.graph.directory import replacing_all, writing
from kg.graph.opened import Graph
from kg.inputs.problems import Found
from kg.inputs.read import read
from kg.model import Document, Problem
from kg.reading.batch import Batch, arrange

if TYPE_CHECKING:
    from kg.reading.article import Pipeline


@dataclass(frozen=True)
class _Change:
    """The pages that stay in a graph and those that come, as given, and what is told of each.

    One that may be ``empty`` is made even if nothing that comes has an article.
    """

    stay: tuple[Document, ...]
    old: tuple[Problem, ...]
    come: tuple[Document, ...] = ()
    new: tuple[Problem, ...] = ()
    empty: bool = False


def add(
    inputs: Iterable[str | Found],
    directory: str | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Report:
    """Read the inputs and put them into a graph beside the pages that it has.

    Args:
        inputs: As `build.build` takes them. A page that is there already is not read again.
        directory: Where the graph is.
        options: Its ``workers``, ``strict``, ``parses`` and ``limits`` hold; all else is as the
            graph was made with.
        progress: As in `build.read_all`.
        pipeline: What articles are read with; loaded, where one is needed and none is given.

    Raises:
        KgError: There is no graph; or none of the inputs has an article; or, with ``strict``, an
            input is no good. The graph is then left as it was.
    """
    given = list(inputs)
    asked = options or Options()

    def change(shelf: Shelf) -> _Change:
        return _coming(
            given, read(given, asked.limits, asked.columns), shelf.kept, shelf.kept.given
        )

    return _change(Path(directory), change, options, progress, pipeline)


def update(
    inputs: Iterable[str | Found],
    directory: str | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Report:
    """Read the inputs in place of the pages that have their addresses or, else, their names.

    What the graph does not have yet is added. Arguments and errors are those of `add`; also where
    several pages have the name of one.
    """
    given = list(inputs)
    asked = options or Options()

    def change(shelf: Shelf) -> _Change:
        found, gone = replaced(given, shelf, asked)
        return _coming(given, found, shelf.kept, _without(gone, shelf.kept))

    return _change(Path(directory), change, options, progress, pipeline)


def take(
    found: Iterable[Found],
    directory: str | Path,
    settled: Collection[str] = (),
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Report:
    """Put documents into a graph, in place of those that the inputs called the same before.

    Args:
        found: The documents; and what is wrong with others, which may be all there is.
        directory: Where the graph is.
        settled: The places of which the graph's problems do not hold any more.
        options: As in `add`, and so are the other arguments and the errors, except that a change
            without an article is none.
        progress: As in `add`.
        pipeline: As in `add`.
    """
    given = list(read(found, (options or Options()).limits))
    come = [item for item in given if isinstance(item, Document)]
    new = [item for item in given if isinstance(item, Problem)]
    names = {document.id for document in come}

    def change(shelf: Shelf) -> _Change:
        kept = shelf.kept
        gone = [page for page in kept.documents if as_given(page).id in names]
        old = _told_of(_without(gone, kept), kept, _said_of(settled, kept.problems))
        return _Change(_without(gone, kept), old, tuple(come), tuple(new), empty=True)

    return _change(Path(directory), change, options, progress, pipeline)


def tell(found: Iterable[Problem], directory: Path, settled: Collection[str] = ()) -> None:
    """Write anew what is wrong with inputs of a graph, which stays as it is besides.

    Raises:
        KgError: It cannot be written, or another run is writing there.
    """
    with replacing_all(directory) as staged:
        before = problems(directory)
        gone = _said_of(settled, before)
        now = {problem for problem in before if problem not in gone} | set(found)
        if now != set(before):
            with writing(directory):
                write_problems(staged, sorted(now, key=place))


def _said_of(places: Collection[str], problems: Iterable[Problem]) -> set[Problem]:
    """The problems with inputs at the places: with all of one or with an item of it."""
    return {
        problem
        for problem in problems
        if problem.stage == "read"
        and not {problem.document, re.sub(r":\d+$", "", problem.document)}.isdisjoint(places)
    }


def remove(
    things: Iterable[str],
    directory: str | Path,
    options: Options | None = None,
    pipeline: "Pipeline | None" = None,
) -> Report:
    """Take pages out of a graph, as if they had never been read.

    ``things`` are files or folders, addresses, and ids of pages or of articles that are all their
    pages hold. Other arguments and errors are those of `add`; also where nothing is called so, or
    several pages are, or no page would be left.
    """
    wanted = list(things)

    def change(shelf: Shelf) -> _Change:
        kept, (gone, settled) = shelf.kept, pages_meant(wanted, shelf)
        stay = _without(gone, kept)
        return _Change(stay, _told_of(stay, kept, settled))

    return _change(Path(directory), change, options, None, pipeline)


def _coming(
    given: Iterable[str | Found], found: Iterable[Found], kept: Kept, stay: tuple[Document, ...]
) -> _Change:
    """What was found at the inputs beside the pages that stay; these are spoken of anew."""
    come, new = list[Document](), list[Problem]()
    for item in found:
        if isinstance(item, Problem):
            new.append(item)
        else:
            come.append(item)
    old = _told_of(stay, kept, about(given, kept.problems))
    return _Change(stay, old, tuple(come), tuple(new))


def _without(gone: Collection[Document], kept: Kept) -> tuple[Document, ...]:
    """The pages of a graph that do not go, as they were given."""
    return tuple(as_given(page) for page in kept.documents if page not in gone)


def _told_of(
    pages: Iterable[Document], kept: Kept, settled: Collection[Problem]
) -> tuple[Problem, ...]:
    """The problems that are not settled, without those that speak of other pages."""
    names = {page.id for page in pages}
    return tuple(
        problem
        for problem in kept.problems
        if problem not in settled and (problem.page is None or problem.page in names)
    )


def _change(
    directory: Path,
    chosen: Callable[[Shelf], _Change],
    options: Options | None,
    progress: Progress | None,
    pipeline: "Pipeline | None",
) -> Report:
    """Write the graph of the pages that a change leaves; what fails leaves it as it was."""
    Graph.open(directory)
    # Held from here on, so that what another run adds meanwhile is not lost.
    with replacing_all(directory) as staged:
        graph = Graph(directory)
        asked = options or Options()
        options = replace(made_with(graph), strict=asked.strict, workers=asked.workers)
        options = replace(options, parses=asked.parses, limits=asked.limits)
        options = with_own(options, directory)
        kept = load(directory)
        change = chosen(Shelf(kept, graph.names))
        knowledge = pipeline.knowledge if pipeline else known(options)
        batch = arrange(dict.fromkeys((*change.stay, *change.come)), knowledge, options.limits)
        before, left = again(batch, kept)
        # What segmenting and reading say of a page is said anew; the rest is of the inputs.
        old = [problem for problem in change.old if problem.stage == "read"]
        new = (*change.new, *left.problems)
        _check(change, batch, new, options.strict)
        found = [*before, *old, *new]
        if left.pages:
            pipeline = replace(pipeline or pipeline_of(options), propositions=False)
            pipeline = keeping_parses(pipeline, options, directory)
            rest = replace(left, problems=())
            reading = read_batch(rest, pipeline, options, progress, found)
        else:
            reading = reading_of(batch.documents, found)
        if not reading.extractions:
            raise InputError(f"no article would be left in {directory}; delete it instead")
        with writing(directory):
            written = write(reading, staged, options, knowledge)
    forget_parses(directory, options, written.corpus)
    there = {as_given(page).id for page in batch.documents}
    removed = tuple(page.id for page in kept.documents if as_given(page).id not in there)
    told = set(kept.problems)
    news = tuple(problem for problem in reading.problems if problem not in told)
    return report(written, directory, news, removed)


def _check(change: _Change, batch: Batch, new: Iterable[Problem], strict: bool) -> None:
    """Raise `KgError` where nothing that comes has an article, or, with ``strict``, one has not."""
    problems = [problem for problem in new if problem.skipped]
    if strict and problems:
        first = problems[0]
        raise ArticleError(f"{first.document}: {first.stage}: {first.message}")
    if change.empty:
        return
    empty = {
        problem.document for problem in batch.problems if problem.stage in ("segment", "language")
    }
    told = {(page.id, page.text, page.url) for page in change.come}
    for page in batch.documents:
        if page.id not in empty and (as_given(page).id, page.text, page.url) in told:
            return
    # Where pages only go, the others may be said anew to have no article: by another name.
    if problems and (change.come or change.new):
        raise NothingReadError(
            "none of the inputs has an article that could be read; the graph is left as it was",
            tuple(problems),
        )
