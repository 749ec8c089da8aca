"""Frames over clauses: which relations the words of a clause state, and what fills their roles."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.coref.resolve import Resolution
from kg.facts.fillers import is_venue, kind_of, may_fill, measured, sort_of
from kg.facts.matches import Match
from kg.facts.slots import labelled, with_small_clause, with_those_present
from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.derived import derived
from kg.knowledge.frames import Frame, FrameSlot
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, Slot

# "evacuate the wounded": adjectives head phrases too.
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
# Tags of what a name may stand beside: "the trucker", "one of them", "a second".
_BARE = frozenset(("NN", "NNP", "NNS", "CD", "JJ", "DT"))
_BODIES = frozenset(("Organization", "Person", "Place"))
# Roles of those who act or are acted on, and slots of subjects and objects.
_ACTORS = frozenset(("agent", "patient", "participant", "subject", "object"))
_CORE = frozenset(("subj", "by", "obj"))
# Classes of what is made, which fill roles without acting.
_MADE = frozenset(("Product", "Thing", "Work", "Document"))


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
        clause = self._with_author(clause)
        for relation, frame in self._candidates(clause):
            if match := self._match(relation, frame, clause, clause.cue):
                yield match
        for slot in clause.fillers("attr"):
            lemma = self._ann.tree.lemma[slot.head]
            for relation, frame in self._frames.get(("copula", lemma), ()):
                own = self._clauses.get(slot.head)
                whole = replace(clause, slots=(*clause.slots, *(own.slots if own else ())))
                if match := self._match(relation, frame, whole, (slot.head,)):
                    yield match

    def _candidates(self, clause: Clause) -> Iterator[tuple[Relation, Frame]]:
        """The frames of a clause's word; of "flew on", "drove off" those of ways for the verb."""
        if clause.kind == "noun" and self._is_idle(clause.trigger):
            return
        own = self._frames.get((clause.kind, clause.lemma), ())
        yield from own
        verb, _, particle = clause.lemma.partition(" ")
        if not own and particle in self._ann.knowledge.words("adverbs_of_direction"):
            for relation, frame in self._frames.get((clause.kind, verb), ()):
                if relation.role("origin") is not None:
                    yield relation, frame

    def _is_idle(self, noun: int) -> bool:
        """Whether a noun stands in a phrase where it tells no event: "in charge", "under fire"."""
        lower = self._ann.tree.lower
        words = [" ".join(lower[max(0, noun - n) : noun + 1]) for n in (1, 2)]
        mention = self._resolution.at(noun)
        if mention is not None and mention.form == "name" and mention.last - mention.first > 1:
            # "National Conference of Mayors" is a body.
            entity = self._resolution.entity(mention.entity)
            if entity is not None and entity.type in _BODIES:
                return True
        return not self._ann.knowledge.words("idle_phrases").isdisjoint(words)

    def _with_author(self, clause: Clause) -> Clause:
        """The clause, "he made the remarks *addressing the session*" read as what he did."""
        tree, trigger = self._ann.tree, clause.trigger
        head = tree.head[trigger]
        made = next((s.head for s in clause.fillers("subj") if s.head == trigger - 1), trigger)
        if tree.tag[trigger] != "VBG" or sort_of(self._ann, made) is None:
            return clause
        # The parser takes the noun for the object of the verb, or for the participle's subject.
        verb = {"acl": tree.head[made], "ccomp": head}.get(tree.dep[trigger], trigger)
        above = self._clauses.get(verb)
        if above is None or verb == trigger:
            return clause
        slots = [slot for slot in clause.slots if (slot.label, slot.head) != ("subj", made)]
        authors = (Slot("subj", slot.head) for slot in above.fillers("subj"))
        return replace(clause, slots=(*authors, *slots))

    def _match(
        self, relation: Relation, frame: Frame, clause: Clause, cue: tuple[int, ...]
    ) -> Match | None:
        filled: list[tuple[str, int]] = []
        asked: list[int] = []
        sides: dict[int, str] = {}
        known_sides = self._ann.knowledge.table("sides_of_events")
        used: set[tuple[str, int]] = set()
        companions = self._ann.knowledge.words("prepositions_of_companions")
        for wanted in frame.slots:
            found = [
                (label, head)
                for label, head in labelled(self._ann, clause, wanted)
                if (label, head) not in used
                and self._fits(relation, wanted, head)
                and not self._sorts(wanted, label, head)
                and not (label in companions and self._is_circumstance(head))
            ]
            if not found and wanted.roles and not wanted.absent:
                if self._is_of_another_sense(relation, clause, wanted):
                    return None
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
            found = [(label, head) for label, head in found if not self._is_titled(head, found)]
            if wanted.words is not None:
                asked += (measured(self._ann, head) for _, head in found)
            found = [
                (label, name) for label, head in self._among(found) for name in self._named(head)
            ]
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
        lemmas = self._lemmas(head)
        if slot.words is not None and lemmas.isdisjoint(slot.words):
            return False
        if not lemmas.isdisjoint(slot.others):
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
        sort = sort_of(self._ann, measured(self._ann, head))
        if sort is not None and (sort == "abstraction" or not _MADE & set(ranges)):
            return False
        return self._ann.tree.pos[head] in _NOMINAL

    def _is_of_another_sense(self, relation: Relation, clause: Clause, slot: FrameSlot) -> bool:
        """Whether the word is used of what its relation is not for: "arrest the decline".

        The subject or object is a noun of things or of nothing that acts, where the role asks for
        somebody.
        """
        if clause.kind != "verb" or not _ACTORS & set(slot.roles) or slot.words is not None:
            return False
        tree = self._ann.tree
        for label, head in labelled(self._ann, clause, slot):
            counted = measured(self._ann, head)
            own = label in _CORE and tree.head[head] in (clause.trigger, *clause.cue)
            if own and sort_of(self._ann, counted) and tree.lemma[counted] not in slot.others:
                return not self._fits(relation, slot, head)
        return False

    def _named(self, head: int) -> tuple[int, ...]:
        """The heads of the names set beside a noun, or its own: "the trucker *Bill Reed*".

        "One of them, *Bill Reed*", "the guards, *Bill Reed* and *Ida Rask*".
        """
        tree = self._ann.tree
        if tree.tag[head] not in _BARE or self._is_named(head):
            return (head,)
        for name in tree.of(head, "appos"):
            if name > head and tree.pos[name] == "PROPN" and self._is_named(name):
                several = tree.tag[head] in ("NNS", "CD")
                named = [n for n in tree.conjuncts(name) if self._is_named(n)]
                return tuple(named) if several else (name,)
        return (head,)

    def _is_titled(self, head: int, found: list[tuple[str, int]]) -> bool:
        """Whether the parser took noun and name for two: "arrested *the trucker* Bill Reed"."""
        tree = self._ann.tree
        return tree.pos[head] == "NOUN" and any(
            tree.left[other] == head + 1 and self._is_named(other) for _, other in found
        )

    def _is_named(self, head: int) -> bool:
        mention = self._resolution.at(head)
        return mention is not None and mention.form == "name"

    def _among(self, found: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """The fillers; of "among those arrested were Reed and Berg" those who were among them."""
        tree = self._ann.tree
        for label, head in found:
            preposition = tree.head[head]
            verb = tree.head[preposition]
            among = tree.lower[preposition] in self._ann.knowledge.words("among")
            if not among or tree.pos[head] not in ("PRON", "DET") or tree.lemma[verb] != "be":
                yield label, head
                continue
            for member in tree.of(verb, "nsubj", "attr"):
                beside = (member, *tree.of(member, "appos"))
                members = {c for first in beside for c in tree.conjuncts(first)}
                names = set(self._named(member))
                yield from ((label, one) for one in sorted(members - names | {member}))

    def _is_circumstance(self, head: int) -> bool:
        """Whether a phrase behind "with" tells how it was: "with Berg as go-between"."""
        tree = self._ann.tree
        roles = self._ann.knowledge.words("prepositions_of_roles")
        after = tree.right[head]
        behind = tree.lower[after] if after < len(tree) else ""
        return behind in roles or any(tree.lower[p] in roles for p in tree.of(head, "prep"))

    def _lemmas(self, head: int) -> set[str]:
        """The lemma of a filler's head; of a pronoun those of what it stands for, too."""
        tree = self._ann.tree
        counted = measured(self._ann, head)
        found = {tree.lemma[counted]}
        if tree.pos[counted] == "PROPN" and self._kind(counted) == "Person":
            # The title: "Judge Ida Rask".
            found |= {tree.lower[c] for c in tree.of(counted, "compound")}
        mention = self._resolution.at(head)
        if mention is not None and mention.form == "pronoun" and mention.entity is not None:
            found |= {
                tree.lemma[m.head]
                for m in self._resolution.mentions
                if m.entity == mention.entity and m.form == "nominal"
            }
        return found

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
            counted = measured(self._ann, head)
            heads = dict.fromkeys((self._named(counted)[0], head, counted))
            kinds = (kind_of(self._ann, self._resolution, i) for i in heads)
            self._kinds[head] = next((kind for kind in kinds if kind is not None), None)
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
