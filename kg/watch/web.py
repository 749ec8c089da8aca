"""The web as a polite guest sees it.

Asked only for what is new (RFC 9110: If-None-Match, If-Modified-Since with what the server itself
told), never quicker than it wishes (Retry-After, a pause between two requests to one server), and
nowhere that robots.txt forbids (RFC 9309).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from kg.errors import InputError
from kg.inputs.opened import Way
from kg.watch.asking import Answer, Silence, ask
from kg.watch.state import Mark

_HOPS = 5
_MOVED = frozenset((301, 302, 303, 307, 308))
# Who says so wants to be asked later, or cannot answer now.
_PASSING = frozenset((408, 425, 429))
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"

# Rules are asked for again after a day, as RFC 9309 wishes.
_RULES_LAST = 24 * 3600.0
_LONGEST_PAUSE = 30.0
_LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class Page:
    """What is at an address: the bytes and their type; ``None`` where they are as they were."""

    url: str
    body: bytes | None
    kind: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Failure:
    """Why there is no page; ``wait`` is until when the server wishes not to be asked."""

    message: str
    passing: bool
    wait: datetime | None = None
    gone: bool = False


# What robots.txt says; where it says nothing, whether all may be asked.
_Rules = RobotFileParser | bool


@dataclass
class Web:
    """Asks for pages by a `Way`, whose limits hold; remembers rules and when whom it asked.

    Attributes:
        way: Its process asks.
        agent: How this program calls itself.
        private: Whether addresses that are not public may be asked.
        pause: Seconds between two requests to one server.
        sleep: How it waits.
    """

    way: Way
    agent: str
    private: bool = False
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, tuple[float, _Rules]] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, known: Mark | None = None) -> Page | Failure:
        """What is at an address, unless it is the version that is known."""
        try:
            return self._get(url, known)
        except ValueError as error:  # a link or a redirect may be any words
            return Failure(f"leads to what is no address ({error})", False)

    def _get(self, url: str, known: Mark | None) -> Page | Failure:
        there = url
        for _ in range(_HOPS + 1):
            refused = self._forbidden(there)
            if refused:
                return refused
            marked = known.headers() if known and known.at == there else {}
            answer = self._ask(there, marked)
            if isinstance(answer, Silence):
                return Failure(answer.message, answer.passing)
            if answer.status == 304 and marked:
                return Page(there, None, mark=known)
            if answer.fine:
                headers = answer.headers
                mark = Mark(
                    there, _sent_back(headers, "etag"), _sent_back(headers, "last-modified")
                )
                return Page(there, answer.body, headers.get("content-type", ""), mark)
            if answer.status not in _MOVED:
                return _failure(answer)
            to = urljoin(there, answer.headers.get("location", ""))
            if urlsplit(to).scheme not in ("http", "https") or to == there:
                return Failure(f"leads to {to!r}, which is no address of the web", False)
            there = to
        return Failure(f"leads on more than {_HOPS} times", False)

    def _forbidden(self, url: str) -> Failure | None:
        """That robots.txt does not let this program have a page, or cannot be had itself."""
        parts = urlsplit(url)
        server = f"{parts.scheme}://{parts.netloc}"
        asked, rules = self._rules.get(server, (0.0, None))
        if rules is None or time.monotonic() - asked > _RULES_LAST:
            found = self._read_rules(server)
            if isinstance(found, Failure):
                return found
            rules = found
            self._rules[server] = (time.monotonic(), rules)
        if rules if isinstance(rules, bool) else rules.can_fetch(self.agent, url):
            return None
        name = self.agent.partition("/")[0]
        return Failure(f"robots.txt of {parts.netloc} forbids it to {name}", False)

    def _read_rules(self, server: str) -> _Rules | Failure:
        """The rules of a server; where they cannot be had now, nothing may be asked."""
        there = f"{server}/robots.txt"
        for _ in range(_HOPS + 1):
            answer = self._ask(there)
            if isinstance(answer, Silence):
                if answer.passing:
                    return Failure(f"robots.txt: {answer.message}", True)
                return Failure(answer.message, False)
            if answer.status in _MOVED:
                there = urljoin(there, answer.headers.get("location", ""))
                continue
            if answer.fine:
                rules = RobotFileParser()
                rules.parse(answer.body.decode("utf-8", "replace").splitlines())
                return rules
            if answer.status in _PASSING or answer.status >= 500:
                failure = _failure(answer)
                return Failure(f"robots.txt {failure.message}", True, failure.wait)
            return answer.status not in (401, 403)
        return True

    def _ask(self, url: str, headers: dict[str, str] | None = None) -> Answer | Silence:
        """One answer, after the pause that its server is due."""
        server = urlsplit(url).netloc
        last = self._asked.get(server)
        if last is not None:
            self.sleep(max(0.0, last + self._pause_of(url) - time.monotonic()))
        told = {"User-Agent": self.agent, "Accept": _ACCEPT, **(headers or {})}
        try:
            answer = self.way.decoded(ask, url, told, self.private, self.way.limits)
        except InputError as error:  # the process died, or was killed when time was over
            answer = Silence(str(error))
        self._asked[server] = time.monotonic()
        return answer

    def _pause_of(self, url: str) -> float:
        parts = urlsplit(url)
        _, rules = self._rules.get(f"{parts.scheme}://{parts.netloc}", (0.0, None))
        if not isinstance(rules, RobotFileParser):
            return self.pause
        asked = float(rules.crawl_delay(self.agent) or 0.0)
        return max(self.pause, min(asked, _LONGEST_PAUSE))


def _sent_back(headers: Mapping[str, str], name: str) -> str | None:
    """A header that is sent back as it came, if it can be."""
    value = headers.get(name)
    return value if value and value.isascii() and value.isprintable() else None


def _failure(answer: Answer) -> Failure:
    """What a status means that is no page."""
    from http import HTTPStatus

    try:
        name = f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        name = str(answer.status)
    if answer.status == 410:
        return Failure(f"answers {name}: take it off, it is not asked again", False, gone=True)
    passing = answer.status in _PASSING or answer.status >= 500
    told = f"answers {name}" + ("; it is asked again the next time" if passing else "")
    return Failure(told, passing, _wait(answer.headers.get("retry-after")))


def _wait(told: str | None) -> datetime | None:
    """Until when a server wishes not to be asked, a day at most."""
    if not told:
        return None
    now = datetime.now(UTC)
    try:
        until = now + timedelta(seconds=min(int(told), 10**6))
    except ValueError:
        try:
            until = parsedate_to_datetime(told)
        except ValueError:
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(until, now + _LONGEST_WAIT) if until > now else None
