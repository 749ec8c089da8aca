"""The columns of the page's data: nodes, edges, facts and articles, with one table of strings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import floor
from typing import Any

from kg.graph.answers import STATEMENT, Views, keys
from kg.graph.edges import Link
from kg.graph.entities import canonical
from kg.graph.network import STATUSES
from kg.layout.boxes import Box, Place, box
from kg.layout.islands import islands
from kg.layout.positions import positions
from kg.model import Fact
from kg.view.opening import Opening, opening
from kg.view.ranking import Told
from kg.view.words import Wording, line, marked, plain

# The place of what stands nowhere.
NOWHERE = -32768
# Places are whole numbers in a square of twice that; at most so many to a pixel.
_HALF, _FINEST = 10_000, 16.0
# How wide to its height is what panels leave of a screen, and of a phone.
_WIDE, _UPRIGHT = 0.95, 0.62

# The columns of facts.
_FACT = (
    "iri", "relation", "status", "fillers", "speaker", "claimedBy", "claimedAs", "confidence",
    "rule", "date", "dateText", "from", "until", "said", "article", "start", "end", "quote",
    "marks", "topics", "gist",
)  # fmt: skip

Data = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Columns:
    """What is shown: entities by their canonical ids, the most telling first, and facts.

    ``table`` has the strings with their places; it and the relations fill as columns are made.
    """

    views: Views
    wording: Wording
    shown: Sequence[str]
    facts: Sequence[Told]
    table: dict[str, int] = field(default_factory=lambda: {"": 0})
    _relations: dict[str, tuple[int, str]] = field(default_factory=dict)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each entity."""
        return {key: place for place, key in enumerate(self.shown)}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each entity of the facts is called."""
        return {key: line(self.views.profiles[key].label) for key in self.counts}

    @cached_property
    def opening(self) -> Opening:
        """The opening picture."""
        types = {key: self.views.profiles[key].type for key in self.counts}
        return opening(self.shown, self.facts, self.views.corpus.named, types)

    @cached_property
    def types(self) -> list[str]:
        """The types of the entities."""
        return sorted({self.views.profiles[key].type for key in self.shown})

    @cached_property
    def statuses(self) -> list[str]:
        """The ways in which facts are told."""
        found = {fact.view.status for fact in self.facts}
        return [status for status in STATUSES if status in found]

    @property
    def relations(self) -> list[Data]:
        """The relations that were met, of facts and of edges."""
        return [{"name": name, "label": label} for name, (_, label) in self._relations.items()]

    @cached_property
    def placed(self) -> Mapping[str, int]:
        """The places of the articles, by their ids, in the order of the facts."""
        ids = dict.fromkeys(fact.view.fact.article for fact in self.facts)
        return {id: place for place, id in enumerate(ids)}

    def string(self, text: str | None) -> int:
        """The place of a string in the table."""
        return self.table.setdefault(plain(text or ""), len(self.table))

    def relation(self, name: str, label: str) -> int:
        """The place of a relation in the table."""
        return self._relations.setdefault(name, (len(self._relations), label))[0]

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many of the facts each entity is."""
        return Counter(key for fact in self.facts for key in fact.entities)

    def described(self) -> Data:
        """The columns of nodes that say what each is."""
        corpus, profiles = self.views.corpus, self.views.profiles
        return {
            "iri": [self.string(self.views.names.entity(key).value) for key in self.shown],
            "label": [self.string(self.labels[key]) for key in self.shown],
            "type": [self.types.index(profiles[key].type) for key in self.shown],
            "names": [
                [self.string(name) for name in sorted(self._other_names(key))] for key in self.shown
            ],
            "named": [int(key in corpus.named) for key in self.shown],
            "facts": [self.counts[key] for key in self.shown],
        }

    def nodes(self) -> tuple[float, Data]:
        """How many units of the places of nodes a pixel has, and the columns of nodes."""
        most = max(self.counts.values(), default=1)
        boxes = [box(self.labels[key], self.counts[key] / most) for key in self.shown]
        pairs = [
            (self.number[link.source], self.number[link.target])
            for fact in self.facts
            for link in fact.links
            if link.source in self.number and link.target in self.number
        ]
        drawn = {key: place for place, key in enumerate(self.opening.nodes)}
        home = {
            node: number for number, nodes in enumerate(self.opening.communities) for node in nodes
        }
        unit, whole = _square(positions(boxes, pairs))
        return unit, {
            **self.described(),
            "x": [x for x, _ in whole],
            "y": [y for _, y in whole],
            "drawn": [int(key in drawn) for key in self.shown],
            "rank": list(range(len(self.shown))),
            "group": [home[drawn[key]] if key in drawn else -1 for key in self.shown],
            **self._opened(boxes),
        }

    def _opened(self, boxes: Sequence[Box]) -> Data:
        """The places of the opening picture, in pixels: a layout of its nodes alone."""
        first = [self.number[key] for key in self.opening.nodes]
        own = [boxes[node] for node in first]
        found: Data = {}
        for screen, places in opened(own, self.opening).items():
            x, y = [NOWHERE] * len(boxes), [NOWHERE] * len(boxes)
            for node, place in zip(first, places, strict=True):
                x[node], y[node] = round(place[0]), round(place[1])
            found |= {f"{screen}x": x, f"{screen}y": y}
        return found

    def _other_names(self, key: str) -> set[str]:
        names = self.views.corpus.names_of.get(key, ())
        return {line(name) for name in names} - {self.labels[key], ""}

    def edges(self) -> Data:
        """The columns of edges: what joins two entities and is told alike is one."""
        bundles: dict[tuple[int, int, int], list[tuple[int, int, Link]]] = {}
        for place, fact in enumerate(self.facts):
            status = self.statuses.index(fact.view.status)
            for link in fact.links:
                if link.source in self.number and link.target in self.number:
                    one, two = sorted((self.number[link.source], self.number[link.target]))
                    name = self.relation(*self.wording.edge(fact.view, link))
                    bundles.setdefault((one, two, status), []).append((place, name, link))
        rows = sorted(bundles.items())
        first = [self.number[key] for key in self.opening.nodes]
        main = {(first[one], first[two]) for one, two in self.opening.main}
        return {
            "s": [one for (one, _, _), _ in rows],
            "t": [two for (_, two, _), _ in rows],
            "status": [status for (_, _, status), _ in rows],
            "dir": [self._direction(one, bundle) for (one, _, _), bundle in rows],
            "relations": [sorted({name for _, name, _ in bundle}) for _, bundle in rows],
            "facts": [sorted({place for place, _, _ in bundle}) for _, bundle in rows],
            "main": [int((one, two) in main) for (one, two, _), _ in rows],
        }

    def _direction(self, one: int, bundle: Iterable[tuple[int, int, Link]]) -> int:
        """0 for neither, 1 from the first to the second, 2 back, 3 for both."""
        directed = {self.number[link.source] == one for _, _, link in bundle if not link.symmetric}
        return (1 if True in directed else 0) + (2 if False in directed else 0)

    def told_facts(self) -> Data:
        """The columns of facts."""
        rows = [self._fact(fact) for fact in self.facts]
        return {name: [row[name] for row in rows] for name in _FACT}

    def _fact(self, told: Told) -> Data:
        view, fact, string = told.view, told.view.fact, self.string
        quote, marks = marked(view.evidence.text, view.shown_marks)
        roles, details = view.roles, fact.details
        return {
            "iri": string(view.iri),
            "relation": self.relation(view.relation, self.wording.relation(view.relation)),
            "status": self.statuses.index(view.status),
            "fillers": [
                [string(role), self._node(arg.entity), string(line(name))]
                for arg, (role, name) in zip(fact.args, view.fillers, strict=True)
                if role != "content" or arg.entity
            ],
            "speaker": self._speaker(fact),
            "claimedBy": string(line(view.claimed_by or "")),
            "claimedAs": string(_within_claim(fact)),
            "confidence": round(view.confidence * 100),
            "rule": string(view.rule),
            "date": string(view.date),
            "dateText": string(line(view.when or "")),
            "from": string(details.get("from")),
            "until": string(details.get("until")),
            "said": string(line(" ... ".join(roles.get("content", ())))),
            "article": self.placed[fact.article],
            "start": view.evidence.start,
            "end": view.evidence.end,
            "quote": string(quote),
            "marks": [[start, end, string(role)] for start, end, role in marks],
            "topics": self._nodes(fact, "about") if view.relation == STATEMENT else [],
            "gist": string(self.wording.gist(view, told.links, self.labels)),
        }

    def _node(self, entity: str | None) -> int:
        found = self.views.corpus.entities.get(entity or "")
        return self.number.get(canonical(found), -1) if found else -1

    def _nodes(self, fact: Fact, role: str) -> list[int]:
        found = keys(fact, self.views.corpus.entities, role)
        return [self.number[key] for key in found if key in self.number]

    def _speaker(self, fact: Fact) -> int:
        """Who says a statement, or the one in which a claimed fact stands; -1 if unknown."""
        said = self.views.corpus.facts.get(fact.holder) if fact.holder else fact
        return next(iter(self._nodes(said, "speaker")), -1) if said else -1

    def articles(self) -> Data:
        """The columns of articles."""
        corpus, string = self.views.corpus, self.string
        found = [corpus.articles[id] for id in self.placed]
        return {
            "iri": [string(self.views.names.article(each.id).value) for each in found],
            "headline": [
                string(line(corpus.headlines.get(each.id) or corpus.beginnings.get(each.id, "")))
                for each in found
            ],
            "published": [string(each.published) for each in found],
            "publisher": [string(line(each.publisher or "")) for each in found],
            "url": [string(each.url) for each in found],
            "document": [string(each.document) for each in found],
            "start": [each.span.start for each in found],
        }


