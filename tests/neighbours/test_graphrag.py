"""What GraphRAG packages are given: their own data, with every sentence, and claims as claims.

The packages themselves read it, in an environment of their own.
"""

import json

import pytest
from click.testing import CliRunner

import kg.cli
from kg.graph.edges import plain_edges
from kg.graph.opened import Graph
from kg.neighbours import graphrag
from kg.neighbours.property_graph import Node
from tests.neighbours import outside


def export(graph, form):
    done = CliRunner().invoke(kg.cli.main, ["export", "-d", str(graph), "-f", form])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def written(told, folder):
    """What was exported, in a file again."""
    path = folder / "exported"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in told), encoding="utf-8")
    return path


@pytest.fixture(params=["demo", "hard"], scope="module")
def graph(request):
    return Graph.open(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def views(graph):
    return {view.iri: view for view in graph.views.facts()}


@pytest.fixture(scope="module")
def lightrag(graph):
    (data,) = export(graph.directory, "lightrag")
    return data


@pytest.fixture(scope="module")
def neo4j(graph):
    (data,) = export(graph.directory, "neo4j-graphrag")
    return data


@pytest.fixture(scope="module")
def langchain(graph):
    return export(graph.directory, "langchain")


@pytest.fixture(scope="module")
def llamaindex(graph):
    (data,) = export(graph.directory, "llamaindex")
    return data


def sentence(view):
    return " ".join(view.evidence.text.split())


def marked(told, view):
    """Whether words tell how a fact stands, before they tell it, and its sentence and source."""
    standing = f"claimed by {view.claimed_by}: " if view.claimed_by else f"{view.status}: "
    if view.relation == "Statement" and view.status == "asserted":
        how = "said by" if view.act == "speech" else f"{view.act} of"
        standing = f"{how} {view.speaker or 'somebody'}"
    named = view.headline or view.article
    return told.startswith(standing) and f". Sentence: {sentence(view)} (" in told and named in told


def ties(graph):
    return sum(
        1
        for fact in graph.corpus.facts.values()
        for _ in plain_edges(fact, graph.corpus, graph.catalogue)
    )


# LightRAG


def test_lightrag_has_the_fields_of_a_custom_graph(lightrag):
    fields = {
        "chunks": {"content", "source_id", "file_path"},
        "entities": {"entity_name", "entity_type", "description", "source_id", "file_path"},
        "relationships": {
            "src_id", "tgt_id", "description", "keywords", "weight", "source_id", "file_path",
        },
    }  # fmt: skip
    assert {kind: set(row) for kind, rows in lightrag.items() for row in rows} == fields
    names = [entity["entity_name"] for entity in lightrag["entities"]]
    chunks = {chunk["source_id"] for chunk in lightrag["chunks"]}
    assert len(set(names)) == len(names) and max(map(len, names)) < 256
    pairs = [frozenset((row["src_id"], row["tgt_id"])) for row in lightrag["relationships"]]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 and pair <= set(names) for pair in pairs)
    for row in (*lightrag["entities"], *lightrag["relationships"]):
        assert row["source_id"] in chunks


def test_lightrag_is_told_every_fact_as_it_stands(lightrag, views):
    told = [
        line
        for row in (*lightrag["entities"], *lightrag["relationships"])
        for line in row["description"].split("\n")
    ]
    contents = {chunk["content"] for chunk in lightrag["chunks"]}
    for view in views.values():
        assert sentence(view) in contents
        if any(arg.entity for arg in view.fact.args):
            assert any(marked(line, view) for line in told), view


def test_what_joins_a_pair_says_what_is_not_asserted(lightrag):
    unsure = 0
    for row in lightrag["relationships"]:
        lines = row["description"].split("\n")
        if not any(line.startswith(("asserted: ", "said by", "thought")) for line in lines):
            unsure += 1
            assert all(word.endswith(")") for word in row["keywords"].split(", "))
    assert unsure


def test_lightrag_takes_it(lightrag, tmp_path):
    read = outside.read("lightrag", written([lightrag], tmp_path))
    # It tidies names ("Brandts brother"), but none becomes another's.
    assert len(read["nodes"]) == len(lightrag["entities"])
    assert sorted(edge["description"] for edge in read["edges"]) == sorted(
        row["description"] for row in lightrag["relationships"]
    )
    contents = {chunk["content"] for chunk in lightrag["chunks"]}
    assert all(chunk and chunk["content"] in contents for chunk in read["chunks"])
    # What a model is told of a claim begins with whose it is.
    claims = [
        line
        for row in lightrag["relationships"]
        for line in row["description"].split("\n")
        if line.startswith("claimed by ")
    ]
    context = read["context"]
    assert claims and any(json.dumps(line, ensure_ascii=False)[1:-1] in context for line in claims)


# neo4j-graphrag


