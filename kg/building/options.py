"""What a build can be told, and what it loads for that."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph import terms
from kg.graph.directory import DECISIONS
from kg.graph.opened import Graph
from kg.graph.terms import DEFAULT_BASE, Names
from kg.inputs.columns import DEFAULT_COLUMNS, Columns
from kg.knowledge.knowledge import Knowledge, load_knowledge
from kg.limits import DEFAULT, Limits
from kg.linking.decisions import Decisions, read_decisions
from kg.syntax import DEFAULT_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.reading.article import Pipeline


# In a graph's directory, but no part of the graph: what can be made again, and may be deleted.
PARSES = ".parses.sqlite"
NOWHERE = "none"


@dataclass(frozen=True)
class Options:
    """What a build can be told; ``strict`` makes the first problem an error.

    ``license`` is the IRI of the licence under which the graph is given to others.
    ``own`` is the directory's own file of decisions, which hold besides those of ``decisions``.
    ``parses`` is a file in which parses are kept (`syntax.parses`), or `NOWHERE`; without one, a
    graph keeps its own. ``limits`` are what an input may cost,
    ``columns`` the names of the columns of tables.
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
    parses: str | None = None
    limits: Limits = DEFAULT
    columns: Columns = DEFAULT_COLUMNS


def made_with(graph: Graph) -> Options:
    """The options that a graph was made with."""
    return Options(
        model=graph.meta["model"],
        ontology=tuple(graph.meta["ontology"]),
        gazetteer=tuple(graph.meta["gazetteer"]),
        decisions=graph.meta.get("decisions"),
        base=graph.meta["base"],
        license=graph.meta.get("license"),
    )


def with_own(options: Options, directory: Path) -> Options:
    """The options with the decisions that lie in the directory of a graph."""
    own = directory / DECISIONS
    return replace(options, own=str(own) if own.exists() else None)


def known(options: Options) -> Knowledge:
    """What is known beforehand, with the files of relations and names asked for."""
    return load_knowledge(options.ontology, options.gazetteer)


def decided(options: Options) -> Decisions | None:
    """The decisions asked for, and those of the directory after them."""
    files = dict.fromkeys(filter(None, (options.decisions, options.own)))
    # What is made anew lies aside until it is complete: its own file is called by its name alone.
    names = {options.own: DECISIONS}
    read = [read_decisions(file, names.get(file)) for file in files]
    lines = tuple(line for one in read for line in one.lines)
    facts = tuple(line for one in read for line in one.facts)
    return Decisions(lines, facts) if files else None


def keeping_parses(
    pipeline: "Pipeline", options: Options, directory: Path | None = None
) -> "Pipeline":
    """The pipeline with the parses that are kept in the file asked for, or in a graph's own.

    A pipeline that keeps parses already, or none at all, stays as it is.

    Raises:
        InputError: The file asked for is another one than of parses.
    """
    from kg.syntax.parses import Parses

    own = directory and directory / PARSES
    path = Path(options.parses) if options.parses else own
    if path is None or options.parses == NOWHERE:
        return pipeline
    parses = Parses(path, shared=options.parses is not None)
    parses.mend()
    return replace(pipeline, parses=parses)


def checked(options: Options) -> Knowledge:
    """What is known beforehand, where nothing that was asked for is wrong.

    Raises:
        KgError: A file of relations, names or decisions, the base or the licence is no good.
    """
    knowledge = known(options)
    decided(options)
    Names(options.base)
    if options.license:
        terms.absolute("--license", options.license)
    return knowledge


def pipeline_of(options: Options, nlp: "Language | None" = None) -> "Pipeline":
    """What articles are read with, as the options ask; ``nlp`` is the model, if that is loaded.

    Raises:
        KgError: The model, a file of relations, names or decisions, or the base is no good.
    """
    from kg.reading.article import Pipeline
    from kg.syntax.annotate import load_pipeline

    knowledge = checked(options)
    return Pipeline(nlp or load_pipeline(options.model), knowledge, limits=options.limits)
