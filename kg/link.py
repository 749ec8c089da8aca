"""Put the entities of many articles together into canonical ones."""

from collections.abc import Iterable
from dataclasses import replace

from kg.model import Extraction


def link(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The same extractions with ``canonical`` set on every entity."""
    return tuple(
        replace(
            extraction,
            entities=tuple(
                replace(e, canonical=f"{e.type.lower()}/{e.name.lower().replace(' ', '-')}")
                for e in extraction.entities
            ),
        )
        for extraction in extractions
    )
