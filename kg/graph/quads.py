"""Facts and linked entities as RDF: a named graph an article, every IRI made from content.

A fact is a node of its relation's class with a property for each role, its polarity, modality and
confidence, who claims it, when it was, and the evidence it rests on: the sentence as a Web
Annotation selector (offsets and exact words). Plain edges such as ``:a kg:met :b`` are written
beside it for what the writer asserts as having happened and as still holding, and for nothing
else; what is denied, planned or claimed is reached through its fact node alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from kg.copies import place
from kg.graph import terms
from kg.graph.terms import Names, term
from kg.knowledge.catalogue import Catalogue, Edge
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.linking.merge import Claim
from kg.model import Argument, Article, Entity, Extraction, Fact, Place, Span
from kg.records import Corpus

Pair = tuple[NamedNode, NamedNode | Literal]
# Texts, not things: what a statement says and what a post is called are literals.
_LITERAL_ROLES = frozenset({"content", "title"})
# A post somebody held or will hold is no edge of today's graph.
_CURRENT = frozenset({"", "current", "present"})


@dataclass(frozen=True)
class Profile:
    """What all articles together say of one entity: what it is called, and what it is."""

    canonical: str
    label: str
    type: str


def profiles(corpus: Corpus) -> Mapping[str, Profile]:
    """The entities of a corpus by canonical id.

    The label is the one linking gave, or else the name most articles use, the longer of two,
    then the first in order; the type is that of most of its mentions.
    """
    names: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    for extraction in corpus.extractions:
        told = Counter(mention.entity for mention in extraction.mentions)
        for entity in extraction.entities:
            key = canonical(entity)
            counts = names.setdefault(key, {})
            name = entity.label or entity.name
            counts[name] = counts.get(name, 0) + 1
            counts = kinds.setdefault(key, {})
            counts[entity.type] = counts.get(entity.type, 0) + told[entity.id]
    return {
        key: Profile(
            key,
            min(names[key], key=lambda name: (-names[key][name], -len(name), name)),
            min(kinds[key], key=lambda kind: (-kinds[key][kind], kind)),
        )
        for key in sorted(names)
    }


def canonical(entity: Entity) -> str:
    """An entity's id across articles, or its own where it was never linked."""
    return entity.canonical or entity.id


@dataclass(frozen=True)
class _Sheet:
    """A named graph being written."""

    graph: NamedNode
    quads: set[Quad] = field(default_factory=set)

    def say(self, subject: NamedNode, *pairs: Pair) -> None:
        """That the subject has these properties."""
        for predicate, value in pairs:
            self.quads.add(Quad(subject, predicate, value, self.graph))


