"""How sure a fact is: the probability that a careful reader finds it in the sentence.

A logistic regression over what is known of the reading: relation, rule, cue, how its roles are
filled, and where it stands. Its weights are the table ``ontology/certainty.txt``, fitted by
``tools/fit_certainty.py`` on annotated news. What is below the line is kept, and is no edge: such
facts are marked ``unsure``.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.coref.resolution import Resolution
from kg.model import UNSURE, Argument, Fact, Mention, Span
from kg.syntax.annotate import Annotation

# The features of every fact: a constant, and the confidence of its rule as log odds.
CONSTANT, ODDS = "constant", "odds"
# Log odds that are further out are certainty; exp() would overflow.
_FARTHEST = 30
# Statements and the tail have a confidence of their own: what is annotated says little of them.
UNJUDGED = frozenset({"Statement", "Action"})


def judged(ann: Annotation, facts: Iterable[Fact], resolution: Resolution) -> tuple[Fact, ...]:
    """The facts with their probability as confidence; those that are not sure marked so.

    Statements keep theirs: how sure a speaker is has a scale of its own. An event of which
    nothing is known but that it happened is sure only where its words are definite, and more is
    told of another of its kind.
    """
    places = {mention.span: mention for mention in resolution.mentions}
    weights, line = ann.knowledge.certainty["fact"], ann.knowledge.certainty["line"]["fact"]
    found, facts = [], tuple(facts)
    known = {fact.relation for fact in facts if fact.args}
    for fact in facts:
        if fact.relation not in UNJUDGED:
            p = probability(features(ann, fact, resolution, places), weights)
            fact = replace(fact, confidence=round(p, 2))
            known_as = fact.relation in known and _is_definite(ann, fact)
            unsure = p < line or _lacks_core(ann, fact) if fact.args else not known_as
            if fact.asserted and (unsure or _is_upon_itself(ann, fact)):
                fact = replace(fact, modality="possible", details={**fact.details, UNSURE: "true"})
        found.append(fact)
    return tuple(found)


def _is_upon_itself(ann: Annotation, fact: Fact) -> bool:
    """Whether somebody does something to himself and the text does not say so in as many words.

    Then one of the two is mistaken: the "it" of "the court issued an opinion, finding it unlawful".
    Who stands once may have two roles: "the club" that hires is where one is hired.
    """
    first = dict[str, Argument]()
    reflexive = ann.knowledge.words("reflexives")
    return any(
        (before := first.setdefault(arg.entity, arg)).role != arg.role
        and before.spans != arg.spans
        and reflexive.isdisjoint(ann.surface(arg.spans[0]).lower().split())
        for arg in fact.args
        if arg.entity
    )


def _lacks_core(ann: Annotation, fact: Fact) -> bool:
    """Whether a fact lacks the end that its kind is about: a sentence nobody is sentenced to."""
    kinds = ann.knowledge.table("core_ends").get(fact.relation, ())
    phase = fact.details.get("phase", "")
    wanted = {
        role for kind in kinds for name, _, role in [kind.rpartition(":")] if name in ("", phase)
    }
    return bool(wanted) and wanted.isdisjoint(arg.role for arg in fact.args)


def _is_definite(ann: Annotation, fact: Fact) -> bool:
    """Whether the words of an event say that it is known: "the strikes"."""
    tokens = [token for span in fact.cue[:1] for token in ann.tokens_in(span)]
    words = {c.lower_ for token in tokens for c in ann.doc[token].children}
    return not words.isdisjoint(ann.knowledge.words("definite_of_events"))


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability of a fact with these features, by the fitted weights."""
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, score))))


def features(
    ann: Annotation, fact: Fact, resolution: Resolution, places: Mapping[Span, Mention]
) -> dict[str, float]:
    """The features of a fact, each with its value; ``places`` are the mentions by their span."""
    least = ann.knowledge.number("facts.least_confidence")
    odds = min(max(fact.confidence, least), ann.knowledge.number("facts.most_confidence"))
    return {
        CONSTANT: 1.0,
        ODDS: math.log(odds / (1 - odds)),
        **dict.fromkeys(_told(fact), 1.0),
        **dict.fromkeys(_placed(ann, fact), 1.0),
        **dict.fromkeys(_filled(ann, fact, resolution, places), 1.0),
    }


