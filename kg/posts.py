"""Binary relations from noun phrases: who holds which post, is a member of what, works where.

A role phrase (`kg.roles`) needs somebody who holds it and something it is a role in. Who: the name
behind it ("Turkish President Recep Tayyip Erdogan"), the name it stands in apposition to
("Kirby, the Pentagon spokesman"), the subject it is predicated of ("X became chairman of Y"), or
whoever the phrase itself is known to mean ("the Turkish president"). What: its complement, its
possessor or the names in front of it. The class of the noun and the kind of that thing decide the
relation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import Annotation
from kg.catalogue import Catalogue
from kg.clauses import Clause
from kg.coref import Resolution
from kg.facts import Filler, Reading
from kg.kin import find_kin
from kg.lexicon import words
from kg.roles import Complement, Role, Scene, find_roles
from kg.ties import find_ties

_PLACES = frozenset({"Country", "Territory", "Region", "City", "Place"})
_STATES = frozenset({"Country", "Territory", "Place"})
_BODIES = frozenset({"Organization", "Group", "Agreement", "Event", "Work", "Thing"})
_TITLED = frozenset({"state", "government", "minister", "leader", "role", "deputy", "mayor"})
_IN_BODIES = frozenset({"head", "member", "employee", "deputy", "spokesperson", "part", "founder"})
_WITH_DEPUTIES = frozenset({"state", "government", "head", "leader", "minister", "mayor"})
_GOVERNING = frozenset({"headOfState", "headOfGovernment", "ministerOf"})
# Which prepositions of a complement name what the role is in.
_OF = {
    "state": ("of",),
    "government": ("of",),
    "minister": ("of", "for"),
    "leader": ("of", "for", "at", "in"),
    "head": ("of", "for", "at", "with", "in", "on"),
    "deputy": ("of", "at"),
    "role": ("of", "for", "to", "at", "with"),
    "spokesperson": ("for", "of", "at", "with"),
    "ambassador": ("of",),
    "founder": ("of",),
    "advisor": ("to", "of", "for", "with"),
    "mayor": ("of",),
    "magistrate": ("of", "at", "in", "on"),
    "member": ("of", "for", "in", "from", "with", "at", "on", "within"),
    "employee": ("at", "with", "for", "of", "from", "in"),
    "part": ("of",),
}
_COPULAS = frozenset({"be", "become", "remain", "stay"})
_AS = frozenset(
    {"serve", "work", "act", "appoint", "elect", "name", "nominate", "install", "choose", "hire",
     "remain", "start", "continue"}
)  # fmt: skip
# Bodies that stand for the organisation they belong to ("chairman of the board of ...").
_ORGANS = frozenset(
    {"board", "management", "council", "executive", "committee", "group", "faction", "department",
     "faculty", "institute", "team", "section", "office", "division", "staff", "unit",
     "leadership", "delegation", "wing", "arm"}
)  # fmt: skip

Thing = tuple[int, str | None]
"""A thing that a role is in: its head token and its kind."""


def find_relations(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution, catalogue: Catalogue
) -> tuple[Reading, ...]:
    """The binary relations of an article, with fillers ``subject`` and ``object``."""
    scene = Scene(ann, resolution)
    posts = list(_post_readings(scene))
    found = (*posts, *_implied(scene, posts), *find_ties(scene), *find_kin(scene))
    return tuple(_distinct(found))


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
    for reading in readings:
        if len(reading.fillers) == 2:
            kind = scene.kind_of(reading.fillers[1].head)
            implied: str | None = None
            if reading.relation == "headOf" and kind in ("Organization", "Group"):
                implied = "memberOf" if _is_joined(scene, reading) else None
            elif reading.relation in _GOVERNING and kind == "Country":
                implied = "citizenOf"
            if implied:
                yield replace(
                    reading,
                    relation=implied,
                    rule=f"{reading.rule}.implied",
                    confidence=reading.confidence - 0.1,
                )


def _is_joined(scene: Scene, reading: Reading) -> bool:
    """Whether whoever heads it is one of its members: not of alliances of states, nor of armies."""
    title = reading.details.get("title", "").lower()
    last = reading.fillers[1].span
    body = scene.ann.surface(last).lower().split()[-1]
    return not words("unjoined") & {body, *title.replace("-", " ").split()}


def _post_readings(scene: Scene) -> Iterator[Reading]:
    roles = find_roles(scene)
    holders = [_holders(scene, roles, i) for i in range(len(roles))]
    for i, role in enumerate(roles):
        people, rule, trigger = holders[i]
        before = i
        while not people and before > 0 and _coordinated(scene, roles[before - 1], roles[before]):
            before -= 1
            people, rule, trigger = holders[before]
        after = i
        while (
            not people
            and after + 1 < len(roles)
            and _coordinated(scene, roles[after], roles[after + 1])
        ):
            after += 1
            people, rule, trigger = holders[after]
        if not people:
            continue
        yield from _nationality(scene, role, people, rule)
        if role.kind != "person":
            things = _bearer(roles, i) or _things(scene, _with_shared(scene, roles, i))
            yield from _stated(scene, role, people, things, rule, trigger)


def _nationality(scene: Scene, role: Role, people: tuple[int, ...], rule: str) -> Iterator[Reading]:
    """Citizenship that a demonym before the noun states: "the Norwegian author Jon Berg"."""
    adjectives = [head for head in role.names if scene.ann.doc[head].pos_ in ("ADJ", "PROPN")]
    countries = [head for head in adjectives if scene.is_demonym(head)]
    if len(countries) != 1 or role.plural or role.kind in ("part", "ambassador"):
        return
    for person in people:
        if scene.is_person(person):
            yield Reading(
                relation="citizenOf",
                fillers=(
                    Filler("subject", person, scene.span_of(person)),
                    Filler("object", countries[0], scene.span_of(countries[0])),
                ),
                trigger=None,
                cue=(scene.span_of(countries[0]),),
                evidence=scene.ann.sentence(role.head),
                rule=f"nationality.{rule}",
                confidence=0.8 if role.kind in ("person", "member") else 0.7,
            )


def _coordinated(scene: Scene, left: Role, right: Role) -> bool:
    """Whether two role phrases are joined: "founder and president of the aid group"."""
    between = scene.ann.doc[left.last : right.first] if left.last <= right.first else None
    if between is None:
        return left.end < right.begin <= left.last
    return 0 < len(between) < 3 and all(
        t.lower_ in ("and", ",", "&", "as", "well") for t in between
    )


def _with_shared(scene: Scene, roles: tuple[Role, ...], i: int) -> Role:
    """The role with the complement or possessor that it shares with the one it is joined to."""
    role = roles[i]
    if not role.complements and i + 1 < len(roles) and _coordinated(scene, role, roles[i + 1]):
        role = replace(role, complements=roles[i + 1].complements)
    if (
        i > 0
        and role.owner is None
        and not role.names
        and not role.complements
        and _coordinated(scene, roles[i - 1], role)
    ):
        role = replace(role, owner=roles[i - 1].owner, names=roles[i - 1].names)
    return role


# Who holds it

Holders = tuple[tuple[int, ...], str, int | None]
_NOBODY: Holders = ((), "", None)


def _holders(scene: Scene, roles: tuple[Role, ...], i: int) -> Holders:
    """The head tokens of those who hold a role, the rule, and the token that qualifies it."""
    role = roles[i]
    token = scene.ann.doc[role.head]
    following = roles[i + 1].begin if i + 1 < len(roles) else len(scene.ann.doc)
    if people := _names_after(scene, role, following):
        return people, "title", None
    if people := _name_before(scene, role):
        return people, "apposition", None
    if people := _names_as(scene, role):
        return people, "as", None
    if (found := _predicated(scene, token)) is not None:
        return found
    definite = role.owner is not None or role.names or scene.ann.doc[role.first].lower_ == "the"
    if definite and not role.plural and scene.is_named(role.head):
        entities = scene.resolution.entities_at(role.head)
        if entities[0].type == ("Organization" if role.kind == "part" else "Person"):
            return (role.head,), "description", None
    return _NOBODY


def _is_holder(scene: Scene, role: Role, token: int) -> bool:
    """Whether the name at a token can hold the role."""
    mention = scene.name_at(token)
    if mention is None:
        return False
    entity = scene.resolution.entity(mention.entity)
    kind = entity.type if entity else mention.type
    if role.kind == "part":
        return kind == "Organization"
    return kind == "Person" and (mention.head > role.head or mention.last <= role.begin)


def _names_after(scene: Scene, role: Role, following: int) -> tuple[int, ...]:
    """The names that follow a title, directly or after its complements.

    None beyond the next role at ``following``: it is that one's ("Foreign Minister Spokesman ...").
    """
    doc, block = scene.ann.doc, scene.ann.block_of
    ends = list(dict.fromkeys((role.end, role.last, *(c.last for c in role.complements))))
    for end in ends:
        at = end
        apart = at < len(doc) and doc[at].text in (",", ":")
        if apart:
            at += 1
        steps = 0
        while at < len(doc) and block[at] == block[role.head] and steps < 3:
            mention = scene.name_at(at)
            if mention is not None and mention.form == "name":
                break
            if at == following or not (doc[at].text[:1].isupper() or doc[at].text in '."'):
                break
            at, steps = at + 1, steps + 1
        if at >= len(doc) or block[at] != block[role.head] or not _is_holder(scene, role, at):
            continue
        mention = scene.name_at(at)
        assert mention is not None
        if apart and not _apposition_after(scene, role, mention.last):
            continue
        people = [mention.head]
        if role.plural:
            people += _coordinated_names(scene, role, mention.last)
        return tuple(people)
    return ()


def _apposition_after(scene: Scene, role: Role, end: int) -> bool:
    """Whether the name after "the chief negotiator," is its apposition: set off again after it."""
    doc = scene.ann.doc
    definite = role.owner is not None or role.names or doc[role.first].lower_ == "the"
    return bool(definite) and (end >= len(doc) or doc[end].text in (",", ".", ";", ")", "-", "–"))


def _coordinated_names(scene: Scene, role: Role, at: int) -> Iterator[int]:
    doc = scene.ann.doc
    while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
        while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
            at += 1
        mention = scene.name_at(at)
        if mention is None or not _is_holder(scene, role, at):
            return
        yield mention.head
        at = mention.last


def _name_before(scene: Scene, role: Role) -> tuple[int, ...]:
    """The name that a role phrase stands in apposition to: "Kirby, the Pentagon spokesman"."""
    doc = scene.ann.doc
    at = role.first - 1
    if at < 1 or scene.ann.block_of[at] != scene.ann.block_of[role.head]:
        return ()
    if doc[at].text in (",", "(", "–", "—", "-", "--"):
        at -= 1
        if at > 1 and doc[at].like_num and doc[at - 1].text == ",":
            at -= 2
        if doc[at].text == ")":
            while at > 0 and doc[at].text != "(":
                at -= 1
            at -= 1
        if at >= 0 and scene.name_at(at) is not None and _is_holder(scene, role, at):
            mention = scene.name_at(at)
            assert mention is not None
            return (mention.head,)
    token = doc[role.head]
    if token.dep_ == "appos" and _is_holder(scene, role, token.head.i) and token.head.i < token.i:
        mention = scene.name_at(token.head.i)
        assert mention is not None
        return (mention.head,)
    return ()


def _names_as(scene: Scene, role: Role) -> tuple[int, ...]:
    """The names of "Norland, Estmark and Westia, as the guarantors of the truce"."""
    doc, at = scene.ann.doc, role.first - 1
    if not role.plural or at < 2 or doc[at].lower_ != "as" or doc[at - 1].text != ",":
        return ()
    return scene.names_up_to(at - 1)


def _predicated(scene: Scene, token: Token) -> Holders | None:
    """The subject that a role is predicated of: "is", "became", "serves as", "was named"."""
    verb = _predicating_verb(token)
    if verb is None:
        return None
    subject = _subject(verb, token)
    if subject is None:
        return None
    entities = scene.resolution.entities_at(subject.i)
    if not entities or any(entity.type not in ("Person", "Organization") for entity in entities):
        return None
    if not scene.is_named(subject.i):
        return None
    return (subject.i,), "predicate", verb.i


def _predicating_verb(token: Token) -> Token | None:
    head = token.head
    if token.dep_ == "conj":
        return _predicating_verb(head)
    if token.dep_ in ("attr", "oprd") and (head.lemma_ in _COPULAS or token.dep_ == "oprd"):
        return head
    if token.dep_ == "dobj" and head.lemma_ in ("become", "remain"):
        return head
    if token.dep_ == "pobj" and head.lower_ == "as" and head.head.lemma_ in _AS:
        return head.head
    return None


def _subject(verb: Token, role: Token) -> Token | None:
    """The deep subject of a predicate nominal."""
    for child in verb.children:
        if child.dep_ == "nsubjpass" or (child.dep_ == "nsubj" and verb.lemma_ in _COPULAS):
            return _antecedent(child, verb)
        if child.dep_ == "nsubj" and verb.lemma_ in ("serve", "work", "act", "start", "continue"):
            return _antecedent(child, verb)
        if child.dep_ == "dobj" and child != role and verb.lemma_ in _AS:
            return child
        if child.dep_ == "ccomp" and child.pos_ == "PROPN":
            return child
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl"):
        return _subject(verb.head, role)
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


# What it is a role in


def _things(scene: Scene, role: Role) -> tuple[Thing, ...]:
    """What a role is in, as far as its phrase says: the best source of the phrase only."""
    inner = next((c for c in _inner(scene, role) if c.preposition in _OF[role.kind]), None)
    complements = [] if inner is None else [(inner.head, scene.kind_of(inner.head))]
    owner = [] if role.owner is None else [(role.owner, scene.kind_of(role.owner))]
    names = [(head, scene.kind_of(head)) for head in role.names]
    bodies = role.kind in (
        "head",
        "member",
        "employee",
        "deputy",
        "spokesperson",
        "part",
        "founder",
    )
    if role.kind == "minister":
        complements = [found for found in complements if found[1] in _PLACES]
    for found in (complements, owner, names[-1:] if not role.plural else names):
        fitting = [thing for thing in found if _fits(role, thing[1])]
        if bodies and found is not complements:
            other = [t for t in (*owner, *names) if t[1] == "Organization"]
            fitting = other[-1:] or fitting
        if fitting:
            return tuple(fitting)
    return ()


def _bearer(roles: tuple[Role, ...], i: int) -> tuple[Thing, ...]:
    """The office that a spokesperson or aide speaks for: "Foreign Minister Spokesman"."""
    if (
        i > 0
        and roles[i].kind in ("spokesperson", "advisor")
        and roles[i - 1].end == roles[i].begin
    ):
        return ((roles[i - 1].head, "Person"),)
    return ()


def _inner(scene: Scene, role: Role) -> Iterator[Complement]:
    """The complements; an organ's own complement instead of the organ."""
    complements = role.complements
    for i, complement in enumerate(complements):
        noun = scene.ann.doc[complement.head]
        organ = noun.lemma_.lower() in _ORGANS and scene.name_at(complement.head) is None
        if organ and i + 1 < len(complements):
            following = complements[i + 1]
            if scene.name_at(following.head) is not None:
                yield replace(following, preposition=complement.preposition)
                return
        yield complement


