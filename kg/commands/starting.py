"""The commands with which one begins: a file of settings, what a graph holds, what is installed."""

import json
from pathlib import Path

import click

from kg.commands.settings import FILE, Given
from kg.commands.shared import directory_option, json_option
from kg.errors import InputError

# Each key with what it is for; those that have no value yet stand behind a #.
_TEMPLATE = """\
# What kg goes by in this folder and those below it. Options of a command go before it;
# take a # away to set a key. Files are named from this folder.

# Pages, feeds, crawls, tables ...: what `kg build`, `kg add` and `kg documents` read.
{inputs}

# The directory of the graph.
output = "{output}"

# The IRI below which the graph's own things are named, and under which licence it is given.
# base = "https://kg.example.org/"
# license = "https://creativecommons.org/licenses/by/4.0/"

# Your own relations (`kg ontology new` writes one), names and judgements.
# ontology = ["my-relations.ttl"]
# gazetteer = ["names.csv"]
# decisions = "decisions.txt"

# Processes that read, and where parses are kept besides the graph's own.
# workers = 2
# parses = "parses.sqlite"

[columns]  # of tables and JSON Lines, where they are not called so
# text = "body"
# title = "headline"
# published = "date"
# publisher = "outlet"
# url = "link"

[limits]  # what an input may cost
# seconds = 60
# article_characters = 200000

[formats]  # of answers and of what `kg export` writes on standard output
# query = "table"
# export = "turtle"

[watch]  # what `kg watch` looks at
# feeds = ["https://news.example/feed.xml"]
# every = "30m"
# pages = false
# agent = "my-archive/1.0 (me@my.example)"
# pause = 1.0
"""


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT...]", cls=Given)
@directory_option
@json_option
def init(inputs: tuple[str, ...], directory: str, as_json: bool) -> None:
    """Write a kg.toml here, which every command reads in this folder and those below it.

    It has each key with a line on what it is for. An option that is given goes before it.

    \b
    kg init
    kg init pages/ 'archive/*.jsonl' --dir my-graph
    """
    path = Path(FILE)
    try:
        with path.open("x", encoding="utf-8") as target:
            given = f"inputs = {json.dumps(list(inputs), ensure_ascii=False)}"
            text = given if inputs else '# inputs = ["pages/"]'
            output = json.dumps(directory, ensure_ascii=False)[1:-1]
            target.write(_TEMPLATE.format(inputs=text, output=output))
    except FileExistsError:
        raise InputError(f"{FILE} is there already; edit it, or delete it first") from None
    except OSError as error:
        raise InputError(f"{FILE}: cannot be written: {error.strerror}") from error
    if as_json:
        from kg.commands import structured

        structured.write({"written": path.resolve()})
    else:
        click.echo(f"{FILE} written; edit it, then: kg build")


@click.command()
@directory_option
@json_option
def status(directory: str, as_json: bool) -> None:
    """Tell what is in a graph: articles, facts, from when, of whom, and what went wrong.

    \b
    kg status
    kg status --dir kg-out --json
    """
    from kg.commands import console, structured
    from kg.watch.status import status as status_of

    found = status_of(Path(directory))
    if as_json:
        structured.write(found)
    else:
        console.status(found, console.output())


@click.command()
@click.option("--model", default=None, metavar="NAME",
              help="The spaCy pipeline to look for, instead of the default one.")  # fmt: skip
@directory_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, /, model: str | None, directory: str, as_json: bool) -> None:
    """Look whether kg can work here: versions, model, memory, extras, and where it writes.

    What is missing and only some need (an extra) is no failure. The status is 1 if something is.

    \b
    kg doctor
    kg doctor --json
    """
    from kg.commands import structured
    from kg.commands.health import look

    found = list(look(Path(directory), model))
    if as_json:
        structured.write(found)
    else:
        for one in found:
            click.echo(f"{one.state:4} {one.name}: {one.message}")
    if any(one.state == "FAIL" for one in found):
        ctx.exit(1)


COMMANDS = (init, status, doctor)
