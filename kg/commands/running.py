"""What the commands that read pages share: how many work, what is shown meanwhile, how it ends."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from kg.model import Problem

SOME_FAILED = 3

workers_option = click.option(
    "--workers", default=1, show_default=True, metavar="N", type=click.IntRange(min=1),
    help="Processes that read articles.",
)  # fmt: skip
strict_option = click.option("--strict", is_flag=True, help="Stop at the first input that fails.")


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


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """A bar on standard error that is told each article and its words."""
    from kg.commands import console

    with console.progress_bar() as bar:
        task = bar.add_task("reading", total=None, words=0, article="")
        words = 0

        def advance(article: str, count: int) -> None:
            nonlocal words
            words += count
            bar.update(task, advance=1, words=words, article=article[-40:])

        yield advance
