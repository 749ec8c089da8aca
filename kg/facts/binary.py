"""A binary relation between two ends, as every rule of noun phrases states it."""

from collections.abc import Mapping

from kg.facts.events import Filler, Reading
from kg.facts.scene import Scene
from kg.model import Span


def tie(
    scene: Scene,
    relation: str,
    ends: tuple[int, int],
    rule: str,
    sure: str,
    *,
    cue: Span,
    told_at: int,
    trigger: int | None = None,
    details: Mapping[str, str] | None = None,
) -> Reading:
    """The reading of a binary relation: ``ends`` are the head tokens of its subject and object.

    ``sure`` names its confidence in ``numbers.txt``; ``told_at`` is a token of its sentence.
    """
    subject, object = ends
    return Reading(
        relation=relation,
        fillers=(
            Filler("subject", subject, scene.span_of(subject)),
            Filler("object", object, scene.span_of(object)),
        ),
        trigger=trigger,
        cue=(cue,),
        evidence=scene.ann.sentence(told_at),
        rule=rule,
        confidence=scene.knowledge.number(sure),
        details=details or {},
    )
