"""Each format on files written after its specification, whole and broken."""

import gzip
import io
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kg.inputs.columns import Columns
from kg.inputs.formats import FORMATS, SUFFIXES, WALKED
from kg.inputs.read import parse, read
from kg.limits import Limits
from kg.model import Document, Problem

DATA = Path(__file__).parent.parent / "data" / "inputs"
MAPPED = Columns(text="body", title="headline", published="date", url="link")
EXTRAS = {
    "harbour.rss": ("feedparser", "feeds"),
    "crawl.warc.gz": ("warcio.archiveiterator", "archives"),
    "wire.newsml": ("defusedxml", "agencies"),
    "hearing.vtt": ("webvtt", "transcripts"),
    "archive.parquet": ("pyarrow.parquet", "tables"),
    "draft.docx": ("docx", "office"),
    "draft.odt": ("defusedxml", "office"),
    "note.md": ("markdown_it", "office"),
}


def found(name, columns=None, limits=None):
    """The documents and problems of a sample, or of a file."""
    items = list(read([str(DATA / name)], limits, columns))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Problem)]


def test_every_sample_is_read():
    for path in sorted(DATA.iterdir()):
        columns = MAPPED if path.name.startswith(("archive", "latin", "hub")) else None
        if path.suffix == ".sqlite":
            columns = Columns(text="body", query="SELECT body FROM stories")
        assert found(path.name, columns)[0], path.name


def test_every_format_has_a_sample():
    names = [path.name for path in DATA.iterdir()] + ["a.txt", "a.pdf", "a.json", "a.db"]
    for format in FORMATS:
        if format.suffixes:
            assert any(name.endswith(format.suffixes) for name in names), format


def test_folders_pass_over_what_lies_there_for_other_reasons():
    read_there = {item.id for item in read([str(DATA)]) if isinstance(item, Document)}
    assert "note.md" not in read_there and "page.html" in read_there
    assert {".csv", ".md", ".json", ".db"}.isdisjoint(WALKED) and set(WALKED) < set(SUFFIXES)


