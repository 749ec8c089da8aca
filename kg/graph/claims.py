"""Claims as RDF: what several facts say alike, which contradict each other, who changed sides."""

from collections.abc import Callable, Mapping, Sequence

from kg.graph import terms
from kg.graph.provenance import publishers
from kg.graph.sheet import Sheet
from kg.graph.terms import Names, term
from kg.knowledge.catalogue import Catalogue
from kg.knowledge.gazetteer import Gazetteer
from kg.linking.contradictions import changes, contradictions
from kg.linking.merge import Claim
from kg.model import Fact
from kg.records import Corpus


def describe_claims(
    claims: Sequence[Claim],
    corpus: Corpus,
    names: Names,
    label: Callable[[Fact], str],
    disputed: frozenset[str],
    sheet: Sheet,
) -> None:
    """The claims of several facts, and the ``disputed`` ones; facts keep what they rest on."""
    for claim in claims:
        if len(claim.facts) == 1 and claim.id not in disputed:
            continue
        articles = {fact.article for fact in claim.facts}
        printed = {name for id in articles for name in publishers(corpus.articles[id])}
        sheet.say(
            names.node("claim", claim.id),
            (term("rdf:type"), term("kg:Claim")),
            (term("rdf:type"), term("schema:Claim")),
            (term("rdfs:label"), terms.words(label(claim.facts[0]))),
            (term("kg:sources"), terms.integer(len(claim.sources))),
            (term("kg:articles"), terms.integer(len(articles))),
            (term("kg:confidence"), terms.decimal(claim.confidence)),
            *((term("dcterms:publisher"), names.publisher(name)) for name in printed),
            *((term("kg:fact"), names.node("fact", fact.id)) for fact in claim.facts),
        )


def describe_disputes(
    claims: Sequence[Claim],
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    days: Mapping[str, str],
    names: Names,
    sheet: Sheet,
) -> frozenset[str]:
    """Which claims contradict each other, whose ids are returned, and who changed sides.

    ``days`` are those of the statements, by the ids of their facts.
    """

    def kind(entity: str) -> str | None:
        entry = gazetteer.entry(entity)
        return entry.kind if entry else None

    pairs = contradictions(claims, catalogue, kind)
    for pair in pairs:
        one, two = (names.node("claim", id) for id in pair)
        sheet.say(one, (term("kg:contradicts"), two))
        sheet.say(two, (term("kg:contradicts"), one))
    for later, earlier in changes(claims, catalogue, days):
        before = names.node("fact", earlier)
        sheet.say(names.node("fact", later), (term("kg:changedPosition"), before))
    return frozenset(claim for pair in pairs for claim in pair)
