"""The words that a predicate is told with: what completes it behind the verb and its object."""

from collections.abc import Iterator, Set

from kg.facts.fillers import Filler, left_of_none, may_fill, phrase_span
from kg.facts.scene import Scene
from kg.model import Span
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, Slot

COMPLETING = ("attr", "acomp", "oprd", "dobj", "prep")
_TIMES = ("DATE", "TIME")


def behind(ann: Annotation, clause: Clause) -> int:
    """The token behind a verb, its particle and the adverb that says where to: "ran *away*"."""
    after = max((*clause.cue, clause.trigger)) + 1
    adverb = after < len(ann.tree) and ann.tree.head[after] == clause.trigger
    return after + (adverb and ann.tree.lower[after] in ann.knowledge.words("directional_adverbs"))


def own_objects(scene: Scene, clause: Clause) -> Iterator[int]:
    """The objects that say with the verb what is done: "drew *criticism*", "play *drums*".

    They are nothing that the reader could tell from others of its kind: indefinite, unnamed, and
    nobody, all of a row. Somebody else must do it, or nothing would be left.
    """
    if clause.passive and not any(clause.fillers("by")):
        return
    pos = scene.ann.tree.pos
    objects = (left_of_none(scene.ann, slot.head) for slot in clause.fillers("obj"))
    row = [head for head in objects if head is not None and pos[head] != "PRON"]
    if all(_says_with_verb(scene, head) for head in row):
        yield from row


def _says_with_verb(scene: Scene, head: int) -> bool:
    ann, tree = scene.ann, scene.ann.tree
    definite = any(
        tree.dep[child] in ("poss", "nummod", "predet")
        or tree.lower[child] in ann.knowledge.words("definite")
        for child in tree.children[head]
    )
    common = tree.tag[head] in ("NN", "NNS") and not tree.ent[head]
    if definite or not common or scene.kind_of(head) or scene.resolution.entities_at(head):
        return False
    span = phrase_span(ann, scene.resolution, head)
    return not scene.resolution.has_name(span)


def measures(scene: Scene, clause: Clause, told: Set[int]) -> Iterator[int]:
    """What stands behind a verb as a number or, without object, right behind it as its complement.

    "Won *9% of the vote*", "took part *in the chase*", "tested *positive*", "scored *three times*",
    "was placed *under house arrest*": nothing that acts or is acted upon; without it the verb alone
    would say too little. Where a passive tells who does it, only what is bound to it is needed.
    ``told`` are the fillers of roles.
    """
    ann, tree, words = scene.ann, scene.ann.tree, scene.ann.knowledge.words
    objects = [slot.head for slot in clause.fillers("obj")]
    if not clause.passive and objects:
        yield from (
            head
            for head in objects[:1]
            if tree.pos[head] != "PRON"
            and (not may_fill(ann, head) or is_state(ann, head) or is_bare_number(ann, head))
        )
        return
    after = behind(ann, clause)
    if not clause.passive and (states := [*_states(ann, clause), *_times_over(ann, clause)]):
        yield states[0]
        return
    manner = after < len(tree) and tree.tag[after] == "RB" and tree.head[after] == clause.trigger
    for slot in clause.slots:
        near = slot.marker in (after, after + manner) and slot.head not in told
        bound = slot.label in words("bound_prepositions")
        alone = tree.dep[slot.head] == "pobj" and not any(clause.fillers("by"))
        if near and (bound or alone) and slot.head > after and not _is_aside(ann, slot):
            yield slot.head
            return


def is_state(ann: Annotation, head: int) -> bool:
    """Whether an adjective without article was taken for an object: "tested *positive*"."""
    tree = ann.tree
    return (
        tree.tag[head] == "JJ"
        and not _is_part(ann, head)
        and not tree.of(head, "det", "poss", "nummod")
    )


def is_bare_number(ann: Annotation, head: int) -> bool:
    """Whether a number stands without its noun: "Berg won eight seats, Reed won *six*"."""
    number = ann.tree.tag[head] == "CD" and ann.doc[head].like_num
    return number and ann.tree.ent[head] not in _TIMES and not _is_part(ann, head)


def _is_part(ann: Annotation, head: int) -> bool:
    """Whether a word says how much of something: "*much* of the town"."""
    return any(ann.tree.lower[p] == "of" for p in ann.tree.of(head, "prep"))


def counted(ann: Annotation, clause: Clause, head: int) -> str:
    """The noun that a bare number leaves out because it stands with the same verb before."""
    tree = ann.tree
    if not is_bare_number(ann, head):
        return ""
    for verb in range(clause.trigger - 1, ann.doc[clause.trigger].sent.start - 1, -1):
        for noun in tree.of(verb, "dobj") if tree.lemma[verb] == clause.lemma else ():
            if tree.of(noun, "nummod") and tree.pos[noun] == "NOUN":
                number = tree.lower[head]
                one = ann.knowledge.table("numbers").get(number, (number,))[0] == "1"
                return tree.lemma[noun] if one else tree.lower[noun]
    return ""


def _states(ann: Annotation, clause: Clause) -> list[int]:
    """What something is by an act, or while it is done: "left them *dead*", "was found *alive*"."""
    tree = ann.tree
    behind_it = (h for h in tree.of(clause.trigger, "acomp", "oprd") if h > clause.trigger)
    return [
        h
        for h in behind_it
        if tree.pos[h] in ("ADJ", "NOUN", "PROPN") or tree.tag[h] in ("VBN", "VBD")
    ]


