"""The ready questions as commands: `kg ask said --speaker NAME --since DAY`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.shared import (
    Decorator,
    directory_option,
    json_format_option,
    limit_option,
    several,
    timeout_option,
    words,
)

if TYPE_CHECKING:
    from kg.ask.question import Place, Question


ROWS = ("csv", "tsv", "json", "xml")


class Questions(click.Group):
    """A command for each ready question; the files are read when one is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the questions."""
        from kg.ask.question import questions

        return list(questions())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A question as a command: what must be told as arguments, the rest as options."""
        from kg.ask.question import questions

        asked = questions().get(name)
        return _command(asked) if asked else None


@click.group(cls=Questions)
def ask() -> None:
    """Ask a ready question: who met whom, who said what, who held which post ...

    Names are names or parts of them, ids or IRIs, as for `kg explain`; days are written 2025-03-31.
    --show prints the SPARQL, which any store that holds the graph answers.

    \b
    kg ask who-met --name 'Astrid Moen'
    kg ask said --speaker 'Astrid Moen' --since 2025-03-01
    kg ask posts --at 2025-03-31
    kg ask path 'Astrid Moen' Morocco
    kg ask timeline 'Astrid Moen' --show
    """


def _command(asked: Question) -> click.Command:
    def run(
        directory: str,
        form: str,
        timeout: float,
        limit: int,
        show: bool,
        as_json: bool,
        **given: str | None,
    ) -> None:
        from kg.ask.answer import answer, declared, query_for
        from kg.commands import console
        from kg.graph.opened import Graph

        graph = Graph.open(directory)
        known = {name: value for name, value in given.items() if value is not None}
        if show:
            query = query_for(graph, asked, known)
            click.echo(declared(query, graph.meta["prefixes"]), nl=False)
            return
        found = answer(graph, asked, known, timeout, limit)
        console.result(found, "json" if as_json else form, graph.meta["prefixes"])

    options = several(
        *(_parameter(place) for place in asked.places),
        click.option("-f", "--format", "form", default="table", show_default=True,
                     type=click.Choice(["table", *ROWS])),
        json_format_option,
        timeout_option,
        limit_option(1_000),
        click.option("--show", is_flag=True, help="Print the SPARQL instead of asking it."),
        directory_option,
    )  # fmt: skip
    required = [place for place in asked.places if place.required]
    told = "".join(f"{place.name.upper()}  {place.meaning}\n" for place in required)
    text = f"{asked.meaning}\n\n\b\n{told}" if told else asked.meaning
    return click.command(asked.name, help=text)(options(run))


def _parameter(place: Place) -> Decorator:
    if place.required:
        return click.argument(place.name, type=words)
    metavar = {"entity": "NAME", "day": "DAY", "class": "KIND"}[place.kind]
    help = f"{place.meaning.capitalize()}."
    return click.option(f"--{place.name}", metavar=metavar, help=help, type=words)
