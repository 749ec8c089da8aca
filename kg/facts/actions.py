"""The tail: what fits no kind of the catalogue but joins two ends by a clear verb.

"Ann Lee rescued Bo Dahl" is kept as an ``Action`` with the words of its predicate, out of the
plain edges. A verb that is empty, tells a state or takes its sense from its object says nothing
without it, and none is read where a frame or an attribution has read the predicate already.
"""

from collections.abc import Iterable, Iterator

from kg.coref.resolution import Resolution
from kg.facts.events import Reading
from kg.facts.fillers import (
    Filler,
    is_means,
    kind_of,
    left_of_none,
    may_fill,
    phrase_span,
    sort_of,
)
from kg.facts.matching import frames_by_head
from kg.facts.predicates import (
    behind,
    complement,
    counted,
    is_bare_number,
    is_state,
    measures,
    own_objects,
    row_end,
)
from kg.facts.scene import PLACES, Scene
from kg.model import Span
from kg.qualification.moods import effects_of
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause

_ACTORS = ("Person", "Group", "Organization")
_COMPLEMENTS = ("xcomp", "ccomp", "advcl")


def find_actions(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution, read: Iterable[int]
) -> Iterator[Reading]:
    """The actions of an article; ``read`` are the tokens of predicates that are read already."""
    scene, done = Scene(ann, resolution), set(read)
    for clause in clauses:
        if clause.kind != "verb" or not done.isdisjoint(clause.cue) or not _tells(ann, clause):
            continue
        own = tuple(own_objects(scene, clause))
        if _is_empty(ann, clause, own) or _is_general(scene, clause) or _points(scene, clause):
            continue
        fillers = tuple(f for f in _fillers(scene, clause) if f.head not in own)
        if not done.isdisjoint((*own, *(filler.head for filler in fillers))):
            continue  # "the talks resumed": of an event that is told already
        said = own or tuple(measures(scene, clause, {filler.head for filler in fillers}))
        behind_it = complement(scene, clause, fillers, said)
        whole = _is_whole(ann, clause, fillers, said, behind_it)
        if whole and _joins(scene, clause, fillers):
            action = _action(scene, clause, fillers, said, behind_it)
            if action.details["verb"].count('"') % 2:
                continue  # 'governed under the "one land' is cut within a quotation
            done.update(clause.cue)
            yield action


def _is_empty(ann: Annotation, clause: Clause, own: tuple[int, ...]) -> bool:
    """Whether the verb says nothing by itself, nor with its particle or the noun of an act."""
    verb, empty = ann.tree.lemma[clause.trigger], ann.knowledge.words("empty_actions")
    if clause.passive and verb in ann.knowledge.words("verbs_of_obituaries"):
        return True  # "is survived by his wife" tells of kin
    if clause.lemma not in empty:
        return False
    words = ann.knowledge.words
    light = verb in words("telling_light_verbs")
    acts = light and any(sort_of(ann, head) == "abstraction" for head in own)
    return not acts and not (own and verb in words("performative_verbs"))


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
    bare = clause.lemma in ann.knowledge.words("always_with_object") and not clause.passive
    misread = misread or (bare and not any(clause.fillers("obj")))
    misread = misread or _is_passive_of_headline(ann, clause) or _is_name(ann, verb)
    meant = function in _COMPLEMENTS and any(
        tree.lower[c] == "be" and any(tree.lower[a] == "to" for a in helped)
        for c in tree.of(first, "auxpass")
    )  # "left a flag, to be *fetched* later"
    said = tree.lower[verb].isalpha() and not (spoken_of or misread or meant)
    return said and not _is_modal(ann, clause) and not _hangs_loose(ann, clause)


def _is_name(ann: Annotation, verb: int) -> bool:
    """Whether a "verb" is written like a name within a sentence: "Lee and Bo *Rivers* of Oslo"."""
    within = verb > 0 and ann.doc[verb - 1].is_alpha and verb > ann.doc[verb].sent.start
    return within and ann.doc[verb].is_title and ann.block(verb).kind == "body"


