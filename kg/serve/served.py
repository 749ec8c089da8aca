"""What is served: a graph, what is known of it, and the workers that answer queries to it."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from starlette.requests import Request

from kg.errors import QueryBusy, QueryError
from kg.graph.directory import STORE
from kg.graph.opened import Graph
from kg.graph.sandbox import Answer, Limits, Pool, Running
from kg.graph.store import QUADS
from kg.serve.explorer import Explored
from kg.serve.kept import Kept, Unwanted
from kg.serve.library import Library

_WAITING = 128


@dataclass(frozen=True)
class Loaded:
    """A graph as it was when ``stamp`` was taken of it."""

    stamp: tuple[int, int]
    library: Library
    pool: Pool
    explored: Explored
    kept: Kept = field(default_factory=Kept)


@dataclass
class Served:
    """The graph of a directory, loaded anew when it has been built anew.

    ``workers`` queries run at once, and each waits ``patience`` seconds at most for its turn.
    """

    directory: Path
    limits: Limits
    workers: int
    patience: float = 10.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _loaded: Loaded | None = None
    _waiting: int = 0
    _turns: anyio.Semaphore | None = None
    _threads: anyio.CapacityLimiter | None = None

    def now(self) -> Loaded:
        """The graph as it is now. Raises `InputError` where there is none."""
        if loaded := self._fresh():
            return loaded
        with self._lock:
            if loaded := self._fresh():
                return loaded
            old, self._loaded = self._loaded, self._load(self._stamp() or (0, 0))
            if old:
                old.pool.retire()
            return self._loaded

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = (self.directory / STORE / "meta.json").stat()
        except OSError:  # it is being put in place just now, or there is none
            return None
        return found.st_ino, found.st_mtime_ns

    def _fresh(self) -> Loaded | None:
        """What is loaded, where the graph has not been built anew since."""
        loaded, stamp = self._loaded, self._stamp()
        return loaded if loaded and stamp in (None, loaded.stamp) else None

    def _load(self, stamp: tuple[int, int]) -> Loaded:
        graph = Graph.open(self.directory)
        prefixes: Mapping[str, str] = graph.meta["prefixes"]
        library = Library(graph)
        # What many pages need is loaded before the first is asked for.
        _ = library.lookup, graph.catalogue
        pool = Pool(
            self.directory / STORE / QUADS, prefixes, self.workers, self.limits, self.patience
        )
        return Loaded(stamp, library, pool, Explored(graph))

    async def ask(self, job: Mapping[str, Any], request: Request) -> Answer:
        """Answer a job of `worker`; it is stopped when the client goes away.

        An answer that is kept comes at once, whatever the workers do.

        Raises:
            QueryError: As `Pool.ask` does.
        """
        loaded = await self.soon()
        return await loaded.kept.answer(job, lambda: self._in_turn(job, request))

    async def soon(self) -> Loaded:
        """`now`, without keeping others waiting where it has to be loaded."""
        loaded = self._fresh()
        return loaded if loaded else await anyio.to_thread.run_sync(self.now)

    async def _in_turn(self, job: Mapping[str, Any], request: Request) -> Answer:
        self._turns = self._turns or anyio.Semaphore(self.workers)
        self._threads = self._threads or anyio.CapacityLimiter(self.workers)
        if self._waiting >= _WAITING:
            raise QueryBusy("too many queries wait already; try again later")
        self._waiting += 1
        try:
            with anyio.move_on_after(self.patience) as scope:
                await self._turns.acquire()
            if scope.cancelled_caught:
                raise QueryBusy(f"all {self.workers} workers are busy; try again later")
        finally:
            self._waiting -= 1
        try:
            # Only now, for the graph may have been built anew while this waited.
            pool = (await self.soon()).pool
            return await _watched(pool, job, request, self._threads)
        finally:
            self._turns.release()

    def close(self) -> None:
        """End the workers."""
        if self._loaded:
            self._loaded.pool.close()


async def _watched(
    pool: Pool, job: Mapping[str, Any], request: Request, threads: anyio.CapacityLimiter
) -> Answer:
    """Answer a job in a thread, and stop it when the client goes away."""
    found: Answer | QueryError
    running, gone = Running(), anyio.Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        running.stop()
        gone.set()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(watch)
        try:
            found = await anyio.to_thread.run_sync(partial(pool.ask, job, running), limiter=threads)
        except QueryError as error:
            found = Unwanted("the client went away") if gone.is_set() else error
        tasks.cancel_scope.cancel()
    if isinstance(found, QueryError):
        raise found
    return found
