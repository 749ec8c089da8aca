"""Which body of an article a post is in, by the kind of body that its words tell.

"*Assembly* president Ann Lee" presides over the only assembly that the article names, "*Senator*
Ann Lee" sits in its only senate, "*Judge* Ann Lee" in its only court. Of several of a kind none.
"""

from collections.abc import Iterator

from kg.facts.role_nouns import is_body, singular
from kg.facts.roles import Role
from kg.facts.scene import Scene
from kg.model import Mention


def body_of_title(scene: Scene, role: Role) -> int | None:
    """The body that a noun in a title is short for: "*Council* spokesman" of a Nordic Council."""
    doc = scene.ann.doc
    kinds = [doc[i] for i in range(role.title[0], role.begin) if is_body(doc[i], scene.knowledge)]
    if len(kinds) != 1 or kinds[0].i != role.begin - 1 or role.first < role.title[0] - 1:
        return None  # "provincial *police* chief", "the Norland *army* chief"
    if role.title[0] != role.begin - 1:
        return None
    word = singular(kinds[0], scene.knowledge)
    return _only(scene, role, (word,))


def seat_of_member(scene: Scene, role: Role) -> int | None:
    """The body that has such members: the senate of a senator, the court of a judge."""
    endings = scene.knowledge.table("bodies_of_posts").get(role.noun, ())
    if not endings or role.names or role.owner is not None or role.complements or role.modified:
        return None
    return _only(scene, role, endings)


def _only(scene: Scene, role: Role, kinds: tuple[str, ...]) -> int | None:
    """The only body of the article that is called one of these kinds, where it was named last."""
    bodies = list(_called(scene, kinds))
    if len({mention.entity for mention in bodies}) != 1:
        return None
    before = [mention.head for mention in bodies if mention.head < role.first]
    return before[-1] if before else bodies[0].head


def _called(scene: Scene, kinds: tuple[str, ...]) -> Iterator[Mention]:
    """The bodies with a name of that kind: "Nordic Council", "Senate of Norland"."""
    for mention in scene.resolution.mentions:
        entity = scene.resolution.entity(mention.entity)
        if mention.form != "name" or entity is None or entity.type != "Organization":
            continue
        name = entity.name.lower().removeprefix("the ")
        if any(name == k or name.endswith(f" {k}") or name.startswith(f"{k} of ") for k in kinds):
            yield mention
