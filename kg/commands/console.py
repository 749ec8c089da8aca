"""What the commands show at a terminal, plain when it is none."""

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from kg.errors import KgError
from kg.graph import media
from kg.graph.result import Result
from kg.model import Document, Problem

if TYPE_CHECKING:
    from rich.progress import Progress

    from kg.building.files import Report
    from kg.graph.answers import FactView
    from kg.watch.status import Status

STYLES = {
    "asserted": "green", "former": "dim", "claimed": "magenta", "planned": "blue",
    "possible": "cyan", "denied": "red",
}  # fmt: skip
_PLAIN_WIDTH = 200


def output() -> Console:
    """Standard output; where it is piped, lines are not wrapped to a terminal's width."""
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    if not sys.stdout.isatty():
        console.width = _PLAIN_WIDTH
    return console


def errors() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def progress_bar() -> "Progress":
    """A bar on standard error, with rate and time left; shown on a terminal only."""
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    class Rate(ProgressColumn):
        """The words a second, of late."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f} words/s" if speed else "")

    console = errors()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.completed:,.0f} words"),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("[dim]left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def report(made: "Report", console: Console) -> None:
    """A build's summary: what was read, facts by relation and how they stand."""
    from kg.graph.answers import figures
    from kg.graph.network import STATUSES

    facts = sum(sum(row.values()) for row in made.facts.values())
    for page in made.removed:
        console.print(f"removed {page}", markup=False)
    told = figures(article=made.articles, entity=made.entities, fact=facts)
    console.print(f"{told} -> {made.directory}", markup=False)
    used = [name for name in STATUSES if any(name in row for row in made.facts.values())]
    if used:
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("relation")
        for name in used:
            table.add_column(name, justify="right", style=STYLES[name])
        for relation, row in made.facts.items():
            table.add_row(relation, *(str(row.get(name, "")) for name in used))
        console.print(table)


def status(found: "Status", console: Console) -> None:
    """What is in a graph, in a few lines."""
    from kg.graph.answers import figures

    days = " to ".join(dict.fromkeys(filter(None, (found.first, found.last)))) or "of no day told"
    undated = f", {found.undated:,} without a day" if found.undated and found.first else ""
    publishers = ", ".join(f"{name} {count:,}" for name, count in found.publishers.items())
    rows = {
        "graph": f"{found.directory}, written {found.made}",
        "articles": f"{figures(article=found.articles, page=found.pages)}, {days}{undated}",
        "publishers": publishers,
        "facts": figures(fact=found.facts, entity=found.entities),
        "most": ", ".join(f"{name} {count:,}" for name, count in list(found.relations.items())[:5]),
        "problems": f"{found.problems:,} not read, {figures(note=found.notes)}",
        "made with": ", ".join([found.model, *found.ontology, *found.gazetteer]),
        "named below": found.base,
        "licence": found.license,
        "watched": _watched(found.watched),
    }
    for name, told in rows.items():
        if told:
            console.print(Text.assemble((f"{name:<12}", "dim"), told))


def _watched(feeds: "Mapping[str, str | None]") -> str:
    from kg.graph.answers import figures

    wrong = [f"{url} {problem}" for url, problem in feeds.items() if problem]
    return "; ".join([figures(feed=len(feeds)), *wrong]) if feeds else ""


def document(found: Document, console: Console) -> None:
    """What is known of a document, in a line or two."""
    words = len(found.text.split())
    told = [found.issued or found.published or "no date", found.publisher, found.language]
    told += ["; ".join(found.sections), "; ".join(found.authors), f"{words:,} words"]
    console.print(Text(found.id, style="bold"))
    if found.title:
        console.print(Text(f"  {found.title}"))
    console.print(Text(f"  {' · '.join(filter(None, told))}", style="dim"))


def problems(found: Iterable[Problem]) -> None:
    """One line on standard error for each input that was not read, or not as it stands."""
    console = errors()
    for problem in found:
        kind = "not read" if problem.skipped else "note"
        console.print(f"[yellow]{kind}:[/] {escape(f'{problem.document}: {problem.message}')}")


