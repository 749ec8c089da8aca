"""The ontology fits its shapes, and declares what the graph uses."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.graph.terms import VOCABULARIES
from kg.knowledge.lexicon import ontology_dir
from tests.known import KNOWLEDGE

KG = "https://w3id.org/newskg#"
ROOT = Path(__file__).parents[2]
LABEL = rdflib.RDFS.label


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_dir() / "shapes.ttl", format="turtle")


@cache
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (ontology_dir() / "kg.ttl", *sorted((ontology_dir() / "relations").glob("*.ttl"))):
        graph.parse(path, format="turtle")
    return graph


def validate(data: rdflib.Graph) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes(), advanced=True)
    return bool(conforms), str(text)


def test_the_ontology_fits_its_shapes():
    conforms, text = validate(ontology())
    assert conforms, text


ABOVE = (
    "kg:Meeting rdfs:subClassOf kg:Contact . kg:Contact a owl:Class ."
    " kg:Person rdfs:subClassOf kg:Entity ."
)
PREFIXES = "".join(
    f"@prefix {prefix}: <{space}> ."
    for prefix, space in {**VOCABULARIES, "my": "https://example.org/"}.items()
)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("my:X a kg:EventRelation .", "at least one role"),
        ("my:X a kg:EventRelation ; kg:role [ kg:range kg:Person ] .", "a role with a name"),
        ('my:X a kg:BinaryRelation ; kg:role [ kg:name "subject" ] .', "a role object"),
        ('my:X a kg:EventRelation ; skos:example "Ann met Bob." .', "marks its roles"),
        ('my:X a kg:EventRelation ; kg:frame "meet" .', "one kg:pattern"),
        ('my:X a kg:EventRelation ; kg:frame [ kg:pattern "meet" ] .', "one kg:pattern"),
        ('my:f kg:polarity "maybe" .', "polarity"),
        (
            'my:f kg:polarity "negative" ; kg:modality "actual" ; kg:asserted true .',
            "without holder",
        ),
        ("my:p a kg:Person , kg:Entity .", "an entity has one label"),
        ('my:p a kg:Entity ; rdfs:label "Ann" , "Bob" .', "an entity has one label"),
        ('kg:X a owl:Class ; rdfs:comment "One." , "Another."@en .', "one English comment"),
        ("kg:x a owl:DatatypeProperty ; rdfs:domain kg:Fact , kg:Claim .", "one domain"),
        ('my:f a kg:Meeting ; kg:polarity "positive" . ' + ABOVE, "is missing"),
        ("my:a schema:mentions my:p . my:p a kg:Person . " + ABOVE, "is missing"),
        ('my:f kg:polarity "positive" .', "one label"),
        ('my:f kg:polarity "positive" ; kg:date "3 March" .', "a day, month, year"),
        (
            'my:f kg:polarity "positive" ; kg:earliest "2024-05-02"^^xsd:date ;'
            ' kg:latest "2024-05-01"^^xsd:date .',
            "earliest",
        ),
        ('my:f kg:polarity "positive" ; kg:earliest "2024"^^xsd:gYear .', "earliest"),
        (
            'my:f a kg:RelationFact ; kg:validFrom "2024-05-02"^^xsd:date ;'
            ' kg:validTo "2024-05-01"^^xsd:date .',
            "validFrom",
        ),
        ('my:s a kg:Statement ; kg:saidAt "2024"^^xsd:gYear .', "saidAt"),
        ("my:e a kg:Edge ; rdf:predicate kg:met .", "a fact supports it"),
        ('my:a a schema:NewsArticle ; schema:datePublished "May" .', "datePublished"),
    ],
)
def test_the_shapes_reject(statement, message):
    data = rdflib.Graph().parse(data=PREFIXES + statement, format="turtle")
    conforms, text = validate(data)
    assert not conforms
    assert message.split()[-1] in text


def test_the_same_triples_in_both_parsers():
    for path in sorted(ontology_dir().rglob("*.ttl")):
        ours = {quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)}
        assert len(ours) == len(rdflib.Graph().parse(path, format="turtle")), path


def test_every_edge_property_role_and_class_is_declared():
    declared = {str(subject) for subject in ontology().subjects(LABEL, None)}
    catalogue = KNOWLEDGE.catalogue
    used = {edge.property for relation in catalogue.relations.values() for edge in relation.edges}
    used |= {KG + role.name for r in catalogue.relations.values() for role in r.roles}
    used |= {p for r in catalogue.relations.values() for p in r.parents if p.startswith(KG)}
    assert not used - declared


@pytest.mark.pipeline  # with the test that the committed graph is not stale
def test_the_graph_uses_declared_terms_only():
    declared = {str(subject) for subject in ontology().subjects(LABEL, None)}
    text = (ROOT / "exports" / "graph.ttl").read_text(encoding="utf-8")
    text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    used = {KG + name for name in re.findall(r"(?<![\w-])kg:(\w+)", text)}
    assert not used - declared


WDT = VOCABULARIES["wdt"]


@pytest.mark.parametrize(
    ("relation", "match", "term"),
    [
        ("spouseOf", "equivalentProperty", WDT + "P26"),
        ("citizenOf", "closeMatch", WDT + "P27"),
        ("headOfState", "inverseOf", WDT + "P35"),
        ("headOfGovernment", "relatedMatch", WDT + "P6"),
        ("holdsRole", "relatedMatch", WDT + "P39"),
        ("memberOf", "narrowMatch", WDT + "P54"),
        ("alumnusOf", "closeMatch", WDT + "P69"),
        ("authorOf", "relatedMatch", WDT + "P50"),
        ("founderOf", "inverseOf", VOCABULARIES["schema"] + "founder"),
    ],
)
def test_relations_are_aligned(relation, match, term):
    """In the direction that is true: schema:founder leads from the body to who founded it."""
    alignments = KNOWLEDGE.catalogue.relations[relation].alignments
    found = {(name.split("#")[-1], to) for name, to in alignments}
    assert (match, term) in found


def test_nobody_is_inferred_to_be_what_they_are_not():
    """Foreign classes and properties above ours have no domain or range that is untrue of some."""
    above = {
        iri for own in KNOWLEDGE.catalogue.above.values() for iri in own if not iri.startswith(KG)
    }
    untrue = ("oa#hasTarget", "core#Concept", "org#memberOf", "org#headOf", "prov#Entity")
    assert not [iri for iri in above if iri.endswith(untrue)]