@pytest.mark.parametrize(("name", "library", "extra"), [(n, *e) for n, e in EXTRAS.items()])
def test_a_missing_extra_is_one_line(name, library, extra, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    documents, (problem,) = found(name, MAPPED if "archive" in name else None)
    assert not documents
    assert problem.message.endswith(f"run: pip install 'newskg[{extra}]'")


def test_no_extra_is_loaded_before_it_is_needed():
    import subprocess

    code = (
        "import sys, kg.inputs.read\n"
        f"loaded = {sorted({library.split('.')[0] for library, _ in EXTRAS.values()})!r}\n"
        "assert not set(loaded) & set(sys.modules), set(loaded) & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_a_feed_tells_of_an_item():
    (first, second), problems = found("harbour.rss")
    assert first.text.splitlines()[0] == first.title == "Norland and Estmark sign river pact"
    assert "met her Estmark counterpart" in first.text and "Photo" not in first.text
    assert (first.published, first.issued) == ("2025-05-09", "2025-05-09T08:30:00+02:00")
    assert (first.publisher, first.language) == ("The Velm Courier", "en-gb")
    assert (
        first.authors == ("Mira Holt",) and first.url == "https://courier.example/2025/river-pact"
    )
    assert second.id == second.url and second.published is None
    assert [(p.document.rpartition(":")[2], p.skipped) for p in problems] == [
        ("2", False), ("4", True), ("3", False),
    ]  # fmt: skip


ITEM = "<item><guid>{}</guid><pubDate>{}</pubDate><description>{}</description></item>"
EARLY, LATE = "Fri, 09 May 2025 23:00:00 +0000", "Fri, 09 May 2025 22:00:00 -0500"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_versions_of_an_item_the_later_one_is_read(order):
    versions = [ITEM.format("a", EARLY, "Ann met Bob."), ITEM.format("a", LATE, "Ann met Cem.")]
    other = ITEM.format("b", EARLY, "Ann met Bob.")
    rows = "".join(versions[n] for n in order) + other
    items = list(parse(f"<rss version='2.0'><channel>{rows}</channel></rss>".encode(), "a.xml"))
    assert [item.text for item in items if isinstance(item, Document)] == [
        "Ann met Cem.", "Ann met Bob.",
    ]  # fmt: skip
    assert [item.message for item in items if isinstance(item, Problem)] == [
        "the same item as 1; it is read once"
    ]


def test_a_feed_that_breaks_off_is_read_so_far():
    (document,), problems = found("broken.rss")
    assert document.id == "courier-4711"
    assert "not well-formed at line 27" in problems[0].message and not problems[0].skipped


@pytest.mark.parametrize("data", [b"<rss><channel>", b"<rss version='2.0'><channel/></rss>"])
def test_a_feed_without_items_is_a_problem(data):
    (problem,) = read_bytes(data, "a.rss")
    assert problem.skipped


def read_bytes(data, name):
    """What is found in a file of a name with these bytes."""
    from kg.inputs.opened import Opened, Way
    from kg.inputs.read import read_opened

    return list(read_opened(Opened(io.BytesIO(data), name, name), Way(read_opened, walked=WALKED)))


def test_pages_of_a_crawl_are_called_by_their_addresses():
    documents, (note,) = found("crawl.warc.gz")
    assert [d.id for d in documents] == [f"https://times.example/story-{n}" for n in (1, 2, 3)]
    assert documents[0].issued == "2025-05-08T23:40:00-04:00"
    assert documents[0].authors == ("Jon Aske", "Lea Marsh")
    assert documents[0].sections == ("World",)
    assert "image/png (1), status 404 (1), warcinfo (1)" in note.message and not note.skipped
    same, _ = found("crawl.wacz")
    assert same == documents


def test_the_page_of_a_crawl_is_the_page_of_a_file():
    (page,), _ = found("page.html")
    documents, _ = found("crawl.warc.gz")
    assert replace(documents[0], id=page.id) == page


def test_a_crawl_that_is_cut_off_is_read_so_far(tmp_path):
    documents, problems = found("cut.warc")
    assert [d.id for d in documents] == ["https://times.example/story-1"]
    assert [p.document.rpartition("/")[2] for p in problems if p.skipped] == ["cut.warc:3"]
    whole = (DATA / "crawl.warc.gz").read_bytes()
    for end in range(1, len(whole), 97):
        cut = tmp_path / "a.warc.gz"
        cut.write_bytes(whole[:end])
        documents, problems = found(cut)
        assert len(documents) <= 3 and sum(p.skipped for p in problems) <= 1
    bad = bytearray(whole)
    bad[len(bad) // 2] ^= 255
    cut.write_bytes(bad)
    assert found(cut)[1]


def test_a_page_of_a_crawl_may_be_too_large(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, size in enumerate((2 << 20, 10)):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(b"<html><p>" + b"Ann met Bob. " * size)
            url = f"https://x.example/{number}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=body, http_headers=head)
            )
    documents, problems = found(tmp_path / "a.warc.gz", limits=Limits(file_megabytes=1))
    assert [d.id for d in documents] == ["https://x.example/1"]
    assert "--limit file_megabytes=2" in problems[0].message


def test_archives_hold_what_files_hold():
    documents, problems = found("papers.zip")
    assert [d.id for d in documents] == ["papers.zip/may/note.txt", "papers.zip/may/page.html"]
    assert not problems


def test_archives_in_archives_end():
    data = b"Ann met Bob in Velm on Friday."
    for _ in range(3):
        data = gzip.compress(data)
    (document,) = read_bytes(data, "a.txt.gz.gz.gz")
    assert document.id == "a.txt"
    (problem,) = read_bytes(gzip.compress(data), "a.txt.gz.gz.gz.gz")
    assert "three others" in problem.message


def test_broken_archives_give_what_can_be_read():
    rows = b"".join(
        json.dumps({"id": str(n), "text": f"Ann met Bob {n * 7919 % 10007} times."}).encode()
        + b"\n"
        for n in range(5000)
    )
    *documents, problem = read_bytes(gzip.compress(rows)[:-4000], "a.jsonl.gz")
    assert 1000 < len(documents) < 5000 and "broken gzip" in problem.message
    assert "no .zip" in read_bytes(b"PK\x03\x04 and no more", "a.zip")[0].message
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Ann met Bob in Velm on Friday." * 50)
        archive.writestr("b.txt", "Ann met Cem in Velm on Friday.")
    data = bytearray(packed.getvalue())
    data[40] ^= 255
    problem, document = read_bytes(bytes(data), "a.zip")
    assert isinstance(problem, Problem) and document.id == "a.zip/b.txt"


def test_newsletters():
    (letter,), _ = found("letter.eml")
    assert letter.title == "Morning briefing: Brix in Kören"
    assert "Jorn Vask in Kören on Sunday." in letter.text and "“We agreed" in letter.text
    assert letter.issued == "2025-05-12T06:45:00+02:00" and letter.publisher == "Norland Briefing"
    (first,), (second,) = found("letters.mbox")
    assert first.id == "20250512.2@norland.example"
    assert "\n\nFrom June a ferry" in first.text
    assert second.document.endswith("letters.mbox:2") and second.skipped


def test_a_table_with_quotes_and_line_breaks():
    documents, problems = found("archive.csv", replace(MAPPED, publisher="outlet"))
    assert documents[0].text.endswith('\n\n"The dams hold," he said; the mayor, Iven Soll, agreed.')
    assert documents[0].publisher == "Norland Times" and documents[1].published is None
    # Lines of the file, not rows.
    assert [p.document.rpartition(":")[2] for p in problems] == ["5", "6"]
    assert [p.skipped for p in problems] == [False, True]


@pytest.mark.parametrize("name", ["archive.parquet", "archive.arrow", "archive.sqlite"])
def test_tables_of_all_kinds_have_the_rows_of_the_csv(name):
    query = "SELECT headline, body, day AS date, 'https://times.example/vask' AS link FROM stories"
    (first, *_), _ = found(name, replace(MAPPED, query=query))
    assert (first.title, first.published) == ("Vask visits Brask", "2025-05-12")
    assert first.text == "President Jorn Vask visited Brask on Monday."
    assert first.url == "https://times.example/vask"


def test_a_column_that_is_not_there_is_told_of():
    for name in ("archive.csv", "archive.parquet"):
        _, (problem,) = found(name)
        assert "--text NAME; there are" in problem.message and "headline" in problem.message
    _, (problem,) = found("archive.csv", replace(MAPPED, publisher="paper"))
    assert "no column 'paper'; say which has the publisher" in problem.message
    _, (problem,) = found("archive.sqlite")
    assert "--query" in problem.message and "stories" in problem.message
    _, (problem,) = found("archive.sqlite", Columns(query="DELETE FROM stories"))
    assert (
        problem.skipped
        and found("archive.sqlite", Columns(text="body", query="SELECT body FROM stories"))[0]
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id;text\n1;Ann met Bob.\n", None),
        (b"id,text\n1,Ann met Bob.,more\n", "more fields than columns"),
        (b"id,text\n1,\"Ann met Bob.\n", None),
        (b"id,text\n", "no rows"),
        (b"id,text\n" + b"1,Ann met Bob.\n" * 400 + b"2,Ren\xe9 met Bob.\n", "not UTF-8"),
        (b"PAR1 and no more", "no column"),
    ],
)  # fmt: skip
def test_tables_as_people_save_them(data, said):
    items = read_bytes(data, "a.csv")
    told = [item.message for item in items if isinstance(item, Problem)]
    assert (said is None and not told) or any(said in message for message in told)


def test_a_field_that_never_ends_is_stopped():
    from kg.inputs.opened import Opened, Way
    from kg.inputs.read import read_opened

    data = b'id,text\n1,"' + b"Ann met Bob. " * 200_000
    way = Way(read_opened, Limits(line_megabytes=1))
    (problem,) = read_opened(Opened(io.BytesIO(data), "a.csv", "a.csv"), way)
    assert "field larger than field limit" in problem.message


def test_lines_without_ids_need_columns_that_were_named():
    assert "no id" in found("hub.jsonl")[1][0].message
    (document,), _ = found("hub.jsonl", MAPPED)
    assert document.id == "hub.jsonl:1" and document.title == "Vask visits Brask"


def test_of_versions_of_an_item_the_last_is_read_and_what_is_withdrawn_is_not():
    (item,), (note,) = found("wire.newsml")
    assert item.title == "Norland, Estmark sign river pact" and "Ministers signed" not in item.text
    assert item.issued == "2025-05-09T08:40:00+02:00" and item.publisher == "Norland Wire"
    assert item.authors == ("Lea Marsh",) and item.language == "en-us"
    assert item.sections == ("Diplomacy", "Rivers")  # and no body or person that it is about
    assert "canceled" in note.message and not note.skipped


def test_a_wrong_charset_is_said():
    (item,), (note, _) = found("charset.xml")
    assert "Brixé of Norland" in item.text and "“This pact" in item.text
    assert note.message.startswith("says utf-8, but is not UTF-8; read as cp1252")
    data = (DATA / "wire.newsml").read_bytes().replace(b'"UTF-8"', b'"ISO-8859-1"')
    note, item, _ = read_bytes(data, "a.newsml")
    assert "“This pact" in item.text and "says iso-8859-1, but is UTF-8" in note.message


@pytest.mark.parametrize("name", ["story.nitf", "story.ninjs", "old.ninjs"])
def test_one_story_in_the_formats_of_agencies(name):
    (item,), problems = found(name)
    assert item.title == "Estmark votes for Rolfe" and not problems
    assert item.text.splitlines()[1].startswith("Anna Rolfe won the presidential election")
    assert item.published == "2025-05-11" and item.issued
    if name != "old.ninjs":
        assert item.authors == ("Nils Orre",) and item.publisher == "Norland Wire"
        assert item.sections == ("Elections",)
    assert "Rolfe votes" not in item.text and "reports from" not in item.text


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "a.nitf", "declares entities"),
        (b"<nitf><body>", "a.nitf", "not well-formed"),
        (b"<nitf/>", "a.nitf", "no text"),
        (b'<?xml version="1.0"?><urlset/>', "a.xml", "a kind that kg does not know"),
        (b'{"uri": "a", "type": "picture", "headline": "x"}', "a.json", "a picture, not a text"),
        (b'{"uri": "a", "pubstatus": "withheld", "body_text": "x"}', "a.json", "withheld"),
        (b'{"menu": 1}', "a.json", "a kind that kg does not know"),
        (b"{", "a.json", "not JSON"),
        (b"WEBVTT\n", "a.vtt", "no words"),
        (b"no transcript", "a.vtt", "no .vtt as it should be"),
        (b"PK\x03\x04", "a.docx", "no .docx"),
        (b"PK\x03\x04", "a.odt", "no .odt"),
        (b"PK\x03\x04", "a.epub", "no .epub"),
        (b"PAR1", "a.parquet", "no Parquet"),
        (b"ARROW1", "a.arrow", "no Arrow"),
        (b"---\ntitle: x\n---\n", "a.md", "no text"),
    ],
)
def test_what_is_broken_is_one_line(data, name, said):
    (problem,) = read_bytes(data, name)
    assert isinstance(problem, Problem) and said in problem.message, problem
    assert "\n" not in problem.message


