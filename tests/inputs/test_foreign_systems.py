"""Files as other systems name and write them: paths, line ends, marks of byte order."""

import ntpath
import os
import unicodedata
import zipfile
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest

from kg.inputs import finding
from kg.inputs.read import parse, read
from kg.model import Document

TEXT = "Envoys meet\nAnn Lee met Bob Ray in Velm.\n"
PAGE = (
    '<!doctype html>\n<html lang="en"><head><title>Envoys meet</title></head>\n<body><article>\n'
    "<h1>Envoys meet</h1>\n<p>Ann Lee met Bob Ray in Kören on Friday, and they spoke of fish.</p>\n"
    "<p>The ferry line will be opened in June, Lee said.</p>\n</article></body></html>\n"
)
NAMES = [
    "two words.txt",
    " begins with a space.txt",
    "ends with a space .txt",
    "Kören übér.txt",
    "Велм и Корен.txt",
    "維姆.txt",
    "🗞️ news.txt",
    "quote'and\"more.txt",
    "100%25 #1 & more;.txt",
    "[brackets] {braces}.txt",
    "UPPER.TXT",
    r"C:\pages\monday.txt",  # on a system where that is a name
]


def documents(*given):
    return [found for found in read(list(map(str, given))) if isinstance(found, Document)]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_read_and_called_so(tmp_path, name):
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [found.id for found in documents(tmp_path / name)] == [name]
    assert [found.id for found in documents(tmp_path)] == [name]


def test_names_that_look_alike_are_two_files(tmp_path):
    names = {unicodedata.normalize(form, "Kören.txt") for form in ("NFC", "NFD")}
    for name in names:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert {found.id for found in documents(tmp_path)} == names and len(names) == 2


def test_folders_are_set_off_by_slashes(tmp_path):
    inner = tmp_path / "may 2025" / "Kören"
    inner.mkdir(parents=True)
    (inner / "a b.txt").write_text(TEXT, encoding="utf-8")
    assert [found.id for found in documents(tmp_path)] == ["may 2025/Kören/a b.txt"]


def test_an_archive_made_on_windows_is_read(tmp_path):
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("may\\", "")
        archive.writestr(str(PureWindowsPath("may", "a b.txt")), TEXT)
        archive.writestr("june/Kören.txt", TEXT.replace("Ann", "Eva"))
    found = documents(path)
    assert [one.text for one in found] == [TEXT.replace("Ann", "Eva"), TEXT]
    assert [one.id for one in found] == ["papers.zip/june/Kören.txt", "papers.zip/may/a b.txt"]


def test_on_windows_pages_are_called_the_same(monkeypatch):
    monkeypatch.setattr(finding, "os", SimpleNamespace(path=ntpath, sep="\\"))
    assert finding._name(r"C:\news\may 2025\Kören\a b.txt", r"C:\news") == "may 2025/Kören/a b.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pages_of_other_systems_say_the_same(encoding, end):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    data = (mark + PAGE.replace("\n", end)).encode(encoding)
    (found,) = (one for one in parse(data, "a.html") if isinstance(one, Document))
    (plain,) = parse(PAGE.encode(), "a.html")
    assert found == plain and "Kören" in found.text and "\r" not in found.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.jsonl",
            b'\xef\xbb\xbf{"id": "a", "text": "Ann met Bob."}\r\n{"id": "b", "text": "x"}\r\n',
        ),
        ("a.csv", b"\xef\xbb\xbfid,text\r\na,Ann met Bob.\r\nb,x\r\n"),
        ("a.csv", "id,text\r\na,Ann met Bob.\r\nb,x\r\n".encode("utf-16")),
        ("a.tsv", b"id\ttext\r\na\tAnn met Bob.\r\nb\tx\r\n"),
    ],
)
def test_tables_of_other_systems_say_the_same(name, data):
    found = [one for one in parse(data, name) if isinstance(one, Document)]
    assert [(one.id, one.text) for one in found] == [("a", "Ann met Bob."), ("b", "x")]


def test_a_text_keeps_its_characters():
    """Offsets count in the text as it stands, its line ends too."""
    (found,) = parse(TEXT.replace("\n", "\r\n").encode("utf-8"), "a.txt")
    assert found.text == TEXT.replace("\n", "\r\n")
    (marked,) = parse(TEXT.encode("utf-8-sig"), "a.txt")
    assert marked.text.endswith(TEXT)


def test_a_name_that_is_no_utf_8_is_said(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:
            file.write(TEXT.encode())
    except OSError:
        pytest.skip("no such names here")
    (found,) = read([str(tmp_path)])
    assert "its name is not UTF-8" in found.message