@dataclass(frozen=True)
class Minter:
    """Writes a corpus as quads."""

    corpus: Corpus
    catalogue: Catalogue
    names: Names
    gazetteer: Gazetteer
    claims: tuple[Claim, ...] = ()

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What is known of each canonical entity."""
        return profiles(self.corpus)

    def quads(self) -> Iterator[Quad]:
        """Every quad, article by article, sorted; a named graph is called as its article."""
        for extraction in self.corpus.extractions:
            sheet = _Sheet(self.article(extraction.article))
            self._describe_article(extraction, sheet)
            self._describe_entities(extraction, sheet)
            for fact in extraction.facts:
                self._describe_fact(fact, sheet)
                for subject, predicate, value in self.edges(fact):
                    sheet.say(subject, (predicate, value))
            yield from sorted(sheet.quads, key=order)
        sheet = _Sheet(self.names.node("graph", "claims"))
        for claim in self.claims:
            if len(claim.facts) > 1:
                self._describe_claim(claim, sheet)
        yield from sorted(sheet.quads, key=order)

    def article(self, article: Article) -> NamedNode:
        """The node of an article, which names its graph too."""
        return self.names.article(article.id)

    def fact(self, fact: str) -> NamedNode:
        """The node of a fact by its id."""
        return self.names.node("fact", fact)

    def entity(self, entity: str) -> NamedNode:
        """The node of an article's entity by its id."""
        return self.names.entity(canonical(self.corpus.entities[entity]))

    def _describe_article(self, extraction: Extraction, sheet: _Sheet) -> None:
        article = extraction.article
        node = self.article(article)
        headline = self.corpus.headlines.get(article.id)
        sheet.say(
            node,
            (term("rdf:type"), term("schema:NewsArticle")),
            (term("dcterms:identifier"), terms.text(article.id)),
        )
        if headline:
            sheet.say(node, (term("schema:headline"), terms.text(headline)))
            sheet.say(node, (term("rdfs:label"), terms.text(headline)))
        if article.published:
            sheet.say(node, (term("schema:datePublished"), terms.date(article.published[:10])))
        if article.publisher:
            sheet.say(node, (term("dcterms:publisher"), terms.text(article.publisher)))
        if article.url:
            sheet.say(node, (term("schema:url"), terms.address(article.url)))
        for found in (place(article), *article.copies):
            self._describe_place(node, found, sheet)

    def _describe_place(self, article: NamedNode, found: Place, sheet: _Sheet) -> None:
        """A document where the article's text stands, and where in it."""
        document = self.names.document(found.document, found.digest)
        key = terms.digest(document.value, article.value, found.span.start)
        node, selector = self.names.node("location", key), self.names.node("selector", key)
        sheet.say(article, (term("dcterms:source"), document), (term("kg:standsAt"), node))
        sheet.say(
            node,
            (term("rdf:type"), term("oa:SpecificResource")),
            (term("oa:hasSource"), document),
            (term("oa:hasSelector"), selector),
        )
        if found.published:
            sheet.say(node, (term("schema:datePublished"), terms.date(found.published[:10])))
        if found.publisher:
            sheet.say(node, (term("dcterms:publisher"), terms.text(found.publisher)))
        sheet.say(selector, (term("rdf:type"), term("oa:TextPositionSelector")), *_span(found.span))
        sheet.say(
            document,
            (term("rdf:type"), term("schema:DigitalDocument")),
            (term("dcterms:identifier"), terms.text(found.document)),
        )

    def _describe_entities(self, extraction: Extraction, sheet: _Sheet) -> None:
        used = {arg.entity for fact in extraction.facts for arg in fact.args}
        named: dict[str, set[str]] = {}
        for mention in extraction.mentions:
            if mention.form == "name" and mention.entity:
                named.setdefault(mention.entity, set()).add(mention.name)
        for entity in extraction.entities:
            if entity.id not in used and entity.id not in named:
                continue
            profile = self.profiles[canonical(entity)]
            node = self.entity(entity.id)
            sheet.say(
                node,
                (term("rdf:type"), self._class(entity, profile)),
                (term("rdfs:label"), terms.text(profile.label)),
            )
            for name in named.get(entity.id, ()):
                if name and name != profile.label:
                    sheet.say(node, (term("skos:altLabel"), terms.text(name)))
            known = self._known(entity)
            for same in known.same_as if known else ():
                sheet.say(node, (term("owl:sameAs"), NamedNode(same)))
            for former in entity.former:
                sheet.say(self.names.entity(former), (term("dcterms:isReplacedBy"), node))
            for member in entity.members:
                if member in self.corpus.entities:
                    sheet.say(node, (term("kg:hasMember"), self.entity(member)))
            sheet.say(self.article(extraction.article), (term("schema:mentions"), node))

    def _known(self, entity: Entity) -> Entry | None:
        """The gazetteer's entry of an entity, under whichever id it has or had."""
        entries = map(self.gazetteer.entry, (entity.canonical, *entity.former))
        return next(filter(None, entries), None)

    def _class(self, entity: Entity, profile: Profile) -> NamedNode:
        """The class of an entity: the gazetteer's where that is finer than the article's."""
        known = self._known(entity)
        iris = self.catalogue.entity_iris
        kind = known.kind if known and known.kind in iris else profile.type
        return NamedNode(iris.get(kind, terms.ONTOLOGY + "Thing"))

    def _describe_fact(self, fact: Fact, sheet: _Sheet) -> None:
        node = self.fact(fact.id)
        for pair in self._kind(fact.relation):
            sheet.say(node, pair)
        sheet.say(
            node,
            (term("rdfs:label"), terms.text(self.label(fact))),
            (term("kg:polarity"), terms.text(fact.polarity)),
            (term("kg:modality"), terms.text(fact.modality)),
            (term("kg:asserted"), terms.boolean(fact.asserted)),
            (term("kg:confidence"), terms.decimal(fact.confidence)),
            (term("kg:rule"), terms.text(fact.rule)),
            (term("kg:evidence"), self._selection(fact, fact.evidence, sheet)),
            (term("prov:wasDerivedFrom"), self.names.article(fact.article)),
        )
        if fact.holder:
            sheet.say(node, (term("kg:holder"), self.fact(fact.holder)))
        if fact.when:
            sheet.say(node, (term("kg:when"), terms.text(fact.when.text)))
            if fact.when.value:
                sheet.say(node, (term("kg:date"), terms.date(fact.when.value)))
        cue = self._words(fact, fact.cue)
        if cue:
            sheet.say(node, (term("kg:cue"), terms.text(cue)))
        for key, value in fact.details.items():
            if isinstance(value, str) and value:
                sheet.say(node, (term(f"kg:{_camel(key)}"), terms.text(value)))
        for arg in fact.args:
            sheet.say(node, (term(f"kg:{_camel(arg.role)}"), self._filler(fact, arg, sheet)))
            if arg.role == "content":
                for span in arg.spans:
                    if span in fact.evidence:
                        sheet.say(
                            node, (term("kg:contentEvidence"), self._selection(fact, span, sheet))
                        )

    def _describe_claim(self, claim: Claim, sheet: _Sheet) -> None:
        """What several facts say alike; the facts keep what each of them rests on."""
        node = self.names.node("claim", claim.id)
        sheet.say(
            node,
            (term("rdf:type"), term("kg:Claim")),
            (term("rdfs:label"), terms.text(self.label(claim.facts[0]))),
            (term("kg:sources"), terms.integer(len(claim.sources))),
            (term("kg:confidence"), terms.decimal(claim.confidence)),
            *((term("kg:fact"), self.fact(fact.id)) for fact in claim.facts),
        )

    def _kind(self, name: str) -> Iterator[Pair]:
        """What a fact of a relation is: a class, with those above it, or a named property."""
        relation = self.catalogue.relations.get(name)
        if relation is None:
            yield term("rdf:type"), term("kg:Fact")
            yield term("kg:relation"), NamedNode(terms.ONTOLOGY + name)
            return
        yield term("kg:relation"), NamedNode(relation.iri)
        if relation.kind == "binary":
            yield term("rdf:type"), term("kg:RelationFact")
        else:
            for iri in (relation.iri, *relation.parents):
                yield term("rdf:type"), NamedNode(iri)

    def _filler(self, fact: Fact, arg: Argument, sheet: _Sheet) -> NamedNode | Literal:
        if arg.role in _LITERAL_ROLES:
            return terms.text(arg.text)
        if arg.entity and arg.entity in self.corpus.entities:
            return self.entity(arg.entity)
        spans = [self._within(fact, span) for span in arg.spans]
        node = self.names.node("phrase", terms.digest(fact.article, *_pairs(spans), arg.text))
        sheet.say(
            node,
            (term("rdf:type"), term("kg:Phrase")),
            (term("rdfs:label"), terms.text(" ".join(arg.text.split()))),
        )
        return node

    def _selection(self, fact: Fact, span: Span, sheet: _Sheet) -> NamedNode:
        """The words of a span of a document, as a Web Annotation resource with one selector.

        Its source is the article, and its offsets are counted from the article's first character:
        they are the same on every page where the article stands.
        """
        inside = self._within(fact, span)
        key = terms.digest(fact.article, inside.start, inside.end)
        node, selector = self.names.node("evidence", key), self.names.node("selector", key)
        sheet.say(
            node,
            (term("rdf:type"), term("oa:SpecificResource")),
            (term("oa:hasSource"), self.names.article(fact.article)),
            (term("oa:hasSelector"), selector),
        )
        sheet.say(
            selector,
            (term("rdf:type"), term("oa:TextPositionSelector")),
            (term("rdf:type"), term("oa:TextQuoteSelector")),
            (term("oa:exact"), terms.text(self._words(fact, (span,)))),
            *_span(inside),
        )
        return node

    def _within(self, fact: Fact, span: Span) -> Span:
        """A span of the document as one of the article's own text."""
        first = self.corpus.articles[fact.article].span.start
        return Span(span.start - first, span.end - first)

    def _words(self, fact: Fact, spans: Iterable[Span]) -> str:
        """What the document says at spans of a fact's evidence."""
        quote, offset = self.corpus.quotes.get(fact.id, ""), fact.evidence.start
        inside = [span for span in spans if span in fact.evidence]
        return " ... ".join(quote[s.start - offset : s.end - offset] for s in inside)

    def label(self, fact: Fact) -> str:
        """A few words that say which fact it is, for people who browse."""
        names = []
        for arg in fact.args:
            if arg.role not in _LITERAL_ROLES:
                entity = arg.entity and self.corpus.entities.get(arg.entity)
                name = self.profiles[canonical(entity)].label if entity else arg.text
                names.append(" ".join(name.split())[:60])
        relation = self.catalogue.relations.get(fact.relation)
        kind = relation.label if relation else fact.relation
        return f"{kind}: {', '.join(dict.fromkeys(names))}" if names else kind

    def edges(self, fact: Fact) -> Iterator[tuple[NamedNode, NamedNode, NamedNode]]:
        """The plain edges of an asserted fact that still holds; of any other, none."""
        if not fact.asserted or fact.details.get("temporal", "") not in _CURRENT:
            return
        for link in links(fact, self.corpus, self.catalogue):
            one, two = self.names.entity(link.source), self.names.entity(link.target)
            yield one, NamedNode(link.property), two
            if link.symmetric:
                yield two, NamedNode(link.property), one


