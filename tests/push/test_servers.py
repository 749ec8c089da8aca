"""Pushes into real stores, which are stopped in the middle: nothing doubled, nothing missing."""

import shutil
import urllib.request

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import PushError
from kg.graph.opened import Graph
from kg.push.access import PASSWORD, access
from kg.push.endpoint import Endpoint
from kg.push.push import push
from tests.servers import isql, oxigraph, port, virtuoso

pytestmark = pytest.mark.server


@pytest.fixture
def graph(demo, tmp_path):
    copy = tmp_path / "graph"
    shutil.copytree(demo, copy)
    return Graph.open(copy)


def wanted(graph):
    found: dict[str, int] = {}
    for quad in graph.mint():
        found[quad.graph_name.value] = found.get(quad.graph_name.value, 0) + 1
    return found


def killing(server, after):
    """Kill the store when that many graphs have arrived."""
    sent = []

    def on_sent(name, size):
        sent.append(name)
        if len(sent) == after:
            server.kill()

    return on_sent


@pytest.mark.parametrize("protocol", ["graph-store", "update"])
def test_oxigraph_killed_in_the_middle(graph, tmp_path, protocol):
    number, base = port(), graph.names.base
    door = "store" if protocol == "graph-store" else "update"

    def endpoint(client, here):
        return Endpoint(client, f"{here}/{door}", protocol, f"{here}/query", tries=2, wait=0.1)

    with httpx.Client() as client:
        with (
            oxigraph(tmp_path / "db", number) as (here, server),
            pytest.raises(PushError, match=r"does not answer.*push again"),
        ):
            push(graph, endpoint(client, here), on_sent=killing(server, 5), batch=200)
        with oxigraph(tmp_path / "db", number) as (here, _):
            there = endpoint(client, here)
            done = push(graph, there, batch=200)
            assert 0 < done.unchanged <= 5
            assert there.counts(base) == wanted(graph)
            nquads = urllib.request.Request(
                f"{here}/store", headers={"Accept": "application/n-quads"}
            )
            with urllib.request.urlopen(nquads) as answer:
                found = set(ox.parse(answer.read(), format=ox.RdfFormat.N_QUADS))
            assert found == set(graph.mint())


def test_virtuoso_with_digest_killed_in_the_middle(graph, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSWORD, "dba")
    place, numbers, base = tmp_path / "virtuoso", (port(), port()), graph.names.base
    place.mkdir()

    def endpoint(client, here):
        door = f"{here}/sparql-graph-crud-auth"
        return Endpoint(client, door, query=f"{here}/sparql", tries=2, wait=0.1)

    with virtuoso(place, numbers=numbers) as (sql, here, server):
        isql(sql, "checkpoint;")
        with (
            httpx.Client(auth=access(here, "dba"), timeout=60) as client,
            pytest.raises(PushError),
        ):
            push(graph, endpoint(client, here), on_sent=killing(server, 5), batch=200)
    (place / "v.lck").unlink(missing_ok=True)
    with (
        virtuoso(place, numbers=numbers) as (_, here, _),
        httpx.Client(auth=access(here, "dba"), timeout=60) as client,
    ):
        push(graph, endpoint(client, here), batch=200)
        assert endpoint(client, here).counts(base) == wanted(graph)


def test_the_command(graph, tmp_path):
    with oxigraph(tmp_path / "db") as (here, _):
        arguments = ["push", "--dir", str(graph.directory), "--endpoint", f"{here}/store",
                     "--query-endpoint", f"{here}/query"]  # fmt: skip
        first = CliRunner().invoke(main, arguments)
        assert first.exit_code == 0, first.output
        assert first.output.endswith("0 taken away, 0 unchanged; the counts agree\n")
        again = CliRunner().invoke(main, arguments)
        assert again.output.startswith("0 graphs with 0 triples sent")
    arguments += ["--tries", "1"]
    gone = CliRunner().invoke(main, [*arguments, "--all"])
    assert gone.exit_code == 1
    assert gone.output.startswith("kg: http://127.0.0.1") and gone.output.count("\n") == 1
