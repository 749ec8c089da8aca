"""Ties that no post noun states: party brackets, "of the Greens", "the Greens' Jon Berg".

Membership ("Jon Berg (SPD)", "Jon Berg of the Greens", "the Greens' Jon Berg", "the G3 - Norland,
Estmark and Westia"), citizenship ("Norland's Jon Berg"), and the governments called after those
who lead them.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.parties import is_adherent_of_party, is_party
from kg.facts.role_nouns import restates
from kg.facts.scene import Scene

_BODIES = ("Organization", "Group")
_BEFORE_NAMES = frozenset({"DT", "JJ", "NN", "HYPH", "VBN"})


def find_ties(scene: Scene) -> Iterator[Reading]:
    """The ties of an article in textual order of the rules."""
    yield from _beside_names(scene)
    yield from _listed_members(scene)
    yield from _governments(scene)


def _tie(
    scene: Scene,
    relation: str,
    subject: int,
    object: int,
    rule: str,
    sure: str,
    trigger: int | None = None,
    cue: tuple[int, int] | None = None,
) -> Reading:
    words = scene.ann.span(*cue) if cue else scene.span_of(object)
    ends = (subject, object)
    return tie(scene, relation, ends, rule, sure, cue=words, told_at=object, trigger=trigger)


def _beside_names(scene: Scene) -> Iterator[Reading]:
    """What stands directly before and behind a person's name."""
    doc, block = scene.ann.doc, scene.ann.block_of
    bracket, possessor = "facts.party_in_brackets", "facts.possessor"
    for mention in scene.resolution.mentions:
        if mention.form != "name" or not scene.is_person(mention.head):
            continue
        if scene.name_at(mention.head) != mention:
            continue
        at, last = mention.last, len(doc)
        if at + 2 < last and doc[at].text == "(" and block[at + 2] == block[at - 1]:
            name = scene.name_at(at + 1)
            body = name is not None and _is_body(scene, name.head) and len(name.name) > 1
            if name is not None and body and doc[name.last].text in "),/" and "-" not in name.name:
                yield _tie(scene, "memberOf", mention.head, name.head, "tie.bracket", bracket)
        yield from _party_tag(scene, mention.head, at)
        yield from _behind(scene, mention.head, at)
        yield from _own_party(scene, mention.head, at)
        first = mention.first
        if first > 1 and doc[first - 1].tag_ == "POS" and block[first - 2] == block[first]:
            owner = scene.name_at(first - 2)
            if owner is not None and _is_body(scene, owner.head):
                yield _tie(scene, "memberOf", mention.head, owner.head, "tie.possessor", possessor)
            elif owner is not None and scene.kind_of(owner.head) == "Country":
                yield _tie(scene, "citizenOf", mention.head, owner.head, "tie.possessor", possessor)


def _party_tag(scene: Scene, person: int, at: int) -> Iterator[Reading]:
    """A party between commas behind its member: "Jon Berg, SPD, voted against it".

    Not one that is the next of a list: "Jon Berg, Labour and the Greens".
    """
    doc = scene.ann.doc
    if at + 2 >= len(doc) or doc[at].text != ",":
        return
    party = scene.name_at(at + 1)
    if party is None or party.first != at + 1 or not is_party(scene, party.head):
        return
    closed = party.last < len(doc) and doc[party.last].text in (",", ")", ";", ".")
    if closed and doc[party.head].dep_ == "appos" and not is_adherent_of_party(scene, party.head):
        sure = "facts.party_in_brackets"
        yield _tie(scene, "memberOf", person, party.head, "tie.tag", sure)


def _own_party(scene: Scene, person: int, at: int) -> Iterator[Reading]:
    """Parties called after whose they are: "Jon Berg's Green Party", "Jon Berg and his Reds party".

    Of other organisations the possessor may as well be the owner or founder.
    """
    doc = scene.ann.doc
    his = at + 2 < len(doc) and doc[at].lower_ == "and" and doc[at + 1].tag_ == "PRP$"
    begin = at + 2 if his else at + 1
    if begin >= len(doc) or not (his or doc[at].tag_ == "POS"):
        return
    name = scene.name_at(begin)
    if name is None or name.first != begin or not _is_body(scene, name.head):
        return
    parties = scene.knowledge.words("parties")
    following = doc[name.last].lower_ if name.last < len(doc) else ""
    if doc[name.last - 1].lower_ in parties or following in parties:
        yield _tie(scene, "memberOf", person, name.head, "tie.own", "facts.own_party")


