"""What a graph keeps of its pages, so that others come and go without reading these again.

``store/pages.jsonl`` has a line for each page: what it was called and what was known of it; its
text lies with the others (`store.texts`). ``store/read.jsonl`` has what was read, before linking.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from kg import records
from kg.copies import read_as
from kg.errors import InputError
from kg.graph import store
from kg.graph.directory import FACTS, PAGES, PROBLEMS, READ, STORE
from kg.model import Document, Extraction, Problem
from kg.reading.batch import Batch


@dataclass(frozen=True)
class Kept:
    """The pages of a graph by the names it has for them, what was read of them, what was not."""

    documents: tuple[Document, ...] = ()
    extractions: tuple[Extraction, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def given(self) -> tuple[Document, ...]:
        """The pages as they were given, without the marks that tell names apart."""
        return tuple(map(as_given, self.documents))


def as_given(document: Document) -> Document:
    """A document by the name that the input has for it."""
    return replace(document, id=document.given or document.id, given=None)


def load(directory: Path) -> Kept:
    """What the graph of a directory was made of.

    Raises:
        InputError: It does not say so: it was made by another version of kg.
    """
    home = directory / STORE
    texts = store.texts(home)
    try:
        return Kept(
            tuple(replace(page, text=texts[page.id]) for page in pages(directory)),
            records.load(records.parse_lines(_lines(home / READ), READ)),
            problems(directory),
        )
    except (OSError, KeyError) as error:
        raise InputError(_other_version(directory)) from error


def problems(directory: Path) -> tuple[Problem, ...]:
    """What is wrong with the inputs of a graph."""
    return tuple(Problem(**json.loads(line)) for line in _lines(directory / PROBLEMS))


def pages(directory: Path) -> Iterator[Document]:
    """The pages of a graph without their texts; raises `InputError` as `load`."""
    try:
        for line in _lines(directory / STORE / PAGES):
            told = json.loads(line)
            several = {
                name: tuple(told.get(name, ())) for name in ("starts", "authors", "sections")
            }
            yield Document(**{**told, "text": "", **several})
    except OSError as error:
        raise InputError(_other_version(directory)) from error


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file; what else Unicode ends lines with may stand in a text."""
    with path.open(encoding="utf-8") as lines:
        yield from lines


def _other_version(directory: Path) -> str:
    return (
        f"{directory}: made by another version of kg, it does not say of which pages; "
        "build it anew with `kg build INPUT... --replace`"
    )


_DEFAULTS = {field.name: field.default for field in fields(Document)}


def row(document: Document) -> dict[str, object]:
    """The line of a page: what is known of it besides its text."""
    told = {name: value for name, value in asdict(document).items() if name != "text"}
    return {name: value for name, value in told.items() if value != _DEFAULTS[name]}


def lost(directory: Path, found: Iterable[Document | Problem]) -> list[str]:
    """The pages of a graph that are not among those found; one that cannot be read is there."""
    names: dict[str, set[tuple[str, str | None]]] = {}
    known = set[str]()
    for item in found:
        if isinstance(item, Problem):
            known.update(ways(item.document))
            continue
        names.setdefault(item.id, set()).add((item.text, item.url))
        known.update(filter(None, [item.url]))
    gone = []
    for page in _named(directory):
        others = names.get(as_given(page).id)
        if others:
            others.pop()  # as many of a name as there were
        elif not known & {as_given(page).id, page.url}:
            gone.append(page.id)
    return gone


def _named(directory: Path) -> Iterator[Document]:
    """The pages of a graph; of one that does not tell them, those that its articles stand on."""
    if (directory / STORE / PAGES).exists():
        yield from pages(directory)
        return
    with (directory / FACTS).open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.startswith('{"kind":"article"'))
        names = {place["document"] for row in rows for place in (row, *row.get("copies", ()))}
    yield from (Document(name, "") for name in sorted(names))


def ways(path: str) -> list[str]:
    """What a page at a path may be called: the path and its ends, the longest first."""
    parts = path.replace("\\", "/").split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


def again(batch: Batch, kept: Kept) -> tuple[list[Extraction | Problem], Batch]:
    """What was read before of the articles of a batch, and the batch that is left to read."""
    read = {extraction.article.id: extraction for extraction in kept.extractions}
    failed = {problem.document: problem for problem in kept.problems}
    known = list[Extraction | Problem]()
    pages = []
    for document, articles in batch.pages:
        left = []
        for article in articles:
            before = read.get(article.id)
            found = (before and read_as(before, article)) or failed.get(
                f"{document.id}#{article.id}"
            )
            if found:
                known.append(found)
            else:
                left.append(article)
        if left:
            pages.append((document, tuple(left)))
    told = set(kept.problems)
    known += (problem for problem in batch.problems if problem in told)
    new = tuple(problem for problem in batch.problems if problem not in told)
    return known, Batch(tuple(pages), new, batch.documents)
