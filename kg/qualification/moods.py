"""What a predicate says of itself: auxiliaries, negation, adverbs, adjectives.

Each marker has an *effect* on the predicate: ``negative``, or a modality. The effects of words are
in the lists ``qualify_*.txt``; ``pass`` there stands for none.
"""

from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.subjects import excepted
from kg.syntax.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def effects_of(name: str, word: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The effects that a list gives a word; none for one that only passes on."""
    row = knowledge.table(name).get(word)
    return tuple(e for e in row[0].split() if e != "pass") if row else ()


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos_ in ("VERB", "AUX")


def markers(ann: Annotation, token: Token, via: Token) -> Iterator[str]:
    """The effects of what stands with a verb or event noun.

    ``via`` is the part of it that is being qualified (itself at first): what lies on the way from
    there has been read.
    """
    yield from _headline_plan(ann, token)
    yield from (
        _verb_markers(ann, token, via)
        if is_predicate(token)
        else _noun_markers(token, ann.knowledge)
    )


def _verb_markers(ann: Annotation, verb: Token, via: Token) -> Iterator[str]:
    """Effects of a verb's auxiliaries, negation, adverbs, subject and object.

    What lies on the way from ``via``, the part of it that is being qualified, has been read.
    """
    knowledge, path = ann.knowledge, {via, *via.ancestors}
    modals, negations = knowledge.table("qualify_modals"), knowledge.words("pair_negations")
    conditions = knowledge.words("conditional_conjunctions")
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    for child in verb.children:
        word = child.lower_
        if child in path:
            continue
        if child.dep_ == "neg" or word in negations:
            if not _only(child, knowledge) and not is_ended(verb, knowledge):
                yield "negative"
        elif word in knowledge.words("near_adverbs") and child.dep_ == "advmod":
            if child.i < verb.i:
                yield "negative"
        elif child.dep_ == "aux" and word in modals:
            if not wonders(verb, knowledge):
                yield from _modal(verb, word, knowledge)
        elif child.dep_ in ("acomp", "oprd") and any(c.dep_ == "neg" for c in child.children):
            if verb.lemma_ not in knowledge.words("pleading_verbs"):
                yield "negative"
        elif child.dep_ in ("advmod", "acomp", "oprd") and word in knowledge.table("qualify_words"):
            if child.dep_ == "advmod" or verb.lemma_ == "be":
                yield from effects_of("qualify_words", word, knowledge)
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            if _is_void(child, knowledge) and not excepted(ann.tree, child.i):
                yield "negative"
        elif child.dep_ == "advcl" and any(
            mark.lower_ in conditions for mark in child.children if mark.dep_ == "mark"
        ):
            yield "possible"
    content = any(c.dep_ == "mark" for c in verb.children)
    if verb.dep_ in ("acl", "relcl") and not content and _is_void(verb.head, knowledge):
        yield "negative"
    if (
        _is_inverted(verb, knowledge)
        or mark_of(verb) in conditions
        or is_habitual(verb, knowledge)
        or _is_rule(verb, knowledge)
    ):
        yield "possible"
    if is_ended(verb, knowledge):
        yield "ended"
    helpers = {c.lemma_: c for c in auxiliaries}
    if verb.tag_ == "VB" and "to" in helpers and "have" in helpers:
        yield "requested"  # "has until May to pay", which the parser takes for one verb
    if _is_imperative(verb, auxiliaries, knowledge):
        yield "requested"


def _is_inverted(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a clause is a condition by its order: "Had she come, we would have sung"."""
    before = verb.dep_ == "ccomp" and verb.i < verb.head.i
    # The parse may take the condition for the first of two main clauses.
    first = verb.dep_ == "ROOT" and any(
        c.dep_ == "conj" and any(t.tag_ == "MD" for t in c.lefts) for c in verb.rights
    )
    asked = verb.sent[-1].text == "?"
    if asked or mark_of(verb) or not (verb.dep_ == "advcl" or before or first):
        return False
    inverted = knowledge.words("inverted_auxiliaries")
    subject = next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)
    return subject is not None and any(
        c.dep_ in ("aux", "auxpass") and c.lower_ in inverted and c.i < subject.i
        for c in verb.lefts
    )


