"""When something happened: the time expression that dates a predicate."""

from collections.abc import Sequence
from datetime import timedelta

from kg.model import When
from kg.qualification.governing import is_event
from kg.qualification.governors import link_of
from kg.qualification.moods import effects_of
from kg.qualification.periods import Period
from kg.qualification.tense import is_present
from kg.qualification.times import Time, written_on
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token
from kg.syntax.voice import is_finite_after_all


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
            steps = _steps(ann, token, time, times)
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


def lies_ahead(ann: Annotation, when: When | None, trigger: int) -> bool:
    """Whether what is told as so has yet to come: "flies to Rome on Monday".

    Its day is after that of writing; or that is not known, and the verb is in the present.
    """
    if when is None or when.bound in ("since", "until", "before"):
        return False
    written, _ = written_on(ann)
    if written is not None:
        return when.earliest is not None and when.earliest > written.isoformat()
    return ann.block(trigger).kind == "body" and is_present(ann.doc[trigger])


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


def _steps(ann: Annotation, trigger: Token, time: Time, times: Sequence[Time]) -> int | None:
    """How far a time is told from a predicate; None if it is another one's."""
    governor = ann.doc[time.governor]
    if governor == trigger:
        return 0
    if trigger.lower_ == "according":
        return 1 if trigger in governor.ancestors and governor.pos_ == "NOUN" else None
    if trigger.pos_ in ("VERB", "AUX"):
        if trigger.dep_ == "relcl" and time.first <= trigger.head.i < time.last:
            return 1  # "on Saturday, when thousands rallied"
        if trigger.head == governor and is_finite_after_all(ann.tree, trigger.i):
            return 1  # "50 years since a flood killed nine"
        noun = _event_of(ann, governor)
        if is_event(noun, ann.knowledge):
            if _is_part(ann, trigger, noun) or _is_done_by(ann, trigger, noun, time):
                return 2
            return None
        if _conjoined_at_once(ann, trigger, governor) or _goes_on(ann, trigger, governor):
            return 2
    if trigger == _event_of(ann, governor):
        return 1
    token, steps = trigger, 1
    while steps < ann.knowledge.whole("qualification.steps_to_a_time"):
        above = _shared_with(ann, token, time, times)
        if above is None:
            return None
        if above == governor or above == _event_of(ann, governor):
            return steps
        token, steps = above, steps + 1
    return None


def _event_of(ann: Annotation, governor: Token) -> Token:
    """The event noun that a relative clause dates: "a bombing that happened on 2 June"."""
    occurs = governor.lemma_ in ann.knowledge.words("qualify_occurrence")
    if governor.dep_ in ("relcl", "acl") and occurs and is_event(governor.head, ann.knowledge):
        return governor.head
    return governor


def _is_done_by(ann: Annotation, verb: Token, noun: Token, time: Time) -> bool:
    """Whether a verb tells what the event did: "A fire on Sunday killed two"."""
    longest = ann.knowledge.whole("qualification.days_of_an_event")
    short = time.period is not None and time.period.days <= longest
    return short and noun.dep_ == "nsubj" and noun.head == verb and verb.tag_ == "VBD"


def _is_part(ann: Annotation, verb: Token, noun: Token) -> bool:
    """Whether an event noun below a verb tells what the verb does, or where it is done."""
    if noun.head == verb:
        link = link_of(noun, ann.knowledge)
        return link.goal == verb and not link.ahead_only
    return _accompanies(ann, noun) and noun.head.head == verb


def _conjoined_at_once(ann: Annotation, verb: Token, other: Token) -> bool:
    """Whether the next verb follows without words of its own: "arrested and charged on Monday"."""
    near = ann.knowledge.whole("qualification.words_between_conjuncts")
    return other.dep_ == "conj" and other.head == verb and 0 < other.i - verb.i <= near


def _goes_on(ann: Annotation, verb: Token, other: Token) -> bool:
    """Whether a later verb without a time of its own tells of the same moment.

    It is that of a clause with "when", or a participle of what the verb's object is doing: "26
    drowned when it sank *on Monday*", "fired on a convoy carrying food *on Monday*".
    """
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if other.i < verb.i or not (passive or verb.tag_ == "VBD"):
        return False
    if other.dep_ == "advcl" and other.head == verb and other.tag_ == "VBD":
        opening = [c.lower_ for c in other.children if c.dep_ in ("mark", "advmod")]
        return not ann.knowledge.words("moment_conjunctions").isdisjoint(opening)
    doing = other.dep_ == "acl" and other.tag_ == "VBG"
    if not doing or any(c.dep_ in ("aux", "neg") for c in other.children):
        return False
    noun = other.head
    below = noun.head if noun.dep_ == "pobj" else noun
    return below.dep_ in ("dobj", "prep") and below.head == verb


def _shared_with(ann: Annotation, token: Token, time: Time, times: Sequence[Time]) -> Token | None:
    """The predicate above, if its time is that of the predicate too."""
    head = token.head
    if head == token:
        return None
    if token.pos_ in ("VERB", "AUX"):
        if token.dep_ == "conj":
            # A time before both is of both: "On Monday he met her and flew home".
            own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            later = any(t.governor == head.i and t.first > head.i for t in times)
            return head if time.last <= head.i and not own and not later else None
        if token.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
            return head if _is_carried(ann, token, head) else None
        if token.dep_ == "advcl" and head.i < token.i and head.pos_ == "VERB":
            # What comes of it: "the ferry sank, killing 84"; what went on: "... as he left".
            return _nearest_verb(token, head) if _comes_with(ann, token) else None
        if token.dep_ in ("acomp", "attr") and head.lemma_ == "be":
            return head
        return None
    if token.pos_ == "ADJ":
        return head if token.dep_ in ("acomp", "attr", "oprd", "advmod") else None
    link = link_of(token, ann.knowledge)
    if link.goal is not None and (not link.ahead_only or _accompanies(ann, token)):
        return link.goal
    return None


def _accompanies(ann: Annotation, noun: Token) -> bool:
    """Whether an event is the occasion of what the verb tells: "spoke during a meeting"."""
    whole = ann.knowledge.words("prepositions_of_wholes")
    return noun.dep_ == "pobj" and noun.head.lower_ in whole


def _nearest_verb(token: Token, head: Token) -> Token:
    """The last finite verb between a clause and its head: what it comes of, by its place."""
    between = (token.doc[i] for i in range(token.i - 1, head.i, -1))
    return next((t for t in between if t.tag_ == "VBD" and t.dep_ != "aux"), head)


def _comes_with(ann: Annotation, verb: Token) -> bool:
    """Whether an adverbial clause tells of the same occasion as what it belongs to."""
    opening = [c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i]
    if verb.tag_ == "VBG":
        return not opening and not any(c.dep_ == "aux" for c in verb.children)
    return verb.tag_ == "VBD" and any(
        c.lower_ in ann.knowledge.words("simultaneous_conjunctions") for c in opening
    )


def _is_carried(ann: Annotation, verb: Token, head: Token) -> bool:
    """Whether a verb's complement has the verb's time: "is expected on Monday to meet him".

    Not what one agrees, promises or refuses to do.
    """
    if verb.dep_ == "ccomp":
        return False
    passive = any(c.dep_ == "auxpass" for c in head.children)
    return (
        head.lemma_ in ann.knowledge.words("carrying_verbs")
        or passive
        or head.pos_ == "ADJ"
        or not (effects_of("qualify_verbs", head.lemma_, ann.knowledge))
    )
