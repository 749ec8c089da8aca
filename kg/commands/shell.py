"""The command that stays open for many queries."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import chain
from typing import TextIO

import click

from kg.commands.ask import ROWS
from kg.commands.shared import directory_option, json_format_option, limit_option, timeout_option
from kg.errors import QueryError


@click.command()
@directory_option
@click.option("-f", "--format", "form", default="table", show_default=True,
              type=click.Choice(["table", *ROWS]))  # fmt: skip
@json_format_option
@timeout_option
@limit_option(10_000)
@click.pass_context
def shell(
    ctx: click.Context, /, directory: str, form: str, timeout: float, limit: int, as_json: bool
) -> None:
    """Ask the graph one query in SPARQL after another; an empty line ends a query.

    The graph stays open, so that answers come at once. Ctrl+D ends; the status is 1 if one failed.

    \b
    kg shell
    kg shell --dir kg-out --format csv < questions.rq
    """
    from kg.commands import console
    from kg.graph.directory import STORE
    from kg.graph.opened import Graph
    from kg.graph.sandbox import Limits, Pool
    from kg.graph.store import QUADS

    graph = Graph.open(directory)
    prefixes, failed = graph.meta["prefixes"], False
    pool = Pool(graph.directory / STORE / QUADS, prefixes, 1, Limits(timeout, limit))
    try:
        for query in queries(_lines(sys.stdin)):
            try:
                found = pool.query(query)
            except QueryError as error:
                failed = True
                click.echo(f"kg: {error}", err=True)
                continue
            console.result(found, "json" if as_json else form, prefixes)
    finally:
        pool.close()
    ctx.exit(1 if failed else 0)


def queries(lines: Iterable[str]) -> Iterator[str]:
    """The queries that empty lines part; comments alone are none."""
    told = list[str]()
    for line in chain(lines, ("",)):
        if line.strip():
            told.append(line)
            continue
        if any(not part.lstrip().startswith("#") for part in told):
            yield "\n".join(told)
        told.clear()


def _lines(stream: TextIO) -> Iterator[str]:
    """The lines of standard input; at a terminal asked for one by one, with a history."""
    if not stream.isatty():
        yield from stream
        return
    with suppress(ImportError):
        import_module("readline")  # what input() edits lines with
    with suppress(EOFError):
        while True:
            yield input("kg> ")
