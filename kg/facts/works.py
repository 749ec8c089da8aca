"""Who made what: "Ann Lee's album Harbour", "a film by Bo Dahl", "a study by researchers at Duke".

What is made is the work named behind its noun, or what the noun itself means ("her report").
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.scene import Scene
from kg.mentions.nouns import singular

_MAKERS = frozenset({"Person", "Organization", "Group"})
_REACH = 6


def find_works(scene: Scene) -> Iterator[Reading]:
    """The makers of works, texts and studies that stand beside them in a noun phrase."""
    works = scene.knowledge.words("publications")
    for token in scene.ann.doc:
        if token.pos_ in ("NOUN", "PROPN") and singular(token) in works:
            yield from _of_noun(scene, token)
    for mention in scene.resolution.mentions:
        if mention.form == "name" and mention.type == "Work":
            yield from _of_name(scene, mention.first, mention.head, mention.last)


def _of_noun(scene: Scene, noun: Token) -> Iterator[Reading]:
    """What belongs to a noun of works: "the report by the Court", "her autobiography"."""
    work = _work_meant(scene, noun)
    if scene.name_at(noun.i) is not None and work == noun.i:
        return
    own = work != noun.i or singular(noun) in scene.knowledge.words("own_works")
    for maker in (*_by(noun), *(_owners(noun) if own else ())):
        if work != noun.i or scene.is_person(maker.i) or maker.tag_ == "PRP$":
            yield from _made(scene, maker, work, noun.i)


def _of_name(scene: Scene, first: int, head: int, last: int) -> Iterator[Reading]:
    """What stands beside the name of a work: "Ann Lee's Harbour", "Harbour by Ann Lee"."""
    doc = scene.ann.doc
    if first > 1 and doc[first - 1].tag_ == "POS":
        yield from _made(scene, doc[first - 2], head, first - 1)
    if last + 1 < len(doc) and doc[last].lower_ == "by":
        name = scene.name_at(last + 1)
        if name is not None:
            yield from _made(scene, doc[name.head], head, last)


def _by(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.lower_ == "by" and child.i > noun.i:
            for target in child.children:
                if target.dep_ == "pobj":
                    yield from (target, *target.conjuncts)


def _owners(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield from (child, *child.conjuncts)


def _work_meant(scene: Scene, noun: Token) -> int:
    """The head of the work's name behind its noun or before "is", else the noun."""
    doc, at = scene.ann.doc, noun.i + 1
    if noun.dep_ == "attr":
        return next((t.i for t in noun.head.children if t.dep_ == "nsubj"), noun.i)
    while at < len(doc) and (doc[at].is_quote or doc[at].text == ","):
        at += 1
    name = scene.name_at(at) if at < len(doc) else None
    near = name is not None and name.first == at and at - noun.i < _REACH
    return name.head if name is not None and near and name.type in ("Work", "Thing") else noun.i


def _made(scene: Scene, maker: Token, work: int, cue: int) -> Iterator[Reading]:
    found = scene.resolution.entities_at(maker.i)
    known = scene.is_named(maker.i) or maker.tag_ == "PRP$"
    if len(found) != 1 or found[0].type not in _MAKERS or not known:
        return
    if not scene.resolution.entities_at(work) or scene.resolution.entities_at(work) == found:
        return
    words = scene.ann.span(cue, cue + 1)
    yield tie(scene, "authorOf", (maker.i, work), "work", "facts.work", cue=words, told_at=work)
