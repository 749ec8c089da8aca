import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.inputs.decode import decode
from kg.inputs.read import read
from kg.limits import Limits
from kg.model import Document, Problem

SENTENCE = "The minister’s café in Velm was closed on Friday, officials said."
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>River pact signed | The Velm Courier</title>
<meta property="og:title" content="River pact signed">
<meta property="og:site_name" content="The Velm Courier">
<meta property="article:published_time" content="2025-05-09T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie">We use cookies. Accept all.</div>
<main><article><h1>River pact signed</h1>
<p>Foreign ministers of Norland and Estmark signed a pact on the River Aun on Thursday, ending
four years of talks between the neighbours.</p>
<p>“This pact gives both banks a share of the water,” Ada Brix said after the ceremony.</p>
<h2>Next steps</h2>
<p>The parliaments of both countries are expected to vote on the pact in June, officials said.</p>
</article></main>
<aside><h3>Most read</h3><ul><li><a href="#">Ten tips for your garden</a></li></ul></aside>
<footer>© 2025 The Velm Courier. All rights reserved.</footer></body></html>"""


def write(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def only(name: str) -> Document | Problem:
    (found,) = read([name])
    return found


def messages(inputs: list[str]) -> list[str]:
    return [f"{p.document}: {p.message}" for p in read(inputs) if isinstance(p, Problem)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_encoding_is_found(tmp_path, encoding):
    data = SENTENCE.encode(encoding)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    name = write(tmp_path / "a.txt", marks.get(encoding, b"") + data)
    *notices, document = read([name])
    assert document == Document("a.txt", SENTENCE)
    assert bool(notices) == (encoding == "cp1252")


@pytest.mark.parametrize(("encoding", "said"), [("cp1252", "cp1252"), ("utf-16-le", "utf-16-le")])
def test_a_guessed_encoding_is_said(tmp_path, encoding, said):
    name = write(tmp_path / "a.txt", SENTENCE.encode(encoding))
    notice, document = read([name])
    assert isinstance(notice, Problem) and not notice.skipped
    assert said in notice.message
    assert document.text == SENTENCE


def test_line_ends_are_untouched(tmp_path):
    name = write(tmp_path / "a.txt", "One line.\r\nAnother line.\r\n")
    assert only(name).text == "One line.\r\nAnother line.\r\n"


def test_html_is_stripped_of_its_site(tmp_path):
    name = write(tmp_path / "a.html", PAGE)
    document = only(name)
    assert (document.title, document.published, document.publisher, document.single) == (
        "River pact signed", "2025-05-09", "The Velm Courier", True,
    )  # fmt: skip
    lines = document.text.splitlines()
    assert lines[0] == "River pact signed"
    assert "Next steps" in lines
    assert not any(
        word in document.text for word in ("cookies", "garden", "rights reserved", "World")
    )


def test_the_encoding_a_page_declares_is_believed(tmp_path):
    name = write(tmp_path / "a.html", PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"))
    assert "“This pact" in only(name).text


def test_a_listing_in_html_holds_many_articles(tmp_path):
    stories = (
        ("Norland and Estmark sign river pact", "The ministers signed the pact on the river Aun."),
        ("Port workers end strike over wages", "Dock workers in Velm went back to their cranes."),
    )
    articles = "".join(
        f"<article><h2><a href='#'>{title}</a></h2>"
        + "".join(f"<p>{text} This was said in paragraph {n} of the story.</p>" for n in range(4))
        + "</article>"
        for title, text in stories
    )
    document = only(
        write(tmp_path / "a.html", f"<html><body><main>{articles}</main></body></html>")
    )
    assert not document.single
    assert [title for title, _ in stories] == [
        line for line in document.text.splitlines() if line and not line.endswith(".")
    ]


def test_json_lines_are_articles(tmp_path):
    row = {"id": "a", "text": "Ann met Bob.", "title": "T", "published": "2025-03-01T10:00:00Z"}
    name = write(tmp_path / "a.jsonl", json.dumps(row) + "\n\n" + '{"id": 7, "text": "Bob left."}')
    assert list(read([name])) == [
        Document("a", "Ann met Bob.", True, "T", "2025-03-01", issued="2025-03-01T10:00:00Z"),
        Document("7", "Bob left.", True),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "b", "text": "B."', "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[1]", "not a JSON object"),
        ('{"text": "B."}', "no id"),
        ('{"id": "b"}', "no text"),
        ('{"id": "b", "text": 3}', "no text"),
        ('{"id": "b", "text": " \\n"}', "empty text"),
        ('{"id": "b", "text": "B.", "title": []}', "title is not a string"),
        ('{"id": "b", "text": "\\ud800"}', "half a surrogate pair"),
        ('{"id": "b", "text": "B.", "url": 3}', "url is not a string"),
        (b'{"id": "b", "text": "\xff"}', "not UTF-8"),
    ],
)
def test_a_broken_line_is_one_problem_with_its_number(tmp_path, line, said):
    line = line if isinstance(line, bytes) else line.encode()
    good = b'{"id": "a", "text": "A."}\n'
    name = write(tmp_path / "a.jsonl", good + line + b"\n" + good.replace(b'"a"', b'"c"'))
    first, problem, last = read([name])
    assert (first.id, last.id) == ("a", "c")
    assert problem.document == f"{name}:2" and problem.skipped
    assert said in problem.message and "\n" not in problem.message


def test_a_line_that_is_too_long_is_passed_over(tmp_path):
    name = write(
        tmp_path / "a.jsonl",
        '{"id": "a", "text": "' + "word " * (1 << 19) + '"}\n{"id": "b", "text": "B."}\n',
    )
    problem, document = read([name], Limits(line_megabytes=1))
    assert problem.document == f"{name}:1" and "longer than 1 MB" in problem.message
    assert document.id == "b"


def told(tmp_path, **more):
    row = {"id": "a", "text": "Ann met Bob.", **more}
    return read([write(tmp_path / "a.jsonl", json.dumps(row))])


def test_what_a_line_tells_of_its_article_is_kept(tmp_path):
    (document,) = told(
        tmp_path, title="T", url="https://x.example/a", language="en_GB", author="Ann Lee; Bo Day",
        section=["World", "Fish"],
        publisher="Lima Post", published="2024-05-03T23:30:00-05:00",
    )  # fmt: skip
    assert (document.title, document.url, document.language, document.publisher) == (
        "T", "https://x.example/a", "en-gb", "Lima Post",
    )  # fmt: skip
    assert document.authors == ("Ann Lee", "Bo Day")
    assert document.sections == ("World", "Fish")
    assert (document.published, document.issued) == ("2024-05-03", "2024-05-03T23:30:00-05:00")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("language", "English, mostly", "is no tag such as en"),
        ("published", "last week", "is no ISO date"),
    ],
)
def test_what_cannot_be_kept_is_said(tmp_path, field, value, message):
    notice, document = told(tmp_path, **{field: value})
    assert not notice.skipped and message in notice.message
    assert getattr(document, field) is None


@pytest.mark.parametrize("value", [7, [{"name": "World"}], {"name": "World"}])
def test_a_section_of_another_kind_costs_itself_only(tmp_path, value):
    notice, document = told(tmp_path, section=value)
    assert not notice.skipped and "section is neither" in notice.message
    assert document.sections == ()


@pytest.mark.parametrize(
    ("field", "value"), [("author", 7), ("author", [7]), ("language", ["en"]), ("url", 1)]
)
def test_what_is_no_string_is_said(tmp_path, field, value):
    (problem,) = told(tmp_path, **{field: value})
    assert problem.skipped and problem.message.startswith(field)


def test_a_page_tells_its_language_and_authors(tmp_path):
    html = PAGE.replace('<html lang="en">', '<html lang="en-GB">').replace(
        "</head>", '<meta name="author" content="Ann Lee; Bo Day"></head>'
    )
    (document,) = read([write(tmp_path / "a.html", html)])
    assert (document.language, document.authors) == ("en-gb", ("Ann Lee", "Bo Day"))


def test_an_odd_date_is_left_out_and_said(tmp_path):
    name = write(tmp_path / "a.jsonl", '{"id": "a", "text": "A.", "published": "last week"}')
    notice, document = read([name])
    assert not notice.skipped and "'last week' is no ISO date" in notice.message
    assert document.published is None


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.jsonl", b"\n", "empty"),
        ("a.txt", bytes(range(256)) * 9, "binary data"),
        ("a.txt", b"\x1f\x8b\x08\x00\x01\x02" * 20, "binary data"),
        ("a.txt", b"\xff\xfeA", "broken utf-16-le"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.pdf", b"just text", "not a PDF"),
        ("a.pdf", b"%PDF-1.7 and no more", "broken or encrypted PDF"),
    ],
)
def test_bad_files_are_one_problem_and_the_others_are_read(tmp_path, file, content, said):
    name = write(tmp_path / file, content)
    good = write(tmp_path / "good.txt", SENTENCE)
    problem, document = read([name, good])
    assert problem.document == name and problem.stage == "read" and problem.skipped
    assert said in problem.message and "\n" not in problem.message
    assert document.id == "good.txt"


def test_paths_that_lead_nowhere(tmp_path):
    file, folder = write(tmp_path / "a.txt", SENTENCE), tmp_path / "folder"
    folder.mkdir()
    assert messages([str(tmp_path / "none.txt"), f"{file}/x.txt"]) == [
        f"{tmp_path}/none.txt: no such file or directory; check the path",
        f"{file}/x.txt: no such file or directory; check the path",
    ]
    assert "no file in it that ends in .txt" in messages([str(folder)])[0]
    assert "no file matches it" in messages([f"{folder}/*.txt"])[0]


def test_what_may_not_be_read(tmp_path, monkeypatch):
    name = write(tmp_path / "a.txt", SENTENCE)

    def refuse(path, *rest):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert messages([str(tmp_path)]) == [
        f"{tmp_path}: cannot be read (Permission denied); check its rights"
    ]
    monkeypatch.setattr("builtins.open", refuse)
    assert messages([name]) == [
        f"{name}: cannot be read (Permission denied); check the file and its rights"
    ]


def test_directories_and_globs_are_read_in_order(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.html.bak", ".hidden/c.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, SENTENCE)
    names = ["a/z.txt", "b.txt", "c.txt"]
    assert ids(str(tmp_path)) == names
    assert ids(f"{tmp_path}/**/*.txt") == names
    assert ids(f"{tmp_path}/?.txt") == names[1:]


def ids(*inputs: str) -> list[str]:
    return [found.id if isinstance(found, Document) else found.message for found in read(inputs)]


def test_a_page_is_called_by_its_way_from_what_was_given(tmp_path, monkeypatch):
    for name in ("a/x.txt", "a/in/y.txt", "b/y.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        write(tmp_path / name, SENTENCE)
    monkeypatch.chdir(tmp_path / "a")
    for folder in (f"{tmp_path}/a", f"{tmp_path}/a/", ".", "./", "../a", "../b/../a"):
        assert ids(folder) == ["in/y.txt", "x.txt"]
    for pattern in ("*", f"{tmp_path}/a/*", "./**", "../a/**/*.txt", "**/*"):
        assert ids(pattern) == ["in/y.txt", "x.txt"]
    assert ids("../?/*.txt") == ["a/x.txt", "b/y.txt"]
    for file in ("x.txt", "./x.txt", f"{tmp_path}/a/x.txt", "../a/x.txt"):
        assert ids(file) == ["x.txt"]


def test_a_file_given_twice_by_one_name_is_read_once(tmp_path):
    (tmp_path / "in").mkdir()
    name = write(tmp_path / "in" / "a.txt", SENTENCE)
    once = "given twice; it is read once"
    folder = str(tmp_path / "in")
    assert ids(name, folder, f"{folder}/../in/*") == ["a.txt", once, once]
    notices = [found for found in read([name, folder]) if isinstance(found, Problem)]
    assert [(notice.document, notice.skipped) for notice in notices] == [(name, False)]
    # By two names it is there twice: one article that stands in two places.
    assert ids(str(tmp_path), name) == ["in/a.txt", "a.txt"]
    # The documents of lines have names of their own.
    rows = write(tmp_path / "in" / "b.jsonl", '{"id": "b", "text": "B."}')
    assert ids(str(tmp_path), rows) == ["in/a.txt", "b", once]


def test_a_name_that_is_not_utf8_is_one_problem(tmp_path):
    folder = os.fsencode(tmp_path)
    for name in (b"caf\xe9.txt", b"good.txt", b"f\xf6lder/z.txt"):
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(SENTENCE.encode())
    one, two, good = sorted(read([str(tmp_path)]), key=lambda found: isinstance(found, Document))
    assert one.document == f"{tmp_path}/caf\\xe9.txt" and two.document.endswith("/f\\xf6lder/z.txt")
    assert one.skipped and "its name is not UTF-8" in one.message
    assert good.id == "good.txt"
    # A folder that is given has no part in the names of its pages.
    assert ids(os.fsdecode(folder + b"/f\xf6lder")) == ["z.txt"]


def test_an_address_is_kept(tmp_path):
    rows = '{"id": "a", "text": "A.", "url": " https://velm.example/a "}\n{"id": "b", "text": "B."}'
    assert [d.url for d in read([write(tmp_path / "a.jsonl", rows)])] == [
        "https://velm.example/a", None,
    ]  # fmt: skip
    link = '<link rel="canonical" href="https://velm.example/river-pact"></head>'
    page = PAGE.replace("</head>", link)
    assert only(write(tmp_path / "a.html", page)).url == "https://velm.example/river-pact"
    assert only(write(tmp_path / "b.html", PAGE)).url is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE, Document("-", SENTENCE)),
        ('{"id": "a", "text": "Ann met Bob."}\n', Document("a", "Ann met Bob.", True)),
    ],
)
def test_standard_input_is_text_or_json_lines(monkeypatch, data, expected):
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode())))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert only("-") == expected


def pdf(text: str) -> bytes:
    """A PDF of one page with one line of text, or none."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


