"""Posts told of counterparts: "the Danish minister met her Norwegian counterpart, Jon Berg".

Somebody's counterpart holds the same post in his own country. Heads of state and of government
are matched loosely in the news (a president's German counterpart is a chancellor), so these posts
are read only where the country has such a one.
"""

from collections.abc import Iterator, Sequence

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.holders import Holders
from kg.facts.offices import STATES, relation_of
from kg.facts.roles import Role, title_of
from kg.facts.scene import Scene, country_named

_SHARED = frozenset({"state", "government", "minister"})


def find_counterparts(
    scene: Scene, roles: Sequence[Role], holders: Sequence[Holders]
) -> Iterator[Reading]:
    """The posts of the named counterparts of those who hold a post in the article."""
    told = {
        (entity.id, role.kind)
        for role, (people, _, _) in zip(roles, holders, strict=True)
        for person in people
        for entity in scene.resolution.entities_at(person)
    }
    for role, (people, rule, _) in zip(roles, holders, strict=True):
        if role.noun not in scene.knowledge.words("counterparts") or not people:
            continue
        countries = [head for head in role.names if scene.kind_of(head) in STATES]
        post = _post_of(scene, role, people, roles, holders)
        if post is None or len(countries) != len(people):
            continue
        for person, country in zip(people, countries, strict=True):
            found = scene.resolution.entities_at(person)
            known = {kind for entity in found for kind in _SHARED if (entity.id, kind) in told}
            if len(found) == 1 and not known and _has(scene, country, post):
                yield _reading(scene, role, post, person, country, rule)


def _post_of(
    scene: Scene,
    role: Role,
    people: tuple[int, ...],
    roles: Sequence[Role],
    holders: Sequence[Holders],
) -> Role | None:
    """The post of the one whose counterparts they are, if just one is told of him."""
    owner = role.owner if role.owner is not None else subject_above(scene, role.head)
    found = scene.resolution.entities_at(owner) if owner is not None else ()
    if len(found) != 1 or found[0] in [e for p in people for e in scene.resolution.entities_at(p)]:
        return None
    posts = {
        (post.kind, post.noun): post
        for post, (bearers, _, _) in zip(roles, holders, strict=True)
        if post.kind in _SHARED and not post.temporal and not post.deputy
        and any(scene.resolution.entities_at(bearer) == found for bearer in bearers)
    }  # fmt: skip
    kinds = {kind for kind, _ in posts}
    return min(posts.values(), key=lambda post: post.begin) if len(kinds) == 1 else None


def subject_above(scene: Scene, head: int) -> int | None:
    """The subject of the clause of a counterpart that is called nobody's."""
    tree, at = scene.ann.doc[head], scene.ann.doc[head].head
    while at != tree and at.pos_ not in ("VERB", "AUX"):
        if at.head == at:
            return None
        tree, at = at, at.head
    return next((child.i for child in at.children if child.dep_ == "nsubj"), None)


def _has(scene: Scene, country: int, post: Role) -> bool:
    """Whether the country surely has such a post, and one whom a counterpart of it would meet."""
    if post.kind == "minister":
        return True
    if post.noun not in scene.knowledge.words("posts_of_every_country"):
        return False
    name = scene.name_at(country)
    word = name.name if name is not None else scene.ann.doc[country].text
    if not country_named(word, scene.knowledge):
        return False
    gazetteer = scene.knowledge.gazetteer
    entry = gazetteer.country_of_demonym(word) or gazetteer.lookup(word)[0]
    return (entry.id in scene.knowledge.words("parliamentary_states")) == (
        post.kind == "government"
    )


def _reading(scene: Scene, role: Role, post: Role, person: int, country: int, rule: str) -> Reading:
    common = post.noun in scene.knowledge.words("posts_of_every_country")
    alike = "facts.counterpart_minister" if post.kind == "minister" else "facts.counterpart_head"
    return tie(
        scene,
        relation_of(post, "Country", scene.knowledge.catalogue),
        (person, country),
        f"post.counterpart.{rule}",
        alike,
        cue=scene.ann.span(role.begin, role.end),
        told_at=role.head,
        details={"title": title_of(scene.ann, post)} if common else {},
    )
