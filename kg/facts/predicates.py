"""The words that a predicate is told with: what completes it behind the verb and its object."""

from kg.facts.fillers import Filler, may_fill, phrase_span
from kg.facts.scene import Scene
from kg.model import Span
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause

COMPLETING = ("attr", "acomp", "oprd", "dobj", "prep")
_TIMES = ("DATE", "TIME")


def behind(ann: Annotation, clause: Clause) -> int:
    """The token behind a verb, its particle and the adverb that says where to: "ran *away*"."""
    after = max((*clause.cue, clause.trigger)) + 1
    adverb = after < len(ann.tree) and ann.tree.head[after] == clause.trigger
    return after + (adverb and ann.tree.lower[after] in ann.knowledge.words("directional_adverbs"))


def complement(
    scene: Scene, clause: Clause, fillers: tuple[Filler, ...], own: tuple[int, ...]
) -> str:
    """The words of what a verb or its own object is completed by, behind the object; or none.

    "Allowed Lee *to leave*", "credited Lee *with the find*", "assess changes *in the light*"; a
    second object stands there as its preposition would have it: "sent the police a plan".
    """
    ann, tree = scene.ann, scene.ann.tree
    for done in tree.of(clause.trigger, "xcomp"):
        if done > clause.trigger:
            first = min(tree.left[done], done)
            return ann.surface(Span(ann.span(first, done + 1).start, _infinitive_end(scene, done)))
    for slot in clause.fillers("iobj"):
        if slot.head > clause.trigger:
            return f"to {ann.surface(phrase_span(ann, scene.resolution, slot.head))}"
    objects = [slot.head for slot in clause.fillers("obj") if slot.head > clause.trigger]
    if not objects and not clause.passive:
        return ""
    told = {filler.head for filler in fillers}
    bound = ann.knowledge.words("bound_prepositions")
    for slot in clause.slots:
        marker = slot.marker
        if marker is None or slot.head in told or slot.head < marker or not slot.direct:
            continue
        timed = tree.ent[slot.head] in _TIMES
        later = marker > max((*objects, clause.trigger)) and tree.dep[slot.head] == "pobj"
        if slot.label in bound and later and not timed and may_fill(ann, slot.head):
            end = _row_end(scene, slot.head)
            return ann.surface(Span(ann.span(marker, marker + 1).start, end))
    for preposition in tree.of(own[-1], "prep") if own else ():
        for below in tree.of(preposition, "pobj"):
            timed = below in told or tree.ent[below] in _TIMES
            if tree.lower[preposition] != "of" and not timed:
                end = _row_end(scene, below)
                return ann.surface(Span(ann.span(preposition, preposition + 1).start, end))
    return ""


def _infinitive_end(scene: Scene, verb: int) -> int:
    """Where the words of an infinitive end, its object or first complement with it."""
    tree = scene.ann.tree
    for child in tree.of(verb, *COMPLETING):
        below = tree.of(child, "pobj") if tree.dep[child] == "prep" else [child]
        if child > verb and below:
            return _row_end(scene, below[0])
    return scene.ann.span(verb, verb + 1).end


def _row_end(scene: Scene, head: int) -> int:
    """Where a noun phrase ends, with all that is joined to it."""
    row = scene.ann.tree.conjuncts(head)
    return max(phrase_span(scene.ann, scene.resolution, member).end for member in row)
