"""Posts of a country that was guessed from the article, and what the article says against it.

"Minister Moen is to meet her Portuguese counterpart": whatever country the article is about most,
hers is not Portugal.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.facts.counterpart_posts import subject_above
from kg.facts.events import Reading
from kg.facts.offices import STATES
from kg.facts.roles import Role
from kg.facts.scene import PLACES, Scene


def without_contradicted(
    scene: Scene, posts: list[Reading], foreign: AbstractSet[tuple[str, str]]
) -> Iterator[Reading]:
    """The posts without guesses that the article contradicts.

    It may tell the holder's own country, or, by ``foreign``, that his counterpart is of the one
    guessed: that leaves the post of a country untold.
    """
    told: dict[str, set[tuple[str | None, str]]] = {}
    for post in posts:
        if len(post.fillers) != 2 or post.rule.endswith((".context", ".description")):
            continue  # whom a description means is guessed, too
        kind = scene.kind_of(post.fillers[1].head)
        for person in scene.resolution.entities_at(post.fillers[0].head):
            places = scene.resolution.entities_at(post.fillers[1].head) if kind in PLACES else ()
            told.setdefault(person.id, set()).update((kind, place.id) for place in places)
    for post in posts:
        if not post.rule.endswith(".context"):
            yield post
            continue
        people, countries = (scene.resolution.entities_at(f.head) for f in post.fillers)
        pairs = {(person.id, country.id) for person in people for country in countries}
        kind = scene.kind_of(post.fillers[1].head)
        own = {place for person in people for place in told.get(person.id, ()) if place[0] == kind}
        others = own and own.isdisjoint((kind, country.id) for country in countries)
        yield _alone(post) if others or not foreign.isdisjoint(pairs) else post


def _alone(post: Reading) -> Reading:
    """The post without the country that was guessed for it."""
    relation = post.relation if post.relation == "ministerOf" else "holdsRole"
    rule = post.rule.removesuffix(".context")
    return replace(post, relation=relation, fillers=post.fillers[:1], rule=rule)


def foreign_countries(scene: Scene, roles: Sequence[Role]) -> frozenset[tuple[str, str]]:
    """Whoever has a counterpart of a country, with that country: he is of another."""
    homes = scene.knowledge.words("prepositions_of_counterparts")
    found = set[tuple[str, str]]()
    for role in roles:
        owner = role.owner if role.owner is not None else subject_above(scene, role.head)
        if role.noun not in scene.knowledge.words("counterparts") or owner is None:
            continue
        named = (*role.names, *(c.head for c in role.complements if c.preposition in homes))
        found |= {
            (person.id, country.id)
            for person in scene.resolution.entities_at(owner)
            for head in named
            if scene.kind_of(head) in STATES
            for country in scene.resolution.entities_at(head)
        }
    return frozenset(found)
