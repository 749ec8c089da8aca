"""Builds by an engine's tasks: the same graph as ever, whatever dies; here without an engine."""

import json
import os
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import kg.cli
import kg.reading.run
from kg.building.options import Options
from kg.cluster import assembling, shards
from kg.cluster import build as clustered
from kg.cluster.build import build_on
from kg.cluster.engine import watched
from kg.cluster.inputs import find
from kg.cluster.places import Place, is_uri, place_of
from kg.cluster.shards import alone, mark, parts
from kg.errors import ArticleError, InputError, KgError, NothingReadError
from kg.model import Problem
from kg.processes import Lost
from kg.reading.batch import arrange
from tests.building.test_changing import (
    LATER,
    MET,
    OTHER,
    PIPELINE,
    TEXTS,
    built,
    bytes_of,
    fake,
    page,
)
from tests.dying import status_of
from tests.known import KNOWLEDGE

PAGES = [page(f"{number}.txt", text, published="2025-03-28") for number, text in enumerate(TEXTS)]


class Inline:
    """An engine that does each task at once, except what is dead to it."""

    def __init__(self, dies=lambda work, task: False):
        self.dies = dies
        self.done = []

    def slots(self):
        return 2

    def each(self, work, tasks):
        for task in sorted(tasks, key=repr, reverse=True):
            yield task, self.once(work, task, here=False)

    def once(self, work, *given, here):
        self.done.append((work, given[0]))
        return Lost(hung=False) if self.dies(work, given[0]) else work(*given)

    def blobs(self, uri, endings):
        root = Path(uri.removeprefix("file://"))
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        files = [f for f in files if f.is_file() and f.name.endswith(endings or ("",))]
        for start in range(0, len(files), 2):
            some = files[start : start + 2]
            columns = {"path": list(map(str, some)), "bytes": [f.read_bytes() for f in some]}
            yield pa.table(columns)


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    monkeypatch.setattr(kg.reading.run, "extract", fake)
    monkeypatch.setattr(shards, "_pipeline", lambda options, directory: PIPELINE)
    for module in (clustered, assembling):
        monkeypatch.setattr(module, "checked", lambda options: KNOWLEDGE)


def reads(engine):
    """The names of the parts that an engine read."""
    return [task.name for _, task in engine.done if isinstance(task, shards.Part)]


def test_the_graph_is_that_of_a_plain_build(tmp_path):
    told = []
    made = build_on(
        Inline(), PAGES, str(tmp_path / "far"), progress=lambda *told_: told.append(told_)
    )
    assert bytes_of(tmp_path / "far") == built(PAGES, tmp_path / "plain")
    assert made.articles == len(told) == 4
    assert made.directory == tmp_path / "far"
    assert [p.document for p in made.problems if p.skipped]


def test_the_shards_are_the_records_and_the_quads(tmp_path):
    build_on(Inline(), PAGES, str(tmp_path / "far"), shards=(tmp_path / "shards").as_uri())
    home = tmp_path / "shards"
    lines = [line for path in home.glob("records/*") for line in path.read_text().splitlines()]
    assert sorted(lines) == sorted((tmp_path / "far/store/read.jsonl").read_text().splitlines())
    quads = [
        line[:-2] for path in home.glob("quads/*.nq") for line in path.read_text().splitlines()
    ]
    assert sorted(quads) == bytes_of(tmp_path / "far")["quads"]
    assert (home / "quads/shared.nq").exists() and not (tmp_path / "far/shards").exists()


def test_a_graph_at_a_uri(tmp_path):
    uri = (tmp_path / "far").as_uri()
    build_on(Inline(), PAGES, uri)
    plain = built(PAGES, tmp_path / "plain")
    assert bytes_of(tmp_path / "far/graph") == plain
    with pytest.raises(InputError, match="holds a graph; give it up with --replace"):
        build_on(Inline(), PAGES, uri)
    build_on(Inline(), PAGES[:1], uri, replacing=True)
    assert bytes_of(tmp_path / "far/graph") == built(PAGES[:1], tmp_path / "less")


def test_what_keeps_dying_costs_itself(tmp_path):
    def dies(work, task):
        return isinstance(task, shards.Part) and any(d.text == OTHER for d, _ in task.pages)

    many = [*PAGES, *(page(f"more{n}.txt", f"{LATER} It was day {n}.") for n in range(20))]
    engine = Inline(dies)
    made = build_on(engine, many, str(tmp_path / "far"))
    (lost,) = (p for p in made.problems if "died each time" in p.message)
    assert lost.document.startswith("2.txt#") and lost.skipped
    problems = [json.loads(line) for line in (tmp_path / "far/problems.jsonl").open()]
    assert [p["document"] for p in problems if "died" in p["message"]] == [lost.document]
    others = [document for document in many if document.text != OTHER]
    far, plain = bytes_of(tmp_path / "far"), built(others, tmp_path / "plain")
    assert far["facts.jsonl"] == plain["facts.jsonl"] and far["graph.ttl"] == plain["graph.ttl"]


