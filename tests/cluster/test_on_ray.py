"""The engine itself: two processes of this machine that are killed in the middle."""

import json
import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.building.build import build
from kg.building.options import Options
from kg.cluster import on_ray
from kg.cluster.build import build_on
from tests.building.test_changing import bytes_of

# It is imported when it is started, and not before.
pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(find_spec("ray") is None, reason="pip install 'newskg[ray]'"),
]

SAID = (
    "Premier Ada Brix met President Bo Ravn of Norland in Velm on Tuesday.",
    "Tim Moen, the chairman of Harbour Bank, said that the port would be sold.",
    "The Norland Party named Ann Holm its leader on Friday.",
    "Police arrested Paul Ito in Velm. His lawyer, Lena Ott, denied the charges.",
)
DEADLY = "Ida Lund visited Velm, and everything stopped."
HERE = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


class Deadly:
    """An engine whose processes are killed: at the first task of each kind, always at a text.

    ``marks`` is a folder in which they mark which kinds there were.
    """

    def __init__(self, engine, marks):
        self.engine, self.marks = engine, str(marks)
        self.blobs, self.slots = engine.blobs, engine.slots

    def each(self, work, tasks):
        return self.engine.each(self.deadly(work), tasks)

    def once(self, work, *given, here):
        return self.engine.once(self.deadly(work), *given, here=here)

    def deadly(self, work):
        marks, text = self.marks, DEADLY

        def done(task, *more):
            mark = os.path.join(marks, type(task).__name__)
            first = not os.path.exists(mark)
            open(mark, "w").close()
            if first and hasattr(task, "directory"):
                (task.directory / "store").mkdir()  # the graph was begun
            if first or text in [document.text for document, _ in getattr(task, "pages", ())]:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(task, *more)

        return done


def listening():
    """The addresses at which this process and those below it listen, as Linux writes them."""
    below, sockets = {str(os.getpid())}, {}
    processes = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {}
    for path in processes:
        try:
            parents[path.name] = (path / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
    while more := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= more
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                sockets[f"socket:[{fields[9]}]"] = fields[1].partition(":")[0]
    found = set()
    for pid in below:
        for file in Path("/proc", pid, "fd").glob("*"):
            try:
                found.add(sockets.get(os.readlink(file)))
            except OSError:
                continue
    return found - {None}


def test_killed_processes_cost_no_byte_and_no_more_than_the_text_that_kills(tmp_path, monkeypatch):
    monkeypatch.setattr(on_ray, "_AGAIN", 1)
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    lines = tmp_path / "in" / "lines.jsonl"
    lines.parent.mkdir()
    rows = (
        {"id": str(n), "text": f"{said} It was day {n} of the talks.", "published": "2025-03-28"}
        for n, said in enumerate(SAID * 4)
    )
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "marks").mkdir()
    build([str(lines)], tmp_path / "plain", Options(parses="none"))
    with on_ray.started(2) as ray:
        if sys.platform == "linux":
            assert listening() and listening() <= HERE
        engine = Deadly(ray, tmp_path / "marks")
        near, far = tmp_path / "near", tmp_path / "far"
        options = Options(parses="none")
        made = build_on(engine, [lines.parent.as_uri()], str(near), options)
        kinds = {path.name for path in (tmp_path / "marks").iterdir()}
        assert kinds == {"Table", "Part", "Assembly"} and made.articles == 16
        assert bytes_of(near) == bytes_of(tmp_path / "plain")

        texts = {"kept.txt": SAID[0], "lost.txt": DEADLY}
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        given = [str(tmp_path / name) for name in texts]
        made = build_on(engine, given, far.as_uri(), options)
        (problem,) = made.problems
        assert problem.document.startswith("lost.txt#") and made.articles == 1
        assert (far / "graph" / "COMPLETE").exists()
    assert not [name for name in os.environ if name.startswith("RAY_AUTH")]
