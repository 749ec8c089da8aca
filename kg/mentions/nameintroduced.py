"""What a name is of by the phrase that introduces it: "the trawler Ada", "Ada, a Danish firm"."""

from collections.abc import Iterator

from kg.mentions.name import Name
from kg.mentions.namewords import type_by_words
from kg.mentions.nouns import Noun, is_given_name, is_plural, noun, noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_THINGS = ("Organization", "Product", "Work")


def introduced(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """Types and weights for a name by the noun that it explains, or that explains it."""
    number = ann.knowledge.number
    told = defined(ann, name)
    if told:
        yield told, number("names.introduced")
    root = ann.doc[name.first : name.last].root
    if _of_place(root, ann):
        yield "Place", number("names.of_place")
    if name.type in ("Product", "Work", "Thing") and _beside_body(root, ann):
        yield "Organization", number("names.beside_body")
    kind = _explained(ann, name, root)
    if kind is not None and kind.type in ("Product", "Work"):
        # "her second novel, The Salt Road": what belongs to somebody is told by its title.
        yield kind.type, number("names.explains_thing")
    elif _is_kin(ann, name, root):
        yield "Person", number("names.explains_role")
    elif kind is not None and kind.type == name.type == "Person" and name.last - name.first > 1:
        # "The band's singer, Kim Bay": no bay sings.
        yield "Person", number("names.explains_role")


def defined(ann: Annotation, name: Name) -> str | None:
    """The type of thing that a noun right beside a name says that it is of, of a thing alone."""
    return _by_noun_before(ann, name) or _by_definition(ann, name)


def _by_noun_before(ann: Annotation, name: Name) -> str | None:
    """The type told by "the trawler Ada", "the carmaker Ada"."""
    doc, knowledge = ann.doc, ann.knowledge
    if not name.first or ann.block_of[name.first - 1] != ann.block_of[name.first]:
        return None
    before, root = doc[name.first - 1], doc[name.first : name.last].root
    if before.tag_ != "NN" or not (before.text.islower() or before.is_sent_start):
        return None
    # A name of a body has a noun of its own: "the state Senate", "the party Congress".
    parts = [t.text for t in doc[name.first : name.last]]
    if type_by_words(parts, knowledge) not in (None, "Place"):
        return None
    beside = before.head.i in range(name.first, name.last) or root.head == before
    if before.lower_ in knowledge.words("people_or_bodies"):
        bare = len(parts) == 1 and not is_given_name(parts[0], knowledge)
        body = name.type != "Person" and not is_given_name(parts[0], knowledge)
        return "Organization" if bare or (body and beside) else None
    kind = noun(before.lemma_, knowledge)
    article = any(
        c.dep_ in ("det", "poss") and c.i < before.i for t in (before, root) for c in t.children
    )
    # "the film Ann Lee made" is no film of that name.
    made = any(c.dep_ == "relcl" and root.head == c for c in before.children)
    if kind is None or kind.type not in _THINGS or not article or not beside or made:
        return None
    if kind.type == "Organization" and name.type == "Person" and len(parts) > 1:
        return None  # "the speaker of the parliament Ann Lee"
    return kind.type


def _by_definition(ann: Annotation, name: Name) -> str | None:
    """The type told by "Ada, a Danish shipping company": an apposition with an article."""
    doc = ann.doc
    root = doc[name.first : name.last].root
    if name.last >= len(doc) or doc[name.last].text != ",":
        return None
    for child in root.children:
        first = child.left_edge
        if child.dep_ != "appos" or first.i != name.last + 1 or is_plural(child):
            continue
        kind = noun_of(child, ann.knowledge)
        article = first.lower_ in ("a", "an") and first.head == child
        if article and child.tag_ == "NN" and kind is not None and kind.type in _THINGS:
            return kind.type
    return None


def _is_kin(ann: Annotation, name: Name, root: Token) -> bool:
    """Whether a name is that of somebody's kin: "has a son, Jet,", "his daughter Sky"."""
    head, knowledge = root.head, ann.knowledge
    if root.dep_ != "appos" or head.lemma_.lower() not in knowledge.words("relatives"):
        return False
    gap = [t.text for t in ann.doc[head.i + 1 : name.first]]
    given = is_given_name(ann.doc[name.first].text, knowledge) or name.last - name.first == 1
    return head.i < name.first and gap in ([], [","]) and given


def _of_place(root: Token, ann: Annotation) -> bool:
    """Whether a name stands behind "of" and a kind of place: "the island of Tamarind"."""
    noun = root.head.head
    kinds = ann.knowledge.table("place_kinds")
    definite = any(c.dep_ == "det" for c in noun.lefts)
    behind = root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.i == noun.i + 1
    return behind and definite and noun.tag_ == "NN" and noun.lower_ in kinds


def _beside_body(root: Token, ann: Annotation) -> bool:
    """Whether a name is joined with a body: "between the pilots' union and Air Borealis"."""
    first = root.head
    kind = noun_of(first, ann.knowledge) if root.dep_ == "conj" and first.tag_ == "NN" else None
    return kind is not None and kind.type == "Organization"


def _explained(ann: Annotation, name: Name, root: Token) -> Noun | None:
    """What the noun names that a name behind a comma explains: "her novel, The Salt Road"."""
    head = root.head
    if root.dep_ != "appos" or head.tag_ != "NN" or head.i > name.first:
        return None
    gap = ann.doc[head.i + 1 : name.first]
    owned = any(c.dep_ == "poss" for c in head.children)
    beside = len(gap) > 0 and gap[0].text == "," and len(gap) <= 1 + (gap[-1].lower_ == "the")
    # "The vessel, the Ada," and "The film "Salt Road"" are told by what they are called, too.
    definite = any(c.lower_ == "the" for c in head.children)
    quoted = len(gap) > 0 and gap[-1].tag_ == "``"
    return noun_of(head, ann.knowledge) if (owned or definite) and (beside or quoted) else None
