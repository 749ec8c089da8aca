"""Frames over clauses: which relations the words of a clause state, and what fills their roles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.coref.resolve import Resolution
from kg.facts.fillers import is_venue, kind_of, may_fill, measured
from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.derived import derived
from kg.knowledge.frames import Frame, FrameSlot
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, Slot

# "evacuate the wounded": adjectives head phrases too.
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits a clause: the slots that fill roles, and the tokens it asked for by word.

    ``words`` are heads of fillers constrained by a word list: part of what states the relation.
    ``sides`` says of a filler's head on which side of the event it stands, where its slot tells.
    ``echoes`` are the cues of later mentions that refer to the same event (`recurrence`).
    """

    relation: Relation
    frame: Frame
    trigger: int
    cue: tuple[int, ...]
    filled: tuple[tuple[str, int], ...]
    words: tuple[int, ...]
    noun: bool
    sides: Mapping[int, str] = field(default_factory=dict)
    echoes: tuple[tuple[int, ...], ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """Of two relations that a clause could state, that which asks and finds more is meant."""
        return self.frame.specificity, len({role for role, _ in self.filled})


def with_bare_nouns(
    ann: Annotation, clauses: tuple[Clause, ...], lemmas: Iterable[str]
) -> list[Clause]:
    """The clauses, and one without slots for every event noun that has none: "the embargo"."""
    tree, known = ann.tree, {clause.trigger for clause in clauses}
    bare = [
        Clause(token, "noun", tree.lemma[token], (token,), ())
        for token in range(len(tree))
        if token not in known
        and tree.pos[token] in ("NOUN", "PROPN")
        and tree.lemma[token] in lemmas
        and (tree.dep[token] != "compound" or tree.tag[token] == "NNS")
    ]
    return sorted((*clauses, *bare), key=lambda clause: clause.trigger)


class Matcher:
    """The frames of a catalogue, by head, over the clauses of one article."""

    def __init__(
        self,
        ann: Annotation,
        clauses: Iterable[Clause],
        resolution: Resolution,
    ) -> None:
        self._ann, self._resolution = ann, resolution
        self._catalogue = ann.knowledge.catalogue
        self._clauses = {clause.trigger: clause for clause in clauses}
        self._frames = frames_by_head(self._catalogue)
        self._kinds: dict[int, str | None] = {}
        self.nouns = frozenset(lemma for kind, lemma in self._frames if kind == "noun")

    def matches(self, clause: Clause) -> list[Match]:
        """The best event that a clause states, and all binary relations."""
        fitting = list(self._fitting(clause))
        events = [match for match in fitting if match.relation.kind == "event"]
        binary: dict[str, Match] = {}
        for match in fitting:
            if match.relation.kind == "binary":
                best = binary.get(match.relation.name)
                if best is None or match.weight > best.weight:
                    binary[match.relation.name] = match
        return [
            *([max(events, key=lambda match: match.weight)] if events else []),
            *binary.values(),
        ]

    def _fitting(self, clause: Clause) -> Iterator[Match]:
        clause = with_those_present(self._ann, with_small_clause(self._ann, clause))
        for relation, frame in self._frames.get((clause.kind, clause.lemma), ()):
            if match := self._match(relation, frame, clause, clause.cue):
                yield match
        for slot in clause.fillers("attr"):
            lemma = self._ann.tree.lemma[slot.head]
            for relation, frame in self._frames.get(("copula", lemma), ()):
                own = self._clauses.get(slot.head)
                whole = replace(clause, slots=(*clause.slots, *(own.slots if own else ())))
                if match := self._match(relation, frame, whole, (slot.head,)):
                    yield match

    def _match(
        self, relation: Relation, frame: Frame, clause: Clause, cue: tuple[int, ...]
    ) -> Match | None:
        filled: list[tuple[str, int]] = []
        asked: list[int] = []
        sides: dict[int, str] = {}
        known_sides = self._ann.knowledge.table("sides_of_events")
        used: set[tuple[str, int]] = set()
        for wanted in frame.slots:
            found = [
                (label, head)
                for label, head in labelled(self._ann, clause, wanted)
                if (label, head) not in used
                and self._fits(relation, wanted, head)
                and not self._sorts(wanted, label, head)
            ]
            if not found and wanted.roles and not wanted.absent:
                found = [
                    (label, head)
                    for label, head in self._misattached(clause, wanted, used)
                    if self._fits(relation, wanted, head)
                ][:1]
            if (wanted.absent and found) or (wanted.required and not found):
                return None
            if wanted.absent:
                continue
            used.update(found)
            if wanted.words is not None:
                asked += (measured(self._ann, head) for _, head in found)
            filled += ((role, head) for _, head in found for role in wanted.roles)
            sides |= {head: known_sides[label][0] for label, head in found if label in known_sides}
        if relation.kind == "binary" and not {"subject", "object"} <= {role for role, _ in filled}:
            return None
        predicate = [s.head for s in clause.fillers("attr") if s.head in asked]
        return Match(
            relation=relation,
            frame=frame,
            trigger=predicate[0] if predicate else clause.trigger,
            cue=cue,
            filled=tuple(dict.fromkeys(filled)),
            words=tuple(asked),
            noun=clause.kind == "noun",
            sides=sides,
        )

    def _misattached(
        self, clause: Clause, wanted: FrameSlot, used: set[tuple[str, int]]
    ) -> Iterator[tuple[str, int]]:
        """Prepositional phrases that the parser hung on an argument after the predicate.

        "convicted *Ruiz of fraud*", "met *officials in Vienna*": what the frame has a slot for is
        the predicate's. A noun keeps its own "of" unless what follows is bare ("of fraud").
        """
        tree, carriers = self._ann.tree, self._ann.knowledge.words("slots_of_strays")
        for label, head in [(slot.label, slot.head) for slot in clause.slots]:
            if head < clause.trigger or label in ("advcl", "ccomp", "xcomp", "acl"):
                continue
            if (label, head) not in used and label not in carriers:
                continue
            for preposition in tree.of(head, "prep"):
                name = tree.lower[preposition]
                for below in tree.of(preposition, "pobj"):
                    bare = not tree.of(below, "det", "poss", "nummod", "compound")
                    if name in wanted.labels and (
                        name != "of" or tree.pos[head] in ("PROPN", "PRON") or bare
                    ):
                        yield name, below

    def _fits(self, relation: Relation, slot: FrameSlot, head: int) -> bool:
        lemma = self._ann.tree.lemma[measured(self._ann, head)]
        if slot.words is not None and lemma not in slot.words:
            return False
        if lemma in slot.others:
            return False
        if slot.words is not None and not slot.types:
            return True
        if not may_fill(self._ann, head):
            return False
        role = relation.role(slot.roles[0]) if slot.roles else None
        ranges = slot.types or (role.ranges if role else ())
        if not ranges or ("Place" in ranges and is_venue(self._ann, head)):
            return True
        kind = self._kind(head)
        if kind is not None:
            return self._catalogue.is_a(kind, ranges)
        if slot.types or ("Place" in ranges and "Person" not in ranges):
            return False
        return self._ann.tree.pos[head] in _NOMINAL

    def _sorts(self, slot: FrameSlot, label: str, head: int) -> bool:
        """Whether a common noun only says what sort of meeting it is: "expert meetings"."""
        tree = self._ann.tree
        return (
            label == "compound"
            and "participant" in slot.roles
            and tree.pos[head] != "PROPN"
            and not tree.ent[head]
        )

    def _kind(self, head: int) -> str | None:
        if head not in self._kinds:
            inner = measured(self._ann, head)
            self._kinds[head] = kind_of(self._ann, self._resolution, head) or (
                kind_of(self._ann, self._resolution, inner) if inner != head else None
            )
        return self._kinds[head]


@derived
def frames_by_head(catalogue: Catalogue) -> dict[tuple[str, str], list[tuple[Relation, Frame]]]:
    """The frames of a catalogue by kind and lemma of their heads; kept for each catalogue."""
    found: dict[tuple[str, str], list[tuple[Relation, Frame]]] = {}
    for relation in catalogue.relations.values():
        for frame in relation.frames:
            for lemma in frame.lemmas:
                found.setdefault((frame.kind, lemma.lower()), []).append((relation, frame))
    return found


def labelled(ann: Annotation, clause: Clause, wanted: FrameSlot) -> Iterator[tuple[str, int]]:
    """The slots of a clause that a frame's slot speaks of; a passive's agent is its subject."""
    words = ann.knowledge.words
    adverbs = words("adverbs_of_direction")
    labels = set(wanted.labels)
    if "subj" in labels and clause.passive:
        labels.add("by")
    if words("slots_of_places") & labels:
        labels |= words("slots_like_places")
    for slot in clause.slots:
        adverb, _, preposition = slot.label.partition(" ")
        label = preposition if adverb in adverbs and preposition else slot.label
        if label in labels and slot.head != clause.trigger:
            yield slot.label, slot.head
    for label in wanted.labels:
        outer, _, inner = label.partition(">")
        for slot in clause.fillers(outer) if inner else ():
            for head in modifiers(ann, slot.head, inner):
                yield label, head


def modifiers(ann: Annotation, head: int, label: str) -> Iterator[int]:
    """What modifies a noun: objects of its preposition, its possessor or its compound parts."""
    tree = ann.tree
    for child in tree.children[head]:
        if tree.dep[child] == "prep" and tree.lower[child] == label:
            yield from tree.of(child, "pobj")
        elif tree.dep[child] == label or (label == "compound" and tree.dep[child] == "nmod"):
            yield child


def with_small_clause(ann: Annotation, clause: Clause) -> Clause:
    """The clause, "found *Ruiz guilty of fraud*" read as an object with its predicate."""
    tree = ann.tree
    for slot in clause.fillers("ccomp"):
        subjects = tree.of(slot.head, "nsubj")
        if tree.pos[slot.head] == "ADJ" and subjects and not tree.of(slot.head, "cop", "mark"):
            added = [Slot("obj", subjects[0]), Slot("attr", slot.head)]
            for preposition in tree.of(slot.head, "prep"):
                name = tree.lower[preposition]
                added += (Slot(name, below) for below in tree.of(preposition, "pobj"))
            return replace(clause, slots=(*clause.slots, *added))
    return clause


def with_those_present(ann: Annotation, clause: Clause) -> Clause:
    """The clause, "with the presence *of Ruiz and Berg*" read as "with Ruiz and Berg"."""
    tree, words = ann.tree, ann.knowledge.words
    slots: list[Slot] = []
    for slot in clause.slots:
        present = [
            member
            for preposition in tree.of(slot.head, "prep")
            if slot.label in words("slots_of_presence")
            and tree.lemma[slot.head] in words("nouns_of_presence")
            if tree.lower[preposition] == "of"
            for below in tree.of(preposition, "pobj")
            for member in tree.conjuncts(below)
        ]
        slots += (Slot("with", member) for member in present) if present else (slot,)
    return replace(clause, slots=tuple(slots)) if slots != list(clause.slots) else clause


def joined(matches: list[Match]) -> list[Match]:
    """The matches, a verb and its event noun ("launched an attack") made one."""
    by_trigger = {(match.relation.name, match.trigger): match for match in matches}
    absorbed: set[tuple[str, int]] = set()
    result: dict[tuple[str, int], Match] = {}
    for key, match in by_trigger.items():
        for head in dict.fromkeys((*match.words, *(head for _, head in match.filled))):
            other = by_trigger.get((match.relation.name, head))
            if other is not None and other.noun and other.trigger != match.trigger:
                match = _join(match, other)
                absorbed.add((match.relation.name, head))
        result[key] = match
    return [match for key, match in result.items() if key not in absorbed]


def _join(verb: Match, noun: Match) -> Match:
    filled = [(role, head) for role, head in verb.filled if head != noun.trigger or role == "topic"]
    return replace(
        verb,
        filled=tuple(dict.fromkeys((*filled, *noun.filled))),
        cue=tuple(sorted({*verb.cue, *noun.cue})),
        sides={**noun.sides, **verb.sides},
    )
