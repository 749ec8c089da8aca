"""The numbers that reading and linking go by: confidences, weights, windows and limits."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.knowledge.lexicon import ontology_dir


@dataclass(frozen=True)
class Number:
    """A number and the reason for it, in a line."""

    value: float
    reason: str


def load_numbers() -> Mapping[str, Number]:
    """The table ``numbers.txt``: by name (``package.what``), value and reason.

    Raises:
        ValueError: Two numbers have one name, or one has no reason.
    """
    found: dict[str, Number] = {}
    for line in (ontology_dir() / "numbers.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, value, reason = line.split("\t")
            if name in found or not reason:
                raise ValueError(f"numbers.txt: {name} stands there twice, or without a reason")
            found[name] = Number(float(value), reason)
    return found
