"""The commands that change which pages a graph is made of."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kg.commands.running import end, progress, report
from kg.commands.settings import Given
from kg.commands.shared import (
    DEFAULT_DIRECTORY,
    columns_options,
    folders,
    json_option,
    limit_options,
    parses_option,
    several,
    strict_option,
    workers_option,
)

if TYPE_CHECKING:
    from kg.building.files import Report

_graph = click.option(
    "-o", "--output", "-d", "--dir", "directory", default=DEFAULT_DIRECTORY, show_default=True,
    metavar="DIR", help="The directory of the graph.", shell_complete=folders,
)  # fmt: skip
_pages = several(
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", cls=Given),
    _graph,
    workers_option,
    limit_options,
    columns_options,
    parses_option,
    strict_option,
    json_option,
)


@click.command()
@_pages
@click.pass_context
def add(ctx: click.Context, /, inputs: tuple[str, ...], directory: str, **options: Any) -> None:
    """Read further pages into a graph; those that it has are not read again.

    The graph is then the one that `kg build` makes of all of them. It keeps the model, relations,
    names, decisions and base IRI that it was made with.

    \b
    kg add tomorrow.txt -o kg-out
    kg add inbox/ --workers 2
    """
    from kg.building import changing

    _read(ctx, changing.add, inputs, directory, options)


@click.command()
@_pages
@click.pass_context
def update(ctx: click.Context, /, inputs: tuple[str, ...], directory: str, **options: Any) -> None:
    """Read pages anew that have changed, in place of those of the same url or, else, name.

    Pages that are as they were are not read again; those that the graph does not have are added.

    \b
    kg update page.txt -o kg-out
    kg update corrections.jsonl
    """
    from kg.building import changing

    _read(ctx, changing.update, inputs, directory, options)


@click.command()
@click.argument("things", nargs=-1, required=True, metavar="FILE|URL|ID...")
@_graph
@json_option
@click.pass_context
def remove(ctx: click.Context, things: tuple[str, ...], directory: str, as_json: bool) -> None:
    """Take pages out of a graph, as if they had never been read.

    They are named by their file or folder (which need not be there any more), their url, or the id
    of the page or of the only article on it. What the other pages say is not read again.

    \b
    kg remove pages/page.txt -o kg-out
    kg remove https://news.example/story
    """
    from kg.building import changing

    _tell(ctx, changing.remove(things, directory), as_json)


def _read(
    ctx: click.Context,
    change: "Callable[..., Report]",
    inputs: tuple[str, ...],
    directory: str,
    options: dict[str, Any],
) -> None:
    """Read the inputs into a graph by `changing.add` or `changing.update`."""
    from kg.building.options import Options

    as_json = options.pop("as_json")
    with progress() as bar:
        made = change(inputs, directory, Options(**options), bar)
    _tell(ctx, made, as_json)


def _tell(ctx: click.Context, made: "Report", as_json: bool) -> None:
    report(made, as_json)
    end(ctx, made.problems)


COMMANDS = (add, remove, update)