def test_formats_are_known_by_their_first_bytes():
    for name in ("harbour.rss", "wire.newsml", "story.nitf", "crawl.warc.gz", "hearing.vtt",
                 "letters.mbox", "papers.zip"):  # fmt: skip
        data = (DATA / name).read_bytes()
        kind = ".warc" if "warc" in name else ""
        items = read_bytes(gzip.decompress(data) if kind else data, "noname")
        assert any(isinstance(item, Document) for item in items), name


@pytest.mark.parametrize("name", ["hearing.vtt", "hearing.srt"])
def test_speakers_of_a_transcript(name):
    (document,), problems = found(name)
    assert document.text == (
        "Iven Soll: The dams at Brask were repaired in April. We will open the lock in June."
        "\n\nCarla Deen: Norland paid for the dams.\n\nIven Soll: That is true."
    )
    assert [p.message for p in problems] == (
        ["cues that begin before the one above ends: 1; they are read in order"]
        if name.endswith("vtt")
        else []
    )


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Hello,", "Hello,\nwe begin.", "We end."], ["Hello, we begin.", "We end."]),
        (["We begin", "We begin\nin Velm."], ["We begin in Velm."]),
        ([">> ANN LEE: We begin.", ">> No."], ["Ann Lee: We begin.", "No."]),
        (["NATO: We begin.", "[applause]", "♪ la ♪"], ["NATO: We begin."]),
        (["He said: no."], ["He said: no."]),
        (["<v Ann>A &amp; B.</v>\n<v Bob>C.</v>"], ["Ann: A & B.", "Bob: C."]),
    ],
)  # fmt: skip
def test_turns(texts, told):
    from kg.inputs.transcripts import turns

    assert list(turns((0.0, 1.0, text) for text in texts)) == told


