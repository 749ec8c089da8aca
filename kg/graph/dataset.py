"""What a graph says of itself: its counts, what made it, and the ontology it is written in.

No time of day is in it, so the same input gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from pyoxigraph import NamedNode, Quad

from kg.graph import terms
from kg.graph.sheet import Sheet
from kg.graph.terms import Names, term
from kg.knowledge.catalogue import Catalogue

# The kinds of things that are counted.
COUNTED = (
    "schema:NewsArticle", "kg:Publisher", "kg:Entity", "kg:Fact", "kg:Event", "kg:Statement",
    "kg:RelationFact", "kg:Edge", "kg:Claim",
)  # fmt: skip
_ONTOLOGY = NamedNode(terms.ONTOLOGY.rstrip("#"))


def ontology(catalogue: Catalogue, names: Names) -> Sheet:
    """The classes and properties of the graph, as a graph of their own."""
    sheet = Sheet(names.graph("ontology"))
    for triple in catalogue.vocabulary:
        sheet.quads[Quad(triple.subject, triple.predicate, triple.object, sheet.graph)] = None
    return sheet


def dataset(
    counts: "Counts", catalogue: Catalogue, names: Names, license: str | None = None
) -> Sheet:
    """The description of a graph (VoID, DCAT, PROV); ``license`` is an IRI."""
    sheet = Sheet(names.graph("dataset"))
    node, made = names.node("dataset", "kg"), names.node("activity", "build")
    program, release = names.node("software", "kg"), _version()
    sheet.say(
        node,
        (term("rdf:type"), term("void:Dataset")),
        (term("rdf:type"), term("dcat:Dataset")),
        (term("rdfs:label"), terms.words("News knowledge graph")),
        (term("dcterms:title"), terms.words("News knowledge graph")),
        (term("dcterms:conformsTo"), _ONTOLOGY),
        (term("void:vocabulary"), NamedNode(terms.ONTOLOGY)),
        (term("void:uriSpace"), terms.text(names.base)),
        (term("prov:wasGeneratedBy"), made),
    )
    if license:
        sheet.say(node, (term("dcterms:license"), NamedNode(license)))
    for name in COUNTED:
        part = names.node("partition", name.partition(":")[2])
        sheet.say(node, (term("void:classPartition"), part))
        sheet.say(
            part,
            (term("void:class"), term(name)),
            (term("void:entities"), terms.integer(counts.kinds[term(name)])),
        )
    sheet.say(
        made,
        (term("rdf:type"), term("prov:Activity")),
        (term("rdfs:label"), terms.words("kg build")),
        (term("prov:used"), _ONTOLOGY),
        (term("kg:ontologyDigest"), terms.text(catalogue.digest)),
        (term("prov:wasAssociatedWith"), program),
    )
    sheet.say(
        program,
        (term("rdf:type"), term("prov:SoftwareAgent")),
        (term("rdfs:label"), terms.text(f"kg {release}")),
        (term("schema:softwareVersion"), terms.text(release)),
    )
    triples = counts.triples + len(sheet.quads) + 1
    sheet.say(node, (term("void:triples"), terms.integer(triples)))
    return sheet


class Counts:
    """What is counted while a graph is written: its triples, and its things by their classes."""

    def __init__(self) -> None:
        self.triples = 0
        self.kinds = Counter[NamedNode]()

    def of(self, quads: Iterable[Quad]) -> Iterable[Quad]:
        """The quads, counted as they pass."""
        kind = term("rdf:type")
        for quad in quads:
            self.triples += 1
            if quad.predicate == kind and isinstance(quad.object, NamedNode):
                self.kinds[quad.object] += 1
            yield quad


def _version() -> str:
    try:
        return version("newskg")
    except PackageNotFoundError:  # run from its source, not installed
        return "unknown"
