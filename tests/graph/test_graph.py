"""The graph says what the facts say, and edges nothing but what is asserted."""

import json
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph import export
from kg.graph.quads import Minter
from kg.graph.terms import VOCABULARIES, Names
from kg.knowledge.gazetteer import load_gazetteer
from kg.linking.merge import merge
from kg.model import (
    Argument,
    Article,
    Block,
    Entity,
    Extraction,
    Fact,
    Mention,
    Place,
    Span,
    When,
)
from kg.records import Corpus, corpus, dump
from tests.known import KNOWLEDGE

KG = VOCABULARIES["kg"]
PAGE = "Envoys meet\nVera Holm met Paul Ito in Lima.\nShe denied it, Ito said.\n"


def made(*facts: Fact, name: str = "page.txt#0", text: str = PAGE) -> Corpus:
    """The corpus of one article with three entities and the facts given."""
    article = Article(
        name, name.partition("#")[0], Span(0, len(text)), Span(0, 11),
        (Block("headline", Span(0, 11)), Block("body", Span(12, len(text) - 1))),
        published="2023-05-04",
    )  # fmt: skip
    people = [("Vera Holm", "Person"), ("Paul Ito", "Person"), ("Lima", "Place")]
    entities, mentions = [], []
    for number, (label, kind) in enumerate(people):
        id = f"{name}/e{number}"
        canonical = f"{kind.lower()}/{label.lower().replace(' ', '-')}"
        entities.append(Entity(id, name, kind, label, canonical))
        start = text.index(label)
        mentions.append(
            Mention(Span(start, start + len(label)), "name", 0, 0, 0, name=label, entity=id)
        )
    extraction = Extraction(article, tuple(entities), tuple(mentions), facts)
    return corpus(dump(extraction, text))


def fact(relation: str = "Meeting", **changes) -> Fact:
    text = PAGE
    args = changes.pop(
        "args",
        [("participant", "Vera Holm", 0), ("participant", "Paul Ito", 1), ("place", "Lima", 2)],
    )
    arguments = tuple(
        Argument(
            role, (Span(text.index(words), text.index(words) + len(words)),), words,
            None if number is None else f"page.txt#0/e{number}",
        )
        for role, words, number in args
    )  # fmt: skip
    return Fact(
        **{
            "id": "f1", "article": "page.txt#0", "document": "page.txt", "relation": relation,
            "args": arguments, "cue": (Span(22, 25),), "evidence": Span(12, 43), "rule": "meet",
            "confidence": 0.9, **changes,
        }
    )  # fmt: skip


HEADS = [("subject", "Vera Holm", 0), ("object", "Lima", 2)]


def statement(**changes) -> Fact:
    """A statement of Paul Ito."""
    said = [("speaker", "Ito", 1), ("content", "She denied it", None)]
    more = {"id": "s1", "evidence": Span(44, 68), "cue": (Span(63, 67),),
            "details": {"act": "speech", "mode": "indirect"}}  # fmt: skip
    return fact("Statement", args=said, **{**more, **changes})


def day(value: str) -> str:
    return f'"{value}"^^<{VOCABULARIES["xsd"]}date>'


def integer(value: int) -> str:
    return f'"{value}"^^<{VOCABULARIES["xsd"]}integer>'


def quads(read: Corpus) -> list[ox.Quad]:
    claims = merge(read.extractions, KNOWLEDGE.catalogue, KNOWLEDGE.numbers)
    return list(Minter(read, KNOWLEDGE.catalogue, Names(), KNOWLEDGE.gazetteer, claims).quads())


def ask(read: Corpus, query: str):
    store = ox.Store()
    store.extend(quads(read))
    prefixes = {**export.prefixes(store, Names().base), **VOCABULARIES}
    return store.query(query, prefixes=prefixes, use_default_graph_as_union=True)


def rows(read: Corpus, query: str) -> list[tuple[str | None, ...]]:
    """The rows of a query as they are written in N-Triples."""
    found = ask(read, query)
    return [tuple(cell and str(cell) for cell in row) for row in found]


