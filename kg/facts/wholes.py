"""Bodies within bodies and things that belong: "the UN's Food Agency", "the School of Law at Duke".

Also what is said to be part of something behind its name ("Arby station, part of the Metro"), the
body that a country's noun of bodies means ("Norland's parliament, the Althing"), parent companies
and the ships, crafts and instruments of somebody ("the agency's Aurora telescope").
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.levels import type_of
from kg.facts.role_nouns import is_body, restates
from kg.facts.scene import Scene
from kg.mentions.nouns import singular
from kg.model import Mention
from kg.syntax.tokens import Token

_COUNTRIES = frozenset({"Country", "Territory"})
_WHOLES = frozenset({"Organization", "Place", "Event", "Work", "Product", "Thing"})
_SORTING = frozenset({"JJ", "JJS", "NN", "NNS", "NNP", "HYPH", "CD", "VBN"})


def find_wholes(scene: Scene) -> Iterator[Reading]:
    """What is part of what, and what belongs to whom, by what stands beside a name."""
    for mention in scene.resolution.mentions:
        if mention.form != "name" or scene.name_at(mention.head) != mention:
            continue
        kind = type_of(scene, mention)
        if kind == "Organization" and not scene.is_demonym(mention.head):
            yield from _of_owner(scene, mention)
            yield from _unit_at(scene, mention)
            yield from _named_body(scene, mention)
        if kind in _WHOLES:
            yield from _said_part(scene, mention)
        yield from _owned(scene, mention)
    for token in scene.ann.doc:
        if token.lower_ in scene.knowledge.words("parents_of_bodies"):
            yield from _parent(scene, token)


def _tie(scene: Scene, relation: str, ends: tuple[int, int], rule: str, sure: str) -> Reading:
    subject, object = ends
    part = object if relation == "ownerOf" else subject
    cue = scene.span_of(part)
    return tie(scene, relation, ends, rule, sure, cue=cue, told_at=part)


def _of_owner(scene: Scene, name: Mention) -> Iterator[Reading]:
    """What a body's name is possessed by: "the army's Western Command"."""
    owner = _possessor(scene, name.first)
    if owner is None or not _is_body(scene, owner) or not _heads(scene, name):
        return
    if name.name.split()[-1].lower() not in scene.knowledge.words("contests_held"):
        yield _tie(scene, "partOf", (name.head, owner), "whole.owner", "facts.part_of_owner")


def _possessor(scene: Scene, first: int) -> int | None:
    """The head of what possesses the phrase that a name at ``first`` ends: "its new X"."""
    doc, at = scene.ann.doc, first
    while at > 1 and first - at < scene.knowledge.whole("facts.words_to_body"):
        before = doc[at - 1]
        if before.tag_ == "POS":
            named = scene.name_at(at - 2)
            return named.head if named is not None else at - 2
        if before.tag_ == "PRP$":
            return at - 1
        if before.tag_ not in _SORTING or scene.name_at(at - 1) is not None:
            return None
        at -= 1
    return None


def _is_body(scene: Scene, token: int) -> bool:
    found = scene.resolution.entities_at(token)
    return len(found) == 1 and found[0].type == "Organization" and not scene.is_demonym(token)


def _heads(scene: Scene, name: Mention) -> bool:
    """Whether a name heads its phrase, or only a noun of its own kind follows: "the X unit"."""
    doc = scene.ann.doc
    after = doc[name.last] if name.last < len(doc) else None
    if after is None or not after.tag_.startswith("NN"):
        return doc[name.last - 1].dep_ not in ("compound", "nmod", "amod", "poss")
    return restates(after, scene.knowledge) or is_body(after, scene.knowledge)


def _unit_at(scene: Scene, name: Mention) -> Iterator[Reading]:
    """A faculty or department and what stands behind "at": "the School of Law at Duke"."""
    doc, words = scene.ann.doc, name.name.lower().split()
    units = scene.knowledge.words("units_of_bodies")
    at = name.last
    if units.isdisjoint(words) or at + 1 >= len(doc):
        return
    if doc[at].lower_ not in scene.knowledge.words("prepositions_of_units"):
        return
    whole = scene.name_at(at + 1) or scene.name_at(min(at + 2, len(doc) - 1))
    if whole is None or whole.first > at + 2 or type_of(scene, whole) != "Organization":
        return
    if not scene.is_demonym(whole.head):
        ends = (name.head, whole.head)
        yield _tie(scene, "partOf", ends, "whole.unit", "facts.unit_of_body")


