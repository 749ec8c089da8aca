"""Names as others export them: FollowTheMoney, Wikidata queries, OpenRefine, LEI records.

* FollowTheMoney is JSON Lines, an entity a line (``schema``, ``properties``); entities without a
  name (ownerships, payments) are passed over.
* A result of the Wikidata query service (CSV, TSV, and JSON in its three forms) has a column of
  items, ``item``, and their names, ``itemLabel``, whatever the variable is called;
  ``itemAltLabel`` are other names, any further column of items may be the class.
* An export of OpenRefine (CSV, TSV) has a column of ids right after the column it was matched by.
* LEI records are in `lei`.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from kg.errors import InputError
from kg.knowledge import lei
from kg.knowledge.lexicon import ontology_dir

WIKIDATA = "http://www.wikidata.org/entity/"
_ID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9][0-9]*)>?")

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """What another program knows by name: ``classes`` are its words for what it is.

    ``homographs`` are those of its names that may mean something else, ``country`` the code of
    the country it belongs to.
    """

    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    homographs: tuple[str, ...] = ()
    country: str | None = None


@lru_cache(1)
def class_names() -> Mapping[str, str]:
    """Our class for each class of others."""
    text = (ontology_dir() / "gazetteer" / "classes.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def read_json(data: str, path: Path) -> Iterator[Named]:
    """FollowTheMoney entities, one a line, or a result of Wikidata's or the LEI's service."""
    try:
        whole = json.loads(data)
    except json.JSONDecodeError:
        whole = None
    if isinstance(whole, Mapping) and isinstance(whole.get("data"), list | Mapping):
        return map(_company, lei.of_answer(whole["data"]))
    if isinstance(whole, Mapping) and isinstance(results := whole.get("results"), Mapping):
        whole = results.get("bindings")
    if isinstance(whole, list):
        return _wikidata([_simple(row) for row in whole if isinstance(row, Mapping)], path)
    return _follow_the_money(data, path)


def read_table(data: str, path: Path) -> Iterator[Named]:
    """A table of the Wikidata query service, of OpenRefine, or of LEI records."""
    mark = "\t" if path.suffix.lower() == ".tsv" else ","
    # The service heads a TSV by variables, and writes names as Turtle does.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if data.startswith("?") else csv.QUOTE_MINIMAL
    reader = csv.DictReader(
        StringIO(data, newline=""), delimiter=mark, quoting=quoting, strict=True, restval=""
    )
    if set(reader.fieldnames or ()) >= lei.COLUMNS:
        return map(_company, lei.of_table(_rows(reader, path)))
    rows: list[Cells] = [
        {name.removeprefix("?"): _plain(cell) for name, cell in row.items()}
        for row in _rows(reader, path)
    ]
    header = [name.removeprefix("?") for name in reader.fieldnames or ()]
    if any(name + "Label" in header for name in header):
        return _wikidata(rows, path)
    return _open_refine(header, rows, path)


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[Cells]:
    """The rows of a table; raises `InputError` with the place of what is wrong."""
    try:
        for row in reader:
            if None in row:
                raise InputError(
                    f"gazetteer {path}:{reader.line_num}: more columns than the header has; put a "
                    "cell that has a comma in quotation marks"
                )
            yield row
    except csv.Error as error:
        line = reader.reader.line_num
        raise InputError(f"gazetteer {path}:{line}: {error}") from error


def _company(found: lei.Company) -> Named:
    iris = (lei.IRI + found.lei,)
    return Named(
        found.label, ("Organization",), found.aliases, iris, found.ambiguous, found.country
    )


def _follow_the_money(data: str, path: Path) -> Iterator[Named]:
    # Lines end at "\n" alone: names may hold the other characters that end lines.
    for number, line in enumerate(data.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"gazetteer {path}:{number}: not JSON ({error.msg})") from error
        properties = entity.get("properties") if isinstance(entity, dict) else None
        schema = entity.get("schema") if isinstance(entity, dict) else None
        if not isinstance(schema, str) or not isinstance(properties, dict):
            raise InputError(
                f"gazetteer {path}:{number}: no FollowTheMoney entity; it needs 'schema' and "
                "'properties'"
            )

        def values(name: str, properties: Mapping[str, Any] = properties) -> tuple[str, ...]:
            found = properties.get(name) or ()
            found = [found] if isinstance(found, str) else found
            return tuple(v.strip() for v in found if isinstance(v, str) and v.strip())

        names = values("name")
        if names:
            others = (*names[1:], *values("alias"), *values("previousName"))
            yield Named(names[0], (schema,), others, _iris(values("wikidataId")))


def _wikidata(rows: list[Cells], path: Path) -> Iterator[Named]:
    """The items of a result, whose rows repeat an item for each class or name it has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    item = next((name for name in columns if name + "Label" in columns), None)
    if rows and item is None:
        raise InputError(
            f"gazetteer {path}: no column of names beside its items; ask for ?item and ?itemLabel"
        )
    found: dict[str, list[Cells]] = {}
    for row in rows:
        if item and (id := _item(row.get(item, ""))):
            found.setdefault(id, []).append(row)
    for id, same in found.items():
        label = same[0].get(f"{item}Label", "")
        # What has no name in the language asked for is called by its id.
        if not label or _item(label):
            continue
        classes = [_item(v) or v for row in same for name, v in row.items() if name != item]
        aliases = [a.strip() for row in same for a in row.get(f"{item}AltLabel", "").split(",")]
        known = tuple(c for c in classes if c in class_names())
        yield Named(label, known, tuple(dict.fromkeys(filter(None, aliases))), (WIKIDATA + id,))


def _open_refine(header: list[str], rows: list[Cells], path: Path) -> Iterator[Named]:
    """The rows that were matched; several names of one item are its other names."""
    ids = next((i for i, name in enumerate(header) if i and _all_items(r[name] for r in rows)), 0)
    if not ids:
        raise InputError(
            f"gazetteer {path}: its header line has no column 'label', and no column of Wikidata "
            "ids stands after one of names; begin it with label,type"
        )
    found: dict[str, list[Cells]] = {}
    for row in rows:
        if (id := _item(row[header[ids]])) and row[header[ids - 1]].strip():
            found.setdefault(id, []).append(row)
    for id, same in found.items():
        names = tuple(dict.fromkeys(row[header[ids - 1]].strip() for row in same))
        yield Named(names[0], (same[0].get("type", ""),), names[1:], (WIKIDATA + id,))


def _all_items(cells: Iterable[str]) -> bool:
    """Whether all that a column holds are items, and it holds any."""
    held = [cell for cell in cells if cell.strip()]
    return bool(held) and all(_item(cell) for cell in held)


def _item(cell: str) -> str:
    """The id of an item in a cell: ``Q42``, its IRI, or its page."""
    found = _ID.fullmatch(cell.strip().removeprefix("<"))
    return found[1] if found else ""


def _iris(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(WIKIDATA + id for id in map(_item, ids) if id)


def _simple(row: Mapping[str, Any]) -> Cells:
    """A row of JSON by its columns: values are strings, or objects that tell their type too."""
    cells = {name: v.get("value") if isinstance(v, Mapping) else v for name, v in row.items()}
    return {name: v for name, v in cells.items() if isinstance(v, str)}


def _plain(cell: str) -> str:
    """A cell without what Turtle puts about a name: ``"Oslo"@en``."""
    found = re.fullmatch(r'"(.*)"(?:@[A-Za-z-]+)?', cell, re.S)
    return re.sub(r'\\(["\\])', r"\1", found[1]) if found else cell
