"""Role phrases: a noun of a post or profession with what stands around it in its noun phrase.

The phrase is read from the words, left and right of the noun, rather than from the parse: in
captions, headlines and stacked titles ("Norway's envoy to NATO Anna Berg") the
parser is least to be trusted, and the order of the parts is fixed there.
"""

from dataclasses import dataclass

from kg.facts.role_complements import Complement, complements_from, seat_before
from kg.facts.role_modifiers import (
    birth_before,
    body_between,
    continues,
    held_when,
    is_kind_of_body,
    is_possessive,
    nominal_start,
    short_before,
)
from kg.facts.role_nouns import is_body, restates, role_noun_at
from kg.facts.scene import Scene, country_named
from kg.model import Mention
from kg.syntax.annotate import Annotation

_PRONOUNS = frozenset({"PRP$"})
_WITH_PORTFOLIOS = ("minister", "deputy", "role")
# Classes of nouns of posts of which a state has one: which in number it is, is no part of them.
_ONE_AT_A_TIME = ("state", "government", "mayor")


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
        matched = role_noun_at(ann, i)
        if matched is None:
            i += 1
            continue
        entry, end = matched
        if (beyond := _longer_from(ann, i, end)) is not None:
            i = beyond
            continue
        if not (_is_in_name(scene, i, end) or _is_in_title(scene, found, entry, i, end)):
            found.append(_phrase(scene, entry, i, end))
        i = end
    return tuple(found)


def _longer_from(ann: Annotation, first: int, end: int) -> int | None:
    """Where a noun of a post begins within another and goes on: "State [Attorney General]"."""
    for at in range(first + 1, end):
        matched = role_noun_at(ann, at)
        if matched is not None and matched[1] > end:
            return at
    return None


def _is_in_name(scene: Scene, first: int, end: int) -> bool:
    """Whether a noun of a post is a part of a name: "Porter", "House of Representatives"."""
    name = scene.name_at(first)
    if name is None:
        return False
    if name.type == "Person":
        return _is_surname(scene, name, first, end)
    of_many = name.first < first and scene.ann.doc[first - 1].lower_ == "of"
    return name.last > end or (of_many and name.type == "Organization")


def _is_in_title(scene: Scene, before: list[Role], entry: str, first: int, end: int) -> bool:
    """Whether a noun only says with another what the post is.

    "*Assistant* coach", "*general* manager", "Minister of *Justice*".
    """
    ann, words = scene.ann, scene.knowledge.words
    follows = end < len(ann.doc) and role_noun_at(ann, end) is not None
    if follows and (entry in scene.knowledge.table("post_words") or ann.doc[first].tag_ == "JJ"):
        return True
    held = bool(before) and before[-1].end == first - 1 and before[-1].kind in _WITH_PORTFOLIOS
    of = held and ann.doc[first - 1].lower_ in words("prepositions_of_portfolios")
    return of and entry in words("nouns_of_portfolios")


def _is_surname(scene: Scene, name: Mention, first: int, end: int) -> bool:
    """Whether a noun of a post is somebody's name here: the "Porter" of "Ann Porter"."""
    if name.type != "Person" or name.last != end or not scene.ann.doc[end - 1].text.istitle():
        return False
    if name.first < first:
        return True
    entity = scene.resolution.entity(name.entity)
    return entity is not None and " " in entity.name and entity.name.endswith(name.name)


def _phrase(scene: Scene, entry: str, begin: int, end: int) -> Role:
    doc = scene.ann.doc
    first, temporal, deputy = begin, "", False
    title_first = begin
    names: list[int] = []
    owner: int | None = None
    modified = False
    single = scene.knowledge.table("posts").get(entry, ("",))[0] in _ONE_AT_A_TIME
    while first > 0 and continues(scene, first, begin):
        token = doc[first - 1]
        beside = seat_before(scene, first) or birth_before(scene, first) or short_before(doc, first)
        if beside is not None:
            first = beside
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
            first = held.first if held is not None else nominal_start(scene, doc[before])
            break
        elif (
            mention is not None
            and mention.form == "name"
            and not is_kind_of_body(scene, mention)
            and (mention.last <= begin or (mention.type == "Place" and mention.last < end))
        ):  # the "Coles County" of "Coles County attorney" ends within the noun
            if mention.type == "Person" and not country_named(mention.name, scene.knowledge):
                break
            bracket = (
                doc[begin - 1].text == ")"
            )  # another name of it in brackets is no body between
            body = None if names or bracket else body_between(doc, first, begin, scene.knowledge)
            if body is not None:
                title_first = body + 1
            own = body is None or (body == mention.last and restates(doc[body], scene.knowledge))
            names.insert(0, mention.head if own or body is None else body)
            first = mention.first
        elif country_named(token.text, scene.knowledge):
            names.insert(0, token.i)
            first -= 1
        elif first == begin and (beside_it := scene.body_before(first)) is not None:
            names.insert(0, beside_it.head)
            first = beside_it.first
        else:
            glued = token.text == "-" and doc[first - 2].lower_ in scene.knowledge.table(
                "post_words"
            )
            counted = single and token.lower_ in scene.knowledge.table("ordinals")
            if title_first == first and not (glued or counted):
                title_first = first - 1
                modified = modified or token.tag_ not in ("CC", "RB", "HYPH")
            first -= 1
    while first < begin and owner is None and doc[first].tag_ == "CC":
        first += 1  # "Minister Lee *and* Finance Minister Berg"
    title_first = max(title_first, first)
    if owner is None and first > 0 and doc[first - 1].tag_ in _PRONOUNS:
        owner = first - 1
        first -= 1
    elif owner is None and first > 2 and doc[first - 1].tag_ == "WP$":
        # "the airline Nordavia, whose chief executive": the name before it
        told = scene.name_at(first - 3 if doc[first - 2].text == "," else first - 2)
        owner = told.head if told is not None else None
        first -= 1
    elif first > 0 and doc[first - 1].lower_ in scene.knowledge.words("determiners_of_posts"):
        first -= 1
    if (when := held_when(scene, first)) is not None:
        first, temporal = when[0], temporal or when[1]
    last = end
    if last < len(doc) and doc[last].lower_ in scene.knowledge.words("after_posts_to_come"):
        temporal, last = "future", last + 1
    if last < len(doc) and doc[last].lower_ in scene.knowledge.words("pointing_to_bodies"):
        last += 1  # "the finance director there, Ann Lee"
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
    complements = tuple(complements_from(scene, last, plural))
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
