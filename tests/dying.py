"""A process that ends at a moment of the test's choosing."""

import importlib
import multiprocessing
from typing import Any

# It has imported once what the processes need, and is forked for each; the process of the tests has
# threads, and is not.
SERVER = multiprocessing.get_context("forkserver")


def status_of(module: str, function: str, *arguments: Any) -> int | None:
    """The exit status of a process that calls a function of a module."""
    SERVER.set_forkserver_preload(["tests.building.test_changing"])
    process = SERVER.Process(target=_called, args=(module, function, arguments))
    process.start()
    process.join(120)
    if process.exitcode is None:
        process.kill()
    return process.exitcode


def _called(module: str, function: str, arguments: tuple[Any, ...]) -> None:
    getattr(importlib.import_module(module), function)(*arguments)
