"""The commands that serve a graph: over HTTP, and to assistants."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.shared import DEFAULT_DIRECTORY, Seconds, installed, limit_option, several
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph.sandbox import Limits

_PORT = 8765
_graph = click.argument("directory", metavar="[GRAPH]", default=DEFAULT_DIRECTORY)


_limits = several(
    click.option("--timeout", default=10.0, show_default=True, metavar="SECONDS",
                 type=Seconds(min=0.1, max=86_400), help="What one query may take."),
    limit_option(10_000),
    click.option("--memory", default=2048, show_default=True, metavar="MB",
                 type=click.IntRange(min=256), help="What one query may hold."),
    click.option("--workers", default=4, show_default=True, metavar="N",
                 type=click.IntRange(min=1), help="Queries that run at once."),
)  # fmt: skip


@click.command()
@_graph
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65535),
              help="0 takes a free one.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen; the default is for this machine alone.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME[:PORT]",
              help="A further name that the server is asked by, behind a proxy say.")  # fmt: skip
@click.option("--allow-origin", "origins", multiple=True, metavar="ORIGIN",
              help="Its pages (https://app.example.org) may ask and read; * for all.")  # fmt: skip
@_limits
def serve(
    directory: str,
    port: int,
    host: str,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    **limits: Any,
) -> None:
    """Serve a graph to read: SPARQL, pages, JSON, until Ctrl+C.

    GRAPH is its directory. Needs pip install 'newskg[serve]'.

    \b
    kg serve
    kg serve kg-out --port 8080
    kg serve kg-out --allow-host kg.example.org --allow-origin https://app.example.org
    """  # fmt: skip
    with installed():
        from kg.serve.app import run
        from kg.serve.served import Served

    sizes, workers = _sizes(**limits)
    # A query waits for its turn as long as another may take.
    found = Served(Path(directory), sizes, workers, patience=sizes.seconds)
    found.now()
    try:
        run(found, host, port, hosts, origins, lambda address: click.echo(address, err=True))
    except OSError as error:
        raise KgError(f"{host}:{port}: cannot listen there: {error.strerror}") from error


@click.command()
@_graph
@_limits
def mcp(directory: str, **limits: Any) -> None:
    """Answer an assistant by the Model Context Protocol, on standard input and output.

    GRAPH is its directory. Needs pip install 'newskg[serve]'.

    \b
    kg mcp
    kg mcp kg-out
    """
    with installed():
        from kg.serve.assistant import assistant
        from kg.serve.library import Library

    from kg.graph.directory import STORE
    from kg.graph.opened import Graph
    from kg.graph.sandbox import Pool
    from kg.graph.store import QUADS

    graph = Graph.open(directory)
    sizes, workers = _sizes(**limits)
    pool = Pool(graph.directory / STORE / QUADS, graph.meta["prefixes"], workers, sizes)
    try:
        assistant(Library(graph), pool).run("stdio")
    finally:
        pool.close()


def _sizes(timeout: float, limit: int, memory: int, workers: int) -> "tuple[Limits, int]":
    from kg.graph.sandbox import Limits

    return Limits(timeout, limit, 64 << 20, memory << 20), workers


COMMANDS = (serve, mcp)
