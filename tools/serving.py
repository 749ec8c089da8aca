"""`kg serve` in a process of its own, for tools and tests."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(directory: Path, *options: str) -> Iterator[tuple[str, int]]:
    """The address of a server of a graph on a free port, and its process, for the block."""
    command = [sys.executable, "-m", "kg", "serve", str(directory), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            line = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if not found:
                raise RuntimeError(line + server.stderr.read())
            yield found[0], server.pid
        finally:
            server.terminate()
            server.communicate(timeout=20)
