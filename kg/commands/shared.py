"""The options and arguments that several commands share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from math import isnan
from typing import Any
from urllib.parse import urlsplit

import click
from click.shell_completion import CompletionItem

from kg.errors import InputError, KgError
from kg.inputs.columns import Columns
from kg.limits import Limits, limited
from kg.processes import cores

DEFAULT_DIRECTORY = "kg-out"

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def words(given: str) -> str:
    """A name or other words, as they were given.

    Raises:
        click.BadParameter: They are empty, more than a line, or no text in UTF-8.
    """
    try:
        given.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("not UTF-8; use a terminal whose text is UTF-8") from None
    if "\0" in given or len(given.splitlines()) != 1 or not given.strip():
        raise click.BadParameter(f"{given!r} is empty or more than a line; give words")
    return given


def _limits(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Limits:
    try:
        return limited(given)
    except InputError as error:
        raise click.UsageError(str(error), ctx) from None


def several(*options: Decorator) -> Decorator:
    """The options as one, in the order in which help tells them."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def folders(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """That a shell completes folders here."""
    return [CompletionItem(begun, type="dir")]


directory_option = click.option(
    "-d", "--dir", "directory", default=DEFAULT_DIRECTORY, show_default=True, metavar="DIR",
    help="The directory of the graph.", shell_complete=folders,
)  # fmt: skip
workers_option = click.option(
    "--workers", default=cores, show_default="the cores there are", metavar="N",
    type=click.IntRange(min=1), help="Processes that read articles.",
)  # fmt: skip


def _column(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
    """Put a column that was named to the others."""
    columns = ctx.params.get("columns", Columns())
    if given is not None and option.name:
        columns = replace(columns, **{option.name: given})
    ctx.params["columns"] = columns


columns_options = several(
    *(
        click.option(
            f"--{name}", metavar="COLUMN", type=words, expose_value=False, callback=_column,
            help=f"In tables and JSON Lines: which column is the {name}, if not the one called so.",
        )
        for name in Columns().names
    ),
    click.option(
        "--query", metavar="SQL", type=words, expose_value=False, callback=_column,
        help="What an SQLite database is asked for its rows.",
    ),
)  # fmt: skip
parses_option = click.option(
    "--parses", metavar="FILE", type=words,
    help="Keep parses in this file, for the next run (a graph has one of its own); or: none.",
)  # fmt: skip
limit_options = click.option(
    "--limit", "limits", multiple=True, metavar="NAME=NUMBER", callback=_limits,
    help="What an input may cost: seconds=120, article_characters=500000 ...",
)  # fmt: skip
strict_option = click.option("--strict", is_flag=True, help="Stop at the first input that fails.")
ontology_option = click.option(
    "--ontology", multiple=True, metavar="FILE.ttl",
    help="Further relations, as Turtle; may be given several times.",
)  # fmt: skip
gazetteer_option = click.option(
    "--gazetteer", multiple=True, metavar="FILE",
    help="Names known beforehand: SKOS, CSV, FollowTheMoney, Wikidata, OpenRefine, LEI.",
)  # fmt: skip
decisions_option = click.option(
    "--decisions",
    metavar="FILE",
    help="Your own judgements (same, different, rename, ignore, type, accept, reject).",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
json_format_option = click.option(
    "--json", "as_json", is_flag=True, help="The same as --format json."
)
file_option = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Instead of standard output."
)


def is_web_address(given: str) -> bool:
    """Whether words are the URL of something on a server."""
    try:
        parts = urlsplit(given)
        return bool(parts.scheme in ("http", "https") and parts.hostname and parts.port != 0)
    except ValueError:
        return False


class Seconds(click.FloatRange):
    """How long something may take; ``nan``, which no comparison keeps out, is no time."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds. Raises `click.BadParameter` where they are too few, too many or none."""
        found = super().convert(value, param, ctx)
        if isnan(found):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return found


def _day(ctx: click.Context, option: click.Parameter, given: str | None) -> str | None:
    try:
        return given and date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.BadParameter(f"{given!r} is no day; write it as 2025-03-31") from None


since_option = click.option(
    "--since", metavar="DAY", callback=_day,
    help="Only what articles of this day and later tell.",
)  # fmt: skip
timeout_option = click.option(
    "--timeout", default=30.0, show_default=True, metavar="SECONDS",
    type=Seconds(min=0.1, max=86_400), help="What the query may take.",
)  # fmt: skip


def limit_option(rows: int) -> Decorator:
    """How many rows an answer may have, where nothing else is said."""
    return click.option(
        "--limit", default=rows, show_default=True, metavar="ROWS", type=click.IntRange(min=1),
        help="The rows that an answer may have.",
    )  # fmt: skip


@contextmanager
def installed() -> Iterator[None]:
    """For the imports of `kg.serve`, which needs packages that not everybody has."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        raise KgError(f"{package} is not installed; pip install 'newskg[serve]'") from None
