"""How far a role phrase goes to the left of its noun: modifiers, places, possessors."""

from kg.facts.role_nouns import NOUN_TAGS, is_body, role_noun_at
from kg.facts.scene import Scene, country_named
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun
from kg.model import Mention
from kg.syntax.annotate import Annotation
from kg.syntax.arguments import TIMES
from kg.syntax.tokens import Doc, Token

_MODIFIERS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBG", "AFX", "POS", "RB"}
)


def continues(scene: Scene, first: int, begin: int) -> bool:
    """Whether the noun phrase goes on to the left of token ``first``."""
    ann, doc = scene.ann, scene.ann.doc
    token = doc[first - 1]
    if ann.block_of[first - 1] != ann.block_of[begin]:
        return False
    if first == begin and _is_title_in_a_row(scene, begin):
        return False
    if token.tag_ in ("VBN", "VBD") and token.lemma_ in scene.knowledge.table("reporting-verbs"):
        return False  # "It is over," tweeted Mayor Ann Lee
    if is_possessive(token) or short_before(doc, first) is not None:
        return True
    if token.is_quote or token.ent_type_ in TIMES:
        return False
    if token.lower_ in scene.knowledge.table("post_words"):
        return True
    if token.lower_ in ("and", "&", ",") and first < begin and first > 1:
        # "culture and sport minister", "Iran and Russian Presidents", "Iran, Russia and Turkey"
        left, right = doc[first - 2], doc[first]
        near = scene.knowledge.whole("facts.joined_words")
        places = _is_place(scene, left) and _is_place(scene, right)
        joined = left.tag_ in (*NOUN_TAGS, "JJ") and token.lower_ != ","
        return places or (joined and not _match_at(ann, first - 2) and left.head.i >= begin - near)
    name = scene.name_at(token.i)  # "WHO doctor", whatever the tagger makes of "WHO"
    if token.tag_ not in _MODIFIERS and name is None:
        return False
    governed = token.dep_ in ("pobj", "nsubj", "nsubjpass", "dobj") and token.head.i < token.i
    within = name is not None and name.first <= token.head.i  # "*Council of Ports* head Ann Lee"
    if governed and token.tag_ in NOUN_TAGS and not (within or _is_place(scene, token)):
        return False
    attributive = ("amod", "advmod", "compound", "npadvmod")
    if token.tag_ == "RB":
        return doc[first].tag_ in ("VBN", "JJ")
    return token.tag_ not in ("VBN", "VBG") or token.dep_ in attributive


def _is_title_in_a_row(scene: Scene, begin: int) -> bool:
    """Whether another post ends before a title: "the party's chairman Senator Ann Lee"."""
    doc = scene.ann.doc
    if begin == 0 or doc[begin].text not in scene.knowledge.table("titles"):
        return False
    for first in (begin - 2, begin - 1):
        matched = role_noun_at(scene.ann, first) if first >= 0 else None
        if matched is not None and matched[1] == begin:
            return matched[1] - first > 1 or doc[first].is_lower
    return False


def _match_at(ann: Annotation, i: int) -> bool:
    return role_noun_at(ann, i) is not None


def _is_place(scene: Scene, token: Token) -> bool:
    mention = scene.name_at(token.i)
    return country_named(token.text, scene.knowledge) or (
        mention is not None and mention.form == "name" and mention.type in ("Place", "Group")
    )


def is_possessive(token: Token) -> bool:
    """Whether a token is the "'s" or "'" of a possessor."""
    before = token.doc[token.i - 1].text if token.i else ""
    return token.tag_ == "POS" or token.text == "'s" or (token.text == "'" and before.endswith("s"))


def nominal_start(scene: Scene, token: Token) -> int:
    """Where the phrase of a possessor begins; the word itself if the parse makes it a long one."""
    near = token.i - token.left_edge.i < scene.knowledge.whole("facts.possessor_words")
    return token.left_edge.i if near else token.i


def is_kind_of_body(scene: Scene, name: Mention) -> bool:
    """Whether a name only says of what kind of body a post is: "*District* Judge Ann Lee"."""
    if name.last - name.first > 1 or scene.knowledge.gazetteer.lookup(name.name):
        return False
    place = scene.name_at(name.first - 1) if name.first else None
    if place is not None and scene.kind_of(place.head) == "Region":
        return False  # "Virginia State Attorney Ann Lee" is of Virginia
    entity, common = scene.resolution.entity(name.entity), noun(name.name, scene.knowledge)
    called = entity is None or entity.name.lower() == name.name.lower()
    return called and common is not None and common.type in ("Organization", "Place")


def body_between(doc: Doc, first: int, begin: int, knowledge: Knowledge) -> int | None:
    """The noun of an organisation between a name and a role: "EU parliament president"."""
    return next((i for i in range(begin - 1, first - 1, -1) if is_body(doc[i], knowledge)), None)


def birth_before(scene: Scene, first: int) -> int | None:
    """Where "Kenyan-born" before token ``first`` begins: no part of a title, nor a citizenship."""
    doc, bearing = scene.ann.doc, scene.knowledge.words("bearing")
    if first < 3 or doc[first - 1].lower_ not in bearing or doc[first - 2].text != "-":
        return None
    place = scene.name_at(first - 3)
    return place.first if place is not None else first - 3


def short_before(doc: Doc, first: int) -> int | None:
    """Where a name in brackets before a token begins: "Nordic Council (NC) head".

    A short name or another one: "Nordisk Råd (Nordic Council) head".
    """
    if first < 4 or doc[first - 1].text != ")":
        return None
    begin = first - 2
    while begin > 1 and doc[begin].text != "(" and (doc[begin].is_title or doc[begin].is_upper):
        begin -= 1
    inside = begin < first - 2 and all(token.is_alpha for token in doc[begin + 1 : first - 1])
    named = doc[begin - 1].pos_ == "PROPN" or doc[begin - 1].is_title
    return begin if doc[begin].text == "(" and inside and named else None


def held_when(scene: Scene, first: int) -> tuple[int, str] | None:
    """Where words begin that say when a post before token ``first`` is held, and what they say.

    "Once its finance minister and now mayor", "until recently chairman of the club", "then-Mayor",
    "Lee, then the mayor of Ohio,".
    """
    doc, words = scene.ann.doc, scene.knowledge.words
    if first < 1 or scene.ann.block_of[first - 1] != scene.ann.block_of[min(first, len(doc) - 1)]:
        return None
    before = doc[first - 1].lower_
    if before in words("once") or before in words("now"):
        return first - 1, "former" if before in words("once") else ""
    if first > 1 and before == "-" and doc[first - 2].lower_ in words("at_that_time"):
        return first - 2, "former"
    if first > 1 and before in words("at_that_time") and doc[first - 2].text == ",":
        return first - 1, "former"
    reach = scene.knowledge.whole("facts.words_since_until")
    for at in range(first - 1, max(first - reach, 0), -1):
        if doc[at].is_punct or doc[at].pos_ in ("VERB", "AUX"):
            return None
        if doc[at].lower_ == "until" and doc[at - 1].text == ",":
            return at, "former"
    return None
