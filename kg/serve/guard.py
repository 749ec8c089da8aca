"""What stands before every request: which hosts and origins may ask, and the headers of safety.

A page of somewhere else can make a browser ask a server on this machine, and by a name that it lets
point here even read the answers (DNS rebinding). So ``Host`` must be a name under which the server
is meant to be asked, and ``Origin``, where there is one, the server itself or one that was allowed.
"""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOCAL = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
_METHODS = "GET, HEAD, POST, OPTIONS"
_LONGEST_TARGET = 1 << 16


@dataclass(frozen=True)
class Guard:
    """An ASGI application that lets through to another what may ask.

    ``hosts`` are further names (``kg.example.org``, with the port if it is not the scheme's own)
    under which the server is asked, ``origins`` those of other pages that may ask and read
    (``https://app.example.org``; ``*`` for all).
    """

    app: ASGIApp
    hosts: frozenset[str]
    origins: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        refusal = self._refusal(scope, headers)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), origin if refusal is None else None)
            await send(message)

        response: ASGIApp = refusal or self.app
        if refusal is None and scope["method"] == "OPTIONS" and origin:
            response = Response(status_code=204, headers={"allow": _METHODS})
        await response(scope, receive, sending)

    def _refusal(self, scope: MutableMapping[str, Any], headers: Headers) -> Response | None:
        named = headers.getlist("host")
        if len(named) != 1 or named[0].lower() not in self._names(scope):
            return PlainTextResponse("this server is not asked by that name (Host)\n", 421)
        origin = headers.get("origin")
        if origin is not None and not self._known(origin, scope):
            return PlainTextResponse("pages of that origin may not ask this server\n", 403)
        navigates = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        if headers.get("sec-fetch-site") == "cross-site" and origin is None and not navigates:
            return PlainTextResponse("other sites may not ask this server\n", 403)
        target = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if target > _LONGEST_TARGET:
            return PlainTextResponse("the address is too long; use POST\n", 414)
        return None

    def _names(self, scope: MutableMapping[str, Any]) -> Iterable[str]:
        port = (scope.get("server") or ("", 80))[1]
        found = {f"{name}:{port}" for name in _LOCAL} | self.hosts
        return found | set(_LOCAL) if port == 80 else found

    def _known(self, origin: str, scope: MutableMapping[str, Any]) -> bool:
        scheme, _, name = origin.lower().partition("://")
        own = scheme in ("http", "https") and name in self._names(scope)
        return own or origin.lower() in self.origins or "*" in self.origins

    def _add(self, headers: MutableHeaders, origin: str | None) -> None:
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        headers.add_vary_header("Origin")
        headers.setdefault(
            "cross-origin-resource-policy", "cross-origin" if self.origins else "same-origin"
        )
        if origin is not None:
            headers["access-control-allow-origin"] = "*" if "*" in self.origins else origin
            headers["access-control-allow-methods"] = _METHODS
            headers["access-control-allow-headers"] = "Accept, Content-Type"
            headers["access-control-expose-headers"] = "Kg-Truncated, Retry-After"
            headers["access-control-max-age"] = "600"
