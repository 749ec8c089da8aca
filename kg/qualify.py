"""Polarity, modality and time of a predicate, from its context.

A predicate is qualified by its own markers (auxiliaries, negation, adverbs, adjectives) and by
what governs it, link by link up the dependency tree: "refused to attend talks" denies the talks
because *attend* is an object's light verb and *refuse* negates its infinitive. The walk goes on as
long as a link lets qualification through; a presupposing link ("criticised the visit") ends it.
The signatures of the governors (implicative, factive, modal) are word lists in ``ontology/``, in
the line of Nairn, Condoravdi & Karttunen (2006), "Computing relative polarity".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.annotate import Annotation
from kg.lexicon import table, words
from kg.model import Modality, Polarity, When
from kg.when import find_when

# What wins where several modalities meet: "would ask him to meet" is a request.
_RANK: tuple[Modality, ...] = ("requested", "possible", "expected", "planned")
_MODALS = {
    **dict.fromkeys(("will", "shall", "'ll", "wo", "sha"), "planned"),
    **dict.fromkeys(("would", "'d", "could", "may", "might", "can", "ca"), "possible"),
    **dict.fromkeys(("should", "must", "ought"), "requested"),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing", "assuming"})
_TEMPORAL = frozenset({"when", "once", "until", "till", "before", "after", "as", "while"})
# Adjuncts of a planned predicate are planned with it ("will be discussed during the meeting").
_ACCOMPANYING = frozenset(
    {"in", "during", "at", "for", "on", "after", "before", "with", "to", "of", "into", "by"}
)
_LIGHT_PREPOSITIONS = frozenset({"in", "at", "to", "on", "into", "with", "for"})
_NOUN_PREPOSITIONS = frozenset({"of", "for", "to", "on", "against", "about", "at"})
_MATTERS = frozenset({"on", "about", "over", "regarding", "concerning", "for"})


@dataclass(frozen=True, slots=True)
class Qualification:
    """How a predicate is presented, leaving aside whose words it stands in."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    when: When | None = None


def qualify(ann: Annotation, trigger: int) -> Qualification:
    """Read the qualification of the predicate (verb or event noun) at token ``trigger``."""
    effects = list(_walk(ann, ann.doc[trigger]))
    polarity: Polarity = "negative" if effects.count("negative") % 2 else "positive"
    modality: Modality = next((label for label in _RANK if label in effects), "actual")
    return Qualification(polarity, modality, find_when(ann, trigger, ahead=modality != "actual"))


def _walk(ann: Annotation, token: Token) -> Iterator[str]:
    """The effects on a predicate, from the inside out."""
    ahead_only = False
    via = token
    for _ in range(12):
        found = list(_verb_markers(token, via) if _is_predicate(token) else _noun_markers(token))
        link = _link(token)
        found += _headline_plan(ann, token)
        found += link.effects
        yield from (e for e in found if not ahead_only or e in ("planned", "expected"))
        if link.goal is None or link.goal == token:
            break
        ahead_only = ahead_only or link.ahead_only
        via, token = token, link.goal
    if _is_question(token):
        yield "possible"


def _is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or a copula's adjective or noun."""
    return token.pos_ in ("VERB", "AUX")


# Markers of the predicate itself


def _verb_markers(verb: Token, via: Token) -> Iterator[str]:
    """Effects of a verb's auxiliaries, negation, adverbs, subject and object.

    What lies on the way from ``via``, the part of it that is being qualified, has been read.
    """
    path = {via, *via.ancestors}
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for child in verb.children:
        word = child.lower_
        if child in path:
            continue
        if child.dep_ == "neg" or word in ("neither", "nor"):
            if not _only(child):
                yield "negative"
        elif child.dep_ == "aux" and word in _MODALS:
            yield from _modal(verb, word)
        elif child.dep_ in ("advmod", "acomp", "oprd") and word in table("qualify_words"):
            if child.dep_ == "advmod" or verb.lemma_ == "be":
                yield from _effects("qualify_words", word)
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            if _is_void(child):
                yield "negative"
        elif child.dep_ == "advcl" and any(
            mark.lower_ in _CONDITIONS for mark in child.children if mark.dep_ == "mark"
        ):
            yield "possible"
    if _mark(verb) in _CONDITIONS:
        yield "possible"
    if _is_imperative(verb, auxiliaries):
        yield "requested"


