"""One look at what is watched: what is new since the last one goes into the graph.

First all is asked for, then the graph is written as a whole, then the state: whenever a run ends,
the next one adds what is missing and nothing twice.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building import build, changing, kept
from kg.building.build import Progress
from kg.building.files import Report
from kg.building.options import Options
from kg.errors import NothingReadError
from kg.graph.directory import STORE, alone, finish
from kg.inputs.problems import notice, problem
from kg.model import Document, Problem
from kg.watch.items import Telling, documents, tellings
from kg.watch.state import Feed, State, load, save
from kg.watch.web import Failure, Page, Web

if TYPE_CHECKING:
    from kg.reading.article import Pipeline

_LOCK = ".watching"


@dataclass(frozen=True)
class Look:
    """What one look found: how many feeds, which of them were as before, which items came.

    ``made`` is what became of the graph, if anything did.
    """

    feeds: int
    same: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]
    made: Report | None = None


@dataclass
class _Round:
    """What a look has found so far."""

    feeds: dict[str, Feed]
    items: dict[str, tuple[str, str]]
    names: Collection[str]
    urls: Collection[str]
    come: dict[str, Document] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    same: int = 0


def look(
    feeds: Iterable[str],
    directory: str | Path,
    web: Web,
    options: Options | None = None,
    pages: bool = False,
    progress: Progress | None = None,
    pipeline: "Pipeline | None" = None,
) -> Look:
    """Ask for feeds and pages, and put what is new or has changed into a graph.

    Args:
        feeds: Their addresses.
        directory: Where the graph is, or will be.
        web: How it is asked.
        options: With which a graph is made that is not there yet; else as in `changing.add`.
        pages: Whether the page that an item leads to is read instead of what the feed has of it.
        progress: As in `build.read_all`.
        pipeline: As in `changing.add`.

    Raises:
        KgError: The graph or the state cannot be read or written, or another run is at it.
    """
    place, wanted = Path(directory), list(dict.fromkeys(feeds))
    with alone(place, _LOCK, "watching for it"):
        names, urls = _there(place)
        before = load(place)
        if not (place / STORE).exists():
            # Nothing is known where there is no graph, except how servers wish to be asked.
            before = State({url: replace(feed, mark=None) for url, feed in before.feeds.items()})
        now = _Round(dict(before.feeds), dict(before.items), names, urls)
        for feed in wanted:
            _look_at(feed, now, web, pages)
        made = None
        if now.come or now.settled or now.problems:
            made, lost = _written(now, place, options or Options(), progress, pipeline)
            if lost:
                now.problems += lost
                now.new, now.changed = [], []
                now.items = dict(before.items)
                now.feeds = {url: replace(feed, mark=None) for url, feed in now.feeds.items()}
        save(State(now.feeds, now.items), place)
    told = (*now.problems, *(made.problems if made else ()))
    return Look(
        len(wanted), now.same, tuple(now.new), tuple(now.changed), tuple(dict.fromkeys(told)), made
    )


def _there(directory: Path) -> tuple[set[str], set[str]]:
    """What the pages of the graph are called, and their addresses."""
    finish(directory)
    names, urls = set[str](), set[str]()
    if (directory / STORE).exists():
        for page in kept.pages(directory):
            names.add(kept.as_given(page).id)
            urls.update(filter(None, [page.url]))
    return names, urls


def _written(
    now: _Round,
    directory: Path,
    options: Options,
    progress: Progress | None,
    pipeline: "Pipeline | None",
) -> tuple[Report | None, tuple[Problem, ...]]:
    """Write what was found; where nothing of it is an article and no graph is there, why."""
    come = list(now.come.values())
    lasting = [problem for problem in now.problems if problem.stage != "given"]
    if (directory / STORE).exists():
        if come:
            given: list[Document | Problem] = [*come, *lasting]
            found = changing.take(given, directory, now.settled, options, progress, pipeline)
            return found, ()
        changing.tell(lasting, directory, now.settled)
    elif come:
        try:
            return build.build([*come, *lasting], directory, options, progress, pipeline), ()
        except NothingReadError as error:
            return None, error.problems
    return None, ()


def _look_at(feed: str, now: _Round, web: Web, pages: bool) -> None:
    """Ask for a feed or page, and note what is new."""
    before, moment = now.feeds.get(feed, Feed()), datetime.now(UTC)
    if before.gone:
        now.problems.append(problem(feed, before.problem or ""))
        return
    if before.waiting(moment):
        told = f"not asked before {before.wait}, as its server wishes"
        now.problems.append(replace(notice(feed, told), stage="given"))
        return
    found = web.get(feed, before.mark)
    asked = moment.isoformat(timespec="seconds")
    if isinstance(found, Failure):
        wait = found.wait.isoformat(timespec="seconds") if found.wait else None
        now.feeds[feed] = replace(
            before, asked=asked, wait=wait, problem=found.message, gone=found.gone
        )
        now.settled.add(feed)
        now.problems.append(problem(feed, found.message))
        return
    if found.body is None:
        now.same += 1
        now.feeds[feed] = Feed(before.mark, asked)
        if before.problem:
            now.settled.add(feed)
        return
    items, problems = tellings(found, feed, web.way, pages)
    now.settled.add(feed)
    now.problems += problems
    # Where something is still to come, the feed is asked for the whole of it again.
    whole = [_note(telling, feed, now, web, pages) for telling in items]
    wrong = next((one.message for one in problems if one.skipped and one.document == feed), None)
    now.feeds[feed] = Feed(found.mark if all(whole) and not wrong else None, asked, problem=wrong)


def _note(told: Telling, feed: str, now: _Round, web: Web, pages: bool) -> bool:
    """Note an item if it is new or tells something else; whether it need not be asked again."""
    owner, digest = now.items.get(told.key, (feed, ""))
    if told.key in now.seen or owner != feed or digest == told.digest:
        return True
    now.seen.add(told.key)
    mine = told.key in now.names
    if not mine and not digest and (told.url in now.urls or told.key in now.urls):
        return True  # by another way it is in the graph already
    document: Document | None = told.document
    if pages and told.url and told.url != feed:
        found = web.get(told.url)
        now.settled.add(told.url)
        document = _page(found, told, now, web)
        if document is None and isinstance(found, Failure) and found.passing:
            return False
    now.items[told.key] = feed, told.digest
    if document is not None:
        now.come[told.key] = document
        (now.changed if digest else now.new).append(told.key)
    return True


def _page(found: Page | Failure, told: Telling, now: _Round, web: Web) -> Document | None:
    """The document of the page that an item leads to, with what only the feed knows of it."""
    assert told.url is not None
    if isinstance(found, Failure):
        now.problems.append(problem(told.url, found.message))
        return None
    read = list(documents(found, told.url, web.way))
    now.problems += [item for item in read if isinstance(item, Problem)]
    page = next((item for item in read if isinstance(item, Document)), None)
    if page is None or told.document is None:
        return page and replace(page, id=told.key, url=told.url)
    item = told.document
    return replace(
        page,
        id=told.key,
        url=told.url,
        title=page.title or item.title,
        published=page.published or item.published,
        issued=page.issued or item.issued if page.published else item.issued,
        publisher=page.publisher or item.publisher,
        language=page.language or item.language,
        authors=page.authors or item.authors,
        sections=page.sections or item.sections,
    )
