"""What can be read: by what files are called, or by their first bytes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.inputs import (
    agencies,
    archives,
    crawls,
    feeds,
    jsonl,
    mail,
    newsitem,
    office,
    tables,
    transcripts,
    web,
)
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found

Read = Callable[[Opened, Way], Iterator[Found]]


@dataclass(frozen=True)
class Format:
    """A format: how it is read, how names of its files end, how their bytes begin.

    Files of a format that is not ``walked`` are read where they are named, and passed over in
    folders, which hold such files for other reasons, too.
    """

    read: Read
    suffixes: tuple[str, ...] = ()
    begins: re.Pattern[bytes] | None = None
    walked: bool = True


def _bytes(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:" + pattern + rb")", re.IGNORECASE)


# What may stand before the first element of XML: the declaration, comments, the document type.
_XML = rb"(?:<\?.{0,400}?\?>\s*|<!--.{0,2000}?-->\s*|<!doctype[^>]{0,400}>\s*)*<(?:[\w.-]+:)?"


def _root(names: bytes) -> re.Pattern[bytes]:
    """XML whose first element has one of the names."""
    pattern = rb"(?:\xef\xbb\xbf)?\s*" + _XML + rb"(?:" + names + rb")[\s/>]"
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


FEED = Format(feeds.read_feed, (".rss", ".atom"), _root(rb"rss|feed|rdf"))
PAGE = Format(web.read_page, (".html", ".htm", ".xhtml"), _bytes(rb"<!doctype html|<html"))
TEXT = Format(web.read_text, (".txt",))
"""What is nothing else is a text."""
# The first one that fits is taken, by its name or else by its bytes.
FORMATS = (
    Format(web.read_pdf, (".pdf",), re.compile(rb"%PDF-")),
    Format(crawls.read_warc, (".warc", ".warc.gz", ".arc", ".arc.gz"), re.compile(rb"WARC/\d")),
    Format(crawls.read_wacz, (".wacz",)),
    Format(office.read_docx, (".docx",)),
    Format(office.read_odt, (".odt",)),
    Format(office.read_epub, (".epub",)),
    Format(tables.read_parquet, (".parquet",), re.compile(rb"PAR1")),
    Format(tables.read_arrow, (".arrow", ".feather"), re.compile(rb"ARROW1")),
    Format(tables.read_sqlite, (".sqlite", ".sqlite3", ".db"), re.compile(rb"SQLite format 3\0"),
           walked=False),
    Format(archives.read_gzip, (".gz",), re.compile(rb"\x1f\x8b")),
    Format(archives.read_zip, (".zip",), re.compile(rb"PK\x03\x04")),
    Format(jsonl.read_lines, (".jsonl", ".ndjson")),
    FEED,
    Format(newsitem.read_newsitem, begins=_root(rb"(?-i:newsitem)")),
    Format(agencies.read_newsml, (".newsml",), _root(rb"newsItem|newsMessage|packageItem")),
    Format(agencies.read_nitf, (".nitf",), _root(rb"nitf")),
    Format(agencies.read_ninjs, (".ninjs", ".json"), walked=False),
    PAGE,
    Format(mail.read_eml, (".eml",)),
    Format(mail.read_mbox, (".mbox",), re.compile(rb"From [^\n]{3,200}\d\d:\d\d")),
    Format(tables.read_csv, (".csv", ".tsv"), walked=False),
    Format(transcripts.read_vtt, (".vtt",), _bytes(rb"WEBVTT")),
    Format(transcripts.read_srt, (".srt",)),
    Format(office.read_markdown, (".md", ".markdown"), walked=False),
    Format(agencies.read_unknown_xml, (), _bytes(rb"<\?xml")),
)  # fmt: skip

# XML is of many kinds: its name tells none of them.
_FURTHER = (*TEXT.suffixes, ".xml")
WALKED = (*_FURTHER, *(end for format in FORMATS if format.walked for end in format.suffixes))
"""How the names end of files that are read in folders."""
SUFFIXES = (*_FURTHER, *(end for format in FORMATS for end in format.suffixes))
"""How the names end of all files that can be read."""


def format_of(opened: Opened) -> Format:
    """The format of an input: a PDF is known by its bytes, the others by their names first."""
    head = opened.head()
    if head.startswith(b"%PDF-"):
        return FORMATS[0]
    if opened.called.endswith(TEXT.suffixes):
        return PAGE if PAGE.begins and PAGE.begins.match(head) else TEXT
    for format in FORMATS:
        if opened.called.endswith(format.suffixes):
            return format
    return next((f for f in FORMATS if f.begins and f.begins.match(head)), TEXT)