def _fits(role: Role, kind: str | None) -> bool:
    if role.kind in ("state", "government", "leader", "head", "spokesperson", "role", "deputy"):
        return kind != "Person" or role.kind == "spokesperson"
    if role.kind in ("minister", "mayor"):
        return kind in _PLACES
    if role.kind == "employee":
        return kind == "Organization"
    if role.kind == "ambassador":
        return kind in _PLACES or kind == "Organization"
    if role.kind == "advisor":
        return True
    return kind not in ("Person", *_PLACES)


def _relation(role: Role, kind: str | None) -> str:
    """The relation that a role in a thing of that kind is."""
    place = kind in _PLACES
    if role.kind == "deputy" or (role.deputy and role.kind in _WITH_DEPUTIES):
        return "holdsRole" if place or kind is None else "memberOf"
    if role.kind == "state":
        return ("headOfState" if kind in _STATES else "headOfGovernment" if kind == "Region"
                else "headOf")  # fmt: skip
    if role.kind == "government":
        return "headOfGovernment" if place and kind != "City" else "headOf"
    if role.kind == "leader":
        return "holdsRole" if place and role.modified else "headOf"
    if role.kind == "head":
        return "holdsRole" if place else "headOf"
    if role.kind == "role":
        return "holdsRole"
    return {
        "minister": "ministerOf", "spokesperson": "spokespersonOf", "founder": "founderOf",
        "ambassador": "ambassadorOf", "advisor": "advisorOf", "mayor": "mayorOf",
        "magistrate": "magistrateOf", "member": "memberOf", "employee": "employeeOf",
        "part": "partOf",
    }[role.kind]  # fmt: skip


