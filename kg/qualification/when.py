"""When something happened: the time expression that dates a predicate."""

from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Token

from kg.model import When
from kg.qualification.governing import is_event
from kg.qualification.governors import link_of
from kg.qualification.moods import effects_of
from kg.qualification.periods import Period
from kg.qualification.times import Time
from kg.syntax.annotate import Annotation

# Prepositions of what a verb's event is part of: "met at a summit on Monday".
_PART_OF = frozenset({"in", "at", "during", "on"})
_LONGEST = 6


def find_when(
    ann: Annotation, times: Sequence[Time], trigger: int, ahead: bool = False
) -> When | None:
    """The time of the predicate at token ``trigger``, if it is told.

    ``times`` are all of the article; ``ahead`` tells that the predicate is planned or the like.
    """
    token = ann.doc[trigger]
    sentence = token.sent
    best: tuple[tuple[int, bool, int], Time] | None = None
    for time in times:
        if sentence.start <= time.first < sentence.end:
            steps = _steps(ann, token, time)
            if steps is not None:
                # Its own time before others', a certain one before a vague one, the nearer one.
                key = (steps, time.period is None, abs(time.first - trigger))
                if best is None or key < best[0]:
                    best = key, time
    return when_of(ann, best[1], ahead) if best else None


def when_of(ann: Annotation, time: Time, ahead: bool = False) -> When:
    """The record of a time; ``value`` is None for what only has a bound ("since 2015")."""
    period = time.period
    if ahead and time.anchor.tense != "past":
        period = time.counted("future")
    span = ann.span(time.first, time.last)
    first, last = _limits(period, time.bound)
    return When(
        text=ann.surface(span),
        span=span,
        value=period.value if period and not time.bound else None,
        earliest=first,
        latest=last,
        bound=time.bound,
    )


def _limits(period: Period | None, bound: str) -> tuple[str | None, str | None]:
    """The first and last day that a time leaves open."""
    if period is None:
        return None, None
    first, last = period.first, period.last
    if bound == "since":
        return first.isoformat(), None
    if bound in ("until", "by"):
        return None, last.isoformat()
    if bound == "before":
        return None, (first - timedelta(days=1)).isoformat()
    if bound == "after":
        return last.isoformat(), None
    return first.isoformat(), last.isoformat()


def _steps(ann: Annotation, trigger: Token, time: Time) -> int | None:
    """How far a time is told from a predicate; None if it is another one's."""
    governor = ann.doc[time.governor]
    if governor == trigger:
        return 0
    if trigger.pos_ in ("VERB", "AUX"):
        if is_event(governor, ann.knowledge):
            return 2 if _is_part(ann, trigger, governor) else None
        if _conjoined_at_once(trigger, governor):
            return 2
    token, steps = trigger, 1
    while steps < _LONGEST:
        above = _shared_with(ann, token, time)
        if above is None:
            return None
        if above == governor:
            return steps
        token, steps = above, steps + 1
    return None


def _is_part(ann: Annotation, verb: Token, noun: Token) -> bool:
    """Whether an event noun below a verb tells what the verb does, or where it is done."""
    if noun.head == verb:
        link = link_of(noun, ann.knowledge)
        return link.goal == verb and not link.ahead_only
    preposition = noun.head
    return noun.dep_ == "pobj" and preposition.head == verb and preposition.lower_ in _PART_OF


def _conjoined_at_once(verb: Token, other: Token) -> bool:
    """Whether the next verb follows without words of its own: "arrested and charged on Monday"."""
    return other.dep_ == "conj" and other.head == verb and 0 < other.i - verb.i <= 3


def _shared_with(ann: Annotation, token: Token, time: Time) -> Token | None:
    """The predicate above, if its time is that of the predicate too."""
    head = token.head
    if head == token:
        return None
    if token.pos_ in ("VERB", "AUX"):
        if token.dep_ == "conj":
            # A time before both is of both: "On Monday he met her and flew home".
            own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            return head if time.last <= head.i and not own else None
        if token.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
            return head if _is_carried(ann, token, head) else None
        if token.dep_ == "advcl" and token.tag_ == "VBG" and not _is_marked(token):
            # What comes of it: "the ferry sank, killing 84".
            return head if head.i < token.i else None
        if token.dep_ in ("acomp", "attr") and head.lemma_ == "be":
            return head
        return None
    if token.pos_ == "ADJ":
        return head if token.dep_ in ("acomp", "attr", "oprd", "advmod") else None
    link = link_of(token, ann.knowledge)
    if link.goal is not None and (not link.ahead_only or _accompanies(token)):
        return link.goal
    return None


def _accompanies(noun: Token) -> bool:
    """Whether an event is the occasion of what the verb tells: "spoke during a meeting"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in _PART_OF


def _is_marked(verb: Token) -> bool:
    """Whether a conjunction or a subject of its own opens a clause."""
    return any(c.dep_ in ("mark", "nsubj", "nsubjpass", "advmod", "aux") for c in verb.children)


def _is_carried(ann: Annotation, verb: Token, head: Token) -> bool:
    """Whether a verb's complement has the verb's time: "is expected on Monday to meet him".

    Not what one agrees, promises or refuses to do.
    """
    if verb.dep_ == "ccomp":
        return False
    passive = any(c.dep_ == "auxpass" for c in head.children)
    return (
        head.lemma_ in ("be", "go", "come")
        or passive
        or head.pos_ == "ADJ"
        or not (effects_of("qualify_verbs", head.lemma_, ann.knowledge))
    )
