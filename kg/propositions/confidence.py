"""How likely an open proposition is right, by what kind of clause it was read from.

A logistic regression over binary features, fitted by ``tools/fit_confidence.py`` on CaRB (Bhardwaj
et al. 2019): the confidence estimates the agreement in words, slot by slot, with a proposition that
annotators would write and no other proposition matches better.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.propositions.phrases import Words
from kg.syntax.tree import Tree


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposition in tokens. ``inserted`` stands in front of the predicate's words.

    ``form`` is the way it is told (`propositions.tellings`); ``alternative`` is true where it
    tells a further conjunct.
    """

    form: str
    trigger: int
    subject: Words
    predicate: Words
    objects: tuple[Words, ...]
    inserted: str = ""
    alternative: bool = False


def confidence(tree: Tree, draft: Draft) -> float:
    """The estimate for a proposition, between 0 and 1, in thousandths."""
    weights = _weights(tree.knowledge)
    score = sum(weights.get(feature, 0.0) for feature in features(tree, draft))
    return round(1 / (1 + exp(-score)), 3)


@derived
def _weights(knowledge: Knowledge) -> dict[str, float]:
    return {name: float(row[0]) for name, row in knowledge.table("confidence").items()}


def features(tree: Tree, draft: Draft) -> Iterator[str]:
    """The features of a proposition that hold: form, place, subject, number of objects."""
    first = tree.first_conjunct(draft.trigger)
    yield "bias"
    yield f"form={draft.form}"
    yield f"clause={tree.dep[first]}"
    if draft.alternative:
        yield "alternative"
    if tree.of(draft.trigger, "nsubj", "nsubjpass"):
        yield f"own subject in {tree.dep[first]}"
    yield f"objects={min(len(draft.objects), 4)}"
