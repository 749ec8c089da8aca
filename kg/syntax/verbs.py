"""The clauses of verbs and copulas."""

from collections.abc import Iterator
from dataclasses import replace

from kg.syntax.arguments import (
    TIMES,
    Clause,
    Slot,
    distinct,
    loose_slots,
    phrase,
    prepositional,
    with_members,
)
from kg.syntax.relatives import relative_slots
from kg.syntax.subjects import subjects
from kg.syntax.tree import Tree
from kg.syntax.voice import is_passive, is_severed, object_behind


def verb_clause(tree: Tree, verb: int) -> Clause:
    """The clause of a verb or copula."""
    passive = is_passive(tree, verb)
    slots: list[Slot] = []
    governor, sharing = subjects(tree, verb)
    deep = "obj" if passive else "subj"
    if (
        passive
        and tree.of(verb, "dobj")
        and tree.lemma[verb] in tree.knowledge.words("ditransitives")
    ):
        deep = "iobj"
    slots += (Slot(deep, head, governor is None, mark) for head, mark in sharing)
    particles = tree.of(verb, "prt")
    for child in tree.children[verb]:
        slots += _child_slots(tree, verb, child, deep == "obj")
    slots += _shared_object(tree, verb, slots, passive)
    if not sharing:
        slots += (Slot("obj", head) for head in _fronted(tree, verb))
    if (behind := object_behind(tree, verb)) is not None:
        slots += phrase("obj", tree, behind)
    slots += (Slot(label, head, False, mark) for label, head, mark in relative_slots(tree, verb))
    slots += loose_slots(tree, [s for s in slots if s.label != "obj" or s.head > verb])
    copula = tree.lemma[verb] == "be" and not passive
    letting = [a for a in tree.of(verb, "aux") if tree.lemma[a] in tree.knowledge.words("letting")]
    return Clause(
        trigger=verb,
        kind="copula" if copula else "verb",
        lemma=" ".join(
            (
                *(tree.lemma[a] for a in letting),
                tree.lemma[verb],
                *(tree.lower[p] for p in particles),
            )
        ),
        cue=tuple(sorted((*letting, verb, *particles))),
        slots=distinct(with_members(tree, slots)),
        passive=passive,
        governor=governor,
    )


def _fronted(tree: Tree, verb: int) -> Iterator[int]:
    """Those behind a participle that begins its clause: "Also arrested were *Ann Lee*, a banker".

    With those that semicolons join to them, which the parser takes for appositions.
    """
    be = verb + 1
    if tree.tag[verb] != "VBN" or be >= len(tree) or tree.lemma[be] != "be":
        return
    above, found = tree.head[verb], list[int]()
    if above == be or tree.head[be] == verb:
        found = [head for head in tree.of(be, "nsubj", "attr") if head > be]
    if above > be and tree.dep[verb] in ("compound", "amod"):
        found = [above]
    for head in found:
        yield from tree.conjuncts(head)
        for member in tree.of(head, "appos"):
            if tree.lower[tree.left[member] - 1] == ";":
                yield from tree.conjuncts(member)


def _child_slots(tree: Tree, verb: int, child: int, passive: bool) -> Iterator[Slot]:
    dep = tree.dep[child]
    if dep == "dobj" and _sorts_subject(tree, verb, child):
        return
    if dep == "dobj":  # of a passive: "was appointed judge"
        yield from phrase("attr" if passive else "obj", tree, child)
    elif dep in ("attr", "oprd", "acomp"):
        yield from phrase("attr", tree, child)
        if tree.pos[child] in ("ADJ", "ADV", "VERB"):
            for below in tree.of(child, "prep"):
                yield from prepositional(tree, below)
    elif dep == "dative" and tree.pos[child] != "ADP":
        yield from phrase("iobj", tree, child)
    elif dep == "agent":
        for slot in prepositional(tree, child):
            yield replace(slot, label="by")
    elif dep in ("prep", "dative"):
        yield from prepositional(tree, child)
    elif dep in ("ccomp", "xcomp", "advcl") and not is_severed(tree, child):
        mark = tree.first(child, "mark")
        for head in tree.conjuncts(child):
            yield Slot(dep, head, head == child, mark)
    elif dep in ("npadvmod", "tmod"):
        yield _bare_adverbial(tree, verb, child)
    elif dep == "advmod":
        prepositions = tree.of(child, "prep")
        for preposition in prepositions:
            for slot in prepositional(tree, preposition):
                yield replace(slot, label=f"{tree.lower[child]} {slot.label}")
        if not prepositions and tree.tag[child] not in ("WRB", "WDT"):
            yield Slot("advmod", child)


def _sorts_subject(tree: Tree, verb: int, child: int) -> bool:
    """Whether a noun before its name was taken for the object: "*the ferry* Blenda sank"."""
    behind = child + 1
    return (
        tree.tag[child] == "NN"
        and child < verb
        and any(
            tree.left[s] == behind and s < verb and tree.pos[s] == "PROPN"
            for s in tree.of(verb, "nsubj", "nsubjpass")
        )
    )


def _bare_adverbial(tree: Tree, verb: int, child: int) -> Slot:
    """A noun phrase that is an adverbial: a time, or the agent or seat in "Paris-backed"."""
    if tree.dep[child] == "tmod" or tree.ent[child] in TIMES:
        return Slot("tmod", child)
    if tree.tag[verb] == "VBN" and tree.lower[verb - 1] == "-" and child < verb:
        seated = tree.lemma[verb] in tree.knowledge.words("seating_verbs")
        if tree.ent[child] == "NORP" or (seated and tree.pos[child] != "PROPN"):
            return Slot("npadvmod", child)  # "knowledge-based", "Danish-owned": by no one country
        return Slot("in" if seated else "by", child, False)
    named = tree.pos[child] == "PROPN" or any(
        tree.pos[other] == "PROPN" and tree.left[other] == child + 1
        for other in tree.of(verb, "npadvmod")
    )
    behind = child > verb and not tree.of(verb, "dobj") and not tree.ent[child]
    if named and behind and tree.left[child] <= verb + 2 and tree.lower[child - 1] != "-":
        return Slot("obj", child)  # "a torpedo sank *the ferry Blenda*"
    return Slot("npadvmod", child)


def _shared_object(tree: Tree, verb: int, slots: list[Slot], passive: bool) -> list[Slot]:
    """The object of a conjoined verb that stands for both: "met and thanked the envoy"."""
    alone = tree.lemma[verb] in tree.knowledge.words("never_with_object")
    if passive or alone or any(s.label in ("obj", "attr", "ccomp", "xcomp") for s in slots):
        return []
    if any(s.marker is not None and s.label != "subj" for s in slots):
        return []
    for other in tree.of(verb, "conj"):
        adjacent = all(
            tree.dep[i] in ("cc", "conj", "advmod", "aux", "neg") for i in range(verb + 1, other)
        )
        if adjacent and tree.pos[other] == "VERB" and not tree.of(other, "nsubj", "nsubjpass"):
            objects = tree.of(other, "dobj")
            return [replace(s, direct=False) for o in objects for s in phrase("obj", tree, o)]
    return []