def two(*facts: Fact) -> Corpus:
    """Two articles that both name the three entities; the facts are the first one's."""
    one, other = made(*facts), made(name="other.txt#0", text=PAGE.replace("denied", "said"))
    return replace(one, extractions=(*one.extractions, *other.extractions))


def met(read: Corpus) -> set[tuple[str, str]]:
    rows = ask(read, "SELECT ?a ?b { ?x kg:met ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    return {(row["a"].value, row["b"].value) for row in rows}


def test_an_asserted_meeting_is_an_edge_both_ways():
    assert met(made(fact())) == {("Vera Holm", "Paul Ito"), ("Paul Ito", "Vera Holm")}


def test_those_on_one_side_of_a_meeting_are_not_said_to_have_met_each_other():
    meeting = fact()
    sides = {"Vera Holm": "patient", "Paul Ito": "patient", "Lima": "agent"}
    args = tuple(replace(arg, role="participant", side=sides[arg.text]) for arg in meeting.args)
    pairs = met(made(replace(meeting, args=args)))
    assert ("Lima", "Vera Holm") in pairs and ("Lima", "Paul Ito") in pairs
    assert ("Vera Holm", "Paul Ito") not in pairs


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "negative"},
        {"modality": "planned"},
        {"modality": "expected"},
        {"modality": "possible"},
        {"modality": "requested"},
        {"holder": "f2"},
    ],
)
def test_what_is_not_asserted_is_no_edge_but_a_fact(changes):
    read = made(fact(**changes))
    assert "https://w3id.org/newskg#met" not in {q.predicate.value for q in quads(read)}
    assert ask(
        read, "ASK { ?f a kg:Meeting ; kg:participant person:vera-holm ; kg:asserted false }"
    )


@pytest.mark.parametrize(
    ("temporal", "expected"), [("former", False), ("future", False), ("", True)]
)
def test_a_post_is_an_edge_while_it_is_held(temporal, expected):
    read = made(
        fact(
            "headOf",
            args=[("subject", "Vera Holm", 0), ("object", "Lima", 2)],
            details={"temporal": temporal} if temporal else {},
        )
    )
    assert bool(ask(read, "ASK { person:vera-holm kg:headOf place:lima }")) is expected


def test_a_narrow_relation_gives_the_wider_edge_too():
    read = made(fact("headOfState", args=[("subject", "Vera Holm", 0), ("object", "Lima", 2)]))
    assert ask(read, "ASK { person:vera-holm kg:headOfState place:lima ; kg:headOf place:lima }")


def test_evidence_is_the_sentence_with_its_place_in_the_article():
    (row,) = ask(
        made(fact()),
        """SELECT * { ?f a kg:Meeting ; kg:evidence ?e ; prov:wasDerivedFrom ?d .
        ?e oa:exact ?exact ; oa:start ?start ; oa:end ?end . ?d dcterms:identifier ?id }""",
    )
    assert row["exact"].value == PAGE[12:43] == "Vera Holm met Paul Ito in Lima."
    assert (row["start"].value, row["end"].value, row["id"].value) == ("12", "43", "page.txt#0")


def test_an_article_says_where_it_stands():
    read = made(fact())
    (extraction,) = read.extractions
    copy = Place("other.txt", Span(70, 70 + len(PAGE)), "0a1b", "2023-05-06", "Lima Post")
    article = replace(extraction.article, copies=(copy,))
    read = replace(read, extractions=(replace(extraction, article=article),))
    rows = ask(
        read,
        """SELECT * { ?a a schema:NewsArticle ; kg:standsAt ?place ; dcterms:source ?d .
        ?place oa:hasSource ?d ; oa:start ?start ; oa:end ?end .
        ?d dcterms:identifier ?name OPTIONAL { ?place dcterms:publisher/rdfs:label ?publisher } }
        ORDER BY ?start""",
    )
    assert [
        [row[name] and row[name].value for name in ("name", "start", "end", "publisher")]
        for row in rows
    ] == [
        ["page.txt", "0", str(len(PAGE)), None],
        ["other.txt", "70", str(70 + len(PAGE)), "Lima Post"],
    ]


