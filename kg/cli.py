"""The terminal: all commands together, and how they end.

Exit status: 0 everything was done; 1 an error, nothing was written; 2 bad usage; 3 done, but some
inputs could not be read (each has a line on standard error and in ``problems.jsonl``).
"""

import sys
from pathlib import Path
from typing import Any

import click

from kg.commands.annotate import COMMANDS as ANNOTATION
from kg.commands.answering import COMMANDS as ANSWERING
from kg.commands.ask import ask
from kg.commands.catalogued import ontology
from kg.commands.change import COMMANDS as CHANGES
from kg.commands.decide import COMMANDS as DECISIONS
from kg.commands.listing import COMMANDS as LISTING
from kg.commands.making import COMMANDS as MAKING
from kg.commands.push import push
from kg.commands.running import tell
from kg.commands.score import COMMANDS as SCORING
from kg.commands.serving import COMMANDS as SERVING
from kg.commands.settings import defaults, path_above, read
from kg.commands.shell import shell
from kg.commands.starting import COMMANDS as STARTING
from kg.commands.watch import watch
from kg.errors import KgError, NothingReadError


class Commands(click.Group):
    """Turns errors made for the user into one line on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for."""
        try:
            if sys.stdout is None:
                raise KgError("standard output is closed; give it a file, as > /dev/null")
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KgError as error:
            if isinstance(error, NothingReadError):
                tell(error.problems)
            click.echo(f"kg: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run as a program; help, too, may find no room where it is written to."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            where = error.filename or "standard output"
            click.echo(f"kg: {where}: {error.strerror or error}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newskg", prog_name="kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read news pages into a knowledge graph whose every edge has its sentence.

    \b
    kg build pages/ -o kg-out        pages in, a graph out
    kg query 'SELECT ...'            ask it in SPARQL
    kg explain 'Ada Lovelace'        the facts about her, each with its sentence

    Exit status: 0 done; 1 an error, nothing was written; 2 bad usage; 3 done, but some inputs
    could not be read.
    """
    # These two must work where the file is broken.
    if ctx.invoked_subcommand not in ("init", "doctor") and (path := path_above(Path.cwd())):
        ctx.default_map = defaults(read(path), main.commands)


for _command in (
    *STARTING,
    *MAKING,
    *LISTING,
    *CHANGES,
    *ANSWERING,
    *DECISIONS,
    *SERVING,
    *ANNOTATION,
    *SCORING,
    ask,
    ontology,
    push,
    shell,
    watch,
):
    main.add_command(_command)
