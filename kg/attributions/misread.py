"""Subjects that the parse took for something else beside their verb."""

from kg.syntax.tokens import Token

_TIMES = ("DATE", "TIME")


def misread_subject(verb: Token) -> Token | None:
    """The subject of a verb that has none by the parse, if one stands in a place for subjects."""
    if verb.tag_ == "VBG":
        return _beside_with(verb)
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    found = _behind_a_phrase(verb) or _before_participle(verb) or _of_relative(verb)
    return found or _name_before(verb) or _by_age(verb)


def _beside_with(verb: Token) -> Token | None:
    """The noun right before a participle and behind "with": "..., with *Ann Lee* calling it odd".

    So for a second one, "and *Dan Ott* calling it late".
    """
    for noun in (verb.nbor(-1), *verb.nbor(-1).ancestors) if verb.i else ():
        if noun.pos_ not in ("NOUN", "PROPN") or noun.i > verb.i or noun.left_edge.i == 0:
            continue
        before = noun.left_edge.nbor(-1)
        whole = noun.right_edge.i in (verb.i - 1, verb.right_edge.i)
        if whole and before.lower_ == "with":
            return noun
        second = before.dep_ == "cc" and verb.head.tag_ == "VBG" and verb.head.i < verb.i
        if whole and second and _beside_with(verb.head) is not None:
            return noun
    return None


def _of_relative(verb: Token) -> Token | None:
    """The subject of two verbs in a row, of which the first has but a relative clause.

    "*Some of those* the paper interviewed said": the second was read as what the first reports.
    """
    first = verb.head
    if verb.dep_ != "ccomp" or first.i != verb.i - 1 or first.tag_ not in ("VBD", "VBN"):
        return None
    return next((c for c in first.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)


def _by_age(verb: Token) -> Token | None:
    """Who is called by his age, an adjective to the parse: "*The 24-year-old*, ..., said"."""
    for word in verb.lefts:
        aged = word.pos_ == "ADJ" and any(c.dep_ == "det" for c in word.lefts)
        if aged and word.dep_ in ("advcl", "amod", "npadvmod", "dep", "advmod"):
            return word
    return None


def _behind_a_phrase(verb: Token) -> Token | None:
    """A subject that the parser took for an apposition: "In a joint statement, *A and B* said".

    It stands between a comma and the verb, which has no other.
    """
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.i > verb.i:
            continue
        for noun in preposition.children:
            for name in noun.children if noun.dep_ == "pobj" else ():
                closed = name.right_edge.i == verb.i - 1 and name.left_edge.nbor(-1).text == ","
                if name.dep_ == "appos" and name.pos_ == "PROPN" and closed:
                    return name
    return None


def _before_participle(verb: Token) -> Token | None:
    """A subject that the parser gave to a participle behind it: "*Ott*, seeded third, said"."""
    for part in verb.lefts:
        if part.dep_ != "advcl" or part.tag_ not in ("VBN", "VBD"):
            continue
        for name in part.lefts:
            comma = "," in (name.right_edge.text, name.right_edge.nbor(1).text)
            apart = comma and verb.nbor(-1).text == ","
            if name.dep_ in ("nsubj", "nsubjpass") and name.left_edge.is_sent_start and apart:
                return name
    return None


def _name_before(verb: Token) -> Token | None:
    """A name right before a verb that the parser took for an adverb of it: "*Swiss Re* said".

    Two days' names in a row or a time are none.
    """
    for name in reversed(list(verb.lefts)):
        if name.dep_ in ("aux", "neg", "advmod") and name.pos_ != "PROPN":
            continue
        loose = name.dep_ in ("advmod", "npadvmod", "dep", "nmod", "amod", "compound", "intj")
        return name if loose and name.pos_ == "PROPN" and name.ent_type_ not in _TIMES else None
    return None
