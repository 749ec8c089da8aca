"""``kg.toml``: what the commands go by in a folder and those below it; options go before it.

It is read by click as defaults of options and arguments, so that ``--help`` shows them, too.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from kg.errors import InputError
from kg.inputs.columns import Columns
from kg.limits import Limits

FILE = "kg.toml"
_READING = ("build", "add", "update", "extract", "documents")
_MAKING = ("build", "read", "extract", "watch", "annotate", "score")


@dataclass(frozen=True)
class _Key:
    """A key: what it must be, the parameter that it is for, and the commands that have it.

    ``commands`` are all that have the parameter, where none are named; ``path`` says that the
    values are files, which lie beside ``kg.toml``.
    """

    kind: type
    parameter: str
    commands: tuple[str, ...] = ()
    path: bool = False


_KEYS: dict[str, _Key] = {
    "inputs": _Key(list, "inputs", _READING, path=True),
    "output": _Key(str, "directory", path=True),
    "base": _Key(str, "base"),
    "license": _Key(str, "license"),
    "model": _Key(str, "model"),
    "ontology": _Key(list, "ontology", (*_MAKING, "ontology"), path=True),
    "gazetteer": _Key(list, "gazetteer", path=True),
    "decisions": _Key(str, "decisions", path=True),
    "parses": _Key(str, "parses", path=True),
    "workers": _Key(int, "workers", (*_READING, "read", "watch", "annotate", "score")),
}
_TABLES: dict[str, dict[str, _Key]] = {
    "columns": {
        **{name: _Key(str, name, _READING) for name in Columns().names},
        "query": _Key(str, "query", _READING),
    },
    "limits": {field.name: _Key(int, field.name) for field in fields(Limits)},
    "formats": {
        "query": _Key(str, "form", ("query", "ask", "shell")),
        "export": _Key(str, "form", ("export",)),
    },
    "watch": {
        "feeds": _Key(list, "feeds", ("watch",)),
        "every": _Key(str, "every", ("watch",)),
        "pages": _Key(bool, "pages", ("watch",)),
        "agent": _Key(str, "agent", ("watch",)),
        "pause": _Key(float, "pause", ("watch",)),
    },
}  # fmt: skip
_CALLED = {
    list: "a list of strings", str: "a string", int: "a number above 0", float: "a number",
    bool: "true or false",
}  # fmt: skip
# What the commands of a group may have, where the group itself has nothing.
_OF_GROUPS = ("directory", "form", "ontology")
# No file: what comes from standard input, and parses that are not kept.
_NO_PATHS = ("-", "none")


class Given(click.Argument):
    """An argument of several words that ``kg.toml`` may give."""

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> Any:
        """The words of the command line or, where there are none, of the file."""
        found = ctx.lookup_default(self.name or "")
        if not opts.get(self.name or "") and found:
            return tuple(found), click.core.ParameterSource.DEFAULT_MAP
        return super().consume_value(ctx, opts)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Files, where the words are inputs."""
        return [CompletionItem(incomplete, type="file")] if self.name == "inputs" else []


class _Same(dict[str, Any]):
    """The same defaults for each command of a group, whose commands are not known here."""

    def get(self, key: str, default: Any = None) -> Any:
        return dict(self)


def path_above(folder: Path) -> Path | None:
    """The nearest ``kg.toml`` from a folder upward."""
    places = (place / FILE for place in (folder, *folder.parents))
    return next((place for place in places if place.is_file()), None)


def read(path: Path) -> dict[str, Any]:
    """What a ``kg.toml`` says, its files by their ways from the working directory.

    Raises:
        InputError: It is no TOML, or has a key that is none, or a value of another kind.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name in _TABLES:
            if not isinstance(value, dict):
                raise InputError(_wrong(path, text, name, f"{name!r} is a table; write [{name}]"))
            table = _TABLES[name]
            found[name] = {
                key: _checked(path, text, f"{name}.{key}", table, one) for key, one in value.items()
            }
        else:
            found[name] = _checked(path, text, name, _KEYS, value)
    return found


def defaults(told: Mapping[str, Any], commands: Mapping[str, click.Command]) -> dict[str, Any]:
    """What ``kg.toml`` says as click's defaults, by command and parameter."""
    found: dict[str, Any] = {}
    for name, command in commands.items():
        own = dict(_defaults_of(name, command, told))
        if isinstance(command, click.Group):
            own = _Same(own)
        if own:
            found[name] = own
    return found


def _defaults_of(
    name: str, command: click.Command, told: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    has: Callable[[str], bool] = {parameter.name for parameter in command.params}.__contains__
    group = isinstance(command, click.Group)
    for key, value in told.items():
        if key == "limits":
            if has("limits"):
                yield "limits", [f"{limit}={number}" for limit, number in value.items()]
            continue
        rows = value.items() if key in _TABLES else [(key, value)]
        for inner, one in rows:
            rule = _TABLES[key][inner] if key in _TABLES else _KEYS[inner]
            # Where the graph of `kg build` is written is called as the file of others is.
            parameter = "output" if (name, key) == ("build", "output") else rule.parameter
            if rule.commands and name not in rule.commands:
                continue
            if has(parameter) or (group and parameter in _OF_GROUPS):
                yield parameter, one


def _checked(path: Path, text: str, name: str, keys: Mapping[str, _Key], value: Any) -> Any:
    """A value that is of its kind, its files by their ways from here."""
    key = name.rpartition(".")[2]
    if key not in keys:
        close = get_close_matches(key, keys, n=1) or sorted(keys)
        told = "do you mean" if len(close) == 1 else "there are"
        raise InputError(
            _wrong(path, text, key, f"no such key {name!r}; {told} {', '.join(close)}")
        )
    rule = keys[key]
    good = isinstance(value, rule.kind) and (isinstance(value, bool) == (rule.kind is bool))
    if rule.kind is float:
        good = isinstance(value, int | float) and not isinstance(value, bool)
    if rule.kind is int:
        good = good and value > 0
    if rule.kind is list:
        good = good and all(isinstance(item, str) for item in value)
    if not good:
        raise InputError(_wrong(path, text, key, f"{name!r} must be {_CALLED[rule.kind]}"))
    if not rule.path:
        return value
    return (
        [_from_here(path, one) for one in value] if rule.kind is list else _from_here(path, value)
    )


def _from_here(path: Path, value: str) -> str:
    """A file beside ``kg.toml``, by its way from the working directory."""
    folder = os.path.relpath(path.parent)
    if value in _NO_PATHS or os.path.isabs(value) or folder == os.curdir:
        return value
    return os.path.join(folder, value)


def _wrong(path: Path, text: str, key: str, message: str) -> str:
    """What is wrong with a key, and in which line it stands."""
    pattern = re.compile(rf"\s*(\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[\]=]")
    lines = enumerate(text.splitlines(), 1)
    number = next((number for number, line in lines if pattern.match(line)), None)
    return f"{path}{f':{number}' if number else ''}: {message}"
