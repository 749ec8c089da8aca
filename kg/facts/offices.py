"""What a role is in, and which relation that makes.

The thing is named by the complement of the role's noun ("head of the agency"), its possessor
("Norland's foreign minister"), the names before it ("Finnish President") or, rarely, what stands
behind the holder's name ("Presidents Anna Berg of Finland and ..."). The class of the noun and the
kind of the thing decide the relation: the president of a country heads a state, that of a club not.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.facts.role_complements import Complement, noun_phrase
from kg.facts.role_nouns import is_body
from kg.facts.roles import Role
from kg.facts.scene import PLACES, Scene
from kg.knowledge.catalogue import Catalogue
from kg.knowledge.lexicon import Lexicon

STATES = frozenset({"Country", "Territory", "Place"})
_IN_BODIES = frozenset(
    {"head", "leader", "member", "employee", "deputy", "spokesperson", "part", "founder"}
)
_WORKING = frozenset({"employee", "profession"})
_OF_TEAMS = {"playsFor": "nouns_of_players", "coachOf": "nouns_of_coaches"}
_WORKING_IN = _WORKING | {
    "deputy", "founder", "head", "leader", "magistrate", "member", "spokesperson"
}  # fmt: skip
_MADE = ("Document", "Work", "Product")
_WITH_DEPUTIES = frozenset({"state", "government", "head", "leader", "minister", "mayor"})

Thing = tuple[int, str | None]
"""A thing that a role is in: its head token and its kind."""


def things_of(scene: Scene, role: Role) -> tuple[Thing, ...]:
    """What a role is in, as far as its phrase says: the best source of the phrase only."""
    prepositions = scene.knowledge.table("post_prepositions")[role.kind]
    inner = [
        (c.head, scene.kind_of(c.head))
        for c in _inner(scene, role)
        if c.preposition in prepositions
    ]
    if role.kind in ("employee", "lawyer", "profession"):
        # "professor of physics at the university": what one is an expert in is no employer.
        inner = [thing for thing in inner if fits(scene, role, thing[1])][-1:]
    complements = inner[:1]
    if role.plural:
        complements += [t for t in inner[1:] if t[1] in PLACES and inner[0][1] in PLACES]
    owner = [] if role.owner is None else [(role.owner, scene.kind_of(role.owner))]
    if role.owner is not None and scene.ann.doc[role.owner].tag_ == "PRP$":
        owner = owner if scene.resolution.entities_at(role.owner) else []
    names = [(head, scene.kind_of(head)) for head in role.names]
    bodies = role.kind in _IN_BODIES
    if role.kind == "minister":
        # Cities have none: "a former finance minister, mayor of Graz" was minister elsewhere.
        complements = [t for t in complements if t[1] in PLACES and t[1] != "City"]
    for found in (complements, owner, names):
        fitting = [t for t in found if fits(scene, role, t[1]) and not _is_figure(scene, role, t)]
        if role.kind == "minister" and found is not complements:
            fitting = fitting or [thing for thing in found if _is_ministry(scene, thing)]
        if found is names and not role.plural:
            fitting = fitting[-1:]
        if bodies and found is not complements:
            other = [t for t in (*owner, *names) if t[1] == "Organization"]
            fitting = other[-1:] or fitting
        if fitting:
            return tuple(fitting)
    return ()


def _is_figure(scene: Scene, role: Role, thing: Thing) -> bool:
    """Whether a ruler is one in a manner of speaking: "the queen of crime fiction"."""
    body = is_body(scene.ann.doc[thing[0]], scene.knowledge)
    return role.kind == "state" and thing[1] is None and not body


def is_figurative(scene: Scene, role: Role) -> bool:
    """Whether somebody rules what nobody can: "the king of techno", "the first lady of song"."""
    if role.noun not in scene.knowledge.words("figurative_rulers"):
        return False
    inner = [c for c in role.complements if c.preposition == "of"]
    named = any(scene.kind_of(c.head) is not None or scene.name_at(c.head) for c in inner)
    return bool(inner) and not named


def _is_ministry(scene: Scene, thing: Thing) -> bool:
    """Whether a thing is a body that ministers are in: "Home Office minister"."""
    name = scene.name_at(thing[0])
    last = name.name.split()[-1].lower() if name is not None else ""
    return thing[1] == "Organization" and last in scene.knowledge.words("bodies_of_ministers")


def functional(scene: Scene, role: Role) -> Role:
    """The role, of one who directs a part: "head of communications at the Fund" is of the Fund."""
    if role.kind != "head" or len(role.complements) < 2:
        return role
    part, whole = role.complements[:2]
    noun = scene.ann.doc[part.head]
    common = noun.is_lower and scene.kind_of(part.head) is None
    at = whole.preposition in scene.knowledge.words("prepositions_of_units")
    if part.preposition == "of" and common and at and scene.kind_of(whole.head) == "Organization":
        return replace(role, functional=True, complements=role.complements[1:])
    return role


def _inner(scene: Scene, role: Role) -> Iterator[Complement]:
    """The complements; an organ's own complement instead of the organ."""
    complements, organs = role.complements, scene.knowledge.words("organs")
    for i, complement in enumerate(complements):
        noun = scene.ann.doc[complement.head]
        organ = noun.lemma_.lower() in organs and scene.name_at(complement.head) is None
        if organ and i + 1 < len(complements):
            following = complements[i + 1]
            # "the council of the League", but "the police department of Leeds" is a body of its own
            local = is_body(noun, scene.knowledge) and scene.kind_of(following.head) in PLACES
            if scene.name_at(following.head) is not None and not local:
                yield replace(following, preposition=complement.preposition)
                return
        yield complement


