"""Predicate-argument structure: what each verb, copula and event noun takes, normalised.

One `Clause` for each predicate, whatever construction it stands in: passives have their deep
subject as ``by`` and their deep object as ``obj``; subjects are shared with conjoined, controlled,
relative and participial verbs; conjoined arguments are given one slot each; event nouns inherit
the subject of a light verb ("held talks with", "paid a visit to"). The frames of the catalogue
(`kg.facts`) and the open propositions (`kg.propositions`) read clauses, not raw dependencies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.annotate import Annotation


@dataclass(frozen=True, slots=True)
class Slot:
    """An argument: its relation to the predicate and the head token of its phrase.

    ``label`` is ``subj``, ``obj``, ``iobj``, ``attr`` (predicate nominal or adjective), ``ccomp``,
    ``xcomp``, ``poss``, ``compound`` (noun or adjective before a noun predicate), ``appos``, ``by``
    (agent of a passive), or a preposition's lower-cased text (``with``, ``in``, ``according to``).
    ``direct`` is false where the slot was inherited from another clause (control, conjunction,
    relative, light verb).
    """

    label: str
    head: int
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its slots.

    ``trigger`` is the token of the predicate's head; ``lemma`` its lemma with a particle
    (``break off``); ``cue`` the tokens of the predicate phrase (verb, particle, light verb and
    noun), ascending. ``kind``: verb, copula or noun. ``governor``: the token of the verb by
    whose control, light-verb or complement construction it got inherited slots, if any.
    """

    trigger: int
    kind: Literal["verb", "copula", "noun"]
    lemma: str
    cue: tuple[int, ...]
    slots: tuple[Slot, ...]
    passive: bool = False
    governor: int | None = None

    def fillers(self, label: str) -> Iterator[Slot]:
        """The slots of that label."""
        return (slot for slot in self.slots if slot.label == label)


def find_clauses(ann: Annotation) -> tuple[Clause, ...]:
    """The clauses of an article in the order of their triggers."""
    found = []
    for token in ann.doc:
        if token.pos_ == "VERB":
            slots = []
            for child in token.children:
                if child.dep_ in ("nsubj", "nsubjpass"):
                    slots.append(Slot("obj" if child.dep_ == "nsubjpass" else "subj", child.i))
                elif child.dep_ == "dobj":
                    slots.append(Slot("obj", child.i))
                elif child.dep_ == "prep":
                    slots += [Slot(child.lower_, p.i) for p in child.children if p.dep_ == "pobj"]
            found.append(Clause(token.i, "verb", token.lemma_, (token.i,), tuple(slots)))
    return tuple(found)
