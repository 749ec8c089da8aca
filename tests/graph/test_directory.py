"""A killed run leaves the old files or the new ones."""

import contextlib
import errno
import multiprocessing
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError, KgError
from kg.graph import directory as files


def entries(directory):
    return {
        path.name: sorted(p.name for p in path.iterdir()) if path.is_dir() else path.read_text()
        for path in directory.iterdir()
        if path.name != ".lock"
    }


def put(directory, word):
    with files.replacing_all(directory) as staged:
        (staged / "a.txt").write_text(word)
        (staged / "store").mkdir()
        (staged / "store" / word).touch()


def test_a_directory_is_replaced_as_a_whole_and_other_files_stay(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    put(tmp_path, "old")
    put(tmp_path, "new")
    assert entries(tmp_path) == {"mine.txt": "mine", "a.txt": "new", "store": ["new"]}


def test_an_error_leaves_the_old(tmp_path):
    put(tmp_path, "old")
    with pytest.raises(ValueError), files.replacing_all(tmp_path) as staged:
        (staged / "a.txt").write_text("new")
        raise ValueError
    assert entries(tmp_path) == {"a.txt": "old", "store": ["old"]}


def _killed_before_the_end(directory):
    with files.replacing_all(directory) as staged:
        (staged / "a.txt").write_text("half")
        os._exit(9)


def test_a_run_killed_while_writing_leaves_the_old(tmp_path):
    put(tmp_path, "old")
    process = multiprocessing.get_context("fork").Process(
        target=_killed_before_the_end, args=(tmp_path,)
    )
    process.start()
    process.join()
    files.finish(tmp_path)
    assert (tmp_path / "a.txt").read_text() == "old"
    put(tmp_path, "new")
    assert entries(tmp_path) == {"a.txt": "new", "store": ["new"]}


@pytest.mark.parametrize("renamed", [0, 1, 2, 3])
def test_a_run_killed_while_renaming_is_finished_by_the_next_who_looks(
    tmp_path, monkeypatch, renamed
):
    put(tmp_path, "old")
    left = renamed
    path = type(tmp_path)
    real = path.replace, path.rename

    def counted(function):
        def move(self, target):
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return function(self, target)

        return move

    monkeypatch.setattr(path, "replace", counted(real[0]))
    monkeypatch.setattr(path, "rename", counted(real[1]))
    with contextlib.suppress(KeyboardInterrupt):
        put(tmp_path, "new")
    monkeypatch.undo()
    files.finish(tmp_path)
    assert entries(tmp_path) == {"a.txt": "new", "store": ["new"]}


@pytest.mark.parametrize("moment", ["rmtree", "unlink"])
def test_a_run_interrupted_while_tidying_up_leaves_nothing_for_good(tmp_path, monkeypatch, moment):
    put(tmp_path, "old")

    def interrupted(*rest, **more):
        raise KeyboardInterrupt

    there, old = files.shutil.rmtree, tmp_path / ".old-store"

    def tidy(path, **more):
        return interrupted() if path == old and path.exists() else there(path, **more)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        if moment == "unlink":
            patch.setattr(Path, "unlink", interrupted)
        else:
            patch.setattr(files.shutil, "rmtree", tidy)
        put(tmp_path, "new")
    files.finish(tmp_path)
    assert entries(tmp_path) == {"a.txt": "new", "store": ["new"]}


def test_two_runs_do_not_write_at_once(tmp_path):
    with files.replacing_all(tmp_path), pytest.raises(KgError, match="another kg run"):
        put(tmp_path, "other")


def test_a_file_appears_when_it_is_complete(tmp_path):
    target = tmp_path / "x.nt"
    target.write_text("old")
    with pytest.raises(ValueError), files.replacing(target) as out:
        out.write(b"half")
        raise ValueError
    assert target.read_text() == "old"
    with files.replacing(target) as out:
        out.write(b"new")
    assert entries(tmp_path) == {"x.nt": "new"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (OSError("IO error: DB::Open() failed:\n no space"), r"IO error: DB::Open\(\) failed: no"),
        (sqlite3.OperationalError("database or disk is full"), "database or disk is full"),
    ],
)
def test_a_full_disk_is_a_line_and_leaves_the_old(tmp_path, error, said):
    put(tmp_path, "old")
    with (
        pytest.raises(InputError, match=f"{tmp_path}: cannot be written: {said}"),
        files.replacing_all(tmp_path) as staged,
        files.writing(tmp_path),
    ):
        (staged / "a.txt").write_text("new")
        raise error
    assert entries(tmp_path) == {"a.txt": "old", "store": ["old"]}


@pytest.mark.parametrize("refused", ["open", "mkdir"])
def test_a_file_system_that_is_read_only_is_a_line(tmp_path, monkeypatch, refused):
    put(tmp_path, "old")

    def refuse(self, *rest, **more):
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, refused, refuse)
        # Linux refuses this even for what is not there.
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(InputError, match=f"{tmp_path}: cannot be written: Read-only file"):
            put(tmp_path, "new")
        if refused == "open":
            with (
                pytest.raises(InputError, match=r"x\.nt: cannot be written: Read-only file"),
                files.replacing(tmp_path / "x.nt") as out,
            ):
                out.write(b"new")
    assert entries(tmp_path) == {"a.txt": "old", "store": ["old"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "words",
    [["ontology"], ["--help"], ["query", "--help"], ["search", "sanction*"], ["export"]],
)
def test_output_that_finds_no_room_is_a_line(demo, words):
    arguments = [*words, "--dir", str(demo)] if words[0] in ("search", "export") else words
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == "kg: standard output: No space left on device\n"
