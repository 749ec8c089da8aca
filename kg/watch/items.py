"""What a page of the web tells: the items of a feed, or the documents that it is or holds."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.inputs.feeds import Item, latest, parsed
from kg.inputs.formats import FEED
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, problem
from kg.inputs.read import broken, read_opened
from kg.model import Document, Problem
from kg.watch.web import Page

# How files of a type are called; what else a server says is often wrong, the bytes tell more.
_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf",
    "application/json": ".json", "text/csv": ".csv", "text/vtt": ".vtt", "text/markdown": ".md",
    "application/xml": ".xml", "text/xml": ".xml",
}  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """Something that a feed tells: what it is called by all feeds, and a mark of what it tells.

    ``document`` is its text, where the feed has that; ``url`` is the page that it leads to.
    """

    key: str
    digest: str
    document: Document | None = None
    url: str | None = None


def tellings(page: Page, feed: str, way: Way, pages: bool) -> tuple[list[Telling], list[Problem]]:
    """What a feed or a page that is watched tells, and what is wrong with it.

    With ``pages`` items without a text are told, too.
    """
    body = page.body or b""
    if FEED.begins and FEED.begins.match(body):
        return _of_feed(body, feed, way, pages)
    found = list(documents(page, feed, way))
    told = [item for item in found if isinstance(item, Document)]
    problems = [item for item in found if isinstance(item, Problem)]
    if len(told) == 1:
        return [_telling(feed, told[0])], problems
    return [_telling(item.url or f"{feed}#{item.id}", item) for item in told], problems


def documents(page: Page, name: str, way: Way) -> Iterator[Found]:
    """The documents that a page is or holds, of which the only one is called by that name."""
    kind, _, more = page.kind.partition(";")
    _, _, charset = more.lower().partition("charset=")
    suffix = _KINDS.get(kind.strip().lower()) or urlsplit(page.url).path or "/"
    body = BytesIO(page.body or b"")
    charset = charset.split(";")[0].strip(" \"'")
    opened = Opened(body, name, name, kind=suffix, charset=charset or None)
    for found in read_opened(opened, way):
        if isinstance(found, Document) and found.id == name and not found.url:
            found = replace(found, url=name)
        yield found


def _of_feed(body: bytes, feed: str, way: Way, pages: bool) -> tuple[list[Telling], list[Problem]]:
    try:
        problems, items = latest(way.decoded(parsed, body, feed), feed)
    except InputError as error:
        return [], [problem(feed, str(error))]
    except Exception as error:  # feedparser raises many kinds on broken feeds
        return [], [broken(feed, error)]
    told, called = list[Telling](), dict[str | None, str]()
    for item in items:
        if isinstance(item.found, Document):
            key = called[item.found.id] = _key(item.found, item, feed)
            told.append(_telling(key, item.found))
        elif pages and item.url and _of_the_web(item.url):
            # That it has no text does not matter where its page is read.
            lacks = problem(f"{feed}:{item.number}", item.found)
            problems = [one for one in problems if one != lacks]
            told.append(Telling(item.url, _digest(item.url), url=item.url))
    # A note on an item is one on its page, by the name that the graph has for that.
    return told, [replace(one, page=called.get(one.page, one.page)) for one in problems]


def _key(document: Document, item: Item, feed: str) -> str:
    """What an item is called: its address or, else, its name in its feed or what it says."""
    if _of_the_web(document.url):
        return document.url or ""
    if document.id == f"{feed}:{item.number}":
        return f"{feed}#{_digest(document.text)}"
    return f"{feed}#{document.id}"


def _telling(key: str, document: Document) -> Telling:
    named = replace(document, id=key)
    told = json.dumps(asdict(named), ensure_ascii=False, sort_keys=True)
    return Telling(key, _digest(told), named, document.url if _of_the_web(document.url) else None)


def _of_the_web(url: str | None) -> bool:
    """Whether it is an address; a feed may give a mere name for one."""
    return bool(url and url.lower().startswith(("http://", "https://")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
