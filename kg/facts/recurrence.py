"""Mentions of one event in an article: "the meeting" is the one told of before.

A definite event noun that says nothing new of who took part refers to an event rather than stating
one. It becomes a further cue of the fact it refers to, and what it adds (a place) is added there.
What can be referred to: an event of the same kind (a relation with a common parent below
``kg:Event``), with actors, none of whom the referring phrase contradicts; the nearest before it,
else the first after it. An event noun that nothing is said of and that refers to nothing states
no fact.
"""

from collections.abc import Mapping, Set
from dataclasses import replace

from kg.coref.resolution import Resolution
from kg.facts.matches import Match
from kg.knowledge.catalogue import KG, Relation
from kg.qualification.qualify import qualify
from kg.syntax.annotate import Annotation

# What the phrase of each head names.
Names = Mapping[int, Set[str]]

_SETTING = frozenset(("place", "topic", "origin", "destination", "instrument"))


def recurring(ann: Annotation, resolution: Resolution, matches: list[Match]) -> list[Match]:
    """The matches, those that only refer to another one made echoes of it."""
    full = [match for match in matches if actors(match)]
    of_kind: dict[str, list[Match]] = {}
    names = {h: named(ann, resolution, h) for match in matches for _, h in match.filled}
    targets: dict[int, Match] = {}
    for match in matches:
        if match.noun and match.relation.kind == "event" and refers(ann, match):
            kind = match.relation.name
            if kind not in of_kind:
                of_kind[kind] = [m for m in full if alike(match.relation, m.relation)]
            target = antecedent(ann, names, match, of_kind[kind])
            if target is not None:
                targets[id(match)] = target
    merged: dict[int, list[Match]] = {}
    kept: list[Match] = []
    for match in matches:
        if id(match) in targets:
            # What it refers to may itself refer to another mention: never in a circle, because
            # a referring noun is referred to from behind only.
            target = targets[id(match)]
            while id(target) in targets:
                target = targets[id(target)]
            merged.setdefault(id(target), []).append(match)
        elif match.filled or match.words or not match.noun or refers(ann, match):
            kept.append(match)
    return [with_echoes(match, merged.get(id(match), [])) for match in kept]


def actors(match: Match) -> list[tuple[str, int]]:
    """The fillers that are who took part, rather than the setting."""
    return [(role, head) for role, head in match.filled if role not in _SETTING]


def refers(ann: Annotation, match: Match) -> bool:
    """Whether the noun phrase is definite, and not set apart from what came before."""
    tree = ann.tree
    modifiers = {tree.lower[child] for child in tree.children[match.trigger]}
    if modifiers & ann.knowledge.words("other_events"):
        return False
    return bool(modifiers & ann.knowledge.words("definite_of_events")) or any(
        tree.tag[child] == "PRP$" for child in tree.children[match.trigger]
    )


def antecedent(ann: Annotation, names: Names, match: Match, of_kind: list[Match]) -> Match | None:
    """The event that a definite phrase refers to, among those of its kind."""
    candidates = [
        other
        for other in of_kind
        if other is not match
        and compatible(names, match, other)
        and presented_alike(ann, match.trigger, other.trigger)
        and not (other.noun and refers(ann, other) and other.trigger > match.trigger)
    ]
    same = [other for other in candidates if other.relation.name == match.relation.name]
    for group in (same, candidates):
        before = [other for other in group if other.trigger < match.trigger]
        if group:
            return before[-1] if before else group[0]
    return None


def alike(one: Relation, other: Relation) -> bool:
    """Whether two relations are of a kind: the same, or with a parent of their own in common."""
    return one.name == other.name or bool(
        {parent for parent in one.parents if parent.startswith(KG) and parent != KG + "Event"}
        & set(other.parents)
    )


def compatible(names: Names, match: Match, other: Match) -> bool:
    """Whether all that the phrase says of its actors and place agrees with the other mention."""
    theirs = {name for _, head in other.filled for name in names[head]}
    if any(theirs.isdisjoint(names[head]) for _, head in actors(match)):
        return False
    places = [{n for r, h in m.filled if r == "place" for n in names[h]} for m in (match, other)]
    if places[0] and places[1]:
        return not places[0].isdisjoint(places[1])
    # "His meeting with her in Oslo" tells who and where: enough to be another meeting.
    return not (places[0] and actors(match))


def presented_alike(ann: Annotation, one: int, other: int) -> bool:
    """Whether both are told as happening, or denied, or planned; and in whose quotation.

    What is told as a fact refers to no plan, and the writer's words to nobody's claim.
    """
    first, second = qualify(ann, one), qualify(ann, other)
    return (
        first.polarity == second.polarity
        and (first.modality == "actual") == (second.modality == "actual")
        and ann.quote_at(one) == ann.quote_at(other)
    )


def named(ann: Annotation, resolution: Resolution, head: int) -> set[str]:
    """What the phrase of a head names: its entities, or else its lemma."""
    found = {entity.id for entity in resolution.entities_at(head)}
    mention = resolution.at(head)
    if mention is not None and mention.entity:
        found.add(mention.entity)
    return found or {ann.tree.lemma[head]}


def with_echoes(match: Match, echoes: list[Match]) -> Match:
    """The match with the cues of the mentions that refer to it, and the setting that they add."""
    if not echoes:
        return match
    filled = list(match.filled)
    for echo in echoes:
        known = {role for role, _ in filled}
        filled += [(role, head) for role, head in echo.filled if role in _SETTING - known]
    return replace(match, filled=tuple(filled), echoes=tuple(echo.cue for echo in echoes))
