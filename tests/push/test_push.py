"""A push sends what changed, goes on where it stopped, and says what is wrong in one line."""

import shutil

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import PushError
from kg.graph.opened import Graph
from kg.push.endpoint import Endpoint
from kg.push.push import JOURNAL, push

STORE = "https://store.example/store"


class Store:
    """A store behind the Graph Store Protocol, which stops answering after ``budget`` requests."""

    def __init__(self):
        self.graphs: dict[str, set] = {}
        self.budget: int | None = None
        self.requests: list[tuple[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.budget is not None:
            self.budget -= 1
            if self.budget < 0:
                raise httpx.ConnectError("refused", request=request)
        if request.url.path == "/query":
            return self._count()
        name = request.url.params["graph"]
        self.requests.append((request.method, name))
        if request.method == "DELETE":
            return httpx.Response(204 if self.graphs.pop(name, None) else 404)
        assert request.headers["content-type"] == "application/n-triples"
        sent = {q.triple for q in ox.parse(request.content, format=ox.RdfFormat.N_TRIPLES)}
        if request.method == "PUT":
            self.graphs[name] = set()
        self.graphs[name] |= sent
        return httpx.Response(204)

    def _count(self) -> httpx.Response:
        rows = [
            {"g": {"value": name}, "n": {"value": str(len(triples))}}
            for name, triples in sorted(self.graphs.items())
        ]
        return httpx.Response(200, json={"results": {"bindings": rows}})

    def endpoint(self, query: bool = True, **options) -> Endpoint:
        client = httpx.Client(transport=httpx.MockTransport(self))
        asked = "https://store.example/query" if query else None
        return Endpoint(client, STORE, query=asked, **{"tries": 1, "wait": 0.0, **options})


@pytest.fixture
def graph(demo, tmp_path):
    copy = tmp_path / "graph"
    shutil.copytree(demo, copy)
    return Graph.open(copy)


def content(graph: Graph) -> dict[str, set]:
    found: dict[str, set] = {}
    for quad in graph.mint():
        found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return found


def without(graph: Graph, name: str) -> None:
    """Take a named graph out of a graph's store."""
    store = ox.Store(str(graph.directory / "store" / "quads"))
    store.remove_graph(ox.NamedNode(name))
    store.flush()


def test_everything_is_there_and_counted(graph):
    store = Store()
    done = push(graph, store.endpoint())
    assert store.graphs == content(graph)
    assert done.counted and done.sent == len(store.graphs) and done.unchanged == 0
    assert done.triples == sum(map(len, store.graphs.values()))


def test_nothing_is_sent_twice(graph):
    store = Store()
    push(graph, store.endpoint())
    store.requests.clear()
    done = push(graph, store.endpoint())
    assert store.requests == []
    assert (done.sent, done.unchanged) == (0, len(store.graphs))
    push(graph, store.endpoint(), everything=True)
    assert len(store.requests) == len(store.graphs)


def test_what_is_gone_is_taken_away(graph):
    store = Store()
    push(graph, store.endpoint())
    name = min(store.graphs)
    without(graph, name)
    store.requests.clear()
    assert push(graph, store.endpoint()).removed == 1
    assert store.requests == [("DELETE", name)]
    assert name not in store.graphs


def test_a_graph_is_sent_in_parts_of_which_the_first_replaces(graph):
    store = Store()
    first = min(content(graph))
    store.graphs[first] = {ox.Triple(*(ox.NamedNode("https://old.example/"),) * 3)}
    push(graph, store.endpoint(), batch=100)
    assert store.graphs == content(graph)
    methods = [method for method, name in store.requests if name == first]
    assert methods == ["PUT"] + ["POST"] * (-(-len(store.graphs[first]) // 100) - 1)


@pytest.fixture
def whole(graph):
    return content(graph)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(stops=st.lists(st.integers(1, 30), max_size=4))
def test_a_push_that_stops_anywhere_is_finished_by_the_next(graph, whole, stops):
    """Whether the store goes away, or is emptied in between."""
    (graph.directory / JOURNAL).unlink(missing_ok=True)
    store = Store()
    for budget in stops:
        store.budget = budget
        try:
            push(graph, store.endpoint(), batch=150)
        except PushError as error:
            assert "\n" not in str(error)
    store.budget = None
    push(graph, store.endpoint(), batch=150)
    assert store.graphs == whole
    assert push(graph, store.endpoint()).sent == 0


def test_a_graph_begun_and_then_gone_is_taken_away(graph):
    store = Store()
    name = min(content(graph))
    store.budget = 2
    with pytest.raises(PushError, match=r"0 of .* graphs were sent: push again"):
        push(graph, store.endpoint(query=False), batch=50)
    assert name in store.graphs
    without(graph, name)
    store.budget = None
    push(graph, store.endpoint(), batch=50)
    assert name not in store.graphs


def test_a_store_that_was_emptied_is_filled_again(graph):
    store = Store()
    push(graph, store.endpoint())
    store.graphs.clear()
    assert push(graph, store.endpoint()).unchanged == 0
    assert store.graphs == content(graph)


def test_another_store_has_a_journal_of_its_own(graph):
    one, two = Store(), Store()
    push(graph, one.endpoint())
    client = httpx.Client(transport=httpx.MockTransport(two))
    push(graph, Endpoint(client, "https://other.example/store"))
    assert one.graphs == two.graphs


def test_a_difference_is_said_and_mended_by_the_next_push(graph):
    store = Store()
    losing = store.endpoint()
    object.__setattr__(losing, "put", lambda name, parts: None)
    with pytest.raises(PushError, match="0 triples are there and should be"):
        push(graph, losing)
    push(graph, store.endpoint())
    assert store.graphs == content(graph)


def test_a_broken_journal_is_named(graph):
    (graph.directory / JOURNAL).write_text("no database, but long enough to look at" * 9)
    with pytest.raises(PushError, match=r"pushed\.sqlite: .*delete it"):
        push(graph, Store().endpoint())
