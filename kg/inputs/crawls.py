"""Crawls (WARC by warcio, WACZ): each page that a server gave as HTML or PDF, one at a time."""

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from kg.errors import InputError
from kg.inputs.archives import member, members
from kg.inputs.opened import Opened, Way, missing
from kg.inputs.problems import Found, notice, problem
from kg.limits import LimitError

# The kinds of pages that are read, by how files of theirs end.
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}
_OK = "200"
_PART = 65536


def read_warc(opened: Opened, way: Way) -> Iterator[Found]:
    """The pages of a WARC, called by their addresses; what else it holds is counted.

    Where it breaks off, what stands before is read.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise missing("WARC", "archives") from None
    passed = Counter[str]()
    number = 0
    records = ArchiveIterator(opened.file, arc2warc=True)
    while True:
        place = f"{opened.place}:{number + 1}"
        try:
            # warcio writes what it thinks of a record on standard error.
            with redirect_stderr(StringIO()):
                record = next(records, None)
            if record is None:
                break
            number += 1
            kind = _kind(record)
            if kind not in _KINDS:
                passed[kind] += 1
                continue
            data = _content(record, way)
        except LimitError as error:
            yield problem(place, str(error))
            continue
        # warcio stumbles in several ways over what is no record.
        except (ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error) as error:
            yield problem(place, _broken(error, number))
            break
        if data is None:
            yield problem(place, _broken(None, number - 1))
            break
        url = record.rec_headers.get_header("WARC-Target-URI") or place
        inner = opened.inside(
            data, place, url, kind=_KINDS[kind], charset=_charset(record), depth=opened.depth + 1
        )
        yield from way.read(inner, way)
    if passed:
        told = ", ".join(f"{kind} ({count:,})" for kind, count in sorted(passed.items()))
        yield notice(opened.place, f"passed over, as these are no pages: {told}")


def read_wacz(opened: Opened, way: Way) -> Iterator[Found]:
    """The pages of the WARCs in a WACZ."""
    empty = True
    for name, file in members(opened):
        if name.startswith("archive/"):
            empty = False
            yield from member(opened, way, name, file)
    if empty:
        raise InputError("no WARC below archive/ in it; is it a WACZ?")


def _kind(record: Any) -> str:
    """The type of the page of a record, or what the record is instead."""
    if record.rec_type not in ("response", "resource"):
        return record.rec_type or "no type"
    http = record.http_headers
    if record.rec_type == "response" and http is None:
        return "no answer of the web"
    if http is not None and http.get_statuscode() != _OK:
        return f"status {http.get_statuscode()}"
    return _type(record).partition(";")[0].strip().lower() or "no type"


def _type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _charset(record: Any) -> str | None:
    _, _, told = _type(record).lower().partition("charset=")
    return told.split(";")[0].strip(" \"'") or None


def _content(record: Any, way: Way) -> bytes | None:
    """The page of a record, unpacked; None where the record is cut off."""
    most = way.limits.file_megabytes << 20
    stream, parts, length = record.content_stream(), list[bytes](), 0
    while part := stream.read(_PART):
        parts.append(part)
        length += len(part)
        if length > most:
            megabytes = way.limits.file_megabytes
            raise LimitError("file_megabytes", f"larger than {megabytes:,} MB", megabytes)
    if getattr(record.raw_stream, "limit", 0):
        return None
    return b"".join(parts)


def _broken(error: Exception | None, count: int) -> str:
    told = " ".join(f" ({error})".split()[:12]) if isinstance(error, ValueError) else ""
    return f"the archive is cut off or broken here{told}; the {count:,} records before it are read"
