"""Predicate-argument structure: what each verb, copula and event noun takes, normalised.

One `Clause` for each predicate, whatever construction it stands in: passives have their deep
subject as ``by`` and their deep object as ``obj``; subjects are shared with conjoined, controlled,
relative and participial verbs (`kg.subjects`); conjoined arguments are given one slot each; event
nouns inherit the subject of a light verb ("held talks with", "paid a visit to":
`kg.nominalisations`). The frames of the catalogue (`kg.facts`) and the open propositions
(`kg.propositions`) read clauses, not raw dependencies.
"""

from dataclasses import replace

from kg.annotate import Annotation
from kg.arguments import Clause, Slot
from kg.model import Span
from kg.nominalisations import noun_clause
from kg.subjects import is_predicate
from kg.verbs import verb_clause

__all__ = ["Clause", "Slot", "find_clauses"]


def find_clauses(ann: Annotation) -> tuple[Clause, ...]:
    """The clauses of an article in the order of their triggers."""
    tree = ann.tree
    verbs = {i: verb_clause(tree, i) for i in range(len(tree)) if is_predicate(tree, i)}
    found: list[Clause] = []
    for token in range(len(tree)):
        clause = verbs.get(token)
        if clause is None and tree.pos[token] in ("NOUN", "PROPN"):
            clause = noun_clause(tree, token, verbs)
        if clause is not None:
            found.append(clause)
    apart = quoted_sentences(ann)
    return tuple(within_quotation(clause, apart) for clause in found) if apart else tuple(found)


def quoted_sentences(ann: Annotation) -> list[Span]:
    """The quotations that hold a clause of their own, whose words relate to nothing outside."""
    tree, found = ann.tree, []
    for quote in ann.quotes:
        tokens = ann.tokens_in(quote.inner)
        ended = not quote.closed or ann.surface(quote.inner).rstrip()[-1:] in (*".!?,", "…")
        if (
            ended
            and len(tokens) > 3
            and any(
                tree.dep[t] in ("nsubj", "nsubjpass") and tree.head[t] in tokens for t in tokens
            )
        ):
            found.append(Span(tokens[0], tokens[-1] + 1))
    return found


def within_quotation(clause: Clause, apart: list[Span]) -> Clause:
    """The clause without the slots that lie across the edge of a quoted sentence.

    ``apart`` are token ranges. Clausal complements may: they are what a verb of speech governs.
    """

    def place(token: int) -> int:
        return next((i for i, s in enumerate(apart) if s.start <= token < s.end), -1)

    here = place(clause.trigger)
    slots = tuple(
        slot
        for slot in clause.slots
        if place(slot.head) == here or slot.label in ("ccomp", "xcomp", "advcl")
    )
    return clause if len(slots) == len(clause.slots) else replace(clause, slots=slots)