def is_ended(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a clause says that something is over: "no longer works there"."""
    adverbs = [c for c in verb.children if c.dep_ in ("advmod", "npadvmod") and c.i]
    words = [f"{c.nbor(-1).lower_} {c.lower_}" for c in adverbs]
    if not knowledge.words("no_longer").isdisjoint(words):
        return True
    denied = any(c.dep_ == "neg" for c in verb.children)
    told = {*words, *(c.lower_ for c in adverbs)}
    return denied and not knowledge.words("any_longer").isdisjoint(told)


def is_habitual(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a verb in the present tells what is usual: "they usually meet in May"."""
    return _in_present(verb) and any(
        (c.dep_ == "advmod" and c.lower_ in knowledge.words("habit_adverbs"))
        or (c.dep_ == "npadvmod" and _is_each(c, knowledge))
        for c in verb.children
    )


def _is_each(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a time is each of many: "every spring"."""
    return any(c.lower_ in knowledge.words("recurring_determiners") for c in noun.children)


def is_timeless(verb: Token) -> bool:
    """Whether a verb tells what is always so: in the present, or what can be."""
    return _in_present(verb) or any(c.tag_ == "MD" for c in verb.children)


def _is_rule(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a clause tells what all of a kind do on an occasion.

    "Envoys meet the king when they arrive", "a player who bites a referee is banned".
    """
    if not _in_present(verb):
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    anybody = knowledge.words("indefinite_determiners")
    for subject in subjects:
        general = subject.lower_ in knowledge.words("general_pronouns")
        some = general or any(c.lower_ in anybody and c.i < subject.i for c in subject.children)
        if some and any(c.dep_ == "relcl" and _in_present(c) for c in subject.children):
            return True
    if verb.tag_ == "VBN" and verb.lemma_ in knowledge.words("choosing_verbs"):
        return all(s.pos_ == "NOUN" for s in subjects)  # "members are elected for two years"
    if verb.tag_ != "VBP":
        return False
    occasions = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ in ("VBP", "VBZ")]
    return (
        any(s.tag_ == "NNS" and not any(c.i < s.i for c in s.children) for s in subjects)
        and any(mark_of(c) for c in occasions)
    )  # fmt: skip


def _in_present(verb: Token) -> bool:
    """Whether a verb is in the simple present, or the passive of it."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not helpers:
        return verb.tag_ in ("VBZ", "VBP")
    return all(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in helpers)


def _only(negation: Token, knowledge: Knowledge) -> bool:
    """Whether it is the "not" of "not only", "not just"."""
    after = negation.i + 1
    only = knowledge.words("only_words")
    return after < len(negation.doc) and negation.doc[after].lower_ in only


def _modal(verb: Token, word: str, knowledge: Knowledge) -> Iterator[str]:
    would = knowledge.words("would")
    if word == "'d" and verb.tag_ in ("VBN", "VBD"):
        return
    if word in would and _is_reported(verb) and not _perfect(verb):
        yield "planned"
    elif _perfect(verb) and "requested" in effects_of("qualify_modals", word, knowledge):
        # "must have met" is likely, "should have met" did not.
        yield "possible" if word in knowledge.words("inferring_modals") else "negative"
    else:
        yield from effects_of("qualify_modals", word, knowledge)


def wonders(verb: Token, knowledge: Knowledge) -> bool:
    """Whether the clause asks how something can be that is: "How can they attack civilians?"."""
    words = knowledge.words("wondering_words")
    asks = any(child.lower_ in words and child.i < verb.i for child in verb.children)
    return asks and verb.dep_ == "ROOT"


def _perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _is_reported(verb: Token) -> bool:
    """Whether *would* is the past of *will* here: in the complement of a verb in the past."""
    if verb.dep_ == "conj":
        return _is_reported(verb.head)
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def _is_void(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun phrase has nothing in it: "no meeting", "nobody", "neither side"."""
    if token.lower_ in knowledge.words("empty_pronouns"):
        return True
    empty = knowledge.words("empty_determiners")
    return any(
        child.lower_ in empty and child.dep_ in ("det", "preconj", "neg")
        for child in token.children
    )


def mark_of(verb: Token) -> str:
    """The subordinating word of a clause: "if", "when"; empty if it has none."""
    for child in verb.children:
        if child.i < verb.i and child.dep_ in ("mark", "advmod") and child.tag_ in ("IN", "WRB"):
            return child.lower_
    return ""


def _is_imperative(verb: Token, auxiliaries: list[Token], knowledge: Knowledge) -> bool:
    """A bare verb without a subject at the head of a sentence: "Lift the sanctions"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return False
    if any(child.dep_ in _SUBJECTS or child.lower_ == "to" for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VB" and _is_imperative(verb.head, [], knowledge)
    return all(aux.lower_ in knowledge.words("imperative_words") for aux in auxiliaries)


def _noun_markers(noun: Token, knowledge: Knowledge) -> Iterator[str]:
    """Effects of a noun's determiner, adjectives and infinitives."""
    if _is_void(noun, knowledge):
        yield "negative"
    for child in noun.children:
        word = child.lower_
        pleaded = noun.head.lemma_ in knowledge.words("pleading_verbs")
        if child.dep_ == "neg" and noun.pos_ == "ADJ" and not pleaded:
            yield "negative"
        if child.dep_ in ("amod", "compound", "advmod", "nmod"):
            yield from effects_of("qualify_words", word, knowledge)
            if word in knowledge.words("coming_adjectives") and not _is_past(noun):
                yield "planned"
        elif child.dep_ in ("acl", "relcl") and child.tag_ in ("VB", "VBN"):
            infinitive = any(c.lower_ == "to" for c in child.children)
            if infinitive and child.lemma_ in knowledge.words("qualify_occurrence"):
                yield "planned"
            elif child.tag_ == "VBN" and child.dep_ == "acl":
                yield from effects_of("qualify_words", word, knowledge)


def _is_past(token: Token) -> bool:
    verb = next((a for a in (token, *token.ancestors) if is_predicate(a)), None)
    return verb is not None and verb.tag_ == "VBD"


def _headline_plan(ann: Annotation, token: Token) -> Iterator[str]:
    """The headline's infinitive: "Minister to visit Oslo"."""
    if ann.block(token.i).kind not in ("headline", "subhead", "caption"):
        return
    if token.dep_ in ("acl", "relcl", "ROOT") and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in token.children
    ):
        yield "planned"
