"""The prepositional phrases after the noun of a role, read from its words: "of Oslo-based Arla"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.role_nouns import NOUN_TAGS, is_body, restates, role_noun_at
from kg.facts.scene import PLACES, Scene
from kg.model import Mention
from kg.syntax.arguments import TIMES


@dataclass(frozen=True, slots=True)
class Complement:
    """A prepositional phrase after the noun: its preposition, head token and token range."""

    preposition: str
    head: int
    first: int
    last: int


def complements_from(scene: Scene, at: int, plural: bool) -> Iterator[Complement]:
    """The prepositional phrases from token ``at`` on, one after the other.

    After a plural each of the joined countries: "the presidents of Chile and Peru".
    """
    ann, doc = scene.ann, scene.ann.doc
    prepositions = scene.knowledge.words("prepositions_of_posts")
    for _ in range(scene.knowledge.whole("facts.complements")):
        if (
            at + 1 >= len(doc)
            or doc[at].lower_ not in prepositions
            or ann.block_of[at + 1] != ann.block_of[at]
        ):
            return
        phrase = noun_phrase(scene, at + 1)
        pronoun = doc[at + 1].tag_ in ("PRP", "PRP$") and doc[at + 1].dep_ == "pobj"
        if pronoun and doc[at].lower_ == "of":
            phrase = (at + 1, at + 2)  # "an aide of his"
        if phrase is None:
            return
        head, last = phrase
        if doc[head].ent_type_ in TIMES:
            return  # "was appointed chairman on Monday"
        preposition = doc[at].lower_
        yield Complement(preposition, head, at + 1, last)
        at = last
        while plural and (place := _joined_place(scene, at)) is not None:
            yield Complement(preposition, place.head, place.first, place.last)
            at = place.last


def _joined_place(scene: Scene, at: int) -> Mention | None:
    """The name of a place that commas or "and" at a token join to what stands before."""
    doc, begin = scene.ann.doc, at
    while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
        at += 1
    place = scene.name_at(at) if begin < at < begin + 3 else None
    return place if place is not None and scene.kind_of(place.head) in PLACES else None


def noun_phrase(scene: Scene, at: int) -> tuple[int, int] | None:
    """The head and end of the noun phrase that begins at a token."""
    ann, doc, begin = scene.ann, scene.ann.doc, at
    head: int | None = None
    owner: int | None = None
    while at < len(doc) and ann.block_of[at] == ann.block_of[begin]:
        token = doc[at]
        if token.text == '"' and (head is None or _names_body(scene, head, at)):
            at += 1
            continue
        mention = scene.name_at(at)
        if mention is not None and mention.first == at:
            if mention.type == "Person" and head is not None:
                if mention.title and len(mention.title.split()) == at - begin:
                    return mention.head, mention.last  # "a spokesman for Mr Lee"
                break
            if head is None and seat_before(scene, mention.last + 2) == at:
                at = mention.last + 2  # "of Oslo-based Arla"
                continue
            head, at = mention.head, mention.last
            if at < len(doc) and doc[at].tag_ == "POS":
                owner, head, at = head, None, at + 1
                continue
            holder = _titled_after(scene, at) if scene.kind_of(head) in PLACES else None
            if holder is not None:
                return holder.head, holder.last  # "an aide to Norwegian President Lee"
            end = _description_end(scene, at)
            if end > at:
                place = scene.kind_of(mention.head) in PLACES
                if not place and (end > at + 1 or restates(doc[end - 1], scene.knowledge)):
                    return head, end
                continue
            break
        if token.tag_ in NOUN_TAGS:
            if token.text[:1].isupper() and head is not None and doc[head].text.islower():
                break
            head = at
        elif token.tag_ in ("CC",) and head is not None and at + 1 < len(doc):
            after, named = doc[at + 1], scene.name_at(at + 1) is not None
            same = (doc[head].text[:1].isupper() == after.text[:1].isupper()) and after.tag_ in (
                *NOUN_TAGS, "JJ")  # fmt: skip
            if not same or named or role_noun_at(ann, at + 1):
                break
        elif token.tag_ == "POS":
            owner, head = head, None
        elif head is not None or token.tag_ not in ("DT", "PRP$", "JJ", "JJR", "JJS", "CD", "VBN",
                                                    "VBG", "HYPH", "RB", "$"):  # fmt: skip
            break
        at += 1
    head = owner if head is None else head
    return (head, at) if head is not None else None


def _titled_after(scene: Scene, at: int) -> Mention | None:
    """The name of a person whose title begins at a token."""
    end = min(at + scene.knowledge.whole("facts.words_to_holder"), len(scene.ann.doc))
    for first in range(at + 1, end):
        if scene.ann.block_of[first] != scene.ann.block_of[at - 1]:
            return None
        name = scene.name_at(first)
        if name is not None:
            titled = name.type == "Person" and name.title is not None
            return name if titled and len((name.title or "").split()) == first - at else None
    return None


def _names_body(scene: Scene, head: int, at: int) -> bool:
    """Whether a quoted name at token ``at`` is that of the body before: 'the daily "To Vima"'."""
    doc = scene.ann.doc
    return (
        is_body(doc[head], scene.knowledge)
        and at + 1 < len(doc)
        and scene.name_at(at + 1) is not None
    )


def _description_end(scene: Scene, at: int) -> int:
    """The end of the common words that go on after a name: "[Ifo] economic think tank"."""
    doc, end = scene.ann.doc, at
    most = at + scene.knowledge.whole("facts.description_words")
    while end < len(doc) and end < most and doc[end].text.islower() and (
        doc[end].tag_ in ("JJ", "NN", "NNS") and doc[end].dep_ != "ROOT"
    ):  # fmt: skip
        end += 1
    while end > at and doc[end - 1].tag_ == "JJ":
        end -= 1
    return end


def seat_before(scene: Scene, at: int) -> int | None:
    """Where "Oslo-based" begins that ends before a token: a seat is not what a post is in."""
    doc = scene.ann.doc
    if at < 3 or at > len(doc) or doc[at - 2].text != "-":
        return None
    if doc[at - 1].lower_ not in scene.knowledge.words("seating_participles"):
        return None
    name = scene.name_at(at - 3)
    return name.first if name is not None else None
