"""Lasting ties by relational nouns: "a resident of Leeds", "the hotel's owner", "Yale graduate".

Who is called so is the holder of a role phrase (`holders`); what the noun is related to stands
behind a preposition, possesses it or is the name before it.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.roles import Role
from kg.facts.scene import Scene
from kg.mentions.nouns import singular


def find_relational(
    scene: Scene, role: Role, people: tuple[int, ...], rule: str, trigger: int | None
) -> Iterator[Reading]:
    """The ties that the noun of a role phrase states of those who are called so."""
    row = scene.knowledge.table("relational_nouns").get(role.noun)
    if row is None:
        return
    relation, types, prepositions = row
    things = tuple(_things(scene, role, types.split("|"), prepositions.split("|")))
    if not things and relation == "authorOf" and (study := _study_before(scene, role)) is not None:
        things = (study,)
    for person, thing in ((p, t) for p in people for t in things):
        if _means_other(scene, person, thing):
            yield tie(
                scene,
                relation,
                (person, thing),
                f"relational.{rule}",
                "facts.relational",
                cue=scene.ann.span(role.begin, role.end),
                told_at=role.head,
                trigger=trigger,
                details={"temporal": role.temporal} if role.temporal else {},
            )


def _study_before(scene: Scene, role: Role) -> int | None:
    """The text told of last before "study co-author Ann Lee" or "its lead author"."""
    doc, words = scene.ann.doc, scene.knowledge.words
    if role.noun not in words("nouns_of_authors"):
        return None
    if words("of_the_study").isdisjoint(t.lower_ for t in doc[role.first : role.end]):
        return None
    studies = words("studies")
    for at in range(role.first - 1, -1, -1):
        if singular(doc[at]) in studies and scene.resolution.entities_at(at):
            return at
    return None


def _things(scene: Scene, role: Role, types: list[str], prepositions: list[str]) -> Iterator[int]:
    """What the noun is related to: the best source of the phrase only."""
    complements = [c for c in role.complements if c.preposition in prepositions]
    owners = [role.owner] if role.owner is not None else []
    for source in ([c.head for c in complements[:1]], owners, list(role.names)):
        fitting = [head for head in source if _is_one_of(scene, head, types)]
        if fitting:
            yield from fitting
            return


def _is_one_of(scene: Scene, head: int, types: list[str]) -> bool:
    found = scene.resolution.entities_at(head)
    return bool(found) and all(entity.type in types for entity in found)


def _means_other(scene: Scene, person: int, thing: int) -> bool:
    return scene.resolution.entities_at(person) != scene.resolution.entities_at(thing)