def _said_part(scene: Scene, name: Mention) -> Iterator[Reading]:
    """What is said behind a name: "Arby station, part of the Norland Metro"."""
    doc, at = scene.ann.doc, name.last
    while at < len(doc) and doc[at].tag_ in ("NN", "NNS") and at < name.last + 2:
        at += 1
    if at + 3 >= len(doc) or doc[at].text not in (",", "("):
        return
    at += 1
    while at + 2 < len(doc) and doc[at].tag_ in ("DT", "RB", "JJ"):
        at += 1
    if doc[at].lower_ not in scene.knowledge.words("nouns_of_parts") or doc[at + 1].lower_ != "of":
        return
    begin = at + 2
    while begin < len(doc) and doc[begin].tag_ in ("DT", "JJ") and scene.name_at(begin) is None:
        begin += 1
    whole = scene.name_at(begin) if begin < len(doc) else None
    if whole is not None and type_of(scene, whole) in _WHOLES and _heads(scene, whole):
        yield _tie(scene, "partOf", (name.head, whole.head), "whole.part", "facts.said_part")


def _named_body(scene: Scene, name: Mention) -> Iterator[Reading]:
    """The body that a description before it means: "Norland's parliament, the Althing"."""
    doc, at = scene.ann.doc, name.first
    at -= at > 0 and doc[at - 1].tag_ == "DT"
    closed = name.last >= len(doc) or doc[name.last].text in (",", ".", ";", ")")
    if at < 3 or not closed or doc[at - 1].text != ",":
        return
    bodies = scene.knowledge.words("state_bodies")
    described = scene.name_at(at - 2)
    if described is not None and at > 4 and doc[described.first - 1].lower_ in ("of", "the"):
        # "the legislature of Norland, the Althing"
        first = described.first - (doc[described.first - 1].lower_ == "the")
        body, country = doc[first - 2], described.head
    else:
        body, country = doc[at - 2], _possessor(scene, at - 2) or -1
    if country < 0 or singular(body) not in bodies or scene.name_at(country) is None:
        return
    if scene.kind_of(country) in _COUNTRIES and doc[name.head].dep_ in ("appos", "conj", "nsubj"):
        yield _tie(scene, "partOf", (name.head, country), "whole.named", "facts.named_body")


def _owned(scene: Scene, name: Mention) -> Iterator[Reading]:
    """A vessel, craft or instrument and whose it is: "the agency's Aurora telescope"."""
    doc = scene.ann.doc
    things, owner = scene.knowledge.words("owned_things"), _possessor(scene, name.first)
    if owner is None:
        return
    behind = name.last
    while behind < len(doc) and doc[behind].tag_ in ("NN", "JJ") and behind < name.last + 3:
        if singular(doc[behind]) in things:
            break
        behind += 1
    last = doc[behind] if behind < len(doc) else None
    told = last is not None and singular(last) in things
    before = any(singular(doc[i]) in things for i in range(max(owner, name.first - 2), name.first))
    inside = name.name.split()[-1].lower() in things and " " in name.name
    if not (told or before or inside):
        return
    found = scene.resolution.entities_at(owner)
    fitting = len(found) == 1 and found[0].type in ("Organization", "Person", "Group")
    known = fitting and (scene.is_named(owner) or doc[owner].tag_ == "PRP$")
    owned = name.head if not told or scene.resolution.entities_at(name.head) else behind
    if known and scene.resolution.entities_at(owned) != found:
        yield _tie(scene, "ownerOf", (owner, owned), "whole.owned", "facts.owned_thing")


def _parent(scene: Scene, token: Token) -> Iterator[Reading]:
    """A parent company: "Arla's parent company, Orlo Group", "Orlo, the parent of Arla"."""
    doc, end = scene.ann.doc, token.i + 1
    while end < len(doc) and is_body(doc[end], scene.knowledge) and scene.name_at(end) is None:
        end += 1
    owner = _possessor(scene, token.i)
    direct = scene.name_at(token.i - 1) if token.i else None
    child = owner if owner is not None else direct.head if direct is not None else None
    if child is None and end + 1 < len(doc) and doc[end].lower_ == "of":
        part = scene.name_at(end + 1)
        child, end = (part.head, part.last) if part is not None else (None, end)
    if child is None or not _is_body(scene, child):
        return
    at = end + (end < len(doc) and doc[end].text == ",")
    behind = scene.name_at(at) if at < len(doc) else None
    first = token.i - 1
    while first > 0 and doc[first].tag_ in ("DT", "JJ", "POS", "NNP"):
        first -= 1
    before = scene.name_at(first - 1) if first > 0 and doc[first].text == "," else None
    for parent in (behind, before):
        if parent is None or not _is_body(scene, parent.head):
            continue
        if scene.resolution.entities_at(parent.head) != scene.resolution.entities_at(child):
            ends = (parent.head, child)
            yield _tie(scene, "ownerOf", ends, "whole.parent", "facts.parent_company")
            return