def explanations(found: Mapping[str, list["FactView"]], console: Console) -> None:
    """Facts with their sentences, the words they rest on marked."""
    for number, (label, items) in enumerate(found.items()):
        if number:
            console.print()
        console.print(Text(label, style="bold underline"))
        if not items:
            console.print("  no facts")
        for item in items:
            _explanation(item, console)


def merges(reasons: Mapping[str, list[str]], console: Console) -> None:
    """Why names were taken for one entity, or left apart."""
    for key, lines in reasons.items():
        if lines:
            console.print()
            console.print(Text(f"Who is who: {key}", style="bold"))
        for line in lines:
            console.print(Text(f"  {line}"))


def _explanation(item: "FactView", console: Console) -> None:
    fact = item.fact
    head = Text("  ")
    head.append(item.called, style="bold")
    head.append(f"  {item.status}", style=STYLES[item.status])
    if item.claimed_by:
        head.append(f" by {item.claimed_by}", style=STYLES["claimed"])
    head.append(f"  confidence {fact.confidence:g}  rule {fact.rule}", style="dim")
    console.print()
    console.print(head)
    for role, name in item.fillers:
        if role != "content":
            console.print(Text.assemble("    ", (f"{role}: ", "dim"), name))
    if fact.when:
        dated = f" = {fact.when.value}" if fact.when.value else ""
        console.print(Text.assemble("    ", ("when: ", "dim"), fact.when.text, dated))
    console.print(Text.assemble("    ", _marked(item)))
    source = item.headline or fact.article
    console.print(
        Text(f"    {source} [{fact.document}:{fact.evidence.start}-{fact.evidence.end}]", "dim")
    )


def _marked(item: "FactView") -> Text:
    """The sentence with its cue and arguments in brackets, as they stand."""
    text, quote = Text(), item.evidence.text
    position = 0
    for mark in item.shown_marks:
        text.append(quote[position : mark.start])
        style = "bold yellow" if mark.role == "cue" else "bold cyan"
        text.append(f"[{quote[mark.start : mark.end]}]", style=style)
        position = mark.end
    text.append(quote[position:])
    return Text(" ").join(text.split()) if "\n" in quote else text


def result(found: Result, form: str, prefixes: Mapping[str, str]) -> None:
    """A query's result as a table, or in a form of `result_text`; says when rows were left out."""
    if form == "table":
        result_table(found, prefixes, output())
    else:
        sys.stdout.write(result_text(found, form, prefixes))
    if found.truncated:
        rows = len(found.rows)
        errors().print(f"only the first {rows:,} rows; ask for more with --limit")


def result_table(found: Result, prefixes: Mapping[str, str], console: Console) -> None:
    """A query's result as a table, IRIs by their prefixes."""
    if found.kind == "ask":
        console.print("yes" if found.answer else "no")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in found.variables:
        table.add_column(name, overflow="fold")
    for row in found.rows:
        table.add_row(*(Text(cell_text(cell, prefixes)) for cell in row))
    console.print(table)


def result_text(found: Result, form: str, prefixes: Mapping[str, str]) -> str:
    """A query's result in a form of `media`; XML is RDF/XML where the result is a graph.

    Raises:
        KgError: Rows are no graph, so they have no form for graphs.
    """
    name = "rdfxml" if form == "xml" and found.kind == "graph" else form
    if name in media.TRIPLES:
        if found.kind != "graph":
            told = ", ".join(media.TABLES)
            raise KgError(f"{form} is for CONSTRUCT and DESCRIBE; use one of {told}")
        try:
            return media.rdf(found.triples(), name, prefixes).decode()
        except ValueError as error:
            raise KgError(f"the graph cannot be written as {form}: {error}") from error
    table = media.TABLES[name]
    if found.answer is not None:
        return table.boolean(found.answer)
    return "".join(table.write(found.variables, found.rows))


def cell_text(
    cell: ox.NamedNode | ox.BlankNode | ox.Literal | None, prefixes: Mapping[str, str]
) -> str:
    """A value of a result as people read it: IRIs by their prefixes, text in one line."""
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        for prefix, space in prefixes.items():
            local = cell.value.removeprefix(space)
            if local != cell.value and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
    return " ".join(cell.value.split())
