"""Write the man page, docs/kg.1, made from the commands as they are.

python tools/man.py            # renew it
python tools/man.py --check    # say whether it is that of today, change nothing
"""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli import main as kg
from kg.commands.running import STATUSES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "kg.1"
FILES = {
    "kg.toml": "What the commands go by in the folder where it lies and those below it; kg init "
    "writes one with a line on each key.",
    "kg-out": "The directory of a graph, where nothing else is said: facts.jsonl, graph.ttl, "
    "graph.html, problems.jsonl, decisions.txt, watched.json and the store.",
}
ENVIRONMENT = {
    "KG_PUSH_USER, KG_PUSH_PASSWORD, KG_PUSH_TOKEN": "Who kg push is, for the store.",
    "NO_COLOR": "No colours at a terminal.",
}


def page() -> str:
    """The man page."""
    parts = [
        '.TH KG 1 "" "newskg" "User Commands"',
        ".SH NAME",
        r"kg \- reads news pages and builds a knowledge graph whose every edge has its sentence",
        ".SH SYNOPSIS",
        r".B kg\fR [\fB\-\-version\fR] [\fB\-\-help\fR] \fICOMMAND\fR [\fIARGUMENT\fR...]",
        ".SH DESCRIPTION",
        *_text(kg.help or ""),
        ".SH COMMANDS",
        *(line for name in sorted(kg.commands) for line in _command(kg.commands[name])),
        ".SH FILES",
        *_terms(FILES),
        ".SH ENVIRONMENT",
        *_terms(ENVIRONMENT),
        '.SH "EXIT STATUS"',
        *_terms({str(number): meaning for number, meaning in STATUSES.items()}),
    ]
    return "\n".join(parts) + "\n"


def _command(command: click.Command) -> Iterator[str]:
    """A command with its text, examples and options; of a group each command below it, too."""
    name = f"kg {command.name}"
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_plain(name)} {_plain(usage)}"
    yield from _text(command.help or "")
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record:
            yield from _terms({record[0]: record[1]})
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found:
                yield from _terms({f"{name} {inner}": found.get_short_help_str(200)})


def _text(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that click does not wrap as they stand."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield ".nf"
            yield from (_plain(line.strip()) for line in paragraph.splitlines()[1:])
            yield ".fi"
        else:
            yield _plain(" ".join(paragraph.split()))


def _terms(rows: dict[str, str]) -> Iterator[str]:
    for term, meaning in rows.items():
        yield ".TP"
        yield rf"\fB{_plain(term)}\fR"
        yield _plain(" ".join(meaning.split()))


def _plain(text: str) -> str:
    """Text that roff takes as it stands."""
    safe = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        sys.exit("docs/kg.1 is not that of today; run python tools/man.py")


if __name__ == "__main__":
    main()