@dataclass(frozen=True, slots=True)
class Link:
    """That a fact, if true, joins two canonical entities by a property."""

    source: str
    property: str
    target: str
    symmetric: bool = False


def links(fact: Fact, corpus: Corpus, catalogue: Catalogue) -> tuple[Link, ...]:
    """The links of a fact by the catalogue's projections, whether or not it is asserted.

    A relation between two ends is a link itself. What is thought or intended, not said, links
    nobody to its topics. A relation's links come with those of the wider relation it belongs to.
    Those who share a role are linked across its sides: "Ann held talks with Bob and Cem" does not
    say that Bob met Cem.
    """
    relation = catalogue.relations.get(fact.relation)
    if relation is None or fact.details.get("act", "speech") != "speech":
        return ()
    by_role: dict[str, list[str]] = {}
    sides: dict[str, dict[str, str | None]] = {}
    for arg in fact.args:
        if arg.entity and arg.entity in corpus.entities:
            name = canonical(corpus.entities[arg.entity])
            by_role.setdefault(arg.role, []).append(name)
            sides.setdefault(arg.role, {}).setdefault(name, arg.side)
    edges = list(relation.edges)
    if relation.kind == "binary":
        wider = (iri for iri in relation.parents if iri.startswith(terms.ONTOLOGY))
        edges += [Edge("subject", iri, "object") for iri in (relation.iri, *wider)]
    found = dict[Link, None]()
    for edge in edges:
        ones, twos = by_role.get(edge.source, []), by_role.get(edge.target, [])
        if edge.source == edge.target:
            side = sides.get(edge.source, {})
            opposed = {"agent", "patient"} <= set(side.values())
            for one, two in combinations(dict.fromkeys(ones), 2):
                if opposed and side[one] and side[one] == side[two]:
                    continue
                found[Link(one, edge.property, two, symmetric=True)] = None
        else:
            for one in ones:
                for two in twos:
                    if one != two:
                        found[Link(one, edge.property, two)] = None
    return tuple(found)


_FIRST = {
    term("rdf:type"): 0,
    term("rdfs:label"): 1,
    term("schema:headline"): 2,
    term("skos:altLabel"): 3,
}


def order(quad: Quad) -> tuple[str, str, int, str, str]:
    """The order of a graph: by graph and subject, what a thing is and is called first."""
    return (
        str(quad.graph_name),
        str(quad.subject),
        _FIRST.get(quad.predicate, 9),
        str(quad.predicate),
        str(quad.object),
    )


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _span(span: Span) -> tuple[Pair, Pair]:
    return (
        (term("oa:start"), terms.integer(span.start)),
        (term("oa:end"), terms.integer(span.end)),
    )


def _pairs(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)
