"""The engine Ray: a few processes of this machine, or the cluster that ``RAY_ADDRESS`` names.

Those of this machine listen on 127.0.0.1 alone, tell nobody anything, and end with the block.
"""

import logging
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from kg.errors import KgError
from kg.processes import Lost

# How often a task is tried again whose process died.
_AGAIN = 2
# So many tasks wait for each that runs: none is idle, and no more is in memory than that.
_AHEAD = 3
_WAIT = 10.0
_NEAR = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
    # Else Ray listens on the address by which other machines would reach this one.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
}


@contextmanager
def started(workers: int) -> Iterator["Ray"]:
    """Ray with so many processes, or the cluster of ``RAY_ADDRESS``.

    One that is started is stopped; one that this process is connected to already stays so. What
    it listens to is settled when it is imported.

    Raises:
        KgError: Ray is not installed, or does not answer.
    """
    address = os.environ.get("RAY_ADDRESS")
    if address and address.startswith("ray://"):
        raise KgError(
            f"RAY_ADDRESS={address}: run kg on a machine of the cluster, and name it as host:port"
        )
    if address:
        _check(address)
    with ExitStack() as stack:
        imported = sys.modules.get("ray")
        if not address and not (imported and imported.is_initialized()):
            if imported:
                raise KgError(
                    "ray was imported before it could be kept to this machine; ray.init it"
                )
            # Nobody else on this machine may give it work; and no file keeps the token.
            stack.enter_context(_environment(_NEAR | {"RAY_AUTH_TOKEN": secrets.token_hex(32)}))
        try:
            import ray
        except ModuleNotFoundError:
            raise KgError("ray is not installed; pip install 'newskg[ray]'") from None
        if not ray.is_initialized():
            asked: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
            if not address:
                near = stack.enter_context(
                    TemporaryDirectory(prefix="kg-ray-", ignore_cleanup_errors=True)
                )
                asked |= {
                    "address": "local", "num_cpus": workers, "include_dashboard": False,
                    "_temp_dir": near, "_system_config": {"task_oom_retries": _AGAIN},
                }  # fmt: skip
            # What Ray says of processes that died belongs to no output.
            stack.enter_context(redirect_stdout(sys.stderr))
            stack.callback(ray.shutdown)
            try:
                ray.init(**asked)
            except (OSError, RuntimeError, ValueError) as error:
                raise KgError(f"ray cannot be started: {_line(error)}") from error
        yield Ray(ray)


def _check(address: str) -> None:
    """Raise `KgError` at once where nobody listens, for which Ray waits minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        return  # "auto": Ray finds it
    try:
        socket.create_connection((host.strip("[]"), int(port)), _WAIT).close()
    except (OSError, OverflowError) as error:
        raise KgError(f"RAY_ADDRESS={address}: no answer: {_line(error)}") from error


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Variables of the environment for the block."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class Ray:
    """Tasks of Ray (`engine.Engine`)."""

    ray: Any

    def blobs(self, uri: str, endings: tuple[str, ...]) -> Iterator[Any]:
        """The files below a URI, as Ray's own reader gives them."""
        from ray import data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        with self._told():
            files = data.read_binary_files(
                uri, include_paths=True, file_extensions=list(endings) or None
            )
            yield from files.to_arrow_refs()

    def each(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its result, as they are done."""
        remote = self._remote(work)
        waiting, running = iter(tasks), dict[Any, Any]()
        while True:
            while len(running) < _AHEAD * self.slots() and (task := next(waiting, self)) != self:
                running[remote.remote(task)] = task
            if not running:
                return
            for done in self.ray.wait(list(running))[0]:
                yield running.pop(done), self._got(done)

    def once(self, work: Callable[..., Any], *given: Any, here: bool) -> Any:
        """The result of one task; Ray keeps what it is given where the tasks reach it."""
        placed: dict[str, Any] = {}
        if here:
            from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

            node = self.ray.get_runtime_context().get_node_id()
            placed["scheduling_strategy"] = NodeAffinitySchedulingStrategy(node, soft=False)
        return self._got(self._remote(work).options(**placed).remote(*given))

    def slots(self) -> int:
        """The processors of the cluster now; it may grow."""
        return max(1, int(self.ray.cluster_resources().get("CPU", 1)))

    def _remote(self, work: Callable[..., Any]) -> Any:
        def call(*given: Any) -> Any:
            return work(*given)

        return self.ray.remote(num_cpus=1, max_retries=_AGAIN)(call)

    def _got(self, done: Any) -> Any:
        failed = self.ray.exceptions
        try:
            with self._told():
                return self.ray.get(done)
        except (failed.WorkerCrashedError, failed.OutOfMemoryError, failed.NodeDiedError):
            return Lost(hung=False)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raise what a task raised as it was, and a line for what Ray itself says."""
        failed = self.ray.exceptions
        lost = failed.WorkerCrashedError, failed.OutOfMemoryError, failed.NodeDiedError
        try:
            yield
        except lost:
            raise
        except failed.RayTaskError as error:
            raise error.cause or KgError(f"ray: {_line(error)}") from None
        except (failed.RayError, OSError, ValueError) as error:
            raise KgError(f"ray: {_line(error)}") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
