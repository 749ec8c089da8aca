"""Word lists of the ontology: one entry a line, ``#`` comments, optional tab-separated fields."""

from functools import cache
from pathlib import Path


def ontology_dir() -> Path:
    """Where the shipped ontology lies: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``lexicon/<name>.txt``."""
    return frozenset(fields[0] for fields in _rows(name))


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of ``lexicon/<name>.txt`` with their further tab-separated fields."""
    return {fields[0]: fields[1:] for fields in _rows(name)}


def _rows(name: str) -> list[tuple[str, ...]]:
    text = (ontology_dir() / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    return [
        tuple(field.strip() for field in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]
