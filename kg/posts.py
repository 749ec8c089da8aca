"""Binary relations from noun phrases: posts, membership, kinship, residence ..."""

from kg.annotate import Annotation
from kg.catalogue import Catalogue
from kg.clauses import Clause
from kg.coref import Resolution
from kg.facts import Reading


def find_relations(
    ann: Annotation, clauses: tuple[Clause, ...], resolution: Resolution, catalogue: Catalogue
) -> tuple[Reading, ...]:
    """The binary relations of an article, with fillers ``subject`` and ``object``."""
    return ()