def _told(fact: Fact) -> Iterator[str]:
    """What the reading is: relation, rule, details."""
    yield f"relation={fact.relation}"
    yield f"rule={fact.rule}"
    for name in ("phase", "temporal"):
        if name in fact.details:
            yield f"{name}={fact.details[name]}"
    if fact.when is not None:
        yield "dated"


def _placed(ann: Annotation, fact: Fact) -> Iterator[str]:
    """Where its cue stands: word, construction, sentence, block, quotation."""
    cue = [token for span in fact.cue for token in ann.tokens_in(span)]
    if not cue:
        yield "no cue"
        return
    head = min(cue, key=lambda i: (ann.tree.head[i] in cue and ann.tree.head[i] != i, i))
    tree = ann.tree
    yield f"cue={fact.relation}:{tree.lemma[head]}"
    yield f"tag={tree.tag[head]}"
    yield f"dep={tree.dep[head]}"
    if fact.relation[0].isupper():
        yield f"{fact.relation}:{tree.pos[head]}"
    if len(fact.cue) > 1:
        yield "cue in parts"
    yield f"block={ann.block(head).kind}"
    if ann.quote_at(head) is not None:
        yield "quoted"
    sentence = ann.doc[head].sent
    yield f"length={min(len(sentence) // 10, 5)}"
    if any(token.text == "?" for token in sentence):
        yield "question"


def _filled(
    ann: Annotation, fact: Fact, resolution: Resolution, places: Mapping[Span, Mention]
) -> Iterator[str]:
    """How its roles are filled: by whom, in which words, how far from the cue."""
    kinds = [_kind(arg, resolution, places) for arg in fact.args]
    roles = [arg.role for arg in fact.args]
    named = sum(form in ("name", "known") for _, form in kinds)
    yield f"ends={min(len(kinds), 4)}"
    yield f"named={min(named, 3)}"
    if fact.relation[0].isupper():
        yield f"{_word_class(ann, fact)} named={min(named, 2)}"
    yield f"{fact.relation}:named={min(named, 2)}"
    yield f"{fact.relation}:roles={'+'.join(sorted(set(roles)))}"
    entities = [arg.entity for arg in fact.args if arg.entity]
    if len(set(entities)) < len(entities):
        yield "one entity twice"
    for arg, (type, form) in zip(fact.args, kinds, strict=True):
        yield f"{arg.role}:{type}"
        yield f"{arg.role}:{form}"
        yield f"{fact.relation}:{arg.role}:{type}"
    if gap := _gap(ann, fact):
        yield f"gap={gap}"


def _word_class(ann: Annotation, fact: Fact) -> str:
    """The word class of the first word of its cue: an event noun needs more to be sure of."""
    tokens = ann.tokens_in(fact.cue[0]) if fact.cue else range(0)
    return ann.tree.pos[tokens[0]] if tokens else "X"


def _kind(arg: Argument, resolution: Resolution, places: Mapping[Span, Mention]) -> tuple[str, str]:
    """The type of what fills a role, and the form of its words.

    A description of somebody who is named elsewhere is ``known``.
    """
    entity = resolution.entity(arg.entity)
    mention = places.get(arg.spans[0])
    if entity is None:
        return "nothing", "words"
    form: str = mention.form if mention is not None else "words"
    if form != "name" and len(arg.spans) > 1:
        form = f"known {form}" if form == "pronoun" else "known"
    return entity.type, form


def _gap(ann: Annotation, fact: Fact) -> int:
    """The tokens between the cue and the farthest of the fillers in its sentence, in steps."""
    first = fact.cue[0] if fact.cue else fact.evidence
    gaps = [
        _between(ann, first, arg.spans[0]) for arg in fact.args if arg.spans[0] in fact.evidence
    ]
    farthest = max(gaps, default=0)
    return sum(farthest > step for step in (3, 6, 12, 20))


def _between(ann: Annotation, one: Span, two: Span) -> int:
    first, last = sorted((one, two))
    return len(ann.tokens_in(Span(first.end, max(first.end, last.start))))
