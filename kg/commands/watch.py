"""The command that looks at feeds and pages of the web again and again."""

import re
import time
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from kg.commands.running import end, progress, tell
from kg.commands.settings import Given
from kg.commands.shared import (
    DEFAULT_DIRECTORY,
    Seconds,
    folders,
    gazetteer_option,
    is_web_address,
    json_option,
    limit_options,
    ontology_option,
    parses_option,
    several,
    workers_option,
)
from kg.errors import FetchError, KgError
from kg.graph.terms import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.watch.watch import Look

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST = 60


def _address(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Any:
    """The URLs of feeds and pages, without what stands behind a #."""
    for url in given:
        if not is_web_address(url):
            raise click.BadParameter(
                f"{url!r} is no URL; give http://... or https://... (files go to `kg add`)"
            )
        parts = urlsplit(url)
        if parts.username is not None:
            raise click.BadParameter(f"{parts.hostname}: no names and passwords in a URL")
    return tuple(urlsplit(url)._replace(fragment="").geturl() for url in given)


def _agent(given: str) -> str:
    """How kg calls itself; a header of HTTP has nothing else than ASCII."""
    if not (given.strip() and given.isascii() and given.isprintable()):
        raise click.BadParameter(f"{given!r} is empty or not plain ASCII")
    return given


class Every(click.ParamType[int]):
    """How long between two looks: ``15m``, ``2h``."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The seconds."""
        found = re.fullmatch(r"(\d{1,6})([smhd])", str(value))
        seconds = int(found[1]) * _UNITS[found[2]] if found else 0
        if seconds < _LEAST:
            self.fail(f"{value!r} is no time of a minute or more; give 15m, 2h or 1d", param, ctx)
        return seconds


_how = several(
    click.argument("feeds", nargs=-1, required=True, metavar="FEED...", cls=Given,
                   callback=_address),
    click.option("-o", "--output", "-d", "--dir", "directory", default=DEFAULT_DIRECTORY,
                 show_default=True, metavar="DIR", shell_complete=folders,
                 help="The directory of the graph."),
    click.option("--once", is_flag=True, help="Look once, and end."),
    click.option("--every", default="30m", show_default=True, metavar="TIME", type=Every(),
                 help="Look again after this time: 15m, 2h."),
    click.option("--pages", is_flag=True,
                 help="Read the page that an item leads to, not what the feed has of it."),
    click.option("--pause", default=1.0, show_default=True, metavar="SECONDS",
                 type=Seconds(min=0, max=3600), help="Between two requests to one server."),
    click.option("--agent", metavar="NAME", type=_agent,
                 help="How kg calls itself to servers, as 'my-archive/1.0 (me@my.example)'."),
    click.option("--allow-private", "private", is_flag=True,
                 help="Ask addresses, too, that are not of the public internet."),
    click.option("--base", default=DEFAULT_BASE, show_default=True, metavar="IRI",
                 help="Of a graph that is not there yet, and so are the next two."),
    ontology_option,
    gazetteer_option,
    workers_option,
    limit_options,
    parses_option,
    json_option,
)  # fmt: skip


@click.command()
@_how
@click.pass_context
def watch(
    ctx: click.Context,
    /,
    feeds: tuple[str, ...],
    directory: str,
    once: bool,
    every: int,
    pages: bool,
    pause: float,
    agent: str | None,
    private: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Look at feeds and pages of the web, and add what is new to a graph.

    FEED is the URL of a feed or of a page; nothing else is asked for, unless --pages has the pages
    read that items lead to. Servers are asked only for what changed, not more often than they wish,
    and nowhere that their robots.txt forbids. An item that tells something else than before takes
    its own place. A run may be stopped at any moment: the next one adds what is missing.

    \b
    kg watch https://news.example/feed.xml https://wire.example/atom -o kg-out
    kg watch https://news.example/feed.xml --pages --every 15m
    kg watch https://news.example/feed.xml --once
    """
    if not (find_spec("httpx") and find_spec("feedparser")):
        raise FetchError("watching needs further packages: pip install 'newskg[feeds]'")
    from kg.building.options import Options
    from kg.inputs.read import way_of
    from kg.watch.watch import look
    from kg.watch.web import Web

    asked = Options(**options)
    with way_of(asked.limits) as way:
        web = Web(way, agent or f"newskg/{version('newskg')}", private, pause)
        while True:
            try:
                with progress() as bar:
                    found = look(feeds, directory, web, asked, pages, bar)
            except KgError as error:
                if once:
                    raise
                click.echo(f"kg: {error}", err=True)
            else:
                _tell(found, as_json)
                if once:
                    end(ctx, found.problems)
                    return
                tell(found.problems)
            if not _waited(every):
                return


def _waited(seconds: float) -> bool:
    """Wait; whether nobody wished to end meanwhile."""
    try:
        time.sleep(seconds)
    except KeyboardInterrupt:
        return False
    return True


def _tell(found: "Look", as_json: bool) -> None:
    """One look in a line, and what it made of the graph."""
    from kg.commands import console, structured
    from kg.graph.answers import figures

    if as_json:
        structured.line(found)
        return
    failed = sum(problem.skipped for problem in found.problems)
    told = [figures(feed=found.feeds), f"{len(found.new):,} new"]
    told += [f"{len(found.changed):,} changed"] if found.changed else []
    told += [f"{found.same:,} as before"] if found.same else []
    told += [f"{failed:,} not read"] if failed else []
    output = console.output()
    output.print(", ".join(told), markup=False)
    if found.made:
        console.report(found.made, output)
