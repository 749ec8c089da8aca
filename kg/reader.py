"""Read texts from Python: one `Reader` loads the model and all that is known, once.

What may be given, and how it is told apart, is in `given`.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import overload

from spacy.language import Language

from kg.building import build as building
from kg.building import changing
from kg.building.files import Report
from kg.building.options import NOWHERE, Options, keeping_parses, made_with, pipeline_of
from kg.errors import InputError
from kg.graph.articles import ArticleView
from kg.graph.opened import Graph
from kg.graph.terms import DEFAULT_BASE, Names
from kg.inputs import given
from kg.inputs.columns import Columns
from kg.inputs.given import Source, Told
from kg.inputs.problems import Found
from kg.inputs.read import read
from kg.knowledge.knowledge import Knowledge
from kg.limits import DEFAULT, Limits
from kg.linking.decisions import read_decisions
from kg.linking.link import judge
from kg.model import Document, Extraction, Problem
from kg.reading.run import Result, stream
from kg.syntax import DEFAULT_MODEL

Files = str | Path | Iterable[str | Path]


class ProblemWarning(UserWarning):
    """An input was not read, or not as it stands; the others are."""


def warn(problem: Problem) -> None:
    """Tell of a problem as Python does."""
    warnings.warn(f"{problem.document}: {problem.message}", ProblemWarning, stacklevel=3)


class Reader:
    """Reads news: texts into articles with their facts, pages into a graph.

    Args:
        model: An installed spaCy pipeline, or its name, instead of the default one.
        ontology: Files of relations of your own, as Turtle.
        gazetteer: Files of names known beforehand (docs/inputs.md tells their forms).
        decisions: A file of your own judgements (same, different, rename, ignore).
        base: The IRI below which things are named.
        strict: Raise the first problem of an input instead of going on to the next.
        workers: Processes that read articles in `stream` and `build`.
        parses: A file in which parses are kept for the next time, or "none". Without one, a
            graph keeps its own, unless the model is no installed one.
        limits: What each input may cost, if not what `limits.Limits` says.
        columns: Which columns of tables and keys of lines of JSON are what, if not called so.

    Raises:
        KgError: The model, a file or the base is no good.
    """

    def __init__(
        self,
        *,
        model: str | Language = DEFAULT_MODEL,
        ontology: Files = (),
        gazetteer: Files = (),
        decisions: str | Path | None = None,
        base: str = DEFAULT_BASE,
        strict: bool = False,
        workers: int = 1,
        parses: str | Path | None = None,
        limits: Limits | None = None,
        columns: Columns | None = None,
    ) -> None:
        if parses is None and not isinstance(model, str):
            parses = NOWHERE  # nobody knows what it was trained on meanwhile
        nlp = None if isinstance(model, str) else model
        self.options = Options(
            model=model if isinstance(model, str) else f"{model.lang}_{model.meta['name']}",
            ontology=_files(ontology),
            gazetteer=_files(gazetteer),
            decisions=None if decisions is None else str(decisions),
            base=base,
            strict=strict,
            workers=workers,
            parses=None if parses is None else str(parses),
            limits=limits or DEFAULT,
            columns=columns or Columns(),
        )
        self._pipeline = keeping_parses(pipeline_of(self.options, nlp), self.options)
        self._names = Names(base)
        self._decisions = read_decisions(decisions) if decisions else None

    def __repr__(self) -> str:
        return f"<kg.Reader {self.options.model}>"

    @property
    def knowledge(self) -> Knowledge:
        """All that is known before a text is read."""
        return self._pipeline.knowledge

    @property
    def nlp(self) -> Language:
        """The spaCy pipeline."""
        return self._pipeline.nlp

    @overload
    def read(  # type: ignore[overload-overlap]  # a str is an iterable of str, but one source
        self,
        source: Source,
        *,
        published: str | date | None = None,
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> ArticleView: ...

    @overload
    def read(
        self,
        source: Iterable[Source],
        *,
        published: str | date | None = None,
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> list[ArticleView]: ...

    def read(
        self,
        source: Source | Iterable[Source],
        *,
        published: str | date | None = None,
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> ArticleView | list[ArticleView]:
        """Read one article; of several sources, one each.

        Args:
            source: A text (``str``), a file (``Path``), the bytes of one, a `Document`, or an
                iterable of those.
            published: The date of publication, as ISO or a date. Without one "on Tuesday" stays
                what it is.
            publisher: Who published it.
            title: Its headline, where the text does not begin with it.
            url: Its address, which tells it from another article of the same words.

        Raises:
            InputError: There is no article in a source, or more than one (`stream` reads those).
        """
        told = Told(given.day(published), publisher, title, url)
        if isinstance(source, str | bytes | Path | Document):
            return self._one(source, told)
        return [self._one(each, told) for each in source]

    def stream(
        self,
        pages: Source | Iterable[Source],
        *,
        published: str | date | None = None,
        publisher: str | None = None,
        workers: int | None = None,
        on_problem: Callable[[Problem], None] = warn,
    ) -> Iterator[ArticleView]:
        """Read pages of any number of articles, one article after another.

        Few of them are in memory at a time, so there may be millions; one that stands in two
        places comes twice, with one id. An input that cannot be read is passed over (an error, if
        the reader is ``strict``).

        Args:
            pages: A directory, a file or a glob (``str`` or ``Path``), the bytes of a file, a
                `Document`, or an iterable of those.
            published: The date of publication of documents that do not state theirs.
            publisher: Who published those that do not say so.
            workers: Processes that share the work, if not as many as the reader was made with.
            on_problem: Is told what was not read, or not as it stands; else a `ProblemWarning`.

        Raises:
            InputError: A path leads nowhere.
        """
        told, found = Told(given.day(published), publisher), given.inputs(pages)
        results = stream(
            map(told.lacking, read(found, self.options.limits, self.options.columns)),
            self._pipeline,
            strict=self.options.strict,
            workers=workers or self.options.workers,
        )
        return self._articles(results, on_problem)

    def build(
        self,
        pages: Source | Iterable[Source],
        directory: str | Path,
        *,
        replace: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Graph:
        """Read pages and write their graph into a directory; the graph, opened.

        An input that cannot be read is passed over with a `ProblemWarning` and has a line in
        ``problems.jsonl``. ``replace`` gives up the pages that a graph in the directory has
        besides these. ``progress`` is told each article's id and words, and those of all.

        Raises:
            InputError: A path leads nowhere, or no article could be read, or the directory has
                a graph of other pages; the graph that was in it is then left as it was.
        """
        made = building.build(
            given.inputs(pages),
            directory,
            self.options,
            progress,
            self._pipeline,
            replacing=replace,
        )
        return _opened(made)

    def add(
        self,
        pages: Source | Iterable[Source],
        directory: str | Path,
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Graph:
        """Read pages into the graph of a directory, beside those that it has; the graph, opened.

        Pages that it has are not read again, and the graph is the one that `build` makes of all.
        Problems and ``progress`` are as there.

        Raises:
            InputError: As in `build`; or the graph was not made with the options of this reader.
        """
        inputs = self._inputs_for(pages, directory)
        return _opened(changing.add(inputs, directory, self.options, progress, self._pipeline))

    def update(
        self,
        pages: Source | Iterable[Source],
        directory: str | Path,
        *,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Graph:
        """Read pages in place of those of a graph with the same ``url`` or, else, name.

        Those that it does not have are added. All else is as in `add`.
        """
        inputs = self._inputs_for(pages, directory)
        return _opened(changing.update(inputs, directory, self.options, progress, self._pipeline))

    def remove(self, things: str | Path | Iterable[str | Path], directory: str | Path) -> Graph:
        """Take pages out of the graph of a directory, as if never read; the graph, opened.

        ``things`` are files or folders, addresses, or ids of pages. Raises `InputError` where
        nothing is called so.
        """
        self._check_made_alike(directory)
        wanted = map(str, [things] if isinstance(things, str | Path) else things)
        return _opened(changing.remove(wanted, directory, self.options, self._pipeline))

    def _inputs_for(
        self, pages: Source | Iterable[Source], directory: str | Path
    ) -> Iterable[str | Found]:
        """The inputs of a change to a graph, which must have been made as this reader reads."""
        self._check_made_alike(directory)
        return given.inputs(pages)

    def _check_made_alike(self, directory: str | Path) -> None:
        made = made_with(Graph.open(directory))
        for name in ("model", "ontology", "gazetteer", "decisions", "base"):
            asked, had = getattr(self.options, name), getattr(made, name)
            if asked != had:
                raise InputError(
                    f"{directory} was made with {name}={had!r}, this reader has {asked!r}; "
                    "make one that has the same"
                )

    def _one(self, source: Source, told: Told) -> ArticleView:
        """The article of one source."""
        documents, problems, articles = list[Document](), list[Problem](), []
        for found in given.documents(source):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            documents.append(told.of(found))
        for result in stream(documents, self._pipeline):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                articles.append(result)
        for problem in problems:
            if problem.skipped:
                raise InputError(f"{problem.document}: {problem.message}")
        if len(articles) != 1:
            name = documents[0].id if documents else str(source)[: given.SHOWN]
            raise InputError(f"{name}: {len(articles)} articles, not one; stream() reads them all")
        return self._view(*articles[0], tuple(problems))

    def _articles(
        self, results: Iterable[Result], on_problem: Callable[[Problem], None]
    ) -> Iterator[ArticleView]:
        for result in results:
            if isinstance(result, Problem):
                on_problem(result)
            else:
                yield self._view(*result)

    def _view(
        self, document: Document, extraction: Extraction, notes: tuple[Problem, ...] = ()
    ) -> ArticleView:
        links = judge((extraction,), self.knowledge, self._decisions)
        (linked,) = links.apply((extraction,))
        article = extraction.article
        span, told = article.title, article.headline
        title = told or (document.text[span.start : span.end] if span else None)
        return ArticleView(linked, document.text, self._names, title, notes)


def _opened(made: Report) -> Graph:
    """The graph that was made; with a warning for each problem."""
    for problem in made.problems:
        warnings.warn(f"{problem.document}: {problem.message}", ProblemWarning, stacklevel=3)
    return Graph.open(made.directory)


def _files(given: Files) -> tuple[str, ...]:
    paths = (given,) if isinstance(given, str | Path) else given
    return tuple(str(path) for path in paths)