def opened(boxes: Sequence[Box], found: Opening) -> dict[str, Sequence[Place]]:
    """The places of the opening picture on a wide screen (``o``) and on a phone (``u``)."""
    return {
        screen: islands(boxes, sorted(found.main), found.communities, aspect)
        for screen, aspect in (("o", _WIDE), ("u", _UPRIGHT))
    }


def _within_claim(fact: Fact) -> str:
    """How a claimed fact stands in what is claimed, if not as having happened."""
    if not fact.holder:
        return ""
    if fact.polarity == "negative":
        return "denied"
    return "" if fact.modality == "actual" else fact.modality


def _square(places: Sequence[Place | None]) -> tuple[float, list[tuple[int, int]]]:
    """Places in pixels as whole numbers in the square, and how many of those a pixel has."""
    found = [place for place in places if place]
    left, right = (bound((x for x, _ in found), default=0.0) for bound in (min, max))
    top, bottom = (bound((y for _, y in found), default=0.0) for bound in (min, max))
    longest = max(right - left, bottom - top, 1.0)
    unit = min(_FINEST, floor(2 * _HALF / longest * 1000) / 1000)
    middle = (left + right) / 2, (top + bottom) / 2
    return unit, [
        (round((place[0] - middle[0]) * unit), round((place[1] - middle[1]) * unit))
        if place
        else (NOWHERE, NOWHERE)
        for place in places
    ]
