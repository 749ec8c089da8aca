"""Real triple stores, started for a test and stopped after it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from conftest import unavailable


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def needs(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        unavailable(", ".join(missing))


@contextmanager
def running(command, url, **options):
    """A server, from when it answers until the block ends."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    ) as server:
        try:
            for _ in range(150):
                try:
                    urllib.request.urlopen(url, timeout=2).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    assert server.poll() is None, f"{command[0]} ended"
                    time.sleep(0.2)
            yield server
        finally:
            server.terminate()
            server.wait(timeout=20)


def ask(endpoint: str, query: str, **more: str) -> list[dict[str, str]]:
    request = urllib.request.Request(
        endpoint,
        data=urllib.parse.urlencode({"query": query, **more}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found = json.load(answer)
    return [
        {name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]
    ]


@contextmanager
def oxigraph(place: Path, number: int | None = None):
    """An Oxigraph server on a directory; yields its URL and its process."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        unavailable("the package oxigraph")
    here = f"127.0.0.1:{number or port()}"
    command = [str(program), "serve", "--location", str(place), "-b", here]
    with running(command, f"http://{here}/") as server:
        yield f"http://{here}", server


@contextmanager
def virtuoso(place: Path, allowed: Path | None = None, numbers: tuple[int, int] | None = None):
    """A Virtuoso server on a directory; yields its SQL port, its URL and its process."""
    needs("virtuoso-t", "isql-vt")
    sql, web = numbers or (port(), port())
    (place / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = {place}/v.db
ErrorLogFile = {place}/v.log
TransactionFile = {place}/v.trx
xa_persistent_file = {place}/v.pxa
LockFile = {place}/v.lck
[TempDatabase]
DatabaseFile = {place}/t.db
TransactionFile = {place}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {place}, {allowed or place}
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
"""
    )
    command = ["virtuoso-t", "+configfile", str(place / "virtuoso.ini"), "+foreground"]
    where = {"cwd": place, "env": dict(os.environ)}
    with running(command, f"http://127.0.0.1:{web}/sparql", **where) as server:
        yield sql, f"http://127.0.0.1:{web}", server


def isql(port: int, statement: str) -> None:
    """Run a statement in Virtuoso as its administrator."""
    done = subprocess.run(
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statement}"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
