"""Role phrases: a noun of a post or profession with what stands around it in its noun phrase.

The phrase is read from the words, left and right of the noun, rather than from the parse: in
captions, headlines and stacked titles ("Norway's envoy to NATO Anna Berg") the
parser is least to be trusted, and the order of the parts is fixed there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.facts.scene import PLACES, Scene, country_named
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun
from kg.model import Mention
from kg.syntax.annotate import Annotation

_MODIFIERS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBG", "AFX", "POS", "RB"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PRONOUNS = frozenset({"PRP$"})


@dataclass(frozen=True, slots=True)
class Complement:
    """A prepositional phrase after the noun: its preposition, head token and token range."""

    preposition: str
    head: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase.

    ``noun`` is the entry of the lexicon, at the tokens ``begin`` to ``end``, and ``kind`` its class
    (``person`` for other nouns of people, which are no post); ``first`` is where
    its noun phrase begins, ``last`` where it ends with its complements. ``owner`` is the head
    token of the possessor, ``names`` those of the names in front of the noun, left to right;
    ``title`` the token range of the title itself, ``modified`` whether it has more words than the
    noun, ``functional`` whether a noun among them says what part is directed ("finance chief");
    ``temporal`` former, future or "".
    """

    noun: str
    kind: str
    begin: int
    end: int
    first: int
    last: int
    title: tuple[int, int]
    owner: int | None = None
    names: tuple[int, ...] = ()
    modified: bool = False
    functional: bool = False
    complements: tuple[Complement, ...] = ()
    temporal: str = ""
    deputy: bool = False
    plural: bool = False

    @property
    def head(self) -> int:
        """The noun's own token."""
        return self.end - 1


def title_of(ann: Annotation, role: Role, last: int | None = None) -> str:
    """The title that one holder of a role has, up to the token ``last``; of several, each has one.

    "Presidents Berg and Rojas": each is President.
    """
    first, end = role.title
    end = end if last is None else last
    if not role.plural or not first <= role.head < end:
        return ann.surface(ann.span(first, end))
    noun = role.noun.split()[-1]
    noun = noun.capitalize() if ann.doc[role.head].text[:1].isupper() else noun
    before = ann.surface(ann.span(first, role.head)) if first < role.head else ""
    behind = ann.surface(ann.span(role.head + 1, end)) if role.head + 1 < end else ""
    return " ".join(part for part in (before, noun, behind) if part)


def find_roles(scene: Scene) -> tuple[Role, ...]:
    """The role phrases of an article in textual order."""
    ann, found, i = scene.ann, list[Role](), 0
    while i < len(ann.doc):
        matched = _match(ann, i)
        if matched is None:
            i += 1
            continue
        entry, end = matched
        covering = scene.name_at(i)
        if covering is not None and covering.last > end and covering.type != "Person":
            i = end
            continue
        if covering is not None and _is_surname(scene, covering, i, end):
            i = end
            continue
        if (
            entry in scene.knowledge.table("post_words")
            and end < len(ann.doc)
            and _match(ann, end) is not None
        ):
            i = end
            continue
        found.append(_phrase(scene, entry, i, end))
        i = end
    return tuple(found)


def _is_surname(scene: Scene, name: Mention, first: int, end: int) -> bool:
    """Whether a noun of a post is somebody's name here: the "Porter" of "Ann Porter"."""
    if name.type != "Person" or name.last != end or not scene.ann.doc[end - 1].text.istitle():
        return False
    if name.first < first:
        return True
    entity = scene.resolution.entity(name.entity)
    return entity is not None and " " in entity.name and entity.name.endswith(name.name)


@derived
def _by_first_word(knowledge: Knowledge) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The nouns of posts by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in knowledge.table("posts"):
        parts = tuple(entry.split())
        found.setdefault(parts[0], []).append((parts, entry))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def singular(token: Token, knowledge: Knowledge) -> str:
    """The lower-case singular of a noun, capitalised or not."""
    if token.tag_ in ("NNS", "NN"):
        return token.lemma_.lower()
    lower = token.lower_
    if token.tag_ == "NNPS" or (lower.endswith("s") and lower[:-1] in knowledge.table("posts")):
        return lower.removesuffix("s")
    return lower


