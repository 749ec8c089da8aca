"""The commands.

Exit status: 0 everything was done; 1 an error, nothing was written; 2 bad usage; 3 done, but some
inputs could not be read (each has a line on standard error and in ``problems.jsonl``).
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from kg.commands.ask import ROWS, ask
from kg.commands.change import COMMANDS as CHANGES
from kg.commands.decide import COMMANDS as DECISIONS
from kg.commands.decide import DEFAULT_DIRECTORY, directory_option
from kg.commands.push import push
from kg.commands.running import end, progress, strict_option, tell, workers_option
from kg.commands.serving import COMMANDS as SERVING
from kg.commands.shell import shell
from kg.errors import KgError, NothingReadError
from kg.graph.terms import DEFAULT_BASE
from kg.model import Problem

_GRAPHS = ("turtle", "ntriples", "jsonld")
_Command = Callable[..., None]


class Commands(click.Group):
    """Turns errors made for the user into one line on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KgError as error:
            if isinstance(error, NothingReadError):
                tell(error.problems)
            click.echo(f"kg: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)
        except OSError as error:
            where = error.filename or "standard output"
            click.echo(f"kg: {where}: {error.strerror or error}", err=True)
            ctx.exit(1)


_GAZETTEER = click.option(
    "--gazetteer",
    multiple=True,
    metavar="FILE",
    help="Names known beforehand, as SKOS Turtle or CSV; may be given several times.",
)


def _shared(command: _Command) -> _Command:
    """The options of the commands that read pages."""
    options = (
        click.option("--model", default=None, metavar="NAME",
                     help="An installed spaCy pipeline instead of the default one."),
        click.option("--ontology", multiple=True, metavar="FILE.ttl",
                     help="Further relations, as Turtle; may be given several times."),
        _GAZETTEER,
        workers_option,
        strict_option,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _linking(command: _Command) -> _Command:
    """The options of the commands that put entities together."""
    return click.option(
        "--decisions", metavar="FILE", help="Your own judgements (same, different, rename, ignore)."
    )(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newskg", prog_name="kg")
def main() -> None:
    """Read news pages into a knowledge graph whose every edge has its sentence.

    \b
    kg build pages/ -o kg-out        pages in, a graph out
    kg query 'SELECT ...'            ask it in SPARQL
    kg explain 'Ada Lovelace'        the facts about her, each with its sentence
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default=DEFAULT_DIRECTORY, show_default=True, metavar="DIR",
              help="Where the graph is written.")  # fmt: skip
@click.option("--base", default=DEFAULT_BASE, show_default=True, metavar="IRI",
              help="The IRI below which the graph's own things are named.")  # fmt: skip
@click.option("--license", default=None, metavar="IRI",
              help="Under which licence the graph is given to others; it says so.")  # fmt: skip
@click.option("--replace", is_flag=True,
              help="Give up the pages that a graph in DIR has besides these.")  # fmt: skip
@_shared
@_linking
@click.pass_context
def build(
    ctx: click.Context, /, inputs: tuple[str, ...], output: str, replace: bool, **options: Any
) -> None:
    """Read pages and write their graph.

    INPUT is a page (.txt, .html), a .jsonl of articles, a directory of those, or - for standard
    input. DIR then holds facts.jsonl, graph.ttl, graph.html, problems.jsonl and the store; what a
    run that fails or is killed leaves there is the graph from before. A graph of other pages is
    not replaced unless you say so; `kg add` adds to it.

    \b
    kg build page.txt
    kg build pages/ more.jsonl -o graph --base https://kg.example.org/
    kg build pages/ --ontology my-relations.ttl --gazetteer names.csv
    """
    from kg.build import build as build_graph
    from kg.commands import console

    with progress() as bar:
        made = build_graph(inputs, output, _options(**options), bar, replacing=replace)
    console.report(made, console.output())
    end(ctx, made.problems)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE",
              help="When the articles were published that do not say so (2025-03-31).")  # fmt: skip
@_shared
@click.pass_context
def read(
    ctx: click.Context, /, inputs: tuple[str, ...], published: str | None, **options: Any
) -> None:
    """Show what a text says: each sentence with its facts and statements and how they stand.

    \b
    kg read page.txt
    kg read - --published 2025-03-31 < story.txt
    """
    from kg.commands import console, sentences
    from kg.reader import Reader

    reader = Reader(**{name: value for name, value in options.items() if value is not None})
    problems = list[Problem]()
    found = reader.stream(map(Path, inputs), published=published, on_problem=problems.append)
    for number, article in enumerate(found):
        sentences.show(article, console.output(), first=number == 0)
    end(ctx, problems)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default="-", metavar="FILE", help="Instead of standard output.")
@_shared
@click.pass_context
def extract(ctx: click.Context, /, inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Write what each article says as JSON Lines, its entities not yet linked.

    \b
    kg extract page.txt -o page.jsonl
    kg extract pages/ | grep '"relation":"Meeting"'
    """
    from kg import records
    from kg.build import read_all
    from kg.copies import everywhere

    with progress() as bar:
        reading = read_all(inputs, _options(**options), bar)
    rows = [
        row
        for found in reading.extractions
        for extraction in everywhere(found)
        for row in records.dump(extraction, reading.texts[extraction.article.document])
    ]
    with _writing(output) as target:
        _write_rows(sorted(rows, key=records.sort_key), target)
    end(ctx, reading.problems)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="RECORDS...")
@click.option("-o", "--output", default="-", metavar="FILE", help="Instead of standard output.")
@_GAZETTEER
@_linking
def link(inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Write the same records with a canonical id on every entity.

    \b
    kg link monday.jsonl tuesday.jsonl -o linked.jsonl
    """
    from kg import records
    from kg.build import linked as linked_extractions

    rows = list(_rows(inputs))
    linked = linked_extractions(records.load(rows), _options(**options))
    with _writing(output) as target:
        _write_rows(records.relinked(rows, linked), target)


@main.command()
@directory_option
@click.option("-f", "--format", "form", metavar="FORMAT",
              help="turtle, trig, nquads, ntriples, jsonld, graphml, gexf, json (node-link) or "
                   "pyvis; else by the ending of FILE.")  # fmt: skip
@click.argument("output", default="-", metavar="[FILE]")
def export(directory: str, form: str | None, output: str) -> None:
    """Write the graph in another format.

    \b
    kg export graph.trig
    kg export graph.graphml            for Gephi, yEd or Cytoscape
    kg export --format nquads | gzip > graph.nq.gz
    """
    from kg.graph import export as formats
    from kg.graph.opened import Graph

    if form is None:
        form = "turtle" if output == "-" else formats.format_of(output)
    if form not in formats.RDF_FORMATS and form not in formats.NETWORK_FORMATS:
        known = ", ".join((*formats.RDF_FORMATS, *formats.NETWORK_FORMATS))
        raise click.BadParameter(f"{form}: use one of {known}", param_hint="--format")
    data = Graph.open(directory).serialize(form)
    with _writing(output) as target:
        target.write(data)


@main.command()
@click.argument("query")
@directory_option
@click.option("-f", "--format", "form", default="table", show_default=True,
              type=click.Choice(["table", *ROWS, *_GRAPHS]),
              help=f"{', '.join(_GRAPHS)}: for the graph of a CONSTRUCT or DESCRIBE.")  # fmt: skip
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS")
@click.option("--limit", default=10_000, show_default=True, metavar="ROWS")
def query(directory: str, query: str, form: str, timeout: float, limit: int) -> None:
    """Ask the graph in SPARQL; QUERY may be a file's name after @, or - for standard input.

    The graph's prefixes need not be declared. The query runs without network, for at most
    SECONDS, and gives at most ROWS rows.

    \b
    kg query 'SELECT ?a ?b { ?a kg:met ?b }'
    kg query @who-said-what.rq --format csv > answer.csv
    kg query 'DESCRIBE person:ada-lovelace' --format turtle
    """
    from kg.commands import console
    from kg.graph.opened import Graph

    graph = Graph.open(directory)
    found = graph.query(_query_text(query), timeout=timeout, limit=limit)
    console.result(found, form, graph.meta["prefixes"])


@main.command()
@click.argument("what", metavar="NAME|IRI")
@directory_option
def explain(directory: str, what: str) -> None:
    """Show the facts about somebody or something, each with its sentence.

    NAME may be a part of a name; IRI one of an entity, a fact or an article.

    \b
    kg explain 'Ada Lovelace'
    kg explain person:ada-lovelace
    """
    from kg.commands import console
    from kg.graph.opened import Graph

    graph = Graph.open(directory)
    found = graph.explain(what)
    if not found:
        raise KgError(f"nothing in {directory} goes by {what!r}; try a part of the name")
    console.explanations(found, console.output())
    console.merges(graph.merges(what), console.output())


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@directory_option
@click.option("--limit", default=20, show_default=True, metavar="N")
def search(directory: str, words: tuple[str, ...], limit: int) -> None:
    """Find the sentences that hold all the words, with the facts that rest on them.

    \b
    kg search nuclear deal
    kg search 'sanction*'
    """
    from kg.graph.opened import Graph

    graph = Graph.open(directory)
    for hit in graph.search(" ".join(words), limit):
        click.echo(f"{hit.relation}\t{hit.fact}\t{' '.join(hit.snippet.split())}")


@main.command()
@directory_option
@click.pass_context
def check(ctx: click.Context, directory: str) -> None:
    """Check a graph: shapes, offsets, IRIs, and that two parsers read the same Turtle.

    \b
    kg check --dir kg-out
    """
    from kg.graph.check import check as check_graph
    from kg.graph.opened import Graph

    failed = False
    for finding in check_graph(Graph.open(directory)):
        click.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.name}: {finding.message}")
        failed = failed or not finding.ok
    if failed:
        ctx.exit(1)


@main.command()
@click.argument("name", required=False)
@click.option("-o", "--output", default="-", metavar="FILE", help="Instead of standard output.")
@click.option("--ontology", multiple=True, metavar="FILE.ttl",
              help="With relations of your own (may be given several times).")  # fmt: skip
def ontology(name: str | None, output: str, ontology: tuple[str, ...]) -> None:
    """Describe the relations that kg knows: meaning, roles, frames, examples; or what NAME means.

    NAME is a relation, the rule of a fact as `kg explain` shows it, or a number that kg goes by.

    \b
    kg ontology Meeting
    kg ontology Meeting.meet
    kg ontology linking.nickname
    kg ontology --ontology my.ttl -o ontology.md
    """
    from kg.commands.reference import explained, reference
    from kg.knowledge.lexicon import load_lexicon
    from kg.knowledge.numbers import load_numbers
    from kg.knowledge.ontology import load_catalogue

    catalogue, numbers = load_catalogue(load_lexicon(), ontology), load_numbers()
    text = explained(catalogue, numbers, name) if name else reference(catalogue, numbers)
    with click.open_file(output, "w", encoding="utf-8") as target:
        target.write(text)


for _command in (*CHANGES, *DECISIONS, *SERVING, ask, push, shell):
    main.add_command(_command)


def _options(**given: Any) -> Any:
    """The given options as those of a build; what was not given keeps its default."""
    from kg.build import Options

    return Options(**{name: value for name, value in given.items() if value is not None})


@contextmanager
def _writing(output: str) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears when it is complete."""
    from kg.graph.directory import replacing

    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with replacing(Path(output)) as target:
            yield target


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
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8"
            raise KgError(f"{name}: cannot be read: {reason}") from error


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if query.startswith("@"):
        try:
            return Path(query[1:]).read_text(encoding="utf-8")
        except OSError as error:
            raise KgError(f"{query[1:]}: cannot be read: {error.strerror}") from error
    return query
