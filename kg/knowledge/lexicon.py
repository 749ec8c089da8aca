"""Word lists of the ontology: one entry a line, ``#`` comments, optional tab-separated fields."""

from collections.abc import Callable, Mapping
from pathlib import Path

Rows = tuple[tuple[str, ...], ...]


def ontology_dir() -> Path:
    """Where the shipped ontology lies: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


class Lexicon:
    """The word lists by name; asking for a list that is not there is a KeyError.

    ``words`` gives the entries of a list, ``table`` with their further fields: look-ups of a
    dictionary and no more, for rules ask millions of times.
    """

    words: Callable[[str], frozenset[str]]
    table: Callable[[str], dict[str, tuple[str, ...]]]

    def __init__(self, lists: Mapping[str, Rows]) -> None:
        tables = {name: {fields[0]: fields[1:] for fields in rows} for name, rows in lists.items()}
        self.table = tables.__getitem__
        self.words = {name: frozenset(table) for name, table in tables.items()}.__getitem__


def load_lexicon() -> Lexicon:
    """The shipped word lists: each ``lexicon/<name>.txt``, each line of ``sets/<stage>.txt``.

    A line of the latter is a small list: its name, a tab, its words separated by spaces (``_`` is
    a space inside a word).
    """
    folder = ontology_dir()
    found = {path.stem: _rows(path) for path in sorted((folder / "lexicon").glob("*.txt"))}
    for path in sorted((folder / "sets").glob("*.txt")):
        for name, words in _rows(path):
            if name in found:
                raise ValueError(f"{path.name}: two word lists are called {name}")
            found[name] = tuple((word.replace("_", " "),) for word in words.split(" "))
    return Lexicon(found)


def _rows(path: Path) -> Rows:
    return tuple(
        tuple(field.strip() for field in line.split("\t"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
