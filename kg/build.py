"""The whole way from pages to a graph on disk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import kept as keeping
from kg import records
from kg.errors import InputError, NothingReadError
from kg.graph import export, lookup, store, terms
from kg.graph.answers import keys
from kg.graph.directory import (
    DECISIONS,
    FACTS,
    PAGES,
    PROBLEMS,
    READ,
    STORE,
    TURTLE,
    VIEW,
    finish,
    replacing_all,
    writing,
)
from kg.graph.network import tally
from kg.graph.quads import Minter
from kg.graph.terms import DEFAULT_BASE, Names
from kg.knowledge.knowledge import Knowledge, load_knowledge
from kg.linking.decisions import Decisions, read_decisions
from kg.linking.link import Links, judge
from kg.linking.merge import merge
from kg.model import Document, Extraction, Problem
from kg.pages.read import read
from kg.reading.batch import Batch, arrange
from kg.records import Corpus, Record
from kg.syntax import DEFAULT_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.reading.article import Pipeline

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Options:
    """What a build can be told; ``strict`` makes the first problem an error.

    ``license`` is the IRI of the licence under which the graph is given to others.
    ``own`` is the directory's own file of decisions, which hold besides those of ``decisions``.
    """

    model: str = DEFAULT_MODEL
    ontology: tuple[str, ...] = ()
    gazetteer: tuple[str, ...] = ()
    decisions: str | None = None
    own: str | None = None
    base: str = DEFAULT_BASE
    strict: bool = False
    workers: int = 1
    license: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was read from the inputs: extractions, the documents' texts, and what went wrong.

    ``documents`` are all that was given, those without an article too.
    """

    extractions: tuple[Extraction, ...]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a build made, in figures: facts by relation and status (`network.status`).

    ``problems`` are those of the pages that were given now, and ``removed`` the pages that the
    graph had before.
    """

    directory: Path
    articles: int
    entities: int
    facts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()


def known(options: Options) -> Knowledge:
    """What is known beforehand, with the files of relations and names asked for."""
    return load_knowledge(options.ontology, options.gazetteer)


def pipeline_of(options: Options, nlp: "Language | None" = None) -> "Pipeline":
    """What articles are read with, as the options ask; ``nlp`` is the model, if that is loaded.

    Raises:
        KgError: The model, a file of relations, names or decisions, or the base is no good.
    """
    from kg.reading.article import Pipeline
    from kg.syntax.annotate import load_pipeline

    knowledge = known(options)
    decided(options)
    Names(options.base)
    if options.license:
        terms.absolute("--license", options.license)
    return Pipeline(nlp or load_pipeline(options.model), knowledge)


def read_all(
    inputs: Iterable[str | Document | Problem],
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Reading:
    """Read every article of the inputs.

    ``progress`` is told each article's id and its length in characters when it has been read.
    ``pipeline`` is loaded as the options ask where it is not given.

    Raises:
        KgError: The model or the ontology is no good; or, with ``strict``, an input.
    """
    options = options or Options()
    pipeline = pipeline or pipeline_of(options)
    return read_batch(arrange(read(inputs), pipeline.knowledge), pipeline, options, progress)


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
    for result in run(batch, pipeline, strict=options.strict, workers=options.workers):
        if isinstance(result, Problem):
            found.append(result)
            continue
        document, extraction = result
        found.append(extraction)
        if progress:
            article = extraction.article
            text = document.text[article.span.start : article.span.end]
            progress(article.id, len(text.split()))
    return reading_of(batch.documents, found)


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
    return Reading(tuple(extractions), texts, tuple(sorted(problems, key=_place)), given)


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
    pipeline = pipeline or pipeline_of(options)
    found = list(read(inputs))
    if not replacing:
        _check_kept(directory, found)
    reading = read_all(found, options, progress, pipeline)
    if not reading.extractions:
        raise NothingReadError(
            f"none of the inputs has an article that could be read; {directory} is left as it was",
            reading.problems,
        )
    with replacing_all(directory) as staged, writing(directory):
        corpus = write(reading, staged, options, pipeline.knowledge)
    return report(corpus, directory, reading.problems)


def with_own(options: Options, directory: Path) -> Options:
    """The options with the decisions that lie in the directory of a graph."""
    own = directory / DECISIONS
    return replace(options, own=str(own) if own.exists() else None)


def _check_kept(directory: Path, found: Iterable[Document | Problem]) -> None:
    """Raise `InputError` where a build would lose pages that a graph in the directory has."""
    if not directory.is_dir():
        return
    finish(directory)
    if not (directory / STORE).exists():
        return
    gone = keeping.lost(directory, found)
    if gone:
        more = f" and {len(gone) - 1:,} more" if len(gone) > 1 else ""
        raise InputError(
            f"{directory} holds a graph of other pages ({gone[0]}{more}); add to it with "
            "`kg add`, or give them up with --replace"
        )


def report(
    corpus: Corpus,
    directory: Path,
    problems: tuple[Problem, ...],
    removed: tuple[str, ...] = (),
) -> Report:
    """The figures of a graph."""
    told = {key for fact in corpus.facts.values() for key in keys(fact, corpus.entities)}
    facts = tally(corpus.facts.values())
    return Report(directory, len(corpus.extractions), len(told), facts, problems, removed)


def decided(options: Options) -> Decisions | None:
    """The decisions asked for, and those of the directory after them."""
    files = dict.fromkeys(filter(None, (options.decisions, options.own)))
    lines = [line for file in files for line in read_decisions(file).lines]
    return Decisions(tuple(lines)) if files else None


def judged(extractions: tuple[Extraction, ...], options: Options, knowledge: Knowledge) -> Links:
    """Which entities are one, by what is known and the decisions asked for."""
    return judge(extractions, knowledge, decided(options))


def linked(extractions: tuple[Extraction, ...], options: Options) -> tuple[Extraction, ...]:
    """The extractions with canonical entities."""
    return judged(extractions, options, known(options)).apply(extractions)


def write(reading: Reading, directory: Path, options: Options, knowledge: Knowledge) -> Corpus:
    """Write everything a build writes into an empty directory."""
    from kg.view.page import page

    links = judged(reading.extractions, options, knowledge)
    read_rows = _rows(reading.extractions, reading.texts)
    rows = _rows(links.apply(reading.extractions), reading.texts)
    corpus = records.corpus(rows)
    names = Names(options.base)
    catalogue = knowledge.catalogue
    claims = merge(corpus.extractions, catalogue, knowledge.numbers, reading.texts)
    minter = Minter(corpus, catalogue, names, knowledge.gazetteer, claims, options.license)
    quads = list(minter.quads())
    _write_lines(directory / FACTS, rows)
    (directory / TURTLE).write_bytes(export.rdf(quads, "turtle", options.base))
    (directory / VIEW).write_text(page(corpus, catalogue, names), encoding="utf-8")
    lasting = (problem for problem in reading.problems if problem.stage != "given")
    _write_lines(directory / PROBLEMS, map(asdict, lasting))
    made_with = {
        "base": options.base,
        "model": options.model,
        "ontology": list(options.ontology),
        "gazetteer": list(options.gazetteer),
        "license": options.license,
        "decisions": options.decisions,
        "prefixes": export.prefixes(quads, options.base),
    }
    store.write(directory / STORE, quads, corpus, reading.texts, links.judgements, made_with)
    lookup.write(directory / STORE, rows, corpus, names)
    _write_lines(directory / STORE / READ, read_rows)
    _write_lines(directory / STORE / PAGES, map(keeping.row, reading.documents))
    return corpus


def _rows(extractions: Iterable[Extraction], texts: Mapping[str, str]) -> list[Record]:
    found = (
        record
        for extraction in extractions
        for record in records.dump(extraction, texts[extraction.article.document])
        if record["kind"] != "triple"
    )
    return sorted(found, key=records.sort_key)


def _write_lines(path: Path, rows: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(records.line(row) + "\n" for row in rows)


def _place(problem: Problem) -> tuple[str, str, str]:
    return problem.document, problem.stage, problem.message
