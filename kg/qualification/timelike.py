"""Whether words that may be a time are one in their sentence: "in 2019", not "room 1984"."""

from kg.qualification.governing import root_of, sees
from kg.qualification.interpretation import Timex
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod", "poss", "npadvmod"})
_DASHES = frozenset({"-", "–"})
_BETWEEN = _DASHES | {","}
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "NORP"})


def is_time(ann: Annotation, first: int, last: int, timex: Timex) -> bool:
    """Whether the words are a time in their sentence: "in 2019" is one, "room 1984" none."""
    doc = ann.doc
    root = root_of(ann, first, last)
    before = doc[first - 1] if first > root.sent.start else None
    if before is not None and before.lower_ in ann.knowledge.words("recurring_determiners"):
        return False
    if _in_name(ann, first, last, timex):
        return False
    head = root.head if root.head.i >= last and root.dep_ in MODIFIERS else None
    if timex.bare == "month" and not _is_month(ann, root, head, before):
        return False
    if timex.bare == "weekday" and _is_called(ann, root, head, first):
        return False
    if timex.bare == "year":
        return _is_year(ann, root, head, before)
    if timex.bare == "day":
        days = ann.knowledge.words("prepositions_of_days")
        told = before is not None and before.lower_ in days
        return told and (last >= len(doc) or doc[last].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"))
    if timex.bare in ("season", "quarter"):
        begin = first - ann.knowledge.whole("qualification.words_before_a_season")
        words = [doc[i].lower_ for i in range(max(root.sent.start, begin), last)]
        return head is not None or bool(
            {"for", "of"} & set(words)
            or any(w in ann.knowledge.table("time_bounds") for w in words)
        )
    return True


def _in_name(ann: Annotation, first: int, last: int, timex: Timex) -> bool:
    """Whether the words are in a longer name: "Theresa May", "Good Friday Agreement"."""
    doc = ann.doc
    for ent in ann.tagged.get(doc[first].sent.start, ()):
        if ent.start < last and ent.end > first:
            if ent.label_ in _NAMES and (
                ent.start < first or ent.end > last or timex.bare in ("month", "weekday")
            ):
                possessive = all(t.tag_ == "POS" for t in doc[last : ent.end])
                if ent.start < first or not possessive:
                    return True
            if ent.label_ == "PERSON" and timex.bare:
                return True
    return False


def _is_month(ann: Annotation, root: Token, head: Token | None, before: Token | None) -> bool:
    """Whether the name of a month is one, not somebody's: "in June", "her sister June".

    It stands behind a preposition, modifies a common noun, or is the time that sees something.
    """
    if head is not None:
        return head.pos_ == "NOUN" or "EVENT" in (root.ent_type_, head.ent_type_)
    joined = ann.knowledge.words("words_between_months")
    if before is not None and (before.lower_ in joined or before.lower_ in _BETWEEN):
        return root.ent_type_ == "DATE" and root.dep_ in ("conj", "pobj", "npadvmod")
    return sees(root, ann.knowledge) or (
        before is not None
        and before.lower_ in ann.knowledge.words("before_dates") | set(
            ann.knowledge.table("time_bounds"))
    )  # fmt: skip


def _is_called(ann: Annotation, root: Token, head: Token | None, first: int) -> bool:
    """Whether the name of a day is somebody's: "Augusta Friday", "Sunday Okafor"."""
    if any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < first for c in root.children):
        return True
    if head is not None and head.pos_ == "PROPN" and root.ent_type_ != "DATE":
        return True
    verb = root.head.lemma_
    of_the_time = verb == "be" or verb in ann.knowledge.words("seeing_verbs")
    return root.dep_ in ("nsubj", "nsubjpass") and not of_the_time


def _is_year(ann: Annotation, root: Token, head: Token | None, before: Token | None) -> bool:
    prepositions = ann.knowledge.table("time_bounds")
    if head is not None and head.pos_ in ("NOUN", "PROPN"):
        if head.tag_ == "NN" or "EVENT" in (root.ent_type_, head.ent_type_):
            return True
        return any(c.dep_ in ("det", "poss") and c.lower_ != "no" for c in head.children)
    if before is None:
        return False
    if root.nbor(-1).text == "(" or root.dep_ == "appos":
        after = root.nbor(1).text if root.i + 1 < len(root.doc) else ""
        return after in (")", ",", ";", "-", "–")
    if before.lower_ in ann.knowledge.words("words_before_years") or before.lower_ in _DASHES:
        return root.dep_ in ("pobj", "conj", "nummod", "npadvmod", "appos") and (
            before.lower_ not in ("and", "between", "of") or root.ent_type_ == "DATE"
        )
    if before.lower_ in prepositions:
        return root.dep_ != "nummod"
    return before.tag_ == "POS" and root.ent_type_ == "DATE"
