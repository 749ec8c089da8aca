"""Roles in a row: "founder and chair of the charity", "a former minister, mayor and lawmaker".

What is said once for all of them, before or behind, is each one's.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.facts.roles import Role
from kg.facts.scene import Scene


def coordinated(scene: Scene, left: Role, right: Role) -> bool:
    """Whether two role phrases are joined: "founder and chair of the charity"."""
    doc, joints = scene.ann.doc, scene.knowledge.words("joints_of_posts")
    between = doc[left.last : right.first] if left.last <= right.first else None
    if between is None:
        # "brother of the actor Bo Dahl" joins nothing
        joined = any(token.lower_ in joints for token in doc[left.end : right.begin])
        return joined and left.end < right.begin <= left.last
    return 0 < len(between) < 3 and all(t.lower_ in joints for t in between)


def with_shared(scene: Scene, roles: Sequence[Role], i: int) -> Role:
    """The role with the complement or possessor that it shares with the one it is joined to."""
    role = with_former(scene, roles, i)
    alone = role.owner is None and not role.names and not role.complements
    # "a founder and *the* mayor of Kolm": the other's complement is its own
    shares = i + 1 < len(roles) and scene.ann.doc[roles[i + 1].first].tag_ != "DT"
    if alone and shares and coordinated(scene, role, roles[i + 1]):
        role = replace(role, complements=roles[i + 1].complements)
    if (
        i > 0
        and role.owner is None
        and not role.names
        and not role.complements
        and role.kind != "profession"  # "FBI agent and author": an author of no bureau
        and coordinated(scene, roles[i - 1], role)
    ):
        role = replace(role, owner=roles[i - 1].owner, names=roles[i - 1].names)
    return role


def with_former(scene: Scene, roles: Sequence[Role], i: int) -> Role:
    """The role as long over as the ones of its row: "a former minister, mayor and lawmaker".

    Each is, of which no more is told: the article and what follows it are said once for all.
    """
    role, first = roles[i], i
    while first > 0 and _in_row(scene, roles[first - 1], roles[first]):
        first -= 1
    article = scene.ann.doc[roles[first].first].lower_ in scene.knowledge.words(
        "indefinite_articles"
    )
    if first < i and article and roles[first].temporal == "former" and not role.temporal:
        return replace(role, temporal="former")
    return role


def _in_row(scene: Scene, left: Role, right: Role) -> bool:
    """Whether a role of which nothing is said before its noun follows another in a row."""
    bare = right.first == right.begin or not scene.ann.doc[right.first].is_alpha
    return bare and coordinated(scene, left, right)