def _only(negation: Token) -> bool:
    """Whether it is the "not" of "not only", "not just"."""
    after = negation.i + 1
    return after < len(negation.doc) and negation.doc[after].lower_ in ("only", "just", "merely")


def _modal(verb: Token, word: str) -> Iterator[str]:
    if word == "'d" and verb.tag_ in ("VBN", "VBD"):
        return
    if word in ("would", "'d") and _is_reported(verb) and not _perfect(verb):
        yield "planned"
    else:
        yield _MODALS[word]


def _perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _is_reported(verb: Token) -> bool:
    """Whether *would* is the past of *will* here: in the complement of a verb in the past."""
    if verb.dep_ == "conj":
        return _is_reported(verb.head)
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def _is_void(token: Token) -> bool:
    """Whether a noun phrase has nothing in it: "no meeting", "nobody", "neither side"."""
    if token.lower_ in ("nobody", "none", "nothing", "neither"):
        return True
    return any(
        child.lower_ in ("no", "neither") and child.dep_ in ("det", "preconj", "neg")
        for child in token.children
    )


def _mark(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")
                 and c.tag_ in ("IN", "WRB") and c.i < verb.i), "")  # fmt: skip


def _is_imperative(verb: Token, auxiliaries: list[Token]) -> bool:
    """A bare verb without a subject at the head of a sentence: "Lift the sanctions"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    if any(child.dep_ in _SUBJECTS or child.lower_ == "to" for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VB" and _is_imperative(verb.head, [])
    return all(aux.lower_ in ("do", "let", "please") for aux in auxiliaries)


def _noun_markers(noun: Token) -> Iterator[str]:
    """Effects of a noun's determiner, adjectives and infinitives."""
    if _is_void(noun):
        yield "negative"
    for child in noun.children:
        word = child.lower_
        if child.dep_ in ("amod", "compound", "advmod", "nmod"):
            yield from _effects("qualify_words", word)
            if word == "next" and not _is_past(noun):
                yield "planned"
        elif child.dep_ in ("acl", "relcl") and child.tag_ in ("VB", "VBN"):
            infinitive = any(c.lower_ == "to" for c in child.children)
            if infinitive and child.lemma_ in words("qualify_occurrence"):
                yield "planned"
            elif child.tag_ == "VBN" and child.dep_ == "acl":
                yield from _effects("qualify_words", word)


def _is_past(token: Token) -> bool:
    verb = next((a for a in (token, *token.ancestors) if _is_predicate(a)), None)
    return verb is not None and verb.tag_ == "VBD"


# Links to the governor


@dataclass(frozen=True, slots=True)
class _Link:
    """What a governor does to a predicate, and where the walk goes on (None: nowhere).

    ``ahead_only``: beyond this link only what makes the predicate lie ahead counts.
    """

    effects: tuple[str, ...] = ()
    goal: Token | None = None
    ahead_only: bool = False


_END = _Link()


def _effects(name: str, word: str) -> tuple[str, ...]:
    """The effects a list gives a word; none for one that only passes on."""
    row = table(name).get(word)
    return tuple(e for e in row[0].split() if e != "pass") if row else ()


def _link(token: Token) -> _Link:
    head, dep = token.head, token.dep_
    if head == token:
        return _END
    if dep == "conj":
        return _conjunct_link(token)
    if dep in ("appos", "nmod", "dep") and not _is_predicate(token):
        return _END
    if _is_predicate(token):
        return _verb_link(token, head, dep)
    return _noun_link(token, head, dep)


def _conjunct_link(token: Token) -> _Link:
    """A conjunct has its first conjunct's governors, and its markers where it has none."""
    head = token.head
    if not _is_predicate(token):
        return _link(head)
    own = any(child.dep_ in (*_SUBJECTS, "aux", "auxpass", "neg") for child in token.children)
    if own or (token.tag_ in ("VBD", "VBZ", "VBP") and token.tag_ != head.tag_):
        return _link(head) if head.dep_ != "ROOT" else _END
    if token.tag_ in ("VBD", "VBZ", "VBP") and any(c.dep_ == "neg" for c in head.children):
        return _link(head) if head.dep_ != "ROOT" else _END
    return _Link((), head)


