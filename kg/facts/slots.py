"""The clauses and slots that frames ask for: what the parse hung elsewhere is read as a slot."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.knowledge.frames import FrameSlot
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, Slot


def with_bare_nouns(
    ann: Annotation, clauses: tuple[Clause, ...], lemmas: Iterable[str]
) -> list[Clause]:
    """The clauses, and one without slots for every event noun that has none: "the embargo"."""
    tree, known = ann.tree, {clause.trigger for clause in clauses}
    bare = [
        Clause(token, "noun", tree.lemma[token], (token,), ())
        for token in range(len(tree))
        if token not in known
        and tree.pos[token] in ("NOUN", "PROPN")
        and tree.lemma[token] in lemmas
        and (tree.dep[token] != "compound" or tree.tag[token] == "NNS")
    ]
    return sorted((*clauses, *bare), key=lambda clause: clause.trigger)


def with_small_clause(ann: Annotation, clause: Clause) -> Clause:
    """The clause, "found *Ruiz guilty of fraud*" read as an object with its predicate."""
    tree = ann.tree
    for slot in clause.fillers("ccomp"):
        subjects = tree.of(slot.head, "nsubj")
        if tree.pos[slot.head] == "ADJ" and subjects and not tree.of(slot.head, "cop", "mark"):
            added = [Slot("obj", subjects[0]), Slot("attr", slot.head)]
            for preposition in tree.of(slot.head, "prep"):
                name = tree.lower[preposition]
                added += (Slot(name, below) for below in tree.of(preposition, "pobj"))
            return replace(clause, slots=(*clause.slots, *added))
    return clause


def with_stray_conjunct(ann: Annotation, clause: Clause) -> Clause:
    """The clause, a noun that the parser joined to its verb read as one of the row before it.

    "charged with lying (perjury) and *obstruction*": what is joined to a verb is no noun.
    """
    tree = ann.tree
    for noun in tree.of(clause.trigger, "conj"):
        row = [s for s in clause.slots if clause.trigger < s.head < noun and s.label.isalpha()]
        told = tree.of(noun, "nsubj", "nsubjpass", "cop", "aux")
        if tree.pos[noun] != "NOUN" or told or not row or clause.kind != "verb":
            continue
        last = max(row, key=lambda slot: slot.head)
        if tree.dep[tree.head[last.head]] == "prep":
            clause = replace(clause, slots=(*clause.slots, Slot(last.label, noun)))
    return clause


def with_those_present(ann: Annotation, clause: Clause) -> Clause:
    """The clause, "with the presence *of Ruiz and Berg*" read as "with Ruiz and Berg"."""
    tree, words = ann.tree, ann.knowledge.words
    nouns, labels = words("nouns_of_presence"), words("slots_of_presence")
    if not any(s.label in labels and tree.lemma[s.head] in nouns for s in clause.slots):
        return clause
    slots: list[Slot] = []
    for slot in clause.slots:
        present = [
            member
            for preposition in tree.of(slot.head, "prep")
            if slot.label in labels and tree.lemma[slot.head] in nouns
            if tree.lower[preposition] == "of"
            for below in tree.of(preposition, "pobj")
            for member in tree.conjuncts(below)
        ]
        slots += (Slot("with", member) for member in present) if present else (slot,)
    return replace(clause, slots=tuple(slots)) if slots != list(clause.slots) else clause


def labelled(ann: Annotation, clause: Clause, wanted: FrameSlot) -> Iterator[tuple[str, int]]:
    """The slots of a clause that a frame's slot speaks of; a passive's agent is its subject."""
    words = ann.knowledge.words
    adverbs = words("adverbs_of_direction")
    labels = set(wanted.labels)
    if "subj" in labels and clause.passive:
        labels.add("by")
    if words("slots_of_places") & labels:
        labels |= words("slots_like_places")
    for slot in clause.slots:
        adverb, _, preposition = slot.label.partition(" ")
        label = preposition if adverb in adverbs and preposition else slot.label
        if label in labels and slot.head != clause.trigger:
            yield slot.label, slot.head
    if "self" in labels:
        yield "self", clause.trigger
    if "text" in labels and wanted.words is not None:
        places = (place for word in wanted.words for place in ann.by_lemma.get(word, ()))
        yield from (("text", place) for place in sorted(places))
    for label in wanted.labels:
        outer, _, inner = label.partition(">")
        for slot in clause.fillers(outer) if inner else ():
            for head in modifiers(ann, slot.head, inner):
                yield label, head


def modifiers(ann: Annotation, head: int, label: str) -> Iterator[int]:
    """What modifies a noun: objects of its preposition, its possessor or its compound parts."""
    tree = ann.tree
    for child in tree.children[head]:
        if tree.dep[child] == "prep" and tree.lower[child] == label:
            for below in tree.of(child, "pobj"):
                yield from tree.conjuncts(below)
        elif tree.dep[child] == label == "appos":
            yield from tree.conjuncts(child)
        elif tree.dep[child] == label or (label == "compound" and tree.dep[child] == "nmod"):
            yield child
