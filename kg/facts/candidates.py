"""Candidacies that noun phrases take for granted: "presidential candidate Ida Rask"."""

from collections.abc import Iterator

from kg.facts.events import Reading
from kg.facts.fillers import Filler
from kg.facts.roles import Role, title_of
from kg.facts.scene import Scene


def find_candidacies(
    scene: Scene, role: Role, people: tuple[int, ...], rule: str
) -> Iterator[Reading]:
    """A candidacy of each of those whom a role phrase calls candidates.

    What for stands behind the noun: "the party's nominee *for governor*", "a candidate *in the
    election*".
    """
    if not is_candidacy(scene, role):
        return
    prepositions = scene.knowledge.words("prepositions_of_candidates")
    topics = [c for c in role.complements if c.preposition in prepositions][:1]
    before = {scene.ann.doc[i].lower_ for i in range(role.first, role.begin)}
    if not before.isdisjoint(scene.knowledge.words("candidates_for_degrees")):
        return
    unsure = not before.isdisjoint(scene.knowledge.words("unsure_candidates"))
    details = {"title": title_of(scene.ann, role)}
    if role.temporal:
        details["temporal"] = role.temporal
    for person in people:
        yield Reading(
            relation="Candidacy",
            fillers=(
                Filler("agent", person, scene.span_of(person)),
                *(Filler("topic", c.head, scene.ann.span(c.first, c.last)) for c in topics),
            ),
            trigger=None,
            cue=(scene.ann.span(role.begin, role.end),),
            evidence=scene.ann.sentence(role.head),
            rule=f"candidate.{rule}",
            confidence=scene.knowledge.number("facts.candidacy"),
            details=details,
            modality="possible" if unsure else "actual",
        )


def is_candidacy(scene: Scene, role: Role) -> bool:
    """Whether the noun of a role phrase is one of those who stand for something."""
    return role.noun in scene.knowledge.words("candidates")


def stood_for(scene: Scene, role: Role, roles: tuple[Role, ...]) -> bool:
    """Whether a post is what a candidate stands for: "the nominee for *president*"."""
    return any(
        is_candidacy(scene, other) and complement.first <= role.head < complement.last
        for other in roles
        if other is not role
        for complement in other.complements
    )
