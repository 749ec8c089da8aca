"""Connections whose other end does not go on are given up; those that do are not."""

import socket
import threading
import time
from contextlib import contextmanager

import anyio
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.connections import PatientProtocol

LONG = 32 << 20


class Prompt(PatientProtocol):
    """It looks often, so that the test need not wait."""

    seconds = 0.2


async def _slow(request: Request) -> Response:
    await anyio.sleep(1)
    return Response(b"late")


async def _long(request: Request) -> Response:
    return Response(b"x" * LONG)


@pytest.fixture(scope="module")
def port():
    app = Starlette(routes=[Route("/slow", _slow), Route("/long", _long)])
    config = uvicorn.Config(app, port=0, http=Prompt, log_level="error", timeout_keep_alive=60)
    listening = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)


@contextmanager
def opened(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        yield connection


def closed(connection):
    """Whether the other end closes the connection within the time of the socket."""
    try:
        while connection.recv(1 << 16):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    "begun", [b"", b"GET /slow HTTP/1.1\r\n", b"GET /slow HTTP/1.1\r\nHost: x\r\nAccept: */"]
)
def test_who_does_not_finish_a_request_is_let_go(port, begun):
    with opened(port) as connection:
        connection.sendall(begun)
        assert closed(connection)


def test_one_byte_after_another_is_no_request_either(port):
    with opened(port) as connection, pytest.raises(OSError):
        for byte in b"GET /slow HTTP/1.1\r\n" + b"X" * 100:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)


def test_a_long_answer_that_is_not_taken_is_given_up(port):
    with opened(port) as connection:
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(1)
        got = 0
        with pytest.raises(OSError):
            while True:
                part = connection.recv(1 << 20)
                if not part:
                    raise ConnectionResetError
                got += len(part)
        assert got < LONG


def test_who_waits_for_an_answer_gets_it(port):
    with opened(port) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        parts = b""
        while part := connection.recv(4096):
            parts += part
    assert parts.endswith(b"late")


def test_who_takes_a_long_answer_slowly_gets_it(port):
    with opened(port) as connection:
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        got = 0
        for _ in range(8):
            time.sleep(0.1)
            got += len(connection.recv(2 << 20, socket.MSG_WAITALL))
        while part := connection.recv(1 << 20):
            got += len(part)
    assert got > LONG
