"""What is saved after each action: decisions, names, and how far one has come.

Each file is replaced as a whole, under the lock that builds of the graph hold, too.
"""

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import InputError
from kg.graph.directory import DECISIONS, alone_in, replacing
from kg.linking.decisions import Decision, parse_decisions
from kg.linking.fact_decisions import FactDecision

FOLDER = "annotation"
NAMES, PROGRESS = "names.csv", "progress.json"
_COLUMNS = ("label", "type", "aliases")

Line = Decision | FactDecision


@contextmanager
def saving(directory: Path) -> Iterator[Path]:
    """The folder of the annotation, for the block in which nobody else writes there.

    Raises:
        KgError: Somebody does, or it cannot be written.
    """
    with alone_in(directory):
        folder = directory / FOLDER
        folder.mkdir(exist_ok=True)
        yield folder


def decide(directory: Path, add: Iterable[Line], gone: Collection[Line] = ()) -> None:
    """Add lines to the decisions of a graph and take others away; comments stay.

    A line that is there already stays where it is. Raises `InputError` where a line is no good.
    """
    path = directory / DECISIONS
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    unwanted = set(map(str, gone))
    kept = [line for line in before.split("\n") if not unwanted or _read(line) not in unwanted]
    while kept and not kept[-1].strip():
        kept.pop()
    there = set(map(_read, kept))
    new = [line for line in dict.fromkeys(map(str, add)) if line not in there]
    after = "".join(f"{line}\n" for line in (*kept, *new))
    parse_decisions(after, DECISIONS)
    write(path, after)


def _read(line: str) -> str:
    """A line as it is written, whatever stands around it."""
    try:
        found = parse_decisions(line)
    except InputError:
        return line
    return "".join(map(str, (*found.lines, *found.facts)))


def write(path: Path, text: str) -> None:
    """Replace a file by a text."""
    with replacing(path) as target:
        target.write(text.encode())


def progress(directory: Path) -> dict[str, list[str]]:
    """The passages that were gone through, of each article by their words."""
    path = directory / FOLDER / PROGRESS
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(id): [str(words) for words in passed] for id, passed in found.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path}: not what kg annotate wrote; delete it") from error


def write_progress(folder: Path, passed: Mapping[str, Collection[str]]) -> None:
    """Replace what is known of how far one has come."""
    rows = {id: sorted(words) for id, words in sorted(passed.items()) if words}
    write(folder / PROGRESS, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def name(folder: Path, label: str, type: str, aliases: Iterable[str]) -> None:
    """Put a name into the gazetteer of the annotation, in place of what it says of it now."""
    path = folder / NAMES
    rows = list[Mapping[str, str]]()
    if path.exists():
        rows += csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    called = dict.fromkeys((label, *aliases))
    for row in rows:
        names = [row["label"], *filter(None, (row.get("aliases") or "").split("|"))]
        if not called.keys().isdisjoint(names):
            called.update(dict.fromkeys(names))
    rows = [row for row in rows if row["label"] not in called]
    others = [other for other in called if other != label and "|" not in other]
    rows.append({"label": label, "type": type, "aliases": "|".join(others)})
    out = io.StringIO()
    table = csv.DictWriter(out, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: row["label"]))
    write(path, out.getvalue())
