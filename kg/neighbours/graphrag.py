"""A graph as the plain data that GraphRAG packages take, none of which is needed to make it.

`lightrag` gives what ``LightRAG.insert_custom_kg`` takes, `neo4j_graphrag` the fields of a
``Neo4jGraph``, `langchain` those of ``GraphDocument``s, `llamaindex` those of the nodes and
relations of a property graph. A language model reads these, so whatever tells a fact in words
begins with how it stands ("claimed by Ann Lee: ...", "said by Ann Lee: ...") and ends with its
sentence and source.
"""

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph.opened import Graph
from kg.neighbours import property_graph
from kg.neighbours.cypher import plain_name
from kg.neighbours.property_graph import ENTITY, FACT, IN_WORDS_OF, ROLE, TIE, Edge, Node
from kg.neighbours.rows import Row

# A name is a key in LightRAG, which cuts it after 256 characters.
_LONGEST = 200

Data = dict[str, Any]
Parts = Iterable[Node | Edge]
# What is told of each pair: in words, as a row, in which chunk.
Pairs = dict[tuple[str, str], list[tuple[str, Row, str]]]


@dataclass
class Read:
    """An article with its facts and edges; ``entities`` are those of the whole graph, by IRI."""

    article: Node
    entities: dict[str, Node]
    facts: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def lines(graph: Graph, form: str) -> Iterator[bytes]:
    """A graph as JSON; LangChain's documents are one a line."""
    parts = property_graph.parts(graph)
    made = {"lightrag": lightrag, "neo4j-graphrag": neo4j_graphrag, "llamaindex": llamaindex}
    for data in langchain(parts) if form == "langchain" else [made[form](parts)]:
        yield f"{json.dumps(data, ensure_ascii=False)}\n".encode()


def lightrag(parts: Parts) -> Data:
    """The ``custom_kg`` of LightRAG, in which a pair has one relationship: its facts are lines.

    A chunk is a sentence. A fact of several is told between the first and each of the others, that
    of one entity where this is described.
    """
    chunks: dict[str, Data] = {}
    first: dict[str, str] = {}
    alone: dict[str, list[str]] = {}
    pairs: Pairs = {}
    entities: dict[str, Node] = {}
    for read in _articles(parts):
        entities = read.entities
        file = str(read.article.row["article"])
        for fact, ends in _with_ends(read):
            row = fact.row
            chunk = f"{row['document']}#char={row['start']},{row['end']}"
            content = " ".join(str(row["sentence"]).split())
            chunks[chunk] = {"content": content, "source_id": chunk, "file_path": file}
            told = in_words(fact, read.article)
            for end in ends:
                first.setdefault(end, chunk)
            if len(ends) == 1:
                alone.setdefault(ends[0], []).append(told)
            for other in ends[1:]:
                pairs.setdefault((ends[0], other), []).append((told, row, chunk))
    names = unique_names(entities)
    return {
        "chunks": list(chunks.values()),
        "entities": [
            {
                "entity_name": names[iri],
                "entity_type": entities[iri].type,
                "description": "\n".join([_called(entities[iri]), *alone.get(iri, ())]),
                "source_id": chunk,
                "file_path": chunks[chunk]["file_path"],
            }
            for iri, chunk in first.items()
        ],
        "relationships": [
            {
                "src_id": names[one],
                "tgt_id": names[other],
                "description": "\n".join(dict.fromkeys(told for told, _, _ in facts)),
                "keywords": ", ".join(dict.fromkeys(_keyword(row) for _, row, _ in facts)),
                "weight": float(len(facts)),
                "source_id": facts[0][2],
                "file_path": chunks[facts[0][2]]["file_path"],
            }
            for (one, other), facts in _undirected(pairs).items()
        ],
    }


def neo4j_graphrag(parts: Parts) -> Data:
    """The fields of a ``Neo4jGraph``: facts are nodes, ties between entities are asserted."""
    nodes: list[Data] = []
    edges: list[Data] = []
    for read in _articles(parts):
        if not nodes:
            nodes += [_neo4j_node(each, {}) for each in read.entities.values()]
        nodes.append(_neo4j_node(read.article, {}))
        nodes += [_neo4j_node(each, {"told": in_words(each, read.article)}) for each in read.facts]
        edges += [
            {
                "start_node_id": edge.source,
                "end_node_id": edge.target,
                "type": plain_name(edge.type),
                "properties": _properties(edge),
            }
            for edge in read.edges
        ]
    return {"nodes": nodes, "relationships": edges}


def langchain(parts: Parts) -> Iterator[Data]:
    """The fields of a ``GraphDocument`` for each article; its text is its facts' sentences."""
    for read in _articles(parts):
        ends = {end for edge in read.edges for end in (edge.source, edge.target)}
        nodes = {
            iri: _langchain_node(node, {})
            for iri, node in (*read.entities.items(), (str(read.article.row["iri"]), read.article))
            if iri in ends
        }
        for fact in read.facts:
            told = {"told": in_words(fact, read.article)}
            nodes[str(fact.row["iri"])] = _langchain_node(fact, told)
        sentences = dict.fromkeys(
            " ".join(str(fact.row["sentence"]).split()) for fact in read.facts
        )
        yield {
            "nodes": list(nodes.values()),
            "relationships": [
                {
                    "source": {name: nodes[edge.source][name] for name in ("id", "type")},
                    "target": {name: nodes[edge.target][name] for name in ("id", "type")},
                    "type": plain_name(edge.type),
                    "properties": _properties(edge),
                }
                for edge in read.edges
            ],
            "source": {"page_content": "\n".join(sentences), "metadata": _properties(read.article)},
        }


