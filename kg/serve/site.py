"""The pages for people: home, search, entities, facts, articles and the editor.

Templates escape whatever they are given; characters that HTML cannot have are shown as what they
are not. Scripts and styles are files of the server's own, and `guard` forbids all others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.graph.answers import FactView, figures
from kg.graph.lookup import Chosen
from kg.serve.index import UnknownError
from kg.serve.library import LONGEST_WORDS, Library

PAGE_OF_FACTS = 50
_SHOWN = 60
_AROUND = 300
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    environment.filters["path"] = lambda value: quote(value, safe="/")
    return environment


def visible(value: Any) -> Any:
    """A value with the characters replaced that HTML cannot have."""
    return _CONTROL.sub("\ufffd", value) if type(value) is str else value


def _page(template: str, code: int = 200, /, **given: Any) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(template).render(given), code)


def marked(view: FactView) -> Iterator[tuple[str, str]]:
    """The sentence of a fact in parts, each with the role it fills or "" for none."""
    text, position = view.evidence.text, 0
    for mark in view.shown_marks:
        yield text[position : mark.start], ""
        yield text[mark.start : mark.end], mark.role
        position = mark.end
    yield text[position:], ""


def shown(library: Library, view: FactView) -> Mapping[str, Any]:
    """A fact as the templates show it."""
    return {
        "view": view,
        "parts": [part for part in marked(view) if part[0]],
        "roles": [role for role in library.roles(view) if role["role"] != "content"],
        "id": view.fact.id,
        "holder": view.fact.holder,
        "article": view.fact.article,
        "source": view.headline or view.fact.article,
    }


def home(library: Library) -> HTMLResponse:
    """What there is, and where to begin."""
    articles, entities, facts = library.lookup.counts()
    return _page(
        "home.html",
        figures=figures(article=articles, entity=entities, fact=facts),
        things=library.foremost(_SHOWN),
        articles=[_listed(library, *row) for row in library.lookup.first_articles(_SHOWN)],
    )


def _listed(library: Library, id: str, facts: int) -> Mapping[str, Any]:
    """An article as a list shows it."""
    article = library.record(id)
    return {
        "id": id,
        "headline": library.headline(id),
        "facts": facts,
        "published": article.published,
        "publisher": article.publisher,
    }


def search(library: Library, words: str) -> HTMLResponse:
    """What goes by a name, and the sentences that hold the words."""
    words = words[:LONGEST_WORDS]
    found = library.search(words, PAGE_OF_FACTS) if words.strip() else {"entities": [], "facts": []}
    views = library.views(fact["id"] for fact in found["facts"])
    facts = [shown(library, view) for view in views]
    return _page("search.html", words=words, things=found["entities"], facts=facts)


def entity(library: Library, key: str, standing: str, number: int) -> HTMLResponse:
    """An entity: its names, its neighbours, its facts with their sentences."""
    chosen = Chosen().of([key], ())
    if standing:
        chosen = chosen.also("status = ?", standing)
    first = number * PAGE_OF_FACTS
    total = library.lookup.number(chosen)
    facts = library.views(library.lookup.facts(chosen, PAGE_OF_FACTS, first))
    node = library.node(key)
    return _page(
        "entity.html",
        thing=node,
        counts=library.standings(key),
        standing=standing,
        facts=[shown(library, view) for view in facts],
        number=number,
        more=total > first + PAGE_OF_FACTS,
        total=total,
        neighbours=library.neighbours(key, 24),
        articles=[
            {"id": id, "headline": library.headline(id)} for id in library.lookup.articles(key)
        ],
        merges=library.merges(key),
    )


def fact(library: Library, id: str) -> HTMLResponse:
    """A fact: its sentence among its neighbours, its roles, how it stands, why it was read."""
    view = library.view(id)
    article = library.record(view.fact.article)
    passage = library.passage(article)
    start, end = view.evidence.start - passage.start, view.evidence.end - passage.start
    holder = view.fact.holder
    return _page(
        "fact.html",
        fact=shown(library, view),
        before=_tail(passage.text[:start]),
        after=_tail(passage.text[end:][::-1])[::-1],
        held=shown(library, library.view(holder)) if holder and library.fact_of(holder) else None,
        holds=[shown(library, other) for other in library.held_by(id)],
        url=_web_address(article.url),
    )


def _tail(text: str) -> str:
    """The last words of a text."""
    if len(text) <= _AROUND:
        return text.strip()
    return f"… {text[-_AROUND:].partition(' ')[2].strip()}"


def article(library: Library, id: str) -> HTMLResponse:
    """An article: its text with the sentences that facts rest on, and those facts."""
    found = library.record(id)
    passage = library.passage(found)
    views = library.facts_in(id)
    parts, position = list[tuple[str, list[str]]](), 0
    spans: dict[tuple[int, int], list[str]] = {}
    for view in views:
        place = view.evidence.start - passage.start, view.evidence.end - passage.start
        spans.setdefault(place, []).append(view.fact.id)
    for (start, end), facts in sorted(spans.items()):
        if start >= position:
            parts.append((passage.text[position:start], []))
            parts.append((passage.text[start:end], facts))
            position = end
    parts.append((passage.text[position:], []))
    return _page(
        "article.html",
        headline=library.headline(id),
        iri=library.graph.names.article(id).value,
        article=found,
        url=_web_address(found.url),
        parts_of=[part for part in parts if part[0]],
        facts=[shown(library, view) for view in views],
    )


def node(library: Library, iri: str, rows: Iterable[Mapping[str, Any]]) -> HTMLResponse:
    """Anything else: the triples that begin or end with it, as SPARQL JSON."""
    base, prefixes = library.graph.names.base, library.graph.meta["prefixes"]

    def term(cell: Mapping[str, str]) -> Mapping[str, str]:
        value = cell["value"]
        if cell["type"] != "uri":
            return {"text": value, "path": ""}
        own = value.removeprefix(base) if value.startswith(base) else ""
        return {"text": short(value, prefixes), "path": unquote(own)}

    told = [(term(row["p"]), term(row["o"])) for row in rows if "p" in row]
    meant = [(term(row["s"]), term(row["q"])) for row in rows if "q" in row]
    return _page("node.html", iri=iri, name=short(iri, prefixes), told=told, meant=meant)


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by its prefix, if it has one."""
    for prefix, space in prefixes.items():
        local = iri.removeprefix(space)
        if local != iri and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri


def _web_address(url: str | None) -> str | None:
    """An address that may be a link: of the web, and of no other scheme."""
    return url if url and re.match(r"https?://", url, re.IGNORECASE) else None


def editor() -> HTMLResponse:
    """The page to ask in SPARQL."""
    return _page("editor.html")


def problem(status: int, message: str, error: UnknownError | None = None) -> HTMLResponse:
    """That something is not there, or was refused."""
    candidates = error.candidates if error else ()
    return _page("problem.html", status, status=status, message=message, things=candidates)