def fits(scene: Scene, role: Role, kind: str | None) -> bool:
    """Whether a role can be in a thing of that kind."""
    if kind in PLACES and is_mandate(scene, role):
        return True
    if role.kind in ("state", "government", "leader", "head", "spokesperson", "role", "deputy"):
        return kind != "Person" or role.kind == "spokesperson"
    if role.kind in ("minister", "mayor"):
        return kind in PLACES
    if role.kind in ("employee", "profession"):
        return kind == "Organization"
    if role.kind == "ambassador":
        return kind in PLACES or kind == "Organization"
    if role.kind == "advisor":
        return True
    if role.kind == "lawyer":
        return kind in ("Person", "Organization")
    # "Norway's coach": a country's team is called as the country.
    team = kind == "Country" and of_team(role, scene.knowledge.lexicon) is not None
    return team or kind not in ("Person", *_MADE, *PLACES)


def of_team(role: Role, lexicon: Lexicon) -> str | None:
    """The relation of a player or coach to the team."""
    noun = role.noun.split()[-1]
    found = (relation for relation, nouns in _OF_TEAMS.items() if noun in lexicon.words(nouns))
    return next(found, None) if role.kind == "member" else None


def is_mandate(scene: Scene, role: Role) -> bool:
    """Whether the noun is one of people elected or appointed for a place: senators, sheriffs."""
    return role.noun in scene.knowledge.words("mandates")


def relation_of(role: Role, kind: str | None, catalogue: Catalogue) -> str:
    """The relation that a role in a thing of that kind is.

    Where that depends on more than the class of its noun it is told here, else in the catalogue.
    """
    place = kind in PLACES
    if role.kind == "deputy" or (role.deputy and role.kind in _WITH_DEPUTIES):
        return "holdsRole" if place or kind is None else "memberOf"
    if role.kind == "minister" and not place:
        return "memberOf"
    if role.kind == "state":
        return ("headOfState" if kind in STATES else "headOfGovernment" if kind == "Region"
                else "headOf")  # fmt: skip
    if role.kind == "government":
        return "headOfGovernment" if place and kind != "City" else "headOf"
    if role.kind == "leader":
        return "holdsRole" if place and role.modified else "headOf"
    if role.kind == "head" and role.functional and not place:
        return "employeeOf"
    if role.kind == "head":
        return "holdsRole" if place else "headOf"
    team = of_team(role, catalogue.lexicon)
    if team is not None and (not place or kind == "Country"):
        return team
    if role.kind == "role" or (place and role.kind in ("member", "employee", "profession")):
        return "holdsRole"
    return catalogue.of_posts[role.kind]


def bearer_of(scene: Scene, roles: tuple[Role, ...], i: int) -> tuple[Thing, ...]:
    """Whom a spokesperson or aide speaks for, whose post is told before: "Minister Lee's aide".

    What that post is in where the article does not name whoever holds it: "Norland's Foreign
    Minister Spokesman".
    """
    if (
        i > 0
        and roles[i].kind in ("spokesperson", "advisor")
        and roles[i - 1].end == roles[i].begin
    ):
        named = scene.is_named(roles[i - 1].head)
        found = () if named else things_of(scene, roles[i - 1])
        return found or ((roles[i - 1].head, "Person"),)
    return ()


def behind_names(scene: Scene, role: Role, people: tuple[int, ...]) -> tuple[Thing, ...]:
    """What stands behind the names: "Presidents Ann Lee of Norland and Bo Dahl of Estmark".

    Behind those who have a work or a post in a body it is one: "botanist Lee of the Institute",
    "Commissioner Lee of the Fisheries Board".
    """
    mandate = is_mandate(scene, role)
    working = role.kind in _WORKING_IN and not mandate
    governing = role.kind in ("state", "government", "minister", "role", "mayor")
    if not working and not governing and not mandate:
        return ()
    kinds = ("Organization",) if working else (*PLACES, "Organization")
    doc, found = scene.ann.doc, list[Thing]()
    prepositions = scene.knowledge.words("prepositions_of_homes")
    for person in people:
        name = scene.name_at(person)
        at = name.last if name is not None and name.first >= role.end else len(doc)
        apart = working and at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ == "of"
        at += apart  # "clinic manager Lee, of the charity Open Door"
        joined = at + 1 < len(doc) and doc[at].lower_ in prepositions
        if working and name is not None and name.first > role.end:
            return ()
        determined = joined and doc[at + 1].tag_ == "DT" and at + 2 < len(doc)
        place = scene.name_at(at + 1 + determined) if joined else None
        if place is None and working and joined and (behind := noun_phrase(scene, at + 1)):
            place = scene.name_at(behind[0])
        kind = scene.kind_of(place.head) if place is not None else None
        owned = place is not None and place.last < len(doc) and doc[place.last].tag_ == "POS"
        if place is None or kind not in kinds or (owned and kind in PLACES):
            return ()  # "Lee of *Norland's* second district"
        found.append((place.head, kind))
    return tuple(found)
