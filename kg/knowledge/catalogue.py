"""The ontology as kg uses it: relations with roles, ranges, frames and edge projections, and rules.

Read from Turtle by `ontology`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pyoxigraph import NamedNode, Triple

from kg.knowledge.frames import Example, Frame
from kg.knowledge.lexicon import Lexicon

KG = "https://w3id.org/newskg#"
# What every property of a plain edge is a kind of.
LINKED = KG + "linkedTo"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

Kind = Literal["event", "binary", "statement"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a relation; ``ranges`` are names of the entity classes that may fill it.

    No ranges: anything may, a clause or a thing as well.
    """

    name: str
    ranges: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A plain edge that an asserted fact gives: from the fillers of one role to another's."""

    source: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class Implied:
    """A relation that holds between the same two, if the object is of one of the ``ranges``."""

    relation: str
    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the catalogue.

    ``iri`` is the class of its facts (events, statements) or the property between subject and
    object (binary); ``parents`` are the IRIs it is a subclass or subproperty of; ``alignments``
    pairs of mapping property and foreign term. ``symmetric`` says that it makes no difference who
    stands on which side, ``affiliation`` that the object is a country or body to which the subject
    belongs; ``told_beside`` that a clause may state it and another event, where other kinds rule
    each other out; ``for_good`` that it never ends, ``outlives_post`` that it does not end with the
    post that implies it; ``posts`` are the classes of nouns of posts that state it (``posts.txt``).
    ``once`` is the role whose filler it happens to once; ``counted`` the role whose figure it tells
    ("twelve people died"); ``opposed`` are pairs of roles, or of phases, that nobody has both of in
    one event; ``acts_for`` and ``acts_against`` the acts of speech by which a statement takes
    sides.
    """

    name: str
    iri: str
    kind: Kind
    label: str
    comment: str
    roles: tuple[Role, ...] = ()
    frames: tuple[Frame, ...] = ()
    edges: tuple[Edge, ...] = ()
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    alignments: tuple[tuple[str, str], ...] = ()
    symmetric: bool = False
    affiliation: bool = False
    for_good: bool = False
    told_beside: bool = False
    outlives_post: bool = False
    implied: tuple[Implied, ...] = ()
    posts: tuple[str, ...] = ()
    once: str | None = None
    counted: str | None = None
    opposed: tuple[tuple[str, str], ...] = ()
    acts_for: tuple[str, ...] = ()
    acts_against: tuple[str, ...] = ()

    def role(self, name: str) -> Role | None:
        """The role of that name."""
        return next((role for role in self.roles if role.name == name), None)

    def frame(self, name: str) -> Frame | None:
        """The frame of that name."""
        return next((frame for frame in self.frames if frame.name == name), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that reads facts without a frame, or a variant of such rules.

    The rule of a fact is the name of one, with those of its variants: ``post.title.implied``.
    """

    name: str
    comment: str
    examples: tuple[Example, ...]
    variant: bool = False


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The relations and rules that kg knows, by name, in the order in which they are written.

    ``classes`` gives for each type of entity the types above it, ``entity_iris`` its class.
    ``above`` has all the classes above each class, and properties above each property, by IRI;
    ``vocabulary`` what the ontology says of its classes and properties, as triples; ``digest``
    stands for all that its files say; ``lexicon`` are the words that it was read with.
    """

    relations: Mapping[str, Relation] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entity_iris: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabulary: tuple[Triple, ...] = ()
    digest: str = ""
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}))

    @cached_property
    def of_posts(self) -> Mapping[str, str]:
        """The relation that a class of nouns of posts states."""
        return {post: r.name for r in self.relations.values() for post in r.posts}

    @cached_property
    def defined(self) -> frozenset[object]:
        """The classes and properties that the ontology defines, not only names."""
        return frozenset(triple.subject for triple in self.vocabulary if triple.predicate == _TYPE)

    def frame(self, rule: str) -> Frame | None:
        """The frame that a fact's rule names (``Meeting.meet``), if it is one's."""
        relation, _, name = rule.partition(".")
        return self.relations[relation].frame(name) if relation in self.relations else None

    def rules_of(self, rule: str) -> tuple[Rule, ...]:
        """The rule and its variants that a fact's rule names; none if one of them is unknown."""
        parts = rule.split(".")
        for end in range(len(parts), 0, -1):
            base = self.rules.get(".".join(parts[:end]))
            variants = [self.rules.get(part) for part in parts[end:]]
            if base is not None and not base.variant:
                known = tuple(v for v in variants if v is not None and v.variant)
                return (base, *known) if len(known) == len(variants) else ()
        return ()

    def is_a(self, kind: str, ranges: Iterable[str]) -> bool:
        """Whether a class is one of the ranges or below one of them."""
        return not {kind, *self.classes.get(kind, ())}.isdisjoint(ranges)


def local_name(iri: str) -> str:
    """What stands after the last ``#`` or ``/``."""
    return re.split(r"[#/]", iri)[-1]
