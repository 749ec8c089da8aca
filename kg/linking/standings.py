"""How an article puts a fact, in a word, and a fact as it is put so."""

from collections.abc import Mapping
from dataclasses import replace

from kg.linking.fact_decisions import Standing
from kg.model import UNSURE, Fact, Modality

_TEMPORAL = "temporal"
_MODALITIES: Mapping[str, Modality] = {
    "planned": "planned", "possible": "possible", "requested": "requested",
}  # fmt: skip
_STANDINGS: Mapping[Modality, Standing] = {
    "planned": "planned", "expected": "planned", "possible": "possible", "requested": "requested",
}  # fmt: skip


def standing(fact: Fact) -> Standing:
    """How the article puts a fact; one that is not sure was read as asserted."""
    if fact.holder:
        return "claimed"
    if fact.polarity == "negative":
        return "denied"
    if fact.modality != "actual" and UNSURE not in fact.details:
        return _STANDINGS[fact.modality]
    return "former" if fact.details.get(_TEMPORAL) in ("former", "past") else "asserted"


def put(fact: Fact, wanted: Standing) -> Fact:
    """A fact that is right, and stands so."""
    sure = UNSURE not in fact.details
    details = {name: value for name, value in fact.details.items() if name != UNSURE}
    fact = replace(fact, details=details, confidence=1.0)
    if sure and standing(fact) == wanted:
        return fact
    past = details.pop(_TEMPORAL, None)
    if wanted == "former":
        details[_TEMPORAL] = "former"
    elif past not in (None, "former", "past"):
        details[_TEMPORAL] = past
    return replace(
        fact,
        polarity="negative" if wanted == "denied" else "positive",
        modality=_MODALITIES.get(wanted, "actual"),
        holder=fact.holder if wanted == "claimed" else None,
        details=details,
    )
