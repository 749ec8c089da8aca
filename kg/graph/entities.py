"""What all articles together say of an entity: what it is called, and what it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Entity
from kg.records import Corpus


@dataclass(frozen=True, slots=True)
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
    # Most are in one article, and nothing needs to be counted of them.
    first: dict[str, Entity] = {}
    several = set[str]()
    for entity in corpus.entities.values():
        key = canonical(entity)
        if first.setdefault(key, entity) is not entity:
            several.add(key)
    names: dict[str, Counter[str]] = {key: Counter() for key in several}
    kinds: dict[str, Counter[str]] = {key: Counter() for key in several}
    for extraction in corpus.extractions:
        told = Counter(mention.entity for mention in extraction.mentions)
        for entity in extraction.entities:
            key = canonical(entity)
            if key in several:
                names[key][entity.label or entity.name] += 1
                kinds[key][entity.type] += told[entity.id]
    return {
        key: Profile(key, _called(names[key]), min(kinds[key], key=lambda k: (-kinds[key][k], k)))
        if key in several
        else Profile(key, first[key].label or first[key].name, first[key].type)
        for key in sorted(first)
    }


def _called(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], -len(name), name))


def canonical(entity: Entity) -> str:
    """An entity's id across articles, or its own where it was never linked."""
    return entity.canonical or entity.id
