"""The commands that ask a graph, write it in other forms and check it."""

import sys
from pathlib import Path

import click

from kg.commands.ask import ROWS
from kg.commands.running import writing_to
from kg.commands.shared import (
    directory_option,
    file_option,
    json_format_option,
    json_option,
    limit_option,
    since_option,
    timeout_option,
    words,
)
from kg.errors import InputError, KgError

_GRAPHS = ("turtle", "ntriples", "jsonld")


@click.command()
@click.argument("query")
@directory_option
@click.option("-f", "--format", "form", default="table", show_default=True,
              type=click.Choice(["table", *ROWS, *_GRAPHS]),
              help=f"{', '.join(_GRAPHS)}: for the graph of a CONSTRUCT or DESCRIBE.")  # fmt: skip
@json_format_option
@timeout_option
@limit_option(10_000)
def query(directory: str, query: str, form: str, timeout: float, limit: int, as_json: bool) -> None:
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
    console.result(found, "json" if as_json else form, graph.meta["prefixes"])


@click.command()
@click.argument("what", metavar="NAME|IRI", type=words)
@directory_option
@json_option
def explain(directory: str, what: str, as_json: bool) -> None:
    """Show the facts about somebody or something, each with its sentence.

    NAME may be a part of a name; IRI one of an entity, a fact or an article.

    \b
    kg explain 'Ada Lovelace'
    kg explain person:ada-lovelace
    """
    from kg.commands import console, structured
    from kg.graph.opened import Graph

    graph = Graph.open(directory)
    found = graph.explain(what)
    if not found:
        raise KgError(f"nothing in {directory} goes by {what!r}; try a part of the name")
    if as_json:
        told = {name: [structured.fact(one) for one in facts] for name, facts in found.items()}
        structured.write({"facts": told, "merges": graph.merges(what)})
        return
    console.explanations(found, console.output())
    console.merges(graph.merges(what), console.output())


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...", type=words)
@directory_option
@limit_option(20)
@json_option
def search(directory: str, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find the sentences that hold all the words, with the facts that rest on them.

    \b
    kg search nuclear deal
    kg search 'sanction*'
    """
    from kg.commands import structured
    from kg.graph.opened import Graph

    found = Graph.open(directory).search(" ".join(words), limit)
    if as_json:
        structured.write(found)
        return
    for hit in found:
        click.echo(f"{hit.relation}\t{hit.fact}\t{' '.join(hit.snippet.split())}")


@click.command()
@directory_option
@click.option("-f", "--format", "form", metavar="FORMAT",
              help="turtle, trig, nquads, ntriples, jsonld, graphml, gexf, json (node-link), pyvis"
                   ", ftm, claims, nanopubs, plover, quickstatements, cypher, lightrag, langchain, "
                   "llamaindex, neo4j-graphrag; parquet, csv, neo4j (folders); else by the ending "
                   "of FILE.")  # fmt: skip
@click.argument("output", default="-", metavar="[FILE]")
def export(directory: str, form: str | None, output: str) -> None:
    """Write the graph in another format.

    \b
    kg export graph.trig
    kg export --format ftm entities.jsonl  for OpenAleph or Datashare
    kg export --format parquet tables/     for DuckDB, pandas or Polars
    kg export graph.graphml            for Gephi, yEd or Cytoscape
    kg export --format nquads | gzip > graph.nq.gz
    """
    from kg.graph import export as formats
    from kg.graph.directory import replacing_all
    from kg.graph.opened import Graph
    from kg.neighbours import formats as neighbours

    if form is None:
        form = "turtle" if output == "-" else formats.format_of(output)
    own = (*formats.RDF_FORMATS, *formats.NETWORK_FORMATS)
    if form not in (*own, *neighbours.FILES, *neighbours.FOLDERS):
        known = ", ".join((*own, *neighbours.FILES, *neighbours.FOLDERS))
        raise click.BadParameter(f"{form}: use one of {known}", param_hint="--format")
    if form in neighbours.FOLDERS:
        if output == "-":
            raise click.UsageError(f"{form} is a folder of files; name the folder")
        with replacing_all(Path(output)) as folder:
            neighbours.FOLDERS[form](Graph.open(directory), folder)
        return
    if form in neighbours.FILES:
        parts = neighbours.FILES[form](Graph.open(directory))
        with writing_to(output) as target:
            target.writelines(parts)
        return
    data = Graph.open(directory).serialize(form)
    with writing_to(output) as target:
        target.write(data)


@click.command()
@click.argument("what", required=False, metavar="[NAME|IRI]", type=words)
@directory_option
@since_option
@click.option("-f", "--format", "form", default="markdown", show_default=True,
              type=click.Choice(["markdown", "html"]))  # fmt: skip
@file_option
@json_option
def report(
    what: str | None, directory: str, since: str | None, form: str, output: str, as_json: bool
) -> None:
    """Tell all about somebody or something, or what is new; every line with its source.

    Of NAME: who it is, posts, meetings, what it said by topic and what others said of it,
    contradictions, a timeline. Without NAME: what is told since a day that was not told before.

    \b
    kg report 'Ada Lovelace'
    kg report 'Ada Lovelace' --format html -o ada.html
    kg report --since 2025-03-01
    """
    from kg.commands import structured
    from kg.graph.opened import Graph
    from kg.report import digest, person, writing

    if what is None and since is None:
        raise click.UsageError("say about whom, or --since which day")
    graph = Graph.open(directory)
    made = digest.since(graph, since or "") if what is None else person.about(graph, what, since)
    if as_json:
        structured.write(structured.report(made))
        return
    text = writing.html(made) if form == "html" else writing.markdown(made)
    with writing_to(output) as target:
        target.write(text.encode())


@click.command()
@directory_option
@json_option
@click.pass_context
def check(ctx: click.Context, directory: str, as_json: bool) -> None:
    """Check a graph: shapes, offsets, IRIs, and that two parsers read the same Turtle.

    \b
    kg check --dir kg-out
    """
    from kg.commands import structured
    from kg.graph.check import check as check_graph
    from kg.graph.opened import Graph

    found = []
    for finding in check_graph(Graph.open(directory)):
        found.append(finding)
        if not as_json:
            click.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.name}: {finding.message}")
    if as_json:
        structured.write(found)
    if not all(finding.ok for finding in found):
        ctx.exit(1)


def _query_text(query: str) -> str:
    from kg.knowledge.textfile import read_text

    if query.startswith("@"):
        return read_text(query[1:])
    try:
        text = sys.stdin.read() if query == "-" else query
        text.encode()
    except UnicodeError:
        raise InputError("the query is not UTF-8; write it as UTF-8") from None
    return text


COMMANDS = (query, explain, search, report, export, check)
