"""Which addresses a watcher may reach: those of the public internet, unless it is told otherwise.

A name is resolved once, and the address that was looked at is the one that is connected to: who
answers for a name could else tell a public address first and a private one a moment later.
"""

from __future__ import annotations

import ipaddress
import socket

import httpx

from kg.errors import FetchError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Behind these an address of IPv4 is reached by one of IPv6 (RFC 6052, RFC 8215).
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def public(address: str) -> bool:
    """Whether an address is one that everybody reaches; so must be those that it carries."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved for one in _with_inner(found)
    )


def _with_inner(found: _Address) -> list[_Address]:
    if isinstance(found, ipaddress.IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    if any(found in network for network in _TRANSLATED):
        return [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)]
    inner = [found.sixtofour, *(found.teredo or ())]
    return [found, *(one for one in inner if one)]


class Checked(httpx.BaseTransport):
    """Connects to addresses that were looked at; a proxy is not asked, as it could reach any.

    Connections are not kept: they go by addresses here, and two names may share one.
    """

    def __init__(self, private: bool) -> None:
        self._private = private
        self._inner = httpx.HTTPTransport(
            trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises `FetchError` where its server is none to reach."""
        host = request.url.host
        address = self._address(host, request.url.port)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """End all connections."""
        self._inner.close()

    def _address(self, host: str, port: int | None) -> str:
        try:
            found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"nobody knows where {host} is; check the address") from None
        addresses = [str(address[0]) for *_, address in found]
        private = [address for address in addresses if not public(address)]
        if private and not self._private:
            what = host if host == private[0] else f"{host} ({private[0]})"
            raise FetchError(
                f"{what} is no address of the public internet; --allow-private lets it be asked"
            )
        return addresses[0]
