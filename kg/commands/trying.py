"""A catalogue of one's own: a file to begin with, and whether it reads its own examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.errors import InputError
from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.frames import Example, Frame
from kg.model import Argument, Document, Extraction, Fact
from kg.pages.segment import segment
from kg.reading.article import Pipeline, read_annotation
from kg.syntax.annotate import Annotation, annotate
from kg.syntax.clauses import find_clauses

# A relation that reads its examples; its words are there to be replaced.
_TEMPLATE = """\
# {name}: a relation of your own. It reads the examples below as it stands; put your own words in.
#
#   kg ontology test {file}                      does it read its examples?
#   kg build pages/ --ontology {file}            use it, or name it in kg.toml
#   kg ontology | less                           the language of patterns, and all relations
@prefix kg: <https://w3id.org/newskg#> .
@prefix my: <{namespace}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

my:{name} a owl:Class , kg:EventRelation ; rdfs:subClassOf kg:Event ;
  rdfs:label "{label}"@en ; rdfs:comment "What it means, in a sentence."@en ;
  # Who and what takes part. Without a range anything may fill a role.
  kg:role [ kg:name "agent" ; kg:range kg:Person , kg:Organization , kg:Group ;
            rdfs:comment "Who does it."@en ] ,
    [ kg:name "patient" ; rdfs:comment "To whom or what."@en ] ,
    [ kg:name "place" ; kg:range kg:Place ] ;
  # The plain edge of the graph.
  kg:edge [ kg:from "agent" ; kg:property my:audited ; kg:to "patient" ] ;
  # How it is told: verbs, then slots of the clause with the roles that they fill. A ! says that
  # there must be one. Passives, conjunctions and relative clauses are undone before.
  kg:frame [ kg:name "audit" ;
      kg:pattern "audit|re-audit subj=agent! obj=patient! in|at=place" ;
      skos:example "[agent Ann Holm] audited [patient Velm Shipping] in [place Lisbon]." ,
        "[patient Velm Shipping] was audited by [agent Ann Holm]." ] ;
  # Sentences that tell of no such thing, or do not say that it took place.
  kg:counterexample "Ann Holm may audit Velm Shipping." , "Ann Holm met Paul Ito in Lisbon." .

my:audited a owl:ObjectProperty ; rdfs:subPropertyOf kg:linkedTo ;
  rdfs:label "audited"@en ; rdfs:comment "Somebody audited something."@en .
"""
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")


@dataclass(frozen=True)
class Tried:
    """An example that was read: by which relation or frame, and what was found instead, if not.

    ``read`` says how the sentence is read: its clauses, by which a frame goes.
    """

    name: str
    text: str
    ok: bool
    wanted: str
    found: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


def template(name: str, namespace: str, file: str, catalogue: Catalogue) -> str:
    """The Turtle of a new relation, with an example to fill in.

    Raises:
        InputError: The name is none, or a relation is called so.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name of a relation; give one such as TradeDeal")
    if name in catalogue.relations:
        raise InputError(f"{name}: there is such a relation; see kg ontology {name}")
    if not re.fullmatch(r"https?://[^\s<>\"]+[/#]", namespace):
        raise InputError(f"{namespace!r} is no IRI that ends in / or #")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    return _TEMPLATE.format(name=name, namespace=namespace, file=file, label=words)


def own(catalogue: Catalogue, shipped: Catalogue) -> Iterator[tuple[Relation, Relation | None]]:
    """The relations that a file adds or changes, each with what it is without the file."""
    for name, relation in catalogue.relations.items():
        before = shipped.relations.get(name)
        if relation != before:
            yield relation, before


def tried(pipeline: Pipeline, shipped: Catalogue) -> Iterator[Tried]:
    """What becomes of each example and counterexample that is not of the shipped catalogue."""
    for relation, before in own(pipeline.knowledge.catalogue, shipped):
        old = before or replace(relation, frames=(), examples=(), counterexamples=())
        for example in relation.examples:
            if example not in old.examples:
                yield _example(example, relation, None, pipeline)
        for frame in relation.frames:
            if frame in old.frames:
                continue
            for example in frame.examples:
                yield _example(example, relation, frame, pipeline)
            for text in frame.counterexamples:
                yield _counterexample(text, relation, pipeline)
        for text in relation.counterexamples:
            if text not in old.counterexamples:
                yield _counterexample(text, relation, pipeline)


