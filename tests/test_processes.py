"""Processes that work for another one: what they do, and what becomes of those that fail."""

import fcntl
import multiprocessing
import os
import signal
import time
from contextlib import closing

import pytest

from kg import processes
from kg.processes import Lost, OutOfTime, Pool, at_most, cores


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(processes, "_GRACE", 0.3)


def work(task, beat):
    """Does what its name says."""
    name, *rest = task if isinstance(task, tuple) else (task,)
    if name == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hang":
        time.sleep(60)
    if name == "fail":
        raise ValueError("failed")
    if name == "long":
        for _ in range(8):
            time.sleep(0.2)
            beat()
    if name == "wait":
        time.sleep(rest[0])
    return task


def test_results_are_those_of_their_tickets():
    with closing(Pool(3, work, 5, 1000)) as pool:
        tasks = [("wait", 0.01 * (n * 7 % 5), n) for n in range(20)]
        tickets = [pool.submit(task) for task in tasks]
        assert [pool.result(ticket) for ticket in reversed(tickets)] == tasks[::-1]


def test_a_process_that_dies_or_hangs_costs_its_task_alone():
    with closing(Pool(2, work, 0.5, 1000)) as pool:
        tasks = ["die", *range(5), "hang", *range(5), "die"]
        found = [pool.result(ticket) for ticket in [pool.submit(task) for task in tasks]]
    whys = [[item.hung] if isinstance(item, Lost) else item for item in found]
    assert whys == [[False], *range(5), [True], *range(5), [False]]


def test_who_beats_has_time_and_an_error_is_raised():
    with closing(Pool(1, work, 0.5, 1000)) as pool:
        assert pool.result(pool.submit("long")) == "long"
        with pytest.raises(ValueError, match="failed"):
            pool.result(pool.submit("fail"))
        assert pool.result(pool.submit(1)) == 1


def test_a_worker_holds_no_lock_of_the_process_it_works_for(tmp_path):
    first, second = ((tmp_path / "lock").open("w") for _ in range(2))
    fcntl.flock(first, fcntl.LOCK_EX)
    with second, closing(Pool(1, work, 60, 1000)) as pool:
        pool.submit(("wait", 30))
        time.sleep(0.5)
        first.close()
        fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _killed(pipe):
    pool = Pool(2, work, 60, 1000)
    for number in range(2):
        assert pool.result(pool.submit(number)) == number
    pool.submit(("wait", 1.0))
    pipe.send([worker.process.pid for worker in pool._workers])
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_end_with_the_process_they_work_for():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_killed, args=(theirs,))
    process.start()
    left = ours.recv()
    process.join()
    assert left

    def alive(pid):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                return stat.read().split()[2] != "Z"
        except FileNotFoundError:
            return False

    until = time.monotonic() + 20
    while any(map(alive, left)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, left))


def test_a_loop_is_stopped_and_the_timer_is_free_again():
    with pytest.raises(OutOfTime), at_most(0.2):
        while True:
            pass
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    with at_most(0.2), at_most(30):  # the outer one holds
        pass
    assert cores() >= 1