def test_manuscripts_have_their_running_text():
    for name in ("draft.docx", "draft.odt"):
        (document,), _ = found(name)
        lines = document.text.split("\n\n")
        assert lines[:2] == [
            "Ferry line agreed",
            "President Jorn Vask met the ferry owners in Koren on Sunday.",
        ]
        assert document.authors == ("Mira Holt",) and "A table" not in document.text
    (note,), _ = found("note.md")
    assert note.published == "2025-05-12" and "**" not in note.text
    first, second = found("paper.epub")[0]
    assert first.text == "Vask visits Brask\n\nPresident Jorn Vask visited Brask on Monday."
    assert second.id == "paper.epub/text/b c.xhtml" and second.published == "2025-05-12"


def test_a_page_states_more_than_its_text():
    from kg.inputs.markup import stated, tree_of

    told = stated(tree_of(
        '<html><head><meta property="article:published_time" content="2025-05-09T10:00:00+02:00">'
        '<meta property="og:locale" content="en_GB"><meta property="og:url" content="https://a.b/c">'
        '<script type="application/ld+json">{"@type": "WebPage"</script>'
        '<script type="application/ld+json">[{"@type": ["ReportageNewsArticle"],'
        '"author": "Ann Lee", "publisher": {"name": "The Day"}}]</script></head></html>'
    ))  # fmt: skip
    assert told.published == "2025-05-09T10:00:00+02:00" and told.language == "en-gb"
    assert told.url == "https://a.b/c" and told.authors == ("Ann Lee",)
    assert told.publisher == "The Day" and told.sections == ()


