"""The command that shows which documents inputs hold, before anything is read of them."""

import sys
from typing import Any

import click

from kg.commands.running import end
from kg.commands.settings import Given
from kg.commands.shared import columns_options, limit_options
from kg.model import Document, Problem


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", cls=Given)
@click.option(
    "--jsonl", "--json", is_flag=True, help="As JSON Lines with the whole texts, for `kg build`."
)
@limit_options
@columns_options
@click.pass_context
def documents(ctx: click.Context, /, inputs: tuple[str, ...], jsonl: bool, **options: Any) -> None:
    """List the documents in files of any kind, and what cannot be read; quick, without a model.

    \b
    kg documents feed.rss crawl.warc.gz
    kg documents archive.csv --text body --title headline
    kg documents paper.epub --jsonl > paper.jsonl
    """
    from kg.commands import console
    from kg.inputs.read import read
    from kg.knowledge.knowledge import load_knowledge
    from kg.pages.languages import left_out

    knowledge = load_knowledge()
    problems, output = list[Problem](), console.output()
    for found in read(inputs, options["limits"], options["columns"]):
        problem = found if isinstance(found, Problem) else left_out(found, knowledge)
        if problem is not None:
            problems.append(problem)
        elif isinstance(found, Document):
            if jsonl:
                sys.stdout.write(_line(found))
            else:
                console.document(found, output)
    end(ctx, problems)


def _line(document: Document) -> str:
    """A document as a line of JSON that `kg build` reads."""
    import json

    told = {
        "id": document.id,
        "title": document.title,
        "published": document.issued or document.published,
        "publisher": document.publisher,
        "url": document.url,
        "language": document.language,
        "author": list(document.authors),
        "section": list(document.sections),
        "text": document.text,
    }
    return json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False) + "\n"


COMMANDS = (documents,)
