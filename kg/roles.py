"""Role phrases: a noun of a post or profession with what stands around it in its noun phrase.

The phrase is read from the words, left and right of the noun, rather than from the parse: in
captions, headlines and stacked titles ("Iran's ambassador to the UN Majid Takht Ravanchi") the
parser is least to be trusted, and the order of the parts is fixed there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from kg.annotate import Annotation
from kg.coref import Resolution
from kg.gazetteer import Entry, load_gazetteer
from kg.lexicon import table, words
from kg.model import Mention, Span
from kg.nouns import noun

_MODIFIERS = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBG", "AFX", "POS", "RB"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PREPOSITIONS = frozenset({"of", "for", "at", "with", "to", "in", "from", "on", "within"})
BODIES = frozenset({"Organization", "Group", "Thing"})
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
    ``title`` the token range of the title itself; ``temporal`` former, future or "".
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
    complements: tuple[Complement, ...] = ()
    temporal: str = ""
    deputy: bool = False
    plural: bool = False

    @property
    def head(self) -> int:
        """The noun's own token."""
        return self.end - 1


@dataclass(frozen=True)
class Scene:
    """An article's parse and entities, with its names by the tokens they cover."""

    ann: Annotation
    resolution: Resolution

    @cached_property
    def _names(self) -> dict[int, Mention]:
        found: dict[int, Mention] = {}
        names = (m for m in self.resolution.mentions if m.form == "name")
        for mention in sorted(names, key=lambda m: m.last - m.first):
            found.update(dict.fromkeys(range(mention.first, mention.last), mention))
        return found

    @cached_property
    def _named(self) -> frozenset[str]:
        names = (m for m in self.resolution.mentions if m.form == "name")
        return frozenset(m.entity for m in names if m.entity)

    def is_named(self, token: int) -> bool:
        """Whether the phrase with that head means one entity that the article names."""
        found = self.resolution.entities_at(token)
        return len(found) == 1 and found[0].id in self._named

    def is_person(self, token: int) -> bool:
        """Whether the phrase with that head means one person that the article names."""
        found = self.resolution.entities_at(token)
        return self.is_named(token) and found[0].type == "Person"

    def is_demonym(self, token: int) -> bool:
        """Whether the name at a token is a demonym."""
        name = self.name_at(token)
        return demonym_of(name.name if name else self.ann.doc[token].text) is not None

    def names_up_to(self, end: int) -> tuple[int, ...]:
        """The head tokens of the coordinated names that end before token ``end``."""
        doc, found, at = self.ann.doc, list[int](), end - 1
        while at >= 0 and (name := self.name_at(at)) is not None:
            found.insert(0, name.head)
            at = name.first - 1
            if at < 1 or doc[at].lower_ not in (",", "and", "&"):
                break
            while at > 0 and doc[at].lower_ in (",", "and", "&"):
                at -= 1
        return tuple(found)

    def names_from(self, begin: int) -> tuple[tuple[int, ...], int]:
        """The head tokens of the coordinated names from token ``begin`` on, and their end."""
        doc, found, at, end = self.ann.doc, list[int](), begin, begin
        while at < len(doc) and (name := self.name_at(at)) is not None:
            found.append(name.head)
            at = end = name.last
            while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
                at += 1
            if at == end:
                break
        return tuple(found), end

    def name_at(self, token: int) -> Mention | None:
        """The longest name that covers a token."""
        return self._names.get(token)

    def span_of(self, token: int) -> Span:
        """The mention with that head, or the word alone."""
        mention = self.resolution.at(token) or self.name_at(token)
        if mention is not None:
            return mention.span
        lefts = [t for t in self.ann.doc[token].lefts if t.dep_ not in ("punct", "relcl", "cc")]
        first = min((t.left_edge.i for t in lefts), default=token)
        return self.ann.span(first if token - first < 8 else token, token + 1)

    def kind_of(self, token: int) -> str | None:
        """What the noun phrase with that head is: a kind of the gazetteer or an entity type.

        None if it is not known to be any entity.
        """
        gazetteer = load_gazetteer()
        mention = self.name_at(token)
        name = mention.name or self.ann.surface(mention.span) if mention else ""
        if country_named(name or self.ann.doc[token].text):
            return "Country"
        entries = gazetteer.lookup(name) if name else ()
        entity = self.resolution.entity(mention.entity) if mention else None
        known = entity.type if entity else mention.type if mention else None
        for entry in entries:
            if known in (None, "Thing", "Group", entry.type):
                return entry.kind
        if known is None and (found := self.resolution.entities_at(token)):
            known = found[0].type
        return known