def llamaindex(parts: Parts) -> Data:
    """The fields of LlamaIndex's ``EntityNode``, ``ChunkNode`` (a fact) and ``Relation``.

    An entity goes by its name there. A relation is a tie between two entities, which is asserted,
    or leads from a fact to who has a part in it, by the role.
    """
    chunks: list[Data] = []
    edges: list[tuple[str, Edge]] = []
    entities: dict[str, Node] = {}
    for read in _articles(parts):
        entities = read.entities
        article = _properties(read.article)
        for fact in read.facts:
            told = {**article, **_properties(fact)}
            chunks.append(
                {
                    "id_": fact.row["iri"],
                    "text": in_words(fact, read.article),
                    "label": fact.type or fact.kind,
                    "properties": told,
                }
            )
        edges += [
            (str(edge.row["role"]) if edge.kind == ROLE else edge.type, edge)
            for edge in read.edges
            if edge.kind in (ROLE, TIE, IN_WORDS_OF)
        ]
    names = unique_names(entities)
    return {
        "entities": [
            {"name": names[iri], "label": node.type, "properties": _properties(node)}
            for iri, node in entities.items()
        ],
        "chunks": chunks,
        "relations": [
            {
                "label": label,
                "source_id": names.get(edge.source, edge.source),
                "target_id": names.get(edge.target, edge.target),
                "properties": _properties(edge),
            }
            for label, edge in edges
        ],
    }


def in_words(fact: Node, article: Node) -> str:
    """A fact for who reads nothing else: how it stands, what it says, its sentence and source."""
    row, source = fact.row, article.row
    standing = f"claimed by {row['claimed_by']}" if row["claimed_by"] else row["status"]
    if row["act"]:
        said = _said(row)
        standing = said if row["status"] == "asserted" else f"{standing}: {said}"
    what = row["text"] or row["speech_act"]
    dated = f" [{row['date']}]" if row["date"] else ""
    told = (source["headline"] or source["iri"], source["publisher"], source["published"])
    sentence = " ".join(str(row["sentence"]).split())
    return (
        f"{standing}: {what}{dated}. Sentence: {sentence} ({', '.join(str(t) for t in told if t)})"
    )


def _said(row: Row) -> str:
    """Whose words they are, so that nobody takes them for the writer's: "said by Ann Lee"."""
    how = "said by" if row["act"] == "speech" else f"{row['act']} of"
    more = "" if row["speech_act"] in (None, "", "asserted") else f" ({row['speech_act']})"
    return f"{how} {row['speaker'] or 'somebody'}{more}"


def unique_names(entities: dict[str, Node]) -> dict[str, str]:
    """What each entity is called, its id added where another goes by nearly the same name."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri, node in entities.items():
        name = textwrap.shorten(str(node.row["name"]).replace('"', "'"), _LONGEST, placeholder="…")
        # What packages that tidy names may make of it.
        key = "".join(filter(str.isalnum, name)).casefold()
        if key in taken or not any(map(str.isalpha, key)):
            name = f"{name} ({node.row['entity']})"
        taken.add(key)
        found[iri] = name
    return found


def _articles(parts: Parts) -> Iterator[Read]:
    """The articles of a graph one by one; its entities come before them."""
    entities: dict[str, Node] = {}
    read: Read | None = None
    for part in parts:
        if isinstance(part, Edge):
            assert read is not None
            read.edges.append(part)
        elif part.kind == ENTITY:
            entities[str(part.row["iri"])] = part
        elif part.kind == FACT:
            assert read is not None
            read.facts.append(part)
        else:
            if read:
                yield read
            read = Read(part, entities)
    if read:
        yield read


def _with_ends(read: Read) -> Iterator[tuple[Node, list[str]]]:
    """The facts of an article, each with the entities that have part in it, each of them once."""
    ends: dict[str, dict[str, None]] = {}
    for edge in read.edges:
        if edge.kind == ROLE:
            ends.setdefault(edge.source, {})[edge.target] = None
    for fact in read.facts:
        yield fact, list(ends.get(str(fact.row["iri"]), ()))


def _undirected(pairs: Pairs) -> Pairs:
    """The same with one list for a pair in either order."""
    found: Pairs = {}
    for (one, other), told in pairs.items():
        key = (other, one) if (other, one) in found else (one, other)
        found.setdefault(key, []).extend(told)
    return found


def _keyword(row: Row) -> str:
    """What a fact is called: "met", "not met (claimed)"."""
    negative = row["status"] == "claimed" and row["polarity"] == "negative"
    called = f"not {row['relation']}" if negative else str(row["relation"])
    return called if row["status"] == "asserted" else f"{called} ({row['status']})"


def _called(node: Node) -> str:
    names = node.row["names"]
    others = [name for name in names if name != node.row["name"]] if isinstance(names, list) else []
    return f"{node.type}. Also called {', '.join(others)}." if others else f"{node.type}."


def _properties(part: Node | Edge) -> Data:
    """What is told of a node or an edge."""
    known: Iterable[str]
    if isinstance(part, Edge):
        known = property_graph.edges()[part.kind].properties
    else:
        known = property_graph.nodes()[part.kind]
    return {name: part.row[name] for name in known if part.row[name] not in (None, "", [])}


def _neo4j_node(node: Node, more: Data) -> Data:
    label = plain_name(node.type or node.kind)
    return {"id": node.row["iri"], "label": label, "properties": {**_properties(node), **more}}


def _langchain_node(node: Node, more: Data) -> Data:
    made = _neo4j_node(node, more)
    return {"id": made["id"], "type": made["label"], "properties": made["properties"]}
