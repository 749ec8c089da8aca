"""The files of a graph, made of what was read of its pages: linked, merged, minted."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from kg import records
from kg.building import kept as keeping
from kg.building.options import Options, decided, known
from kg.graph import export, lookup_tables, store
from kg.graph.answers import keys
from kg.graph.directory import EXPLORED, FACTS, PAGES, PROBLEMS, READ, STORE, TURTLE, VIEW
from kg.graph.network import tally
from kg.graph.quads import Minter
from kg.graph.terms import Names
from kg.knowledge.knowledge import Knowledge
from kg.linking.decisions import Decision, Decisions
from kg.linking.fact_decisions import FactDecision
from kg.linking.link import Links, judge
from kg.linking.merge import merge
from kg.linking.overruling import overruled
from kg.model import Document, Extraction, Mention, Problem
from kg.records import Corpus, Record


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
class Written:
    """What was written: the records, and the decisions that name nothing in them."""

    corpus: Corpus
    unknown: tuple[Decision | FactDecision, ...]


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


def report(
    written: Written,
    directory: Path,
    problems: tuple[Problem, ...],
    removed: tuple[str, ...] = (),
) -> Report:
    """The figures of a graph; a decision that names nothing in it is a problem, too."""
    corpus = written.corpus
    told = {key for fact in corpus.facts.values() for key in keys(fact, corpus.entities)}
    facts = tally(corpus.facts.values())
    idle = tuple(
        Problem(line.place, "decisions", f"'{line}' {_idle(line)} in the graph", skipped=False)
        for line in written.unknown
    )
    return Report(directory, len(corpus.extractions), len(told), facts, (*problems, *idle), removed)


def _idle(line: Decision | FactDecision) -> str:
    return "names nothing" if isinstance(line, Decision) else "fits no words"


def linked(extractions: tuple[Extraction, ...], options: Options) -> tuple[Extraction, ...]:
    """The extractions with canonical entities, by the decisions about these."""
    return judge(extractions, known(options), decided(options)).apply(extractions)


def write(reading: Reading, directory: Path, options: Options, knowledge: Knowledge) -> Written:
    """Write everything a build writes into an empty directory.

    What was read is let go when its records are written, where the caller does not keep it.
    """
    from kg.view.contract import embedded, first
    from kg.view.page import TITLE, filled

    with _uncollected():
        (directory / STORE).mkdir()
        with _opened(directory / STORE / READ) as out:
            out.writelines(read_lines(reading.extractions, reading.texts))
        texts, problems, documents = reading.texts, reading.problems, reading.documents
        decisions = decided(options) or Decisions()
        facts, idle = overruled(reading.extractions, decisions.facts, texts)
        del reading
        links = judge(facts, knowledge, decisions)
        waiting = sorted(facts, key=_in_file)[::-1]
        del facts
        corpus = records.joined(_linked(links, waiting, texts, directory / FACTS))
        judgements = links.judgements
        unknown: tuple[Decision | FactDecision, ...] = (*links.unknown, *idle)
        del links
        names = Names(options.base)
        catalogue = knowledge.catalogue
        claims = merge(corpus.extractions, catalogue, knowledge.numbers, texts)
        minter = Minter(corpus, catalogue, names, knowledge.gazetteer, claims, options.license)
        seen = export.Seen(options.base)
        store.write_quads(directory / STORE, seen.of(minter.quads()))
        used = seen.prefixes()
        del claims, minter
        with (directory / TURTLE).open("wb") as turtle:
            export.write(store.opened(directory / STORE), "turtle", options.base, turtle, used)
        page = embedded(corpus, catalogue, names, TITLE)
        (directory / VIEW).write_text(filled(page, TITLE), encoding="utf-8")
        write_problems(directory, problems)
        made_with = {
            "base": options.base,
            "model": options.model,
            "ontology": list(options.ontology),
            "gazetteer": list(options.gazetteer),
            "license": options.license,
            "decisions": options.decisions,
            "prefixes": used,
        }
        store.write(directory / STORE, corpus, texts, judgements, made_with)
        with (directory / FACTS).open(encoding="utf-8") as lines:
            written = records.parse_lines(lines, FACTS)
            lookup_tables.write(directory / STORE, written, corpus, catalogue, names)
        (directory / STORE / EXPLORED).write_bytes(first(corpus, catalogue, names, TITLE, page))
        _write_lines(directory / STORE / PAGES, map(keeping.row, documents))
        return Written(corpus, unknown)


def read_lines(extractions: Iterable[Extraction], texts: Mapping[str, str]) -> Iterator[str]:
    """The lines of what was read of articles, as ``store/read.jsonl`` has them."""
    for rows in _rows(sorted(extractions, key=_in_file), texts):
        yield from (f"{line}\n" for line, _ in rows)


def write_problems(directory: Path, problems: Iterable[Problem]) -> None:
    """Write what is wrong with inputs, without what speaks of how they were given."""
    lasting = (problem for problem in problems if problem.stage != "given")
    _write_lines(directory / PROBLEMS, map(asdict, lasting))


def _linked(
    links: Links, waiting: list[Extraction], texts: Mapping[str, str], path: Path
) -> Iterator[Corpus]:
    """The corpus of each article, its entities linked, whose records are written meanwhile.

    The extractions are taken from the end of the list.
    """
    taken = (waiting.pop() for _ in range(len(waiting)))
    with _opened(path) as out:
        for rows in _rows(links.applied(taken), texts):
            out.writelines(f"{line}\n" for line, _ in rows)
            yield _alike(records.corpus(row for _, row in rows))


def _alike(part: Corpus) -> Corpus:
    """What was read of an article, with one mention for all that call somebody the same.

    Where each stands is in the records: what follows only counts them, and they are the most.
    """
    one: dict[tuple[str | None, str], Mention] = {}
    slim = tuple(
        replace(e, mentions=tuple(one.setdefault((m.entity, m.name), m) for m in e.mentions))
        for e in part.extractions
    )
    return replace(part, extractions=slim)


def _in_file(extraction: Extraction) -> tuple[str, str]:
    return extraction.article.document, extraction.article.id


def _rows(
    extractions: Iterable[Extraction], texts: Mapping[str, str]
) -> Iterator[list[tuple[str, Record]]]:
    """The records of each article with their lines, in the order of a file; one at a time."""
    for extraction in extractions:
        dumped = records.dump(extraction, texts[extraction.article.document])
        keyed = sorted(((records.sort_key(row), row) for row in dumped), key=itemgetter(0))
        # The last by what they are ordered is their line.
        yield [(key[-1], row) for key, row in keyed]


def _write_lines(path: Path, rows: Iterable[Record]) -> None:
    with _opened(path) as out:
        out.writelines(records.line(row) + "\n" for row in rows)


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for garbage that holds itself: there is none, and each goes over the graph."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
