"""Which addresses are those of the public internet."""

import socket

import httpx
import pytest

from kg.errors import FetchError
from kg.watch.addresses import Checked, public


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1",
                "64:ff9b::101:101"],
)  # fmt: skip
def test_public(address):
    assert public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
     "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.7", "::1", "::",
     "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"],
)  # fmt: skip
def test_not_public(address):
    assert not public(address)


def told(monkeypatch, *addresses: str) -> None:
    found = [(socket.AF_INET, 1, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **more: found)


def test_a_name_with_one_private_address_among_others_is_not_asked(monkeypatch):
    told(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(FetchError, match=r"inside\.example \(10\.0\.0\.1\) is no address"):
        Checked(private=False).handle_request(httpx.Request("GET", "http://inside.example/"))


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch):
    told(monkeypatch, "93.184.216.34")
    asked = list[httpx.Request]()

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    transport = Checked(private=False)
    monkeypatch.setattr(transport._inner, "handle_request", handle)
    request = httpx.Request("GET", "https://news.example/feed?x=1")
    transport.handle_request(request)
    (sent,) = asked
    assert str(sent.url) == "https://93.184.216.34/feed?x=1"
    assert sent.headers["Host"] == "news.example"
    assert sent.extensions["sni_hostname"] == "news.example"


def test_a_name_that_nobody_knows(monkeypatch):
    def unknown(*rest, **more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match=r"nobody knows where news\.example is"):
        Checked(private=False).handle_request(httpx.Request("GET", "http://news.example/"))
