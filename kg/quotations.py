"""Attributions by structure: who is said to say, think or intend what, and in which words.

Runs before coreference, so a speaker is the words that name him, not an entity.
"""

from dataclasses import dataclass

from kg.annotate import Annotation
from kg.model import Act, Polarity, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in one article.

    ``speaker`` is the token range of the source as written (None where the text names none),
    ``speaker_head`` its head token. ``carried_from`` is the index, in the sequence of
    attributions, of the one whose speaker carries over. ``content`` holds document spans, in
    order. ``kind`` is the act: asserted, denied, refused, asked, demanded, promised ...
    """

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Span
    rule: str
    confidence: float
    act: Act = "speech"
    kind: str = "asserted"
    mode: str | None = None
    polarity: Polarity = "positive"
    speaker: tuple[int, int] | None = None
    speaker_head: int | None = None
    cue_head: int | None = None
    carried_from: int | None = None
    addressee: tuple[int, int] | None = None
    venue: Span | None = None


def find_attributions(ann: Annotation) -> tuple[Attribution, ...]:
    """The attributions of an article in textual order."""
    found = []
    for token in ann.doc:
        if token.lemma_ not in ("say", "add", "claim", "deny", "state", "note"):
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        content = next((c for c in token.children if c.dep_ == "ccomp"), None)
        if content is not None and content.i > token.i:
            span = ann.span(content.left_edge.i, content.right_edge.i + 1)
            found.append(
                Attribution(
                    cue=(ann.span(token.i, token.i + 1),),
                    content=(span,),
                    evidence=ann.sentence(token.i),
                    rule="say.ccomp",
                    confidence=0.5,
                    mode="indirect",
                    speaker=subject and (subject.left_edge.i, subject.right_edge.i + 1),
                    speaker_head=subject.i if subject is not None else None,
                    cue_head=token.i,
                )
            )
    return tuple(found)