def _match(ann: Annotation, i: int) -> tuple[str, int] | None:
    """The longest noun of the lexicon at token ``i``, and where it ends."""
    first = singular(ann.doc[i], ann.knowledge)
    for parts, entry in _by_first_word(ann.knowledge).get(first, ()):
        at, fits = i, True
        for part in parts:
            while at < len(ann.doc) and ann.doc[at].text == "-" and at > i:
                at += 1
            if at >= len(ann.doc) or ann.block_of[at] != ann.block_of[i]:
                fits = False
                break
            token = ann.doc[at]
            if part not in (token.lower_, singular(token, ann.knowledge)):
                fits = False
                break
            at += 1
        if fits and ann.doc[at - 1].tag_ in (*_NOUNS, "JJ", "VB"):
            return entry, at
    described = noun(first, ann.knowledge)
    if described is not None and described.type == "Person" and ann.doc[i].tag_ in _NOUNS:
        return first, i + 1
    return None


def _phrase(scene: Scene, entry: str, begin: int, end: int) -> Role:
    doc = scene.ann.doc
    first, temporal, deputy = begin, "", False
    title_first = begin
    names: list[int] = []
    owner: int | None = None
    modified = False
    while first > 0 and _continues(scene, first, begin):
        token = doc[first - 1]
        seat = _seat_before(scene, first)
        if seat is not None:
            first = seat
            continue
        state = scene.knowledge.table("post_words").get(token.lower_)
        mention = scene.name_at(first - 1)
        if state is not None and mention is None:
            temporal = state[0] if state[0] in ("former", "future") else temporal
            deputy = deputy or state[0] == "deputy"
            if state[0] in ("deputy", "plain") and title_first == first:
                title_first -= 1
            first -= 1
        elif is_possessive(token):
            before = first - 2
            if before < 0:
                break
            held = scene.name_at(before)
            owner = held.head if held is not None else before
            first = held.first if held is not None else _nominal_start(scene, doc[before])
            break
        elif mention is not None and mention.form == "name" and mention.last <= begin:
            if mention.type == "Person" and not country_named(mention.name, scene.knowledge):
                break
            body = None if names else _body_between(doc, first, begin, scene.knowledge)
            if body is not None:
                title_first = body + 1
            own = body is None or (body == mention.last and restates(doc[body], scene.knowledge))
            names.insert(0, mention.head if own or body is None else body)
            first = mention.first
        elif country_named(token.text, scene.knowledge):
            names.insert(0, token.i)
            first -= 1
        else:
            glued = token.text == "-" and doc[first - 2].lower_ in scene.knowledge.table(
                "post_words"
            )
            if title_first == first and not glued:
                title_first = first - 1
                modified = modified or token.tag_ not in ("CC", "RB", "HYPH")
            first -= 1
    if owner is None and first > 0 and doc[first - 1].tag_ in _PRONOUNS:
        owner = first - 1
        first -= 1
    elif first > 0 and doc[first - 1].lower_ in scene.knowledge.words("determiners_of_posts"):
        first -= 1
    last = end
    if (
        last + 1 < len(doc)
        and doc[last].text == "-"
        and doc[last + 1].lower_ in scene.knowledge.table("post_words")
    ):
        temporal = scene.knowledge.table("post_words")[doc[last + 1].lower_][0]
        last += 2
    plural = doc[end - 1].tag_ in ("NNS", "NNPS") or (
        doc[end - 1].lower_.endswith("s") and doc[end - 1].lower_ not in entry.split()
    )
    complements = tuple(_complements(scene, last, plural))
    return Role(
        noun=entry,
        kind=scene.knowledge.table("posts")[entry][0]
        if entry in scene.knowledge.table("posts")
        else "person",
        begin=begin,
        end=end,
        first=first,
        last=complements[-1].last if complements else last,
        title=(title_first, end),
        owner=owner,
        names=tuple(names),
        modified=modified,
        functional=any(
            doc[i].tag_ in ("NN", "NNS") and not is_body(doc[i], scene.knowledge)
            for i in range(title_first, begin)
        ),
        complements=complements,
        temporal=temporal,
        deputy=deputy,
        plural=plural,
    )


def _seat_before(scene: Scene, at: int) -> int | None:
    """Where "Oslo-based" begins that ends before a token: a seat is not what a post is in."""
    doc = scene.ann.doc
    if at < 3 or at > len(doc) or doc[at - 2].text != "-":
        return None
    if doc[at - 1].lower_ not in scene.knowledge.words("seating_participles"):
        return None
    name = scene.name_at(at - 3)
    return name.first if name is not None else None