def _hangs_loose(ann: Annotation, clause: Clause) -> bool:
    """Whether a participle behind a comma may be told of either of two before it.

    "Police held the man, later *identified* as Lee"; "Lee died in Paris, *surrounded* by family".
    """
    tree, verb = ann.tree, clause.trigger
    begin, above = tree.left[verb], tree.head[verb]
    bare = tree.tag[verb] in ("VBN", "VBD") and not tree.of(verb, "aux", "auxpass", "nsubjpass")
    if not clause.passive or not bare or begin < 1 or tree.lower[begin - 1] != ",":
        return False
    joined = tree.conjuncts(above)  # "came and held *the man*, later identified as Lee"
    after_object = any(above < noun < verb for v in joined for noun in tree.of(v, "dobj"))
    in_place = tree.dep[above] in ("pobj", "appos") and tree.ent[above] in ("GPE", "LOC", "FAC")
    return (tree.dep[verb] in ("advcl", "dep") and after_object) or (
        tree.dep[verb] == "acl" and in_place
    )


def _is_whole(
    ann: Annotation,
    clause: Clause,
    fillers: tuple[Filler, ...],
    said: tuple[int, ...],
    complement: str,
) -> bool:
    """Whether a predicate tells enough with what is kept of it.

    Not where its subject, object, second object or complement is left out ("*it* hit the ocean",
    "ended *his*", "allowed *them to stay*", "sent *him* a plan"), nor in an elided comparison
    ("performed as *designed*", "as much as Lee *requested*"), nor what stands behind a relative
    alone ("with whom Lee *feuded*"). Few verbs tell by themselves what somebody did.
    """
    tree, verb = ann.tree, clause.trigger
    marks = tree.of(verb, "mark")
    elided = marks and not tree.of(verb, "aux", "auxpass", "nsubj", "nsubjpass")
    compared = any(tree.lower[mark] in ("as", "than") for mark in marks)
    elided = elided or (compared and tree.pos[tree.head[verb]] in ("ADJ", "ADV", "NOUN"))
    completed = (
        clause.passive
        and not said
        and not complement
        and any(tree.lower[p] == "as" for p in tree.of(verb, "prep"))
    ) or any(
        slot.direct
        and slot.head > verb
        and (slot.label == "ccomp" or (slot.label == "iobj" and tree.pos[slot.head] == "PRON"))
        for slot in clause.slots
    )
    completed = completed or any(tree.pos[head] == "PRON" for head in said)
    told = {filler.head for filler in fillers} | {*said}
    objects = [left_of_none(ann, slot.head) for slot in clause.fillers("obj") if slot.head > verb]
    acting = clause.fillers("by" if clause.passive else "subj")
    subjects = [
        left_of_none(ann, slot.head)
        for slot in acting
        if not clause.passive or (may_fill(ann, slot.head) and not is_means(ann, slot.head))
    ]
    lost = any(
        ends and told.isdisjoint(ends) for ends in ({*objects} - {None}, {*subjects} - {None})
    )
    lost = lost or (
        clause.passive and any(is_bare_number(ann, s.head) for s in clause.fillers("obj"))
    )
    among = ann.knowledge.words("before_wholes")
    cut = any(is_bare_number(ann, head) and tree.lower[head + 1] in among for head in said)
    lost = lost or cut  # "tested *seven* out of twenty"
    alone = not clause.passive and not said and all(f.role == "agent" for f in fillers)
    telling = ann.knowledge.words("telling_verbs")
    untold = tree.lemma[verb] not in telling and not tree.of(verb, "prt")
    relative = tree.dep[verb] == "relcl"
    return not (elided or completed or lost or (alone and (relative or untold)))


def _is_passive_of_headline(ann: Annotation, clause: Clause) -> bool:
    """Whether a headline may have left out the auxiliary: "Lee *convicted* of fraud".

    So if the verb is one of a kind of the catalogue and none of its frames fits what it has.
    """
    tree, verb = ann.tree, clause.trigger
    known = ("verb", tree.lemma[verb]) in frames_by_head(ann.knowledge.catalogue)
    return known and tree.tag[verb] == "VBD" and ann.block(verb).kind != "body"


