"""Who asks: a user with a password, or a token, from the environment or the system's keyring."""

from __future__ import annotations

import os
from collections.abc import Generator
from urllib.parse import urlsplit

import httpx

from kg.errors import PushError

USER, PASSWORD, TOKEN = "KG_PUSH_USER", "KG_PUSH_PASSWORD", "KG_PUSH_TOKEN"


def access(url: str, user: str | None = None) -> httpx.Auth | None:
    """How to show the store at a URL who asks; None where nobody is named.

    ``KG_PUSH_TOKEN`` is a bearer token; ``user``, else ``KG_PUSH_USER``, goes with
    ``KG_PUSH_PASSWORD``, else with what the keyring keeps for ``user@host`` under the service
    ``kg`` (where the package keyring is installed). Raises `PushError` when there is no password,
    or one stands in the URL, where histories and logs keep it.
    """
    parts = urlsplit(url)
    if parts.password is not None:
        raise PushError(f"{parts.hostname}: no password in a URL; put it into {PASSWORD}")
    if token := os.environ.get(TOKEN):
        return _Bearer(token)
    user = user or os.environ.get(USER)
    if not user:
        return None
    password = os.environ.get(PASSWORD) or _kept(f"{user}@{parts.hostname}")
    if password is None:
        raise PushError(f"{parts.hostname}: no password for {user}; put it into {PASSWORD}")
    return _AsChallenged(user, password)


def _kept(name: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    found: str | None = keyring.get_password("kg", name)
    return found


class _Bearer(httpx.Auth):
    """A token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._header
        yield request


class _AsChallenged(httpx.Auth):
    """The password in the way the store asks for it: digest where it offers that, else basic."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._asked: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._asked is None:
            answer = yield request
            if answer.status_code != 401:
                return
            schemes = " ".join(answer.headers.get_list("www-authenticate")).lower()
            self._asked = self._digest if "digest" in schemes else self._basic
        yield from self._asked.auth_flow(request)
