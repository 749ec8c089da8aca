"""The clauses of nouns: "Iran's talks with Russia", "held talks in Vienna", "the Vienna talks"."""

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
from kg.syntax.relatives import antecedent
from kg.syntax.tree import Tree
from kg.syntax.voice import is_predicate

_PREMODIFIERS = ("compound", "amod", "nmod", "nummod")


def noun_clause(tree: Tree, noun: int, verbs: dict[int, Clause]) -> Clause | None:
    """The clause of a noun that has arguments of its own or takes those of a verb, else None.

    ``verbs`` are the clauses of the article's verbs.
    """
    if tree.dep[noun] == "compound":
        return None
    slots = own_slots(tree, noun)
    governor, cue, taken = governed_slots(tree, noun, verbs)
    below, further, more = reduced_slots(tree, noun, verbs)
    if below is not None and (governor is None or (further and not cue)):
        governor, cue = below, further
    slots += taken + more
    if not slots:
        return None
    return Clause(
        trigger=noun,
        kind="noun",
        lemma=tree.lemma[noun],
        cue=tuple(sorted({noun, *cue})),
        slots=distinct(with_members(tree, slots)),
        governor=governor,
    )


def own_slots(tree: Tree, noun: int) -> list[Slot]:
    """The slots within the noun phrase; a conjoined noun shares the possessor of the first."""
    slots: list[Slot] = []
    for child in tree.children[noun]:
        dep = tree.dep[child]
        if dep == "poss":
            slots += _possessors(tree, child)
        elif dep in _PREMODIFIERS and child < noun:
            slots += (Slot("compound", part) for part in _premodifiers(tree, child))
        elif dep == "prep":
            slots += prepositional(tree, child)
        elif dep == "appos":
            slots += phrase("appos", tree, child)
        elif dep in ("acl", "ccomp") and tree.pos[child] in ("VERB", "AUX"):
            slots.append(Slot("acl", child, True, tree.first(child, "mark")))
        elif dep in ("npadvmod", "tmod"):
            slots.append(Slot("tmod" if tree.ent[child] in TIMES else "npadvmod", child))
    first = tree.first_conjunct(noun)
    if first != noun and tree.pos[first] == "NOUN":
        shared = [s for s in own_slots(tree, first) if s.label in ("poss", "compound")]
        if not any(s.label in ("poss", "compound") for s in slots):
            slots += (replace(s, direct=False) for s in shared)
    return slots + loose_slots(tree, slots)


def _possessors(tree: Tree, child: int) -> list[Slot]:
    if tree.lower[child] == "whose":
        clause = next((a for a in tree.ancestors(child) if tree.dep[a] == "relcl"), None)
        return [] if clause is None else [Slot("poss", tree.head[clause], False, child)]
    return list(phrase("poss", tree, child))


def _premodifiers(tree: Tree, child: int) -> list[int]:
    """The modifier, its conjuncts and the other half of a pair: "Iran-Russia", "US and Iranian"."""
    found = tree.conjuncts(child)
    for part in tuple(found):
        for below in tree.children[part]:
            joined = any(tree.lower[i] in ("-", "–", "/") for i in range(below, part))
            if joined and tree.dep[below] in (*_PREMODIFIERS, "npadvmod", "advmod"):
                found.append(below)
    return sorted(found)