def test_neo4j_graphrag_has_the_fields_of_its_graph(neo4j, graph, views):
    assert set(neo4j) == {"nodes", "relationships"}
    assert all(set(node) == {"id", "label", "properties"} for node in neo4j["nodes"])
    fields = {"start_node_id", "end_node_id", "type", "properties"}
    assert all(set(edge) == fields for edge in neo4j["relationships"])
    held(neo4j["nodes"], views)
    asserted(
        [
            (edge["type"], edge["properties"].get("fact"))
            for edge in neo4j["relationships"]
            if edge["type"] not in ("ROLE", "TOLD_IN", "IN_WORDS_OF")
        ],
        graph,
        views,
    )
    ids = {node["id"] for node in neo4j["nodes"]}
    assert len(ids) == len(neo4j["nodes"])
    assert {
        edge[end] for edge in neo4j["relationships"] for end in ("start_node_id", "end_node_id")
    } <= ids


def held(nodes, views):
    """Each fact is a node that says how it stands."""
    facts = {node["id"]: node["properties"] for node in nodes if "told" in node["properties"]}
    assert set(facts) == set(views)
    for iri, told in facts.items():
        view = views[iri]
        assert marked(told["told"], view)
        assert (told["status"], told["confidence"]) == (view.status, view.confidence)
        assert told["sentence"] == view.evidence.text


def asserted(found, graph, views):
    assert len(found) == ties(graph) > 0
    assert {views[fact].status for _, fact in found} == {"asserted"}


def test_neo4j_graphrag_takes_it(neo4j, tmp_path):
    assert outside.read("neo4j_graphrag", written([neo4j], tmp_path)) == neo4j


# LangChain


def test_langchain_has_a_document_for_each_article(langchain, graph, views):
    assert len(langchain) == len(graph.corpus.articles)
    held([node for one in langchain for node in one["nodes"]], views)
    found = []
    for one in langchain:
        assert set(one) == {"nodes", "relationships", "source"}
        assert set(one["source"]) == {"page_content", "metadata"}
        nodes = [{"id": node["id"], "type": node["type"]} for node in one["nodes"]]
        for edge in one["relationships"]:
            assert set(edge) == {"source", "target", "type", "properties"}
            assert edge["source"] in nodes and edge["target"] in nodes
            if edge["type"] not in ("ROLE", "TOLD_IN", "IN_WORDS_OF"):
                found.append((edge["type"], edge["properties"]["fact"]))
    asserted(found, graph, views)


def test_langchain_takes_it(langchain, tmp_path):
    read = outside.read("langchain", written(langchain, tmp_path))
    assert len(read) == len(langchain)
    for found, one in zip(read, langchain, strict=True):
        assert found["nodes"] == one["nodes"]
        ends = ("id", "type")
        assert [
            {**edge, **{end: {k: edge[end][k] for k in ends} for end in ("source", "target")}}
            for edge in found["relationships"]
        ] == one["relationships"]
        assert found["source"]["page_content"] == one["source"]["page_content"]
        assert found["source"]["metadata"] == one["source"]["metadata"]


# LlamaIndex


def test_llamaindex_has_nodes_and_relations(llamaindex, graph, views):
    assert set(llamaindex) == {"entities", "chunks", "relations"}
    names = [entity["name"] for entity in llamaindex["entities"]]
    chunks = {chunk["id_"]: chunk for chunk in llamaindex["chunks"]}
    assert len(set(names)) == len(names) and set(chunks) == set(views)
    for iri, chunk in chunks.items():
        assert marked(chunk["text"], views[iri])
        assert chunk["properties"]["status"] == views[iri].status
    for relation in llamaindex["relations"]:
        assert {relation["source_id"], relation["target_id"]} <= {*names, *chunks}
    between = [
        (relation["label"], relation["properties"].get("fact"))
        for relation in llamaindex["relations"]
        if relation["source_id"] in names
    ]
    asserted(between, graph, views)


def test_llamaindex_takes_it(llamaindex, tmp_path):
    read = outside.read("llamaindex", written([llamaindex], tmp_path))
    assert read["nodes"] == len(llamaindex["entities"]) + len(llamaindex["chunks"])
    kept = {(r["source_id"], r["label"], r["target_id"]) for r in llamaindex["relations"]}
    assert {tuple(triplet) for triplet in read["triplets"]} == kept
    assert read["chunks"] == {
        chunk["id_"]: [chunk["text"], chunk["properties"]] for chunk in llamaindex["chunks"]
    }


def test_names_that_would_be_one_are_told_apart():
    names = ("Ann Lee", "ann-lee", "“Ann Lee”", "12", "x" * 999, 'The "Mail"')
    entities = {
        str(number): Node("Entity", "Person", {"name": name, "entity": f"person/{number}"})
        for number, name in enumerate(names)
    }
    found = list(graphrag.unique_names(entities).values())
    assert found[:4] == ["Ann Lee", "ann-lee (person/1)", "“Ann Lee” (person/2)", "12 (person/3)"]
    assert len(found[4]) <= 200 and found[5] == "The 'Mail'"