# The readings


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
            if complement.preposition in ("to", "in"):
                for person in people:
                    yield _reading(
                        scene, role, "ambassadorTo", person, complement.head, rule, trigger
                    )
    if not things:
        if rule == "description":
            return
        if role.kind in _TITLED or role.kind == "minister":
            alone = "ministerOf" if role.kind == "minister" and not role.deputy else "holdsRole"
            for person in people:
                yield _reading(scene, role, alone, person, None, rule, trigger)
        return
    pairs = (
        list(zip(people, things, strict=True))
        if len(people) == len(things)
        else [(person, thing) for person in people for thing in things]
    )
    for person, (thing, kind) in pairs:
        nationality = role.kind == "head" and not role.modified and _is_adjective(scene, thing)
        if nationality and kind in _STATES:
            continue
        relation = _relation(role, kind)
        if person != thing:
            yield _reading(scene, role, relation, person, thing, rule, trigger)


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
    for complement in role.complements:
        portfolio = complement.preposition in ("of", "for") and complement.head != thing
        if (
            complement.first == last + 1
            and portfolio
            and role.kind in ("minister", "deputy", "role")
        ):
            last = complement.last
    title = ann.span(first, last)
    details = {"title": ann.surface(title)}
    if role.temporal:
        details["temporal"] = role.temporal
    return Reading(
        relation=relation,
        fillers=tuple(fillers),
        trigger=trigger,
        cue=(title,),
        evidence=ann.sentence(role.head),
        rule=f"post.{rule}",
        confidence=0.9 if rule in ("title", "apposition") else 0.75,
        details=details,
    )
