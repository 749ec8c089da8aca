"""What people say, as schema.org ``Claim``s in JSON-LD: what a fact-checker's ClaimReview is of.

Each line is a claim with its words, who makes it, what it is about and where it appears. None has a
rating, for kg does not judge; and none says that it is so. What is asked, refused or denied is no
claim, nor what somebody is only said or expected to have said, or what nobody known said.
"""

import json
from collections.abc import Iterator
from typing import Any

from kg.graph import days, lookup
from kg.graph.answers import StatementView
from kg.graph.directory import STORE
from kg.graph.entities import canonical
from kg.graph.opened import Graph
from kg.graph.terms import ONTOLOGY
from kg.model import Article
from kg.neighbours.addresses import web_address
from kg.neighbours.rows import by_article
from kg.records import Corpus

_CONTEXT = {"@vocab": "https://schema.org/", "kg": ONTOLOGY}
_TYPES = {"Person": "Person", "Organization": "Organization", "Place": "Place"}

Node = dict[str, Any]


def lines(graph: Graph) -> Iterator[bytes]:
    """The claims, each on a line."""
    acts = graph.catalogue.lexicon.words("acts_of_claims")
    with lookup.opened(graph.directory / STORE) as index:
        for views, facts in by_article(index, graph.names):
            for view in facts:
                if isinstance(view, StatementView) and _is_claim(view, acts):
                    claim = _claim(view, views.corpus, graph)
                    yield f"{json.dumps(claim, ensure_ascii=False)}\n".encode()


def _is_claim(view: StatementView, acts: frozenset[str]) -> bool:
    told = view.status == "asserted" and view.act == "speech" and view.speech_act in acts
    return told and bool(view.text and view.speaker)


def _claim(view: StatementView, corpus: Corpus, graph: Graph) -> Node:
    article = corpus.articles[view.fact.article]
    own = days.exact(view.date)
    return _kept(
        {
            "@context": _CONTEXT,
            "@id": view.iri,
            "@type": "Claim",
            "text": " ".join(view.text.split()),
            "author": _things(view, "speaker", corpus, graph),
            "about": _things(view, "about", corpus, graph),
            "datePublished": own or article.published,
            "appearance": _article(view, article),
            "kg:speechAct": view.speech_act,
            "kg:sentence": " ".join(view.evidence.text.split()),
            "kg:confidence": view.confidence,
        }
    )


def _article(view: StatementView, article: Article) -> Node:
    publisher = article.publisher and {"@type": "Organization", "name": article.publisher}
    return _kept(
        {
            "@id": view.article,
            "@type": "NewsArticle",
            "headline": view.headline,
            "datePublished": article.published,
            "url": web_address(article.url),
            "publisher": publisher,
        }
    )


def _things(view: StatementView, role: str, corpus: Corpus, graph: Graph) -> list[Node]:
    """Those who fill a role: with their node where they are known, else by their words."""
    found = []
    for arg, (_, name) in zip(view.fact.args, view.fillers, strict=True):
        if arg.role == role:
            entity = corpus.entities.get(arg.entity or "")
            kind = _TYPES.get(entity.type, "Thing") if entity else "Thing"
            node = {"@id": graph.names.entity(canonical(entity)).value} if entity else {}
            found.append({**node, "@type": kind, "name": name})
    return found


def _kept(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
