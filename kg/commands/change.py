"""The commands that change which pages a graph is made of."""

import click

from kg.commands.decide import DEFAULT_DIRECTORY
from kg.commands.running import end, progress, strict_option, workers_option

_output = click.option(
    "-o", "--output", "-d", "--dir", "directory", default=DEFAULT_DIRECTORY, show_default=True,
    metavar="DIR", help="The directory of the graph.",
)  # fmt: skip


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@_output
@workers_option
@strict_option
@click.pass_context
def add(
    ctx: click.Context, inputs: tuple[str, ...], directory: str, workers: int, strict: bool
) -> None:
    """Read further pages into a graph; those that it has are not read again.

    The graph is then the one that `kg build` makes of all of them. It keeps the model, relations,
    names, decisions and base IRI that it was made with.

    \b
    kg add tomorrow.txt -o kg-out
    kg add inbox/ --workers 2
    """
    from kg.build import Options
    from kg.changing import add as add_pages
    from kg.commands import console

    with progress() as bar:
        made = add_pages(inputs, directory, Options(workers=workers, strict=strict), bar)
    console.report(made, console.output())
    end(ctx, made.problems)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@_output
@workers_option
@strict_option
@click.pass_context
def update(
    ctx: click.Context, inputs: tuple[str, ...], directory: str, workers: int, strict: bool
) -> None:
    """Read pages anew that have changed, in place of those of the same url or, else, name.

    Pages that are as they were are not read again; those that the graph does not have are added.

    \b
    kg update page.txt -o kg-out
    kg update corrections.jsonl
    """
    from kg.build import Options
    from kg.changing import update as update_pages
    from kg.commands import console

    with progress() as bar:
        made = update_pages(inputs, directory, Options(workers=workers, strict=strict), bar)
    console.report(made, console.output())
    end(ctx, made.problems)


@click.command()
@click.argument("things", nargs=-1, required=True, metavar="FILE|URL|ID...")
@_output
@click.pass_context
def remove(ctx: click.Context, things: tuple[str, ...], directory: str) -> None:
    """Take pages out of a graph, as if they had never been read.

    They are named by their file or folder (which need not be there any more), their url, or the id
    of the page or of the only article on it. What the other pages say is not read again.

    \b
    kg remove pages/page.txt -o kg-out
    kg remove https://news.example/story
    """
    from kg.changing import remove as remove_pages
    from kg.commands import console

    made = remove_pages(things, directory)
    console.report(made, console.output())
    end(ctx, made.problems)


COMMANDS = (add, remove, update)
