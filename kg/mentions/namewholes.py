"""Names that the tagger cut before their end: a model, a campus, the noun of a body or building."""

import re
from dataclasses import replace

from kg.mentions.name import Name
from kg.mentions.namespans import capitalised
from kg.mentions.namewords import type_by_words
from kg.mentions.nouns import is_title, noun, singular
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

# "737", "XC90", "A-12": what makers call their models.
_MODEL = re.compile(r"(?=.*\d)[A-Z]{0,3}-?\d{2,4}[A-Za-z]?")
# The short name of a genus: "E." in "E. coli"
_GENUS = re.compile(r"([A-Z]+-)?[A-Z]\.")


def whole(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names with what follows and belongs to them; what they swallow is no name any more."""
    kept = list[Name]()
    for name in sorted(found, key=lambda n: n.first):
        if kept and kept[-1].last > name.first:
            continue
        for step in (_party, _known, _with_noun, _model, _campus, _called_after, _species):
            name = step(ann, name)
        kept.append(name)
    return kept


def _behind(ann: Annotation, name: Name) -> Token | None:
    """The word behind a name in its block."""
    inside = name.last < len(ann.doc) and ann.block_of[name.last] == ann.block_of[name.first]
    return ann.doc[name.last] if inside else None


def _known(ann: Annotation, name: Name) -> Name:
    """A name with the rest of a longer one that the gazetteer knows: "the Bank of Ada and Lind"."""
    doc, block = ann.doc, ann.block_of[name.first]
    if name.type == "Person":
        return name
    most = ann.knowledge.whole("mentions.words_of_known_names")
    for last in range(min(len(doc), name.last + most), name.last, -1):
        if ann.block_of[last - 1] != block or not doc[last - 1].text[:1].isupper():
            continue
        entries = ann.knowledge.gazetteer.lookup(doc[name.first : last].text)
        if entries:
            return replace(name, last=last, type=entries[0].type)
    return name


def _party(ann: Annotation, name: Name) -> Name:
    """A party with both its words: "the Liberal Democrats", "a Christian Democrat MP"."""
    doc, before, behind = ann.doc, name.first - 1, _behind(ann, name)
    firsts, demonym = ann.knowledge.words("before_democrats"), ann.knowledge.gazetteer.demonym
    if name.last - name.first > 1:
        return name
    if (
        before >= 0
        and doc[before].lower_ in firsts
        and doc[before].text[:1].isupper()
        and demonym(doc[name.first].text)
    ):
        return Name(before, name.last, "Organization")
    if (
        behind is not None
        and doc[name.first].lower_ in firsts
        and any(e.type == "Organization" for e in demonym(behind.text))
    ):
        return Name(name.first, name.last + 1, "Organization")
    return name


def _with_noun(ann: Annotation, name: Name) -> Name:
    """A body with its own noun: the "House of Representatives" of the "United States House".

    The noun has a capital and heads the name, and is no title.
    """
    doc, head = ann.doc, _behind(ann, name)
    if (
        name.type not in ("Place", "Organization")
        or head is None
        or head.tag_ != "NNP"
        or not head.is_title
        or is_title(head, ann.knowledge)
        or ann.block_of[name.first] in ann.title_case_blocks
        or doc[name.first : name.last].root.head != head
        or doc[name.first : name.last].root.dep_ != "compound"
    ):
        return name
    last = head.i + 1
    rest = doc[last : last + 2]
    if len(rest) == 2 and rest[0].lower_ == "of" and rest[0].head == head:
        last += 2 if rest[1].tag_ in ("NNP", "NNPS") and rest[1].is_title else 0
    words = [t.text for t in doc[name.first : last]]
    if type_by_words(words, ann.knowledge) != "Organization":
        return name
    return replace(name, last=last, type="Organization")


def _model(ann: Annotation, name: Name) -> Name:
    """A product with its maker and model: "the Boeing 737 Max", "a Volvo XC90".

    No count of things or people follows: "Boeing 200 workers".
    """
    doc, model = ann.doc, _behind(ann, name)
    article = doc[name.first - 1] if name.first else None
    if (
        name.type not in ("Organization", "Person", "Product")
        or name.last - name.first > 2
        or model is None
        or not _MODEL.fullmatch(model.text)
        or article is None
        or article.lower_ not in ann.knowledge.words("articles")
    ):
        return name
    last = model.i + 1
    while last < len(doc) and doc[last].tag_ == "NNP" and capitalised(doc[last], ann.knowledge):
        last += 1
    after = doc[last] if last < len(doc) else None
    counted = after is not None and after.tag_ == "NNS" and last == model.i + 1
    return name if counted else replace(name, last=last, type="Product")


def _campus(ann: Annotation, name: Name) -> Name:
    """A university of several towns with the town: "the University of Texas at Austin".

    After a comma where it is called after a state, whose town follows: "the University of
    California, San Diego" but "the University of Bologna, Italy".
    """
    doc, joint, words = ann.doc, _behind(ann, name), ann.knowledge.words
    size = name.last - name.first
    if joint is None or size < 3 or doc[name.first].lower_ not in words("universities"):
        return name
    gazetteer = ann.knowledge.gazetteer
    last = joint.i + 1
    while last < len(doc) and doc[last].tag_ == "NNP" and doc[last].ent_type_ == "GPE":
        last += 1
    if last == joint.i + 1:
        return name
    state = any(e.kind == "Region" for e in gazetteer.lookup(doc[name.first + 2 : name.last].text))
    town = not any(
        e.kind in ("Country", "Region") for e in gazetteer.lookup(doc[joint.i + 1 : last].text)
    )
    at = joint.lower_ in words("before_campuses") or joint.text == ","
    return replace(name, last=last) if state and town and at else name


def _called_after(ann: Annotation, name: Name) -> Name:
    """What is called after somebody, with its noun: "the James Webb space telescope"."""
    doc, first = ann.doc, name.first
    while first > 0 and is_title(doc[first - 1], ann.knowledge) and doc[first - 1].is_title:
        first -= 1
    article = doc[first - 1] if first else None
    root = doc[name.first : name.last].root
    at = name.last
    while at < len(doc) and doc[at].tag_ == "NN" and doc[at].dep_ == "compound":
        at += 1
    head = doc[at] if at < len(doc) else None
    if (
        name.type != "Person"
        or name.last - name.first < 2
        or article is None
        or article.lower_ != "the"
        or head is None
        or head.tag_ != "NN"
        or root.head != head
        or singular(head) not in ann.knowledge.words("called_after_people")
    ):
        return name
    kind = noun(singular(head), ann.knowledge)
    return Name(first, at + 1, kind.type if kind is not None else "Thing")


def _species(ann: Annotation, name: Name) -> Name:
    """A species with both its words: "E. coli"."""
    second, text = _behind(ann, name), ann.doc[name.first : name.last].text
    if second is None or not second.is_lower or not second.is_alpha or second.pos_ == "VERB":
        return name
    if _GENUS.fullmatch(text) and not second.is_stop:
        return Name(name.first, second.i + 1, "Thing")
    return name
