"""The command by which one goes through one's own pages in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.commands.running import progress, tell
from kg.commands.shared import (
    DEFAULT_DIRECTORY,
    folders,
    gazetteer_option,
    installed,
    ontology_option,
    workers_option,
)
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.model import Problem

_PORT = 8766
_HOST = "127.0.0.1"
# That the user says something now, not a kg.toml.
_TOLD = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", type=click.Path())
@click.option("-o", "--output", "-d", "--dir", "directory", default=DEFAULT_DIRECTORY,
              show_default=True, metavar="DIR", shell_complete=folders,
              help="The directory of the graph, and of what you decide.")  # fmt: skip
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65535),
              help="0 takes a free one.")  # fmt: skip
@ontology_option
@gazetteer_option
@workers_option
@click.pass_context
def annotate(
    ctx: click.Context, /, inputs: tuple[str, ...], directory: str, port: int, **options: Any
) -> None:
    """Go through what was read in a browser: accept, reject, correct, add; until Ctrl+C.

    Without INPUT the graph in DIR is gone through; pages that are given are read into it first,
    which makes it if it is not there. What you do is saved at once: decisions.txt, which every
    build of the graph keeps to, and in annotation/ names for a gazetteer and the annotation that
    `kg score` goes by. Needs pip install 'newskg[serve]'.

    \b
    kg annotate pages/ -o kg-out
    kg annotate -o kg-out
    kg annotate pages/ --gazetteer kg-out/annotation/names.csv
    """
    with installed():
        from kg.annotation.actions import Work
        from kg.annotation.app import application
        from kg.serve.app import listen

    home = Path(directory)
    if inputs:
        tell(_read(ctx, inputs, home, options))
    work = Work.at(home)
    try:
        listen(application(work), _HOST, port, lambda address: click.echo(address, err=True))
    except OSError as error:
        raise KgError(f"{_HOST}:{port}: cannot listen there: {error.strerror}") from error
    if work.waiting:
        click.echo(f"decided, not yet in the graph: kg rebuild --dir {directory}", err=True)


def _read(
    ctx: click.Context, inputs: tuple[str, ...], directory: Path, given: dict[str, Any]
) -> "tuple[Problem, ...]":
    """Read pages into a graph, which is made if it is not there."""
    from kg.building.build import build
    from kg.building.changing import add
    from kg.building.options import Options
    from kg.graph.directory import STORE

    options = Options(**{name: value for name, value in given.items() if value is not None})
    with progress() as advance:
        if not (directory / STORE).exists():
            return build(inputs, directory, options, advance).problems
        if any(ctx.get_parameter_source(name) in _TOLD for name in ("gazetteer", "ontology")):
            raise InputError(
                f"{directory} has a graph, which keeps to the names and relations it was made "
                "with; leave --gazetteer and --ontology out, or build it anew with kg build"
            )
        return add(inputs, directory, options, advance).problems


COMMANDS = (annotate,)
