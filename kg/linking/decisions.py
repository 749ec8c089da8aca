"""The user's own judgements: a text file that overrules the machine and survives every rebuild.

One decision a line, ``#`` begins a comment, names with spaces stand in quotation marks::

    same       person/tim-ravn  "Timothy Ravn"      # one person
    different  "Ali Karim"      person/ali-karimi
    rename     person/t-ravn    "Tim Ravn"
    ignore     organization/getty-images
    type       "Velm Shipping"  Organization

A thing is named by its canonical id, by a name it has in the articles, or by the id which it has
in one article. Ids mean what linking without decisions calls so, or else what linking with the
other decisions does; taking a line away undoes it exactly. Lines about facts, ``accept`` and
``reject``, are those of `fact_decisions`.
"""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import InputError
from kg.knowledge.folding import key, slug
from kg.knowledge.gazetteer import KINDS
from kg.knowledge.textfile import read_text
from kg.linking.canonical import Canonical
from kg.linking.clusters import Clusters
from kg.linking.fact_decisions import FactDecision, FactVerb, fact_decision, quoted
from kg.linking.profiles import Profile

Verb = Literal["same", "different", "rename", "ignore", "type"]
# What something may be said to be.
TYPES = tuple(sorted(set(KINDS.values())))
_SECOND = {"rename": "a thing and a name", "type": "a thing and a type", "ignore": "one thing"}


@dataclass(frozen=True, order=True, slots=True)
class Decision:
    """One line of the file: what to do, to which things, and where the line stands."""

    verb: Verb
    things: tuple[str, ...]
    place: str = ""

    def __str__(self) -> str:
        return " ".join((self.verb, *map(quoted, self.things)))

    @property
    def named(self) -> tuple[str, ...]:
        """What it names that has to be there."""
        return self.things[: 1 if self.verb in ("rename", "type") else 2]


@dataclass(frozen=True)
class Decisions:
    """All decisions of a file, in its order: those about entities, and those about facts."""

    lines: tuple[Decision, ...] = ()
    facts: tuple[FactDecision, ...] = ()


def read_decisions(path: str | Path, name: str | None = None) -> Decisions:
    """The decisions of a file; raises `InputError` naming the file, or ``name``, and the line."""
    return parse_decisions(read_text(path), name or str(path))


def parse_decisions(text: str, name: str = "decisions") -> Decisions:
    """The decisions of a text; ``name`` is for messages."""
    found, facts = list[Decision](), list[FactDecision]()
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{name}:{number}"
        try:
            words = shlex.split(line, comments=True)
        except ValueError as error:
            raise InputError(f"{place}: {error}") from error
        if not words:
            continue
        verb, *things = words
        if verb in get_args(FactVerb):
            facts.append(fact_decision(cast(FactVerb, verb), things, place))
            continue
        if verb not in get_args(Verb):
            verbs = (*get_args(Verb), *get_args(FactVerb))
            raise InputError(f"{place}: '{verb}' is none of {', '.join(verbs)}")
        if len(things) != (1 if verb == "ignore" else 2):
            wanted = _SECOND.get(verb, "two things")
            raise InputError(f"{place}: '{verb}' takes {wanted}; put quotes around names")
        if not all(map(str.strip, things)):
            raise InputError(f"{place}: '{verb}' of nothing; an id or a name is empty")
        if verb == "type" and things[1] not in TYPES:
            raise InputError(f"{place}: '{things[1]}' is none of {', '.join(TYPES)}")
        found.append(Decision(cast(Verb, verb), tuple(things), place))
    return Decisions(tuple(found), tuple(facts))


def append_decision(path: str | Path, decision: Decision | FactDecision) -> None:
    """Add a line to the file, which need not exist; raises `InputError` if it is no good."""
    file = Path(path)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    after = f"{before}{decision}\n"
    parse_decisions(after, file.name)
    file.write_text(after, encoding="utf-8")