def test_each_triple_stands_in_one_graph():
    found = quads(two(fact(), fact("headOfState", id="f2", args=HEADS)))
    assert len({quad.triple for quad in found}) == len(found)


def test_an_entity_of_two_articles_is_described_once():
    asked = "SELECT ?g ?name { GRAPH ?g { ?e a kg:Person ; rdfs:label ?name } } ORDER BY ?name"
    graph = "<https://newskg.example/graph/entities>"
    assert rows(two(fact()), asked) == [(graph, '"Paul Ito"'), (graph, '"Vera Holm"')]


def test_a_graph_of_an_article_is_not_called_as_the_article():
    read = two(fact())
    assert rows(read, "SELECT ?a { ?a a schema:NewsArticle GRAPH ?a { ?s ?p ?o } }") == []
    assert rows(
        read,
        """SELECT ?id (COUNT(?f) AS ?n) { ?a kg:inGraph ?g ; dcterms:identifier ?id
        GRAPH ?g { OPTIONAL { ?f kg:evidence ?e } } } GROUP BY ?id ORDER BY ?id""",
    ) == [('"other.txt#0"', integer(0)), ('"page.txt#0"', integer(1))]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("kg:Fact", 3),
        ("kg:Event", 1),
        ("kg:Contact", 1),
        ("kg:RelationFact", 1),
        ("kg:Statement", 1),
        ("kg:Entity", 3),
        ("kg:Place", 1),
        ("kg:Person", 2),
        ("schema:Person", 2),
    ],
)
def test_things_have_all_their_classes(kind, expected):
    read = made(fact(), fact("headOfState", id="f2", args=HEADS), statement())
    assert len(rows(read, f"SELECT ?f {{ ?f a {kind} }}")) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("sem:Event", 1), ("rdf:Statement", 3), ("schema:Quotation", 1), ("schema:Claim", 1)],
)
def test_what_facts_and_edges_are_elsewhere_the_ontology_says(kind, expected):
    """Once, of their classes, and not of each: every store follows the path without inference."""
    read = made(fact(), fact("headOfState", id="f2", args=HEADS), statement())
    assert rows(read, f"SELECT ?x {{ ?x a {kind} }}") == []
    asked = f"SELECT DISTINCT ?x {{ ?x rdf:type/rdfs:subClassOf* {kind} }}"
    assert len(rows(read, asked)) >= expected


def test_a_country_is_a_place():
    (extraction,) = made(fact()).extractions
    iran = replace(extraction.entities[2], name="Iran", canonical="place/iran")
    read = replace(
        made(fact()), extractions=(replace(extraction, entities=(*extraction.entities[:2], iran)),)
    )
    assert ask(read, "ASK { place:iran a kg:Country , kg:Place , kg:Entity , schema:Place }")
    assert ask(read, "ASK { place:iran owl:sameAs wd:Q794 }")


def test_people_of_ones_own_gazetteer_have_their_wikidata_ids(tmp_path):
    own = tmp_path / "people.csv"
    own.write_text("label,type,wikidata\nVera Holm,Person,Q123\n", encoding="utf-8")
    minter = Minter(made(fact()), KNOWLEDGE.catalogue, Names(), load_gazetteer([own]))
    same = ox.NamedNode(VOCABULARIES["owl"] + "sameAs")
    found = {(q.subject.value, q.object.value) for q in minter.quads() if q.predicate == same}
    assert (f"{Names().base}person/vera-holm", VOCABULARIES["wd"] + "Q123") in found