def find_roles(scene: Scene) -> tuple[Role, ...]:
    """The role phrases of an article in textual order."""
    ann, found, i = scene.ann, list[Role](), 0
    while i < len(ann.doc):
        matched = _match(ann, i)
        if matched is None:
            i += 1
            continue
        entry, end = matched
        if entry in table("post_words") and end < len(ann.doc) and _match(ann, end) is not None:
            i = end
            continue
        found.append(_phrase(scene, entry, i, end))
        i = end
    return tuple(found)


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The nouns of posts by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in table("posts"):
        parts = tuple(entry.split())
        found.setdefault(parts[0], []).append((parts, entry))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def singular(token: Token) -> str:
    """The lower-case singular of a noun, capitalised or not."""
    if token.tag_ in ("NNS", "NN"):
        return token.lemma_.lower()
    lower = token.lower_
    if token.tag_ == "NNPS" or (lower.endswith("s") and lower[:-1] in table("posts")):
        return lower.removesuffix("s")
    return lower


def _match(ann: Annotation, i: int) -> tuple[str, int] | None:
    """The longest noun of the lexicon at token ``i``, and where it ends."""
    first = singular(ann.doc[i])
    for parts, entry in _by_first_word().get(first, ()):
        at, fits = i, True
        for part in parts:
            while at < len(ann.doc) and ann.doc[at].text == "-" and at > i:
                at += 1
            if at >= len(ann.doc) or ann.block_of[at] != ann.block_of[i]:
                fits = False
                break
            token = ann.doc[at]
            if part not in (token.lower_, singular(token)):
                fits = False
                break
            at += 1
        if fits and ann.doc[at - 1].tag_ in (*_NOUNS, "JJ", "VB"):
            return entry, at
    described = noun(first)
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
        state = table("post_words").get(token.lower_)
        mention = scene.name_at(first - 1)
        if state is not None and mention is None:
            temporal = state[0] if state[0] in ("former", "future") else temporal
            deputy = deputy or state[0] == "deputy"
            if state[0] in ("deputy", "plain") and title_first == first:
                title_first -= 1
            first -= 1
        elif token.tag_ == "POS" or token.text in ("'", "'s"):
            before = first - 2
            if before < 0:
                break
            held = scene.name_at(before)
            owner = held.head if held is not None else before
            first = held.first if held is not None else _nominal_start(doc[before])
            break
        elif mention is not None and mention.form == "name" and mention.last <= begin:
            if mention.type == "Person" and not country_named(mention.name):
                break
            body = None if names else _body_between(doc, first, begin)
            if body is not None:
                title_first = body + 1
            own = body is None or (body == mention.last and restates(doc[body]))
            names.insert(0, mention.head if own or body is None else body)
            first = mention.first
        elif country_named(token.text):
            names.insert(0, token.i)
            first -= 1
        else:
            glued = token.text == "-" and doc[first - 2].lower_ in table("post_words")
            if title_first == first and not glued:
                title_first = first - 1
                modified = modified or token.tag_ not in ("CC", "RB", "HYPH")
            first -= 1
    if owner is None and first > 0 and doc[first - 1].tag_ in _PRONOUNS:
        owner = first - 1
        first -= 1
    elif first > 0 and doc[first - 1].lower_ in ("the", "a", "an", "this", "its"):
        first -= 1
    last = end
    if (
        last + 1 < len(doc)
        and doc[last].text == "-"
        and doc[last + 1].lower_ in table("post_words")
    ):
        temporal = table("post_words")[doc[last + 1].lower_][0]
        last += 2
    complements = tuple(_complements(scene, last))
    return Role(
        noun=entry,
        kind=table("posts")[entry][0] if entry in table("posts") else "person",
        begin=begin,
        end=end,
        first=first,
        last=complements[-1].last if complements else last,
        title=(title_first, end),
        owner=owner,
        names=tuple(names),
        modified=modified,
        complements=complements,
        temporal=temporal,
        deputy=deputy,
        plural=doc[end - 1].tag_ in ("NNS", "NNPS") or (
            doc[end - 1].lower_.endswith("s") and doc[end - 1].lower_ not in entry.split()
        ),
    )  # fmt: skip


