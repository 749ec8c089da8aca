"""`kg serve` and `kg annotate` in a process of their own, for tools and tests."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path


def serving(directory: Path, *options: str) -> AbstractContextManager[tuple[str, int]]:
    """The address of a server of a graph on a free port, and its process, for the block."""
    return started("serve", str(directory), "--port", "0", *options)


@contextmanager
def started(*arguments: str) -> Iterator[tuple[str, int]]:
    """The address that a command of kg tells first, and its process, for the block."""
    command = [sys.executable, "-m", "kg", *arguments]
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
