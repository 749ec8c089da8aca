"""QuickStatements, claims and nanopublications: well formed, sourced, and only what may be said."""

import json
import re
from collections import Counter, defaultdict

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from click.testing import CliRunner

import kg.cli
from kg.graph.opened import Graph
from kg.graph.terms import term
from kg.knowledge.lexicon import ontology_dir
from kg.neighbours import quickstatements
from tests.neighbours.hostile import HOSTILE

NP = "http://www.nanopub.org/nschema#"


def export(graph, form):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", form])
    assert done.exit_code == 0, done.output
    return done.stdout


def conforms(data, name):
    shapes = rdflib.Graph().parse(ontology_dir() / "neighbours" / f"{name}.ttl", format="turtle")
    fits, _, text = pyshacl.validate(data, shacl_graph=shapes)
    return fits, text


@pytest.fixture(params=["demo", "hard"], scope="module")
def graph(request):
    return Graph.open(request.getfixturevalue(request.param))


# Claims


@pytest.fixture(scope="module")
def claims(graph):
    return [json.loads(line) for line in export(graph.directory, "claims").split("\n") if line]


def read(claims):
    """The claims as a reader of JSON-LD sees them."""
    data = rdflib.Graph()
    for claim in claims:
        data.parse(data=json.dumps(claim), format="json-ld")
    return data


