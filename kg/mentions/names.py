"""Find names: the tagger's proposals and runs of proper nouns, cut and completed.

What they are names of is told by `nametypes`, by `namewords` and `namecontext`.
"""

import re
import unicodedata
from dataclasses import replace

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.namecuts import recut
from kg.mentions.namejoins import connected, firms, joined, numbered, opened, partners, registered
from kg.mentions.namenations import joined_nations
from kg.mentions.nameparties import parties_before_mandates
from kg.mentions.namerepeats import repeated
from kg.mentions.namespans import (
    capitalised,
    common,
    completed,
    inner_capital,
    party_and_state,
    pieces,
    reduced,
)
from kg.mentions.nametitles import without_posts
from kg.mentions.nametypes import name_types
from kg.mentions.namewholes import whole
from kg.mentions.namewords import titled_with_article
from kg.mentions.nouns import is_given_name, is_title, noun
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Doc, Token

_LABELS = {
    "PERSON": "Person", "ORG": "Organization", "NORP": "Group", "GPE": "Place", "LOC": "Place",
    "FAC": "Place", "EVENT": "Event", "LAW": "Law", "PRODUCT": "Product", "WORK_OF_ART": "Work",
}  # fmt: skip
# Tags which words of names may have after a capital article.
_OPEN = ("NN", "NNS", "JJ")
# "BRC-9", "F35"
_CODE = re.compile(r"[A-Z]{2,6}-?\d{1,4}")
# Functions in which the first word of a sentence owes its capital to its place.
_MODIFIER = frozenset(["compound", "amod", "nmod", "advmod", "ROOT"])


def find_names(ann: Annotation) -> tuple[Name, ...]:
    """The names of an article in textual order, not overlapping."""
    proposals = _proposals(ann)
    types = name_types(ann, proposals)
    names = [replace(p, type=type) for p, type in zip(proposals, types, strict=True)]
    surnames = {
        ann.doc[n.last - 1].text for n in names if n.type == "Person" and n.last - n.first > 1
    }
    names = [part for name in names for part in _parted(ann, name, surnames)]
    names = [*names, *repeated(ann, names)]
    names = [_with_title(ann, _demonym(ann, name)) for name in names]
    return tuple(sorted(names, key=lambda n: n.first))


def _parted(ann: Annotation, name: Name, surnames: set[str]) -> list[Name]:
    """A body's name and a person's that the tagger took for one: "told MSNBC Lee was right".

    The last word is among the surnames of those whom the article names in full.
    """
    size = name.last - name.first
    if size < 2 or name.type not in ("Organization", "Work", "Thing"):
        return [name]
    doc = ann.doc
    if doc[name.last - 1].text not in surnames:
        return [name]
    end = name.last - 1
    comma = doc[end - 1].text == ","
    end -= comma
    front = doc[name.first : end]
    known = bool(ann.knowledge.gazetteer.lookup(front.text)) or front.text.isupper()
    if not comma and not known:
        return [name]
    return [replace(name, last=end), Name(name.last - 1, name.last, "Person")]


def _demonym(ann: Annotation, name: Name) -> Name:
    """An adjective of nationality as the place it is of: the "Iranian" of "Iranian minister".

    A party's is the party: "the Republican senator".
    """
    span = ann.doc[name.first : name.last]
    token = span.root
    adjective = token.tag_ in ("JJ", "NNP") and token.dep_ in ("amod", "compound", "nmod")
    if name.type != "Group" or not adjective:
        return name
    gazetteer = ann.knowledge.gazetteer
    regions = [e for e in gazetteer.demonym(span.text) if e.type == "Place" and e.country]
    if gazetteer.country_of_demonym(span.text) or regions:
        return replace(name, type="Place")
    parties = [e for e in gazetteer.demonym(span.text) if e.type == "Organization"]
    return replace(name, type="Organization") if parties else name


def _proposals(ann: Annotation) -> list[Name]:
    """The tagger's names, trimmed and completed, and runs of proper nouns that it left out."""
    doc = ann.doc
    taken = [False] * len(doc)
    found = []
    for ent in doc.ents:
        if ent.label_ not in _LABELS:
            surname = (
                ent.start > 0
                and is_given_name(doc[ent.start - 1].text, ann.knowledge)
                and len(ent) == 1
            )
            for token in ent:
                taken[token.i] = ent.label_ not in ("ORDINAL", "CARDINAL") and not surname
            continue
        for first, last in pieces(ann, ent.start, ent.end, ent.label_):
            if any(taken[first:last]):
                continue
            found.append(Name(first, last, _LABELS[ent.label_]))
            taken[first:last] = [True] * (last - first)
    found = [completed(ann, name, taken) for name in joined(ann, found)]
    found += joined_nations(ann, taken)
    found += parties_before_mandates(ann, taken)
    found += _runs(ann, taken)
    found.sort(key=lambda n: n.first)
    found = [name for name in found if not _begins_sentence(ann, name)]
    found = without_posts(ann, recut(ann, found))
    found = whole(ann, registered(ann, firms(ann, found)))
    found = reduced(ann, opened(ann, numbered(ann, partners(ann, connected(ann, found)))))
    return [replace(name, last=_before_sum(doc, name)) for name in found]


def _before_sum(doc: Doc, name: Name) -> int:
    """Where a name ends before the sign of a currency: "fined Siemens £90m"."""
    signed = unicodedata.category(doc[name.last - 1].text[0]) == "Sc"
    return name.last - (signed and name.last - name.first > 1)