def test_the_next_run_reads_what_is_left(tmp_path):
    """The last task keeps dying: its shards are there for the next run, and then done with."""
    engine = Inline(lambda work, task: work is clustered.assemble)
    with pytest.raises(KgError, match="the same command goes on from them"):
        build_on(engine, PAGES, str(tmp_path / "far"))
    assert reads(engine) and not (tmp_path / "far/facts.jsonl").exists()
    gone = sorted((tmp_path / "far/shards/records").iterdir())[0]
    gone.unlink()
    engine = Inline()
    build_on(engine, PAGES, str(tmp_path / "far"))
    assert reads(engine) == [gone.stem]
    assert bytes_of(tmp_path / "far") == built(PAGES, tmp_path / "plain")
    engine = Inline()
    build_on(engine, PAGES, str(tmp_path / "far"))
    assert len(reads(engine)) > 1


def test_the_last_task_begins_anew(tmp_path):
    """It is killed while it writes, and tried again."""

    class Twice(Inline):
        def once(self, work, *given, here):
            if work is clustered.assemble:
                assert here
                (given[0].directory / "store").mkdir()
                (given[0].directory / "facts.jsonl").write_text("half")
            return super().once(work, *given, here=here)

    build_on(Twice(), PAGES, str(tmp_path / "far"))
    assert bytes_of(tmp_path / "far") == built(PAGES, tmp_path / "plain")


def test_parts_have_names_of_what_they_are_read_from():
    batch = arrange(PAGES, KNOWLEDGE)
    one, other = mark(Options()), mark(Options(model="en_other"))
    named = [part.name for part in parts(batch, 2, one)]
    assert named == [part.name for part in parts(batch, 2, one)]
    assert not {*named} & {part.name for part in parts(batch, 2, other)}
    longer = arrange([*PAGES[1:], page("0.txt", f"{MET} It rained.")], KNOWLEDGE)
    changed = [part.name for part in parts(longer, 2, one)]
    assert len({*named} & {*changed}) == len(named) - 1
    (whole,) = parts(arrange([page("a.txt", MET)], KNOWLEDGE), 1, one)
    assert [part.articles for part in alone(whole)] == [whole.articles]


def test_few_parts_of_many_articles_each():
    many = [page(f"{n}.txt", f"{MET} It was day {n}.") for n in range(1200)]
    sizes = [len(part.articles) for part in parts(arrange(many, KNOWLEDGE), 1, b"")]
    assert sizes == [300] * 4
    sizes = [len(part.articles) for part in parts(arrange(many, KNOWLEDGE), 100, b"")]
    assert sizes == [3] * 400


def test_a_strict_build_stops_at_the_first_problem(tmp_path):
    with pytest.raises(ArticleError, match="unreadable"):
        build_on(Inline(), PAGES[:5], str(tmp_path / "far"), Options(strict=True))
    with pytest.raises(ArticleError, match="read: no"):
        broken = Problem("x", "read", "no")
        build_on(Inline(), [*PAGES, broken], str(tmp_path / "far"), Options(strict=True))


def test_nothing_to_read(tmp_path):
    with pytest.raises(NothingReadError, match="left as it was") as raised:
        build_on(Inline(), [page("a.txt", " ")], str(tmp_path / "far"))
    assert raised.value.problems


def test_pages_of_a_graph_are_not_lost(tmp_path):
    built(PAGES, tmp_path / "far")
    with pytest.raises(InputError, match="holds a graph of other pages"):
        build_on(Inline(), [page("new.txt", MET)], str(tmp_path / "far"))


def test_a_shard_that_another_machine_kept(tmp_path):
    class Elsewhere(Inline):
        def each(self, work, tasks):
            yield from super().each(work, tasks)
            shutil.rmtree(tmp_path / "far/shards/records", ignore_errors=True)

    with pytest.raises(InputError, match="give --shards a place that all machines see"):
        build_on(Elsewhere(), PAGES, str(tmp_path / "far"))


@pytest.fixture
def folder(tmp_path):
    """Files of several formats, some in folders."""
    home = tmp_path / "in"
    (home / "deep/.hidden").mkdir(parents=True)
    (home / "a.txt").write_text(MET)
    (home / "deep/b.txt").write_text(LATER)
    (home / "deep/.hidden/c.txt").write_text(OTHER)
    (home / "deep/table.csv").write_text("text\nnever read in a folder\n")
    rows = [{"id": "one", "text": OTHER, "published": "2025-03-28"}, {"id": "two"}]
    (home / "lines.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pq.write_table(pa.table({"id": ["three"], "text": [MET + " So they say."]}),
                   home / "table.parquet")  # fmt: skip
    return home


