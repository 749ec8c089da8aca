"""Words as the page shows them: without signs that are not seen, and facts in a line."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from pyoxigraph import Literal, NamedNode

from kg.graph.answers import STATEMENT, FactView, Mark, in_a_line, told
from kg.graph.edges import Link
from kg.graph.terms import local_name
from kg.knowledge.catalogue import Catalogue

# What turns the direction of writing around ("Trojan Source", Boucher and Anderson 2021) and other
# signs that are not seen; `page/text.js` drops the same ones.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060"
    "\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb]"
)
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 100


def plain(text: str) -> str:
    """A text without the signs that are not seen, among them those that turn its direction."""
    return _UNSEEN.sub("", text)


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def marked(text: str, marks: tuple[Mark, ...]) -> tuple[str, list[tuple[int, int, str]]]:
    """The `plain` text, and its marks in UTF-16 units, as JavaScript counts them."""
    shown = [(mark.start, mark.end, mark.role) for mark in marks]
    if text.isascii() and text.isprintable():
        return text, shown
    widths = (0 if _UNSEEN.match(letter) else 1 + (letter > "\uffff") for letter in text)
    places = [0, *accumulate(widths)]
    moved = [(places[start], places[end], role) for start, end, role in shown]
    return plain(text), [mark for mark in moved if mark[0] < mark[1]]


@dataclass(frozen=True)
class Wording:
    """How relations and facts are called, for readers."""

    catalogue: Catalogue

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """The label of each class and property of the ontology by its IRI."""
        return {
            triple.subject.value: triple.object.value
            for triple in self.catalogue.vocabulary
            if triple.predicate.value == _LABEL
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, Literal)
        }

    @cached_property
    def _joining(self) -> Set[str]:
        """The properties that relations project onto those whom they join."""
        relations = self.catalogue.relations.values()
        projected = {edge.property for relation in relations for edge in relation.edges}
        ties = {relation.iri for relation in relations if relation.kind == "binary"}
        return (
            projected
            | ties
            | {above for tie in ties for above in self.catalogue.above.get(tie, ())}
        )

    def relation(self, name: str) -> str:
        """What a relation of facts is called."""
        relation = self.catalogue.relations.get(name)
        return relation.label.lower() if relation else _words(name)

    def edge(self, view: FactView, link: Link) -> tuple[str, str]:
        """The name of what joins two entities in a fact, and what it is called.

        Where it is no property of the ontology but only a role, that is the fact's own verb, or
        its relation with the role: "meeting place".
        """
        if link.property in self._joining:
            label = self._labels.get(link.property)
            return local_name(link.property), label or _words(local_name(link.property))
        role = f"{self.relation(view.relation)} {_words(local_name(link.property))}"
        told = view.fact.details.get("verb", role)
        return told, told

    def gist(self, view: FactView, links: tuple[Link, ...], labels: Mapping[str, str]) -> str:
        """A fact in a line: "Ann Lee met Bo Dahl"; ``labels`` are those of the entities."""
        if view.relation == STATEMENT:
            return _cut(self._said(view))
        if "verb" in view.fact.details:
            return _cut(in_a_line(told(view.fact, view.relation), view.names))
        joins = links and links[0].property in self._joining
        return _cut(self._joined(view, links, labels) if joins else self._listed(view))

    def _said(self, view: FactView) -> str:
        act = view.fact.details.get("speech_act", "asserted")
        who = ", ".join(view.roles.get("speaker", ())) or "somebody"
        told = f"{who} {'said' if act == 'asserted' else act}"
        words = " ... ".join(view.roles.get("content", ()))
        return f"{told}: {words}" if words else told

    def _joined(self, view: FactView, links: tuple[Link, ...], labels: Mapping[str, str]) -> str:
        """Whom the first link of a fact joins with whom: "Ann: mayor of Ulm", "Ann met Bo"."""
        first = links[0]
        same = (first.source, first.property)
        others = [labels[link.target] for link in links if (link.source, link.property) == same]
        name, label = self.edge(view, first)
        if title := view.fact.details.get("title"):
            return f"{labels[first.source]}: {title}, {', '.join(others)}"
        tie = name in self.catalogue.relations
        return f"{labels[first.source]}{':' if tie else ''} {label} {', '.join(others)}"

    def _listed(self, view: FactView) -> str:
        names = ", ".join(dict.fromkeys(name for _, name in view.fillers))
        return f"{self.relation(view.relation)}: {names}" if names else self.relation(view.relation)


def _words(name: str) -> str:
    """A name in camel case as words, ``ministerOf`` as "minister of"."""
    return _HUMP.sub(" ", name).replace("_", " ").lower()


def _cut(text: str) -> str:
    short = line(text)
    return f"{short[: _LONGEST - 1].rstrip()}…" if len(short) > _LONGEST else short