def governed_slots(
    tree: Tree, noun: int, verbs: dict[int, Clause]
) -> tuple[int | None, tuple[int, ...], list[Slot]]:
    """What a noun takes from the verb above it: the verb, further cue tokens, and the slots."""
    first, dep, above = noun, tree.dep[noun], tree.head[noun]
    while dep == "conj" and above != first and tree.pos[above] in ("NOUN", "PROPN"):
        first, dep, above = above, tree.dep[above], tree.head[above]
    between: tuple[int, ...] = ()
    if dep == "relcl" or above == first:
        return None, (), []
    if dep == "pobj":
        between, above = _up(tree, above)
    clause = verbs.get(above)
    named = tree.pos[noun] != "NOUN" and tree.ent[noun] not in ("", "EVENT")
    if clause is None or named or tree.ent[noun] in TIMES:
        return None, (), []
    own = [i for i in between if tree.dep[i] != "agent"]
    # "cut short a visit": the parser calls it an adverb
    ways = [s.head for s in clause.fillers("advmod") if s.head == clause.cue[-1] + 1]
    name = " ".join((clause.lemma, *(tree.lower[i] for i in own)))
    way = " ".join((clause.lemma, *(tree.lower[i] for i in ways)))
    if not own and way in tree.knowledge.words("light_verbs"):
        name, own = way, ways
    parts = tree.knowledge.words("taken_in")
    part = next((s.head for s in clause.fillers("obj") if tree.lower[s.head] in parts), None)
    if part is not None and len(own) == 1:
        name = f"{clause.lemma} {tree.lower[part]} {tree.lower[own[0]]}"
        own = [part, *own]
    if (dep in ("dobj", "attr", "pobj") and not clause.passive) or (
        dep == "nsubjpass" and clause.passive
    ):
        if name in tree.knowledge.words("light_verbs"):
            return above, (*clause.cue, *own), _inherited(tree, clause, noun)
        if dep == "attr" and clause.kind == "copula":
            return above, (), [replace(s, direct=False) for s in clause.fillers("subj")]
    if dep == "nsubj" and _happens(tree, clause):
        return above, (), [s for s in _inherited(tree, clause, noun) if s.label != "subj"]
    if (
        dep == "pobj"
        and len(between) == 1
        and tree.lower[between[0]] in tree.knowledge.words("context_prepositions")
    ):
        label = "obj" if clause.passive else "subj"
        return above, (), [Slot("ctx", s.head, False) for s in clause.fillers(label)]
    return None, (), []


def _up(tree: Tree, preposition: int) -> tuple[tuple[int, ...], int]:
    """From a noun's preposition to its verb, with the words between: "take *part in* talks"."""
    path = [preposition]
    limit = tree.knowledge.whole("syntax.words_to_verb")
    above = tree.head[preposition]
    while tree.head[above] != above and len(path) < limit:
        if is_predicate(tree, above):
            break
        path.append(above)
        above = tree.head[above]
    return tuple(sorted(path)), above


def reduced_slots(
    tree: Tree, noun: int, verbs: dict[int, Clause]
) -> tuple[int | None, tuple[int, ...], list[Slot]]:
    """A noun with a participle or relative clause after it: "talks held in Vienna"."""
    for child in tree.of(noun, "acl", "relcl"):
        clause = verbs.get(child)
        if clause is not None:
            label = "obj" if clause.passive or tree.dep[child] == "relcl" else "subj"
            mine = any(s.head == noun for s in clause.fillers(label))
            if mine and clause.lemma in tree.knowledge.words("light_verbs") and label == "obj":
                return child, clause.cue, _inherited(tree, clause, noun)
            if any(s.head == noun for s in clause.fillers("subj")) and _happens(tree, clause):
                taken = [s for s in _inherited(tree, clause, noun) if s.label != "subj"]
                return child, (), taken
    return None, (), []


def _happens(tree: Tree, clause: Clause) -> bool:
    """Whether a verb says that its subject happens, alone or with an object ("take place")."""
    places = tree.knowledge.words("happening_objects")
    objects = (tree.lower[s.head] for s in clause.fillers("obj"))
    phrase_of = " ".join((clause.lemma, *[word for word in objects if word in places][:1]))
    return phrase_of in tree.knowledge.words("occurrence_verbs")


def _inherited(tree: Tree, clause: Clause, noun: int) -> list[Slot]:
    """The subject, agent and adjuncts of the verb, as the noun's."""
    kept = ("obj", "attr", "xcomp", "ccomp", "where")
    return [
        replace(slot, head=antecedent(tree, slot.head), direct=False)
        for slot in clause.slots
        if slot.label not in kept and slot.head != noun
    ]
