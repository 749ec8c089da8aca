"""What an attribution is, apart from how it is found."""

from dataclasses import dataclass

from kg.model import Act, Modality, Polarity, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in one article: who is said to say, think or intend what.

    ``speaker`` is the token range of the source as written (None where the text names none),
    ``speaker_head`` the token of the noun phrase it stands for: its head, or the antecedent of a
    relative pronoun. ``carried_from`` is the index, in the sequence of attributions, of the one
    whose speaker carries over. ``content`` holds document spans, in order. ``kind`` is the act:
    asserted, denied, refused, asked, demanded, promised ... ``mode`` is direct, indirect or mixed.
    ``clausal`` is false where the content is a noun phrase, which takes for granted what a clause
    would claim ("slammed the sanctions"). ``thing`` is what the content is but a name for: called
    *the plan* "unworkable". ``addressee_head`` is the head token of the addressee,
    ``venue_head`` that of the venue.
    """

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: Span
    rule: str
    confidence: float
    act: Act = "speech"
    kind: str = "asserted"
    mode: str | None = None
    clausal: bool = True
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    speaker: tuple[int, int] | None = None
    speaker_head: int | None = None
    cue_head: int | None = None
    carried_from: int | None = None
    addressee: tuple[int, int] | None = None
    addressee_head: int | None = None
    venue: Span | None = None
    venue_head: int | None = None
    thing: tuple[Span, ...] = ()
