"""Reporting nouns and adjectives: "his claim that ...", "made a promise to ...", "is sure that"."""

from kg.attributions.candidate import Candidate
from kg.attributions.chains import is_infinitive
from kg.attributions.cues import Entry, Phrase, verb_phrase
from kg.attributions.displaced import conditions, told_to
from kg.attributions.sources import possessor, shared_subject, source_of
from kg.attributions.spans import subtree_tokens, trim, whole_quotes
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def of_adjective(ann: Annotation, adjective: Token, entry: Entry) -> Candidate | None:
    """Somebody "is concerned that ...": the copula's subject is the source."""
    verb = adjective if adjective.tag_ in ("VBN", "VBD") else adjective.head
    copula = verb.lemma_ in ann.knowledge.words("copulas_of_feeling")
    if verb != adjective and (not copula or adjective.dep_ not in ("acomp", "oprd")):
        return None
    dependents = [*adjective.children, *(verb.children if verb != adjective else ())]
    source = shared_subject(verb, ann.knowledge)
    extra = set[int]()
    content = set[int]()
    rule = ""
    for child in sorted(dependents, key=lambda token: token.i):
        if child.i < adjective.i:
            continue
        if child.dep_ in ("ccomp", "xcomp", "advcl") and entry.takes("that", "to"):
            finite = not is_infinitive(child)
            if finite and child.dep_ != "advcl" and entry.takes("that"):
                rule, content = "clause", subtree_tokens(child)
            elif not finite and entry.takes("to"):
                rule, content = "infinitive", subtree_tokens(child)
        elif child.dep_ == "prep" and child.lower_ in entry.after and not content:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                rule, content, extra = "preposition", subtree_tokens(inner), {child.i}
        if content:
            break
    if not content:
        return None
    if source is not None and ann.doc[source.head].lower_ == "it":
        source = None
    if source is None and entry.act != "evidence":
        return None
    phrase: Phrase = verb_phrase(verb, ann.knowledge)
    return Candidate(
        rule=f"adjective.{rule}",
        cue=tuple(sorted({*phrase.tokens, adjective.i, *extra})),
        content=trim(ann, whole_quotes(ann, content)),
        act=entry.act,
        kind=entry.kind,
        head=adjective.i,
        source=source,
        polarity=phrase.polarity,
        modality=phrase.modality,
    )


def _unmarked(clause: Token, entry: Entry) -> bool:
    """Whether a clause without "that" tells what a noun reports: "allegations *they* lied".

    What the parse calls a relative clause lacks a part: "the claim he made".
    """
    subject = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    begins = subject is not None and subject.left_edge == clause.left_edge
    relative = any(t.tag_ in ("WDT", "WP", "WP$", "WRB") for t in clause.lefts)
    finite = clause.tag_ != "VBG" and not is_infinitive(clause)
    whole = clause.dep_ != "relcl" or any(c.dep_ in ("nsubjpass",) for c in clause.lefts)
    near = clause.left_edge.i == clause.head.i + 1
    return entry.act == "speech" and begins and near and finite and whole and not relative


def _beyond_doubt(noun: Token, knowledge: Knowledge) -> bool:
    """Whether the writer himself vouches for what follows: "There is no doubt that ..."."""
    if noun.lemma_ not in knowledge.words("nouns_of_doubt"):
        return False
    there = any(c.dep_ == "expl" for c in noun.head.children)
    return there and any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def of_noun(ann: Annotation, noun: Token, entry: Entry) -> Candidate | None:
    """Nouns: "his claim that ..." (the possessor's), "made a promise to ..." (the subject's).

    With a preposition only behind a verb that voices them: "his attacks on" are no words.
    """
    source = possessor(noun, ann.knowledge)
    cue = {noun.i}
    if _beyond_doubt(noun, ann.knowledge):
        return None
    light = (
        noun.head
        if noun.dep_ == "dobj" and noun.head.lemma_ in ann.knowledge.words("reporting-light-verbs")
        else None
    )
    if source is None and light is not None:
        source = source_of(light, ann.knowledge)
        cue |= {*verb_phrase(light, ann.knowledge).tokens, *range(light.i, noun.i + 1)}
    content = set[int]()
    extra = set[int]()
    rule = ""
    for child in noun.children:
        if child.i < noun.i or content:
            continue
        if child.dep_ in ("acl", "ccomp", "relcl") and entry.takes("that", "to"):
            marks = ann.knowledge.words("complementizers")
            marked = any(c.dep_ == "mark" and c.lower_ in marks for c in child.children)
            if is_infinitive(child) and entry.takes("to") and source is not None:
                rule, content = "infinitive", subtree_tokens(child)
            elif entry.takes("that") and (marked or _unmarked(child, entry)):
                rule, content = "clause", subtree_tokens(child)
        elif child.dep_ == "prep" and child.lower_ in entry.after and light is not None:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            platforms = ann.knowledge.words("platforms")
            on_one = inner is not None and any(t.lower_ in platforms for t in inner.subtree)
            if inner is not None and not on_one:
                rule, content, extra = "preposition", subtree_tokens(inner), {child.i}
                content = content - told_to(inner, ann.knowledge) | (
                    conditions(light, ann.knowledge) if light else set()
                )
    if not content and noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and source is not None:
        clause = next((c for c in noun.head.children if c.dep_ == "ccomp"), None)
        if clause is not None:
            rule, content, extra = "copula", subtree_tokens(clause), {noun.head.i}
    if not content:
        return None
    voicing = ann.knowledge.words("voicing_verbs")
    return Candidate(
        rule=f"noun.{rule}",
        cue=tuple(sorted(cue | extra)),
        content=trim(ann, whole_quotes(ann, content)),
        act="speech" if light is not None and light.lemma_ in voicing else entry.act,
        kind=entry.kind,
        head=noun.i,
        source=source,
    )
