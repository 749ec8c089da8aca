"""A small web on 127.0.0.1 that does what a test tells it, and remembers what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Said:
    """What a path answers: a status, a body, headers; ``marked`` answers 304 to who knows it."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    marked: bool = False

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body

    @property
    def etag(self) -> str:
        return f'"{hash(self.data):x}"'


class Site:
    """Paths with what they answer; ``asked`` has each request's path and headers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.says: dict[str, Said | list[Said]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        """What was asked for besides robots.txt, since the last time."""
        found = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found

    def answer(self, path: str) -> Said:
        told = self.says.get(path, Said("not here", 404))
        if isinstance(told, list):
            return told.pop(0) if len(told) > 1 else told[0]
        return told


@contextmanager
def site() -> Iterator[Site]:
    made: Site

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            said = made.answer(self.path)
            if said.marked and self.headers.get("If-None-Match") == said.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(said.status)
            if said.marked:
                self.send_header("ETag", said.etag)
                self.send_header("Last-Modified", format_datetime(datetime(2025, 5, 9, tzinfo=UTC)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.data)))
            self.end_headers()
            with suppress(OSError):  # who asked may have had enough
                self.wfile.write(said.data)

        def log_message(self, *rest: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def rss(*items: str, title: str = "The Velm Courier") -> Said:
    """A feed of items, that knows its version."""
    body = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    text = f'<?xml version="1.0"?><rss version="2.0">{body}</rss>'
    return Said(text, headers={"Content-Type": "application/rss+xml"}, marked=True)


def item(link: str | None, title: str, text: str = "", guid: str = "", day: str = "") -> str:
    parts = [f"<title>{title}</title>", f"<description>{text}</description>" if text else ""]
    parts += [f"<link>{link}</link>" if link else "", f"<guid>{guid}</guid>" if guid else ""]
    parts += [f"<pubDate>{day}</pubDate>" if day else ""]
    return f"<item>{''.join(parts)}</item>"


def html(title: str, *paragraphs: str, head: str = "") -> Said:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    text = (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{told}</article></body></html>"
    )
    return Said(text, headers={"Content-Type": "text/html; charset=utf-8"}, marked=True)
