"""What a watcher knows of what it watches, in one file that is replaced as a whole.

It is written after the graph: where a run ends in between, what it added is given again, and a
graph that has it is left as it is.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.graph.directory import replacing

FILE = "watched.json"


@dataclass(frozen=True)
class Mark:
    """By what a server knows the version that it gave: as it told it, of one address."""

    at: str
    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """What asks for something else than this version."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Feed:
    """A feed or page: which version was read, when it was asked, and what went wrong then."""

    mark: Mark | None = None
    asked: str | None = None
    wait: str | None = None
    problem: str | None = None
    gone: bool = False

    def waiting(self, now: datetime) -> bool:
        """Whether its server wishes not to be asked yet."""
        return self.wait is not None and now < datetime.fromisoformat(self.wait)


@dataclass(frozen=True)
class State:
    """The feeds by their addresses; of each item the feed that tells it, and what it told."""

    feeds: Mapping[str, Feed] = field(default_factory=dict)
    items: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def load(directory: Path) -> State:
    """The state in a directory; a new one where there is none.

    Raises:
        InputError: The file is broken.
    """
    path = directory / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        feeds = {url: _feed(row) for url, row in told["feeds"].items()}
        return State(feeds, {key: (feed, digest) for key, (feed, digest) in told["items"].items()})
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path}: cannot be read ({error}); delete it, and all is asked for anew"
        ) from error


def _feed(row: dict[str, Any]) -> Feed:
    mark = row.pop("mark", None)
    return replace(Feed(**row), mark=Mark(**mark) if mark else None)


def save(state: State, directory: Path) -> None:
    """Replace the state in a directory."""
    feeds = {
        url: {name: value for name, value in asdict(feed).items() if value}
        for url, feed in state.feeds.items()
    }
    told = json.dumps({"feeds": feeds, "items": state.items}, ensure_ascii=False, indent=1)
    with replacing(directory / FILE) as target:
        target.write((told + "\n").encode())
