"""Events in PLOVER, the coding of political scientists, as JSON Lines.

What is coded how stands in ``ontology/neighbours/plover.txt``. Only what the writer asserts is an
event; claimed, planned, possible and denied ones are left out, and so is what has no day or nobody
who does it, without whom PLOVER has no event.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kg.graph import days, lookup
from kg.graph.answers import FactView
from kg.graph.directory import STORE
from kg.graph.entities import canonical
from kg.graph.lookup import Lookup
from kg.graph.opened import Graph
from kg.knowledge.gazetteer import Gazetteer, load_gazetteer
from kg.knowledge.lexicon import ontology_dir
from kg.model import Article, Entity
from kg.neighbours.addresses import web_address
from kg.neighbours.rows import by_article
from kg.records import Corpus

_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUADS = {event: quad for quad, events in _QUADS.items() for event in events}
# These are between two at least.
_BETWEEN = frozenset({"AGREE", "CONSULT", "SUPPORT", "AID", "REQUEST", "REJECT", "SANCTION"})
# Many of these are private; only those count in which a state, a body or who acts for one has part.
_PUBLIC = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT"})
# An event of so many days before its article, or more, is history.
_HISTORY = timedelta(days=90)
_ACTORS = frozenset({"Person", "Organization", "Group"})
_COUNTRIES = frozenset({"Country", "Territory"})
# Relations whose object is the country that the subject is or acts for.
_OF_COUNTRY = frozenset(
    {"citizenOf", "headOfState", "headOfGovernment", "ministerOf", "ambassadorOf", "spokespersonOf",
     "basedIn", "partOf", "headOf", "memberOf", "magistrateOf"}
)  # fmt: skip
_NONE, _VISIT = "-", "visit"

# Actors by their canonical ids.
_Side = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Coding:
    """How something is coded: the event, its mode, the roles of either side, its context."""

    event: str
    mode: str
    sources: tuple[str, ...]
    recipients: tuple[str, ...]
    context: str


def codings() -> dict[str, Coding]:
    """The codings by what is read; raises `ValueError` where a line is malformed."""
    found: dict[str, Coding] = {}
    for key, event, mode, sources, recipients, context in _table("plover.txt", 6):
        if key in found or event not in (*QUADS, _NONE):
            raise ValueError(f"plover.txt: {key} stands there twice, or {event} is no event")
        found[key] = Coding(event, mode, _several(sources), _several(recipients), context)
    return found


def _several(roles: str) -> tuple[str, ...]:
    return () if roles == _NONE else tuple(roles.split("+"))


def _table(name: str, fields: int) -> Iterator[list[str]]:
    for line in (ontology_dir() / "neighbours" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            told = line.split("\t")
            if len(told) != fields:
                raise ValueError(f"{name}: {line}: not {fields} fields")
            yield told


def lines(graph: Graph) -> Iterator[bytes]:
    """The events, each on a line."""
    coded = codings()
    with lookup.opened(graph.directory / STORE) as index:
        actors = _actors(graph, index)
        for views, facts in by_article(index, graph.names):
            for view in facts:
                coding = _coding(view, coded)
                event = coding and _event(view, coding, views.corpus, actors)
                if event:
                    yield f"{json.dumps(event, ensure_ascii=False)}\n".encode()


def _coding(view: FactView, coded: Mapping[str, Coding]) -> Coding | None:
    """How a fact is coded; None where it is not, or not asserted."""
    if view.status != "asserted":
        return None
    details = view.fact.details
    phases = (details[name] for name in ("phase", "speech_act") if name in details)
    keys = (view.rule.partition("+")[0], *(f"{view.relation}:{p}" for p in phases), view.relation)
    found = next((coded[key] for key in keys if key in coded), None)
    return found if found and found.event != _NONE else None


@dataclass(frozen=True)
class _Actors:
    """What is known of those who act: countries by codes of three letters, sectors, items."""

    gazetteer: Gazetteer
    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    table: Mapping[str, str]

    def actor(self, entity: Entity, name: str, text: str) -> dict[str, str] | None:
        """The actor that an entity is; a place that is no country is none."""
        key = canonical(entity)
        country = self.country(key)
        if entity.type not in _ACTORS and not (country and self._is_country(key)):
            return None
        entry = self.gazetteer.entry(key)
        items = (iri.rpartition("/")[2] for iri in (entry.same_as if entry else ()))
        told = {
            "code": self.table.get(f"id:{key}") or country or self.countries.get(key, ""),
            "sector": self._sector(key, entity, name),
            "actor_text": " ".join(text.split()),
            "identifier_id": next((item for item in items if item.startswith("Q")), ""),
            "identifier_text": name,
        }
        return {field: value for field, value in told.items() if value}

    def country(self, key: str) -> str | None:
        """The code of a country, or of the one that a body or place known beforehand is in."""
        entry = self.gazetteer.entry(key)
        if entry and entry.kind not in _COUNTRIES and entry.country:
            entry = self.gazetteer.entry(entry.country)
        if entry is None or entry.kind not in _COUNTRIES:
            return None
        return next((code for code in entry.codes if len(code) == 3), None)

    def _is_country(self, key: str) -> bool:
        entry = self.gazetteer.entry(key)
        return entry is not None and entry.kind in _COUNTRIES

    def _sector(self, key: str, entity: Entity, name: str) -> str:
        """The sector of who is known, or has a post; else what the last or first word tells.

        Words tell it of a body, or of a person without a name: "another police officer".
        """
        known = self.table.get(f"of:{key}") or self.sectors.get(key)
        words = name.split()
        if known or not words or (entity.type == "Person" and not words[-1].islower()):
            return known or ""
        ends = (f"word:{word.casefold()}" for word in (words[-1], words[0]))
        return next((self.table[word] for word in ends if word in self.table), "")


def _actors(graph: Graph, index: Lookup) -> _Actors:
    """Who is of which country and sector, by the posts and ties that are asserted of them."""
    table = dict(_table("plover_actors.txt", 2))
    known = _Actors(load_gazetteer(graph.meta["gazetteer"]), {}, {}, table)
    countries, sectors = defaultdict[str, set[str]](set), dict[str, str]()
    for views, facts in by_article(index, graph.names):
        for view in facts:
            if view.status == "asserted" and (
                view.relation in _OF_COUNTRY or view.relation in table
            ):
                ends = defaultdict[str, list[str]](list)
                for arg in view.fact.args:
                    if entity := views.corpus.entities.get(arg.entity or ""):
                        ends[arg.role].append(canonical(entity))
                for one in ends["subject"]:
                    if view.relation in table:
                        sectors.setdefault(one, table[view.relation])
                    if view.relation in _OF_COUNTRY:
                        countries[one] |= {c for o in ends["object"] if (c := known.country(o))}
    sure = {key: next(iter(codes)) for key, codes in countries.items() if len(codes) == 1}
    return _Actors(known.gazetteer, sure, sectors, table)


def _event(
    view: FactView, coding: Coding, corpus: Corpus, actors: _Actors
) -> dict[str, Any] | None:
    article = corpus.articles[view.fact.article]
    first, last = days.span(view.fact)
    day = first or last or days.exact(article.published)
    ones = _side(view, coding.sources, corpus, actors)
    others = _side(view, coding.recipients, corpus, actors)
    others = {key: actor for key, actor in others.items() if key not in ones}
    if not day or not ones or not _is_event(coding, ones, others):
        return None
    context = [] if coding.context == _NONE else [coding.context]
    if _is_history(last or day, article.published):
        context.append("historical")
    told = {
        "id": view.fact.id,
        "date": day,
        "enddate": last if first and last != first else None,
        "source": list(ones.values()),
        "recipient": list(others.values()),
        "event": [coding.event],
        "mode": [] if coding.mode == _NONE else [coding.mode],
        "context": context,
        "quad_code": QUADS[coding.event],
        "event_loc": _place(view),
        "event_text": [view.text],
        "text": " ".join(view.evidence.text.split()),
        "text_info": {"start": view.evidence.start, "end": view.evidence.end},
        "cite_info": _cited(view, article),
        "coder": f"kg {view.rule}",
        "confidence": view.confidence,
        "dated": "event" if first or last else "article",
    }
    return {name: value for name, value in told.items() if value not in (None, [], {})}


def _is_history(day: str, published: str | None) -> bool:
    told = days.exact(published)
    return bool(told) and date.fromisoformat(day) <= date.fromisoformat(told or "") - _HISTORY


def _is_event(coding: Coding, ones: _Side, others: _Side) -> bool:
    """Whether those who have part in something make it an event of PLOVER."""
    both = {**ones, **others}
    if coding.event in _BETWEEN and len(both) < 2:
        return False
    if coding.mode == _VISIT:
        codes = {None, *(actor.get("code") for actor in ones.values())}
        abroad = any(actor.get("code") not in codes for actor in others.values())
        return abroad and any("sector" in actor for actor in ones.values())
    return coding.event not in _PUBLIC or any(_is_public(*actor) for actor in both.items())


def _is_public(key: str, actor: Mapping[str, str]) -> bool:
    """Whether somebody acts for a state or body, or is one."""
    return "sector" in actor or ("code" in actor and not key.startswith("person/"))


def _side(view: FactView, roles: tuple[str, ...], corpus: Corpus, actors: _Actors) -> _Side:
    """The actors of some roles, by their canonical ids."""
    found: _Side = {}
    for arg, (role, name) in zip(view.fact.args, view.fillers, strict=True):
        entity = corpus.entities.get(arg.entity or "")
        if entity and role in roles:
            actor = actors.actor(entity, name, arg.text)
            if actor:
                found.setdefault(canonical(entity), actor)
    return found


def _place(view: FactView) -> dict[str, str]:
    places = view.roles.get("place", ())
    return {"name": places[0]} if places else {}


def _cited(view: FactView, article: Article) -> dict[str, str]:
    told = {
        "citation": article.id,
        "title": view.headline,
        "url": web_address(article.url),
        "publication": article.publisher,
        "language": article.language,
        "codebook": "PLOVER, by kg's ontology/neighbours/plover.txt",
    }
    return {name: value for name, value in told.items() if value}
