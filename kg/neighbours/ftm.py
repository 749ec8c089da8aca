"""Entities of FollowTheMoney, which OpenAleph and Datashare read, as JSON Lines.

A name is cut to 200 characters. Only what the writer asserts of two persons or organizations
becomes an edge. What is claimed, planned, possible or denied, and what somebody says, becomes a
note that says so in words.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from hashlib import sha256

from kg.graph.answers import STATEMENT, EntityView, FactView
from kg.graph.entities import canonical
from kg.graph.opened import Graph

Properties = dict[str, list[str]]

_KINDS = {"Person": "Person", "Organization": "Organization"}
_LONGEST = 200
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def entities(graph: Graph) -> Iterator[dict[str, object]]:
    """The graph's articles, persons, organizations, ties, events and notes as FollowTheMoney."""
    things = {view.id: view for view in graph.entities() if view.type in _KINDS}
    facts = [graph.views.fact(fact) for fact in graph.corpus.facts.values()]
    owned = {
        end.id
        for view in facts
        if view.relation == "ownerOf" and view.status == "asserted"
        for end in _ends(view, graph, things, "object")
    }
    for article in graph.corpus.articles.values():
        title = " ".join(graph.corpus.headlines.get(article.id, article.id).split())
        told = {
            "title": [title],
            "publishedAt": _date(article.published),
            "publisher": [article.publisher or ""],
            "sourceUrl": [article.url or ""],
        }
        yield _entity("Article", graph.names.article(article.id).value, told)
    for thing in things.values():
        schema = "Company" if thing.id in owned else _KINDS[thing.type]
        yield _entity(
            schema,
            thing.iri,
            {"name": [_short(thing.name)], "alias": [_short(name) for name in thing.names]},
        )
    for view in facts:
        yield _fact(view, graph, things)


def lines(graph: Graph) -> Iterator[bytes]:
    """The entities, each on a line, as the ``ftm`` commands read them."""
    return (f"{json.dumps(entity, ensure_ascii=False)}\n".encode() for entity in entities(graph))


def _fact(view: FactView, graph: Graph, things: dict[str, EntityView]) -> dict[str, object]:
    """A fact as an edge, an event or a note."""
    article = graph.corpus.articles[view.fact.article]
    sentence = " ".join(view.evidence.text.split())
    told: Properties = {
        "description": [sentence],
        "proof": [key(view.article)],
        "sourceUrl": [article.url or ""],
    }
    asserted = view.status == "asserted" and not view.negated
    edge = graph.catalogue.lexicon.table("followthemoney").get(view.relation)
    if asserted and edge:
        schema, *sides = edge
        ends: Properties = {}
        for role, side in zip(("subject", "object"), sides, strict=True):
            name, _, kind = side.partition(":")
            found = _ends(view, graph, things, role)
            if len(found) == 1 and kind in ("", found[0].type):
                ends[name] = [key(found[0].iri)]
        if len(ends) == len(sides):
            named = "relationship" if schema == "Family" else "role"
            dated = {"date": _date(view.date), named: [view.relation]}
            return _entity(schema, view.iri, told | ends | dated)
    joined = [key(end.iri) for end in _ends(view, graph, things)]
    if asserted and view.relation[:1].isupper() and view.relation != STATEMENT:
        place = list(view.roles.get("place", ()))
        event = {"involved": joined, "date": _date(view.date), "location": place}
        return _entity("Event", view.iri, told | event | {"name": [_short(view.text)]})
    standing = view.status + (f" by {view.claimed_by}" if view.claimed_by else "")
    headed = f"{standing}: {view.text}"
    noted = {"name": [_short(headed)], "entity": joined, "description": [f"{headed}. {sentence}"]}
    return _entity("Note", view.iri, told | noted)


def _ends(
    view: FactView, graph: Graph, things: dict[str, EntityView], role: str = ""
) -> list[EntityView]:
    """The persons and organizations that fill a role, or any, each once."""
    known = graph.corpus.entities
    told = (a.entity for a in view.fact.args if role in ("", a.role))
    found = [canonical(known[end]) for end in told if end is not None and end in known]
    return [things[name] for name in dict.fromkeys(found) if name in things]


def _date(told: str | None) -> list[str]:
    """The day, month or year of a date; none of a range."""
    day = (told or "").split("T")[0]
    return [day] if _ISO.fullmatch(day) else []


def key(iri: str) -> str:
    """The id of an IRI's entity."""
    return "kg-" + sha256(iri.encode()).hexdigest()[:40]


def _short(words: str) -> str:
    """What a thing is called; more than this is no name there."""
    return textwrap.shorten(words, _LONGEST, placeholder="…")


def _entity(schema: str, iri: str, told: Properties) -> dict[str, object]:
    kept = {name: found for name, values in told.items() if (found := [v for v in values if v])}
    return {"id": key(iri), "schema": schema, "properties": kept}
