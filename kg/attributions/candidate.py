"""An attribution in tokens, as the rules propose it."""

from dataclasses import dataclass

from kg.attributions.sources import Source
from kg.model import Act, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution in tokens, before those that contradict each other are sorted out.

    ``named`` tells that the content is but a name, and ``thing`` are the tokens of what is called
    so: called *the plan* "unworkable".
    """

    rule: str
    cue: tuple[int, ...]
    content: tuple[int, ...]
    act: Act
    kind: str
    head: int
    source: Source | None = None
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    addressee: Source | None = None
    direct: bool = False
    carried: int | None = None
    named: bool = False
    thing: tuple[int, ...] = ()
