"""The source of a phrase that begins a sentence and frames it: "According to X, a baker, ...".

Who he is, is read by the commas of the phrase: the parse often takes the name behind a description,
or the subject of the clause, for the other.
"""

from kg.attributions.sources import Source
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def between_semicolons(ann: Annotation, token: Token) -> tuple[int, int]:
    """The part of a sentence between semicolons in which a token stands, half open."""
    sent = token.sent
    ends = [t.i for t in sent if t.text == ";" and ann.quote_at(t.i) is None]
    first = max((i + 1 for i in ends if i < token.i), default=sent.start)
    return first, min((i for i in ends if i > token.i), default=sent.end)


def begins(ann: Annotation, token: int, first: int) -> bool:
    """Whether a token begins its part of a sentence, or follows a word that joins those."""
    return all(t.is_punct or t.dep_ in ("cc", "advmod") for t in ann.doc[first:token])


def fronted_source(ann: Annotation, cue: int, first: int) -> Source | None:
    """The source between a phrase that begins a sentence and the comma that ends it."""
    start, stop = between_semicolons(ann, ann.doc[cue])
    if not begins(ann, cue, start):
        return None
    parts = _parts(ann, first, stop)
    if len(parts) < 2:
        return None
    lead, following = parts[0], parts[1]
    head = _head(ann, lead)
    if head is None:
        return None
    if len(parts) > 2 and _goes_with(ann, lead[-1], following):
        lead = [*lead, *following]
        inner = _head(ann, lead)
        head = inner if ann.doc[following[0]].is_digit and inner is not None else head
        parts = [lead, *parts[2:]]
        following = parts[1]
    relative = ann.doc[following[0]].lower_ in ann.knowledge.words("relative_pronouns")
    if relative and len(parts) > 2:
        return Source(first, following[-1] + 1, head.i)
    if len(parts) > 2 and head.ent_type_ != "PERSON" and _only_name(ann, following):
        rest = ann.doc[parts[2][0]]
        if rest.tag_ not in _FINITE:
            return Source(first, following[-1] + 1, following[-1])
    if len(parts) > 2 and head.ent_type_ == "PERSON" and _apposition(ann, following, parts[2]):
        return Source(first, following[-1] + 1, head.i)
    return Source(first, lead[-1] + 1, head.i)


def _goes_with(ann: Annotation, last: int, part: list[int]) -> bool:
    """Whether a comma is one of a date or place: "a March 14, 2019 letter", "in Leeds, Maine"."""
    word, first = ann.doc[last], ann.doc[part[0]]
    year = first.is_digit and len(first) == 4 and word.ent_type_ == "DATE"
    place = word.ent_type_ == "GPE" and all(ann.doc[i].ent_type_ == "GPE" for i in part)
    return year or place


def _apposition(ann: Annotation, part: list[int], rest: list[int]) -> bool:
    """Whether words behind a name describe it, as the clause stands behind the next comma."""
    words, after = [ann.doc[i] for i in part], [ann.doc[i] for i in rest]
    if any(t.tag_ in _FINITE for t in words) or after[0].tag_ in _FINITE:
        return False
    relative = after[0].tag_ in ("WDT", "WP", "VBG", "VBN", "CC")
    noun = any(t.pos_ == "NOUN" for t in words) and words[0].pos_ not in ("ADP", "CCONJ", "SCONJ")
    return noun and not relative and any(t.tag_ in _FINITE for t in after)


def _parts(ann: Annotation, first: int, end: int) -> list[list[int]]:
    """The words of a sentence between commas, outside of quotation marks."""
    found: list[list[int]] = [[]]
    for i in range(first, end):
        if ann.doc[i].text == "," and ann.quote_at(i) is None:
            found.append([])
        else:
            found[-1].append(i)
    return [part for part in found if part]


def _only_name(ann: Annotation, part: list[int]) -> bool:
    """Whether words are the name of a person or body, and no more."""
    words = [ann.doc[i] for i in part]
    named = all(t.pos_ == "PROPN" and t.ent_type_ in ("PERSON", "") for t in words)
    return len(words) < 5 and named


def _head(ann: Annotation, part: list[int]) -> Token | None:
    """The head of the noun phrase that fills the words, by the parse or by its last name."""
    words = [ann.doc[i] for i in part]
    inside = set(part)
    if any(t.tag_ in _FINITE for t in words):
        return None
    last = words[-1]
    person = [t for t in words if t.ent_type_ == "PERSON" and t.pos_ == "PROPN"]
    if person and person[-1] == last:
        return last
    roots = [t for t in words if t.head.i not in inside]
    nominal = [t for t in roots if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    return nominal[0] if nominal else None
