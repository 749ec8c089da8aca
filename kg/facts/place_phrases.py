"""Phrases that name a place: "the northern town of Leeds", "the US state of Ohio"."""

from dataclasses import dataclass

from kg.facts.levels import is_site, level_of, levels, type_of
from kg.facts.scene import Scene, region_of_demonym
from kg.mentions.nouns import is_plural, singular
from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names a place, at the tokens ``first`` to ``last``.

    ``noun`` says what it is, if a word does ("the *town* of Leeds", "the Ural *region*");
    ``within`` is the head token of the place that it says it lies in ("the *US* state of Ohio"),
    ``plural`` tells that the noun is of several ("the US states of Ohio and Utah").
    """

    name: Mention
    first: int
    last: int
    noun: str = ""
    within: int | None = None
    plural: bool = False

    @property
    def head(self) -> int:
        """The name's head token."""
        return self.name.head


def leading(scene: Scene, mention: Mention) -> Phrase | None:
    """The phrase of a place that begins with a name: its own, or that of a place around it."""
    led = phrase_at(scene, mention.first)
    if led is not None and led.name == mention and mention.first > 1:
        # "the town of Leeds", "the country's capital, Tunis": what stands before says what it is.
        noun, within = _before(scene, mention)
        return Phrase(mention, led.first, led.last, noun or led.noun, within)
    return led


def _before(scene: Scene, mention: Mention) -> tuple[str, int | None]:
    """The noun before a name that says what it is, and the place which possesses that noun."""
    doc, kinds = scene.ann.doc, scene.knowledge.table("place_kinds")
    at = mention.first - 1
    if doc[at].lower_ in ("of", ",") and at > 0:
        at -= 1
    noun = singular(doc[at])
    if noun not in kinds or doc[at].text[:1].isupper():
        return "", None
    if doc[at + 1].text == "," and noun not in scene.knowledge.words("capitals"):
        return "", None
    while at > 1 and doc[at - 1].tag_ in ("JJ", "NN") and scene.name_at(at - 1) is None:
        at -= 1
    if at > 1 and doc[at - 1].tag_ == "POS" and scene.name_at(at - 2) is None:
        return noun, meant(scene, at - 2)
    return noun, None


def meant(scene: Scene, token: int) -> int | None:
    """The token, if it means a place that the article names: "the *country*'s capital"."""
    found = scene.resolution.entities_at(token)
    named = len(found) == 1 and found[0].type == "Place" and scene.is_named(token)
    return token if named else None


def phrase_at(scene: Scene, at: int) -> Phrase | None:
    """The phrase naming a place that begins at a token, after words like "the northern town of"."""
    doc, block = scene.ann.doc, scene.ann.block_of
    kinds, directions = scene.knowledge.table("place_kinds"), scene.knowledge.words("directions")
    first, noun = at, ""
    reach = first + scene.knowledge.whole("facts.words_to_place")
    while at < len(doc) and at < reach and block[at] == block[first]:
        token, mention = doc[at], scene.name_at(at)
        if mention is not None:
            return _named(scene, mention, first, noun) if mention.first == at else None
        if singular(token) in kinds:
            noun = singular(token)
            if at + 1 < len(doc) and doc[at + 1].lower_ == "of":
                at += 1
        elif token.lower_ not in directions and token.tag_ not in ("DT", "JJ", "HYPH", "NN"):
            return None
        at += 1
    return None


def _named(scene: Scene, mention: Mention, first: int, noun: str) -> Phrase | None:
    """The phrase that goes on with a name: "Ural region", "US state of Ohio", "Oslo's Lake Arn"."""
    doc, kinds = scene.ann.doc, scene.knowledge.table("place_kinds")
    at = mention.last
    own = at < len(doc) and doc[at].tag_ == "POS"
    inner = at + 1 if own else at
    reach = min(len(doc), at + scene.knowledge.whole("facts.words_to_kind_of_place"))
    while inner < reach and doc[inner].tag_ in ("JJ", "JJS", "NN", "HYPH"):
        if singular(doc[inner]) in kinds:
            break
        inner += 1
    behind = doc[inner] if inner < len(doc) else None
    kind = singular(behind) if behind is not None and behind.text.islower() else ""
    if kind in kinds:
        end = inner + 1
        if end < len(doc) and singular(doc[end]) in kinds and doc[end].text.islower():
            end += 1
        joint = doc[end].lower_ if end < len(doc) else ""
        target = scene.name_at(end + 1 if joint in ("of", ",") else end) if joint else None
        if joint == "," and kind not in scene.knowledge.words("capitals"):
            target = None
        around = own or scene.is_demonym(mention.head) or _above(scene, mention, kind)
        if target is not None and target.first in (end, end + 1) and around:
            plural = is_plural(doc[inner])
            return Phrase(target, first, target.last, kind, mention.head, plural)
        if around and not own:
            return None  # "the US base", "Boston hospitals"
        if not own:
            return Phrase(mention, first, end if inner == at else at, kind if inner == at else noun)
    elif own and (target := scene.name_at(at + 1)) is not None and target.first == at + 1:
        compound = doc[target.head].dep_ in ("compound", "nmod", "amod", "poss")
        if may_contain(scene, mention) and not compound and is_site(scene, target):
            return Phrase(target, first, target.last, noun, mention.head)
    if scene.is_demonym(mention.head):
        return None
    return Phrase(mention, first, mention.last, noun)


def _above(scene: Scene, name: Mention, kind: str) -> bool:
    """Whether a place is larger than those of a kind: the US than a state."""
    return any(m > k for m in levels(scene, name) for k in level_of(kind, scene.knowledge))


def may_contain(scene: Scene, mention: Mention) -> bool:
    """Whether a name is that of a place, or the adjective of a country."""
    region = region_of_demonym(mention.name, scene.knowledge) is not None
    return type_of(scene, mention) == "Place" or scene.is_demonym(mention.head) or region
