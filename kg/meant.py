"""Which pages of a graph somebody means: by a file, an address, a name or an article."""

import glob
import os
import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.errors import InputError
from kg.graph.terms import Names
from kg.kept import Kept, as_given, ways
from kg.model import Document, Problem
from kg.pages.read import Found, read


def pages_meant(
    things: Iterable[str], kept: Kept, names: Names
) -> tuple[set[Document], set[Problem]]:
    """The pages that go by files, folders, addresses, ids or article IRIs.

    Also the problems with what lies there and is no page.

    Raises:
        InputError: Nothing is called so; or several pages; or an article of a page of several.
    """
    gone, settled = set[Document](), set[Problem]()
    for thing in things:
        pages = _named(thing, kept) or _of_article(thing, kept, names) or _at(thing, kept)
        problems = about([thing], kept.problems)
        if not pages and not problems:
            raise InputError(
                f"{thing}: the graph has no such page; give its file, its url or its id "
                "(`document` in facts.jsonl)"
            )
        gone.update(pages)
        settled.update(problems)
    return gone, settled


def replaced(given: Iterable[str | Found], kept: Kept) -> tuple[list[Found], set[Document]]:
    """What the inputs have now, by the names that the graph has for it, and what it replaces.

    Raises:
        InputError: Several pages go by the name of one.
    """
    by_name, by_url = _by_name(kept), dict[str, list[Document]]()
    for page in kept.documents:
        by_url.setdefault(page.url or "", []).append(page)
    found, gone = list[Found](), set[Document]()
    for item in given:
        for now in read([item]):
            if isinstance(now, Problem):
                found.append(now)
                continue
            before = by_url.get(now.url, []) if now.url else []
            named = now if before else _called(now, item, by_name)
            gone.update(before or _one(named.id, by_name.get(named.id, []), named))
            found.append(named)
    return found, gone


def about(inputs: Iterable[str | Found], problems: Iterable[Problem]) -> set[Problem]:
    """The problems with what lies at the inputs: files, folders, globs, lines of a file."""
    given = [item for item in inputs if isinstance(item, str)]
    places = [
        os.path.realpath(path)
        for item in given
        for path in (item, *(glob.glob(item, recursive=True) if glob.has_magic(item) else ()))
    ]
    found = set()
    for problem in problems:
        if problem.stage != "read":
            continue
        file = os.path.realpath(re.sub(r":\d+$", "", problem.document))
        inside = any(file == place or file.startswith(place + os.sep) for place in places)
        if inside or problem.document in given:
            found.add(problem)
    return found


def _by_name(kept: Kept) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for page in kept.documents:
        found.setdefault(as_given(page).id, []).append(page)
    return found


def _one(name: str, pages: Collection[Document], like: Document | None = None) -> list[Document]:
    """The page of a name; of several the one with the same words; raises `InputError` if unsure."""
    if len(pages) > 1 and like is not None:
        same = [page for page in pages if (page.text, page.url) == (like.text, like.url)]
        pages = same or pages
    if len(pages) > 1:
        marked = ", ".join(page.id for page in pages)
        raise InputError(f"{name}: {len(pages)} pages are called so; remove one by name: {marked}")
    return list(pages)


def _named(thing: str, kept: Kept) -> list[Document]:
    """The pages of an address or an id."""
    exact = [page for page in kept.documents if thing in (page.id, page.url)]
    return exact or _one(thing, _by_name(kept).get(thing, []), _only(thing))


def _of_article(thing: str, kept: Kept, names: Names) -> list[Document]:
    """The pages that hold an article of an id or IRI, and nothing else."""
    plain = thing.removeprefix("<").removesuffix(">")
    holds: dict[str, set[str]] = {}
    wanted = None
    for extraction in kept.extractions:
        article = extraction.article
        for name in (article.document, *(copy.document for copy in article.copies)):
            holds.setdefault(name, set()).add(article.id)
        if plain in (article.id, f"article:{article.id}", names.article(article.id).value):
            wanted = article.id
    if wanted is None:
        return []
    pages = [page for page in kept.documents if wanted in holds.get(page.id, ())]
    for page in pages:
        if len(holds[page.id]) > 1:
            raise InputError(
                f"{thing}: one of {len(holds[page.id])} articles of the page {page.id}, which "
                "can be removed as a whole"
            )
    return pages


def _at(thing: str, kept: Kept) -> list[Document]:
    """The pages of a file, a folder or a glob, or of a file that was there."""
    by_name = _by_name(kept)
    if not os.path.exists(thing) and not glob.has_magic(thing):
        name = next((way for way in ways(thing) if way in by_name), None)
        return _one(thing, by_name[name]) if name else []
    found = []
    for page in read([thing]):
        if isinstance(page, Document):
            page = _called(page, thing, by_name)
            found += _one(page.id, by_name.get(page.id, []), page)
    return found


def _called(page: Document, given: str | Found, names: Collection[str]) -> Document:
    """A page by the name that a graph has for its file: its way from the folder that was given."""
    if not isinstance(given, str) or page.id != os.path.basename(given):
        return page
    return replace(page, id=next((way for way in ways(given) if way in names), page.id))


def _only(path: str) -> Document | None:
    """The page of a file, if there is one and it holds no more."""
    if not os.path.isfile(path):
        return None
    pages = [found for found in read([path]) if isinstance(found, Document)]
    return pages[0] if len(pages) == 1 else None
