"""The commands that read pages: into a graph, or step by step into records."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from kg.commands.running import end, progress, report, writing_to
from kg.commands.settings import Given
from kg.commands.shared import (
    DEFAULT_DIRECTORY,
    columns_options,
    decisions_option,
    file_option,
    gazetteer_option,
    json_option,
    limit_options,
    ontology_option,
    parses_option,
    several,
    strict_option,
    words,
    workers_option,
)
from kg.errors import InputError
from kg.graph.terms import DEFAULT_BASE
from kg.model import Problem

_pages = several(
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", cls=Given),
    click.option("--model", default=None, metavar="NAME",
                 help="An installed spaCy pipeline instead of the default one."),
    ontology_option,
    gazetteer_option,
    workers_option,
    limit_options,
    parses_option,
    strict_option,
)  # fmt: skip


@click.command()
@click.option("-o", "--output", default=DEFAULT_DIRECTORY, show_default=True, metavar="DIR",
              help="Where the graph is written.")  # fmt: skip
@click.option("--base", default=DEFAULT_BASE, show_default=True, metavar="IRI",
              help="The IRI below which the graph's own things are named.")  # fmt: skip
@click.option("--license", default=None, metavar="IRI",
              help="Under which licence the graph is given to others; it says so.")  # fmt: skip
@click.option("--replace", is_flag=True,
              help="Give up the pages that a graph in DIR has besides these.")  # fmt: skip
@click.option("--engine", type=click.Choice(["ray"]),
              help="Have Ray do it, on many machines; INPUT and DIR may be URIs.")  # fmt: skip
@click.option("--shards", metavar="URI", type=words,
              help="With --engine: where its tasks write, if not below DIR.")  # fmt: skip
@_pages
@columns_options
@decisions_option
@json_option
@click.pass_context
def build(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    replace: bool,
    engine: str | None,
    shards: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Read pages and write their graph.

    INPUT is a file of any kind that kg reads (pages, feeds, crawls, mail, tables, agency formats,
    transcripts, manuscripts, archives of those), a directory, or - for standard input. DIR then
    holds facts.jsonl, graph.ttl, graph.html, problems.jsonl and the store; what a run that fails
    or is killed leaves there is the graph from before. A graph of other pages is not replaced
    unless you say so; `kg add` adds to it.

    \b
    kg build page.txt
    kg build pages/ more.jsonl -o graph --base https://kg.example.org/
    kg build archive.csv --text body --title headline --published date --publisher outlet
    kg build pages/ --ontology my-relations.ttl --gazetteer names.csv
    kg build s3://bucket/pages -o s3://bucket/graph --engine ray
    """
    from kg.building.build import build as build_graph
    from kg.cluster.places import is_uri

    told = _options(**options)
    if shards and not engine:
        raise click.UsageError("--shards is for builds with --engine", ctx)
    if not engine and any(map(is_uri, (*inputs, output))):
        raise click.UsageError("URIs are read and written with --engine ray", ctx)
    with progress() as bar:
        if engine:
            from kg.cluster.build import build_on
            from kg.cluster.on_ray import started

            with started(told.workers) as ray:
                made = build_on(ray, inputs, output, told, bar, replace, shards)
        else:
            made = build_graph(inputs, output, told, bar, replacing=replace)
    report(made, as_json)
    end(ctx, made.problems)


@click.command()
@click.option("--published", metavar="DATE",
              help="When the articles were published that do not say so (2025-03-31).")  # fmt: skip
@_pages
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    published: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Show what a text says: each sentence with its facts and statements and how they stand.

    As JSON each article is a line.

    \b
    kg read page.txt
    kg read - --published 2025-03-31 < story.txt
    """
    from kg.commands import console, sentences, structured
    from kg.reader import Reader

    reader = Reader(**{name: value for name, value in options.items() if value is not None})
    problems = list[Problem]()
    found = reader.stream(map(Path, inputs), published=published, on_problem=problems.append)
    for number, article in enumerate(found):
        if as_json:
            structured.line(structured.article(article))
        else:
            sentences.show(article, console.output(), first=number == 0)
    end(ctx, problems)


@click.command()
@file_option
@_pages
@columns_options
@click.pass_context
def extract(ctx: click.Context, /, inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Write what each article says as JSON Lines, its entities not yet linked.

    \b
    kg extract page.txt -o page.jsonl
    kg extract pages/ | grep '"relation":"Meeting"'
    """
    from kg import records
    from kg.building.build import read_all
    from kg.copies import everywhere

    with progress() as bar:
        reading = read_all(inputs, _options(**options), bar)
    rows = [
        row
        for found in reading.extractions
        for extraction in everywhere(found)
        for row in records.dump(extraction, reading.texts[extraction.article.document])
    ]
    with writing_to(output) as target:
        _write_rows(sorted(rows, key=records.sort_key), target)
    end(ctx, reading.problems)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="RECORDS...")
@file_option
@gazetteer_option
@decisions_option
def link(inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Write the same records with a canonical id on every entity.

    \b
    kg link monday.jsonl tuesday.jsonl -o linked.jsonl
    """
    from kg import records
    from kg.building.files import linked as linked_extractions

    rows = list(_rows(inputs))
    linked = linked_extractions(records.load(rows), _options(**options))
    with writing_to(output) as target:
        _write_rows(records.relinked(rows, linked), target)


def _options(**given: Any) -> Any:
    """The given options as those of a build; what was not given keeps its default."""
    from kg.building.options import Options

    return Options(**{name: value for name, value in given.items() if value is not None})


def _write_rows(rows: Iterable[dict[str, Any]], target: BinaryIO) -> None:
    from kg import records

    for row in rows:
        target.write((records.line(row) + "\n").encode())


def _rows(inputs: Iterable[str]) -> Iterator[dict[str, Any]]:
    from kg import records

    for name in inputs:
        if name == "-":
            yield from records.parse_lines(sys.stdin, "standard input")
            continue
        try:
            with open(name, encoding="utf-8") as lines:
                yield from records.parse_lines(lines, name)
        except OSError as error:
            raise InputError(f"{name}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError:
            raise InputError(f"{name}: not UTF-8; give a file written by `kg extract`") from None


COMMANDS = (build, read, extract, link)
