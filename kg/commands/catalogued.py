"""The commands about the relations that kg knows, and about those of one's own."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.running import end, writing_to
from kg.commands.shared import columns_options, file_option, json_option, limit_options, several
from kg.errors import InputError
from kg.model import Problem

if TYPE_CHECKING:
    from kg.knowledge.knowledge import Knowledge
    from kg.reading.article import Pipeline

_NAMESPACE = "https://my.example/relations#"


class Ontology(click.Group):
    """A group whose first word may be a relation, too: ``kg ontology Meeting``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is no command of its own is a question to `show`."""
        if not args or args[0] not in (*self.commands, *self.get_help_option_names(ctx)):
            args = ["show", *args]
        return super().parse_args(ctx, args)


_ontologies = click.option(
    "--ontology", multiple=True, metavar="FILE.ttl",
    help="With relations of your own (may be given several times).",
)  # fmt: skip


@click.group(cls=Ontology)
def ontology() -> None:
    """Describe the relations that kg knows: meaning, roles, frames, examples; or what NAME means.

    NAME is a relation, the rule of a fact as `kg explain` shows it, or a number that kg goes by.
    Relations of your own are a few lines of Turtle: the commands below help with them.

    \b
    kg ontology Meeting
    kg ontology Meeting.meet
    kg ontology linking.nickname
    kg ontology --ontology my.ttl -o ontology.md
    kg ontology new TradeDeal
    kg ontology test trade-deal.ttl
    kg ontology suggest pages/
    """


@ontology.command()
@click.argument("name", required=False)
@file_option
@_ontologies
@json_option
def show(name: str | None, output: str, ontology: tuple[str, ...], as_json: bool) -> None:
    """Describe all relations, or what NAME means; `show` may be left out.

    \b
    kg ontology Meeting
    kg ontology Meeting --json
    """
    from kg.commands import structured
    from kg.commands.reference import explained, reference
    from kg.knowledge.lexicon import load_lexicon
    from kg.knowledge.numbers import load_numbers
    from kg.knowledge.ontology import load_catalogue

    catalogue, numbers = load_catalogue(load_lexicon(), ontology), load_numbers()
    text = explained(catalogue, numbers, name) if name else reference(catalogue, numbers)
    if as_json:
        structured.write(structured.known(catalogue, name, text))
        return
    with writing_to(output) as target:
        target.write(text.encode())


@ontology.command()
@click.argument("name")
@click.option("-o", "--output", metavar="FILE", help="Instead of a file called by NAME; or: -")
@click.option("--namespace", default=_NAMESPACE, show_default=True, metavar="IRI",
              help="In which your relations are named.")  # fmt: skip
@json_option
def new(name: str, output: str | None, namespace: str, as_json: bool) -> None:
    """Write the Turtle of a new relation, with an example to fill in.

    \b
    kg ontology new TradeDeal
    kg ontology new TradeDeal -o my.ttl --namespace https://me.example/relations#
    """
    from kg.commands import structured
    from kg.commands.trying import template
    from kg.knowledge.lexicon import load_lexicon
    from kg.knowledge.ontology import load_catalogue

    file = output or f"{_in_words(name)}.ttl"
    text = template(name, namespace, file, load_catalogue(load_lexicon()))
    if output != "-" and Path(file).exists():
        raise InputError(f"{file} is there already; give another one with -o")
    with writing_to(file) as target:
        target.write(text.encode())
    if file == "-":
        return
    if as_json:
        structured.write({"written": file})
    else:
        click.echo(f"{file} written; put your words in, then: kg ontology test {file}")


@ontology.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.ttl...")
@click.option("--model", default=None, metavar="NAME",
              help="An installed spaCy pipeline instead of the default one.")  # fmt: skip
@json_option
@click.pass_context
def test(ctx: click.Context, /, files: tuple[str, ...], model: str | None, as_json: bool) -> None:
    """Run the examples and counterexamples of relations of your own.

    Each frame must read its examples, with the roles that are marked and no others; a
    counterexample must assert nothing. Where it is not so, what was found instead is told, and the
    clauses of the sentence, by which frames go. The status is then 1.

    \b
    kg ontology test trade-deal.ttl
    """
    from kg.commands import structured
    from kg.commands.trying import lacking, own, tried
    from kg.knowledge.lexicon import load_lexicon
    from kg.knowledge.ontology import load_catalogue

    shipped = load_catalogue(load_lexicon())
    knowledge = _knowledge(files)
    if not list(own(knowledge.catalogue, shipped)):
        raise InputError(f"{', '.join(files)}: no relation in it that kg does not have as it is")
    missing = list(lacking(knowledge.catalogue, shipped))
    found = []
    for one in tried(_pipeline(model, files), shipped):
        found.append(one)
        if as_json:
            continue
        click.echo(f"{'ok  ' if one.ok else 'FAIL'} {one.name}: {one.text}")
        if not one.ok:
            click.echo(f"       wanted {one.wanted}")
            for line in one.found or ("nothing",):
                click.echo(f"       found  {line}")
            for line in one.read:
                click.echo(f"       read   {line}")
    if as_json:
        structured.write({"examples": found, "missing": missing})
    else:
        for line in missing:
            click.echo(f"FAIL {line}")
        good = sum(one.ok for one in found)
        click.echo(f"{good:,} of {len(found):,} as they should be")
    if missing or not all(one.ok for one in found):
        ctx.exit(1)


@ontology.command()
@several(
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option("--least", default=2, show_default=True, metavar="N", type=click.IntRange(min=1),
                 help="How often a verb must stand there."),
    click.option("--most", default=30, show_default=True, metavar="N", type=click.IntRange(min=1),
                 help="How many are shown."),
    click.option("--model", default=None, metavar="NAME",
                 help="An installed spaCy pipeline instead of the default one."),
    _ontologies,
    limit_options,
    columns_options,
    json_option,
)  # fmt: skip
@click.pass_context
def suggest(
    ctx: click.Context,
    /,
    inputs: tuple[str, ...],
    least: int,
    most: int,
    model: str | None,
    ontology: tuple[str, ...],
    as_json: bool,
    **options: Any,
) -> None:
    """List the verbs between names that no relation reads, with a pattern to begin with.

    \b
    kg ontology suggest pages/
    kg ontology suggest pages/ --ontology trade-deal.ttl --least 5
    """
    from dataclasses import asdict, replace

    from kg.commands import structured
    from kg.commands.unread import known, unread
    from kg.inputs.read import read

    pipeline = replace(_pipeline(model, ontology), limits=options["limits"])
    problems = list[Problem]()
    found = unread(read(inputs, options["limits"], options["columns"]), pipeline, problems)
    shown = [one for one in found if one.count >= least][:most]
    if as_json:
        rows = [
            {
                **asdict(one),
                "types": {label: sorted(kinds) for label, kinds in one.types.items()},
                "pattern": one.pattern,
                "relations": known(pipeline.knowledge.catalogue, one.verb),
            }
            for one in shown
        ]
        structured.write(rows)
    else:
        for one in shown:
            others = known(pipeline.knowledge.catalogue, one.verb)
            told = f"  (else read as {', '.join(others)})" if others else ""
            click.echo(f"{one.count:>4}  {one.pattern}{told}")
            click.echo(f"      {one.examples[0]}")
        if not shown:
            click.echo(f"no verb between names that no relation reads, {least:,} times or more")
    end(ctx, problems)


def _pipeline(model: str | None, files: tuple[str, ...]) -> "Pipeline":
    from kg.building.options import Options, pipeline_of

    options = Options(ontology=files)
    return pipeline_of(Options(ontology=files, model=model) if model else options)


def _knowledge(files: tuple[str, ...]) -> "Knowledge":
    from kg.building.options import Options, known

    return known(Options(ontology=files))


def _in_words(name: str) -> str:
    """A name as that of a file: ``trade-deal``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
