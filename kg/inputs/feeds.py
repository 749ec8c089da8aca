"""Feeds (RSS, Atom) by feedparser: each item that has a text is an article."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from kg.errors import InputError
from kg.inputs.markup import flat, paragraphs, with_title
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice, problem
from kg.inputs.stated import authors, language, published, sections
from kg.model import Document, Problem


@dataclass(frozen=True)
class Item:
    """An item of a feed: its number, its article or why it has none, and where it leads to."""

    number: int
    found: Document | str
    url: str | None = None


@dataclass(frozen=True)
class Feed:
    """What is in a feed: its items, what is to be said of them, and where it breaks off."""

    items: tuple[Item, ...]
    notes: tuple[tuple[int, str], ...]
    broken: str | None


def read_feed(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of a feed; an item that is there twice is read once, as it was told last."""
    problems, items = latest(way.decoded(parsed, way.whole(opened), opened.name), opened.place)
    yield from problems
    yield from (item.found for item in items if isinstance(item.found, Document))


def latest(feed: Feed, place: str) -> tuple[list[Problem], list[Item]]:
    """The items of a feed as they were told last, and what is to be said of them.

    Those without a text are among both.
    """
    said = [notice(place, feed.broken)] if feed.broken else []
    found: dict[str, Item] = {}
    for item in feed.items:
        where = f"{place}:{item.number}"
        if isinstance(item.found, str):
            said.append(problem(where, item.found))
            found[where] = item
            continue
        id = item.found.id
        before = found.setdefault(id, item)
        if before is not item and isinstance(before.found, Document):
            said.append(notice(where, f"the same item as {before.number}; it is read once", id))
            if _time(item.found) > _time(before.found):
                found[id] = replace(item, number=before.number)
    said += (notice(f"{place}:{number}", message) for number, message in feed.notes)
    return said, list(found.values())


def _time(item: Document) -> float:
    return datetime.fromisoformat(item.issued).timestamp() if item.issued else 0.0


def parsed(data: bytes, name: str) -> Feed:
    """What is in the bytes of a feed.

    Raises:
        InputError: It is none, or has no item.
    """
    try:
        import feedparser
    except ImportError:
        raise missing("feeds", "feeds") from None
    # Of bytes it would think that they name a file or an address.
    found = feedparser.parse(BytesIO(data), resolve_relative_uris=False)
    wrong = _wrong(found)
    if not found.entries:
        raise InputError(f"{wrong}; save it again" if wrong else "a feed without items")
    items, notes = list[Item](), list[tuple[int, str]]()
    for number, entry in enumerate(found.entries, 1):
        item = _item(entry, found.feed, f"{name}:{number}")
        items.append(Item(number, item, flat(entry.get("link"))))
        told = _own(entry, "published") or _own(entry, "updated")
        if told and isinstance(item, Document) and not item.published:
            notes.append((number, f"published {told!r} is no date; it is left out"))
    count = len(found.entries)
    broken = f"{wrong}; the {count:,} items that could be read are read" if wrong else None
    return Feed(tuple(items), tuple(notes), broken)


def _wrong(found: Any) -> str | None:
    """What is wrong with the XML of a feed, if anything is lost by it."""
    from xml.sax import SAXParseException

    error = found.get("bozo_exception")
    if not isinstance(error, SAXParseException):
        return None
    return f"not well-formed at line {error.getLineNumber()} ({error.getMessage()})"


def _item(entry: Any, feed: Any, place: str) -> Document | str:
    """The article of an item, or why there is none."""
    title = flat(paragraphs(entry.get("title", "")))
    bodies = [part.get("value", "") for part in entry.get("content", ())]
    text = max([*map(paragraphs, bodies), paragraphs(entry.get("summary", ""))], key=len)
    if not text or text == title:
        return f"no text in the item {title or place!r}; save the page it leads to"
    day, issued = _when(entry)
    tongues = [part.get("language") for part in entry.get("content", ())]
    names = [person.get("name") for person in entry.get("authors", ())]
    labels = [tag.get("label") or tag.get("term") for tag in entry.get("tags", ())]
    url = flat(entry.get("link"))
    return Document(
        flat(entry.get("id")) or url or place,
        with_title(title, text),
        single=True,
        title=title,
        published=day,
        publisher=_publisher(entry, feed),
        url=url,
        language=language(next(filter(None, tongues), None) or feed.get("language")),
        authors=authors(filter(None, names)),
        issued=issued,
        sections=sections(filter(None, labels)),
    )


def _publisher(entry: Any, feed: Any) -> str | None:
    """Who an item is from: its own source, else the one that the feed names, else the feed."""
    source = entry.get("source", {}).get("title")
    return flat(source or feed.get("publisher") or feed.get("title"))


def _own(entry: Any, name: str) -> Any:
    """What an item has of a name; feedparser would give one date for another, with a warning."""
    return dict.get(entry, name)


def _when(entry: Any) -> tuple[str | None, str | None]:
    """The day of an item and its time, in the zone that it is told in where that can be read."""
    for name in ("published", "updated"):
        found = published(_own(entry, name))
        if found[0]:
            return found
        moment = _own(entry, f"{name}_parsed")  # in other forms of dates; in UTC
        if moment:
            return published("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*moment[:6]))
    return None, None
