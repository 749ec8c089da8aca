"""What was read of annotated articles: from a graph, from pages, or from their own texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.building.build import Progress, read_all
from kg.building.files import linked
from kg.building.options import Options
from kg.graph import store
from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.model import Document, Extraction, Problem
from kg.scoring.found import Found, found
from kg.scoring.gold import Annotated

Compared = Iterator[tuple[Annotated, Sequence[Found] | None]]


def in_graph(annotated: Iterable[Annotated], graph: Graph) -> Compared:
    """What a graph holds of the articles, with what was decided of it."""
    return _compared(annotated, graph.corpus.extractions, store.texts(graph.directory / STORE))


def in_pages(
    annotated: Sequence[Annotated],
    inputs: Sequence[str],
    options: Options,
    progress: Progress | None = None,
) -> tuple[Compared, tuple[Problem, ...]]:
    """What is read of the articles now, in pages or, without any, in the annotated texts.

    Decisions of the user play no part.

    Raises:
        KgError: As `read_all` does.
    """
    own = (Document(a.id, a.text, True, a.title, a.published, a.publisher) for a in annotated)
    reading = read_all(inputs or list(own), options, progress)
    read = linked(reading.extractions, options)
    return _compared(annotated, read, reading.texts), reading.problems


def _compared(
    annotated: Iterable[Annotated], read: Iterable[Extraction], texts: Mapping[str, str]
) -> Compared:
    by_name: dict[str, Extraction] = {}
    for extraction in read:
        article = extraction.article
        text = texts[article.document]
        own = text[article.span.start : article.span.end]
        for name in (own, own.strip(), article.document, article.id):
            by_name[name] = extraction
    for one in annotated:
        names = (one.id, one.text, one.text.strip())
        there = next((by_name[name] for name in names if name in by_name), None)
        yield one, found(one, there, texts[there.article.document]) if there else None
