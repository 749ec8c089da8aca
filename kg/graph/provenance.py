"""Where articles come from, as RDF: their documents, publishers and what the input says of them."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.copies import place
from kg.graph import days, terms
from kg.graph.sheet import Pair, Sheet
from kg.graph.terms import Names, term
from kg.model import Article, Place, Span


def describe_article(
    article: Article, headline: str | None, begins: str | None, names: Names, sheet: Sheet
) -> None:
    """An article, in its own graph; ``begins`` are its first words, by which it goes untitled."""
    node = names.article(article.id)
    label = " ".join((headline or begins or article.id).split())
    sheet.say(
        node,
        (term("rdf:type"), term("schema:NewsArticle")),
        (term("rdfs:label"), terms.words(label, article.language)),
        (term("dcterms:identifier"), terms.text(article.id)),
        (term("kg:inGraph"), sheet.graph),
    )
    if headline:
        sheet.say(node, (term("schema:headline"), terms.words(headline, article.language)))
    sheet.say(node, *_published(article.published, article.publisher, names))
    if article.issued:
        sheet.say(node, (term("dcterms:issued"), terms.instant(article.issued)))
    if article.url:
        sheet.say(node, (term("schema:url"), terms.address(article.url)))
    if article.language:
        sheet.say(node, (term("schema:inLanguage"), terms.text(article.language)))
    for author in article.authors:
        sheet.say(node, (term("schema:author"), terms.text(author)))
    for section in article.sections:
        sheet.say(node, (term("schema:articleSection"), terms.text(section)))
    for found in (place(article), *article.copies):
        _describe_place(node, found, names, sheet)


def _describe_place(article: NamedNode, found: Place, names: Names, sheet: Sheet) -> None:
    """A document where the article's text stands, and where in it."""
    document = names.source(found.document, found.digest)
    node = names.node("location", terms.digest(document.value, article.value, found.span.start))
    sheet.say(article, (term("dcterms:source"), document), (term("kg:standsAt"), node))
    sheet.say(
        node,
        (term("oa:hasSource"), document),
        *offsets(found.span),
        *_published(found.published, found.publisher, names),
    )


def describe_sources(article: Article, names: Names, sheet: Sheet) -> None:
    """The documents and publishers of an article, which other articles may share."""
    for found in (place(article), *article.copies):
        sheet.say(
            names.source(found.document, found.digest),
            (term("rdf:type"), term("schema:DigitalDocument")),
            (term("dcterms:identifier"), terms.text(found.document)),
        )


def describe_publishers(spellings: Iterable[str], names: Names, sheet: Sheet) -> None:
    """The publishers; one whose name is spelled in several ways has the first of them as label."""
    labelled = set[NamedNode]()
    for name in sorted(set(spellings)):
        node = names.publisher(name)
        sheet.say(
            node,
            (term("rdf:type"), term("kg:Publisher")),
            (term("rdf:type"), term("foaf:Agent")),
            (term("rdf:type"), term("dcterms:Agent")),
            (term("skos:altLabel" if node in labelled else "rdfs:label"), terms.text(name)),
        )
        labelled.add(node)


def publishers(article: Article) -> set[str]:
    """Who printed an article, in whichever place."""
    return {found.publisher for found in (place(article), *article.copies) if found.publisher}


def _published(day: str | None, publisher: str | None, names: Names) -> Iterable[Pair]:
    if day and days.first_day(day):
        yield term("schema:datePublished"), terms.date(day)
    if publisher:
        yield term("dcterms:publisher"), names.publisher(publisher)


def offsets(span: Span) -> tuple[Pair, Pair]:
    """The place of a selector."""
    return (
        (term("oa:start"), terms.integer(span.start)),
        (term("oa:end"), terms.integer(span.end)),
    )
