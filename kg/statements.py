"""Statements: attributions with their speakers resolved and the topics they are about."""

from kg.annotate import Annotation
from kg.coref import Resolution
from kg.model import Argument
from kg.quotations import Attribution


def topics(
    ann: Annotation, attribution: Attribution, resolution: Resolution
) -> tuple[Argument, ...]:
    """The ``about`` arguments of an attribution, the primary topic first, deals next."""
    return ()
