"""The graph says what the facts say, and edges nothing but what is asserted."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.graph import export
from kg.graph.quads import Minter
from kg.graph.terms import VOCABULARIES, Names
from kg.linking.merge import merge
from kg.model import Argument, Article, Block, Entity, Extraction, Fact, Mention, Place, Span
from kg.records import Corpus, corpus, dump
from tests.known import KNOWLEDGE

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


def quads(read: Corpus) -> list[ox.Quad]:
    claims = merge(read.extractions, KNOWLEDGE.catalogue, KNOWLEDGE.numbers)
    return list(Minter(read, KNOWLEDGE.catalogue, Names(), KNOWLEDGE.gazetteer, claims).quads())


def ask(read: Corpus, query: str):
    store = ox.Store()
    store.extend(quads(read))
    prefixes = {**export.prefixes(store, Names().base), **VOCABULARIES}
    return store.query(query, prefixes=prefixes, use_default_graph_as_union=True)


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
        """SELECT * { ?f a kg:Meeting ; kg:evidence ?e . ?e oa:hasSource ?d ; oa:hasSelector ?s .
        ?s oa:exact ?exact ; oa:start ?start ; oa:end ?end . ?d dcterms:identifier ?id }""",
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
        ?place oa:hasSource ?d ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
        ?d dcterms:identifier ?name OPTIONAL { ?place dcterms:publisher ?publisher } }
        ORDER BY ?start""",
    )
    assert [
        [row[name] and row[name].value for name in ("name", "start", "end", "publisher")]
        for row in rows
    ] == [
        ["page.txt", "0", str(len(PAGE)), None],
        ["other.txt", "70", str(70 + len(PAGE)), "Lima Post"],
    ]


def test_words_whose_meaning_is_not_known_are_a_phrase():
    read = made(fact(args=[("participant", "Vera Holm", 0), ("participant", "Envoys", None)]))
    assert met(read) == set()
    assert ask(read, "ASK { ?f kg:participant [ a kg:Phrase ; rdfs:label 'Envoys' ] }")


def test_turtle_does_not_depend_on_the_order_of_quads():
    found = quads(made(fact()))
    base = Names().base
    assert export.rdf(found, "turtle", base) == export.rdf(found[::-1], "turtle", base)


@pytest.mark.parametrize("form", [*export.RDF_FORMATS])
def test_every_format_reads_back_as_the_same_graph(form):
    found = quads(made(fact()))
    data = export.rdf(found, form, Names().base)
    back = set(ox.parse(data, format=export.RDF_FORMATS[form]))
    expected = (
        set(found)
        if export.RDF_FORMATS[form].supports_datasets
        else {ox.Quad(q.subject, q.predicate, q.object) for q in found}
    )
    assert back == expected


def test_there_are_no_blank_nodes_and_local_names_hold_no_slash():
    for quad in quads(made(fact())):
        for node in quad:
            assert not isinstance(node, ox.BlankNode)
            if isinstance(node, ox.NamedNode) and node.value.startswith(Names().base):
                assert node.value.removeprefix(Names().base).count("/") == 1
