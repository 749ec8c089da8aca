"""What the tests of the server share: an application asked in memory, and a server of its own."""

from contextlib import contextmanager

from starlette.testclient import TestClient

from kg.graph.sandbox import Limits
from kg.serve.app import application
from kg.serve.served import Served
from tools.serving import serving

__all__ = ["asked", "serving"]

HOST = "http://127.0.0.1:8765"


@contextmanager
def asked(directory, limits=None, workers=2, patience=5.0, **options):
    """A client of an application in this process."""
    limits = limits or Limits(10, 1000, 8 << 20, 2 << 30)
    app = application(Served(directory, limits, workers, patience), **options)
    with TestClient(app, base_url=HOST, follow_redirects=False) as client:
        yield client
