"""The Turtle of the ontology, read into a `catalogue`.

``ontology/kg.ttl`` declares the classes and properties of the graph, ``ontology/relations/*.ttl``
one relation a node: its meaning, roles, frames with their examples (`frames`), plain edges,
further examples and alignments; ``ontology/rules.ttl`` the rules that have no frame. A user's own
Turtle adds relations of the same form. What is wrong with one is said in a line that names the
file, the line and the relation. The shapes of ``ontology/shapes.ttl`` say the same in SHACL, for
`kg check` and the tests; starting up does not wait for a SHACL engine.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import pyoxigraph as ox

from kg.errors import CatalogueError
from kg.knowledge.catalogue import (
    KG,
    LINKED,
    Catalogue,
    Edge,
    Implied,
    Kind,
    Relation,
    Role,
    Rule,
    local_name,
)
from kg.knowledge.frames import Frame, parse_example, parse_frame
from kg.knowledge.lexicon import Lexicon, ontology_dir
from kg.knowledge.turtle import OWL, RDF, RDFS, SKOS, Node, Source, merged, read_turtle, short

_TYPE = RDF + "type"
_READING, _EXAMPLE = KG + "ReadingTerm", SKOS + "example"
_ENTITY, _RULE, _VARIANT = KG + "Entity", KG + "Rule", KG + "RuleVariant"
_KINDS: dict[str, Kind] = {
    KG + "EventRelation": "event",
    KG + "BinaryRelation": "binary",
    KG + "StatementRelation": "statement",
}
_ALIGNMENTS = (
    SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch", SKOS + "narrowMatch",
    SKOS + "relatedMatch", OWL + "equivalentClass", OWL + "equivalentProperty",
    OWL + "inverseOf",
)  # fmt: skip


def load_catalogue(lexicon: Lexicon, extra: Iterable[str] = ()) -> Catalogue:
    """Read and validate the shipped ontology and the user's own Turtle files.

    Raises:
        CatalogueError: A file is no Turtle, or a relation in it is malformed.
        InputError: A file cannot be read.
    """
    folder = ontology_dir()
    relations = sorted((folder / "relations").glob("*.ttl"))
    shipped = (folder / "kg.ttl", folder / "rules.ttl", *relations)
    ontology = _Ontology(
        lexicon, tuple(read_turtle(path) for path in (*shipped, *map(Path, extra)))
    )
    return Catalogue(
        relations={relation.name: relation for relation in ontology.relations()},
        classes=ontology.classes,
        entity_iris=ontology.entity_iris,
        rules={rule.name: rule for rule in ontology.rules()},
        above=ontology.above,
        vocabulary=ontology.vocabulary(),
        digest=ontology.digest,
        lexicon=lexicon,
    )


@dataclass(frozen=True)
class _Ontology:
    """The files together: a relation of one may be given further frames in another."""

    lexicon: Lexicon
    sources: tuple[Source, ...]

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The statements of all files by subject, in the order in which they are written."""
        return merged(self.sources)

    @cached_property
    def _type_names(self) -> dict[str, str]:
        """The name that records give to each entity class, by IRI: all classes under kg:Entity."""
        names = {}
        for iri, node in self.nodes.items():
            if iri == _ENTITY or _ENTITY in self._ancestors(iri):
                names[iri] = next(iter(node.get(KG + "entityType", ())), local_name(iri))
        return names

    def _ancestors(self, iri: str, order: str = RDFS + "subClassOf") -> list[str]:
        found = list(self.nodes.get(iri, {}).get(order, ()))
        for parent in found:
            above = self.nodes.get(parent, {}).get(order, ())
            found += [item for item in above if item not in found]
        return found

    @cached_property
    def above(self) -> dict[str, tuple[str, ...]]:
        """All classes above each class, all properties above each property, the nearest first."""
        orders = (RDFS + "subClassOf", RDFS + "subPropertyOf")
        return {
            iri: tuple(found)
            for iri in self.nodes
            if (found := [item for order in orders for item in self._ancestors(iri, order)])
        }

    @cached_property
    def digest(self) -> str:
        """What stands for the texts of all files, in any order."""
        texts = sorted(source.text for source in self.sources)
        return blake2b(repr(texts).encode(), digest_size=16).hexdigest()

    def vocabulary(self) -> tuple[ox.Triple, ...]:
        """What the files say of classes and properties, without what tells how to read them.

        Every property of plain edges is one of `LINKED`, whoever declared it.
        """
        kinds = {iri: node.get(_TYPE, ()) for iri, node in self.nodes.items()}
        reading = {iri for iri, found in kinds.items() if _READING in found} | {_READING, _EXAMPLE}
        terms = {
            iri
            for iri, found in kinds.items()
            if iri not in reading and any(kind.startswith(OWL) for kind in found)
        }
        found = dict.fromkeys(
            triple
            for source in self.sources
            for triple in source.triples
            if isinstance(triple.subject, ox.NamedNode)
            and triple.subject.value in terms
            and triple.predicate.value not in reading
            and not isinstance(triple.object, ox.BlankNode)
            and not (isinstance(triple.object, ox.NamedNode) and triple.object.value in reading)
        )
        below, linked = ox.NamedNode(RDFS + "subPropertyOf"), ox.NamedNode(LINKED)
        for relation in self.relations():
            names = [relation.iri] if relation.kind == "binary" else []
            for name in (*names, *(edge.property for edge in relation.edges)):
                found[ox.Triple(ox.NamedNode(name), below, linked)] = None
        return tuple(found)

    @cached_property
    def classes(self) -> dict[str, tuple[str, ...]]:
        """For each type of entity the types above it."""
        names = self._type_names
        return {
            name: tuple(names[parent] for parent in self._ancestors(iri) if parent in names)
            for iri, name in names.items()
        }

    @cached_property
    def entity_iris(self) -> dict[str, str]:
        """The class of each type of entity."""
        return {name: iri for iri, name in self._type_names.items()}

    def error(self, iri: str, message: str, part: str = "") -> CatalogueError:
        """The error of a relation, with the file and line on which it was last written.

        ``part`` is a string within the relation (a frame's pattern) that gives the line instead.
        """
        name, quoted = local_name(iri), f'"{part}"'
        written = [source for source in reversed(self.sources) if iri in source.nodes]
        source = next((source for source in written if quoted in source.text), written[0])
        begins = re.search(
            rf"^[ \t]*(?:\w*:{re.escape(name)}|<[^>]*\b{re.escape(name)}>)(?=\s)", source.text, re.M
        )
        place = begins.start() if begins else 0
        place = max(place, source.text.find(quoted, place))
        line = f":{source.text.count(chr(10), 0, place) + 1}" if begins else ""
        return CatalogueError(f"{source.path}{line}: {name}: {message}")

    def relations(self) -> Iterator[Relation]:
        """The relations in the order in which they are written."""
        for iri, node in self.nodes.items():
            kinds = [_KINDS[kind] for kind in node.get(RDF + "type", ()) if kind in _KINDS]
            if kinds:
                yield self._relation(iri, node, kinds[0])
            elif KG + "frame" in node or KG + "role" in node:
                raise self.error(
                    iri, "has frames or roles, but is no kg:EventRelation or kg:BinaryRelation"
                )

    def rules(self) -> Iterator[Rule]:
        """The rules in the order in which they are written."""
        for iri, node in self.nodes.items():
            kinds = {_RULE, _VARIANT} & set(node.get(RDF + "type", ()))
            if kinds:
                yield Rule(
                    name=local_name(iri),
                    comment=" ".join(node.get(RDFS + "comment", ())),
                    examples=tuple(map(parse_example, node.get(SKOS + "example", ()))),
                    variant=_VARIANT in kinds,
                )

    def _relation(self, iri: str, node: Node, kind: Kind) -> Relation:
        def only(name: str) -> str:
            values = node.get(name, ())
            if len(values) != 1:
                raise self.error(iri, f"needs one {short(name)}, has {len(values)}")
            return values[0]

        parents = (*node.get(RDFS + "subClassOf", ()), *node.get(RDFS + "subPropertyOf", ()))
        relation = Relation(
            name=local_name(iri),
            iri=iri,
            kind=kind,
            label=only(RDFS + "label"),
            comment=only(RDFS + "comment"),
            roles=tuple(self._role(iri, item) for item in node.get(KG + "role", ())),
            frames=tuple(self._frame(iri, item) for item in node.get(KG + "frame", ())),
            edges=tuple(self._edge(iri, item) for item in node.get(KG + "edge", ())),
            examples=tuple(parse_example(text) for text in node.get(SKOS + "example", ())),
            counterexamples=node.get(KG + "counterexample", ()),
            parents=parents,
            alignments=tuple((name, term) for name in _ALIGNMENTS for term in node.get(name, ())),
            symmetric=node.get(KG + "symmetric") == ("true",),
            affiliation=node.get(KG + "affiliation") == ("true",),
            told_beside=node.get(KG + "toldBeside") == ("true",),
            for_good=node.get(KG + "forGood") == ("true",),
            outlives_post=node.get(KG + "outlivesPost") == ("true",),
            implied=tuple(self._implied(iri, item) for item in node.get(KG + "implies", ())),
            posts=node.get(KG + "postClass", ()),
            once=next(iter(node.get(KG + "once", ())), None),
            counted=next(iter(node.get(KG + "counted", ())), None),
            opposed=tuple(self._opposed(iri, pair) for pair in node.get(KG + "opposed", ())),
            acts_for=node.get(KG + "actFor", ()),
            acts_against=node.get(KG + "actAgainst", ()),
        )
        self._check(relation)
        return relation

    def _opposed(self, iri: str, pair: str) -> tuple[str, str]:
        sides = pair.split()
        if len(sides) != 2:
            raise self.error(iri, "kg:opposed names two roles or phases", pair)
        return sides[0], sides[1]

    def _frame(self, iri: str, item: str) -> Frame:
        node = self.nodes.get(item, {})
        names, patterns = node.get(KG + "name", ()), node.get(KG + "pattern", ())
        if len(names) != 1 or len(patterns) != 1:
            part = next(iter((*patterns, *names)), item)
            raise self.error(iri, "a kg:frame needs one kg:name and one kg:pattern", part)
        (name,), (pattern,) = names, patterns
        try:
            frame = parse_frame(name, pattern, self.lexicon)
        except ValueError as error:
            raise self.error(iri, f"frame {name}: {error}", pattern) from None
        return replace(
            frame,
            examples=tuple(parse_example(text) for text in node.get(SKOS + "example", ())),
            counterexamples=node.get(KG + "counterexample", ()),
        )

    def _role(self, iri: str, item: str) -> Role:
        node = self.nodes.get(item, {})
        names = node.get(KG + "name", ())
        if len(names) != 1:
            raise self.error(iri, "a kg:role needs one kg:name")
        return Role(
            names[0],
            tuple(
                self._type_names.get(kind, local_name(kind)) for kind in node.get(KG + "range", ())
            ),
            " ".join(node.get(RDFS + "comment", ())),
        )

    def _implied(self, iri: str, item: str) -> Implied:
        node = self.nodes.get(item, {})
        names, ranges = node.get(KG + "property", ()), node.get(KG + "range", ())
        if len(names) != 1 or KG + "BinaryRelation" not in self.nodes.get(names[0], {}).get(
            RDF + "type", ()
        ):
            raise self.error(iri, "a kg:implies needs one kg:property, a kg:BinaryRelation")
        return Implied(
            local_name(names[0]),
            tuple(self._type_names.get(kind, local_name(kind)) for kind in ranges),
        )

    def _edge(self, iri: str, item: str) -> Edge:
        node = self.nodes.get(item, {})
        ends = [node.get(KG + name, ()) for name in ("from", "property", "to")]
        if any(len(values) != 1 for values in ends):
            raise self.error(iri, "a kg:edge needs one kg:from, one kg:property and one kg:to")
        (source,), (name,), (target,) = ends
        return Edge(source, name, target)

    def _check(self, relation: Relation) -> None:
        """What SHACL cannot say or would say too late: names that must agree within a relation."""
        roles = {role.name for role in relation.roles}
        if relation.kind == "binary" and not {"subject", "object"} <= roles:
            raise self.error(relation.iri, "a binary relation has the roles subject and object")
        for name, count in Counter(frame.name for frame in relation.frames).items():
            if count > 1:
                raise self.error(relation.iri, f"{count} frames are named {name!r}", name)
        used = [
            *(
                (role, f"frame {frame.name}", frame.pattern)
                for frame in relation.frames
                for role in frame.roles
            ),
            *(
                (end, "an edge", "")
                for edge in relation.edges
                for end in (edge.source, edge.target)
            ),
            *((role, "kg:once", "") for role in (relation.once,) if role),
            *((role, "kg:counted", "") for role in (relation.counted,) if role),
            *(
                (role, f"example {example.text!r}", "")
                for examples in (relation.examples, *(f.examples for f in relation.frames))
                for example in examples
                for role, _ in example.roles
            ),
        ]
        for role, user, part in used:
            if role not in roles:
                message = f"{user} uses the role {role!r}, which it lacks"
                raise self.error(relation.iri, message, part)
        ranges = [
            *((kind, f"role {role.name}", "") for role in relation.roles for kind in role.ranges),
            *(
                (kind, f"frame {frame.name}", frame.pattern)
                for frame in relation.frames
                for slot in frame.slots
                for kind in slot.types
            ),
        ]
        for kind, user, part in ranges:
            if kind not in self.classes:
                raise self.error(relation.iri, f"{user}: {kind!r} is no entity class", part)
