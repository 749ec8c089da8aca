"""Polarity, modality and time of a predicate, from its context."""

from dataclasses import dataclass

from kg.annotate import Annotation
from kg.model import Modality, Polarity, When


@dataclass(frozen=True, slots=True)
class Qualification:
    """How a predicate is presented, leaving aside whose words it stands in."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    when: When | None = None


def qualify(ann: Annotation, trigger: int) -> Qualification:
    """Read the qualification of the predicate (verb or event noun) at token ``trigger``."""
    token = ann.doc[trigger]
    if any(child.dep_ == "neg" for child in token.children):
        return Qualification(polarity="negative")
    if any(child.lemma_ == "will" for child in token.children):
        return Qualification(modality="planned")
    return Qualification()
