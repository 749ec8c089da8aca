"""What all articles together say of an entity: what it is called, and what it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Entity
from kg.records import Corpus


@dataclass(frozen=True)
class Profile:
    """What all articles together say of one entity: what it is called, and what it is."""

    canonical: str
    label: str
    type: str


def profiles(corpus: Corpus) -> Mapping[str, Profile]:
    """The entities of a corpus by canonical id.

    The label is the one linking gave, or else the name most articles use, the longer of two,
    then the first in order; the type is that of most of its mentions.
    """
    names: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    for extraction in corpus.extractions:
        told = Counter(mention.entity for mention in extraction.mentions)
        for entity in extraction.entities:
            key = canonical(entity)
            counts = names.setdefault(key, {})
            name = entity.label or entity.name
            counts[name] = counts.get(name, 0) + 1
            counts = kinds.setdefault(key, {})
            counts[entity.type] = counts.get(entity.type, 0) + told[entity.id]
    return {
        key: Profile(
            key,
            min(names[key], key=lambda name: (-names[key][name], -len(name), name)),
            min(kinds[key], key=lambda kind: (-kinds[key][kind], kind)),
        )
        for key in sorted(names)
    }


def canonical(entity: Entity) -> str:
    """An entity's id across articles, or its own where it was never linked."""
    return entity.canonical or entity.id
