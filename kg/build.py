"""The whole way from pages to a graph on disk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import records
from kg.errors import NothingReadError
from kg.graph import export, store, terms
from kg.graph.answers import keys
from kg.graph.directory import (
    DECISIONS,
    FACTS,
    PROBLEMS,
    READ,
    STORE,
    TURTLE,
    VIEW,
    replacing_all,
)
from kg.graph.network import tally
from kg.graph.quads import Minter
from kg.graph.terms import DEFAULT_BASE, Names
from kg.knowledge.knowledge import Knowledge, load_knowledge
from kg.linking.decisions import read_decisions
from kg.linking.link import Links, judge
from kg.linking.merge import merge
from kg.model import Document, Extraction, Problem
from kg.pages.read import read
from kg.reading.batch import arrange
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
    """

    model: str = DEFAULT_MODEL
    ontology: tuple[str, ...] = ()
    gazetteer: tuple[str, ...] = ()
    decisions: str | None = None
    base: str = DEFAULT_BASE
    strict: bool = False
    workers: int = 1
    license: str | None = None


@dataclass(frozen=True)
class Reading:
    """What was read from the inputs: extractions, the documents' texts, and what went wrong."""

    extractions: tuple[Extraction, ...]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Report:
    """What a build made, in figures: facts by relation and status (`network.status`)."""

    directory: Path
    articles: int
    entities: int
    facts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


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
    if options.decisions:
        read_decisions(options.decisions)
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
    from kg.reading.run import run

    options = options or Options()
    pipeline = pipeline or pipeline_of(options)
    extractions: list[Extraction] = []
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    batch = arrange(read(inputs), pipeline.knowledge)
    pages = {document.id: document.text for document, _ in batch.pages}
    for result in run(batch, pipeline, strict=options.strict, workers=options.workers):
        if isinstance(result, Problem):
            problems.append(result)
            continue
        document, extraction = result
        for name in (document.id, *(copy.document for copy in extraction.article.copies)):
            texts[name] = pages[name]
        extractions.append(extraction)
        if progress:
            article = extraction.article
            text = document.text[article.span.start : article.span.end]
            progress(article.id, len(text.split()))
    extractions.sort(key=lambda e: (e.article.document, e.article.span, e.article.id))
    return Reading(tuple(extractions), texts, tuple(sorted(problems, key=_place)))


def build(
    inputs: Iterable[str | Document | Problem],
    output: str | Path,
    options: Options | None = None,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Report:
    """Read the inputs and write facts, graph, view, problems and store into a directory.

    ``progress`` and ``pipeline`` are those of `read_all`.

    Nothing of the directory changes before everything is written; what fails leaves it as it was.
    Decisions that lie in the directory (`correct`) hold unless others are given.

    Raises:
        KgError: As `read_all`; or no article was read; or the directory cannot be written.
    """
    options = options or Options()
    directory = Path(output)
    if options.decisions is None and (directory / DECISIONS).exists():
        options = replace(options, decisions=str(directory / DECISIONS))
    pipeline = pipeline or pipeline_of(options)
    reading = read_all(inputs, options, progress, pipeline)
    if not reading.extractions:
        raise NothingReadError(
            f"none of the inputs has an article that could be read; {directory} is left as it was",
            reading.problems,
        )
    with replacing_all(directory) as staged:
        corpus = write(reading, staged, options, pipeline.knowledge)
    return report(corpus, directory, reading.problems)


def report(corpus: Corpus, directory: Path, problems: tuple[Problem, ...]) -> Report:
    """The figures of a graph."""
    told = {key for fact in corpus.facts.values() for key in keys(fact, corpus.entities)}
    return Report(
        directory, len(corpus.extractions), len(told), tally(corpus.facts.values()), problems
    )


def judged(extractions: tuple[Extraction, ...], options: Options, knowledge: Knowledge) -> Links:
    """Which entities are one, by what is known and the decisions asked for."""
    decisions = read_decisions(options.decisions) if options.decisions else None
    return judge(extractions, knowledge, decisions)


def linked(extractions: tuple[Extraction, ...], options: Options) -> tuple[Extraction, ...]:
    """The extractions with canonical entities."""
    return judged(extractions, options, known(options)).apply(extractions)


def write(reading: Reading, directory: Path, options: Options, knowledge: Knowledge) -> Corpus:
    """Write everything a build writes into an empty directory."""
    from kg.graph.view import page

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
    _write_lines(directory / PROBLEMS, map(asdict, reading.problems))
    made_with = {
        "base": options.base,
        "model": options.model,
        "ontology": list(options.ontology),
        "gazetteer": list(options.gazetteer),
        "license": options.license,
        "prefixes": export.prefixes(quads, options.base),
    }
    store.write(directory / STORE, quads, corpus, reading.texts, links.judgements, made_with)
    _write_lines(directory / STORE / READ, read_rows)
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
