"""Where an event happens when its own clause does not say so: the clauses around it do.

"Envoys landed *in Oslo* and held talks", "delegates convened to elect a leader *in Oslo*": a verb
shares its place with what is conjoined to it, with its purpose clause and with the event noun
below it. What it happens at may be somewhere itself: "at a gala *in Oslo*". Only named places
are shared, and none where the event has a place or a way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.coref.resolution import Resolution
from kg.facts.fillers import kind_of
from kg.facts.matches import Match
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause

_PLACED = frozenset(("place", "destination", "origin"))
_LINKS = frozenset(("xcomp", "advcl", "conj"))
_VERBS = frozenset(("VERB", "AUX"))


def with_setting(
    ann: Annotation, by_trigger: Mapping[int, Clause], resolution: Resolution, match: Match
) -> Match:
    """The match with the place that a neighbouring clause of its sentence gives.

    ``by_trigger`` are the clauses of the article.
    """
    match = _with_inner_places(ann, resolution, match)
    role = match.relation.role("place")
    filled = {name for name, _ in match.filled}
    if role is None or match.relation.kind != "event" or not _PLACED.isdisjoint(filled):
        return match
    circumstances = ann.knowledge.words("slots_of_circumstances")
    settings = ann.knowledge.words("slots_of_settings")
    own = by_trigger.get(match.trigger)
    parts = {head for _, head in match.filled}
    for slot in own.slots if own else ():
        # What is talked about may be anywhere: "talks on the crisis in Sudan".
        at = slot.label in circumstances and slot.head not in parts
        if at and slot.head > match.trigger:
            for place in inner_places(ann, resolution, slot.head):
                return replace(match, filled=(*match.filled, ("place", place)))
    acts = ann.tree.pos[match.trigger] in _VERBS
    matters = ann.knowledge.words("verbs_of_matters") if acts else frozenset[str]()
    for token in neighbours(ann, match.trigger):
        clause = by_trigger.get(token) if ann.tree.lemma[token] not in matters else None
        for slot in clause.slots if clause else ():
            if slot.label in settings and is_named_place(ann, resolution, slot.head):
                return replace(match, filled=(*match.filled, ("place", slot.head)))
    return match


def _with_inner_places(ann: Annotation, resolution: Resolution, match: Match) -> Match:
    """The match with named places for the things in them: "died at her home *in Oslo*"."""
    filled: list[tuple[str, int]] = []
    for role, head in match.filled:
        within: list[int] = []
        if role in _PLACED and not is_named_place(ann, resolution, head):
            within = (
                [] if _is_known(resolution, head) else list(inner_places(ann, resolution, head))
            )
        filled += ((role, place) for place in within or [head])
    return replace(match, filled=tuple(filled)) if tuple(filled) != match.filled else match


def _is_known(resolution: Resolution, head: int) -> bool:
    """Whether a thing has a name of its own in the article."""
    return any(entity.name for entity in resolution.entities_at(head))


def inner_places(ann: Annotation, resolution: Resolution, head: int) -> Iterator[int]:
    """The named places in which what a noun phrase names is."""
    tree = ann.tree
    for preposition in tree.of(head, "prep"):
        if tree.lower[preposition] in ann.knowledge.words("slots_of_settings"):
            for below in tree.of(preposition, "pobj"):
                if is_named_place(ann, resolution, below):
                    yield below


def neighbours(ann: Annotation, trigger: int) -> Iterator[int]:
    """The verbs that share their place with a predicate, nearest first."""
    tree = ann.tree
    if tree.pos[trigger] in _VERBS:
        yield from tree.of(trigger, "xcomp", "advcl", "conj")
        if tree.dep[trigger] in _LINKS:
            yield tree.head[trigger]
        return
    for above in tree.ancestors(trigger):
        if tree.pos[above] in _VERBS:
            yield above
            if tree.dep[above] == "conj":
                yield tree.head[above]
            return
        if tree.pos[above] not in ("NOUN", "PROPN", "ADP"):
            return


def is_named_place(ann: Annotation, resolution: Resolution, head: int) -> bool:
    """Whether a token heads the name of a place."""
    named = ann.tree.pos[head] == "PROPN" or bool(ann.tree.ent[head])
    return named and kind_of(ann, resolution, head) in ("Place", "Country")
