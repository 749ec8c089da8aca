"""The pages for people, and what things answer with under their own addresses."""

import re
import shutil

import pyoxigraph as ox
import pytest

from kg.building import build as builder
from kg.graph.opened import Graph
from kg.linking.decisions import Decision
from kg.serve import vocabulary
from tests.serve.running import asked

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}
MOEN = "/person/astrid-moen"


@pytest.fixture(scope="module")
def client(demo):
    with asked(demo) as client:
        yield client


@pytest.fixture(scope="module")
def graph(demo):
    return Graph.open(demo)


def page(client, path):
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", "", answer.text).split())


def test_home_names_things_and_articles(client):
    text = page(client, "/")
    assert "14 articles" in text
    assert "Astrid Moen" in text
    assert "Norway and Portugal discuss joint patrols" in text


def test_an_entity_has_its_facts_with_sentences_and_standing(client):
    text = page(client, f"/page{MOEN}")
    assert "Astrid Moen" in text and "https://newskg.example/person/astrid-moen" in text
    assert "Norwegian Defence Minister Astrid Moen met her Portuguese counterpart" in text
    assert "asserted" in text and "claimed by" in text.replace("claimed  by", "claimed by")
    assert "Norway and Portugal discuss joint patrols, Nordic Wire, 2025-03-26" in text
    assert "same name" in text  # why those of two articles are one


def test_facts_of_one_standing(client):
    every, claimed = (
        client.get(f"/page{MOEN}{query}").text.count('class="fact"')
        for query in ("", "?standing=claimed")
    )
    assert 0 < claimed < every
    assert 'class="fact"' not in client.get(f"/page{MOEN}?standing=nonsense").text
    assert client.get(f"/page{MOEN}?page=7&standing=").status_code == 200
    assert client.get(f"/page{MOEN}?page=-1%00").status_code == 200


def test_a_fact_has_its_sentence_marked_and_what_stands_around_it(client, graph):
    fact = next(f for f in graph.facts(about="Astrid Moen", relation="Meeting"))
    answer = client.get(f"/page/fact/{fact.fact.id}")
    assert '<mark class="cue" title="cue">met</mark>' in answer.text
    assert "Moen said the two countries would share radar data" in answer.text
    assert "read by the rule" in answer.text


def test_a_claimed_fact_and_the_statement_that_holds_it_lead_to_each_other(client, graph):
    fact = next(view for view in graph.facts(status="claimed"))
    text = client.get(f"/page/fact/{fact.fact.id}").text
    assert "In the words of" in text and f"/page/fact/{fact.fact.holder}" in text
    held = client.get(f"/page/fact/{fact.fact.holder}").text
    assert "What is said in it" in held and f"/page/fact/{fact.fact.id}" in held


def test_an_article_has_its_text_with_what_facts_rest_on(client, graph):
    for article in graph.corpus.articles.values():
        answer = client.get(f"/page/article/{article.id}")
        assert answer.status_code == 200
        facts = [fact for fact in graph.corpus.facts.values() if fact.article == article.id]
        assert answer.text.count('<article class="fact"') == len(facts)
        shown = answer.text.count('class="at"')
        assert shown or not facts


def test_every_fact_and_entity_has_a_page(client, graph):
    for id in list(graph.corpus.facts)[::7]:
        assert client.get(f"/page/fact/{id}").status_code == 200
    for key in list(graph.views.profiles)[::7]:
        assert client.get(f"/page/{key}").status_code == 200


def test_nothing_is_read_from_all_the_facts(demo, graph, tmp_path):
    """Memory does not grow with the graph: whatever is shown is looked up."""
    own = shutil.copytree(demo, tmp_path / "own")
    (own / "facts.jsonl").write_text("not read")
    statement = next(f for f in graph.corpus.facts.values() if f.relation == "Statement")
    with asked(own) as client:
        for path in ("/", "/search?q=Moen", f"/page{MOEN}", f"/page/fact/{statement.id}",
                     f"/page/article/{statement.article}"):  # fmt: skip
            page(client, path)
        for path in ("search?q=sanction*", "node?id=Astrid+Moen", "neighbours?id=Astrid+Moen",
                     "path?from=Astrid+Moen&to=Portugal", "facts?relation=Meeting",
                     "facts?speaker=Moen"):  # fmt: skip
            assert client.get(f"/api/{path}").status_code == 200


