"""Facts and linked entities as RDF: named graphs, every IRI made from content.

A fact is a node of its relation's class, and of all classes above, with a property for each role,
its polarity, modality and confidence, who claims it, when it was, and the evidence it rests on: the
sentence as a Web Annotation selector (offsets and exact words). Plain edges (``:a kg:met :b``) are
written for what the writer asserts as having happened and as still holding, and for nothing else;
what is denied, planned or claimed is reached through its fact node alone.

Each triple stands in one graph only: what an article says in the article's, what articles share
in ``entities``, ``edges``, ``sources`` and ``claims``. So a query over all of them gets each answer
once, in any store.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import days, terms
from kg.graph.answers import in_a_line, is_negative, told
from kg.graph.claims import describe_claims, describe_disputes
from kg.graph.dataset import Counts, dataset, ontology
from kg.graph.edges import Link, holds, plain_edges
from kg.graph.entities import Profile, canonical, profiles
from kg.graph.provenance import (
    describe_article,
    describe_publishers,
    describe_sources,
    offsets,
    publishers,
)
from kg.graph.sheet import Pair, Sheet
from kg.graph.terms import Names, term
from kg.knowledge.catalogue import LINKED, Catalogue
from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.linking.merge import Claim
from kg.model import WORD_ROLES, Argument, Entity, Extraction, Fact, Span
from kg.records import Corpus

# Details with properties of their own.
_DATED = frozenset({"from", "until"})


@dataclass(frozen=True)
class Minter:
    """Writes a corpus as quads."""

    corpus: Corpus
    catalogue: Catalogue
    names: Names
    gazetteer: Gazetteer
    claims: tuple[Claim, ...] = ()
    license: str | None = None

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What is known of each canonical entity."""
        return profiles(self.corpus)

    def quads(self) -> Iterator[Quad]:
        """Every quad: article by article with the edges it is first to give, then what they share.

        They are made as they are asked for, those of one article or entity at a time.
        """
        counts = Counts()
        for sheet in self._sheets():
            yield from counts.of(sheet)
        yield from dataset(counts, self.catalogue, self.names, self.license)

    def _sheets(self) -> Iterator[Sheet]:
        sources = Sheet(self.names.graph("sources"))
        given = set[tuple[str, str, str]]()
        printed = set[str]()
        for extraction in self.corpus.extractions:
            article = extraction.article
            sheet = Sheet(self.names.graph(article.id))
            edges = Sheet(self.names.graph("edges"))
            headline = self.corpus.headlines.get(article.id)
            begins = self.corpus.beginnings.get(article.id)
            describe_article(article, headline, begins, self.names, sheet)
            describe_sources(article, self.names, sources)
            printed |= publishers(article)
            for entity in self._shown(extraction):
                node = self.names.article(article.id)
                sheet.say(node, (term("schema:mentions"), self.entity(entity.id)))
            for fact in extraction.facts:
                self._describe_fact(fact, sheet)
                for link in plain_edges(fact, self.corpus, self.catalogue):
                    edge = self._describe_edge(link, edges, given)
                    sheet.say(self.fact(fact.id), (term("kg:supports"), edge))
            yield sheet
            yield edges
        describe_publishers(printed, self.names, sources)
        yield sources
        yield from self._entities()
        yield self._claims()
        yield ontology(self.catalogue, self.names)

    def fact(self, fact: str) -> NamedNode:
        """The node of a fact by its id."""
        return self.names.node("fact", fact)

    def entity(self, entity: str) -> NamedNode:
        """The node of an article's entity by its id."""
        return self.names.entity(canonical(self.corpus.entities[entity]))

    def _shown(self, extraction: Extraction) -> Iterator[Entity]:
        """The entities of an article that a fact is about, or that it calls by a name."""
        used = {arg.entity for fact in extraction.facts for arg in fact.args}
        used |= {mention.entity for mention in extraction.mentions if mention.name}
        return (entity for entity in extraction.entities if entity.id in used)

    def _entities(self) -> Iterator[Sheet]:
        """Every entity, described once for all articles."""
        same: dict[str, list[Entity]] = {}
        for extraction in self.corpus.extractions:
            for entity in self._shown(extraction):
                same.setdefault(canonical(entity), []).append(entity)
        for key in sorted(same):
            sheet = Sheet(self.names.graph("entities"))
            self._describe_entity(key, same[key], sheet)
            yield sheet

    def _describe_entity(self, key: str, same: list[Entity], sheet: Sheet) -> None:
        """An entity of that canonical id; ``same`` are the articles' entities that are it."""
        node, profile = self.names.entity(key), self.profiles[key]
        known = next(filter(None, map(self._known, same)), None)
        # A name is in no language; a description ("the two drivers") is.
        named = self.corpus.names_of.get(key, ())
        label = terms.text(profile.label) if named else terms.words(profile.label)
        sheet.say(node, *self._classes(self._class(known, profile)), (term("rdfs:label"), label))
        for name in sorted({*named} - {profile.label, ""}):
            sheet.say(node, (term("skos:altLabel"), terms.text(name)))
        for iri in known.same_as if known else ():
            sheet.say(node, (term("owl:sameAs"), NamedNode(iri)))
        for former in (former for entity in same for former in entity.former):
            sheet.say(self.names.entity(former), (term("dcterms:isReplacedBy"), node))
        for member in (member for entity in same for member in entity.members):
            if member in self.corpus.entities:
                sheet.say(node, (term("kg:hasMember"), self.entity(member)))

    def _known(self, entity: Entity) -> Entry | None:
        """The gazetteer's entry of an entity, under whichever id it has or had."""
        entries = map(self.gazetteer.entry, (entity.canonical, *entity.former))
        return next(filter(None, entries), None)

    def _class(self, known: Entry | None, profile: Profile) -> str:
        """The class of an entity: the gazetteer's where that is finer than the articles'."""
        iris = self.catalogue.entity_iris
        kind = known.kind if known and known.kind in iris else profile.type
        return iris.get(kind, terms.ONTOLOGY + "Thing")

    def _classes(self, iri: str) -> Iterator[Pair]:
        """A class and all those above it."""
        for kind in (iri, *self.catalogue.above.get(iri, ())):
            yield term("rdf:type"), NamedNode(kind)

    def _own_classes(self, iri: str) -> Iterator[Pair]:
        """A class and those above it that the ontology defines.

        That a statement is a ``schema:Quotation`` is said once, of the class: said of each fact and
        each edge, classes of other vocabularies would be a sixteenth of a graph.
        """
        return (pair for pair in self._classes(iri) if pair[1] in self.catalogue.defined)

    def _describe_fact(self, fact: Fact, sheet: Sheet) -> None:
        node = self.fact(fact.id)
        sheet.say(
            node,
            *self._kind(fact.relation),
            *self._times(fact),
            (term("rdfs:label"), terms.words(self.label(fact))),
            (term("kg:polarity"), terms.text(fact.polarity)),
            (term("kg:modality"), terms.text(fact.modality)),
            (term("kg:asserted"), terms.boolean(fact.asserted)),
            (term("kg:confidence"), terms.decimal(fact.confidence)),
            (term("kg:rule"), terms.text(fact.rule)),
            (term("kg:evidence"), self._selection(fact, fact.evidence, sheet)),
            (term("prov:wasDerivedFrom"), self.names.article(fact.article)),
        )
        if fact.holder:
            holder = self.fact(fact.holder)
            sheet.say(node, (term("kg:holder"), holder))
            sheet.say(holder, (term("kg:propositionOf"), node))
        cue = self._words(fact, fact.cue)
        if cue:
            sheet.say(node, (term("kg:cue"), terms.text(cue)))
        for key, value in fact.details.items():
            if isinstance(value, str) and value and key not in _DATED:
                written = terms.boolean(True) if value == "true" else terms.text(value)
                sheet.say(node, (term(f"kg:{_camel(key)}"), written))
        for arg in fact.args:
            sheet.say(node, (term(f"kg:{_camel(arg.role)}"), self._filler(fact, arg, sheet)))
            if arg.role == "content":
                for span in arg.spans:
                    if span in fact.evidence:
                        inside = self._within(fact, span)
                        place = self.names.passage(fact.article, inside.start, inside.end)
                        sheet.say(node, (term("kg:contentEvidence"), place))

    def _times(self, fact: Fact) -> Iterator[Pair]:
        """When it was: in words, as precisely as they tell, and as days that compare."""
        published = days.exact(self.corpus.articles[fact.article].published)
        when = fact.when
        if when:
            yield term("kg:when"), terms.text(when.text)
            if when.value:
                yield term("kg:date"), terms.date(when.value)
            for name, day in zip(("kg:earliest", "kg:latest"), days.limits(when), strict=True):
                if day:
                    yield term(name), terms.day(day)
        relation = self.catalogue.relations.get(fact.relation)
        kind = relation.kind if relation else "event"
        if kind == "statement":
            said = self._said_at(fact)
            if said:
                yield term("kg:saidAt"), terms.day(said)
        since, until = (fact.details.get(name, "") for name in ("from", "until"))
        first, last = days.first_day(since), days.last_day(until)
        if first:
            yield from (
                (term("kg:since"), terms.date(since)),
                (term("kg:validFrom"), terms.day(first)),
            )
        if last:
            yield from (
                (term("kg:until"), terms.date(until)),
                (term("kg:validTo"), terms.day(last)),
            )
        told = fact.polarity == "positive" and fact.modality == "actual" and holds(fact)
        if kind == "binary" and told and published:
            yield term("kg:attestedOn"), terms.day(published)

    def _describe_edge(
        self, link: Link, sheet: Sheet, given: set[tuple[str, str, str]]
    ) -> NamedNode:
        """A plain edge, its node, which facts point to, and that it links its ends.

        What is ``given`` already is not said again.
        """
        one, two = self.names.entity(link.source), self.names.entity(link.target)
        kind = NamedNode(link.property)
        node = self.names.edge(one, kind, two)
        if (link.source, link.property, link.target) in given:
            return node
        if (link.source, LINKED, link.target) not in given:
            sheet.say(one, (NamedNode(LINKED), two))
        given |= {(link.source, name, link.target) for name in (link.property, LINKED)}
        sheet.say(one, (kind, two))
        sheet.say(
            node,
            *self._own_classes(terms.ONTOLOGY + "Edge"),
            (term("rdf:subject"), one),
            (term("rdf:predicate"), kind),
            (term("rdf:object"), two),
        )
        return node

    def _claims(self) -> Sheet:
        """What several facts say alike, or others contradict."""
        facts = self.corpus.facts.values()
        told = {fact.id: day for fact in facts if (day := self._said_at(fact))}
        sheet = Sheet(self.names.graph("claims"))
        disputed = describe_disputes(
            self.claims, self.catalogue, self.gazetteer, told, self.names, sheet
        )
        describe_claims(self.claims, self.corpus, self.names, self.label, disputed, sheet)
        return sheet

    def _said_at(self, fact: Fact) -> str | None:
        """The day of a statement: the one that its text tells, or that of publication."""
        told = days.exact(fact.when.value if fact.when else None)
        return told or days.exact(self.corpus.articles[fact.article].published)

    def _kind(self, name: str) -> Iterator[Pair]:
        """What a fact of a relation is: its classes, and the relation's own IRI."""
        relation = self.catalogue.relations.get(name)
        iri = relation.iri if relation else terms.ONTOLOGY + name
        yield term("kg:relation"), NamedNode(iri)
        if relation is None:
            yield from self._own_classes(terms.ONTOLOGY + "Fact")
        elif relation.kind == "binary":
            yield from self._own_classes(terms.ONTOLOGY + "RelationFact")
        else:
            yield from self._own_classes(iri)

    def _filler(self, fact: Fact, arg: Argument, sheet: Sheet) -> NamedNode | Literal:
        if arg.role in WORD_ROLES:
            if arg.role == "title":
                return terms.text(arg.text)
            return terms.words(arg.text, self._language(fact))
        if arg.entity and arg.entity in self.corpus.entities:
            return self.entity(arg.entity)
        spans = [self._within(fact, span) for span in arg.spans]
        node = self.names.node("phrase", terms.digest(fact.article, *_pairs(spans), arg.text))
        sheet.say(
            node,
            (term("rdf:type"), term("kg:Phrase")),
            (term("rdfs:label"), terms.words(" ".join(arg.text.split()), self._language(fact))),
        )
        return node

    def _selection(self, fact: Fact, span: Span, sheet: Sheet) -> NamedNode:
        """The words of a span of a document, as a Web Annotation selector.

        Its offsets are counted from the article's first character: they are the same on every page
        where the article stands. Which article that is, the fact says.
        """
        inside = self._within(fact, span)
        key = terms.digest(fact.article, inside.start, inside.end)
        node = self.names.node("evidence", key)
        sheet.say(
            node,
            (term("oa:exact"), terms.words(self._words(fact, (span,)), self._language(fact))),
            *offsets(inside),
        )
        return node

    def _language(self, fact: Fact) -> str | None:
        return self.corpus.articles[fact.article].language

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
            if arg.role not in WORD_ROLES:
                entity = arg.entity and self.corpus.entities.get(arg.entity)
                name = self.profiles[canonical(entity)].label if entity else arg.text
                names.append(" ".join(name.split())[:60])
        relation = self.catalogue.relations.get(fact.relation)
        kind = relation.label if relation else fact.relation
        called = told(fact, kind)
        return in_a_line(f"not {called}" if is_negative(fact) else called, names)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _pairs(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)
