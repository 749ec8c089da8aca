"""What a post is in by what the article says elsewhere of the same person, or of a colleague.

"Captain Lee" is of the coast guard where the article calls her "Coast Guard Captain Ann Lee"; in
"Norland's prime minister Ann Lee, finance minister Bo Dahl" the two serve one country, and so does
the vice president in an article that tells of the heads of one country only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.facts.events import Filler, Reading
from kg.facts.offices import fits, relation_of
from kg.facts.roles import Role
from kg.facts.scene import PLACES, Scene

# Classes of nouns of posts that a country has.
_OF_COUNTRIES = frozenset(("state", "government", "minister"))
_DESCRIBED = "post.description"
# Classes of nouns that fit whatever else somebody's post is called.
_CALLED_SO = ("leader", "founder")
Post = tuple[Role | None, Reading]
"""A reading of a post, with the phrase that tells it."""


def completed(
    scene: Scene, roles: Sequence[Role], readings: Iterable[Reading]
) -> Iterator[Reading]:
    """The readings of posts; what those are in that tell nothing of it, from the others.

    Only what all agree on: of two candidates none is taken.
    """
    by_title = {scene.ann.span(*role.title).start: role for role in roles}
    posts = [(by_title.get(reading.cue[0].start), reading) for reading in readings]
    for i, (role, reading) in enumerate(posts):
        thing = _elsewhere(scene, role, reading, posts) if role is not None else None
        if role is not None and thing is not None and _is_in(scene, role, thing):
            reading = replace(
                reading,
                relation=_relation(scene, role, thing),
                fillers=(reading.fillers[0], thing),
                rule=f"{reading.rule.removesuffix('.context')}.elsewhere",
            )
            posts[i] = role, reading
        yield reading


def without_doubted(
    scene: Scene, roles: Sequence[Role], readings: Sequence[Reading]
) -> Iterator[Reading]:
    """The readings of posts without what a description alone tells against all titles.

    "The minister" may mean somebody whom the article calls a minister. Where it never does, or
    tells his other posts in so many words, whom the description means is too much of a guess.
    """
    by_title = {scene.ann.span(*role.title).start: role for role in roles}
    titled = {
        (person.id, role.noun.split()[-1])
        for reading in readings
        if (role := by_title.get(reading.cue[0].start)) is not None
        if not reading.rule.startswith(_DESCRIBED)
        for person in scene.resolution.entities_at(reading.fillers[0].head)
    }
    posts = {person for person, _ in titled}
    for reading in readings:
        role = by_title.get(reading.cue[0].start)
        if role is not None and reading.rule.startswith(_DESCRIBED):
            people = [e.id for e in scene.resolution.entities_at(reading.fillers[0].head)]
            told = any((person, role.noun.split()[-1]) in titled for person in people)
            beside = any(_is_named_in(scene, person, role) for person in people)
            guessed = not (told or beside or role.kind in _CALLED_SO)
            if guessed and not posts.isdisjoint(people):
                continue
        yield reading


def _is_named_in(scene: Scene, person: str, role: Role) -> bool:
    """Whether somebody is named in the sentence of a description."""
    sentence = scene.ann.doc[role.head].sent
    return any(
        mention.form == "name" and mention.entity == person
        and sentence.start <= mention.head < sentence.end
        for mention in scene.resolution.mentions
    )  # fmt: skip


def _elsewhere(scene: Scene, role: Role, reading: Reading, posts: Sequence[Post]) -> Filler | None:
    """What a post is in by the others, if its own phrase does not tell."""
    if role.kind == "person":
        return None  # "a protester" is no post
    if reading.rule.endswith(".context"):
        return _beside(scene, role, reading, posts)
    if len(reading.fillers) != 1:
        return None
    return (
        _same_person(scene, role, reading, posts)
        or _beside(scene, role, reading, posts)
        or _alone_told(scene, role, posts)
    )


def _relation(scene: Scene, role: Role, thing: Filler) -> str:
    """What holding a post in a thing is: of an ambassador "to" a country it is something else."""
    return relation_of(role, scene.kind_of(thing.head), scene.knowledge.catalogue)


def _is_in(scene: Scene, role: Role, thing: Filler) -> bool:
    """Whether a post is one in a thing: the author of a study is not employed by it."""
    kind = scene.kind_of(thing.head)
    return (kind in PLACES or kind == "Organization") and fits(scene, role, kind)


def _same_person(
    scene: Scene, role: Role, reading: Reading, posts: Sequence[Post]
) -> Filler | None:
    """What the same person's post of the same noun is in elsewhere."""
    people = scene.resolution.entities_at(reading.fillers[0].head)
    fuller = [
        other
        for post, other in posts
        if post is not None and len(other.fillers) == 2
        and (post.noun, post.deputy) == (role.noun, role.deputy)
        and post.title[1] - post.title[0] >= role.title[1] - role.title[0]
        and scene.resolution.entities_at(other.fillers[0].head) == people
        and other.relation == _relation(scene, role, other.fillers[1])
    ]  # fmt: skip
    return _only_object(scene, fuller) if len(people) == 1 else None


def _beside(scene: Scene, role: Role, reading: Reading, posts: Sequence[Post]) -> Filler | None:
    """The country of the head or minister who is told in one row with somebody of that kind."""
    if role.plural or (role.kind not in _OF_COUNTRIES and not _is_beside_heads(scene, role)):
        return None
    row = [
        other
        for post, other in _governing(scene, posts)
        if not other.rule.endswith(".context")
        and _are_joined(scene, post, other, role, reading)
    ]  # fmt: skip
    return _only_object(scene, row)


def _alone_told(scene: Scene, role: Role, posts: Sequence[Post]) -> Filler | None:
    """The only country whose heads or ministers the article tells: its vice president's."""
    if role.plural or not _is_beside_heads(scene, role):
        return None
    return _only_object(scene, [other for _, other in _governing(scene, posts)])


def _is_beside_heads(scene: Scene, role: Role) -> bool:
    return role.noun in scene.knowledge.words("posts_beside_heads")


def _governing(scene: Scene, posts: Sequence[Post]) -> Iterator[tuple[Role, Reading]]:
    """The posts of those who govern a country that is told."""
    for post, reading in posts:
        if post is None or post.kind not in _OF_COUNTRIES or len(reading.fillers) != 2:
            continue
        if scene.kind_of(reading.fillers[1].head) in ("Country", "Territory"):
            yield post, reading


def _are_joined(scene: Scene, one: Role, left: Reading, two: Role, right: Reading) -> bool:
    """Whether two holders with their titles stand in a row: "Minister Lee and Secretary Dahl"."""
    if one.first > two.first:
        one, left, two, right = two, right, one, left
    joints = scene.knowledge.words("joints_of_posts")
    name = scene.name_at(left.fillers[0].head)
    end = max(one.last, name.last if name is not None else one.last)
    between = scene.ann.doc[end : two.first] if end < two.first else ()
    return 0 < len(between) < 3 and all(token.lower_ in joints for token in between)


def _only_object(scene: Scene, readings: Sequence[Reading]) -> Filler | None:
    """The object of readings that all have the same one."""
    objects = [reading.fillers[1] for reading in readings]
    found = {tuple(e.id for e in scene.resolution.entities_at(filler.head)) for filler in objects}
    return objects[0] if len(found) == 1 and found != {()} else None