def lacking(catalogue: Catalogue, shipped: Catalogue) -> Iterator[str]:
    """The frames of a file without an example, and its new relations without a counterexample."""
    for relation, before in own(catalogue, shipped):
        for frame in relation.frames:
            if not frame.examples and not (before and frame in before.frames):
                yield f"{relation.name}.{frame.name} has no example (skos:example)"
        if before is None and not relation.counterexamples:
            yield f"{relation.name} has no counterexample (kg:counterexample)"


def _example(
    example: Example, relation: Relation, frame: Frame | None, pipeline: Pipeline
) -> Tried:
    """Whether the relation, or this frame of it, finds the marked roles and no others."""
    ann, extraction = _read(example.text, pipeline)
    rule = f"{relation.name}.{frame.name}" if frame else relation.name
    facts = [fact for fact in extraction.facts if fact.relation == relation.name]
    good = any(
        (frame is None or fact.rule == rule)
        and _stands(fact, frame)
        and _marked(fact, example, extraction)
        for fact in facts
    )
    marked = ", ".join(f"{role}={words}" for role, words in example.roles)
    return _told(rule, example.text, good, f"{rule} with {marked}", ann, extraction)


def _counterexample(text: str, relation: Relation, pipeline: Pipeline) -> Tried:
    ann, extraction = _read(text, pipeline)
    good = not any(fact.relation == relation.name and fact.asserted for fact in extraction.facts)
    return _told(relation.name, text, good, f"no asserted {relation.name}", ann, extraction)


def _told(
    name: str, text: str, good: bool, wanted: str, ann: Annotation, extraction: Extraction
) -> Tried:
    if good:
        return Tried(name, text, True, wanted)
    return Tried(
        name, text, False, wanted, tuple(map(_fact, extraction.facts)), tuple(_clauses(ann))
    )


def _read(text: str, pipeline: Pipeline) -> tuple[Annotation, Extraction]:
    """A sentence, read as an article that says nothing else."""
    document = Document("example", text, single=True)
    (article, *_) = segment(document, pipeline.knowledge)
    ann = annotate(document, article, pipeline.nlp, pipeline.knowledge)
    return ann, read_annotation(ann, propositions=False)


def _stands(fact: Fact, frame: Frame | None) -> bool:
    """Whether a fact is put as its frame says: asserted, or planned or claimed by it."""
    if frame is None:
        return fact.asserted
    claimed = "claimed" in frame.details
    plain = replace(fact, modality="actual", holder=None if claimed else fact.holder)
    return plain.asserted and fact.modality == frame.modality


def _marked(fact: Fact, example: Example, extraction: Extraction) -> bool:
    def fits(argument: Argument, role: str, words: str) -> bool:
        return argument.role == role and _is(argument, words, extraction)

    return all(
        any(fits(argument, *pair) for argument in fact.args) for pair in example.roles
    ) and all(any(fits(argument, *pair) for pair in example.roles) for argument in fact.args)


def _is(argument: Argument, words: str, extraction: Extraction) -> bool:
    """Whether an argument is these words, or whom they name."""
    told = argument.text
    if words in told or (told in words and words.endswith(told.split(",")[0])):
        return True
    names = {entity.name for entity in extraction.entities if entity.id == argument.entity}
    return any(name and (name in words or words in name) for name in names)


def _fact(fact: Fact) -> str:
    args = ", ".join(f"{argument.role}={argument.text}" for argument in fact.args)
    standing = "" if fact.asserted else f": {fact.modality}, {fact.polarity}"
    held = "" if fact.holder is None else ", said by somebody"
    return f"{fact.relation} ({fact.rule}) {args}{standing}{held}"


def _clauses(ann: Annotation) -> Iterator[str]:
    for clause in find_clauses(ann):
        if clause.kind == "noun" and ann.doc[clause.trigger].pos_ == "PROPN":
            continue  # a name has slots, too, but tells of nothing
        slots = " ".join(f"{slot.label}={ann.doc[slot.head].text}" for slot in clause.slots)
        kind = {"noun": ".n", "copula": ".a"}.get(clause.kind, "")
        yield f"{clause.lemma.replace(' ', '_')}{kind} {slots}".strip()