def _times_over(ann: Annotation, clause: Clause) -> list[int]:
    """How often it was done: "scored *three times*"."""
    tree, verb = ann.tree, clause.trigger
    adverbials = [h for h in tree.of(verb, "npadvmod", "dobj") if h > verb]
    times = ann.knowledge.words("nouns_of_repetition")
    return [h for h in adverbials if tree.lemma[h] in times and tree.of(h, "nummod")]


def _is_aside(ann: Annotation, slot: Slot) -> bool:
    """Whether a phrase with a preposition tells no more than when, or joins the sentence."""
    tree, words = ann.tree, ann.knowledge.words
    timed = tree.ent[slot.head] in _TIMES or tree.lemma[slot.head] in words("times")
    return timed or f"{slot.label} {tree.lower[slot.head]}" in words("joining_phrases")


def complement(
    scene: Scene, clause: Clause, fillers: tuple[Filler, ...], own: tuple[int, ...]
) -> str:
    """The words of what a verb or its own object is completed by, behind the object; or none.

    "Allowed Lee *to leave*", "credited Lee *with finding it*", "left them *dead*", "moved the staff
    *from Oslo to Bergen*"; a second object stands there as its preposition would have it: "sent
    the police a plan".
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
    if not objects and not own and not clause.passive:
        return ""
    states = [head for head in _states(ann, clause) if head not in own]
    told = {filler.head for filler in fillers} | {*own}
    words = [ann.surface(phrase_span(ann, scene.resolution, head)) for head in states]
    words.append(_bound(scene, clause, told, max((*objects, clause.trigger))))
    return " ".join(filter(None, words)) or _of_object(scene, told, own)


def _bound(scene: Scene, clause: Clause, told: Set[int], after: int) -> str:
    """What prepositions bind to a verb behind its object, one phrase right behind another."""
    ann, tree = scene.ann, scene.ann.tree
    begin, end = None, 0
    for slot in clause.slots:
        marker = slot.marker
        if marker is None or slot.head in told or slot.head < marker or not slot.direct:
            continue
        starts = ann.span(marker, marker + 1).start
        if begin is not None and starts > end + 1:
            continue
        gerund = tree.dep[slot.head] == "pcomp" and tree.tag[slot.head] == "VBG"
        by_object = gerund and slot.label in ann.knowledge.words("object_prepositions")
        noun = tree.dep[slot.head] == "pobj" and may_fill(ann, slot.head)
        bound = slot.label in ann.knowledge.words("bound_prepositions") and marker > after
        if bound and (noun or by_object) and not _is_aside(ann, slot):
            begin = starts if begin is None else begin
            end = (_infinitive_end if gerund else row_end)(scene, slot.head)
    if begin is None:
        return _behind_time(scene, clause)
    return ann.surface(Span(begin, end))


def _behind_time(scene: Scene, clause: Clause) -> str:
    """What something is taken for, hung on a time: "assessed at the time *as a threat*"."""
    ann, tree = scene.ann, scene.ann.tree
    times = [slot.head for slot in clause.slots if slot.marker and _is_aside(ann, slot)]
    for preposition in (p for head in times for p in tree.of(head, "prep")):
        for noun in tree.of(preposition, "pobj") if tree.lower[preposition] == "as" else ():
            start = ann.span(preposition, preposition + 1).start
            return ann.surface(Span(start, row_end(scene, noun)))
    return ""


def _of_object(scene: Scene, told: Set[int], own: tuple[int, ...]) -> str:
    """What a preposition binds to the object that says with its verb what is done."""
    ann, tree = scene.ann, scene.ann.tree
    for preposition in tree.of(own[-1], "prep") if own else ():
        for below in tree.of(preposition, "pobj", "pcomp"):
            timed = below in told or tree.ent[below] in _TIMES
            if tree.lower[preposition] == "of" or timed:
                continue
            gerund = tree.dep[below] == "pcomp"
            if gerund and tree.tag[below] != "VBG":
                continue
            end = _infinitive_end(scene, below) if gerund else row_end(scene, below)
            return ann.surface(Span(ann.span(preposition, preposition + 1).start, end))
    return ""


def _infinitive_end(scene: Scene, verb: int) -> int:
    """Where the words of an infinitive end, its object or first complement with it."""
    tree = scene.ann.tree
    for small in tree.of(verb, "ccomp"):  # "making *the walk possible*"
        if tree.pos[small] == "ADJ" and small > verb and not tree.of(small, "mark"):
            return scene.ann.span(small, small + 1).end
    for child in tree.of(verb, *COMPLETING):
        below = tree.of(child, "pobj") if tree.dep[child] == "prep" else [child]
        if child > verb and below:
            return row_end(scene, below[0])
    return scene.ann.span(verb, verb + 1).end


def row_end(scene: Scene, head: int) -> int:
    """Where a noun phrase ends, with all that is joined to it."""
    tree = scene.ann.tree
    if tree.dep[head] == "pcomp" and tree.tag[head] == "VBG":
        return _infinitive_end(scene, head)  # "barred from *going to the hall*"
    if tree.tag[head] == "DT":  # "for those under 19"
        return scene.ann.span(head, tree.right[head]).end
    row = tree.conjuncts(head)
    return max(phrase_span(scene.ann, scene.resolution, member).end for member in row)
