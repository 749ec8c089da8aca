"""Attributions by structure: who is said to say, think or intend what, and in which words.

Runs before coreference, so a speaker is the words that name him, not an entity. Quotations are
read first (`direct`), then clauses (`indirect`); what contradicts is sorted out here: a
word is in the content of one attribution at most, except for speech reported within speech.
"""

from dataclasses import dataclass, replace

from kg.attributions.attribution import Attribution
from kg.attributions.authors import speaking_head
from kg.attributions.candidate import Candidate
from kg.attributions.chains import is_infinitive
from kg.attributions.direct import find_direct
from kg.attributions.framing import find_framed
from kg.attributions.free import find_free
from kg.attributions.headlines import find_headline_tags, find_headlines, find_speeches
from kg.attributions.indirect import find_indirect
from kg.attributions.nested import find_nested, in_marks, kept_inside
from kg.attributions.spans import to_spans
from kg.attributions.told import chance_told, is_called, is_judged
from kg.attributions.turns import find_turns
from kg.attributions.venues import interviewer_of, venue_of
from kg.knowledge.knowledge import Knowledge
from kg.model import Act
from kg.syntax.annotate import Annotation

# Rules whose content is a noun phrase.
_PHRASAL = (
    "verb.object",
    "verb.object.passive",
    "verb.preposition",
    "noun.preposition",
    "adjective.preposition",
)

# The endings of rules whose content is a clause of its own.
_CLAUSAL = (".clause", ".object-infinitive", ".infinitive")
_STANCES = frozenset(["criticised", "praised", "rejected", "accused"])
_WISHES = frozenset(["demanded", "promised", "recommended", "asked", "planned"])

__all__ = ["Attribution", "find_attributions"]


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the rules propose: whole quotations, the rest, and what a speech in full reports."""

    direct: list[Candidate]
    free: list[Candidate]
    within: list[Candidate]


def proposals(ann: Annotation) -> Proposals:
    """The candidates of an article; those in somebody's quoted words are left out."""
    direct = [*find_speeches(ann), *find_headlines(ann)]
    given = {i for item in direct for i in item.content}
    direct += [item for item in find_turns(ann) if not given & set(item.content)]
    given = {i for item in direct for i in item.content}
    direct += [item for item in find_direct(ann) if not given & set(item.content)]
    given = {i for item in direct for i in (*item.content, *item.cue)}
    direct += [item for item in find_headline_tags(ann) if not given & set(item.content)]
    speech = {i for item in direct if item.rule == "speech.full" for i in item.content}
    quoted = {i for item in direct for i in item.content}
    tags = {item.head: min(item.content) for item in direct if item.cue}
    found = Proposals(direct, [], find_nested(ann))
    nested = {item.head for item in found.within}
    for item in (*find_indirect(ann), *find_framed(ann), *find_free(ann)):
        if item.head in speech:
            if item.act == "speech" and item.source is not None and item.rule.startswith("verb"):
                found.within.append(item)
        elif item.head in quoted:
            if item.head not in nested and in_marks(ann, item):
                found.within.append(kept_inside(ann, item))
        elif item.head not in tags or _leads_up(ann, item, tags[item.head]):
            found.free.append(item)
    return found


def _leads_up(ann: Annotation, item: Candidate, quotation: int) -> bool:
    """Whether a clause is reported before the speaker's own words: "said he was sorry: "I ..."."""
    last = max(item.content, default=item.head)
    between = ann.doc[last + 1 : quotation]
    colon = last < quotation and any(t.text == ":" for t in between)
    return item.rule == "verb.clause" and colon and all(t.is_punct for t in between)


def find_attributions(ann: Annotation) -> tuple[Attribution, ...]:
    """The attributions of an article in textual order."""
    found = proposals(ann)
    quoted = {i for item in found.direct for i in item.content}
    voiced = [item for item in found.free if not _only_voices(ann, item, found.free)]
    free = [told for item in voiced if (told := _told(ann, item)) is not None]
    chosen = [
        *found.direct,
        *_choose(ann, free, quoted),
        *_choose(ann, found.within, set()),
    ]
    chosen.sort(key=lambda item: (item.head, item.rule))
    return tuple(_attribution(ann, item, index, chosen) for index, item in enumerate(chosen))


