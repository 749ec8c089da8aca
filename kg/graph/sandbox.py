"""SPARQL queries in processes of their own (`worker`), stopped when they take too long.

`run` asks one query in a fresh process; a `Worker` stays for many, and a `Pool` keeps several. A
query that takes too long or too much costs its process, which another replaces.
"""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryBusy, QueryError, QueryRefused, QueryStopped
from kg.graph.result import Result
from kg.graph.worker import READY

_MEMORY = 8 << 30
_ANSWER = 1 << 30
# Seconds in which a process must have begun; a query's own time is counted from then.
_START = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: seconds, rows, bytes of its answer, bytes of memory."""

    seconds: float = 30.0
    rows: int = 10_000
    answer: int = _ANSWER
    memory: int = _MEMORY


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered: ``head`` says what it is, ``body`` is it."""

    head: Mapping[str, Any]
    body: bytes


def run(store: Path, query: str, prefixes: Mapping[str, str], timeout: float, limit: int) -> Result:
    """Run a query on a store on disk.

    Args:
        store: The directory of the store, opened for reading only.
        query: A SPARQL 1.1 query.
        prefixes: Prefixes the query may use without declaring them.
        timeout: Seconds after which the query is stopped.
        limit: The number of rows after which no more are read.

    Raises:
        QueryError: The query is malformed, was refused, or took longer than the limit.
    """
    worker = Worker(store, Limits(timeout, limit))
    try:
        return result(worker.ask({"query": query, "prefixes": dict(prefixes)}))
    finally:
        worker.close()


def result(answer: Answer) -> Result:
    """The answer to a job for which no form was asked."""
    head = answer.head
    if head["kind"] == "ask":
        return Result("ask", answer=head["answer"])
    lines = map(json.loads, answer.body.splitlines())
    rows = tuple(tuple(cell and _term(cell) for cell in line) for line in lines)
    return Result(head["kind"], tuple(head["variables"]), rows, truncated=head["truncated"])


def _term(cell: dict[str, str]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return ox.BlankNode(cell["value"])
    if "xml:lang" in cell:
        return ox.Literal(cell["value"], language=cell["xml:lang"])
    if "datatype" in cell:
        return ox.Literal(cell["value"], datatype=ox.NamedNode(cell["datatype"]))
    return ox.Literal(cell["value"])


class Worker:
    """A process that answers one job after another on a store on disk."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits = limits
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from kg.graph.worker import main; main()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
        )  # fmt: skip
        self.alive, self.ready = True, False
        self._send({"store": str(store), "memory": limits.memory})

    def ask(self, job: Mapping[str, Any]) -> Answer:
        """Answer a job of `worker`; after a `QueryStopped` the process is no more.

        Raises:
            QueryError: The query is malformed.
            QueryRefused: It asks for what no query may do, or for a form that it does not have.
            QueryStopped: It took too long or too much memory, or `close` stopped it.
        """
        seconds, late = self.limits.seconds, threading.Event()
        limits = {"seconds": seconds, "limit": self.limits.rows, "bytes": self.limits.answer}

        def stop() -> None:
            late.set()
            self.process.kill()

        self._begin()
        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            self._send({**limits, **job})
            answer = self._receive()
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise QueryStopped(self._reason(late.is_set()))
        if answer.head["spent"] or late.is_set():
            self.close()
        if "error" in answer.head:
            message, kind = answer.head["error"], answer.head["kind"]
            if kind == "stopped":
                raise QueryStopped(message)
            raise QueryError(message) if kind == "malformed" else QueryRefused(message, kind)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.alive = False
        self.process.kill()

    def _begin(self) -> None:
        """Wait until the process is ready; where it never is, the first answer will be none."""
        if not self.ready:
            assert self.process.stdout
            timer = threading.Timer(_START, self.process.kill)
            timer.daemon = True
            timer.start()
            self.ready = self.process.stdout.readline() == READY
            timer.cancel()

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self.process.stdin
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:  # it has ended; there will be no answer
            self.alive = False

    def _receive(self) -> Answer | None:
        """The next answer, or None where the process ended instead."""
        assert self.process.stdout
        try:
            head = json.loads(self.process.stdout.readline())
            body = self.process.stdout.read(head["bytes"])
        except ValueError:
            return None
        return Answer(head, body) if len(body) == head["bytes"] else None

    def _reason(self, late: bool) -> str:
        if late:
            return (
                f"the query took longer than {self.limits.seconds:g} s and was stopped; make it "
                "more specific or give more time with --timeout"
            )
        assert self.process.stderr
        self.process.wait()
        trouble = self.process.stderr.read().decode(errors="replace").strip().splitlines()
        last = trouble[0] if trouble else "no message"
        return f"the query ended early (too much memory or time?): {last}"

    def __del__(self) -> None:
        process = getattr(self, "process", None)
        if process:
            process.kill()
            for pipe in (process.stdin, process.stdout, process.stderr):
                # What was still to be written reaches nobody any more.
                with suppress(BrokenPipeError):
                    pipe.close()
            process.wait()


class Running:
    """A job that is being done, for whoever may want to stop it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._stopped = False

    def begin(self, worker: Worker) -> None:
        """Say who does it. Raises `QueryStopped` where it need no longer be done."""
        with self._lock:
            if self._stopped:
                raise QueryStopped("the query is no longer wanted")
            self._worker = worker

    def end(self) -> None:
        """Say that it is done."""
        with self._lock:
            self._worker = None

    def stop(self) -> None:
        """Stop it, now or as soon as it begins."""
        with self._lock:
            self._stopped = True
            if self._worker:
                self._worker.close()


@dataclass(frozen=True)
class Pool:
    """Workers on one store, kept for many queries.

    ``patience`` is how many seconds a query waits for a worker, where all are busy.
    """

    store: Path
    prefixes: Mapping[str, str]
    size: int
    limits: Limits
    patience: float = 10.0
    _idle: queue.LifoQueue[Worker] = field(default_factory=queue.LifoQueue)
    _busy: set[Worker] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _ in range(self.size):
            self._idle.put(Worker(self.store, self.limits))

    def ask(self, job: Mapping[str, Any], running: Running | None = None) -> Answer:
        """Answer a job of `worker` as `Worker.ask` does; ``running`` can stop it.

        Raises:
            QueryBusy: No worker came free in time.
        """
        running = running or Running()
        try:
            worker = self._idle.get(timeout=self.patience)
        except queue.Empty:
            raise QueryBusy(f"all {self.size} workers are busy; try again later") from None
        try:
            if not worker.alive or worker.process.poll() is not None:
                worker = Worker(self.store, self.limits)
            self._busy.add(worker)
            running.begin(worker)
            return worker.ask({"prefixes": dict(self.prefixes), **job})
        finally:
            running.end()
            self._busy.discard(worker)
            if not worker.alive:
                worker = Worker(self.store, self.limits)
            self._idle.put(worker)

    def query(self, query: str) -> Result:
        """Ask a query as `run` does."""
        return result(self.ask({"query": query}))

    def retire(self) -> None:
        """End the workers that are idle; those at work end with the pool, when it is forgotten."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def close(self) -> None:
        """End all workers, those at work too."""
        self.retire()
        for worker in tuple(self._busy):
            worker.close()
