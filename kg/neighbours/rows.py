"""What a graph holds, as rows of plain tables, an article at a time."""

import json
from collections.abc import Iterator, Mapping

from kg.copies import place
from kg.graph import days, lookup
from kg.graph.answers import FactView, StatementView, Views
from kg.graph.directory import STORE
from kg.graph.entities import canonical
from kg.graph.lookup import Chosen, Lookup
from kg.graph.opened import Graph
from kg.graph.terms import Names
from kg.model import Article

Value = str | int | float | list[str] | None
Row = Mapping[str, Value]


def rows(graph: Graph) -> Iterator[tuple[str, Row]]:
    """The rows of all tables, each with the name of its table; those of a table are in order.

    No more of the graph is in memory than one article with its facts.
    """
    with lookup.opened(graph.directory / STORE) as index:
        for views, facts in by_article(index, graph.names):
            for article in views.corpus.articles.values():
                yield from article_rows(article, views)
            for view in facts:
                yield from fact_rows(view, views)
        yield from entity_rows(index)


def by_article(index: Lookup, names: Names) -> Iterator[tuple[Views, list[FactView]]]:
    """Each article of a graph, alone in a corpus without mentions, and its facts in order."""
    for article, _ in index.first_articles(-1):
        facts = index.facts(Chosen().also("article = ?", article))
        views = Views(index.corpus(facts, [article]), names)
        yield views, [views.fact(views.corpus.facts[id]) for id in facts]


def article_rows(article: Article, views: Views) -> Iterator[tuple[str, Row]]:
    """The row of an article, and one for each document where it stands."""
    yield (
        "articles",
        {
            "article": article.id,
            "iri": views.names.article(article.id).value,
            "headline": " ".join(views.corpus.headlines.get(article.id, "").split()),
            "published": article.published,
            "issued": article.issued,
            "publisher": article.publisher,
            "url": article.url,
            "language": article.language,
            "authors": list(article.authors),
            "sections": list(article.sections),
        },
    )
    for found in (place(article), *article.copies):
        yield (
            "sources",
            {
                "article": article.id,
                "document": found.document,
                "start": found.span.start,
                "end": found.span.end,
                "published": found.published,
                "publisher": found.publisher,
            },
        )


def fact_rows(view: FactView, views: Views) -> Iterator[tuple[str, Row]]:
    """The row of a fact, those of its arguments and, of a statement, its own."""
    fact, when = view.fact, view.fact.when
    earliest, latest = days.span(fact)
    yield (
        "facts",
        {
            "fact": fact.id,
            "iri": view.iri,
            "article": fact.article,
            "relation": view.relation,
            "text": view.text,
            "status": view.status,
            "polarity": view.polarity,
            "modality": view.modality,
            "holder": fact.holder,
            "claimed_by": view.claimed_by,
            "when_text": view.when,
            "date": view.date,
            "bound": when.bound if when else None,
            "earliest": earliest,
            "latest": latest,
            "sentence": view.evidence.text,
            "confidence": view.confidence,
            "rule": view.rule,
            "document": view.evidence.document,
            "start": view.evidence.start,
            "end": view.evidence.end,
            "details": json.dumps(fact.details, ensure_ascii=False, sort_keys=True),
        },
    )
    known = views.corpus.entities
    entities = [known.get(arg.entity or "") for arg in fact.args]
    ends = [canonical(entity) if entity else None for entity in entities]
    told = zip(fact.args, view.fillers, ends, strict=True)
    for number, (arg, (role, name), end) in enumerate(told, 1):
        yield (
            "arguments",
            {
                "fact": fact.id,
                "number": number,
                "role": role,
                "entity": end,
                "name": name,
                "text": arg.text,
                "side": arg.side,
                "start": arg.spans[0].start if arg.spans else None,
                "end": arg.spans[-1].end if arg.spans else None,
            },
        )
    if isinstance(view, StatementView):
        speakers = (end for arg, end in zip(fact.args, ends, strict=True) if arg.role == "speaker")
        yield (
            "statements",
            {
                "fact": fact.id,
                "speaker": view.speaker,
                "entity": next(speakers, None),
                "act": view.act,
                "speech_act": view.speech_act,
                "content": view.text,
                "about": list(view.about),
                "addressee": view.addressee,
                "venue": view.venue,
            },
        )


def entity_rows(index: Lookup) -> Iterator[tuple[str, Row]]:
    """The rows of all entities."""
    for thing in index.things():
        yield (
            "entities",
            {
                "entity": thing.key,
                "iri": thing.iri,
                "name": thing.label,
                "type": thing.type,
                "names": index.names(thing.key),
                "facts": thing.facts,
                "articles": len(index.articles(thing.key)),
            },
        )
