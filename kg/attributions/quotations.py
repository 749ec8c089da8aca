"""Attributions by structure: who is said to say, think or intend what, and in which words.

Runs before coreference, so a speaker is the words that name him, not an entity. Quotations are
read first (`direct`), then clauses (`indirect`); what contradicts is sorted out here: a
word is in the content of one attribution at most, except for speech reported within speech.
"""

from dataclasses import replace

from kg.attributions.attribution import Attribution
from kg.attributions.direct import find_direct
from kg.attributions.headlines import find_headlines, find_speeches
from kg.attributions.indirect import Candidate, find_indirect
from kg.attributions.spans import to_spans
from kg.attributions.venues import interviewer_of, venue_of
from kg.knowledge.knowledge import Knowledge
from kg.syntax.annotate import Annotation

# Rules whose content is a noun phrase.
_PHRASAL = (
    "verb.object",
    "verb.object.passive",
    "verb.preposition",
    "noun.preposition",
    "adjective.preposition",
)

_UNSURE = 0.3  # confidence of a rule without a step

__all__ = ["Attribution", "find_attributions"]


def find_attributions(ann: Annotation) -> tuple[Attribution, ...]:
    """The attributions of an article in textual order."""
    direct = [*find_speeches(ann), *find_headlines(ann)]
    given = {i for item in direct for i in item.content}
    direct += [item for item in find_direct(ann) if not given & set(item.content)]
    speech = {i for item in direct if item.rule == "speech.full" for i in item.content}
    quoted = {i for item in direct for i in item.content}
    tags = {item.head for item in direct if item.cue}
    free, within = list[Candidate](), list[Candidate]()
    for item in find_indirect(ann):
        if item.head in speech:
            if item.act == "speech" and item.source is not None and item.rule.startswith("verb"):
                within.append(item)
        elif item.head not in tags and item.head not in quoted:
            free.append(item)
    chosen = [*direct, *_choose(free, quoted), *_choose(within, set())]
    chosen.sort(key=lambda item: (item.head, item.rule))
    return tuple(_attribution(ann, item, index, chosen) for index, item in enumerate(chosen))


def _choose(candidates: list[Candidate], quoted: set[int]) -> list[Candidate]:
    """Outer attributions before inner ones; what is left must not share content."""
    taken: set[int] = set()
    kept = []
    order = {"speech": 0, "thought": 1, "intention": 2, "evidence": 3}
    for item in sorted(candidates, key=lambda c: (-len(c.content), order[c.act], c.head)):
        content = set(item.content)
        if content & quoted:
            item = replace(item, content=tuple(sorted(content - quoted)))
            if len(item.content) < len(content) / 2:
                continue
            content = set(item.content)
        if item.head in taken or content & taken:
            continue
        kept.append(item)
        taken |= content
    return kept


def _attribution(
    ann: Annotation, item: Candidate, index: int, items: list[Candidate]
) -> Attribution:
    source, addressee = item.source, item.addressee
    venue = (
        venue_of(ann.doc[item.head], ann.knowledge) if item.cue and item.act == "speech" else None
    )
    if venue is not None and addressee is None:
        addressee = interviewer_of(ann.doc[venue.head])
    carried = None
    if not item.cue and item.source is None:
        carried = next((at for at in range(index - 1, -1, -1) if items[at].act == "speech"), None)
    return Attribution(
        cue=to_spans(ann, item.cue),
        content=to_spans(ann, item.content),
        evidence=ann.sentence(item.head),
        rule=item.rule,
        confidence=_confidence(item, ann.knowledge),
        act=item.act,
        kind=item.kind,
        mode=_mode(ann, item),
        clausal=item.direct or item.rule not in _PHRASAL,
        polarity=item.polarity,
        modality=item.modality,
        speaker=(source.first, source.last) if source else None,
        speaker_head=source.head if source else None,
        cue_head=item.head if item.cue else None,
        carried_from=carried,
        addressee=(addressee.first, addressee.last) if addressee else None,
        addressee_head=addressee.head if addressee else None,
        venue=ann.span(venue.first, venue.last) if venue else None,
        venue_head=venue.head if venue else None,
    )


def _confidence(item: Candidate, knowledge: Knowledge) -> float:
    """How sure a rule is, of that act or of any."""
    steps = knowledge.table("reporting-confidence")
    found = steps.get(f"{item.rule} {item.act}") or steps.get(item.rule)
    return float(found[0]) if found else _UNSURE


def _mode(ann: Annotation, item: Candidate) -> str:
    if item.direct:
        return "direct"
    words = [i for i in item.content if not ann.doc[i].is_punct]
    inside = sum(ann.quote_at(i) is not None for i in words)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * len(words) else "mixed"
