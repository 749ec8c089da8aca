"""QuickStatements: what a graph asserts of things that Wikidata has, to be looked over there.

A line a statement, in the tool's first syntax: what is asserted of two things whose items are
known (by the gazetteer), by properties that the catalogue has for the relation. No item is made.
The references are the article's address, title and day, and the sentence itself.
"""

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from kg.graph import days, lookup, store
from kg.graph.answers import FactView
from kg.graph.directory import STORE
from kg.graph.edges import holds
from kg.graph.entities import canonical
from kg.graph.opened import Graph
from kg.graph.terms import VOCABULARIES, term
from kg.knowledge.catalogue import Relation
from kg.model import Article
from kg.neighbours.addresses import web_address
from kg.neighbours.rows import by_article
from kg.records import Corpus

_SAME = {
    VOCABULARIES["owl"] + "equivalentProperty": False,
    VOCABULARIES["skos"] + "closeMatch": False,
    VOCABULARIES["skos"] + "exactMatch": False,
    VOCABULARIES["owl"] + "inverseOf": True,
}
_ITEM = re.compile(r"Q[1-9]\d*")
# What Wikidata takes at most as a value.
_LONGEST = 1_500
_PRECISION = {4: 9, 7: 10, 10: 11}


def lines(graph: Graph) -> Iterator[bytes]:
    """The statements, each on a line; those that several articles tell have several."""
    quads = store.opened(graph.directory / STORE)
    properties = {name: found for name, r in graph.catalogue.relations.items() if (found := _of(r))}
    with lookup.opened(graph.directory / STORE) as index:
        for views, facts in by_article(index, graph.names):
            for view in facts:
                if view.relation in properties and view.status == "asserted" and holds(view.fact):
                    name, inverse = properties[view.relation]
                    one, other = (_item(view, role, views.corpus, graph, quads) for role in _ENDS)
                    if one and other and one != other:
                        ends = (other, name, one) if inverse else (one, name, other)
                        article = views.corpus.articles[view.fact.article]
                        told = (*ends, *_qualifiers(view), *_references(view, article))
                        yield ("\t".join(told) + "\n").encode()


_ENDS = ("subject", "object")


def _of(relation: Relation) -> tuple[str, bool] | None:
    """The property that says the same of two, and whether it says it the other way round."""
    for kind, iri in relation.alignments:
        if iri.startswith(VOCABULARIES["wdt"]) and kind in _SAME:
            return iri.removeprefix(VOCABULARIES["wdt"]), _SAME[kind]
    return None


def _item(view: FactView, role: str, corpus: Corpus, graph: Graph, quads: Store) -> str | None:
    """The item of what alone fills a role."""
    fillers = (corpus.entities.get(a.entity or "") for a in view.fact.args if a.role == role)
    found = {canonical(entity) for entity in fillers if entity}
    if len(found) != 1:
        return None
    node = graph.names.entity(found.pop())
    for quad in quads.quads_for_pattern(node, term("owl:sameAs"), None):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(VOCABULARIES["wd"]):
            item = quad.object.value.removeprefix(VOCABULARIES["wd"])
            return item if _ITEM.fullmatch(item) else None
    return None


def _qualifiers(view: FactView) -> Iterator[str]:
    """From when to when, where the sentence tells it."""
    first, last = days.span(view.fact)
    for name, day in (("P580", first), ("P582", last)):
        if day:
            yield from (name, _time(day))


def _references(view: FactView, article: Article) -> Iterator[str]:
    address = web_address(article.url)
    if address:
        yield from ("S854", f'"{address}"')
    if view.headline:
        yield from ("S1476", _words(view.headline))
    if view.published and len(view.published) in _PRECISION and days.first_day(view.published):
        yield from ("S577", _time(view.published))
    yield from ("S1683", _words(view.evidence.text))


def _time(day: str) -> str:
    whole = day + "-00" * (2 - day.count("-"))
    return f"+{whole}T00:00:00Z/{_PRECISION[len(day)]}"


def _words(words: str) -> str:
    """English words in a line; what separates commands there is a blank."""
    plain = " ".join(re.sub(r"[\x00-\x1f|]", " ", words).split())
    return f'en:"{plain[:_LONGEST]}"'
