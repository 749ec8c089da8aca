"""How large a place is, by what the gazetteer and the words of its name say: a town, a county."""

from kg.facts.scene import Scene, region_of_demonym
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention

# The levels of the gazetteer's kinds, as in ``place_kinds.txt``; a region of no country spans some.
_LEVELS = {"City": 2, "County": 3, "Territory": 4, "Region": 4, "Country": 5}
_SPANNING = 6
ANY = frozenset(range(6))
SITE = frozenset({0})


def type_of(scene: Scene, mention: Mention) -> str | None:
    """The type of what a mention means."""
    entity = scene.resolution.entity(mention.entity)
    return entity.type if entity else mention.type


def is_site(scene: Scene, name: Mention) -> bool:
    """Whether a name is that of a place, or of an institution that has one: a hospital."""
    if scene.is_demonym(name.head):
        return False
    kind = type_of(scene, name)
    return kind == "Place" or (kind == "Organization" and 0 in levels(scene, name))


def entries(scene: Scene, mention: Mention) -> tuple[Entry, ...]:
    """What the gazetteer knows by a place's name, without the direction before it."""
    gazetteer = scene.knowledge.gazetteer
    if (country := gazetteer.country_of_demonym(mention.name)) is not None:
        return (country,)
    if (region := region_of_demonym(mention.name, scene.knowledge)) is not None:
        return (region,)
    words = _name(scene, mention).split()
    while len(words) > 1 and words[0].lower() in scene.knowledge.words("directions"):
        if gazetteer.lookup(" ".join(words)):
            break
        words = words[1:]
    return tuple(entry for entry in gazetteer.lookup(" ".join(words)) if entry.type == "Place")


def levels(scene: Scene, mention: Mention) -> frozenset[int]:
    """The levels that a place may have by its name; none if its name does not tell."""
    found = entries(scene, mention)
    if found:
        return frozenset(
            _SPANNING
            if entry.kind == "Region" and not entry.country
            else _LEVELS.get(entry.kind, 4)
            for entry in found
        )
    words = _name(scene, mention).lower().split()
    for word in (words[-1], words[0]) if len(words) > 1 else ():
        if level := level_of(word, scene.knowledge):
            return level
    return frozenset()


def _name(scene: Scene, mention: Mention) -> str:
    entity = scene.resolution.entity(mention.entity)
    return mention.name if mention.form == "name" or entity is None else entity.name


def level_of(noun: str, knowledge: Knowledge) -> frozenset[int]:
    """The levels of places that a noun names; none for other nouns."""
    fields = knowledge.table("place_kinds").get(noun)
    if fields is None:
        return frozenset()
    return ANY if fields[0] == "-" else frozenset({int(fields[0])})
