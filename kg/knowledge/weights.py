"""Fitted weights: tables of the ontology that a script in ``tools/`` wrote."""

from collections.abc import Mapping

from kg.knowledge.lexicon import ontology_dir

Weights = Mapping[str, Mapping[str, float]]


def load_weights(name: str) -> Weights:
    """The table ``<name>.txt``: by kind, then by feature."""
    found: dict[str, dict[str, float]] = {}
    for line in (ontology_dir() / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, feature, value = line.split("\t")
            found.setdefault(kind, {})[feature] = float(value)
    return found
