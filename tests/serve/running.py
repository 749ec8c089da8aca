"""What the tests of the server share: an application asked in memory, and a server of its own."""

import re
import subprocess
import sys
from contextlib import contextmanager

from starlette.testclient import TestClient

from kg.graph.sandbox import Limits
from kg.serve.app import application
from kg.serve.served import Served

HOST = "http://127.0.0.1:8765"


@contextmanager
def asked(directory, limits=None, workers=2, patience=5.0, **options):
    """A client of an application in this process."""
    limits = limits or Limits(10, 1000, 8 << 20, 2 << 30)
    app = application(Served(directory, limits, workers, patience), **options)
    with TestClient(app, base_url=HOST, follow_redirects=False) as client:
        yield client


@contextmanager
def serving(directory, *options):
    """The address of `kg serve` in a process of its own, on a free port."""
    command = [sys.executable, "-m", "kg", "serve", str(directory), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line + server.stderr.read()
            yield found[0], server.pid
        finally:
            server.terminate()
            server.communicate(timeout=20)