def _continues(scene: Scene, first: int, begin: int) -> bool:
    """Whether the noun phrase goes on to the left of token ``first``."""
    ann, doc = scene.ann, scene.ann.doc
    token = doc[first - 1]
    if ann.block_of[first - 1] != ann.block_of[begin] or token.is_quote:
        return False
    if token.lower_ in table("post_words"):
        return True
    if token.lower_ in ("and", "&", ",") and first < begin and first > 1:
        # "culture and sport minister", "Iran and Russian Presidents", "Iran, Russia and Turkey"
        left, right = doc[first - 2], doc[first]
        places = _is_place(scene, left) and _is_place(scene, right)
        joined = left.tag_ in (*_NOUNS, "JJ") and token.lower_ != ","
        return places or (joined and not _match_at(ann, first - 2) and left.head.i >= begin - 3)
    if token.tag_ not in _MODIFIERS:
        return False
    governed = token.dep_ in ("pobj", "nsubj", "nsubjpass", "dobj") and token.head.i < token.i
    if governed and token.tag_ in _NOUNS and not _is_place(scene, token):
        return False
    attributive = ("amod", "advmod", "compound", "npadvmod")
    return token.tag_ not in ("VBN", "VBG", "RB") or token.dep_ in attributive


def _match_at(ann: Annotation, i: int) -> bool:
    return _match(ann, i) is not None


def _is_place(scene: Scene, token: Token) -> bool:
    mention = scene.name_at(token.i)
    return country_named(token.text) or (
        mention is not None and mention.form == "name" and mention.type in ("Place", "Group")
    )


def demonym_of(word: str) -> Entry | None:
    """The country of a demonym: "Turkish"."""
    return load_gazetteer().country_of_demonym(word)


def country_named(word: str) -> bool:
    """Whether a word is a demonym or surely the name of a country."""
    if demonym_of(word) is not None:
        return True
    gazetteer = load_gazetteer()
    found = gazetteer.lookup(word) if word[:1].isupper() else ()
    return bool(found) and found[0].kind == "Country" and not gazetteer.ambiguous(word)


def _nominal_start(token: Token) -> int:
    return token.left_edge.i if token.i - token.left_edge.i < 6 else token.i


def _complements(scene: Scene, at: int) -> Iterator[Complement]:
    """The prepositional phrases from token ``at`` on, one after the other."""
    ann, doc = scene.ann, scene.ann.doc
    for _ in range(3):
        if (
            at + 1 >= len(doc)
            or doc[at].lower_ not in _PREPOSITIONS
            or ann.block_of[at + 1] != ann.block_of[at]
        ):
            return
        phrase = _noun_phrase(scene, at + 1)
        if phrase is None:
            return
        head, last = phrase
        yield Complement(doc[at].lower_, head, at + 1, last)
        at = last


def _body_between(doc: Doc, first: int, begin: int) -> int | None:
    """The noun of an organisation between a name and a role: "EU parliament president"."""
    return next((i for i in range(begin - 1, first - 1, -1) if is_body(doc[i])), None)


def restates(token: Token) -> bool:
    """Whether a noun after a name only says what kind of body the name is of."""
    return singular(token) in words("kinds_of_bodies")


def is_body(token: Token) -> bool:
    """Whether a common noun means an organisation: "party", "ministry"."""
    found = noun(singular(token))
    return found is not None and found.type == "Organization"


def _noun_phrase(scene: Scene, at: int) -> tuple[int, int] | None:
    """The head and end of the noun phrase that begins at a token."""
    ann, doc, begin = scene.ann, scene.ann.doc, at
    head: int | None = None
    while at < len(doc) and ann.block_of[at] == ann.block_of[begin]:
        token = doc[at]
        mention = scene.name_at(at)
        if mention is not None and mention.first == at:
            if mention.type == "Person" and head is not None:
                break
            head, at = mention.head, mention.last
            if at < len(doc) and doc[at].tag_ == "POS":
                at += 1
                continue
            following = doc[at] if at < len(doc) and doc[at].tag_ in ("NN", "NNS") else None
            if following is not None and following.dep_ != "ROOT":
                if scene.kind_of(mention.head) in BODIES and restates(following):
                    return head, at + 1
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
            pass
        elif head is not None or token.tag_ not in ("DT", "PRP$", "JJ", "JJR", "JJS", "CD", "VBN",
                                                    "VBG", "HYPH", "RB", "$"):  # fmt: skip
            break
        at += 1
    return (head, at) if head is not None else None
