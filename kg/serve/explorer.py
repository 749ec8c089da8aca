"""The explorer of the graph that is served: its page, and its data, which are made once."""

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from kg.graph.opened import Graph
from kg.serve.negotiation import choose
from kg.view.contract import held
from kg.view.page import TITLE, asking

DATA = "/api/view/data"
_JSON = "application/json"
_PIECE = 1 << 16


@dataclass
class Explored:
    """The explorer's data of a graph, as gzip: made when first asked for, then kept.

    Only for use within one event loop.
    """

    graph: Graph
    _lock: anyio.Lock | None = None
    _held: bytes | None = None

    async def held(self) -> bytes:
        """The data, made in a thread; those who ask meanwhile wait and take up no other thread.

        Raises:
            InputError: The records of the graph cannot be read.
        """
        self._lock = self._lock or anyio.Lock()
        async with self._lock:
            if self._held is None:
                self._held = await anyio.to_thread.run_sync(self._made)
            return self._held

    def _made(self) -> bytes:
        # Opened anew, so that the records, which nothing else of the server needs, do not stay.
        graph = Graph.open(self.graph.directory)
        return held(graph.corpus, self.graph.catalogue, graph.names, TITLE)


async def data(explored: Explored, request: Request) -> Response:
    """The data as JSON: packed as they are kept, unless the client takes nothing packed."""
    found = await explored.held()
    headers = {"Vary": "Accept-Encoding"}
    if choose(request.headers.get("accept-encoding") or "identity", ["gzip"]):
        headers["Content-Encoding"] = "gzip"
        return Response(found, media_type=_JSON, headers=headers)
    return StreamingResponse(_unpacked(found), media_type=_JSON, headers=headers)


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