def _is_body(scene: Scene, token: int) -> bool:
    return scene.kind_of(token) in _BODIES and not scene.is_demonym(token)


def _behind(scene: Scene, person: int, at: int) -> Iterator[Reading]:
    """What follows a name: "Jon Berg, of the Greens", "Jon Berg from Amnesty International"."""
    doc = scene.ann.doc
    if at + 2 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
        at += 3
    if at < len(doc) and doc[at].text == ",":
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ not in scene.knowledge.words("prepositions_of_bodies"):
        return
    preposition = doc[at]
    begin, reach = at + 1, at + scene.knowledge.whole("facts.words_to_body")
    while begin < len(doc) and doc[begin].tag_ in _BEFORE_NAMES and begin < reach:
        if scene.name_at(begin) is not None:
            break
        begin += 1
    name = scene.name_at(begin) if begin < len(doc) else None
    if name is None:
        return
    described = name.last < len(doc) and restates(doc[name.last], scene.knowledge)
    if not (described or _is_body(scene, name.head)):
        return
    attached = preposition.head.i == person or doc[at - 1].text == ","
    before_verb = doc[person].dep_ in ("nsubj", "nsubjpass") and doc[person].head.i > name.last - 1
    if preposition.lower_ == "of" or before_verb or (attached and preposition.head.pos_ != "VERB"):
        members = preposition.lower_ in scene.knowledge.words("prepositions_of_homes")
        relation = "memberOf" if members else "employeeOf"
        sure = "facts.body_behind_name"
        yield _tie(scene, relation, person, name.head, "tie.of", sure, cue=(at, at + 1))


def _listed_members(scene: Scene) -> Iterator[Reading]:
    """Members in a list: "the G3 group - Norland, Estmark and Westia"."""
    doc = scene.ann.doc
    groups = scene.knowledge.words("groups_of_states")
    states_of_groups = scene.knowledge.words("nouns_of_states")
    least = scene.knowledge.whole("facts.listed_members")
    sure = "facts.listed_member"
    for token in doc:
        counted = token.text == "," and token.i > 3 and doc[token.i - 1].lemma_ in states_of_groups
        if (token.text not in ("–", "—", "-", "--", ":", "(") and not counted) or token.i < 1:
            continue
        name = scene.name_at(token.i - 1)
        group = token.i - 1
        if counted:  # "the G3, a group of three countries, Norland, Estmark and Westia"
            group = next((i for i in range(token.i - 2, token.i - 5, -1)
                          if doc[i].lower_ in groups), group)  # fmt: skip
            told = next((i for i in range(group, group - 5, -1) if doc[i].text == ","), group)
            called = scene.name_at(told - 1) if told < group else None
            group = called.head if called is not None else group
        if doc[group].lower_ not in groups and (
            name is None or not _is_body(scene, name.head)
        ):  # fmt: skip
            continue
        if not scene.resolution.entities_at(group):
            if name is None:
                continue
            group = name.head
        members, _ = scene.names_from(token.i + 1)
        states = all(scene.kind_of(m) in ("Country", "Territory") for m in members)
        if len(members) >= least and states:
            for member in members:
                yield _tie(scene, "memberOf", member, group, "tie.list", sure)


def _governments(scene: Scene) -> Iterator[Reading]:
    """Governments called after their heads: "the Jon Berg administration"."""
    governments = scene.knowledge.words("governments_of_heads")
    sure = "facts.government_of_head"
    for token in scene.ann.doc:
        if token.lower_ not in governments or not scene.resolution.entities_at(token.i):
            continue
        unsure = scene.knowledge.words("indefinite_determiners")
        if any(child.lower_ in unsure for child in token.children):
            continue  # "What would a Berg administration do?"
        for child in token.children:
            if child.dep_ in ("compound", "poss", "nmod") and scene.is_person(child.i):
                yield _tie(scene, "headOf", child.i, token.i, "tie.government", sure)
