"""Who is of which party: "Republican senator Ann Lee", "Ann Lee, a Democrat", "Labour's Bo Dahl".

The party stands before the noun of a post, or its adherents are named like any holders of a post.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.holders import holders_of
from kg.facts.offices import Thing
from kg.facts.roles import Role
from kg.facts.scene import Scene
from kg.model import Mention


def find_adherents(scene: Scene) -> Iterator[Reading]:
    """Those who are called by the noun of their party: "Democrat Ann Lee", "Lee, a Democrat"."""
    for mention in scene.resolution.mentions:
        named = mention.form == "name" and scene.name_at(mention.head) == mention
        if named and _is_adherent(scene, mention):
            role = _as_role(scene, mention)
            people, rule, trigger = holders_of(scene, (role,), 0)
            for person in people:
                yield _member(scene, person, mention.head, rule, role, trigger)


def party_of_role(
    scene: Scene,
    role: Role,
    people: tuple[int, ...],
    things: tuple[Thing, ...],
    rule: str,
    trigger: int | None,
) -> Iterator[Reading]:
    """The party before a noun of a post: "the Republican governor of Norland, Ann Lee".

    ``things`` are what the post is known to be in; of a party's own posts (`posts`) tell.
    """
    held = [thing for thing, _ in things]
    parties = [head for head in role.names if head not in held and is_party(scene, head)]
    for person in people:
        for party in parties[:1]:
            if scene.is_person(person):
                yield _member(scene, person, party, rule, role, trigger)


def is_party(scene: Scene, token: int) -> bool:
    """Whether the name at a token is that of a party or an adjective of its adherents."""
    name = scene.name_at(token)
    if name is None or name.type == "Person":
        return False
    gazetteer, nouns = scene.knowledge.gazetteer, scene.knowledge.words("parties_surely")
    entity = scene.resolution.entity(name.entity)
    known = [e for e in gazetteer.lookup(name.name) if e.type == "Organization"]
    called = [name.name, *([entity.name] if entity else []), *(entry.label for entry in known)]
    if any(not nouns.isdisjoint(each.lower().split()) for each in called):
        return True
    return _is_called_adherent(scene, name)


def is_adherent_of_party(scene: Scene, token: int) -> bool:
    """Whether the name at a token is but an adjective of a party's adherents: "Republican"."""
    name = scene.name_at(token)
    return name is not None and _is_called_adherent(scene, name)


def _is_called_adherent(scene: Scene, name: Mention) -> bool:
    demonyms = scene.knowledge.gazetteer.demonym(name.name)
    if demonyms:
        return all(entry.type == "Organization" for entry in demonyms)
    return name.name[:1].isupper() and name.name.lower() in scene.knowledge.words("adherents")


def _is_adherent(scene: Scene, name: Mention) -> bool:
    """Whether a name is a noun for adherents here: it heads its phrase, or a person's name does."""
    doc = scene.ann.doc
    if not _is_called_adherent(scene, name) or not doc[name.head].tag_.startswith("NN"):
        return False
    after = doc[name.last] if name.last < len(doc) else None
    behind = scene.name_at(name.last)
    if behind is not None and behind.first == name.last:
        return scene.is_person(behind.head)
    return after is None or not (after.tag_.startswith("NN") or after.tag_ in ("POS", "HYPH"))


def _as_role(scene: Scene, name: Mention) -> Role:
    """The noun of adherents as one of a post, with what stands before it in its phrase."""
    doc, first, temporal = scene.ann.doc, name.first, ""
    while first > 0 and doc[first - 1].tag_ in ("JJ", "RB", "HYPH", "DT", "NN", "CD"):
        if scene.name_at(first - 1) is not None:
            break
        first -= 1
        state = scene.knowledge.table("post_words").get(doc[first].lower_)
        temporal = state[0] if state and state[0] in ("former", "future") else temporal
    return Role(
        noun=name.name.lower(),
        kind="member",
        begin=name.first,
        end=name.last,
        first=first,
        last=name.last,
        title=(name.first, name.last),
        temporal=temporal,
        plural=doc[name.last - 1].lower_.endswith("s"),
    )


def _member(
    scene: Scene, person: int, party: int, rule: str, role: Role, trigger: int | None
) -> Reading:
    former = role.temporal == "former" and role.begin <= party < role.end
    return tie(
        scene,
        "memberOf",
        (person, party),
        f"party.{rule}",
        "facts.party",
        cue=scene.span_of(party),
        told_at=party,
        trigger=trigger,
        details={"temporal": "former"} if former else {},
    )
