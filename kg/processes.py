"""Processes that work for this one; one that hangs or dies costs the task that it was at.

The pools of the standard library end as a whole when a process of theirs dies, and wait for ever
for one that hangs.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any

# What stops a loop of Python from within is given so much more time than it stops it at.
_GRACE = 5.0
_MEGABYTE = 2**20

Beat = Callable[[], None]
# Does a task; told to beat while it goes on, because each pause has a limit, not the whole.
Work = Callable[[Any, Beat], Any]


class OutOfTime(BaseException):
    """Time is over; no `Exception`, so that nothing on the way takes it for one of its own."""


class Lost:
    """What there is instead of a result: the process that was at it hung or died."""

    def __init__(self, hung: bool) -> None:
        self.hung = hung


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the block when it takes longer.

    Only the main thread of a system with timers can be interrupted, and only between two steps
    of Python; where somebody else uses the timer, nothing is done.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL
    ):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


class Pool:
    """So many processes that do ``work``; started when there is something to do.

    A process that does not beat for ``seconds`` (and some grace) is killed, and another one takes
    its place. Each may take ``megabytes`` more memory than it begins with, where the system knows
    such limits.
    """

    def __init__(self, size: int, work: Work, seconds: float, megabytes: int) -> None:
        self._size, self._work = size, work
        self._seconds, self._megabytes = seconds, megabytes
        self._tasks = deque[tuple[int, Any]]()
        self._done: dict[int, Any] = {}
        self._workers: list[_Worker] = []
        self._number = 0

    def submit(self, task: Any) -> int:
        """Have a task done; the ticket for its result."""
        self._number += 1
        self._tasks.append((self._number, task))
        self._hand_out()
        return self._number

    def result(self, ticket: int) -> Any:
        """The result of a task, or `Lost`; raises what the work raised."""
        while ticket not in self._done:
            self._hand_out()
            self._listen()
        done = self._done.pop(ticket)
        if isinstance(done, Exception):
            raise done
        return done

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def _hand_out(self) -> None:
        while self._tasks:
            idle = next((worker for worker in self._workers if worker.ticket is None), None)
            if idle is None:
                if len(self._workers) == self._size:
                    return
                idle = _Worker(self._work, self._megabytes)
                self._workers.append(idle)
            ticket, task = self._tasks.popleft()
            if not idle.begin(ticket, task):
                self._workers.remove(idle)
                self._tasks.appendleft((ticket, task))

    def _listen(self) -> None:
        """Take what the processes tell, or wait until one has been silent for too long."""
        busy = {worker.pipe: worker for worker in self._workers if worker.ticket is not None}
        last = min(worker.heard for worker in busy.values()) + self._seconds + _GRACE
        ready = wait(list(busy), max(0.0, last - time.monotonic()))
        for pipe in ready:
            assert isinstance(pipe, Connection)
            worker = busy[pipe]
            ticket = worker.ticket
            assert ticket is not None
            try:
                told, value = pipe.recv()
            except (EOFError, OSError):
                self._lose(worker, hung=False)
                continue
            worker.heard = time.monotonic()
            if told == "done":
                self._done[ticket] = value
                worker.ticket = None
        if not ready:
            for worker in busy.values():
                if time.monotonic() - worker.heard > self._seconds + _GRACE:
                    self._lose(worker, hung=True)

    def _lose(self, worker: "_Worker", hung: bool) -> None:
        assert worker.ticket is not None
        self._done[worker.ticket] = Lost(hung)
        worker.kill()
        self._workers.remove(worker)


class _Worker:
    """A process, what it is at, and when it was last heard of."""

    def __init__(self, work: Work, megabytes: int) -> None:
        # Forked processes have at once what the work needs; elsewhere it is sent to each of them.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work, megabytes), daemon=True)
        self.process.start()
        theirs.close()
        self.ticket: int | None = None
        self.heard = 0.0

    def begin(self, ticket: int, task: Any) -> bool:
        """Send a task; false where the process is gone."""
        self.ticket, self.heard = ticket, time.monotonic()
        try:
            self.pipe.send(task)
        except OSError:
            self.kill()
            return False
        return True

    def kill(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _serve(pipe: Connection, work: Work, megabytes: int) -> None:
    """Do the tasks that come, until nobody is there to send any."""
    _let_go(pipe)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(megabytes)
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                done = work(task, lambda: pipe.send(("beat", None)))
            except Exception as error:
                done = error
            pipe.send(("done", done))


def _let_go(pipe: Connection) -> None:
    """Close what was inherited: pipes, which would never end, and locks, which would last.

    The numbers stay taken, so that whoever thinks that they are his closes nothing of others.
    """
    if sys.platform != "linux":
        return
    nothing = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd"):
        number = int(name)
        if number > 2 and number not in (pipe.fileno(), nothing):
            with suppress(OSError):
                os.fstat(number)  # that of the list itself is closed by now
                os.dup2(nothing, number)


def _bound_memory(megabytes: int) -> None:
    """Let this process ask for so much more memory; then it has a `MemoryError`."""
    try:
        import resource

        with open("/proc/self/status", encoding="ascii") as lines:
            kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmData"))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        asked = kilobytes * 1024 + megabytes * _MEGABYTE
        if most == resource.RLIM_INFINITY or asked < most:
            resource.setrlimit(resource.RLIMIT_DATA, (asked, most))
    except (ImportError, OSError, ValueError, StopIteration):
        return  # this system knows no such limit