def test_pdf_with_text(tmp_path):
    name = write(tmp_path / "a.pdf", pdf("The minister met Bob Lee in Velm."))
    assert only(name).text.strip() == "The minister met Bob Lee in Velm."


def test_pdf_without_text(tmp_path):
    assert "without a text layer" in only(write(tmp_path / "a.pdf", pdf(""))).message


def test_pdf_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    name = write(tmp_path / "a.pdf", pdf("Text"))
    assert "pip install 'newskg[pdf]'" in only(name).message


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text, _ = decode(data)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        text.encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=80))
def test_utf8_is_read_as_it_is(text):
    data = text.encode()
    if any(char < " " and char not in "\t\n\r\f\x1b" for char in text) or "\x7f" in text:
        return
    assert decode(data) == (text, None)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Ann Lee met Bo Dahl.")
    for place in (tmp_path, tmp_path / "*.txt"):
        problem, page = read([str(place)])
        assert problem.message.startswith("a pipe or a device, not a file")
        assert (problem.skipped, page.id) == (True, "b.txt")
    (problem,) = read([str(tmp_path / "a.txt")])
    assert problem.document == str(tmp_path / "a.txt")


def test_a_pipe_without_a_name_is_read():
    """As ``<(command)`` gives it to a command."""
    end, other = os.pipe()
    os.write(other, b"Ann Lee met Bo Dahl.")
    os.close(other)
    try:
        (page,) = read([f"/dev/fd/{end}"])
    finally:
        os.close(end)
    assert page.text == "Ann Lee met Bo Dahl."