def _is_modal(ann: Annotation, clause: Clause) -> bool:
    """Whether the verb only says how another is meant: "is scheduled to speak", "opted to go"."""
    tree, effects = ann.tree, ann.knowledge.table("qualify_verbs")
    infinitive = any(
        tree.tag[slot.head] == "VB"
        and any(tree.lower[c] == "to" for c in tree.of(slot.head, "aux"))
        for slot in clause.fillers("xcomp")
    )
    if not infinitive or clause.lemma not in effects:
        return False
    ahead = {"planned", "expected"} & {*effects_of("qualify_verbs", clause.lemma, ann.knowledge)}
    return bool(ahead) or not any(clause.fillers("obj"))  # "ordered him to go" is an act


def _is_general(scene: Scene, clause: Clause) -> bool:
    """Whether a verb tells what is so at all times: in the simple present, outside headlines.

    What somebody known does so may be told: "the union *runs* the league". An infinitive below
    a present is as general: "parties use primaries to *select* nominees".
    """
    ann, tree, verb = scene.ann, scene.ann.tree, clause.trigger
    while tree.dep[verb] in _COMPLEMENTS and tree.tag[verb] == "VB":
        verb = tree.head[verb]
    if verb == clause.trigger and any(scene.is_named(s.head) for s in clause.fillers("subj")):
        return False
    present = tree.tag[verb] in ("VBZ", "VBP") and not tree.of(verb, "aux", "auxpass")
    return present and ann.block(verb).kind == "body" and not _is_dated(ann, verb)


def _is_dated(ann: Annotation, verb: int) -> bool:
    """Whether a verb has a time beside it: "Berg leaves Oslo *on Friday*"."""
    tree = ann.tree
    return any(
        tree.ent[token] in ("DATE", "TIME")
        for child in tree.of(verb, "prep", "npadvmod", "advmod")
        for token in (child, *tree.of(child, "pobj"))
    )


def _fillers(scene: Scene, clause: Clause) -> Iterator[Filler]:
    """Who acts, on whom, and the places that are named."""
    ann, seen = scene.ann, set[int]()
    agents = ("by",) if clause.passive else ("subj",)
    patients = ("obj", "subj") if clause.passive else ("obj",)
    for slot in clause.slots:
        role = "agent" if slot.label in agents else "patient" if slot.label in patients else None
        if role is None and slot.label in ann.knowledge.words("slots_of_settings"):
            role = "place" if scene.is_named(slot.head) and _is_place(scene, slot.head) else None
        left = left_of_none(ann, slot.head)
        if role is None or left is None or left in seen or not may_fill(ann, slot.head):
            continue
        if role == "patient" and _says_what(ann, slot.head):
            continue
        if role == "agent" and not _may_act(scene, clause, left):
            continue
        seen.add(left)
        yield Filler(role, left, phrase_span(ann, scene.resolution, left))


def _points(scene: Scene, clause: Clause) -> bool:
    """Whether an end but stands for a noun said before: "*those* held by Lee", "the *one* sold".

    So does "*that* ban" where the article does not tell which.
    """
    lower, words = scene.ann.tree.lower, scene.ann.knowledge.words
    pointing = words("standing_for_nouns") | words("bare_demonstratives")
    if any(
        slot.label in ("subj", "obj", "by")
        and not _is_told_elsewhere(scene, slot.head)
        and any(
            lower[c] in words("bare_demonstratives") for c in scene.ann.tree.of(slot.head, "det")
        )
        for slot in clause.slots
    ):
        return True
    return any(
        lower[slot.head] in pointing
        and left_of_none(scene.ann, slot.head) == slot.head  # "no one" is none of them
        and not scene.resolution.entities_at(slot.head)
        for slot in clause.slots
        if slot.label in ("subj", "obj", "by")
    )


def _is_told_elsewhere(scene: Scene, head: int) -> bool:
    """Whether what a phrase means has another mention in the article."""
    found = {entity.id for entity in scene.resolution.entities_at(head)}
    return any(m.entity in found and m.head != head for m in scene.resolution.mentions)


