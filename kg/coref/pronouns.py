"""Resolve third-person and reflexive pronouns: constraints first, then the fitted ranking."""

from math import exp

from kg.coref.antecedents import Candidate, candidates, kind_of
from kg.coref.discourse import Chain, Discourse
from kg.coref.expletives import absence
from kg.coref.groups import joint_owners
from kg.coref.parallel import (
    against_officers,
    done_by_ship,
    joint_subject,
    of_the_accused,
    of_the_case,
    parallel,
    survived,
)
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge


@derived
def _for_names(knowledge: Knowledge) -> dict[str, float]:
    """How much a name is preferred: readers of the graph miss the link to a name the most."""
    return {
        "he": 0.0,
        "it": knowledge.number("coref.name_for_it"),
        "they": knowledge.number("coref.name_for_they"),
    }


@derived
def _doubts(knowledge: Knowledge) -> dict[str, float]:
    """By how much an antecedent may be less likely than none, and is taken all the same."""
    return {
        "it": knowledge.number("coref.doubt_of_it"),
        "they": knowledge.number("coref.doubt_of_they"),
    }


def resolve_pronoun(discourse: Discourse, index: int) -> Chain | None:
    """The chain that a third-person pronoun continues, or None.

    "it" and "they" often mean nothing named before; their candidates compete with that reading.
    How likely the chain is goes to ``discourse.certainty``.
    """
    own = discourse.ann.doc[discourse.mentions[index].head]
    kind, gender = kind_of(own.lower_, discourse.knowledge)
    table = discourse.knowledge.pronouns[kind]
    preference = _for_names(discourse.knowledge)[kind]
    owners = joint_owners(discourse, index) if kind == "they" else None
    if owners is not None:
        return owners

    weighed: dict[Candidate, tuple[float, int]] = {}

    def likelihood(candidate: Candidate) -> tuple[float, int]:
        if candidate not in weighed:
            score = sum(table.get(f, 0.0) for f in candidate.features)
            named = preference if candidate.chain.named else 0.0
            weighed[candidate] = score + named, candidate.mention
        return weighed[candidate]

    options = list(candidates(discourse, index))
    if gender == "f" and not any(
        c.named and c.type == "Person" and c.gender != "m" for c in discourse.chains
    ):
        options = list(candidates(discourse, index, countries=True)) or options
    if gender == "f" and (ship := _ship(discourse, index)) is not None:
        return ship
    if not options:
        return None
    options = [o for o in options if not against_officers(discourse, index, o.chain)] or options
    options = [o for o in options if not survived(discourse, index, o.chain)] or options
    accused = [o for o in options if of_the_accused(discourse, index, o.chain)]
    if kind == "he" and not accused:  # "they" may be accused one by one
        accused = [o for o in options if of_the_case(discourse, index, o.chain)]
    options = accused or options
    best = max(options, key=likelihood)
    if own_kind := [o.chain for o in options if o.chain.gender == kind]:
        return own_kind[0]
    joint = joint_subject(discourse, index) if kind == "they" else None
    beside = joint or parallel(discourse, index, kind, gender)
    best = next((o for o in options if o.chain is beside), best)
    scores: list[tuple[Chain | None, float]] = [
        (candidate.chain, likelihood(candidate)[0]) for candidate in options
    ]
    if kind != "he" and not _is_quoted(discourse, own.i):
        nothing = sum(table.get(f, 0.0) for f in absence(discourse, index))
        if likelihood(best)[0] < nothing - _doubts(discourse.knowledge)[kind]:
            return None
        scores.append((None, nothing))
    chain = best.chain
    discourse.certainty[index] = _share(chain, scores)
    if gender and chain.gender is None and chain.gazetteer is None:
        chain.gender = gender
    return chain


def _ship(discourse: Discourse, index: int) -> Chain | None:
    """The ship last named, where "she" or "her" is a ship's."""
    if not done_by_ship(discourse, index):
        return None
    chains = (discourse.chain_of[other] for other in discourse.before(index))
    return next((chain for chain in chains if chain.type == "Product" and chain.named), None)


def _share(chain: Chain, scores: list[tuple[Chain | None, float]]) -> float:
    """The probability of a chain: its share of all readings of the pronoun."""
    highest = max(score for _, score in scores)
    weight = [(other, exp(score - highest)) for other, score in scores]
    return sum(w for other, w in weight if other is chain) / sum(w for _, w in weight)


def _is_quoted(discourse: Discourse, token: int) -> bool:
    """Whether a pronoun names the one whose words stand in quotation marks."""
    return any(
        a.speaker_head == token and a.mode in ("direct", "mixed") for a in discourse.attributions
    )
