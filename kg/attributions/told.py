"""Whether the words or the sense of an act of speech are told, or only that something was said.

"Announced the end of the strike", "called it a disgrace" and "urged him to stay" give the sense of
what was said, "issued a statement", "criticised the move" and "addressed the problem" do not. A
logistic regression over binary features tells them apart, fitted by ``tools/fit_told.py`` on
articles in which every statement is marked; clauses and quotations always tell.
"""

from collections.abc import Iterator
from functools import cache
from math import exp

from kg.attributions.candidate import Candidate
from kg.attributions.chains import is_infinitive
from kg.attributions.cues import noun_entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_WORDED = (
    "verb.clause", "verb.clause.passive", "verb.tag", "verb.displaced", "according",
    "free", "noun.clause", "noun.copula", "noun.preposition",
)  # fmt: skip
_LENGTHS = (1, 2, 4, 8, 16)
_SECOND = "said of"  # the feature of a second part that is said of the first


def is_called(ann: Annotation, item: Candidate) -> bool:
    """Whether somebody or something is called what it is: "called it a victory", no name."""
    verb = ann.doc[item.head]
    calling = verb.lemma_ in ann.knowledge.words("calling_verbs")
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") and item.rule == "verb.object"
    parts = [c for c in verb.rights if c.dep_ == "oprd" and c.tag_ in ("NN", "NNS", "JJ")]
    thing = any(c.dep_ == "dobj" for c in verb.rights)
    return calling and finite and thing and bool(parts) and item.polarity == "positive"


def is_judged(item: Candidate) -> bool:
    """Whether the construction leaves it open that words are told at all."""
    worded = item.direct or item.named or item.rule in _WORDED
    return item.act == "speech" and not worded


def chance_told(ann: Annotation, item: Candidate) -> float:
    """The estimate that the words or their sense are told, between 0 and 1."""
    weights = _weights(ann.knowledge)
    score = sum(weights.get(feature, 0.0) for feature in features(ann, item))
    return 1 / (1 + exp(-score))


@cache
def _weights(knowledge: Knowledge) -> dict[str, float]:
    return {name: float(row[0]) for name, row in knowledge.table("reporting-told").items()}


def features(ann: Annotation, item: Candidate) -> Iterator[str]:
    """The features of a candidate that hold: construction, kind of act, words, speaker."""
    cue, words = ann.doc[item.head], [ann.doc[i] for i in sorted({*item.thing, *item.content})]
    yield "bias"
    yield f"rule={item.rule}"
    yield f"kind={item.kind}"
    yield f"kind={item.kind} {item.rule}"
    yield f"form={_form(cue)}"
    yield f"cue={cue.lemma_}"
    yield f"speaker={_speaker(ann, item)}"
    if item.polarity == "negative" or item.modality != "actual":
        yield "not done"
    if ann.block(item.head).kind == "headline":
        yield "headline"
    length = max(n for n in _LENGTHS if n <= max(1, len(words)))
    yield f"length={length}"
    if any(ann.quote_at(t.i) is not None for t in words):
        yield "quoted"
    parts = list(_content(cue, words, ann.knowledge))
    yield from parts
    if _SECOND in parts or "after=as" in parts:
        yield f"two parts {item.kind}"


def _form(cue: Token) -> str:
    """The form of the reporting verb: finite, a purpose, a participle beside the main clause."""
    if cue.tag_ in ("VBD", "VBZ", "VBP"):
        return "finite"
    if is_infinitive(cue):
        return "to"
    if cue.tag_ == "VBG":
        return "aux" if any(c.dep_ == "aux" for c in cue.children) else f"ing {cue.dep_}"
    if cue.tag_ == "VBN":
        return "aux" if any(c.dep_ in ("aux", "auxpass") for c in cue.children) else "participle"
    return "bare"


def _speaker(ann: Annotation, item: Candidate) -> str:
    """What the source is: a name, a person or body, a text, a thing, nobody."""
    if item.source is None:
        return "none"
    head = ann.doc[item.source.head]
    if head.pos_ == "PRON":
        return "relative" if head.tag_[0] == "W" else "pronoun"
    if head.lemma_.lower() in ann.knowledge.words("reporting-documents"):
        return "text"
    if head.pos_ == "PROPN":
        return "name"
    kind = noun_of(head, ann.knowledge)
    return kind.type if kind is not None else "thing"


def _content(cue: Token, words: list[Token], knowledge: Knowledge) -> Iterator[str]:
    """What the content is built of: a second part that is said of the first, a noun for a text."""
    inside = {t.i for t in words}
    parts = [c for c in cue.children if c.i in inside]
    for part in parts:
        if part.dep_ in ("oprd", "acomp", "attr"):
            yield _SECOND
        elif part.dep_ == "prep" and part.i != parts[0].i:
            yield f"after={part.lower_}"
        elif part.dep_ in ("xcomp", "ccomp"):
            yield "clause"
    first = next((p for p in parts if p.dep_ in ("dobj", "nsubjpass", "oprd", "attr")), None)
    if first is None:
        first = next((t for t in words if t.head.i not in inside), None)
    if first is None:
        return
    if first.lemma_.lower() in knowledge.table("reporting-venues"):
        yield "noun=venue"
    if first.pos_ == "PRON":
        yield "noun=pronoun"
    elif first.pos_ == "PROPN":
        yield "noun=name"
    elif (entry := noun_entry(first, knowledge)) is not None:
        yield f"noun={entry.act}"
        yield f"noun={entry.kind}"
    elif (kind := noun_of(first, knowledge)) is not None:
        yield f"noun={kind.type}"
    else:
        yield "noun=other"
    if first.lemma_.lower() in knowledge.words("reporting-texts"):
        yield "noun=text"
    for child in first.children:
        if child.dep_ in ("relcl", "acl", "nummod", "poss"):
            yield f"noun with {child.dep_}"
        elif child.dep_ == "det":
            yield f"det={child.lower_}"
