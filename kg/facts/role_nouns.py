"""What the nouns of role phrases are: posts and professions, and the bodies that they are in."""

from kg.knowledge.knowledge import Knowledge
from kg.knowledge.posts import posts_by_first_word
from kg.mentions.nouns import noun
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def role_noun_at(ann: Annotation, i: int) -> tuple[str, int] | None:
    """The longest noun of the lexicon at token ``i``, and where it ends."""
    first = singular(ann.doc[i], ann.knowledge)
    for parts in posts_by_first_word(ann.knowledge.lexicon).get(first, ()):
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
        if fits and ann.doc[at - 1].tag_ in (*NOUN_TAGS, "JJ", "VB"):
            return " ".join(parts), at
    described = noun(first, ann.knowledge)
    if described is not None and described.type == "Person" and ann.doc[i].tag_ in NOUN_TAGS:
        return first, i + 1
    return None


def singular(token: Token, knowledge: Knowledge) -> str:
    """The lower-case singular of a noun, capitalised or not; "Sen." is a senator."""
    if token.text[:1].isupper() and token.lower_ in knowledge.words("abbreviated_posts"):
        return knowledge.table("role_synonyms")[token.lower_][0]
    if token.tag_ in ("NNS", "NN"):
        return token.lemma_.lower()
    lower = token.lower_
    if token.tag_ == "NNPS" or (lower.endswith("s") and lower[:-1] in knowledge.table("posts")):
        return lower.removesuffix("s")
    return lower


def restates(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun after a name only says what kind of body the name is of."""
    return singular(token, knowledge) in knowledge.words("kinds_of_bodies")


def is_body(token: Token, knowledge: Knowledge) -> bool:
    """Whether a common noun means an organisation: "party", "ministry"."""
    found = noun(singular(token, knowledge), knowledge)
    return found is not None and found.type == "Organization"