def _only_voices(ann: Annotation, item: Candidate, candidates: list[Candidate]) -> bool:
    """Whether a verb only puts out a text whose words stand behind its noun.

    "The bank issued a statement that it was solvent", "posted a message saying it was solvent".
    """
    if item.rule != "verb.object":
        return False
    nouns = {c.i for c in ann.doc[item.head].rights if c.dep_ == "dobj"}
    for other in candidates:
        if other.act != "speech" or not other.rule.endswith(_CLAUSAL):
            continue
        speaks = other.source is not None and other.source.head in nouns
        own = other.head in nouns and other.source == item.source
        if (speaks or own) and (other.head in item.content or {*other.content} <= {*item.content}):
            return True
    return False


def _told(ann: Annotation, item: Candidate) -> Candidate | None:
    """The candidate; what tells of speech without its words as a stance or a wish, if that."""
    if not is_judged(item) or item.kind == "refused" or is_called(ann, item):
        return item
    chance = chance_told(ann, item)
    if chance >= ann.knowledge.number("attributions.told"):
        return item
    if item.kind in _STANCES:
        return replace(item, act="thought")
    act: Act = "intention" if item.kind in _WISHES else "thought"
    meant = chance >= ann.knowledge.number("attributions.meant")
    return replace(item, act=act) if meant else None


def _choose(ann: Annotation, candidates: list[Candidate], quoted: set[int]) -> list[Candidate]:
    """Outer attributions before inner ones; what is left must not share content."""
    taken: set[int] = set()
    kept = list[Candidate]()
    order = {"speech": 0, "thought": 1, "intention": 2, "evidence": 3}
    reach = {id(item): len({*item.content, *item.thing}) for item in candidates}
    for item in sorted(candidates, key=lambda c: (-reach[id(c)], order[c.act], c.head)):
        content = set(item.content)
        if content & quoted:
            item = replace(item, content=tuple(sorted(content - quoted)))
            if len(item.content) < len(content) / 2:
                continue
            content = set(item.content)
        if content & taken:
            if _nested(ann, item, kept):
                kept.append(item)
            continue
        if item.head in taken:
            continue
        kept.append(item)
        taken |= content | set(item.thing)
    return kept


def _nested(ann: Annotation, item: Candidate, kept: list[Candidate]) -> bool:
    """Whether a candidate is somebody's words reported within those of another."""
    if is_infinitive(ann.doc[item.head]):
        return False
    if item.act != "speech" or item.source is None or is_judged(item):
        return False
    inside = {item.head, *item.content}
    return any(inside <= set(outer.content) for outer in kept if outer != item)


def _attribution(
    ann: Annotation, item: Candidate, index: int, items: list[Candidate]
) -> Attribution:
    source, addressee = item.source, item.addressee
    venue = (
        venue_of(ann.doc[item.head], ann.knowledge) if item.cue and item.act == "speech" else None
    )
    if venue is not None and addressee is None:
        addressee = interviewer_of(ann.doc[venue.head], ann.knowledge)
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
        speaker_head=speaking_head(ann, source) if source else None,
        cue_head=item.head if item.cue else None,
        carried_from=carried,
        addressee=(addressee.first, addressee.last) if addressee else None,
        addressee_head=addressee.head if addressee else None,
        venue=ann.span(venue.first, venue.last) if venue else None,
        venue_head=venue.head if venue else None,
        thing=to_spans(ann, item.thing),
    )


def _confidence(item: Candidate, knowledge: Knowledge) -> float:
    """How sure a rule is, of that act or of any."""
    steps = knowledge.table("reporting-confidence")
    found = steps.get(f"{item.rule} {item.act}") or steps.get(item.rule)
    return float(found[0]) if found else knowledge.number("attributions.unmeasured_rule")


def _mode(ann: Annotation, item: Candidate) -> str:
    if item.direct:
        return "direct"
    words = [i for i in item.content if not ann.doc[i].is_punct]
    inside = sum(ann.quote_at(i) is not None for i in words)
    if not inside:
        return "indirect"
    whole = ann.knowledge.number("attributions.wholly_quoted") * len(words)
    return "direct" if inside >= whole else "mixed"
