"""Which pages of a graph somebody means: by a file, an address, a name or an article."""

import glob
import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from kg.building.kept import Kept, as_given, ways
from kg.building.options import Options
from kg.errors import InputError
from kg.graph.terms import Names
from kg.inputs.problems import Found
from kg.inputs.read import read
from kg.model import Document, Problem


@dataclass(frozen=True)
class Shelf:
    """The pages of a graph, by what they may be called; ``names`` are those of the graph."""

    kept: Kept
    names: Names

    @cached_property
    def by_id(self) -> dict[str, list[Document]]:
        """The pages by the names that the graph has for them, and by their addresses."""
        found: dict[str, list[Document]] = {}
        for page in self.kept.documents:
            for name in filter(None, (page.id, page.url)):
                found.setdefault(name, []).append(page)
        return found

    @cached_property
    def by_name(self) -> dict[str, list[Document]]:
        """The pages by the names that their inputs have for them."""
        found: dict[str, list[Document]] = {}
        for page in self.kept.documents:
            found.setdefault(as_given(page).id, []).append(page)
        return found

    @cached_property
    def articles(self) -> dict[str, set[str]]:
        """The names of the pages that an article stands on, by its id."""
        found: dict[str, set[str]] = {}
        for extraction in self.kept.extractions:
            article = extraction.article
            places = {article.document, *(copy.document for copy in article.copies)}
            found[article.id] = places
        return found

    @cached_property
    def by_iri(self) -> dict[str, str]:
        """The articles' ids by all that they may be called."""
        return {
            name: id
            for id in self.articles
            for name in (id, f"article:{id}", self.names.article(id).value)
        }


def pages_meant(things: Iterable[str], shelf: Shelf) -> tuple[set[Document], set[Problem]]:
    """The pages that go by files, folders, addresses, ids or article IRIs.

    Also the problems with what lies there and is no page.

    Raises:
        InputError: Nothing is called so; or several pages; or an article of a page of several.
    """
    gone, settled = set[Document](), set[Problem]()
    for thing in things:
        pages = shelf.by_id.get(thing) or _of_article(thing, shelf) or _at(thing, shelf)
        problems = about([thing], shelf.kept.problems)
        if not pages and not problems:
            raise InputError(
                f"{thing}: the graph has no such page; give its file, its url or its id "
                "(`document` in facts.jsonl)"
            )
        gone.update(pages)
        settled.update(problems)
    return gone, settled


def replaced(
    given: Iterable[str | Found], shelf: Shelf, options: Options | None = None
) -> tuple[list[Found], set[Document]]:
    """What the inputs have now, by the names that the graph has for it, and what it replaces.

    Raises:
        InputError: Several pages go by the name of one.
    """
    found, gone = list[Found](), set[Document]()
    asked = options or Options()
    for item in given:
        for now in read([item], asked.limits, asked.columns):
            if isinstance(now, Problem):
                found.append(now)
                continue
            there = shelf.by_id.get(now.url, []) if now.url else []
            before = [page for page in there if page.url == now.url]
            named = now if before else _called(now, item, shelf)
            gone.update(before or _one(named.id, shelf, named))
            found.append(named)
    return found, gone


def about(inputs: Iterable[str | Found], problems: Iterable[Problem]) -> set[Problem]:
    """The problems with what lies at the inputs: files, folders, globs, lines of a file."""
    given = [item for item in inputs if isinstance(item, str)]
    places = {
        os.path.realpath(path)
        for item in given
        for path in (item, *(glob.glob(item, recursive=True) if glob.has_magic(item) else ()))
    }
    found = set()
    for problem in problems:
        if problem.stage != "read":
            continue
        file = os.path.realpath(re.sub(r":\d+$", "", problem.document))
        folders = [file]
        while os.path.dirname(folders[-1]) != folders[-1]:
            folders.append(os.path.dirname(folders[-1]))
        if problem.document in given or not places.isdisjoint(folders):
            found.add(problem)
    return found


def _one(name: str, shelf: Shelf, like: Document | None = None) -> list[Document]:
    """The page of a name; of several the one with the same words; raises `InputError` if unsure."""
    pages = shelf.by_name.get(name, [])
    if len(pages) > 1 and like is not None:
        same = [page for page in pages if (page.text, page.url) == (like.text, like.url)]
        pages = same or pages
    if len(pages) > 1:
        marked = ", ".join(page.id for page in pages)
        raise InputError(f"{name}: {len(pages)} pages are called so; remove one by name: {marked}")
    return pages


def _of_article(thing: str, shelf: Shelf) -> list[Document]:
    """The pages that hold an article of an id or IRI, and nothing else."""
    wanted = shelf.by_iri.get(thing.removeprefix("<").removesuffix(">"))
    if wanted is None:
        return []
    places = shelf.articles[wanted]
    for place in sorted(places):
        held = sum(place in other for other in shelf.articles.values())
        if held > 1:
            raise InputError(
                f"{thing}: one of {held} articles of the page {place}, which can be removed "
                "as a whole"
            )
    return [page for page in shelf.kept.documents if page.id in places]


def _at(thing: str, shelf: Shelf) -> list[Document]:
    """The pages of a file, a folder or a glob, or of a file that was there."""
    if not os.path.exists(thing) and not glob.has_magic(thing):
        return _one(_way(thing, shelf.by_name, thing), shelf)
    found = []
    for page in read([thing]):
        if isinstance(page, Document):
            page = _called(page, thing, shelf)
            found += _one(page.id, shelf, page)
    return found


def _called(page: Document, given: str | Found, shelf: Shelf) -> Document:
    """A page by the name that a graph has for its file: its way from the folder that was given."""
    if not isinstance(given, str) or page.id != os.path.basename(given):
        return page
    return replace(page, id=_way(given, shelf.by_name, page.id))


def _way(path: str, names: Collection[str], other: str) -> str:
    """The longest end of a path that is one of the names, or else another name."""
    return next((way for way in ways(path) if way in names), other)