def _says_what(ann: Annotation, head: int) -> bool:
    """Whether an object is nothing that is acted upon: "tested *positive*", "won *six*"."""
    return is_state(ann, head) or is_bare_number(ann, head)


def _may_act(scene: Scene, clause: Clause, head: int) -> bool:
    """Whether a phrase means somebody: an entity, or people by their work, "firefighters".

    What is done "by Lee *joining* the band" is done by no person.
    """
    ann, tree = scene.ann, scene.ann.tree
    if is_means(ann, head):
        return False
    gerunds = (*tree.of(head, "acl"), *tree.of(clause.trigger, "advcl"))
    if clause.passive and tree.pos[head] == "PROPN" and head + 1 in gerunds:
        return tree.tag[head + 1] != "VBG"
    return (
        bool(scene.resolution.entities_at(head))
        or kind_of(ann, scene.resolution, head) in _ACTORS
        or ann.tree.lemma[head] in ann.knowledge.words("workers")
        or ann.tree.lemma[head] in ann.knowledge.table("posts")
    )


def _is_place(scene: Scene, head: int) -> bool:
    return scene.kind_of(head) in PLACES


def _joins(scene: Scene, clause: Clause, fillers: tuple[Filler, ...]) -> bool:
    """Whether it joins two things, one of them known, or is told of one that can be told.

    Nobody does something to himself but by a word for it: who does it is another, misread.
    """
    acting, acted = (
        {e.id for f in fillers if f.role == role for e in scene.resolution.entities_at(f.head)}
        for role in ("agent", "patient")
    )
    pronouns = any(scene.ann.tree.pos[f.head] == "PRON" for f in fillers)
    if acting & acted and not pronouns:
        return False
    known = [f for f in fillers if f.role != "place" and _is_known(scene, f.head)]
    meant = {scene.resolution.entities_at(f.head) or f.head for f in fillers}
    certain = any(
        scene.is_named(f.head) or _is_definite(scene, f.head)
        for f in known
        if scene.resolution.entities_at(f.head)
    )
    return bool(known) and (len(meant) > 1 or clause.passive or certain)


def _is_known(scene: Scene, head: int) -> bool:
    """Whether a phrase means an entity, or a thing of one that is named: "Lee's *game*"."""
    owners = scene.ann.tree.of(head, "poss")
    return bool(scene.resolution.entities_at(head)) or any(map(scene.is_named, owners))


def _is_definite(scene: Scene, head: int) -> bool:
    """Whether a phrase means one thing that the reader can tell: "the bus"."""
    return any(child.lower_ == "the" for child in scene.ann.doc[head].children)


def _action(
    scene: Scene,
    clause: Clause,
    fillers: tuple[Filler, ...],
    own: tuple[int, ...],
    complement: str,
) -> Reading:
    ann, cue = scene.ann, sorted(clause.cue)
    spans = [phrase_span(ann, scene.resolution, head) for head in own]
    last, after = max((*cue, clause.trigger)), behind(ann, clause)
    prepositional = any(
        ann.tree.dep[head] in ("pobj", "pcomp") and head > clause.trigger for head in own
    )
    if prepositional:
        spans.append(ann.span(after, after + 1))
        spans.append(Span(spans[0].start, row_end(scene, own[0])))
    if after > last + 1:
        spans.append(ann.span(last + 1, after))
    words = ann.surface(Span(min(spans).start, max(s.end for s in spans))) if spans else ""
    if not prepositional:
        noun = counted(ann, clause, own[-1]) if own else ""
        words = " ".join(filter(None, (words, noun, complement)))
    if spans and min(spans).start == ann.sentence(clause.trigger).start:
        words = words[:1].lower() + words[1:]  # "Tributes were paid by"
    return Reading(
        relation="Action",
        fillers=fillers,
        trigger=clause.trigger,
        cue=tuple(ann.span(token, token + 1) for token in cue),
        evidence=ann.sentence(clause.trigger),
        rule="action",
        confidence=ann.knowledge.number("facts.action"),
        details={"verb": f"{clause.lemma} {words}".strip().replace("_", " ")},
    )
