"""The server of the desk: one page, what it asks for, and what it is told to do.

It answers this machine alone. Only its own page can write: a request to do something has to come
as JSON, which other sites may not send without asking first, and with the token that stands in the
page.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from typing import Any

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.annotation import views
from kg.annotation.actions import Work
from kg.errors import InputError, KgError
from kg.serve.guard import Guard

_PAGE = Path(__file__).parent / "page"
_LONGEST = 1 << 20
_TOKEN = "kg-token"

Endpoint = Callable[[Request], Awaitable[Response]]


def application(work: Work, token: str | None = None) -> Starlette:
    """The ASGI application of a desk.

    ``token`` is what its page writes with, a secret of this run unless told.
    """
    secret = token or token_urlsafe(24)
    html = (_PAGE / "annotate.html").read_text(encoding="utf-8").replace("{token}", secret)

    async def page(_: Request) -> Response:
        return HTMLResponse(html, headers={"cache-control": "no-store"})

    def answered(make: Callable[[Request], Any]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(
                await anyio.to_thread.run_sync(make, request), headers={"cache-control": "no-store"}
            )

        return endpoint

    def article(request: Request) -> Any:
        return views.article(work, work.sheet(request.query_params.get("id", "")))

    async def act(request: Request) -> Response:
        given = await _given(request, secret)
        sheet = await anyio.to_thread.run_sync(work.act, given)
        return JSONResponse(await anyio.to_thread.run_sync(views.article, work, sheet))

    async def rebuild(request: Request) -> Response:
        await _given(request, secret)
        made = await anyio.to_thread.run_sync(work.rebuild)
        told = [f"{problem.document}: {problem.message}" for problem in made.problems]
        return JSONResponse({"entities": made.entities, "articles": made.articles, "told": told})

    return Starlette(
        routes=[
            Route("/", page),
            Route("/articles.json", answered(lambda _: views.articles(work))),
            Route("/article.json", answered(article)),
            Route(
                "/catalogue.json",
                answered(lambda _: views.catalogue(work.desk.knowledge.catalogue)),
            ),
            Route("/act", act, methods=["POST"]),
            Route("/rebuild", rebuild, methods=["POST"]),
            Mount("/static", StaticFiles(directory=_PAGE)),
        ],
        middleware=[Middleware(Guard, hosts=frozenset(), origins=frozenset())],
        exception_handlers={HTTPException: _refused, KgError: _cannot, Exception: _failed},
    )


async def _given(request: Request, secret: str) -> dict[str, Any]:
    """What a request asks for; raises `HTTPException` where it is not from the page."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "send JSON")
    if not compare_digest(request.headers.get(_TOKEN, "").encode(), secret.encode()):
        raise HTTPException(403, "only the page of this server may write; load it anew")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise HTTPException(413, "that is too long")
    try:
        given = json.loads(body)
    except ValueError:
        raise HTTPException(400, "that is no JSON") from None
    if not isinstance(given, dict):
        raise HTTPException(400, "send an object")
    return given


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


async def _cannot(_: Request, error: Exception) -> Response:
    """What was asked for makes no sense, or cannot be done now."""
    return JSONResponse({"error": str(error)}, 400 if isinstance(error, InputError) else 409)


async def _failed(_: Request, __: Exception) -> Response:
    return JSONResponse({"error": "the server failed; its log says why"}, 500)
