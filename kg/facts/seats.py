"""Where bodies are at home: "Oslo-based Arla", "Iranian airline Mahan Air", "China's navy".

A body of a state ("Norland's Supreme Court") is part of it; another that is called after a country
is seated there, and one that is "state-owned" belongs to it.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.levels import is_site
from kg.facts.role_nouns import is_body
from kg.facts.scene import PLACES, Scene
from kg.mentions.nouns import singular
from kg.syntax.tokens import Token

_WITHIN = frozenset({"JJ", "JJS", "NN", "NNS", "HYPH", "VBG", "VBN", "CD", "CC", "NNP"})
_COUNTRIES = frozenset({"Country", "Territory"})


def find_seats(scene: Scene) -> Iterator[Reading]:
    """Where bodies have their seats, and which are part of a state."""
    seating = scene.knowledge.words("seating_participles")
    for token in scene.ann.doc:
        if token.lower_ in seating:
            yield from _based(scene, token)
    for mention in scene.resolution.mentions:
        if mention.form != "name" or scene.name_at(mention.head) != mention:
            continue
        if scene.kind_of(mention.head) in _COUNTRIES:
            yield from _of_country(scene, mention.head, mention.last)
        elif _is_organization(scene, mention.head):
            yield from _in(scene, mention.head, mention.last)
            yield from _described(scene, mention.head, mention.last)


def _tie(
    scene: Scene, relation: str, body: int, place: int, rule: str, sure: str,
    trigger: int | None = None,
) -> Reading:  # fmt: skip
    ends = (place, body) if relation == "ownerOf" else (body, place)
    cue = scene.span_of(place)
    return tie(scene, relation, ends, rule, sure, cue=cue, told_at=body, trigger=trigger)


def _is_organization(scene: Scene, token: int) -> bool:
    found = scene.resolution.entities_at(token)
    return len(found) == 1 and found[0].type == "Organization" and not scene.is_demonym(token)


def _in(scene: Scene, body: int, at: int) -> Iterator[Reading]:
    """What follows the name: "the institute in Oslo"."""
    doc = scene.ann.doc
    if at + 3 < len(doc) and doc[at].text == "(" and doc[at + 2].text == ")":
        at += 3  # "the Institute for Peace (IFP) in Oslo"
    if at + 1 >= len(doc) or doc[at].lower_ != "in" or doc[at].dep_ != "prep":
        return
    own = scene.name_at(body)
    kept = doc[at].head.pos_ != "VERB" or (own is not None and is_site(scene, own))
    if not kept or doc[at].head.i > at:
        return
    name = scene.name_at(at + 1) or (scene.name_at(at + 2) if at + 2 < len(doc) else None)
    if name is not None and scene.kind_of(name.head) in PLACES:
        yield _tie(scene, "basedIn", body, name.head, "tie.in", "facts.seat_behind_name")


def _of_country(scene: Scene, country: int, at: int) -> Iterator[Reading]:
    """Bodies called after a country: "Iranian airline Mahan Air", "China's Fudan University"."""
    doc, block = scene.ann.doc, scene.ann.block_of
    begin, noun, owned = at, "", False
    reach = begin + scene.knowledge.whole("facts.words_to_body")
    listing = scene.knowledge.words("introducing_bodies")
    while at < len(doc) and at < reach and block[at] == block[begin]:
        token, name = doc[at], scene.name_at(at)
        if name is not None and name.first == at:
            break
        if _seated(scene, token):
            noun = singular(token)
        elif token.tag_ in ("NN", "NNS"):
            noun = ""
        owned = owned or (
            token.lower_ in scene.knowledge.words("owning_participles")
            and doc[at - 2].lower_ in scene.knowledge.words("owning_states")
        )
        if token.tag_ not in (*_WITHIN, "POS"):
            break
        at += 1
    possessed = at == begin + 1 and doc[begin].tag_ == "POS"
    if at + 1 < len(doc) and noun and doc[at].lower_ in listing:
        at += 1
    bodies, _ = scene.names_from(at)
    several = doc[at - 1].tag_ == "NNS" or doc[at - 1].lower_ in listing
    bodies = bodies if noun and several else bodies[:1]
    for body in bodies:
        if not _is_organization(scene, body) or not (noun or possessed or owned):
            return
        if doc[body].dep_ in ("compound", "nmod", "poss", "amod"):
            return
        relation = "partOf" if _is_of_state(scene, body, noun) else "basedIn"
        yield _tie(scene, relation, body, country, "seat.country", "facts.seat_by_country")
        if owned:
            yield _tie(scene, "ownerOf", body, country, "seat.owned", "facts.state_owned")


def _seated(scene: Scene, token: Token) -> bool:
    """Whether a noun means a body: "airline", "rock band"."""
    words = scene.knowledge.words
    bodies = words("seated_bodies") | words("people_or_bodies")
    return is_body(token, scene.knowledge) or singular(token) in bodies


def _is_of_state(scene: Scene, body: int, noun: str) -> bool:
    """Whether a body is one of a state by its noun or the last word of its name."""
    name = scene.name_at(body)
    assert name is not None
    bodies = scene.knowledge.words("state_bodies")
    words = [word.lower() for word in name.name.split()]
    return bool({noun, words[-1], " ".join(words[-2:])} & bodies) or words[0] in bodies


def _is_one_of(scene: Scene, at: int) -> bool:
    """Whether a phrase begins that tells one of several: "one of Brazil's largest banks"."""
    doc, ones = scene.ann.doc, scene.knowledge.words("one_of_several")
    return doc[at].lower_ in ones and doc[at + 1].lower_ == "of"


def _described(scene: Scene, body: int, at: int) -> Iterator[Reading]:
    """What is said of a body behind its name: "Roscosmos, the Russian space agency".

    Also "Ada, one of Brazil's largest banks".
    """
    doc, block = scene.ann.doc, scene.ann.block_of
    if at + 3 >= len(doc) or doc[at].text != ",":
        return
    of_several = _is_one_of(scene, at + 1)
    if doc[at + 1].tag_ != "DT" and not of_several:
        return
    country: int | None = None
    begin = at + 2 + of_several
    at = begin
    reach = begin + scene.knowledge.whole("facts.words_to_body")
    while at < len(doc) and at < reach and block[at] == block[begin]:
        token, name = doc[at], scene.name_at(at)
        if name is not None and name.first == at and scene.kind_of(name.head) in _COUNTRIES:
            country, at = name.head, name.last
            continue
        if token.tag_ not in _WITHIN and not (of_several and token.tag_ == "POS"):
            break
        at += 1
    last = doc[at - 1]
    if country is not None and country < last.i and _seated(scene, last):
        relation = "partOf" if _is_of_state(scene, body, singular(last)) else "basedIn"
        yield _tie(scene, relation, body, country, "seat.described", "facts.seat_by_country")


def _based(scene: Scene, token: Token) -> Iterator[Reading]:
    """A seat: "the Oslo-based aid group", "the group is based in Oslo"."""
    doc = scene.ann.doc
    place: int | None = None
    if token.i > 1 and doc[token.i - 1].text == "-":
        name = scene.name_at(token.i - 2)
        place = name.head if name is not None else None
        holder: Token | None = token.head
        while holder is not None and holder.dep_ in ("amod", "compound", "nmod"):
            holder = holder.head if holder.head != holder else None
    else:
        seats = scene.knowledge.words("prepositions_of_seats")
        prepositions = [c for c in token.children if c.dep_ == "prep" and c.lower_ in seats]
        objects = [p for c in prepositions for p in c.children if p.dep_ == "pobj"]
        place = objects[0].i if objects else None
        holder = next((c for c in token.children if c.dep_ in ("nsubjpass", "nsubj")), None)
        if holder is None and token.dep_ in ("acl", "relcl"):
            holder = token.head
    if place is None or holder is None or scene.kind_of(place) not in PLACES:
        return
    for candidate in (holder, *(c for c in holder.children if c.dep_ == "appos")):
        if scene.is_named(candidate.i):
            entity = scene.resolution.entities_at(candidate.i)[0]
            if entity.type in ("Organization", "Person", "Group"):
                trigger = token.i if token.pos_ == "VERB" else None
                yield _tie(scene, "basedIn", candidate.i, place, "tie.based", "facts.seat", trigger)
                return
