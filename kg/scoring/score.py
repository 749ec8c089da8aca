"""Precision, recall and F1 of what was read, by relation, and how it stands.

The definitions are in ``docs/annotate.md``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.knowledge.catalogue import Catalogue, Relation
from kg.linking.merge import CORE
from kg.model import Span
from kg.scoring.found import Filler, Found
from kg.scoring.gold import Annotated, GoldArgument, GoldFact
from kg.scoring.notation import STATEMENT

# Statements are the same from so many shared words.
_SAME_WORDS = 0.5
_ACTION, _OTHER = "Action", "other"
# Where nobody does to another what this does not do to him, all who take part have one role.
_SIDES = frozenset({"agent", "patient", "participant", "subject", "object"})
_WHO_TAKES_PART = "participant"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what is wanted was found, of one relation or of all.

    ``wanted`` are facts that have to be found, ``found`` those of them that were; ``told`` what
    was read, ``right`` what of it is right, ``standing`` what of that stands as it should.
    """

    wanted: int = 0
    found: int = 0
    told: int = 0
    right: int = 0
    standing: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.wanted + other.wanted,
            self.found + other.found,
            self.told + other.told,
            self.right + other.right,
            self.standing + other.standing,
        )

    @property
    def precision(self) -> float | None:
        """What of that which was read is right."""
        return self.right / self.told if self.told else None

    @property
    def recall(self) -> float | None:
        """What of that which is wanted was found."""
        return self.found / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        one, other = self.precision, self.recall
        if one is None or other is None:
            return None
        return 2 * one * other / (one + other) if one + other else 0.0

    @property
    def standing_accuracy(self) -> float | None:
        """What of that which is right stands as it should."""
        return self.standing / self.right if self.right else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact of the annotation and the one that was read for it; or one of them alone.

    ``words`` are those of the article that it rests on.
    """

    article: str
    words: str
    gold: GoldFact | None = None
    found: Found | None = None

    @property
    def relation(self) -> str:
        """The relation that it counts for."""
        if self.gold:
            return self.gold.relation
        # An action is of no relation of the catalogue's own, as is what fits none.
        name = self.found.relation if self.found else ""
        return _OTHER if name == _ACTION else name


@dataclass(frozen=True)
class Score:
    """How well articles were read; ``lacking`` are annotated ones that were not read at all."""

    articles: int
    relations: Mapping[str, Share]
    missed: tuple[Pair, ...]
    false: tuple[Pair, ...]
    otherwise: tuple[Pair, ...]
    lacking: tuple[str, ...] = field(default=())

    @property
    def facts(self) -> Share:
        """Of all relations, without statements and what is of no relation."""
        apart = (STATEMENT, _OTHER)
        return sum((s for name, s in self.relations.items() if name not in apart), Share())

    @property
    def statements(self) -> Share:
        """Of statements."""
        return self.relations.get(STATEMENT, Share())


def score(pairs: Iterable[tuple[Annotated, Sequence[Found] | None]], catalogue: Catalogue) -> Score:
    """Hold what was read of articles against their annotation."""
    rows, lacking, count = list[Pair](), list[str](), 0
    for annotated, read in pairs:
        if read is None:
            lacking.append(annotated.id)
            read = ()
        count += 1
        rows += _Article(annotated, catalogue).compared(read)
    relations: dict[str, Share] = {}
    for row in rows:
        relations[row.relation] = relations.get(row.relation, Share()) + _share(row)
    told = [name for name, share in relations.items() if share.wanted or share.told]
    order = sorted(told, key=lambda name: (-relations[name].wanted, name))
    return Score(
        count,
        {name: relations[name] for name in order},
        tuple(row for row in rows if row.gold and not row.found and not row.gold.minor),
        tuple(row for row in rows if row.found and not row.gold),
        tuple(row for row in rows if row.gold and row.found and not _stands(row)),
        tuple(lacking),
    )


def _stands(row: Pair) -> bool:
    return bool(row.gold and row.found and row.gold.standing == row.found.standing)


def _share(row: Pair) -> Share:
    needed = bool(row.gold and not row.gold.minor)
    both = bool(row.gold and row.found)
    return Share(needed, needed and both, bool(row.found), both, _stands(row))


class _Article:
    """One annotated article, and what fits what in it."""

    def __init__(self, annotated: Annotated, catalogue: Catalogue) -> None:
        self._annotated = annotated
        self._catalogue = catalogue
        self._mentions = {entity.id: entity.mentions for entity in annotated.entities}

    def compared(self, read: Iterable[Found]) -> Iterator[Pair]:
        """The pairs of the article: each fact of the annotation once, each that was read once."""
        told = list(read)
        fitting = sorted(
            (self._distance(gold, found), number, index)
            for number, gold in enumerate(self._annotated.facts)
            for index, found in enumerate(told)
            if self.fits(gold, found)
        )
        golds, founds = dict[int, int](), dict[int, int]()
        for _, number, index in fitting:
            if number not in golds and index not in founds:
                golds[number], founds[index] = index, number
        again = {index for _, _, index in fitting} - founds.keys()
        id = self._annotated.id
        for number, gold in enumerate(self._annotated.facts):
            there = told[golds[number]] if number in golds else None
            yield Pair(id, self._rests_on(gold), gold, there)
        # What tells once more what is right already is neither right nor wrong.
        others = (f for index, f in enumerate(told) if index not in founds and index not in again)
        for found in self._once(filter(self._judged, others)):
            yield Pair(id, found.quote, None, found)

    def _rests_on(self, gold: GoldFact) -> str:
        """The words of a fact: of a statement those that are said."""
        spans = gold.content or (gold.evidence,)
        words = (self._annotated.text[span.start : span.end] for span in spans)
        return " ".join(" ... ".join(words).split())

    def _judged(self, found: Found) -> bool:
        """Whether a person has looked at the words that it rests on."""
        judged = self._annotated.judged
        return judged is None or any(found.evidence.overlaps(span) for span in judged)

    def _once(self, read: Iterable[Found]) -> Iterator[Found]:
        """Each fact once, whatever number of times the article tells it."""
        seen = set[object]()
        for found in read:
            ends = frozenset((f.role, f.entity or f.text.casefold()) for f in found.fillers)
            key = (found.relation, ends, found.standing, found.content)
            if key not in seen:
                seen.add(key)
                yield found

    def _distance(self, gold: GoldFact, found: Found) -> tuple[bool, bool, int, bool]:
        """How well two fit that fit, the best first."""
        shared = sum(
            self._is(arg, filler)
            for arg in gold.args
            for filler in found.fillers
            if arg.role == filler.role
        )
        return (
            gold.standing != found.standing,
            gold.relation != found.relation,
            -shared,
            not found.evidence.overlaps(gold.evidence),
        )

    def fits(self, gold: GoldFact, found: Found) -> bool:
        """Whether what was read is the fact of the annotation, however it stands."""
        if STATEMENT in (gold.relation, found.relation):
            return gold.relation == found.relation and self._says(gold, found)
        relation = self._relation(gold.relation, found.relation)
        if relation is None:
            return False
        ends = [arg for arg in gold.args if arg.role in CORE]
        if not ends:
            return any(
                arg.role == filler.role and self._is(arg, filler)
                for arg in gold.args
                for filler in found.fillers
            )
        fillers = [filler for filler in found.fillers if filler.role in CORE]
        roles = {arg.role for arg in ends} | {filler.role for filler in fillers}
        sides = relation.symmetric or _WHO_TAKES_PART in roles

        def role(name: str) -> str:
            return _WHO_TAKES_PART if sides and name in _SIDES else name

        wanted = [(role(arg.role), arg) for arg in ends]
        told = [(role(filler.role), filler) for filler in fillers]
        return self._ends(wanted, told, 2 if sides else 1)

    def _ends(
        self,
        wanted: Sequence[tuple[str, GoldArgument]],
        told: Sequence[tuple[str, Filler]],
        enough: int,
    ) -> bool:
        """Whether each role has one of its fillers (or two sides), and none has a wrong one."""
        right = [
            any(role == name and self._is(arg, filler) for name, arg in wanted)
            for role, filler in told
        ]
        if not all(right):
            return False
        for role in {name for name, _ in wanted}:
            needed = min(enough, len(self._apart([arg for name, arg in wanted if name == role])))
            if sum(name == role for name, _ in told) < needed:
                return False
        return bool(told)

    def _apart(self, args: Sequence[GoldArgument]) -> list[GoldArgument]:
        """The fillers of a role without words that only name again what another one is."""
        return [
            arg
            for arg in args
            if arg.entity
            or not any(
                span.overlaps(mention)
                for other in args
                for mention in self._mentions.get(other.entity or "", ())
                for span in arg.spans
            )
        ]

    def _is(self, arg: GoldArgument, filler: Filler) -> bool:
        """Whether a filler is the one of the annotation: the entity, or else the words."""
        if arg.entity and filler.entity:
            return arg.entity == filler.entity
        places = self._mentions.get(arg.entity, ()) if arg.entity else arg.spans
        if any(span.overlaps(place) for span in filler.spans for place in places):
            return True
        return bool(arg.text) and arg.text.casefold() == filler.text.casefold()

    def _says(self, gold: GoldFact, found: Found) -> bool:
        """Whether a statement has the words of another one, and its speaker."""
        text = self._annotated.text
        if gold.content or found.content:
            if _shared(_words(text, gold.content), _words(text, found.content)) < _SAME_WORDS:
                return False
        elif not gold.evidence.overlaps(found.evidence):
            return False
        wanted = [arg for arg in gold.args if arg.role == "speaker"]
        told = [filler for filler in found.fillers if filler.role == "speaker"]
        if not wanted or not told:
            return not wanted and not told
        return any(self._is(arg, filler) for arg in wanted for filler in told)

    def _relation(self, gold: str, found: str) -> Relation | None:
        """The relation that was read, where it is the wanted one or one above or below it."""
        known = self._catalogue.relations
        if gold == _OTHER:
            return known.get(found) if found == _ACTION else None
        one, other = known.get(gold), known.get(found)
        if other is None or one is None:
            return None
        above = self._catalogue.above
        near = one.iri in above.get(other.iri, ()) or other.iri in above.get(one.iri, ())
        return other if one is other or near else None


def _words(text: str, spans: Iterable[Span]) -> frozenset[tuple[int, str]]:
    return frozenset(
        (match.start(), match[0])
        for span in spans
        for match in re.compile(r"\w+").finditer(text, span.start, span.end)
    )


def _shared(one: frozenset[tuple[int, str]], other: frozenset[tuple[int, str]]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
