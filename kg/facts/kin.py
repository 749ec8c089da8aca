"""Kinship from noun phrases: "his son Ali", "Ali, the son of Hassan Dar", "her husband"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts.events import Filler, Reading
from kg.facts.scene import Scene
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import singular


def find_kin(scene: Scene) -> Iterator[Reading]:
    """The kinship an article states between people whom it names."""
    for token in scene.ann.doc:
        if token.pos_ in ("NOUN", "PROPN") and singular(token) in scene.knowledge.table("kin"):
            yield from _kin(scene, token)


def _kin(scene: Scene, noun: Token) -> Iterator[Reading]:
    relation, direction = scene.knowledge.table("kin")[singular(noun)]
    others = _whose(scene, noun)
    called = _called(scene, noun)
    if called is None or not others:
        return
    ann = scene.ann
    for other in others:
        ends = (called, other) if direction == "of" else (other, called)
        if _same(scene, called, other) or not (scene.is_person(called) and scene.is_person(other)):
            continue
        yield Reading(
            relation=relation,
            fillers=(
                Filler("subject", ends[0], scene.span_of(ends[0])),
                Filler("object", ends[1], scene.span_of(ends[1])),
            ),
            trigger=None,
            cue=(ann.span(noun.i, noun.i + 1),),
            evidence=ann.sentence(noun.i),
            rule="kin",
            confidence=0.85,
            details={"temporal": "former"} if _former(noun, scene.knowledge) else {},
        )


def _same(scene: Scene, one: int, other: int) -> bool:
    entities = scene.resolution.entities_at(one)
    return one == other or (bool(entities) and entities == scene.resolution.entities_at(other))


def _former(noun: Token, knowledge: Knowledge) -> bool:
    words = knowledge.table("post_words")
    return any(words.get(child.lower_, ("",))[0] == "former" for child in noun.children) or any(
        noun.doc[i].lower_ in ("ex", "late") for i in range(max(0, noun.i - 2), noun.i)
    )


def _whose(scene: Scene, noun: Token) -> list[int]:
    """Those whose relative it is: possessor or complement with "of"."""
    found = [child.i for child in noun.children if child.dep_ == "poss"]
    if not found:
        pobjs = [
            p
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ == "of"
            for p in child.children
            if p.dep_ == "pobj"
        ]
        found = [t.i for p in pobjs for t in (p, *p.conjuncts)]
    people = []
    for i in found:
        entities = scene.resolution.entities_at(i)
        if entities and all(entity.type == "Person" for entity in entities):
            people.append(i)
    return people


def _called(scene: Scene, noun: Token) -> int | None:
    """The one called so: the name after or before, the subject, or whom the phrase means."""
    doc = scene.ann.doc
    if noun.tag_ in ("NNS", "NNPS"):
        return None
    at = noun.i + 1
    if at < len(doc) and doc[at].text == ",":
        at += 1
    name = scene.name_at(at) if at < len(doc) else None
    if name is not None and name.type == "Person" and at == name.first:
        joined = name.head == noun.head.i or noun.i in (
            doc[name.head].head.i, *(a.i for a in doc[name.head].ancestors)
        )  # fmt: skip
        set_off = name.last < len(doc) and doc[name.last].text in (",", ".", ";", ")")
        if joined or at == noun.i + 1 or set_off:
            return name.head
    if noun.dep_ == "appos" and scene.is_person(noun.head.i):
        return noun.head.i
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
        return subject.i if subject is not None and scene.is_person(subject.i) else None
    found = scene.resolution.entities_at(noun.i)
    return noun.i if len(found) == 1 and found[0].type == "Person" else None