def _continues(scene: Scene, first: int, begin: int) -> bool:
    """Whether the noun phrase goes on to the left of token ``first``."""
    ann, doc = scene.ann, scene.ann.doc
    token = doc[first - 1]
    if ann.block_of[first - 1] != ann.block_of[begin]:
        return False
    if is_possessive(token):
        return True
    if token.is_quote:
        return False
    if token.lower_ in scene.knowledge.table("post_words"):
        return True
    if token.lower_ in ("and", "&", ",") and first < begin and first > 1:
        # "culture and sport minister", "Iran and Russian Presidents", "Iran, Russia and Turkey"
        left, right = doc[first - 2], doc[first]
        near = scene.knowledge.whole("facts.joined_words")
        places = _is_place(scene, left) and _is_place(scene, right)
        joined = left.tag_ in (*_NOUNS, "JJ") and token.lower_ != ","
        return places or (joined and not _match_at(ann, first - 2) and left.head.i >= begin - near)
    if token.tag_ not in _MODIFIERS:
        return False
    governed = token.dep_ in ("pobj", "nsubj", "nsubjpass", "dobj") and token.head.i < token.i
    if governed and token.tag_ in _NOUNS and not _is_place(scene, token):
        return False
    attributive = ("amod", "advmod", "compound", "npadvmod")
    if token.tag_ == "RB":
        return doc[first].tag_ in ("VBN", "JJ")
    return token.tag_ not in ("VBN", "VBG") or token.dep_ in attributive


def _match_at(ann: Annotation, i: int) -> bool:
    return _match(ann, i) is not None


def is_possessive(token: Token) -> bool:
    """Whether a token is the "'s" or "'" of a possessor."""
    before = token.doc[token.i - 1].text if token.i else ""
    return token.tag_ == "POS" or token.text == "'s" or (token.text == "'" and before.endswith("s"))


def _is_place(scene: Scene, token: Token) -> bool:
    mention = scene.name_at(token.i)
    return country_named(token.text, scene.knowledge) or (
        mention is not None and mention.form == "name" and mention.type in ("Place", "Group")
    )


def _nominal_start(scene: Scene, token: Token) -> int:
    near = token.i - token.left_edge.i < scene.knowledge.whole("facts.possessor_words")
    return token.left_edge.i if near else token.i


def _complements(scene: Scene, at: int, plural: bool) -> Iterator[Complement]:
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
        phrase = _noun_phrase(scene, at + 1)
        if phrase is None:
            return
        head, last = phrase
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


def _body_between(doc: Doc, first: int, begin: int, knowledge: Knowledge) -> int | None:
    """The noun of an organisation between a name and a role: "EU parliament president"."""
    return next((i for i in range(begin - 1, first - 1, -1) if is_body(doc[i], knowledge)), None)


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


def restates(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun after a name only says what kind of body the name is of."""
    return singular(token, knowledge) in knowledge.words("kinds_of_bodies")


def is_body(token: Token, knowledge: Knowledge) -> bool:
    """Whether a common noun means an organisation: "party", "ministry"."""
    found = noun(singular(token, knowledge), knowledge)
    return found is not None and found.type == "Organization"


def _names_body(scene: Scene, head: int, at: int) -> bool:
    """Whether a quoted name at token ``at`` is that of the body before: 'the daily "To Vima"'."""
    doc = scene.ann.doc
    return (
        is_body(doc[head], scene.knowledge)
        and at + 1 < len(doc)
        and scene.name_at(at + 1) is not None
    )


def _noun_phrase(scene: Scene, at: int) -> tuple[int, int] | None:
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
                break
            if head is None and _seat_before(scene, mention.last + 2) == at:
                at = mention.last + 2  # "of Oslo-based Arla"
                continue
            head, at = mention.head, mention.last
            if at < len(doc) and doc[at].tag_ == "POS":
                owner, head, at = head, None, at + 1
                continue
            end = _description_end(scene, at)
            if end > at:
                place = scene.kind_of(mention.head) in PLACES
                if not place and (end > at + 1 or restates(doc[end - 1], scene.knowledge)):
                    return head, end
                continue
            break
        if token.tag_ in _NOUNS:
            if token.text[:1].isupper() and head is not None and doc[head].text.islower():
                break
            head = at
        elif token.tag_ in ("CC",) and head is not None and at + 1 < len(doc):
            after, named = doc[at + 1], scene.name_at(at + 1) is not None
            same = (doc[head].text[:1].isupper() == after.text[:1].isupper()) and after.tag_ in (
                *_NOUNS, "JJ")  # fmt: skip
            if not same or named or _match(ann, at + 1):
                break
        elif token.tag_ == "POS":
            owner, head = head, None
        elif head is not None or token.tag_ not in ("DT", "PRP$", "JJ", "JJR", "JJS", "CD", "VBN",
                                                    "VBG", "HYPH", "RB", "$"):  # fmt: skip
            break
        at += 1
    head = owner if head is None else head
    return (head, at) if head is not None else None
