"""Articles as JSON Lines: one a line, with what is known of it; rows of tables, too."""

import json
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.inputs.columns import Columns
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, notice, problem
from kg.inputs.stated import authors, language, published, sections
from kg.limits import LimitError
from kg.model import Document

# What a line may tell of its article besides its author and section.
_TOLD = ("title", "published", "publisher", "url", "language")


def read_lines(opened: Opened, way: Way) -> Iterator[Found]:
    """The articles of a JSON Lines file, read line by line."""
    file, name, columns = opened.file, opened.place, way.columns
    number, empty = 0, True
    megabytes = way.limits.line_megabytes
    most = megabytes << 20
    while line := file.readline(most + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = file.readline(most)
            said = f"line longer than {megabytes:,} MB"
            yield problem(place, str(LimitError("line_megabytes", said, megabytes)))
        elif line.strip():
            yield from _line(line, place, f"{opened.name}:{number}", columns)
        else:
            continue
        empty = False
    if empty:
        raise InputError("empty; leave it out")


def _line(line: bytes, place: str, name: str, columns: Columns) -> Iterator[Found]:
    """The document of one line; ``name`` is its id where it needs none of its own."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield problem(place, "not UTF-8; save the file as UTF-8")
        return
    except json.JSONDecodeError as error:
        yield problem(place, f"not JSON ({error.msg}); mend or remove the line")
        return
    except RecursionError:
        yield problem(place, "nested too deeply; mend or remove the line")
        return
    if columns.told and isinstance(row, dict):
        row = {"id": name, **columns.row(row)}
    yield from article(row, place)


def article(row: Any, place: str) -> Iterator[Found]:
    """The document of a row, and what is wrong with it."""
    wrong = _wrong(row)
    if wrong:
        yield problem(place, wrong)
        return
    day, issued = published(row.get("published"))
    if row.get("published") and not day:
        message = f"published {row['published']!r} is no ISO date (2025-03-31); it is left out"
        yield notice(place, message, str(row["id"]))
    tag = language(row.get("language"))
    if row.get("language") and not tag:
        message = f"language {row['language']!r} is no tag such as en or en-GB; it is left out"
        yield notice(place, message, str(row["id"]))
    section = row.get("section")
    if not _names(section):
        message = "section is neither a name nor a list of names; it is left out"
        yield notice(place, message, str(row["id"]))
        section = None
    yield Document(
        str(row["id"]),
        row["text"],
        single=True,
        title=row.get("title") or None,
        published=day,
        publisher=row.get("publisher") or None,
        url=(row.get("url") or "").strip() or None,
        language=tag,
        authors=authors(row.get("author")),
        issued=issued,
        sections=sections(section),
    )


def _names(told: Any) -> bool:
    """Whether that is a name, a list of names, or nothing."""
    return isinstance(told, str | None) or (
        isinstance(told, list) and all(isinstance(name, str) for name in told)
    )


def _wrong(row: Any) -> str | None:
    """What is wrong with a parsed line, if anything."""
    if not isinstance(row, dict):
        return 'not a JSON object; give {"id": ..., "text": ...}'
    if not isinstance(row.get("id"), str | int) or row["id"] == "":
        return 'no id; give every article an "id" of its own'
    if not isinstance(row.get("text"), str):
        return 'no text; give the article as "text"'
    if not row["text"].strip():
        return "empty text; leave it out"
    for key in _TOLD:
        if not isinstance(row.get(key), str | None):
            return f"{key} is not a string; mend or remove it"
    if not _names(row.get("author")):
        return "author is neither a name nor a list of names; mend or remove it"
    for key in ("id", "text", "author", "section", *_TOLD):
        try:
            str(row.get(key)).encode("utf-8")
        except UnicodeEncodeError:
            return f"{key} holds half a surrogate pair; write the character whole"
    return None