def _verb_link(verb: Token, head: Token, dep: str) -> _Link:
    """The link of a clause to what governs it."""
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)
    if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "dobj", "oprd", "acomp"):
        return _complement_link(verb, head, infinitive)
    if dep == "advcl":
        return _adverbial_link(verb, head, infinitive)
    if dep == "pcomp":
        return _gerund_link(head)
    if dep in ("acl", "relcl") and infinitive:
        if head.pos_ in ("NOUN", "PROPN") and head.lemma_ in table("qualify_nouns"):
            return _Link(_effects("qualify_nouns", head.lemma_), head)
        return _Link(("planned",), _verb_above(head), ahead_only=True)
    return _END


def _complement_link(verb: Token, head: Token, infinitive: bool) -> _Link:
    if _mark(verb) in _CONDITIONS:
        return _END
    if not _is_predicate(head):
        effects = _effects("qualify_words", head.lower_)
        return _Link(effects, head.head if head.dep_ in ("acomp", "oprd") else None)
    if head.lemma_ == "be":
        adjective = next(
            (c for c in head.children if c.dep_ in ("acomp", "attr", "oprd") and c != verb), None
        )
        if adjective is not None:
            name = "qualify_words" if adjective.pos_ != "NOUN" else "qualify_nouns"
            return _Link(_effects(name, adjective.lemma_.lower()), head)
        return _Link(("planned",), head) if infinitive else _END
    if head.lemma_ == "have" and infinitive:
        yet = any(child.lower_ == "yet" for child in head.children)
        return _Link(("negative",) if yet else ("requested",), head)
    key = _signature(head)
    if key is None:
        return _Link(("possible",), head) if infinitive else _END
    if not infinitive and verb.dep_ == "ccomp" and key in ("call", "tell", "warn", "announce"):
        return _END
    effects = _effects("qualify_verbs", key)
    if key == "go" and infinitive and head.tag_ != "VBG":
        effects = ()
    return _Link(effects, head)


def _signature(verb: Token) -> str | None:
    """The entry of the list of qualifying verbs for a verb, with its particle if need be."""
    for child in verb.children:
        if child.dep_ in ("prt", "prep", "advmod") and f"{verb.lemma_} {child.lower_}" in table(
            "qualify_verbs"
        ):
            return f"{verb.lemma_} {child.lower_}"
    return verb.lemma_ if verb.lemma_ in table("qualify_verbs") else None


def _of_clauses_only(key: str) -> bool:
    """Whether a qualifying verb takes its noun objects for granted ("discuss the attack")."""
    return "clause" in table("qualify_verbs")[key][1:]


def _adverbial_link(verb: Token, head: Token, infinitive: bool) -> _Link:
    mark = _mark(verb)
    if infinitive:
        if _is_predicate(head) and (key := _signature(head)) is not None:
            return _Link(_effects("qualify_verbs", key) or ("planned",), head)
        if not _is_predicate(head):
            return _Link(_effects("qualify_words", head.lower_) or ("planned",), head.head)
        return _Link(("planned",), head, ahead_only=True)
    if mark in _CONDITIONS:
        return _Link((), head, ahead_only=True)
    if mark in _TEMPORAL or verb.tag_ in ("VBG", "VBN"):
        return _Link((), head, ahead_only=True)
    return _END


