"""Citizenship and home that an adjective before a noun of people states: "the Norwegian author"."""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.offices import is_mandate
from kg.facts.roles import Role
from kg.facts.scene import Scene, region_of_demonym
from kg.knowledge.gazetteer import Entry
from kg.qualification.governing import is_event

# Classes of nouns that say what somebody is or does, not which body has given them a post.
_PRIVATE = ("person", "profession")


def nationality_of(
    scene: Scene, role: Role, people: tuple[int, ...], rule: str
) -> Iterator[Reading]:
    """Citizenship that a demonym before the noun states: "the Norwegian author Jon Berg"."""
    adjectives = [head for head in role.names if scene.ann.doc[head].pos_ in ("ADJ", "PROPN")]
    private = _is_private(scene, role)
    countries = [
        head
        for head in adjectives
        if scene.is_demonym(head)
        or _region(scene, head) is not None
        or (private and scene.kind_of(head) == "Country")
    ]
    hyphen = len(countries) == 2 and scene.ann.doc[countries[1] - 1].text == "-"
    if not (len(countries) == 1 or hyphen) or role.plural or role.kind in ("part", "ambassador"):
        return  # two for "the Canadian-American author Jon Berg"
    for person, country in ((p, c) for p in people for c in countries):
        if scene.is_person(person) and not _is_of_event(scene, country, role):
            region = _region(scene, country)
            nations = scene.knowledge.words("nations_within_states")
            lives = region is not None and region.label.lower() not in nations
            yield tie(
                scene,
                "residentOf" if lives else "citizenOf",
                (person, country),
                f"nationality.{rule}",
                "facts.nationality" if private else "facts.nationality_of_official",
                cue=scene.span_of(country),
                told_at=role.head,
            )


def _is_of_event(scene: Scene, country: int, role: Role) -> bool:
    """Whether what happened was there, whoever did it: "the *Norway* ferry robbery suspect"."""
    if scene.is_demonym(country):
        return False  # "the Kenyan marathon runner Ann Lee"
    between = scene.ann.doc[country + 1 : role.begin]
    return any(token.tag_ == "NN" and is_event(token, scene.knowledge) for token in between)


def _region(scene: Scene, token: int) -> Entry | None:
    """The part of a country that the adjective at a token is of."""
    name = scene.name_at(token)
    return region_of_demonym(name.name, scene.knowledge) if name is not None else None


def _is_private(scene: Scene, role: Role) -> bool:
    """Whether one can be what a noun says of any country: a singer; an agent serves his own."""
    if role.kind in _PRIVATE:
        return True
    serving = role.noun in scene.knowledge.words("servants_of_states")
    return role.kind in ("member", "employee") and not serving and not is_mandate(scene, role)