def test_the_ontology_is_a_graph_of_its_own():
    read = made(fact())
    assert ask(
        read,
        """ASK { GRAPH graph:ontology { kg:Meeting rdfs:subClassOf+ kg:Fact ; rdfs:comment ?what .
        kg:met rdfs:subPropertyOf kg:linkedTo . kg:headOf rdfs:subPropertyOf kg:linkedTo } }""",
    )
    assert not ask(read, "ASK { GRAPH graph:ontology { ?x kg:pattern|kg:frame ?y } }")


def test_the_ontology_makes_no_fact_an_annotation_and_no_person_a_concept():
    skos, oa = VOCABULARIES["skos"], VOCABULARIES["oa"]
    above = KNOWLEDGE.catalogue.above
    assert skos + "Concept" not in above.get(KG + "Person", ())
    assert oa + "hasTarget" not in above.get(KG + "evidence", ())


def test_from_an_edge_to_its_sentence():
    read = made(fact(), fact(id="f2", evidence=Span(12, 43), rule="other"))
    found = rows(
        read,
        """SELECT ?f ?words { ?e a kg:Edge ; rdf:subject person:vera-holm ; rdf:predicate kg:met ;
        rdf:object person:paul-ito .
        ?f kg:supports ?e ; kg:evidence/oa:exact ?words } ORDER BY ?f""",
    )
    assert [words for _, words in found] == ['"Vera Holm met Paul Ito in Lima."@en'] * 2
    edges = rows(read, "SELECT ?s ?p ?o { ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }")
    plain = rows(read, "SELECT ?s ?p ?o { ?p rdfs:subPropertyOf kg:linkedTo . ?s ?p ?o }")
    assert sorted(edges) == sorted(plain)


def test_both_sides_of_a_contradiction_stay():
    read = made(fact(), fact(id="f2", polarity="negative", evidence=Span(44, 68)))
    found = rows(
        read,
        """SELECT ?words ?other { ?one kg:contradicts ?two . ?one a kg:Claim . ?two a kg:Claim .
        ?one kg:fact [ kg:polarity "positive" ; kg:evidence/oa:exact ?words ] .
        ?two kg:fact [ kg:polarity "negative" ; kg:evidence/oa:exact ?other ] }""",
    )
    assert found == [('"Vera Holm met Paul Ito in Lima."@en', '"She denied it, Ito said."@en')]


def test_a_statement_leads_to_what_it_holds():
    read = made(fact(holder="s1"), statement())
    assert ask(read, "ASK { ?s a kg:Statement ; kg:propositionOf [ a kg:Meeting ; kg:holder ?s ] }")


def test_paths_can_be_asked_for():
    read = made(fact("headOfState", args=HEADS), fact(id="f2", polarity="negative"))
    asked = "SELECT ?x { person:vera-holm (kg:linkedTo|^kg:linkedTo)+ ?x } ORDER BY ?x"
    assert rows(read, asked) == [(f"<{Names().base}person/vera-holm>",),
                                 (f"<{Names().base}place/lima>",)]  # fmt: skip


def test_a_relation_between_two_says_which_it_is():
    read = made(fact("headOfState", args=HEADS))
    assert ask(read, "ASK { ?f a kg:RelationFact ; kg:asserted true ; kg:relation kg:headOfState }")
    assert not ask(read, "ASK { ?f kg:polarity ?p ; rdf:predicate ?r }")


