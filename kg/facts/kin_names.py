"""Whom a noun of kinship calls so: the names behind or before it, or the clause's."""

import re

from kg.facts.scene import Scene
from kg.mentions.nouns import is_plural, is_title
from kg.syntax.tokens import Token

# What may stand between a noun of kinship and the name: "her husband, the noted cellist Tom Reed".
BETWEEN = frozenset({"DT", "JJ", "NN", "CC", "HYPH", "VBN", "CD", "PRP$"})


def called_so(scene: Scene, noun: Token, kind: str) -> tuple[int, ...]:
    """Those called so: the names after or before, the clause's, or whom the phrase means."""
    doc = scene.ann.doc
    suffixes = scene.knowledge.words("suffixes_of_kin")
    suffix = next(filter(kind.endswith, sorted(suffixes)), "")
    parted = bool(suffix) and doc[noun.i + 1].text == "-"
    end = noun.i + 1 + (len(re.findall(r"\w+|-", suffix)) if parted else 0)
    if people := _names_after(scene, noun, end):
        return people
    if is_plural(noun):
        return ()
    if noun.dep_ == "appos" and scene.is_person(noun.head.i):
        return (noun.head.i,)
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
        return (subject.i,) if subject is not None and scene.is_person(subject.i) else ()
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        attribute = next((c for c in noun.head.children if c.dep_ == "attr"), None)
        if attribute is not None and scene.name_at(attribute.i) is not None:
            return (attribute.i,) if scene.is_person(attribute.i) else ()
    found = scene.resolution.entities_at(noun.i)
    return (noun.i,) if len(found) == 1 and found[0].type == "Person" else ()


def _names_after(scene: Scene, noun: Token, end: int) -> tuple[int, ...]:
    """The names behind the noun: "his son Ali", "two sons, Ali and Omar", "including Ali"."""
    doc, block = scene.ann.doc, scene.ann.block_of
    at = end
    if at < len(doc) and doc[at].text in (",", ":", "–", "—"):
        at += 1
    at = _past_others(scene, at, end)
    set_apart = at > end
    called = scene.knowledge.words("called_by")
    if at < len(doc) and doc[at].lower_ in scene.knowledge.words("introducing_kin"):
        at += 1
    elif at < len(doc) and doc[at].tag_ == "VBN" and doc[at].lemma_ in called:
        at, end = at + 1, at + 1  # "a daughter named Sky"
    first = person_from(scene, at) if at < len(doc) and block[at] == block[noun.i] else None
    name = scene.name_at(first) if first is not None else None
    if name is None:
        return ()
    people, _ = scene.names_from(name.first)
    if is_plural(noun):
        return tuple(p for p in people if scene.is_person(p))
    above = (doc[name.head].head.i, *(a.i for a in doc[name.head].ancestors))
    joined = name.head == noun.head.i or noun.i in above
    closed = name.last < len(doc) and doc[name.last].text in (",", ".", ";", ")")
    if name.first == end or joined or (set_apart and closed and name.first == at):
        return (name.head,)
    return ()


def _past_others(scene: Scene, at: int, end: int) -> int:
    """Where what comes between ends: "two sons with Lee, Al and Bo", "and member of the club,"."""
    doc = scene.ann.doc
    if at + 1 >= len(doc):
        return at
    beside = doc[at].lower_ in scene.knowledge.words("with_parents")
    if not (beside if at == end else doc[at].lower_ == "and"):
        return at
    reach = min(len(doc) - 1, at + scene.knowledge.whole("facts.words_to_relative"))
    comma = next((i for i in range(at, reach) if doc[i].text == ","), None)
    return comma + 1 if comma is not None else at


def person_from(scene: Scene, at: int) -> int | None:
    """The head of the first name from a token on, if only what describes a person comes before."""
    doc = scene.ann.doc
    reach = at + scene.knowledge.whole("facts.words_to_relative")
    while at < len(doc) and at < reach:
        name = scene.name_at(at)
        if name is not None and name.first == at:
            if name.type == "Person" and scene.is_person(name.head):
                return name.head
            if not scene.is_demonym(name.head) and doc[name.last - 1].dep_ not in (
                "compound",
                "nmod",
            ):
                return None
            at = name.last
            continue
        if doc[at].tag_ not in BETWEEN and not is_title(doc[at], scene.knowledge):
            return None
        at += 1
    return None
