"""The commands that correct a graph: decisions about who is who."""

import sys
from typing import TYPE_CHECKING, Any

import click

from kg.commands.running import report
from kg.commands.shared import directory_option, json_option, several, words

if TYPE_CHECKING:
    from kg.linking.decisions import Verb

_decided = several(directory_option, json_option)


@click.command()
@click.argument("one", type=words)
@click.argument("other", type=words)
@_decided
def same(one: str, other: str, **where: Any) -> None:
    """Decide that two entities are one, for good; named by id or name.

    \b
    kg same person/t-ravn 'Tim Ravn'
    """
    _decide("same", one, other, **where)


@click.command()
@click.argument("one", type=words)
@click.argument("other", type=words)
@_decided
def different(one: str, other: str, **where: Any) -> None:
    """Decide that two entities are not one, for good.

    \b
    kg different 'Ali Karim' person/ali-karimi
    """
    _decide("different", one, other, **where)


@click.command()
@click.argument("one", type=words)
@click.argument("name", type=words)
@_decided
def rename(one: str, name: str, **where: Any) -> None:
    """Decide what an entity is called; its old IRI then points to the new one.

    \b
    kg rename person/t-ravn 'Tim Ravn'
    """
    _decide("rename", one, name, **where)


@click.command()
@click.argument("one", type=words)
@_decided
def ignore(one: str, **where: Any) -> None:
    """Decide that something is no entity; facts then hold its words only.

    \b
    kg ignore organization/photo-agency
    """
    _decide("ignore", one, **where)


@click.command()
@directory_option
@json_option
def rebuild(directory: str, as_json: bool) -> None:
    """Make the graph anew from what was read, after you edited its decisions.txt.

    \b
    kg rebuild --dir kg-out
    """
    from kg.building.correct import rebuild as rebuild_graph
    from kg.commands import console

    made = rebuild_graph(directory)
    report(made, as_json)
    console.problems(made.problems)


@click.command()
@directory_option
@json_option
def review(directory: str, as_json: bool) -> None:
    """Go through the pairs of entities that may be one; y, n or Enter to leave it open.

    Where input is no terminal, or as JSON, the pairs are listed only.

    \b
    kg review
    kg review --dir kg-out < /dev/null
    """
    from kg.building.correct import doubts
    from kg.building.correct import rebuild as rebuild_graph
    from kg.commands import structured
    from kg.graph.opened import Graph
    from kg.linking.decisions import Decision

    found = doubts(Graph.open(directory))
    if as_json:
        structured.write(found)
        return
    decided = []
    for doubt in found:
        about = f"{doubt.left_name} ({doubt.left}) = {doubt.right_name} ({doubt.right})?"
        click.echo(f"{about} {doubt.judgement.score:.2f}: {doubt.judgement.reason}")
        if not sys.stdin.isatty():
            continue
        answer = click.prompt("same? [y/n/Enter]", default="", show_default=False)
        if answer[:1].lower() in ("y", "n"):
            verb: Verb = "same" if answer[:1].lower() == "y" else "different"
            decided.append(Decision(verb, (doubt.left, doubt.right)))
    if not found:
        click.echo("nothing is in doubt")
    if decided:
        rebuild_graph(directory, *decided)


def _decide(verb: "Verb", *things: str, directory: str, as_json: bool) -> None:
    """Add a decision to a graph's file and make the graph anew."""
    from kg.building.correct import rebuild as rebuild_graph
    from kg.linking.decisions import Decision

    decision = Decision(verb, things)
    made = rebuild_graph(directory, decision)
    if as_json:
        report(made, as_json)
    else:
        click.echo(f"{decision}: {made.entities:,} entities in facts -> {directory}")


COMMANDS = (same, different, rename, ignore, rebuild, review)
