"""Binary relations from noun phrases: who holds which post, is a member of what, works where.

A role phrase (`roles`) needs somebody who holds it (`holders`) and something it is a role in
(`offices`). What is stated without a noun of a post is read by `ties` and `kin`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.coref.resolution import Resolution
from kg.facts.candidates import find_candidacies, stood_for
from kg.facts.contexts import told_of
from kg.facts.counterpart_posts import find_counterparts
from kg.facts.demonyms import nationality_of
from kg.facts.events import Filler, Reading
from kg.facts.guesses import foreign_countries, without_contradicted
from kg.facts.holders import Holders, holders_of
from kg.facts.kin import find_kin
from kg.facts.offices import (
    STATES,
    Thing,
    bearer_of,
    behind_names,
    functional,
    is_figurative,
    is_mandate,
    relation_of,
    things_of,
)
from kg.facts.origins import find_origins
from kg.facts.own_bodies import find_own_bodies
from kg.facts.parties import find_adherents, is_adherent_of_party, is_party, party_of_role
from kg.facts.places import find_places
from kg.facts.relational import find_relational
from kg.facts.role_rows import coordinated, with_former, with_shared
from kg.facts.roles import Role, find_roles, title_of
from kg.facts.same_posts import completed, without_doubted
from kg.facts.scene import Scene
from kg.facts.seats import find_seats
from kg.facts.ties import find_ties
from kg.facts.validity import outlives
from kg.facts.wholes import find_wholes
from kg.facts.works import find_works
from kg.qualification.moods import effects_of
from kg.qualification.qualify import Qualification, qualify
from kg.syntax.annotate import Annotation

# Classes of nouns of posts that are those of a place before all.
_OF_PLACES = ("state", "government", "minister", "mayor")
# What a word may do to a title that its holder does not surely have.
_DOUBTS = frozenset(("possible", "expected"))


def find_relations(ann: Annotation, resolution: Resolution) -> tuple[Reading, ...]:
    """The binary relations of an article, with fillers ``subject`` and ``object``."""
    scene = Scene(ann, resolution)
    roles = tuple(functional(scene, role) for role in find_roles(scene))
    holders = [holders_of(scene, roles, i) for i in range(len(roles))]
    read = list(_post_readings(scene, roles, holders))
    told = without_contradicted(scene, read, foreign_countries(scene, roles))
    kept = [reading for reading in told if not _one_of_several(scene, reading, read)]
    posts = list(without_doubted(scene, roles, list(completed(scene, roles, kept))))
    found = (
        *posts,
        *_implied(scene, posts),
        *find_ties(scene),
        *find_own_bodies(scene),
        *find_kin(scene),
        *find_places(scene),
        *find_seats(scene),
        *find_origins(scene),
        *find_works(scene),
        *find_wholes(scene),
        *find_adherents(scene),
    )
    return tuple(_distinct(found))


def _one_of_several(scene: Scene, reading: Reading, readings: Iterable[Reading]) -> bool:
    """Whether who of a row holds a post in which of several is left open.

    "The ministers of the two countries, Ann Lee and Bo Dahl".
    """
    if len(reading.fillers) < 2:
        return False
    among = scene.resolution.entities_at(reading.fillers[1].head)
    row = [r for r in readings if r.cue == reading.cue and r.relation == reading.relation]
    return len(among) > 1 and len(row) > 1


def _distinct(readings: Iterable[Reading]) -> Iterator[Reading]:
    seen = set()
    for reading in readings:
        key = (reading.relation, reading.fillers, reading.cue)
        if key not in seen:
            seen.add(key)
            yield reading


def _implied(scene: Scene, readings: Iterable[Reading]) -> Iterator[Reading]:
    """What a post implies: membership of what one is head of, citizenship of what one governs.

    In the W3C Organization Ontology, too, headOf is a subproperty of memberOf.
    """
    relations = scene.knowledge.catalogue.relations
    doubt = scene.knowledge.number("facts.implied_doubt")
    for reading in readings:
        if len(reading.fillers) != 2 or reading.rule.endswith((".context", ".elsewhere")):
            continue  # who holds a post in a guessed country may well be of another
        kind = scene.kind_of(reading.fillers[1].head)
        for implied in relations[reading.relation].implied:
            joined = scene.is_named(reading.fillers[1].head) and _is_joined(scene, reading)
            if kind in implied.ranges and joined:
                derived = replace(
                    reading,
                    relation=implied.relation,
                    rule=f"{reading.rule}.implied",
                    confidence=reading.confidence - doubt,
                )
                if outlives(derived, scene.knowledge):
                    derived = replace(derived, details={})  # nobody is a citizen as a minister
                yield derived


def _is_joined(scene: Scene, reading: Reading) -> bool:
    """Whether whoever heads it is one of its members: not of alliances of states, nor of armies."""
    title = reading.details.get("title", "").lower().replace("-", " ")
    body = scene.ann.surface(reading.fillers[1].span).lower().split()[-1]
    unjoined = scene.knowledge.words("unjoined")
    return body not in unjoined and not any(title.endswith(entry) for entry in unjoined)


def _post_readings(
    scene: Scene, roles: tuple[Role, ...], holders: Sequence[Holders]
) -> Iterator[Reading]:
    for i, role in enumerate(roles):
        people, rule, trigger = holders[i]
        role = with_former(scene, roles, i)
        before = i
        while not people and before > 0 and coordinated(scene, roles[before - 1], roles[before]):
            before -= 1
            people, rule, trigger = holders[before]
        after = i
        while (
            not people
            and after + 1 < len(roles)
            and coordinated(scene, roles[after], roles[after + 1])
        ):
            after += 1
            people, rule, trigger = holders[after]
        if not people or stood_for(scene, role, roles):
            continue
        if rule == "given_up" and trigger is not None:
            left = qualify(scene.ann, trigger) == Qualification()
            role, trigger = replace(role, temporal="former" if left else role.temporal), None
        if trigger is None:
            yield from find_candidacies(scene, role, people, rule)
            trigger = role.head if _is_doubted(scene, role) else None
        yield from nationality_of(scene, role, people, rule)
        yield from find_relational(scene, with_shared(scene, roles, i), people, rule, trigger)
        if role.kind != "person":
            things = (
                bearer_of(scene, roles, i)
                or things_of(scene, with_shared(scene, roles, i))
                or behind_names(scene, role, people)
            )
            # "a Labour councillor" sits for a place, "the Labour mayor" heads a town: not Labour.
            if is_mandate(scene, role):
                things = tuple(thing for thing in things if not is_party(scene, thing[0]))
            elif role.kind in _OF_PLACES:
                things = tuple(t for t in things if not is_adherent_of_party(scene, t[0]))
            yield from _stated(scene, role, people, things, rule, trigger)
        else:
            things = ()
        yield from party_of_role(scene, role, people, things, rule, trigger)
    yield from find_counterparts(scene, roles, holders)


def _is_doubted(scene: Scene, role: Role) -> bool:
    """Whether the writer leaves a title open: "the *alleged* head", "*reportedly* a member"."""
    return any(
        child.dep_ in ("amod", "advmod")
        and not _DOUBTS.isdisjoint(effects_of("qualify_words", child.lower_, scene.knowledge))
        for child in scene.ann.doc[role.head].children
    )


def _stated(
    scene: Scene,
    role: Role,
    people: tuple[int, ...],
    things: tuple[Thing, ...],
    rule: str,
    trigger: int | None,
) -> Iterator[Reading]:
    if role.kind == "ambassador":
        for complement in role.complements[:1]:
            if complement.preposition in scene.knowledge.words("prepositions_of_ambassadors"):
                for person in people:
                    yield _reading(
                        scene, role, "ambassadorTo", person, complement.head, rule, trigger
                    )
    if not things:
        if rule == "description" or is_figurative(scene, role):
            return
        home = told_of(scene, role)
        for person in people:
            if home is not None:
                kind = scene.kind_of(home)
                sits = kind == "Organization" and is_mandate(scene, role)
                held = replace(role, kind="member") if sits else role  # a councillor is no employee
                relation = relation_of(held, kind, scene.knowledge.catalogue)
                yield _reading(scene, role, relation, person, home, f"{rule}.context", trigger)
            elif role.kind != "part" and not _is_of_something(scene, role):
                alone = "ministerOf" if role.kind == "minister" and not role.deputy else "holdsRole"
                yield _reading(scene, role, alone, person, None, rule, trigger)
        return
    if role.plural and len(things) > 1 and len(people) != len(things):
        return
    pairs = (
        list(zip(people, things, strict=True))
        if len(people) == len(things)
        else [(person, thing) for person in people for thing in things]
    )
    for person, (thing, kind) in pairs:
        nationality = role.kind == "head" and not role.modified and _is_adjective(scene, thing)
        if nationality and kind in STATES:
            continue
        relation = relation_of(role, kind, scene.knowledge.catalogue)
        if person != thing:
            yield _reading(scene, role, relation, person, thing, rule, trigger)


def _is_of_something(scene: Scene, role: Role) -> bool:
    """Whether a post tells nothing without the body that it is in: "Board *Member*"."""
    return scene.ann.doc[role.title[1] - 1].lower_ in scene.knowledge.words("posts_in_bodies")


def _is_adjective(scene: Scene, token: int) -> bool:
    return scene.ann.doc[token].pos_ == "ADJ"


def _reading(
    scene: Scene,
    role: Role,
    relation: str,
    person: int,
    thing: int | None,
    rule: str,
    trigger: int | None,
) -> Reading:
    ann = scene.ann
    fillers = [Filler("subject", person, scene.span_of(person))]
    if thing is not None:
        fillers.append(Filler("object", thing, scene.span_of(thing)))
    first, last = role.title
    prepositions = scene.knowledge.words("prepositions_of_portfolios")
    for complement in role.complements:
        portfolio = complement.preposition in prepositions and complement.head != thing
        if (
            complement.first == last + 1
            and portfolio
            and role.kind in ("minister", "deputy", "role")
        ):
            last = complement.last
    title = ann.span(first, last)
    details = {"title": title_of(ann, role, last)}
    if role.temporal:
        details["temporal"] = role.temporal
    return Reading(
        relation=relation,
        fillers=tuple(fillers),
        trigger=trigger,
        cue=(title,),
        evidence=ann.sentence(role.head),
        rule=f"post.{rule}",
        confidence=scene.knowledge.number(
            "facts.post_beside_name" if rule in ("title", "apposition") else "facts.post"
        ),
        details=details,
    )
