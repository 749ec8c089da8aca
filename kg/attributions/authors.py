"""Whom a source means: the name behind a description of it, and the author behind a text.

A source is the words that stand there, "fire chief and mayor Ann Lee" or "figures from the bank";
here the token is found that stands for who speaks: "Lee", "bank".
"""

from kg.attributions.sources import Source, agent, noun_phrase, possessor, source_of
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def speaking_head(ann: Annotation, source: Source) -> int:
    """The token that stands for who speaks; the head of the source where no other does."""
    head = ann.doc[source.head]
    named = next((c.i for c in head.children if _names(c, head, ann.knowledge)), source.last)
    if named < source.last:
        return named
    author = _author(head, ann.knowledge)
    if author is not None:
        return author
    name = _name_in(ann, source)
    return source.head if name is None else name


def _names(name: Token, head: Token, knowledge: Knowledge) -> bool:
    """Whether an apposition names who is described: "a nurse, *Ann Lee*", "news agency *AFP*"."""
    if name.dep_ != "appos" or name.i < head.i:
        return False
    if name.ent_type_ == "PERSON" or head.pos_ != "NOUN":
        return name.ent_type_ == "PERSON"
    kind = noun_of(head, knowledge)
    body = kind is None or kind.type != "Person" or name.left_edge.i == head.i + 1
    return name.ent_type_ == "ORG" and name.pos_ == "PROPN" and body


def _author(noun: Token, knowledge: Knowledge) -> int | None:
    """The author of an utterance or of data: "her statement", "data from the bank".

    A text that somebody puts out is his too: "the bank issued a letter that said ...".
    """
    found = None
    for _ in range(knowledge.whole("attributions.texts_within")):
        words = {noun.lemma_.lower(), noun.lower_} if _common(noun) else set[str]()
        owner = None
        if words & knowledge.words("reporting-signs"):
            owner = _bearer(noun, knowledge) or _named_author(noun, knowledge)
        elif words & knowledge.words("parts_of_texts"):
            owner = _partitive(noun)
        elif words & knowledge.words("reporting-utterances"):
            owner = _maker(noun, knowledge) or possessor(noun, knowledge)
            owner = owner or _partitive(noun) or _brand(noun)
        elif words & knowledge.words("reporting-documents") and not _acts(noun, knowledge):
            owner = _maker(noun, knowledge) or _named_author(noun, knowledge)
        elif not words & knowledge.words("reporting-texts"):
            break
        if owner is None and noun.dep_ == "dobj":
            lent = noun.head.lemma_ in knowledge.words("reporting-light-verbs")
            owner = source_of(noun.head, knowledge) if lent else None
        if owner is None:
            break
        noun = noun.doc[owner.head]
        found = noun.i
    return found


def _acts(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun for what finds something is a person or body, and no text: a court."""
    kind = noun_of(noun, knowledge)
    return kind is not None and kind.type in ("Person", "Organization", "Group")


def _named_author(noun: Token, knowledge: Knowledge) -> Source | None:
    """The author whom a phrase of its own names: in "a bank survey" the survey speaks."""
    owner = possessor(noun, knowledge)
    kind = ("compound", "amod", "nmod")
    return owner if owner is not None and noun.doc[owner.head].dep_ not in kind else None


def _maker(noun: Token, knowledge: Knowledge) -> Source | None:
    """Who made a text or figures: "data gathered *by the bank*"."""
    for child in noun.rights:
        if child.dep_ == "acl" and child.lemma_ in knowledge.words("verbs_of_authors"):
            by = agent(child)
            if by is not None:
                return noun_phrase(by)
    return None


def _common(noun: Token) -> bool:
    """Whether a word is no name, as far as its capital letter tells."""
    return noun.tag_ in ("NN", "NNS") or (bool(noun.is_sent_start) and not noun.ent_type_)


def _bearer(noun: Token, knowledge: Knowledge) -> Source | None:
    """Who shows a sign: "*protesters* carried placards", "*people* holding a banner"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in knowledge.words("verbs_of_bearing"):
        return None
    return source_of(verb, knowledge)


def _brand(noun: Token) -> Source | None:
    """The name in front of a noun: "Riverbank data"."""
    for child in noun.lefts:
        if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i == noun.i - 1:
            return Source(child.left_edge.i, child.i + 1, child.i)
    return None


def _partitive(noun: Token) -> Source | None:
    """The whole of a part: "part of the judge's statement"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for part in child.children:
                if part.dep_ == "pobj":
                    return Source(part.left_edge.i, part.right_edge.i + 1, part.i)
    return None


def _name_in(ann: Annotation, source: Source) -> int | None:
    """The person whom a description introduces: "a nurse, Ann Lee", "Leeds's mayor, Ann Lee".

    Also where the parse makes the title the head: "writer and critic Ann Lee".
    """
    head = ann.doc[source.head]
    if head.ent_type_ == "PERSON" or head.pos_ == "PRON":
        return None
    for child in head.children:
        if child.dep_ == "appos" and child.ent_type_ == "PERSON" and child.i < source.last:
            return child.i
    if head.ent_type_ in ("ORG", "GPE", "NORP", "FAC") and (name := _beside(ann, source.last)):
        return name
    last = ann.doc[source.last - 1]
    if last.ent_type_ != "PERSON" or last.i <= head.i:
        return None
    start = last.i
    while start > source.first and ann.doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while start > head.i + 1 and ann.doc[start - 1].dep_ == "compound":
        start -= 1
    titled = _bare_title(head, ann.knowledge) and last.dep_ in ("conj", "appos", "dobj", "pobj")
    kind = noun_of(head, ann.knowledge)
    post = kind is not None and kind.type == "Person" and head.tag_ == "NN"
    place = head.ent_type_ in ("ORG", "GPE", "FAC", "LOC")
    owned = (place or post) and ann.doc[start - 1].text == ","
    between = ann.doc[head.i + 1 : start]
    clause = any(t.tag_ in _FINITE or (titled and t.pos_ == "VERB") for t in between)
    # "The man accused of robbing a widow, Ann Lee": the name is the nearer's.
    nearer = post and any(
        (near := noun_of(t, ann.knowledge)) is not None and near.type == "Person" for t in between
    )
    return last.i if (titled or (owned and not nearer)) and not clause else None


def _beside(ann: Annotation, at: int) -> int | None:
    """The person whose name follows that of a body or place: "Mayor of London Ann Lee"."""
    if at >= len(ann.doc) or ann.doc[at].ent_type_ != "PERSON" or ann.doc[at].ent_iob_ != "B":
        return None
    while at + 1 < len(ann.doc) and ann.doc[at + 1].ent_iob_ == "I":
        at += 1
    return at


def _bare_title(head: Token, knowledge: Knowledge) -> bool:
    """Whether a noun for a person stands without an article, as titles before names do."""
    kind = noun_of(head, knowledge)
    singular = head.tag_ in ("NN", "NNP")
    bare = not any(c.dep_ in ("det", "poss") for c in head.children)
    return kind is not None and kind.type == "Person" and singular and bare