def told(found):
    """What was found, in an order, with no way to where it lay."""
    return sorted(
        (item.document.rpartition("/")[2], item.message) if isinstance(item, Problem)
        else (item.id, item.text)
        for item in found
    )  # fmt: skip


def test_files_at_a_uri_are_read_as_those_of_this_machine(folder):
    options = Options()
    far = list(find([folder.as_uri()], Inline(), options))
    assert told(far) == told(find([str(folder)], Inline(), options))
    assert {"a.txt", "deep/b.txt", "one", "three"} <= {item[0] for item in told(far)}
    (wrong,) = (item for item in far if isinstance(item, Problem))
    assert wrong.document == f"{folder.as_uri()}/lines.jsonl:2"
    single = list(find([(folder / "deep/b.txt").as_uri()], Inline(), options))
    assert [document.id for document in single] == ["b.txt"]


def test_a_file_that_kills_who_decodes_it_costs_itself(folder):
    def dies(work, task):
        decodes = work.func.__name__ == "decoded"
        only = work.keywords.get("only") if decodes else None
        names = [Path(str(path)).name for path in task["path"]]
        return decodes and "b.txt" in (names if only is None else names[only : only + 1])

    found = list(find([folder.as_uri()], Inline(dies), Options()))
    lost = [item for item in found if isinstance(item, Problem) and "died" in item.message]
    assert [item.document for item in lost] == [f"{folder.as_uri()}/deep/b.txt"]
    assert {"a.txt", "one", "three"} <= {item[0] for item in told(found)}


def test_nothing_at_a_uri(tmp_path):
    with pytest.raises(InputError, match="there is nothing; check the address"):
        list(find([(tmp_path / "no").as_uri()], Inline(), Options()))
    (tmp_path / "empty").mkdir()
    (found,) = find([(tmp_path / "empty").as_uri()], Inline(), Options())
    assert isinstance(found, Problem) and "no file in it" in found.message


def test_what_is_a_uri():
    assert all(map(is_uri, ("s3://bucket/a", "gs://b", "file:///a", "HDFS://n:1/a")))
    assert not any(map(is_uri, ("https://a.example/b", "a/b", "C:\\a", "-", "a.txt", "s3:/a")))
    assert str(Place("s3://key:secret@bucket/a?region=x")) == "s3://bucket/a"


def test_a_place_keeps_whole_files(tmp_path):
    place = place_of(tmp_path / "new")
    assert place.names() == set() and not place.complete
    place.write("a/b.txt", b"one")
    place.write("a/b.txt", b"two")
    place.end()
    assert place.names() == {"a/b.txt", "COMPLETE"} and place.complete
    assert place.read("a/b.txt") == b"two"
    place.delete("a/b.txt")
    place.delete("a/b.txt")
    place.clear()
    assert place.names() == set()
    with pytest.raises(InputError, match="nowhere"):
        Place("nowhere://a/b").names()
    with pytest.raises(InputError, match=r"new: .*"):
        place.read("no")


def hang():
    with watched(0.05) as beat:
        beat()
        while True:
            pass


def test_a_task_that_hangs_ends_its_process():
    assert status_of("tests.cluster.test_cluster", "hang") == 1


def test_the_command_says_what_is_wrong(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(MET)
    given = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "far")]
    done = CliRunner().invoke(kg.cli.main, [*given, "--shards", "file:///a"])
    assert done.exit_code == 2 and "--shards is for builds with --engine" in done.output
    for uri in (["build", "s3://bucket/a"], [*given, "-o", "s3://bucket/b"]):
        done = CliRunner().invoke(kg.cli.main, uri)
        assert done.exit_code == 2 and "URIs are read and written with --engine" in done.output
    monkeypatch.setitem(sys.modules, "ray", None)
    done = CliRunner().invoke(kg.cli.main, [*given, "--engine", "ray"])
    assert done.exit_code == 1 and "pip install 'newskg[ray]'" in done.output
    assert done.output.count("\n") == 1
    monkeypatch.setenv("RAY_ADDRESS", "ray://head:10001")
    done = CliRunner().invoke(kg.cli.main, [*given, "--engine", "ray"])
    assert done.exit_code == 1 and "name it as host:port" in done.output
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    done = CliRunner().invoke(kg.cli.main, [*given, "--engine", "ray"])
    assert done.exit_code == 1 and "RAY_ADDRESS=127.0.0.1:1: no answer" in done.output
    assert not (tmp_path / "far").exists() and "RAY_AUTH_TOKEN" not in os.environ
