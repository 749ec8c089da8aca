"""The tail: what fits no kind of the catalogue but joins two ends by a clear verb.

"Ann Lee rescued Bo Dahl" is kept as an ``Action`` with the words of its predicate, out of the
plain edges. A verb that is empty, tells a state or takes its sense from its object says nothing
without it, and none is read where a frame or an attribution has read the predicate already.
"""

from collections.abc import Iterable, Iterator

from kg.coref.resolve import Resolution
from kg.facts.events import Reading
from kg.facts.fillers import Filler, may_fill, phrase_span
from kg.facts.scene import PLACES, Scene
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause


def find_actions(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution, read: Iterable[int]
) -> Iterator[Reading]:
    """The actions of an article; ``read`` are the tokens of predicates that are read already."""
    scene, done = Scene(ann, resolution), set(read)
    empty = ann.knowledge.words("empty_actions")
    for clause in clauses:
        if clause.kind != "verb" or not done.isdisjoint(clause.cue):
            continue
        if ann.tree.lemma[clause.trigger] in empty or not _tells(ann, clause):
            continue
        fillers = tuple(_fillers(scene, clause))
        if any(filler.head in done for filler in fillers):
            continue  # "the talks resumed": of an event that is told already
        if _joins(scene, fillers, clause.passive):
            done.update(clause.cue)
            yield _action(ann, clause, fillers)


def _tells(ann: Annotation, clause: Clause) -> bool:
    """Whether the verb tells what happened: no gerund that is only spoken of, no bare participle.

    What is joined to such a word is as it is. A participle without auxiliary whose clause is not
    passive is a headline's passive, misread.
    """
    tree, verb = ann.tree, clause.trigger
    first = tree.first_conjunct(verb)
    function, helped = tree.dep[first], tree.of(first, "aux", "auxpass")
    spoken_of = tree.tag[verb] in ("VBG", "VBN") and (
        function in ("pcomp", "csubj", "amod")
        # "talks aimed at peace"; but not "a statement that it was ..."
        or (function == "acl" and not helped and not any(clause.fillers("by")))
    )
    misread = tree.tag[verb] == "VBN" and not clause.passive and not tree.of(verb, "aux")
    return tree.lower[verb].isalpha() and not (spoken_of or misread)


def _fillers(scene: Scene, clause: Clause) -> Iterator[Filler]:
    """Who acts, on whom, and the places that are named."""
    ann, seen = scene.ann, set[int]()
    agents = ("by",) if clause.passive else ("subj",)
    patients = ("obj", "subj") if clause.passive else ("obj",)
    for slot in clause.slots:
        role = "agent" if slot.label in agents else "patient" if slot.label in patients else None
        if role is None and slot.label in ann.knowledge.words("slots_of_settings"):
            role = "place" if scene.is_named(slot.head) and _is_place(scene, slot.head) else None
        if role is None or slot.head in seen or not may_fill(ann, slot.head):
            continue
        if role == "agent" and not scene.resolution.entities_at(slot.head):
            continue
        seen.add(slot.head)
        yield Filler(role, slot.head, phrase_span(ann, scene.resolution, slot.head))


def _is_place(scene: Scene, head: int) -> bool:
    return scene.kind_of(head) in PLACES


def _joins(scene: Scene, fillers: tuple[Filler, ...], passive: bool) -> bool:
    """Whether it joins two things, one of them known, or is told of one that can be told."""
    known = [f for f in fillers if f.role != "place" and scene.resolution.entities_at(f.head)]
    meant = {scene.resolution.entities_at(f.head) or f.head for f in fillers}
    certain = any(scene.is_named(f.head) or _is_definite(scene, f.head) for f in known)
    return bool(known) and (len(meant) > 1 or passive or certain)


def _is_definite(scene: Scene, head: int) -> bool:
    """Whether a phrase means one thing that the reader can tell: "the bus"."""
    return any(child.lower_ == "the" for child in scene.ann.doc[head].children)


def _action(ann: Annotation, clause: Clause, fillers: tuple[Filler, ...]) -> Reading:
    cue = sorted(clause.cue)
    return Reading(
        relation="Action",
        fillers=fillers,
        trigger=clause.trigger,
        cue=tuple(ann.span(token, token + 1) for token in cue),
        evidence=ann.sentence(clause.trigger),
        rule="action",
        confidence=ann.knowledge.number("facts.action"),
        details={"verb": clause.lemma.replace("_", " ")},
    )
