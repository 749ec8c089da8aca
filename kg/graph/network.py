"""The graph as a network: entities are nodes, facts are edges between them, for NetworkX.

Unlike the plain edges of the RDF graph every fact is here, the denied and the planned too; each
edge says so (``status``) and holds the sentence it rests on.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Literal, get_args

from kg.graph import days
from kg.graph.edges import Link, links
from kg.graph.entities import canonical, profiles
from kg.graph.terms import ONTOLOGY, Names, local_name
from kg.knowledge.catalogue import Catalogue
from kg.model import Fact
from kg.records import Corpus

if TYPE_CHECKING:
    import networkx as nx

Status = Literal["asserted", "former", "claimed", "planned", "possible", "denied"]
STATUSES: tuple[Status, ...] = get_args(Status)
_MODALITIES: dict[str, Status] = {
    "planned": "planned", "expected": "planned", "possible": "possible", "requested": "possible",
}  # fmt: skip
# A post that somebody had, or will have: "the president-elect".
_TEMPORAL: dict[str, Status] = {"former": "former", "past": "former", "future": "planned"}


def status(fact: Fact) -> Status:
    """How the writer puts a fact: asserted, claimed, planned, possible, denied or former."""
    if fact.holder:
        return "claimed"
    if fact.polarity == "negative":
        return "denied"
    if fact.modality != "actual":
        return _MODALITIES[fact.modality]
    return _TEMPORAL.get(fact.details.get("temporal", ""), "asserted")


def tally(facts: Iterable[Fact]) -> dict[str, dict[str, int]]:
    """How many facts of each relation stand how, the most frequent relation first."""
    counts: dict[str, Counter[str]] = {}
    for fact in facts:
        counts.setdefault(fact.relation, Counter())[status(fact)] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return {name: dict(sorted(found.items())) for name, found in ranked}


def network(corpus: Corpus, catalogue: Catalogue, names: Names) -> "nx.MultiDiGraph":
    """Entities as nodes, facts as edges from the one who acts to what the fact joins them with.

    A fact of several participants gives an edge for each pair that the catalogue projects; what
    fills its other roles is joined to its first participant. A fact of one entity gives none.
    Nodes are the IRIs of the graph; the keys of edges begin with the fact's id. The label of an
    edge that is not asserted says so: "met (denied)".
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    said_by = speakers(corpus)
    for key, profile in profiles(corpus).items():
        graph.add_node(names.entity(key).value, label=profile.label, type=profile.type)
    for extraction in corpus.extractions:
        for fact in extraction.facts:
            standing = status(fact)
            earliest, latest = days.span(fact)
            for number, link in enumerate(joined(fact, corpus, catalogue)):
                graph.add_edge(
                    names.entity(link.source).value,
                    names.entity(link.target).value,
                    key=f"{fact.id}.{number}",
                    fact=names.node("fact", fact.id).value,
                    relation=fact.relation,
                    label=_label(link, fact, standing),
                    status=standing,
                    polarity=fact.polarity,
                    modality=fact.modality,
                    claimed_by=said_by.get(fact.holder or "", ""),
                    confidence=fact.confidence,
                    when=fact.when.text if fact.when else "",
                    date=(fact.when.value or "") if fact.when else "",
                    earliest=earliest or "",
                    latest=latest or "",
                    published=extraction.article.published or "",
                    sentence=" ".join(corpus.quotes.get(fact.id, "").split()),
                    headline=" ".join(corpus.headlines.get(fact.article, "").split()),
                    article=names.article(fact.article).value,
                    rule=fact.rule,
                )
    graph.remove_nodes_from([node for node, degree in list(graph.degree()) if degree == 0])
    return graph


def joined(fact: Fact, corpus: Corpus, catalogue: Catalogue) -> tuple[Link, ...]:
    """The links of a fact, and one from its first entity to each that those leave out."""
    found = list(links(fact, corpus, catalogue))
    fillers = [
        (arg.role, canonical(corpus.entities[arg.entity]))
        for arg in fact.args
        if arg.entity and arg.entity in corpus.entities
    ]
    covered = {end for link in found for end in (link.source, link.target)}
    if fillers:
        hub = fillers[0][1]
        for role, key in fillers[1:]:
            if key not in covered and key != hub:
                found.append(Link(hub, ONTOLOGY + _property(fact, role), key))
                covered.add(key)
    return tuple(found)


def _label(link: Link, fact: Fact, standing: Status) -> str:
    """What an edge is called, and how it stands, unless it is asserted: "not met (claimed)"."""
    name = local_name(link.property)
    if standing == "claimed" and fact.polarity == "negative":
        name = f"not {name}"
    return name if standing == "asserted" else f"{name} ({standing})"


def _property(fact: Fact, role: str) -> str:
    """What joins the first entity of a fact with the one of a role."""
    return fact.relation if role == "object" else role


def speakers(corpus: Corpus) -> dict[str, str]:
    """Who says each statement, as the article puts it."""
    found: dict[str, str] = {}
    for fact in corpus.facts.values():
        for arg in fact.args:
            if arg.role == "speaker":
                entity = corpus.entities.get(arg.entity or "")
                found.setdefault(fact.id, entity.name if entity else arg.text)
    return found


def graphml(graph: "nx.MultiDiGraph") -> bytes:
    """GraphML, as Gephi, yEd, Cytoscape and igraph read it."""
    import networkx as nx

    out = BytesIO()
    nx.write_graphml_xml(for_xml(graph), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def node_link(graph: "nx.MultiDiGraph") -> bytes:
    """NetworkX's node-link JSON: ``networkx.node_link_graph(data, edges="edges")`` reads it."""
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def for_xml(graph: "nx.MultiDiGraph") -> "nx.MultiDiGraph":
    """The graph without the control characters that XML forbids."""
    import networkx as nx

    kept = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        kept.add_node(node, **dict(_plain(data)))
    for source, target, key, data in graph.edges(keys=True, data=True):
        kept.add_edge(source, target, key=key, **dict(_plain(data)))
    return kept


def _plain(data: dict[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in data.items():
        if isinstance(value, str):
            value = "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in value)
        yield name, value
