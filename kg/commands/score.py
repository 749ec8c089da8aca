"""The command that holds what is read against an annotation."""

from typing import TYPE_CHECKING, Any

import click

from kg.commands.running import end, progress
from kg.commands.shared import (
    folders,
    gazetteer_option,
    json_option,
    ontology_option,
    parses_option,
    workers_option,
)

if TYPE_CHECKING:
    from kg.model import Problem
    from kg.scoring.score import Pair, Score, Share


@click.command()
@click.argument("annotation", metavar="ANNOTATION", type=click.Path())
@click.argument("inputs", nargs=-1, metavar="[PAGES]...", type=click.Path())
@click.option("-g", "--graph", default=None, metavar="DIR", shell_complete=folders,
              help="Score this graph, with what you decided of it, and read nothing.")  # fmt: skip
@click.option("--errors", default=0, metavar="N", type=click.IntRange(min=0),
              help="Also list so many misses, false facts and wrong standings.")  # fmt: skip
@ontology_option
@gazetteer_option
@workers_option
@parses_option
@json_option
@click.pass_context
def score(
    ctx: click.Context,
    /,
    annotation: str,
    inputs: tuple[str, ...],
    graph: str | None,
    errors: int,
    as_json: bool,
    **options: Any,
) -> None:
    """Say how well annotated articles are read: precision, recall and F1, by relation.

    ANNOTATION is what `kg annotate` writes, a folder or a file of JSON Lines. Its own texts are
    read, or PAGES where they stand; decisions play no part then.

    \b
    kg score kg-out/annotation
    kg score kg-out/annotation --graph kg-out
    kg score kg-out/annotation/gold.jsonl pages/ --errors 20
    """
    from kg.building.options import Options, known
    from kg.commands import structured
    from kg.graph.opened import Graph
    from kg.scoring import reading
    from kg.scoring.gold import load
    from kg.scoring.score import score as scored

    if graph and inputs:
        raise click.UsageError("give --graph or PAGES, not both", ctx)
    annotated = load(annotation)
    problems: tuple[Problem, ...] = ()
    if graph:
        opened = Graph.open(graph)
        found = scored(reading.in_graph(annotated, opened), opened.catalogue)
    else:
        asked = Options(**{name: value for name, value in options.items() if value is not None})
        with progress() as advance:
            pairs, problems = reading.in_pages(annotated, inputs, asked, advance)
        found = scored(pairs, known(asked).catalogue)
    if as_json:
        structured.write(_told(found, errors))
    else:
        _show(found, errors)
    end(ctx, problems)


def _show(found: "Score", errors: int) -> None:
    """The table, then what is wrong."""
    from rich.table import Table

    from kg.commands import console

    out = console.output()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("relation")
    for name in ("wanted", "read", "right", "precision", "recall", "F1", "standing"):
        table.add_column(name, justify="right")
    for name, share in (("all facts", found.facts), *found.relations.items()):
        told = (share.precision, share.recall, share.f1, share.standing_accuracy)
        counts = map(str, (share.wanted, share.told, share.right))
        table.add_row(name, *counts, *map(_figure, told))
    out.print(table)
    for id in found.lacking:
        out.print(f"not read: {id}", markup=False)
    for title, rows in _wrong(found).items():
        if errors and rows:
            out.print(f"\n{title} ({len(rows)})", markup=False)
        for row in rows[:errors]:
            out.print(f"  {row['fact']}", markup=False)
            out.print(f"    {row['article']}: {row['sentence']}", markup=False)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _told(found: "Score", errors: int) -> dict[str, Any]:
    """The score as values of JSON."""
    return {
        "articles": found.articles,
        "not_read": found.lacking,
        "facts": _values(found.facts),
        "statements": _values(found.statements),
        "relations": {name: _values(share) for name, share in found.relations.items()},
        **{name.replace(" ", "_"): rows[:errors] for name, rows in _wrong(found).items() if errors},
    }


def _values(share: "Share") -> dict[str, Any]:
    figures = {
        "precision": share.precision,
        "recall": share.recall,
        "f1": share.f1,
        "standing": share.standing_accuracy,
    }
    counts = {"wanted": share.wanted, "found": share.found, "read": share.told}
    rounded = {name: value and round(value, 4) for name, value in figures.items()}
    return {**counts, "right": share.right, **rounded}


def _wrong(found: "Score") -> dict[str, list[dict[str, str]]]:
    return {
        "missed": [_row(row) for row in found.missed],
        "false": [_row(row) for row in found.false],
        "wrong standing": [_row(row) for row in found.otherwise],
    }


def _row(row: "Pair") -> dict[str, str]:
    """A miss, a false fact or a wrong standing, in words."""
    gold, found = row.gold, row.found
    told = {"article": row.article}
    if found:
        args = " ".join(f"{f.role}={f.text!r}" for f in found.fillers)
        stands = f"{gold.standing}, not {found.standing}" if gold else found.standing
        told |= {"fact": f"{stands}: {found.relation} {args}", "sentence": row.words}
        return {**told, "rule": found.fact.rule}
    assert gold
    args = " ".join(f"{arg.role}={arg.entity or repr(arg.text)}" for arg in gold.args)
    return {**told, "fact": f"{gold.standing}: {gold.relation} {args}", "sentence": row.words}


COMMANDS = (score,)
