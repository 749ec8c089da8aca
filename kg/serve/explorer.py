"""The explorer of the graph that is served: its page, what that begins with, and further facts."""

import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from kg.graph.directory import EXPLORED, STORE
from kg.graph.lookup import Chosen, Lookup
from kg.graph.opened import Graph
from kg.serve.index import Data, Index
from kg.serve.negotiation import choose
from kg.view.contract import first, part
from kg.view.page import TITLE, asking

DATA = "/api/view/data"
FACTS = "/api/view/facts"
MOST = 50
_JSON = "application/json"
_PIECE = 1 << 16


@dataclass(frozen=True)
class Held:
    """What the explorer begins with, as gzip, and the tag of this version of it."""

    packed: bytes
    tag: str


@dataclass
class Explored:
    """The explorer's data of a graph: read, or made, when first asked for, then kept.

    Only for use within one event loop.
    """

    graph: Graph
    _lock: anyio.Lock | None = None
    _held: Held | None = None

    async def held(self) -> Held:
        """The data, made in a thread; those who ask meanwhile wait and take up no other thread.

        Raises:
            InputError: The records of the graph cannot be read.
        """
        self._lock = self._lock or anyio.Lock()
        async with self._lock:
            if self._held is None:
                self._held = await anyio.to_thread.run_sync(self._made)
            return self._held

    def _made(self) -> Held:
        try:
            packed = (self.graph.directory / STORE / EXPLORED).read_bytes()
        except FileNotFoundError:
            # A graph that was built before this was kept. It is opened anew, so that the records,
            # which nothing else of the server needs, do not stay.
            graph = Graph.open(self.graph.directory)
            packed = first(graph.corpus, self.graph.catalogue, graph.names, TITLE)
        return Held(packed, f'W/"{hashlib.sha256(packed).hexdigest()[:32]}"')


async def data(explored: Explored, request: Request) -> Response:
    """The data as JSON: packed as they are kept, unless the client takes nothing packed.

    Nothing is sent to a client that has this version already.
    """
    found = await explored.held()
    headers = {"Vary": "Accept-Encoding", "ETag": found.tag, "Cache-Control": "no-cache"}
    known = request.headers.get("if-none-match", "")
    if "*" in known or found.tag.removeprefix("W/") in known:
        return Response(None, 304, headers)
    if choose(request.headers.get("accept-encoding") or "identity", ["gzip"]):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type=_JSON, headers=headers)
    return StreamingResponse(_unpacked(found.packed), media_type=_JSON, headers=headers)


def facts(index: Index, about: str, limit: int = MOST, offset: int = 0) -> Data:
    """Some of the facts about an entity, as columns to be added to the data, and their number.

    What is claimed in a statement among them comes with it.

    Args:
        index: The things of the graph.
        about: An IRI, an id or a name.
        limit: The most facts, 50 at most.
        offset: How many are left out before the first.

    Raises:
        UnknownError: Nothing goes by that name, or several things do.
    """
    lookup, graph = index.lookup, index.graph
    chosen = Chosen().of([index.entity_of(about)], ())
    found = lookup.facts(chosen, min(limit, MOST), offset)
    corpus = lookup.corpus([*dict.fromkeys(_with_claims(lookup, found))])
    return {"total": lookup.number(chosen), **part(corpus, graph.catalogue, graph.names)}


def _with_claims(lookup: Lookup, facts: Iterable[str]) -> Iterator[str]:
    """Facts, and what is claimed in the statements among them, also within each other."""
    for fact in facts:
        yield fact
        yield from _with_claims(lookup, lookup.facts(Chosen().also("holder = ?", fact)))


def _unpacked(found: bytes) -> Iterator[bytes]:
    with gzip.open(io.BytesIO(found)) as pieces:
        while piece := pieces.read(_PIECE):
            yield piece


def page(base: str) -> HTMLResponse:
    """The explorer's page for a graph whose things are named below a base IRI."""
    text, policy = _page(base)
    return HTMLResponse(
        text, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
    )


@cache
def _page(base: str) -> tuple[str, str]:
    return asking(DATA, base)
