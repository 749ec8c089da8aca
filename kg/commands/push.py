"""The command that sends a graph to a triple store."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from kg.commands.shared import (
    Seconds,
    directory_option,
    is_web_address,
    json_option,
    several,
)
from kg.errors import PushError

if TYPE_CHECKING:
    from kg.push.endpoint import Protocol


def _address(given: str) -> str:
    """The URL of a store's door, as it was given."""
    if not is_web_address(given):
        raise click.BadParameter(f"{given!r} is no URL of a store; give http://... or https://...")
    return given


_store = several(
    click.option("--endpoint", required=True, metavar="URL", type=_address,
                 help="Where graphs are written."),
    click.option("--protocol", default="graph-store", show_default=True,
                 type=click.Choice(["graph-store", "update"]),
                 help="How URL wants them: SPARQL 1.1 Graph Store or Update."),
    click.option("--query-endpoint", metavar="URL", type=_address,
                 help="Where the store answers queries; then the counts are compared."),
    click.option("--user", metavar="NAME", help="Who asks; instead of KG_PUSH_USER."),
    click.option("--all", "everything", is_flag=True, help="Send also what did not change."),
    click.option("--batch", default=10_000, show_default=True, metavar="N",
                 type=click.IntRange(min=1), help="Triples a request."),
    click.option("--tries", default=6, show_default=True, metavar="N", type=click.IntRange(min=1),
                 help="How often a request is made before the store counts as gone."),
    click.option("--timeout", default=120.0, show_default=True, metavar="SECONDS",
                 type=Seconds(min=0.1), help="For one request."),
)  # fmt: skip


@click.command()
@_store
@directory_option
@json_option
def push(
    directory: str,
    as_json: bool,
    endpoint: str,
    protocol: "Protocol",
    query_endpoint: str | None,
    user: str | None,
    everything: bool,
    batch: int,
    tries: int,
    timeout: float,
) -> None:
    """Send the graph to a triple store, only what changed since the last time.

    Each named graph of the store takes the place of the one that was there; what is no longer in
    the graph is taken away. A push that was stopped goes on where it was when it is made again.
    The password is in KG_PUSH_PASSWORD (a token in KG_PUSH_TOKEN), or in the system's keyring under
    the service kg and the name user@host.

    \b
    kg push --endpoint http://127.0.0.1:7878/store --query-endpoint http://127.0.0.1:7878/query
    kg push --endpoint http://127.0.0.1:8890/sparql-graph-crud-auth --user dba
    kg push --endpoint http://127.0.0.1:7878/update --protocol update
    """
    if not (find_spec("httpx") and find_spec("tenacity")):
        raise PushError("pushing needs further packages: pip install 'newskg[push]'")
    import httpx

    from kg.commands import structured
    from kg.graph.opened import Graph
    from kg.push.access import access
    from kg.push.endpoint import Endpoint
    from kg.push.push import push as push_graph

    auth = access(endpoint, user)
    with httpx.Client(auth=auth, timeout=timeout) as client:
        store = Endpoint(client, endpoint, protocol, query_endpoint, tries)
        done = push_graph(Graph.open(directory), store, everything=everything, batch=batch)
    if as_json:
        structured.write(done)
        return
    click.echo(
        f"{done.sent:,} graphs with {done.triples:,} triples sent, {done.removed:,} taken away, "
        f"{done.unchanged:,} unchanged"
        + ("; the counts agree" if done.counted else "; nothing was counted")
    )