def _begins_sentence(ann: Annotation, name: Name) -> bool:
    """Whether a common noun has its capital from its place: "Time is running out", she said."""
    doc, token = ann.doc, ann.doc[name.first]
    if name.last - name.first > 1 or token.tag_ not in ("NN", "NNS") or token.is_upper:
        return False
    verbs = [token.head, *(t for t in token.head.children if t.dep_ in ("aux", "auxpass"))]
    plural = token.tag_ == "NNS" and any(t.tag_ == "VBP" or t.lower_ == "were" for t in verbs)
    known = noun(token.text, ann.knowledge) is not None or token.lower_ in ann.knowledge.words(
        "empty_nouns"
    )
    # "Torres said": only the verb shows that a plural is one.
    if not (plural or known or doc.alike(token.lower_)):
        return False
    gazetteer = ann.knowledge.gazetteer
    if (
        gazetteer.lookup(token.text)
        or gazetteer.demonym(token.text)
        or inner_capital(token, ann.knowledge)
    ):
        return False
    return all(t.is_sent_start or doc[t.i - 1].is_quote for t in doc.alike(token.text))


def _runs(ann: Annotation, taken: list[bool]) -> list[Name]:
    """Runs of capitalised proper nouns that the tagger left out."""
    doc, found = ann.doc, []
    headline = ann.title_case_blocks
    lower_elsewhere = {t.lower_ for t in doc if t.text.islower()}
    i = 0
    while i < len(doc):
        token = doc[i]
        if (
            taken[i]
            or not (
                token.tag_ in ("NNP", "NNPS")
                or _CODE.fullmatch(token.text)
                or inner_capital(token, ann.knowledge)
                or (token.tag_ in _OPEN and titled_with_article(token))
            )
            or not capitalised(token, ann.knowledge)
            or ann.block_of[i] in headline
        ):
            i += 1
            continue
        last = i + 1
        while last < len(doc) and not taken[last] and ann.block_of[last] == ann.block_of[i]:
            joined = doc[last].tag_ in ("NNP", "NNPS") and capitalised(doc[last], ann.knowledge)
            particle = (
                (
                    doc[last].lower_ in ann.knowledge.words("name_particles")
                    or doc[last].text in "-'"
                )
                and last + 1 < len(doc)
                and capitalised(doc[last + 1], ann.knowledge)
                and not taken[last + 1]
                and doc[last + 1].tag_ in ("NNP", "NNPS")
            )
            if not joined and not particle:
                break
            last += 1
        first, end = i, last
        while first < end and (
            is_title(doc[first], ann.knowledge)
            or doc[first].text in ann.knowledge.words("calendar_names")
        ):
            first += 1
        if i < first == end - 1 and doc[first].is_stop and doc[first].is_title:
            first = i  # a firm, for no one is called by a small word: "General Re"
        while (
            first < end
            and doc[end - 1].text in ann.knowledge.words("calendar_names")
            and not (end - first > 1 and is_given_name(doc[end - 2].text, ann.knowledge))
        ):
            end -= 1
        # "Green party co-leader Ann Lee", at the beginning of a sentence, too
        party = end < len(doc) and doc[end].lower_ in ann.knowledge.words("parties")
        single = end - first == 1 and not (party and doc[first].tag_ == "NNP")
        if first < end and not (
            single
            and (
                doc[first].lower_ in lower_elsewhere
                or common(doc[first], ann.knowledge)
                or party_and_state(doc[first])
                or doc[first].is_stop
                or (doc[first].is_sent_start and _modifies(doc[first]))
            )
        ):
            led = party and doc[end].dep_ == "compound"  # no "Halloween party"
            found.append(Name(first, end, "Organization" if led else "Thing"))
            taken[first:end] = [True] * (end - first)
        i = last
    return found


def _modifies(token: Token) -> bool:
    """Whether a first word may modify the next one; not in "*Corrin* and Castle Vale drew"."""
    after = [t.tag_ for t in token.doc[token.i + 1 : token.i + 3]]
    return token.dep_ in _MODIFIER and not (token.tag_ == "NNP" and after == ["CC", "NNP"])


def _with_title(ann: Annotation, name: Name) -> Name:
    """The name with the title words directly in front of it."""
    doc, first = ann.doc, name.first
    if name.type == "Product" and first and doc[first - 1].tag_ == "NNP":
        # "the Princess Ada" that sank
        named = doc[first - 1].head.i < name.last and is_title(doc[first - 1], ann.knowledge)
        return replace(name, first=first - 1) if named else name
    if name.type != "Person":
        return name
    block = ann.block_of[name.first]
    while first > 0 and ann.block_of[first - 1] == block:
        token = doc[first - 1]
        if is_title(token, ann.knowledge) or _role_word(token, name, ann.knowledge):
            first -= 1
        elif (
            token.lower_ in ("of", "-", "and")
            and first > 1
            and first < name.first
            and is_title(doc[first - 2], ann.knowledge)
            and token.lower_ != "and"
        ):
            first -= 2
        else:
            break
    return replace(name, title=(first, name.first)) if first < name.first else name


def _role_word(token: Token, name: Name, knowledge: Knowledge) -> bool:
    """Whether a lower-case noun before a name describes its bearer ("spokesman John Kirby")."""
    found = noun(token.text, knowledge)
    return (
        found is not None
        and found.type == "Person"
        and name.first <= token.head.i < name.last
        and token.dep_ in ("compound", "nmod", "amod")
    )