@pytest.mark.parametrize(
    ("when", "date", "earliest", "latest"),
    [
        (When("5 May 2023", Span(0, 1), "2023-05-05"), "date", "2023-05-05", "2023-05-05"),
        (When("February 2024", Span(0, 1), "2024-02"), "gYearMonth", "2024-02-01", "2024-02-29"),
        (When("2019", Span(0, 1), "2019"), "gYear", "2019-01-01", "2019-12-31"),
        (When("3 March 1066", Span(0, 1), "1066-03-03"), "date", "1066-03-03", "1066-03-03"),
        (When("2010 to 2014", Span(0, 1), "2010/2014"), "string", "2010-01-01", "2014-12-31"),
        (When("since 2014", Span(0, 1), None, "2014-01-01", None, "since"), None, "2014-01-01",
         None),
        (When("Sunday", Span(0, 1)), None, None, None),
    ],
)  # fmt: skip
def test_dates_compare(when, date, earliest, latest):
    ((text, kind, first, last),) = rows(
        made(fact(when=when)),
        """SELECT ?text (DATATYPE(?d) AS ?kind) ?first ?last { ?f kg:when ?text
        OPTIONAL { ?f kg:date ?d } OPTIONAL { ?f kg:earliest ?first }
        OPTIONAL { ?f kg:latest ?last } }""",
    )
    assert text == f'"{when.text}"'
    assert kind == (date and f"<{VOCABULARIES['xsd']}{date}>")
    assert (first, last) == (earliest and day(earliest), latest and day(latest))


@pytest.mark.parametrize(
    ("details", "changes", "expected"),
    [
        ({}, {}, {"attestedOn": "2023-05-04"}),
        ({"from": "2015"}, {}, {"validFrom": "2015-01-01", "attestedOn": "2023-05-04"}),
        (
            {"from": "2010", "until": "2014-02", "temporal": "former"},
            {},
            {"validFrom": "2010-01-01", "validTo": "2014-02-28"},
        ),
        ({}, {"polarity": "negative"}, {}),
        ({}, {"modality": "planned"}, {}),
    ],
)
def test_a_post_says_when_it_holds(details, changes, expected):
    read = made(fact("headOfState", args=HEADS, details=details, **changes))
    for name in ("validFrom", "validTo", "attestedOn"):
        found = rows(read, f"SELECT ?day {{ ?f kg:{name} ?day }}")
        assert found == ([(day(expected[name]),)] if name in expected else []), name
    if "until" in details:
        told = "?f kg:since '2010'^^xsd:gYear ; kg:until '2014-02'^^xsd:gYearMonth"
        assert ask(read, f"ASK {{ {told} }}")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, "2023-05-04"),
        (When("2 May", Span(0, 1), "2023-05-02"), "2023-05-02"),
        (When("in 2021", Span(0, 1), "2021"), "2023-05-04"),
    ],
)
def test_a_statement_has_a_day(when, expected):
    assert rows(made(statement(when=when)), "SELECT ?day { ?s kg:saidAt ?day }") == [
        (day(expected),)
    ]


def test_a_statement_of_an_undated_article_has_no_day():
    read = made(statement())
    (extraction,) = read.extractions
    undated = replace(extraction, article=replace(extraction.article, published=None))
    assert rows(replace(read, extractions=(undated,)), "SELECT ?day { ?s kg:saidAt ?day }") == []


def test_the_label_of_what_is_denied_says_so():
    denied = made(fact(polarity="negative"))
    asked = "SELECT (STR(?l) AS ?label) { ?f a kg:Meeting ; rdfs:label ?l }"
    assert rows(denied, asked) == [('"not meeting: Vera Holm, Paul Ito, Lima"',)]


def test_names_are_plain_and_words_have_a_language():
    read = made(statement())
    (extraction,) = read.extractions
    french = replace(extraction, article=replace(extraction.article, language="fr"))
    read = replace(read, extractions=(french,))
    assert ask(read, "ASK { ?p a kg:Person ; rdfs:label 'Vera Holm' }")
    for asked in ("?s kg:content ?w", "?a schema:headline ?w", "?s oa:exact ?w"):
        assert rows(read, f"SELECT DISTINCT (LANG(?w) AS ?l) {{ {asked} }}") == [('"fr"',)]
    assert rows(read, "SELECT (LANG(?w) AS ?l) { ?f a kg:Fact ; rdfs:label ?w }") == [('"en"',)]


def test_words_whose_meaning_is_not_known_are_a_phrase():
    read = made(fact(args=[("participant", "Vera Holm", 0), ("participant", "Envoys", None)]))
    assert met(read) == set()
    assert ask(read, "ASK { ?f kg:participant [ a kg:Phrase ; rdfs:label 'Envoys'@en ] }")


