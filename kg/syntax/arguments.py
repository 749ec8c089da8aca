"""What clauses are made of, and the phrases that fill their slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.syntax.relatives import antecedent
from kg.syntax.subjects import members
from kg.syntax.tree import Tree

# Slots of clauses and modifiers, whose fillers are no groups.
_MEMBERLESS = frozenset(
    ("acl", "advcl", "advmod", "attr", "ccomp", "compound", "ctx", "tmod", "xcomp")
)
TIMES = frozenset(("DATE", "TIME"))


@dataclass(frozen=True, slots=True)
class Slot:
    """An argument: its relation to the predicate and the head token of its phrase.

    ``label`` is ``subj``, ``obj``, ``iobj``, ``attr`` (predicate nominal or adjective), ``ccomp``,
    ``xcomp``, ``advcl``, ``acl`` (clause after a noun: "plan to leave"), ``poss``, ``compound``
    (noun or adjective before a noun predicate), ``appos``, ``by`` (agent of a passive), ``tmod``
    (time without preposition), ``npadvmod`` (other such nouns: "10 km"), ``advmod``, ``where``
    (antecedent of a relative "where"), ``ctx`` (subject of the verb which a noun phrase is an
    adjunct of: "*he* spoke during a visit"), or a preposition's lower-cased text (``with``, ``in``,
    ``according to``); the head of a prepositional slot may be a gerund ("after *meeting* him").
    ``direct`` is false where the slot was inherited from another clause (control, conjunction,
    relative, light verb) or moved from the noun that the parser hung it on.
    ``marker`` is the token of the preposition, subordinator or relative pronoun, if any.
    """

    label: str
    head: int
    direct: bool = True
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its slots.

    ``trigger`` is the token of the predicate's head; ``lemma`` its lower-cased lemma with a
    particle (``break off``); ``cue`` the tokens of the predicate phrase (verb, particle, light
    verb and noun), ascending. ``kind``: verb, copula or noun. ``governor``: the token of the verb
    by whose control, light-verb or complement construction it got inherited slots, if any.
    Negation and auxiliaries are not slots: they are the trigger's (or governor's) children.
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


def phrase(label: str, tree: Tree, head: int) -> Iterator[Slot]:
    """A slot for a noun phrase, and one for each phrase conjoined to it."""
    return (Slot(label, antecedent(tree, token)) for token in members(tree, head))


def prepositional(tree: Tree, preposition: int) -> Iterator[Slot]:
    """The slots of a preposition's objects; of compound prepositions under their whole name."""
    label = tree.lower[preposition]
    objects = tree.of(preposition, "pobj", "pcomp")
    if not objects and tree.dep[preposition] == "prep":
        objects = [c for c in tree.of(preposition, "amod", "advmod") if c > preposition]
    for child in objects:
        if tree.pos[child] in ("ADP", "SCONJ"):  # "from within", "because of"
            continue
        for head in tree.conjuncts(child):
            if head == child or tree.pos[head] not in ("VERB", "AUX") or tree.pos[child] == "VERB":
                yield Slot(label, antecedent(tree, head), True, preposition)
    for below in tree.children[preposition]:
        if tree.dep[below] in ("prep", "pcomp") and tree.pos[below] in ("ADP", "SCONJ"):
            for slot in prepositional(tree, below):
                whole = slot.label if objects and below not in objects else f"{label} {slot.label}"
                yield replace(slot, label=whole)
        elif tree.dep[below] == "conj" and tree.pos[below] == "ADP":  # "to and from Paris"
            yield from prepositional(tree, below)
            if not objects:
                for slot in prepositional(tree, below):
                    yield replace(slot, label=label)


def loose_slots(tree: Tree, slots: list[Slot]) -> list[Slot]:
    """Prepositional phrases that hang on an object or time but may as well be the predicate's."""
    found: list[Slot] = []
    for slot in slots:
        timed = slot.label == "tmod" or tree.ent[slot.head] in TIMES
        if not slot.direct or not (timed or slot.label in ("obj", "attr") or slot.marker):
            continue
        if slot.label in ("ccomp", "xcomp", "advcl"):
            continue
        named = slot.marker is not None and tree.pos[slot.head] == "PROPN"
        if slot.marker is not None and not (timed or named):
            continue
        for preposition in tree.of(slot.head, "prep"):
            words, name = tree.knowledge.words, tree.lower[preposition]
            if name in words("loose_prepositions") or (timed and name in words("never_of_times")):
                moved = [replace(s, direct=False) for s in prepositional(tree, preposition)]
                found += moved
                found += (
                    replace(s, direct=False)
                    for s in loose_slots(tree, [replace(m, direct=True) for m in moved])
                )
    return found


def with_members(tree: Tree, slots: list[Slot]) -> list[Slot]:
    """The slots and those of named members: "leaders including *Ann* and *Bob* met"."""
    found = list(slots)
    telling = tree.knowledge.words("before_members")
    for slot in slots:
        if slot.label in _MEMBERLESS:
            continue
        for preposition in tree.of(slot.head, "prep"):
            aside = tree.lower[preposition - 1] == ","
            if aside and slot.marker is not None:  # may be of any noun before
                continue
            word = tree.lower[preposition]
            if word in telling or f"{tree.lower[preposition - 1]} {word}" in telling:
                for member in tree.of(preposition, "pobj"):
                    found += (
                        Slot(slot.label, token, False, preposition)
                        for token in tree.conjuncts(member)
                        if tree.pos[token] == "PROPN"
                        or tree.ent[token]
                        or any(tree.dep[c] in ("appos", "compound") for c in tree.children[token])
                    )
    return found


def distinct(slots: list[Slot]) -> tuple[Slot, ...]:
    """The slots without repetition of label and head, the first of each."""
    seen: dict[tuple[str, int], Slot] = {}
    for slot in slots:
        seen.setdefault((slot.label, slot.head), slot)
    return tuple(seen.values())
