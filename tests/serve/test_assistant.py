"""Tools for assistants: the same functions, each fact with its sentence, source and standing."""

import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.graph.sandbox import Limits, Pool
from kg.serve.assistant import assistant
from kg.serve.library import Library
from tests.serve.test_api import facts_in

MOEN, PASCOAL = "person/astrid-moen", "person/helder-pascoal"


@pytest.fixture(scope="module")
def server(demo):
    graph = Graph.open(demo)
    pool = Pool(demo / STORE / "quads", graph.meta["prefixes"], 1, Limits(5, 100, 1 << 20, 1 << 30))
    yield assistant(Library(graph), pool)
    pool.close()


def called(server, name, **given):
    async def call():
        async with Client(server) as client:
            return await client.call_tool(name, given)

    return anyio.run(call)


CALLS = [
    ("search", {"words": "moen"}),
    ("node", {"id": MOEN}),
    (
        "node",
        {"id": "https://newskg.example/article/meridian-chief-executive-resigns-e95555c9a87f"},
    ),
    ("neighbours", {"id": "Astrid Moen", "limit": 3}),
    ("path", {"start": MOEN, "end": "person/conrad-vale"}),
    ("facts", {"about": MOEN, "standing": "claimed"}),
    ("facts", {"speaker": "Farrelly", "limit": 2}),
    ("sparql", {"query": "SELECT ?f ?who { ?f a kg:Meeting ; kg:participant/rdfs:label ?who }"}),
]


def test_every_tool_is_told_of_and_only_reads(server):
    async def tools():
        async with Client(server) as client:
            return (await client.list_tools()).tools

    found = anyio.run(tools)
    assert {tool.name for tool in found} == {name for name, _ in CALLS}
    for tool in found:
        assert tool.description and tool.annotations.read_only_hint
        assert tool.input_schema["type"] == "object"


@pytest.mark.parametrize(("name", "given"), CALLS)
def test_what_is_told_has_sentence_source_and_standing(server, name, given):
    answer = called(server, name, **given)
    assert not answer.is_error, answer.content
    found = list(facts_in(answer.structured_content))
    assert found or name == "node"
    for fact in found:
        assert fact["sentence"] and fact["standing"] and fact["source"]["headline"]
        assert fact["standing"] != "claimed" or fact["claimed_by"]


def test_a_path_by_sentences(server):
    (step,) = called(server, "path", start=MOEN, end=PASCOAL).structured_content["steps"]
    assert "met her Portuguese counterpart" in step["evidence"][0]["sentence"]


def test_an_ask_is_answered(server):
    answer = called(server, "sparql", query="ASK { ?a kg:met ?b }")
    assert answer.structured_content == {"answer": True}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("node", {"id": "nobody at all"}, "nothing goes by"),
        ("node", {"id": "Halvorsen"}, "person/erik-halvorsen"),
        ("facts", {"relation": "Meetings"}, "is it Meeting"),
        ("sparql", {"query": "SELECT"}, "error at 1:7"),
        ("sparql", {"query": "ASK { SERVICE <http://127.0.0.1:1/> {} }"}, "SERVICE is not"),
        ("sparql", {"query": "DROP ALL"}, "error at"),
        ("search", {"words": "x", "limit": 100_000}, "limit"),
    ],
)
def test_what_goes_wrong_is_told(server, name, given, message):
    answer = called(server, name, **given)
    assert answer.is_error
    assert message in answer.content[0].text


def test_over_standard_input_and_output(demo):
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", str(demo), "--workers", "1"],
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
    )  # fmt: skip

    async def call():
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("search", {"words": "moen"})

    assert anyio.run(call).structured_content["entities"][0]["id"] == MOEN
