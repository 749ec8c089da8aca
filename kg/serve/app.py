"""The server: its routes, and how it is run."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server, socket
from typing import Any
from urllib.parse import quote

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve import api, explorer, protocol, reconcile, site, vocabulary
from kg.serve.connections import PatientProtocol
from kg.serve.guard import Guard
from kg.serve.index import UnknownError
from kg.serve.library import Library
from kg.serve.negotiation import choose
from kg.serve.served import Served

_HTML = "text/html"
_TYPES = (_HTML, *protocol.GRAPHS)
Endpoint = Callable[[Request], Awaitable[Response]]


def application(
    served: Served, hosts: Iterable[str] = (), origins: Iterable[str] = ()
) -> Starlette:
    """The ASGI application that serves a graph; `guard` says what ``hosts`` and ``origins`` are."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> Any:
        await anyio.to_thread.run_sync(served.now)
        yield
        served.close()

    app = Starlette(
        routes=list(_routes(served, tuple(origins))),
        lifespan=lifespan,
        middleware=[
            Middleware(
                Guard,
                hosts=frozenset(host.lower() for host in hosts),
                origins=frozenset(origin.lower().rstrip("/") for origin in origins),
            )
        ],
        exception_handlers={HTTPException: _problem, UnknownError: _unknown, Exception: _failed},
    )
    app.router.redirect_slashes = False
    return app


def _routes(served: Served, origins: tuple[str, ...]) -> Iterable[Route | Mount]:
    def page(make: Callable[[Library, Request], Response]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await anyio.to_thread.run_sync(lambda: make(served.now().library, request))

        return endpoint

    async def sparql(request: Request) -> Response:
        if request.method == "POST" or request.scope["query_string"]:
            return await protocol.query(served, request)
        wanted = choose(request.headers.get("accept"), (*protocol.GRAPHS, _HTML))
        if wanted == _HTML:
            return site.editor()
        return await protocol.description(served, request, str(request.url.replace(query="")))

    async def store(request: Request) -> Response:
        return await protocol.graph_store(served, request)

    async def operation(request: Request) -> Response:
        return await api.answer(served, request)

    async def seen(request: Request) -> Response:
        return await api.seen(served, request)

    async def reconciled(request: Request) -> Response:
        return await reconcile.answer(served, request, origins)

    async def thing(request: Request) -> Response:
        return await _thing(served, request)

    async def about(request: Request) -> Response:
        return await _page(served, request)

    async def data(request: Request) -> Response:
        return await protocol.described(served, request, _iri(served, request))

    yield Route("/", page(lambda library, _: site.home(library)))
    yield Route("/search", page(lambda library, request: site.search(library, _one(request, "q"))))
    yield Route("/explore", page(lambda library, _: explorer.page(library.graph.names.base)))
    yield Route("/sparql", sparql, methods=["GET", "POST"])
    yield Route("/store", store, methods=["GET"])
    yield Route("/api/openapi.json", _openapi)
    yield Route(explorer.DATA, seen)
    yield Route("/api/{operation:path}", operation)
    yield Route(reconcile.PATH, reconciled, methods=["GET", "POST"])
    yield Route(reconcile.PATH + "/{part:path}", reconciled, methods=["GET", "POST"])
    yield Route("/editor/terms.json", page(_terms))
    yield Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    yield Route("/page/{kind}/{local:path}", about)
    yield Route("/data/{kind}/{local:path}", data)
    yield Route("/{kind}/{local:path}", thing)


async def _openapi(_: Request) -> Response:
    return JSONResponse(api.openapi(version("newskg")))


def _terms(library: Library, _: Request) -> Response:
    return JSONResponse(vocabulary.editor(library.graph))


def _one(request: Request, name: str) -> str:
    return request.query_params.get(name, "")


def _iri(served: Served, request: Request) -> str:
    """The IRI below the graph's base that a path stands for."""
    names = served.now().library.graph.names
    return names.node(request.path_params["kind"], request.path_params["local"]).value


async def _thing(served: Served, request: Request) -> Response:
    """A thing of the graph: a graph as RDF itself, all else by a page or data about it."""
    iri = _iri(served, request)
    wanted = choose(request.headers.get("accept"), _TYPES)
    path = "/".join(quote(request.path_params[part], safe="") for part in ("kind", "local"))
    headers = {"Vary": "Accept"}
    if wanted == _HTML or wanted is None:
        return RedirectResponse(f"/page/{path}", 303, headers)
    try:
        return await protocol.graph_named(served, request, iri)
    except HTTPException as error:
        if error.status_code != 404:
            raise
    return RedirectResponse(f"/data/{path}", 303, headers)


async def _page(served: Served, request: Request) -> Response:
    """The page of an entity, a fact or an article; of anything else its triples."""
    found = await anyio.to_thread.run_sync(lambda: _shown(served.now().library, request))
    if found:
        return found
    iri = _iri(served, request)
    rows = await protocol.triples_of(served, request, iri)
    if not rows:
        raise HTTPException(404, f"there is nothing called {iri}")
    return site.node(served.now().library, iri, rows)


def _shown(library: Library, request: Request) -> Response | None:
    kind, local = request.path_params["kind"], request.path_params["local"]
    if kind == "fact" and library.fact_of(local):
        return site.fact(library, local)
    if kind == "article" and library.article_of(local) == local:
        return site.article(library, local)
    key = f"{kind}/{local}"
    replaced = library.lookup.replaced(key)
    if replaced:
        return RedirectResponse(f"/page/{quote(replaced, safe='/')}", 301)
    thing = library.lookup.thing(key)
    if thing is None or thing.key != key:
        return None
    number = _one(request, "page")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 0
    return site.entity(library, key, _one(request, "standing"), page)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    wants_page = request.method == "GET" and choose(
        request.headers.get("accept"), ("text/plain", _HTML)
    )
    headers = dict(error.headers or {})
    if wants_page == _HTML:
        response: Response = site.problem(error.status_code, error.detail)
        response.headers.update(headers)
        return response
    return PlainTextResponse(f"{site.visible(error.detail)}\n", error.status_code, headers)


async def _unknown(_: Request, error: Exception) -> Response:
    assert isinstance(error, UnknownError)
    return site.problem(404, str(error), error)


async def _failed(_: Request, __: Exception) -> Response:
    return PlainTextResponse("the server failed; its log says why\n", 500)


def run(
    served: Served,
    host: str,
    port: int,
    hosts: Iterable[str],
    origins: Iterable[str],
    started: Callable[[str], None],
) -> None:
    """Serve until stopped. ``port`` 0 takes a free one; ``started`` is told the address."""
    listen(application(served, hosts, origins), host, port, started)


def listen(app: Starlette, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve an application until stopped; the arguments are those of `run`."""
    config = uvicorn.Config(
        app, host=host, port=port, http=PatientProtocol, log_level="warning", server_header=False,
        proxy_headers=False, timeout_keep_alive=5, h11_max_incomplete_event_size=1 << 17,
        backlog=256, limit_concurrency=512, ws="none", timeout_graceful_shutdown=2,
    )  # fmt: skip
    family = AF_INET6 if ":" in host else AF_INET
    listening = create_server((host, port), family=family, backlog=config.backlog)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket] | None = None) -> None:
            await super().startup(sockets)
            started(f"http://{host}:{listening.getsockname()[1]}/")

    Server(config).run(sockets=[listening])