@pytest.mark.parametrize(
    ("described", "sections"),
    [
        ('"articleSection": "World"', ("World",)),
        ('"articleSection": ["World", " Fish ", "World", 7]', ("World", "Fish")),
        ('"articleSection": {"name": "World"}', ("Sport",)),
        ('"headline": "Ann Lee sails"', ("Sport",)),
    ],
)
def test_a_page_tells_its_section_in_json_ld_and_else_in_opengraph(described, sections):
    from kg.inputs.markup import stated, tree_of

    told = stated(tree_of(
        '<html><head><meta property="article:section" content=" Sport ">'
        '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", {described}}}</script></head>'
    ))  # fmt: skip
    assert told.sections == sections


def test_an_item_of_a_corpus():
    (item,), problems = found("corpus.xml")
    assert (item.id, item.title) == ("204711", "Norland sells Brask shipyard to Quarrel.")
    assert item.text.splitlines()[3].startswith('"The yard will keep') and not problems
    assert (item.published, item.publisher) == ("1997-02-11", "Norland Wire Plc")
    assert (item.language, item.authors) == ("en", ("Nils Orre",)) and "C18" not in item.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<newsitem itemid="1"><headline>Ann met Bob</headline></newsitem>', "no text in it"),
        (b'<newsitem itemid="1"><text><p>Ann met Bob</p>', "not well-formed"),
    ],
)
def test_a_broken_item_of_a_corpus_is_said(data, said):
    (problem,) = read_bytes(data, "a.xml")
    assert problem.skipped and said in problem.message


def test_nitf_is_about_its_subjects_where_no_section_is_told():
    data = (DATA / "story.nitf").read_bytes().replace(b'position.section="Elections"', b"")
    subjects = b'<tobject><tobject.subject tobject.subject.type="Politics"/></tobject><docdata>'
    (item,) = read_bytes(data.replace(b"<docdata>", subjects), "a.nitf")
    assert item.sections == ("Politics",)


def test_a_column_is_the_section(tmp_path):
    (tmp_path / "a.csv").write_text("body,desk\nAnn met Bob.,World; Fish\nBob slept.,\n")
    items = read([str(tmp_path / "a.csv")], None, Columns(text="body", section="desk"))
    assert [item.sections for item in items] == [("World", "Fish"), ()]