def test_anything_else_has_a_page_of_its_triples(client, graph):
    (row, *_) = graph.query("SELECT ?e { ?f kg:evidence ?e } ORDER BY ?e LIMIT 1").values()
    text = page(client, row["e"].replace("https://newskg.example", "/page"))
    assert "oa:exact" in text and "kg:evidence" in text
    assert client.get("/page/evidence/none", headers=BROWSER).status_code == 404


def test_search_page(client):
    text = page(client, "/search?q=moen")
    assert "Astrid Moen" in text
    assert "Nothing goes by that name" in page(client, "/search?q=qqqq")
    assert page(client, "/search?q=")
    assert page(client, f"/search?q={'a+' * 5000}")


@pytest.mark.parametrize(
    ("headers", "place"),
    [(BROWSER, f"/page{MOEN}"), (TURTLE, f"/data{MOEN}"), ({"Accept": "image/png"}, f"/page{MOEN}"),
     ({"Accept": "application/ld+json"}, f"/data{MOEN}")],
)  # fmt: skip
def test_a_thing_leads_to_its_page_or_its_data(client, headers, place):
    answer = client.get(MOEN, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_the_data_of_a_thing(client, kind):
    answer = client.get(f"/data{MOEN}", headers={"Accept": kind})
    found = list(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(kind)))
    node = ox.NamedNode("https://newskg.example/person/astrid-moen")
    labels = [
        q.object.value for q in found if q.subject == node and q.predicate.value.endswith("#label")
    ]
    assert labels == ["Astrid Moen"]
    assert any(quad.object == node for quad in found)


def test_letters_of_all_scripts_in_addresses(tmp_path):
    from dataclasses import replace

    from kg.records import Corpus
    from tests.graph.test_graph import PAGE, fact, made
    from tests.known import KNOWLEDGE

    read = made(fact())
    (extraction,) = read.extractions
    first, *rest = extraction.entities
    changed = replace(extraction, entities=(replace(first, canonical="person/đorđe-%东/x"), *rest))
    read = Corpus((changed,), read.quotes, read.headlines)
    builder.write(
        builder.Reading(read.extractions, {"page.txt": PAGE}, ()), tmp_path,
        builder.Options(decisions=None), KNOWLEDGE,
    )  # fmt: skip
    with asked(tmp_path) as client:
        found = client.get("/api/search", params={"q": "Vera Holm"}).json()["entities"]
        (thing,) = found
        path = thing["iri"].removeprefix("https://newskg.example")
        data = client.get(f"/data{path}", headers={"Accept": "application/n-triples"})
        assert f"<{thing['iri']}>" in data.text
        assert client.get(f"/page/{thing['id'].replace('%', '%25')}").status_code == 200


def test_a_name_that_was_given_up_leads_on(demo, tmp_path):
    import shutil

    from kg.building.correct import rebuild

    own = tmp_path / "own"
    shutil.copytree(demo, own)
    with asked(own) as client:
        assert client.get(f"/page{MOEN}").status_code == 200
        rebuild(own, Decision("rename", ("person/astrid-moen", "Astrid Marie Moen")))
        # The server goes on with the graph as it now is.
        answer = client.get(f"/page{MOEN}")
        assert (answer.status_code, answer.headers["location"]) == (
            301,
            "/page/person/astrid-marie-moen",
        )
        assert "Astrid Marie Moen" in client.get("/page/person/astrid-marie-moen").text
        found = client.get("/sparql", params={"query": "ASK { ?p rdfs:label 'Astrid Marie Moen' }"})
        assert found.json()["boolean"]


def test_headers_of_safety_are_on_everything(client):
    for path in (
        "/",
        "/sparql",
        "/static/editor.js",
        "/api/openapi.json",
        "/nothing/there",
        "/store?default",
    ):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_editor_knows_the_terms_and_the_questions(client, graph):
    data = client.get("/editor/terms.json").json()
    names = {term["name"]: term["meaning"] for term in data["terms"]}
    assert {"kg:met", "kg:Meeting", "kg:evidence", "kg:headOf", "kg:speaker", "rdfs:label"} <= set(
        names
    )
    assert names["kg:Meeting"] and names["kg:evidence"]
    assert data["prefixes"]["kg"] == "https://w3id.org/newskg#"
    assert len(data["questions"]) >= 10


@pytest.mark.parametrize(
    "question", list(vocabulary.questions()), ids=lambda question: question["title"]
)
def test_the_ready_questions_answer(demo, question):
    # The demo's pages hold no contradiction and nobody who changes sides.
    none = "kg:contradicts" in question["query"] or "kg:changedPosition" in question["query"]
    assert bool(Graph.open(demo).query(question["query"]).rows) != none