def test_claims_fit_their_shapes(claims):
    assert claims
    data = read(claims)
    assert len(
        set(data.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Claim")))
    ) == len(claims)
    fits, text = conforms(data, "claims")
    assert fits, text


def test_a_verdict_is_no_part_of_a_claim(claims):
    rated = [{**claims[0], "reviewRating": {"@type": "Rating", "ratingValue": 1}}]
    assert not conforms(read(rated), "claims")[0]
    nobody = [{k: v for k, v in claims[0].items() if k != "author"}]
    assert not conforms(read(nobody), "claims")[0]


def test_claims_are_what_somebody_puts_forward(claims, graph):
    views = {view.iri: view for view in graph.views.facts()}
    for claim in claims:
        view = views[claim["@id"]]
        assert (view.relation, view.status) == ("Statement", "asserted")
        assert view.speech_act not in ("denied", "refused", "asked", "demanded")
        assert claim["kg:sentence"] == " ".join(view.evidence.text.split())
        assert [author["name"] for author in claim["author"]] == list(view.roles["speaker"])


def test_what_is_denied_or_asked_is_no_claim(hard):
    (claim,) = [json.loads(line) for line in export(hard, "claims").split("\n") if line]
    assert claim["@id"].endswith("/fact/s0")
    assert claim["about"][0]["name"] == HOSTILE
    assert HOSTILE in claim["text"]
    assert claim["appearance"]["url"] == "https://news.example/a?b=c%7Cd%22e%3E%3C"


# Nanopublications


@pytest.fixture(scope="module")
def nanopubs(graph):
    """The quads of each, by the nanopublication."""
    found = defaultdict(list)
    for quad in ox.parse(export(graph.directory, "nanopubs").encode(), format=ox.RdfFormat.TRIG):
        found[re.split("[#.]", quad.graph_name.value.rpartition("/")[2])[0]].append(quad)
    return found


def parts(quads):
    """The graphs of a nanopublication, by what its head says of them."""
    (node,) = {q.subject for q in quads if q.predicate == term("rdf:type") and NP in str(q.object)}
    named = {
        q.object: q.predicate.value.removeprefix(f"{NP}has") for q in quads if q.subject == node
    }
    found = defaultdict(list)
    for quad in quads:
        found[named.get(quad.graph_name, "Head")].append(quad)
    return node, found


def test_nanopublications_are_of_four_graphs(nanopubs):
    for quads in nanopubs.values():
        node, found = parts(quads)
        assert set(found) == {"Head", "Assertion", "Provenance", "PublicationInfo"}
        assert len(found["Head"]) == 4 and {q.subject for q in found["Head"]} == {node}
        (assertion,) = {q.graph_name for q in found["Assertion"]}
        assert assertion in {q.subject for q in found["Provenance"]}
        assert {q.subject for q in found["PublicationInfo"]} == {node}


def test_nanopublications_fit_their_shapes(nanopubs, graph):
    data = rdflib.Dataset(default_union=True)
    data.parse(data=export(graph.directory, "nanopubs"), format="trig")
    flat = rdflib.Graph()
    for triple in data.triples((None, None, None)):
        flat.add(triple)
    fits, text = conforms(flat, "nanopubs")
    assert fits, text
    flat.remove((None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"), None))
    assert not conforms(flat, "nanopubs")[0]


def test_only_what_is_asserted_is_published(nanopubs, graph):
    views = {view.fact.id: view for view in graph.views.facts()}
    assert nanopubs and all(views[id].status == "asserted" for id in nanopubs)
    edges = {
        tuple(quad)[:3] for quad in graph.mint() if quad.graph_name == graph.names.graph("edges")
    }
    said = Counter()
    for id, quads in nanopubs.items():
        _, found = parts(quads)
        for quad in found["Assertion"]:
            of_itself = quad.subject == graph.names.node("fact", id)
            assert of_itself or tuple(quad)[:3] in edges
            said[of_itself] += 1
        sentence = views[id].evidence.text
        assert sentence in {
            q.object.value for q in found["Provenance"] if q.predicate == term("oa:exact")
        }
    assert said[True] and said[False]


def test_the_same_graph_gives_the_same_bytes(graph):
    assert export(graph.directory, "nanopubs") == export(graph.directory, "nanopubs")


def test_hostile_facts(hard):
    views = {view.fact.id: view for view in Graph.open(hard).views.facts()}
    text = export(hard, "nanopubs")
    published = set(re.findall(r"/nanopub/(\w+)#Head", text))
    assert published == {id for id, view in views.items() if view.status == "asserted"}


# QuickStatements

ITEM, TIME = r"Q[1-9]\d*", r"\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)"
QUALIFIER = rf"\tP58[02]\t{TIME}"
WORDS = r'en:"[^\t\n\r|]+"'
REFERENCES = (
    rf'(\tS854\t"https?://[^\s"<>|]+")?(\tS1476\t{WORDS})?(\tS577\t{TIME})?\tS1683\t{WORDS}'
)
STATEMENT = re.compile(rf"{ITEM}\tP[1-9]\d*\t{ITEM}({QUALIFIER}){{0,2}}{REFERENCES}")


def test_quickstatements_are_well_formed(graph):
    lines = [line for line in export(graph.directory, "quickstatements").split("\n") if line]
    for line in lines:
        assert STATEMENT.fullmatch(line), line
        assert "CREATE" not in line


def test_only_sure_statements_of_known_items(hard, monkeypatch):
    """Every thing an item: then all that Wikidata has a property for is there, if asserted."""
    monkeypatch.setattr(
        quickstatements,
        "_item",
        lambda view, role, *_: f"Q{1 + ord(view.roles[role][0][0])}",
    )
    lines = b"".join(quickstatements.lines(Graph.open(hard))).decode().split("\n")[:-1]
    ann, norway = f"Q{1 + ord('A')}", f"Q{1 + ord('N')}"
    assert [line.split("\t")[:3] for line in lines] == [[ann, "P27", norway]]
    (line,) = lines
    assert "\tP580\t+2019-01-01T00:00:00Z/11\tP582\t+2022-07-31T00:00:00Z/11\t" in line
    assert '\tS854\t"https://news.example/a?b=c%7Cd%22e%3E%3C"\t' in line
    assert STATEMENT.fullmatch(line)


def test_the_other_way_round():
    """Wikidata's property leads from the body to its owner."""
    from tests.known import KNOWLEDGE

    relations = KNOWLEDGE.catalogue.relations
    assert quickstatements._of(relations["ownerOf"]) == ("P127", True)
    assert quickstatements._of(relations["citizenOf"]) == ("P27", False)
    assert quickstatements._of(relations["headOf"]) is None
    assert quickstatements._of(relations["Meeting"]) is None