def _gerund_link(preposition: Token) -> _Link:
    """A gerund after a preposition: "without signing", "banned from entering"."""
    word, governor = preposition.lower_, preposition.head
    if word in ("without", "despite") or (word == "of" and preposition.i and (
        preposition.doc[preposition.i - 1].lower_ == "instead")):  # fmt: skip
        return _Link(("negative",) if word != "despite" else ())
    if word == "than" and preposition.i and preposition.nbor(-1).lower_ == "rather":
        return _Link(("negative",))
    if word == "from" and _is_predicate(governor):
        ban = ("ban", "bar", "stop", "prevent", "block", "keep", "prohibit", "discourage",
               "dissuade", "deter", "refrain", "restrain", "forbid", "abstain")  # fmt: skip
        return _Link(("negative",), governor) if governor.lemma_ in ban else _END
    if governor.pos_ in ("NOUN", "PROPN") and governor.lemma_ in table("qualify_nouns"):
        return _Link(_effects("qualify_nouns", governor.lemma_), governor)
    if _is_predicate(governor):
        if (key := _signature(governor)) is not None and word not in ("by", "after", "before"):
            return _Link(_effects("qualify_verbs", key), governor)
        return _Link((), governor, ahead_only=word != "by")
    return _Link(_effects("qualify_words", governor.lower_), governor.head)


def _noun_link(noun: Token, head: Token, dep: str) -> _Link:
    """The link of an event noun to what governs it."""
    if dep in ("compound", "poss", "amod", "nmod"):
        if head.lemma_.lower() in table("qualify_nouns"):
            return _Link(_effects("qualify_nouns", head.lemma_.lower()), head)
        return _END
    if dep in ("nsubj", "nsubjpass"):
        stative = head.lemma_ == "be" and any(child.dep_ == "attr" for child in head.children)
        if head.lemma_ in words("qualify_occurrence") and not stative:
            return _Link(_effects("qualify_verbs", _signature(head) or ""), head)
        return _END
    if dep in ("dobj", "attr", "oprd") and _is_predicate(head):
        key = _signature(head)
        if key is not None and key not in words("qualify_light"):
            if _of_clauses_only(key) and noun.lemma_ not in words("qualify_change"):
                return _Link((), head, ahead_only=True)
            return _Link(_effects("qualify_verbs", key), head)
        if head.lemma_ in words("qualify_light"):
            return _Link((), head)
        return _Link((), head, ahead_only=True)
    if dep == "pobj":
        return _prepositional_link(noun, head)
    return _END


def _prepositional_link(noun: Token, preposition: Token) -> _Link:
    word, governor = preposition.lower_, preposition.head
    if preposition.dep_ in ("prep", "prt", "dative", "agent") and governor.dep_ == "prep":
        word, governor = f"{governor.lower_} {word}", governor.head
    if word == "without":
        return _Link(("negative",), _verb_above(preposition), ahead_only=True)
    if word == "pending" or governor.lower_ == "ahead":
        return _Link(("planned",))
    if _is_predicate(governor):
        combined = f"{governor.lemma_} {word}"
        if combined in table("qualify_verbs"):
            return _Link(_effects("qualify_verbs", combined), governor)
        if word in _LIGHT_PREPOSITIONS and (
            governor.lemma_ in words("qualify_light") or governor.lemma_ == "be"
        ):
            return _Link((), governor)
        if word in _ACCOMPANYING:
            return _Link((), governor, ahead_only=True)
        return _END
    if word in _NOUN_PREPOSITIONS and governor.lemma_.lower() in table("qualify_nouns"):
        return _Link(_effects("qualify_nouns", governor.lemma_.lower()), governor)
    if word in _MATTERS and noun.lemma_.lower() in words("qualify_change"):
        return _Link(("possible",), governor, ahead_only=True)
    return _Link((), governor, ahead_only=True) if governor.pos_ == "NOUN" else _END


def _verb_above(token: Token) -> Token | None:
    return next((a for a in token.ancestors if _is_predicate(a)), None)


# The sentence


def _headline_plan(ann: Annotation, token: Token) -> Iterator[str]:
    """The headline's infinitive: "Minister to visit Oslo"."""
    if ann.block(token.i).kind not in ("headline", "subhead", "caption"):
        return
    if token.dep_ in ("acl", "relcl", "ROOT") and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in token.children
    ):
        yield "planned"


def _is_question(root: Token) -> bool:
    """Whether the walk ended at the head of a question."""
    sentence = root.sent
    return root.dep_ == "ROOT" and any(token.text == "?" for token in sentence[-3:])
