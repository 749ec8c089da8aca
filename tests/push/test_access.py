"""Who asks: from the environment or the keyring, as the store wants it told, never shown."""

import base64
import sys
from types import SimpleNamespace

import httpx
import pytest

from kg.errors import PushError
from kg.push.access import PASSWORD, TOKEN, USER, access

URL = "https://s.example/store"


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)


def asked(auth, challenge=None, times=1):
    """The Authorization headers that a store sees."""
    seen = []

    def answer(request):
        seen.append(request.headers.get("authorization"))
        if challenge and not seen[-1]:
            return httpx.Response(401, headers={"www-authenticate": challenge})
        return httpx.Response(204)

    with httpx.Client(auth=auth, transport=httpx.MockTransport(answer)) as client:
        for _ in range(times):
            assert client.put(URL, content=b"x").status_code == 204
    return seen


def test_nobody_is_named():
    assert access(URL) is None


def test_a_token(monkeypatch):
    monkeypatch.setenv(TOKEN, "secret")
    assert asked(access(URL)) == ["Bearer secret"]


def test_basic_once_the_store_asks_for_it(monkeypatch):
    monkeypatch.setenv(PASSWORD, "secret")
    seen = asked(access(URL, "ann"), 'Basic realm="x"', times=2)
    basic = "Basic " + base64.b64encode(b"ann:secret").decode()
    assert seen == [None, basic, basic]


def test_digest_where_the_store_offers_it(monkeypatch):
    monkeypatch.setenv(USER, "ann")
    monkeypatch.setenv(PASSWORD, "secret")
    seen = asked(access(URL), 'Digest realm="x", nonce="n", qop="auth", algorithm=MD5')
    assert seen[-1].startswith('Digest username="ann"')
    assert not any("secret" in (header or "") for header in seen)


def test_nothing_is_told_to_a_store_that_does_not_ask(monkeypatch):
    monkeypatch.setenv(PASSWORD, "secret")
    assert asked(access(URL, "ann"), times=2) == [None, None]


def test_the_keyring_keeps_it(monkeypatch):
    kept = {("kg", "ann@s.example"): "secret"}
    keyring = SimpleNamespace(get_password=lambda *key: kept.get(key))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert asked(access(URL, "ann"), "Basic")[-1].startswith("Basic ")
    with pytest.raises(PushError, match="no password for bob"):
        access(URL, "bob")


def test_no_password_is_an_error():
    with pytest.raises(PushError, match=f"put it into {PASSWORD}"):
        access(URL, "ann")


def test_a_password_in_the_url_is_refused_and_not_shown():
    with pytest.raises(PushError, match="no password in a URL") as caught:
        access("https://ann:secret@s.example/store")
    assert "secret" not in str(caught.value)
