"""What other tools' own packages make of a file that kg wrote, as JSON on standard output.

Run by the Python of the second environment (``requirements.txt``), which has no kg.
"""

import asyncio
import json
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def followthemoney(path):
    """What the model says is wrong, and the entities as it holds them."""
    from followthemoney import model

    told = rows(path)
    schemas = {row["id"]: model.get(row["schema"]) for row in told}
    wrong = []
    for row in told:
        proxy = model.get_proxy(row, cleaned=False)
        schemas[row["id"]].validate({"properties": row["properties"]})
        for prop, value in proxy.itervalues():
            if not prop.type.validate(value) or (
                prop.type.name == "entity"
                and not (value in schemas and schemas[value].is_a(prop.range))
            ):
                wrong.append([prop.name, value])
    return {"wrong": wrong, "entities": [model.get_proxy(row).to_dict() for row in told]}


def lightrag(path):
    """The nodes, edges and chunks of its own stores, and what a question gets of them."""
    import numpy
    from lightrag import LightRAG, QueryParam
    from lightrag.utils import EmbeddingFunc, Tokenizer

    class Letters:
        def encode(self, text):
            return [ord(letter) for letter in text]

        def decode(self, tokens):
            return "".join(map(chr, tokens))

    async def embed(texts, **_):
        return numpy.array([[len(text), text.count("a"), 1.0] for text in texts])

    async def answer(prompt, **_):
        return "nothing"

    async def inserted(folder):
        rag = LightRAG(
            working_dir=folder,
            llm_model_func=answer,
            embedding_func=EmbeddingFunc(embedding_dim=3, max_token_size=8192, func=embed),
            tokenizer=Tokenizer("letters", Letters()),
        )
        await rag.initialize_storages()
        (told,) = rows(path)
        await rag.ainsert_custom_kg(told)
        stored = rag.chunk_entity_relation_graph
        nodes, edges = await stored.get_all_nodes(), await stored.get_all_edges()
        chunks = [await rag.text_chunks.get_by_id(node["source_id"]) for node in nodes]
        asked = QueryParam(
            mode="global", only_need_context=True, hl_keywords=["claimed"], ll_keywords=["claimed"],
            top_k=1000, enable_rerank=False, max_total_tokens=9**9, max_relation_tokens=9**9,
        )  # fmt: skip
        context = await rag.aquery("What is claimed?", asked)
        await rag.finalize_storages()
        return {"nodes": nodes, "edges": edges, "chunks": chunks, "context": str(context)}

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(inserted(folder))


def neo4j_graphrag(path):
    """The graph that its writer to Neo4j would be given."""
    from neo4j_graphrag.components.types import Neo4jGraph

    (told,) = rows(path)
    read = Neo4jGraph.model_validate(told)
    return {
        kind: [each.model_dump(exclude={"embedding_properties"}) for each in getattr(read, kind)]
        for kind in told
    }


def langchain(path):
    """Its graph documents."""
    from langchain_community.graphs.graph_document import GraphDocument, Node, Relationship
    from langchain_core.documents import Document

    found = []
    for told in rows(path):
        read = GraphDocument(**told)
        assert isinstance(read.source, Document)
        assert all(isinstance(node, Node) for node in read.nodes)
        assert all(isinstance(edge, Relationship) for edge in read.relationships)
        found.append(read.model_dump(exclude_unset=True))
    return found


def llamaindex(path):
    """What its store of property graphs has and gives back."""
    from llama_index.core.graph_stores import SimplePropertyGraphStore
    from llama_index.core.graph_stores.types import ChunkNode, EntityNode, Relation

    (told,) = rows(path)
    store = SimplePropertyGraphStore()
    store.upsert_nodes([EntityNode(**entity) for entity in told["entities"]])
    store.upsert_nodes([ChunkNode(**chunk) for chunk in told["chunks"]])
    store.upsert_relations([Relation(**relation) for relation in told["relations"]])
    chunks = store.get(ids=[chunk["id_"] for chunk in told["chunks"]])
    return {
        "nodes": len(store.graph.nodes),
        "triplets": sorted(store.graph.triplets),
        "chunks": {chunk.id_: [chunk.text, chunk.properties] for chunk in chunks},
    }


def graphml(path):
    """The nodes and edges that rustworkx reads."""
    import rustworkx

    (graph,) = rustworkx.read_graphml(path)
    return {
        "nodes": graph.nodes(),
        "edges": [[one, other, told] for one, other, told in graph.weighted_edge_list()],
    }


if __name__ == "__main__":
    _, what, path = sys.argv
    made = globals()[what](path)
    sys.__stdout__.reconfigure(encoding="utf-8")
    print(json.dumps(made, default=str), file=sys.__stdout__)