def test_turtle_does_not_depend_on_the_order_of_quads():
    found = quads(made(fact()))
    base = Names().base
    assert export.rdf(found, "turtle", base) == export.rdf(found[::-1], "turtle", base)


@pytest.mark.parametrize("form", [*export.RDF_FORMATS])
def test_every_format_reads_back_as_the_same_graph(form):
    found = quads(made(fact()))
    data = export.rdf(found, form, Names().base)
    reifies = ox.NamedNode(VOCABULARIES["rdf"] + "reifies")
    parsed = ox.parse(data, format=export.RDF_FORMATS[form])
    back = {quad for quad in parsed if quad.predicate != reifies}
    expected = (
        set(found)
        if export.RDF_FORMATS[form].supports_datasets
        else {ox.Quad(q.subject, q.predicate, q.object) for q in found}
    )
    assert back == expected


def test_rdf_1_2_says_which_edge_a_node_reifies():
    data = export.rdf(quads(made(fact())), "trig12", Names().base)
    found = [quad for quad in ox.parse(data, format=ox.RdfFormat.TRIG)
             if isinstance(quad.object, ox.Triple)]  # fmt: skip
    ends = {(q.object.subject.value, q.object.object.value) for q in found}
    one, two = (f"{Names().base}person/{name}" for name in ("vera-holm", "paul-ito"))
    assert ends == {(one, two), (two, one)}
    assert {quad.object.predicate.value for quad in found} == {KG + "met"}
    assert {quad.graph_name.value for quad in found} == {Names().base + "graph/edges"}


def test_json_ld_has_a_context():
    data = json.loads(export.rdf(quads(made(fact())), "jsonld", Names().base))
    nodes = {node["@id"]: node for graph in data["@graph"] for node in graph["@graph"]}
    met = nodes["fact:f1"]
    assert met["kg:participant"] == ["person:paul-ito", "person:vera-holm"]
    assert met["kg:confidence"] == "0.9"
    assert "kg:Meeting" in met["@type"]
    assert data["@context"]["kg:participant"]["@type"] == "@id"


def test_json_ld_reads_back_in_rdflib():
    found = quads(made(fact(), statement()))
    data = export.rdf(found, "jsonld", Names().base)
    plain = export.rdf(found, "nquads", Names().base)
    one, two = rdflib.Dataset(), rdflib.Dataset()
    one.parse(data=data, format="json-ld")
    two.parse(data=plain, format="nquads")
    assert set(one.quads()) == set(two.quads())


def test_the_graph_describes_itself():
    read = made(fact(), statement())
    gazetteer = KNOWLEDGE.gazetteer
    licence = "https://creativecommons.org/licenses/by/4.0/"
    minter = Minter(read, KNOWLEDGE.catalogue, Names(), gazetteer, license=licence)
    store = ox.Store()
    store.extend(minter.quads())
    asked = """SELECT ?n ?facts ?licence ?digest { ?d a void:Dataset , dcat:Dataset ;
        void:triples ?n ; dcterms:license ?licence ; void:classPartition ?part ;
        prov:wasGeneratedBy [ a prov:Activity ; kg:ontologyDigest ?digest ] .
        ?part void:class kg:Fact ; void:entities ?facts }"""
    (row,) = store.query(asked, prefixes=VOCABULARIES, use_default_graph_as_union=True)
    assert [row[name].value for name in ("n", "facts", "licence", "digest")] == [
        str(len(store)), "2", licence, KNOWLEDGE.catalogue.digest,
    ]  # fmt: skip
    assert list(minter.quads()) == list(minter.quads())


def test_there_are_no_blank_nodes_and_local_names_hold_no_slash():
    for quad in quads(made(fact())):
        for node in quad:
            assert not isinstance(node, ox.BlankNode)
            if isinstance(node, ox.NamedNode) and node.value.startswith(Names().base):
                assert node.value.removeprefix(Names().base).count("/") == 1
