"""From when and until when a post or tie holds: "president since 2015", "led it from 2010 to 2014".

A time counts that hangs from the noun of the post, or from the verb that states the post or tie.
What ended before the day of writing is former, what has yet to begin is of the future.
"""

from collections.abc import Iterator, Sequence

from kg.facts.events import Reading
from kg.knowledge.knowledge import Knowledge
from kg.model import When
from kg.qualification.expressions import Range
from kg.qualification.times import Time
from kg.qualification.when import when_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

# What begins at a longer time than that has no date.
_YEAR = 366


def outlives(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether it is implied by a post and holds before and after it: whose country one governs."""
    relation = knowledge.catalogue.relations[reading.relation]
    return relation.outlives_post and reading.rule.endswith(".implied")


def validity(
    ann: Annotation, times: Sequence[Time], reading: Reading
) -> tuple[dict[str, str], When | None]:
    """The details ``from``, ``until`` and ``temporal`` that times give, and the time itself.

    ``from`` and ``until`` are ISO days, months or years.
    """
    if outlives(reading, ann.knowledge):
        return {}, None
    anchors = _anchors(ann, reading)
    compared = any(_is_compared(ann.doc[anchor], ann.knowledge) for anchor in anchors)
    bearing = [] if compared else [t for t in times if t.governor in anchors]
    lasting = [t for t in bearing if t.period and (t.bound or isinstance(t.expression, Range))]
    details: dict[str, str] = {}
    for time in lasting:
        assert time.period is not None
        first, _, last = time.period.value.partition("/")
        if isinstance(time.expression, Range) or (last and not time.bound):
            details |= {"from": first, "until": last or first}
        elif time.bound == "since":
            details["from"] = first
        elif time.bound == "until":
            details["until"] = last or first
        else:
            continue
        return details | _temporal(ann, time, details, reading), when_of(ann, time)
    for time in bearing:
        if time.period and not time.bound:
            verb = ann.doc[time.governor]
            begins = verb.lemma_ in ann.knowledge.words("beginning_verbs")
            if begins and time.period.days > _YEAR:
                continue
            if begins:
                details["from"] = time.period.value.partition("/")[0]
            return details | _temporal(ann, time, details, reading), when_of(ann, time)
    return _told_by_tense(ann, reading), None


def _anchors(ann: Annotation, reading: Reading) -> set[int]:
    """The noun of a post, the verb that predicates it or states the tie."""
    found = set() if reading.trigger is None else {reading.trigger}
    for cue in reading.cue[:1]:
        tokens = ann.tokens_in(cue)
        if tokens:
            root = ann.doc[tokens.start : tokens.stop].root
            found.add(root.i)
            found.update(above.i for above in _predicating(root, ann.knowledge))
    return found


def _predicating(noun: Token, knowledge: Knowledge) -> Iterator[Token]:
    """The verb of "was mayor", "served as mayor"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else None
    if noun.dep_ in ("attr", "oprd"):
        yield noun.head
    elif above is not None and above.lemma_ in knowledge.words("verbs_of_holding"):
        yield above  # but not "was identified as the driver Lee on Monday"


def _is_compared(token: Token, knowledge: Knowledge) -> bool:
    """Whether a noun is told apart by a time: "the first president since 1990"."""
    comparing = knowledge.words("comparing_posts")
    return token.pos_ != "VERB" and any(
        child.tag_ in ("JJS", "RBS") or child.lower_ in comparing for child in token.children
    )


def _temporal(
    ann: Annotation, time: Time, details: dict[str, str], reading: Reading
) -> dict[str, str]:
    """Whether it is former or still to come on the day of writing, if it is."""
    written, period = time.anchor.written, time.period
    for_good = ann.knowledge.catalogue.relations[reading.relation].for_good
    if reading.details.get("temporal") or period is None or for_good:
        return {}
    if not details and period.days < ann.knowledge.number("facts.days_of_posts"):
        return {}  # who was president on Sunday may be so today
    over = period.last < written if written else time.anchor.tense == "past"
    ended = "until" in details or not details
    if over and ended and time.anchor.tense != "future":
        return {"temporal": "former"}
    if written and "from" in details and period.first > written:
        return {"temporal": "future"}
    return {}


def _told_by_tense(ann: Annotation, reading: Reading) -> dict[str, str]:
    """What one served as, in the simple past, one is no more."""
    if reading.trigger is None or reading.details.get("temporal"):
        return {}
    verb = ann.doc[reading.trigger]
    simple = verb.tag_ == "VBD" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    served = simple and verb.lemma_ in ann.knowledge.words("serving_verbs")
    return {"temporal": "former"} if served else {}
