"""Where people come from: "Jon Berg, 41, from Leeds", "both from Kenya", "an Australian, Jon Berg".

Who is from a country is its citizen, who is from a town or region lives there. "Of" says the same,
unless a title before the name has it: "Senator Jon Berg of Ohio".
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.levels import levels
from kg.facts.place_phrases import Phrase, phrase_at
from kg.facts.scene import PLACES, Scene
from kg.mentions.nouns import is_plural, noun, singular
from kg.syntax.tokens import Token

_COUNTRY = 5


def find_origins(scene: Scene) -> Iterator[Reading]:
    """Who is said to be from which place or to be of which people."""
    homes = scene.knowledge.words("prepositions_of_homes")
    for token in scene.ann.doc:
        if token.lower_ in homes and token.dep_ in ("prep", "advmod", "ROOT", "pcomp"):
            found = list(_from(scene, token))
            yield from found
            if token.lower_ != "of" and not found:
                yield from _somebody_from(scene, token)
        elif token.lower_ in scene.knowledge.words("homes"):
            yield from _at_home(scene, token)
        elif token.lower_ in scene.knowledge.words("bearing"):
            yield from _born(scene, token)
        elif token.lower_ in scene.knowledge.words("locals"):
            yield from _local(scene, token)
        elif scene.is_demonym(token.i):
            yield from _of_people(scene, token)


def _origin(scene: Scene, person: int, place: int, cue: int, rule: str) -> Reading:
    name = scene.name_at(place)
    state = name is not None and _COUNTRY in levels(scene, name)
    relation, words = "citizenOf" if state else "residentOf", scene.ann.span(cue, cue + 1)
    return tie(scene, relation, (person, place), rule, "facts.origin", cue=words, told_at=place)


def _from(scene: Scene, preposition: Token) -> Iterator[Reading]:
    """What follows a name: "Jon Berg, 41, from Leeds", "Jon Berg and Ann Lee, both from Kenya"."""
    doc, block, at = scene.ann.doc, scene.ann.block_of, preposition.i
    if at + 1 >= len(doc) or at < 1 or block[at + 1] != block[at - 1]:
        return
    place = _past_street(scene, at + 1)
    aged = at > 2 and doc[at - 1].text == "," and _is_age(doc[at - 2]) and doc[at - 3].text == ","
    if place is None:
        return
    if not (aged or levels(scene, place.name) or place.noun or _is_tagged(scene, place)):
        return
    if scene.kind_of(place.head) in ("Organization", "Facility", "Person", None):
        return
    end, quantified = at, False
    while end > 0 and doc[end - 1].lower_ in scene.knowledge.words("before_origins"):
        end, quantified = end - 1, True
    apart = doc[end - 1].text == ","
    while apart and end > 2 and _is_age(doc[end - 2]):
        end -= 2
    end = end - 1 if apart and doc[end - 1].text == "," else end
    people = scene.names_up_to(end) if quantified else scene.names_up_to(end)[-1:]
    named = bool(people) and all(scene.is_person(person) for person in people)
    if preposition.lower_ == "of" and any(_is_titled(scene, person) for person in people):
        return
    kept = preposition.head.i in people or apart or quantified
    if named and kept and not _is_left(preposition, people):
        for person in people:
            yield _origin(scene, person, place.head, at, "origin.from")


def _past_street(scene: Scene, at: int) -> Phrase | None:
    """The place that begins at a token; of an address its town: "of 12 Harbour Street, Oslo"."""
    doc = scene.ann.doc
    place = phrase_at(scene, at + (doc[at].like_num and at + 1 < len(doc)))
    if place is None or place.last + 1 >= len(doc) or doc[place.last].text != ",":
        return place
    street = doc[place.name.last - 1].lower_ in scene.knowledge.words("streets")
    return phrase_at(scene, place.last + 1) if street else place


def _somebody_from(scene: Scene, preposition: Token) -> Iterator[Reading]:
    """People without a name, or a clause: "a man from Leeds", "Ann is from Duke".

    Of a body they are its employees or members.
    """
    head = preposition.head
    subjects = [head]
    if head.dep_ == "acomp" and head.head.lemma_ == "be":
        head = head.head  # "he is 20 years old and from Arby"
    if head.lemma_ == "be":
        subjects = [child for child in head.children if child.dep_ == "nsubj"]
    elif head.pos_ not in ("NOUN", "PROPN") or head.i > preposition.i:
        return
    people = [t.i for t in subjects if _are_people(scene, t)]
    if not people:
        return
    phrase = phrase_at(scene, preposition.i + 1)
    people = _named_behind(scene, phrase, head) or people
    for target in preposition.children:
        if target.dep_ != "pobj":
            continue
        for token in (target, *target.conjuncts):
            inside = phrase is not None and phrase.first <= token.i < phrase.last
            place = phrase.head if phrase is not None and inside else token.i
            for person in people:
                # "Envoys from Iran and Chad": each is from one of them.
                shared = bool(target.conjuncts) and is_plural(scene.ann.doc[person])
                if not (shared and scene.kind_of(place) in PLACES):
                    yield from _belonging(scene, person, place, preposition.i)


def _named_behind(scene: Scene, phrase: Phrase | None, head: Token) -> list[int]:
    """Those named behind where they are from: "a couple from Leeds, Ann and Bo Dahl, won"."""
    doc = scene.ann.doc
    if phrase is None or head.pos_ != "NOUN" or phrase.last + 1 >= len(doc):
        return []
    if doc[phrase.last].text != ",":
        return []
    names, last = scene.names_from(phrase.last + 1)
    closed = last >= len(doc) or doc[last].text in (",", ".", ";", ")")
    return list(names) if closed and names and all(scene.is_person(n) for n in names) else []


def _are_people(scene: Scene, token: Token) -> bool:
    found = scene.resolution.entities_at(token.i)
    people = bool(found) and all(entity.type in ("Person", "Group") for entity in found)
    return people and (scene.name_at(token.i) is not None or noun_of_people(token, scene))


def noun_of_people(token: Token, scene: Scene) -> bool:
    """Whether a noun, often plural, means people: "researchers", "pilgrims"; no senators."""
    word = singular(token)
    described = noun(word, scene.knowledge)
    return described is not None and described.type == "Person" and not _stands_for(word, scene)


def _stands_for(word: str, scene: Scene) -> bool:
    """Whether whoever is called so holds a post for a place, and need not live there."""
    kind = scene.knowledge.table("posts").get(word, ("profession",))[0]
    return kind not in ("profession", "employee") or word in scene.knowledge.words("mandates")


def _belonging(scene: Scene, person: int, target: int, cue: int) -> Iterator[Reading]:
    """What it means to be from a place or a body."""
    name = scene.name_at(target)
    if name is None:
        return
    kind = scene.kind_of(name.head)
    if kind == "Organization":
        yield tie(
            scene,
            "employeeOf",
            (person, name.head),
            "origin.from.body",
            "facts.origin_of_body",
            cue=scene.ann.span(cue, cue + 1),
            told_at=target,
        )
    elif kind in PLACES and (levels(scene, name) or scene.ann.doc[name.head].ent_type_ == "GPE"):
        yield _origin(scene, person, name.head, cue, "origin.from.described")


def _at_home(scene: Scene, home: Token) -> Iterator[Reading]:
    """Whose home is where: "at her home in Oslo", "Ann Lee's house near Oslo"."""
    doc = scene.ann.doc
    owners = [c for c in home.children if c.dep_ == "poss"]
    at = home.i + 1
    if not owners or at + 1 >= len(doc):
        return
    if doc[at].lower_ not in scene.knowledge.words("prepositions_of_seats"):
        return
    place = phrase_at(scene, at + 1)
    if place is None:
        return
    for owner in (owners[0], *owners[0].conjuncts):
        if scene.is_person(owner.i) and scene.kind_of(place.head) in PLACES:
            ends = (owner.i, place.head)
            cue = scene.ann.span(home.i, at)
            yield tie(
                scene, "residentOf", ends, "origin.home", "facts.home", cue=cue, told_at=home.i
            )


def _born(scene: Scene, born: Token) -> Iterator[Reading]:
    """Where somebody was born, before the noun: "the Ghanaian-born painter Efua Mensah"."""
    doc = scene.ann.doc
    if born.i < 2 or doc[born.i - 1].text != "-":
        return
    place, noun_ = scene.name_at(born.i - 2), born.head
    if place is None or place.last != born.i - 1:
        return
    if not (scene.kind_of(place.head) in PLACES or scene.is_demonym(place.head)):
        return
    called = [noun_, *(c for c in noun_.children if c.dep_ == "appos")]
    called += [noun_.head] if noun_.dep_ == "compound" else []
    person = next((t.i for t in called if scene.is_person(t.i)), None)
    if person is not None:
        cue = scene.ann.span(born.i, born.i + 1)
        yield tie(
            scene, "bornIn", (person, place.head), "origin.born", "facts.origin",
            cue=cue, told_at=born.i,
        )  # fmt: skip


def _local(scene: Scene, token: Token) -> Iterator[Reading]:
    """A place before a noun of people and a name: "Ohio man Jon Berg", "Leeds pair Ann and Bo"."""
    place = scene.name_at(token.i - 1) if token.i else None
    if place is None or place.last != token.i or scene.kind_of(place.head) not in PLACES:
        return
    if scene.is_demonym(place.head):
        return
    people, _ = scene.names_from(token.i + 1)
    for person in people if token.lower_ in scene.knowledge.words("pairs") else people[:1]:
        if scene.is_person(person):
            yield _origin(scene, person, place.head, token.i, "origin.local")


def _is_tagged(scene: Scene, place: Phrase) -> bool:
    return scene.ann.doc[place.head].ent_type_ == "GPE"


def _is_titled(scene: Scene, person: int) -> bool:
    """Whether a title before the name has what follows: "Senator Jon Berg of Ohio"."""
    name = scene.name_at(person)
    before = scene.ann.doc[name.first - 1] if name is not None and name.first else None
    return before is not None and (
        before.lower_ in scene.knowledge.table("posts") or before.tag_ == "NNP"
    )


def _is_age(token: Token) -> bool:
    return token.like_num or token.tag_ == "CD"


def _is_left(preposition: Token, people: tuple[int, ...]) -> bool:
    """Whether a verb of moving or telling takes what is "from": "evacuated Jon Berg from Kabul"."""
    head = preposition.head
    return head.pos_ in ("VERB", "AUX") and head.i < people[0]


def _of_people(scene: Scene, token: Token) -> Iterator[Reading]:
    """A noun of a people with names: "an Australian, Jon Berg,", "Kenyans Jon Berg and Ann Lee"."""
    doc = scene.ann.doc
    if token.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return
    name = scene.name_at(token.i)
    if name is None or name.head != token.i:
        return
    at = name.last
    several = is_plural(token)
    if not several and (at >= len(doc) or doc[at].text != "," or doc[name.first - 1].tag_ != "DT"):
        return
    at += not several
    people, last = scene.names_from(at)
    people = people if several else people[:1]
    closed = last < len(doc) and doc[last].text in (",", ".", ";", "(", ")")
    if people and (several or closed) and all(scene.is_person(person) for person in people):
        for person in people:
            yield _origin(scene, person, token.i, token.i, "origin.people")
