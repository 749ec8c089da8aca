"""Whose body a body is, by a noun with a possessor: "his club, Velm Rovers", "her former employer".

What the possessor is to it depends on the noun: one is in one's club, works for one's employer,
has studied at one's alma mater. A company may as well be what one owns, so it tells nothing.
"""

from collections.abc import Iterator

from kg.facts.binary import tie
from kg.facts.events import Reading
from kg.facts.scene import Scene
from kg.syntax.tokens import Token


def find_own_bodies(scene: Scene) -> Iterator[Reading]:
    """The ties of people to the bodies that are called theirs and named."""
    bodies = scene.knowledge.table("own_bodies")
    for token in scene.ann.doc:
        if token.tag_ != "NN" or token.lower_ not in bodies:
            continue
        owners = [c.i for c in token.children if c.dep_ == "poss"]
        body = _named(scene, token)
        if len(owners) != 1 or body is None or not _is_somebody(scene, owners[0]):
            continue
        relation, *ended = bodies[token.lower_]
        former = bool(ended) or _is_former(scene, token)
        yield tie(
            scene,
            relation,
            (owners[0], body),
            "tie.own_body",
            "facts.own_body",
            cue=scene.ann.span(token.i, token.i + 1),
            told_at=token.i,
            details={"temporal": "former"} if former else {},
        )


def _named(scene: Scene, noun: Token) -> int | None:
    """The body named right behind the noun: "his club Velm Rovers", "his club, Velm Rovers,"."""
    doc, at = scene.ann.doc, noun.i + 1
    apart = at < len(doc) and doc[at].text == ","
    at += apart
    name = scene.name_at(at) if at < len(doc) else None
    if name is None or name.first != at or scene.kind_of(name.head) != "Organization":
        return None
    closed = name.last >= len(doc) or doc[name.last].text in (",", ".", ";", ")", "-", "–")
    # "In his club, Velm Rovers are feared": what goes on is no apposition.
    return name.head if closed or not apart else None


def _is_somebody(scene: Scene, token: int) -> bool:
    found = scene.resolution.entities_at(token)
    return len(found) == 1 and found[0].type == "Person"


def _is_former(scene: Scene, noun: Token) -> bool:
    words, former = scene.knowledge.table("post_words"), scene.knowledge.words("former_kin")
    return any(
        words.get(c.lower_, ("",))[0] == "former" or c.lower_ in former for c in noun.children
    )
