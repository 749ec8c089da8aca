"""The commands."""

import sys

import click

from kg import records
from kg.annotate import DEFAULT_MODEL, load_pipeline
from kg.catalogue import load_catalogue
from kg.extract import Reader
from kg.link import link as link_extractions
from kg.model import Problem
from kg.read import read
from kg.run import run


@click.group()
def main() -> None:
    """Build a sourced knowledge graph from news pages."""


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", default="-", type=click.File("w", encoding="utf-8", atomic=False))
@click.option("--model", default=DEFAULT_MODEL)
def extract(inputs: tuple[str, ...], output: click.utils.LazyFile, model: str) -> None:
    """Write the records of the inputs' articles as JSON Lines."""
    reader = Reader(load_pipeline(model), load_catalogue())
    for result in run(read(inputs), reader):
        if isinstance(result, Problem):
            print(f"{result.document}: {result.stage}: {result.message}", file=sys.stderr)
            continue
        document, extraction = result
        for record in sorted(records.dump(extraction, document.text), key=records.sort_key):
            output.write(records.line(record) + "\n")


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", default="-", type=click.File("w", encoding="utf-8"))
def link(inputs: tuple[str, ...], output: click.utils.LazyFile) -> None:
    """Write the same records with a canonical id on every entity."""
    rows = []
    for name in inputs:
        with open(name, encoding="utf-8") as lines:
            rows += list(records.parse_lines(lines, name))
    canonical = {
        entity.id: entity.canonical
        for extraction in link_extractions(records.load(rows))
        for entity in extraction.entities
    }
    for row in rows:
        if row["kind"] == "entity":
            row["canonical"] = canonical[row["id"]]
        output.write(records.line(row) + "\n")
