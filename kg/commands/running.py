"""How the commands run: what is shown meanwhile, where output goes, how they end."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.model import Problem

if TYPE_CHECKING:
    from kg.building.files import Report

SOME_FAILED = 3
# How a command may end; docs/commands.md and the man page say the same.
STATUSES = {
    0: "everything was done",
    1: "an error, in one line; nothing was written; or `kg check`, `kg doctor` or "
    "`kg ontology test` found something wrong, or a query of `kg shell` failed",
    2: "bad usage",
    SOME_FAILED: "done, but some inputs could not be read; each has a line on standard error and "
    "in `problems.jsonl`",
}


def tell(problems: Iterable[Problem]) -> None:
    """A line on standard error for each problem."""
    from kg.commands import console

    console.problems(problems)


def end(ctx: click.Context, problems: Iterable[Problem]) -> None:
    """Say what went wrong, and end with the status for it."""
    found = list(problems)
    tell(found)
    if any(problem.skipped for problem in found):
        ctx.exit(SOME_FAILED)


def report(made: "Report", as_json: bool) -> None:
    """What became of a graph, for people or for programs."""
    from kg.commands import console, structured

    if as_json:
        structured.write(made)
    else:
        console.report(made, console.output())


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error that is told each article, its words and those of all."""
    from kg.commands import console

    with console.progress_bar() as bar:
        task = bar.add_task("reading", total=None, articles=0)
        articles = 0

        def advance(article: str, words: int, total: int) -> None:
            nonlocal articles
            articles += 1
            bar.update(task, advance=words, total=total, articles=articles)
            if bar.tasks[0].finished:
                bar.update(task, description="writing")

        yield advance


@contextmanager
def writing_to(output: str) -> Iterator[BinaryIO]:
    """Standard output for ``-``, or a file that appears when it is complete."""
    from kg.graph.directory import replacing

    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with replacing(Path(output)) as target:
            yield target