def constraints(
    decisions: Decisions, find: "Finder"
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs of articles' entities that must be together, and those that must be apart.

    Raises `InputError` for lines that contradict each other.
    """
    together: list[tuple[str, str]] = []
    apart: list[tuple[str, str]] = []
    for line in decisions.lines:
        if line.verb == "same":
            members = [*find.members(line.things[0]), *find.members(line.things[1])]
            together += [(members[0], other) for other in members[1:]]
        elif line.verb == "different":
            one, two = find.apart(line)
            apart += [(a, b) for a in one for b in two]
    _check(decisions, together, find)
    return together, apart


def _check(
    decisions: Decisions,
    together: Iterable[tuple[str, str]],
    find: "Finder",
) -> None:
    joined = Clusters(sorted({item for pair in together for item in pair}))
    for one, two in together:
        joined.join(one, two)
    for line in decisions.lines:
        if line.verb != "different":
            continue
        first, second = (
            {joined.find(item) for item in members if item in joined}
            for members in find.apart(line)
        )
        if first & second:
            raise InputError(f"{line.place}: '{line}' contradicts the lines with 'same'")


class Finder:
    """Finds what a decision names."""

    def __init__(self, entities: Sequence[Canonical], profiles: Sequence[Profile]) -> None:
        self._by_id = {entity.id: entity.members for entity in entities}
        self._by_id.update({profile.id: (profile.id,) for profile in profiles})
        self._by_name: dict[str, list[str]] = {}
        self._by_mention: dict[str, list[str]] = {}
        self._by_spelling: dict[str, tuple[str, ...]] = {}
        for profile in profiles:
            self._by_name.setdefault(key(profile.name), []).append(profile.id)
            spelled = self._by_spelling.get(profile.name, ())
            self._by_spelling[profile.name] = (*spelled, profile.id)
            for name in sorted({key(name) for name in profile.names}):
                self._by_mention.setdefault(name, []).append(profile.id)

    def learn(self, entities: Iterable[Canonical]) -> None:
        """Know the ids of further entities too; an id keeps the meaning it had first."""
        for entity in entities:
            self._by_id.setdefault(entity.id, entity.members)

    def unknown(self, decisions: Decisions) -> tuple[Decision, ...]:
        """The decisions that name something which no article has."""
        return tuple(
            line for line in decisions.lines if not all(self.members(thing) for thing in line.named)
        )

    def members(self, thing: str) -> tuple[str, ...]:
        """The articles' entities meant by an id or a name; none if nothing is called so.

        A fullest name is preferred to a name that is only mentioned.
        """
        if thing in self._by_id:
            return self._by_id[thing]
        name = key(thing)
        return tuple(self._by_name.get(name) or self._by_mention.get(name) or ())

    def apart(self, line: Decision) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The entities which a ``different`` line parts: a part of a cluster from its rest.

        Two spellings of one name mean those who are spelled so. Raises `InputError` when both its
        things mean the same entities.
        """
        one, two = (self.members(thing) for thing in line.things)
        if set(one) == set(two):
            one, two = (self._by_spelling.get(thing, one) for thing in line.things)
        if set(one) & set(two):
            few, many = sorted((one, two), key=len)
            one, two = few, tuple(item for item in many if item not in few)
            if not two or not set(few) < set(many):
                raise InputError(f"{line.place}: '{line}' names the same thing twice")
        return one, two


def project(
    decisions: Decisions, before: Sequence[Canonical], after: Sequence[Canonical], find: Finder
) -> tuple[Canonical, ...]:
    """The canonical entities with their ids and names as decided; old ids stay findable."""
    old = {member: entity for entity in before for member in entity.members}
    first = {
        thing: index
        for index, line in reversed(list(enumerate(decisions.lines)))
        if line.verb == "same"
        for thing in line.things
    }
    found = []
    for entity in after:
        origins = {old[member].id: old[member] for member in entity.members}
        if len(origins) > 1 and entity.id in {o.id for o in origins.values()}:
            named = [id for id in origins if id in first]
            keep = min(named, key=lambda id: first[id]) if named else entity.id
            if keep != entity.id:
                entity = replace(entity, id=keep, name=origins[keep].name)
        found.append(entity)
    return tuple(sorted(_rename(decisions, before, found, find)))


def _rename(
    decisions: Decisions,
    before: Sequence[Canonical],
    entities: Iterable[Canonical],
    find: Finder,
) -> Iterable[Canonical]:
    by_member = {member: entity.id for entity in before for member in entity.members}
    meant = {line: set(find.members(line.things[0])) for line in decisions.lines}
    for entity in entities:
        former = {by_member[member] for member in entity.members}
        for line in decisions.lines:
            if line.verb in ("same", "different") or not meant[line] & set(entity.members):
                continue
            if line.verb == "ignore":
                entity = replace(entity, ignored=True)
            elif line.verb == "type":
                local = entity.id.partition("/")[2]
                entity = replace(
                    entity,
                    id=f"{line.things[1].lower()}/{local}",
                    type=line.things[1],
                    decided=True,
                )
            else:
                aliases = {*entity.aliases, entity.name} - {line.things[1]}
                entity = replace(
                    entity,
                    id=f"{entity.type.lower()}/{slug(line.things[1])}",
                    name=line.things[1],
                    aliases=tuple(sorted(aliases)),
                )
        yield replace(entity, former=tuple(sorted(former - {entity.id})))
