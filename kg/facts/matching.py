"""Frames over clauses: which relations the words of a clause state, and what fills their roles."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from kg.coref.resolution import Resolution
from kg.facts.fillers import is_means, is_venue, may_fill, measured, sort_of
from kg.facts.matches import Match
from kg.facts.naming import MADE, Naming
from kg.facts.slots import (
    labelled,
    with_small_clause,
    with_stray_conjunct,
    with_those_present,
)
from kg.knowledge.catalogue import Catalogue, Relation
from kg.knowledge.derived import derived
from kg.knowledge.frames import Frame, FrameSlot
from kg.syntax.annotate import Annotation
from kg.syntax.clauses import Clause, Slot

# "evacuate the wounded": adjectives head phrases too.
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
_BODIES = frozenset(("Organization", "Person", "Place"))
# Roles of those who act or are acted on, and slots of subjects and objects.
_ACTORS = frozenset(("agent", "patient", "participant", "subject", "object"))
_CORE = frozenset(("subj", "by", "obj"))


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
        self._naming = Naming(ann, resolution)
        self.nouns = _nouns_with_frames(self._catalogue)

    def matches(self, clause: Clause) -> list[Match]:
        """The best event that a clause states, those told beside one, and all binary relations.

        The type of a name that nothing vouches for is a guess: where no frame fits as the names
        are typed, one may that would have such a name be somebody or some place.
        """
        fitting = list(self._fitting(clause))
        if not fitting and clause.kind == "verb":
            fitting = list(self._fitting(clause, loose=True))
        # One of the kinds that rule each other out, and the best of each other kind.
        best: dict[str, Match] = {}
        for match in fitting:
            relation = match.relation
            exclusive = relation.kind == "event" and not relation.told_beside
            key = "" if exclusive else relation.name
            if key not in best or match.weight > best[key].weight:
                best[key] = match
        return sorted(best.values(), key=lambda match: match.relation.kind != "event")

    def _fitting(self, clause: Clause, *, loose: bool = False) -> Iterator[Match]:
        clause = with_those_present(self._ann, with_small_clause(self._ann, clause))
        clause = self._with_author(with_stray_conjunct(self._ann, clause))
        for relation, frame in self._candidates(clause):
            if match := self._match(relation, frame, clause, clause.cue, loose):
                yield match
        for slot in clause.fillers("attr"):
            lemma = self._ann.tree.lemma[slot.head]
            for relation, frame in self._frames.get(("copula", lemma), ()):
                own = self._clauses.get(slot.head)
                whole = replace(clause, slots=(*clause.slots, *(own.slots if own else ())))
                if match := self._match(relation, frame, whole, (slot.head,), loose):
                    yield match

    def _candidates(self, clause: Clause) -> Iterator[tuple[Relation, Frame]]:
        """The frames of a clause's word; of "flew on", "drove off" those of ways for the verb."""
        if clause.kind == "noun" and self._is_idle(clause.trigger):
            return
        own = self._frames.get((clause.kind, clause.lemma), ())
        yield from own
        tree = self._ann.tree
        for slot in clause.fillers("advmod"):
            # "swept away two bridges", "went down to Berg": the parser calls it an adverb
            if slot.head == clause.cue[-1] + 1 and not tree.children[slot.head]:
                lemma = f"{clause.lemma} {tree.lower[slot.head]}"
                yield from self._frames.get((clause.kind, lemma), ())
        for slot in clause.slots:
            # "dropped out of the race", "pulled out of the deal"
            particle, _, preposition = slot.label.partition(" ")
            behind = clause.cue[-1] + 1
            if preposition and behind < len(tree) and tree.lower[behind] == particle:
                yield from self._frames.get((clause.kind, f"{clause.lemma} {particle}"), ())
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
        beside = [s.head for s in clause.fillers("subj") if s.head in (trigger - 1, head)]
        made = next((s for s in beside if s < trigger), trigger)
        texts = self._ann.knowledge.words("publications") | self._ann.knowledge.words("messages")
        told = sort_of(self._ann, made) is not None or tree.lemma[made] in texts
        if tree.tag[trigger] != "VBG" or not told:
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
        self, relation: Relation, frame: Frame, clause: Clause, cue: tuple[int, ...], loose: bool
    ) -> Match | None:
        filled: list[tuple[str, int]] = []
        asked: list[int] = []
        sides: dict[int, str] = {}
        known_sides = self._ann.knowledge.table("sides_of_events")
        used: set[tuple[str, int]] = set()
        companions = self._ann.knowledge.words("prepositions_of_companions")
        for wanted in frame.slots:
            slots = list(labelled(self._ann, clause, wanted))
            found = [
                (label, head)
                for label, head in slots
                if (label, head) not in used
                and self._fits(relation, wanted, head, loose=loose)
                and not self._sorts(wanted, label, head)
                and not self._naming.is_part_of_name(label, head)
                and not (label in companions and self._is_circumstance(head))
                and not (label == "by" and wanted.words is None and is_means(self._ann, head))
            ]
            own = wanted.roles and not wanted.absent
            # "executed a shutdown of services and the town": the first of several tells the sense
            unfit = not found or ("obj" in wanted.labels and slots[:1] != found[:1])
            if own and unfit and self._is_of_another_sense(relation, clause, wanted):
                return None
            if not found and own:
                strays = (
                    (label, head)
                    for label, head in self._misattached(clause, wanted, used)
                    if self._fits(relation, wanted, head)
                )
                found = [
                    (label, member)
                    for label, head in islice(strays, 1)
                    for member in self._ann.tree.conjuncts(head)
                    if member == head or self._is_of_row(relation, wanted, member)
                ]
            if (wanted.absent and found) or (wanted.required and not found):
                return None
            if wanted.absent:
                continue
            used.update(found)
            found = [
                (label, head) for label, head in found if not self._naming.is_titled(head, found)
            ]
            if wanted.words is not None and "text" not in wanted.labels:
                asked += (measured(self._ann, head) for _, head in found)
            found = [
                (label, name)
                for label, head in self._naming.among(found)
                for name in self._naming.named(head)
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

    def _fits(self, relation: Relation, slot: FrameSlot, head: int, *, loose: bool = False) -> bool:
        lemmas = self._naming.lemmas(head)
        if slot.words is not None and lemmas.isdisjoint(slot.words):
            return False
        if not lemmas.isdisjoint(slot.others):
            return False
        if slot.words is not None and not slot.types:
            return True
        lasting = not self._ann.knowledge.words("roles_that_last").isdisjoint(slot.roles)
        filling = lasting or may_fill(self._ann, self._naming.named(head)[0])
        if not filling and not self._is_somebody(head):
            return False
        role = relation.role(slot.roles[0]) if slot.roles else None
        ranges = slot.types or (role.ranges if role else ())
        if not ranges or ("Place" in ranges and is_venue(self._ann, head)):
            return True
        if "Thing" in slot.types and self._is_named_thing(head):
            return True
        kind = self._naming.kind(head)
        if loose and not slot.absent and _BODIES & set(ranges) and self._naming.is_guessed(head):
            return True
        if kind is not None:
            return self._catalogue.is_a(kind, ranges)
        if slot.types and "Thing" in slot.types and self._ann.tree.pos[head] == "PROPN":
            return True
        if slot.types or ("Place" in ranges and "Person" not in ranges):
            return False
        sort = sort_of(self._ann, measured(self._ann, head))
        if sort is not None and (sort == "abstraction" or not MADE & set(ranges)):
            return False
        return self._ann.tree.pos[head] in _NOMINAL

    def _is_named_thing(self, head: int) -> bool:
        """Whether the article's name of neither body, place nor person is what is meant."""
        mention = self._resolution.at(head)
        entity = self._resolution.entity(mention.entity) if mention else None
        named = mention is not None and mention.form == "name"
        return named and entity is not None and entity.type == "Thing"

    def _is_of_row(self, relation: Relation, slot: FrameSlot, member: int) -> bool:
        """Whether an event is told of the next of a row, too; a tie has two ends alone."""
        return relation.kind == "event" and self._fits(relation, slot, member)

    def _is_somebody(self, head: int) -> bool:
        """Whether a word for a time is a name here: "Day said"."""
        return self._naming.is_named(head) and self._naming.kind(head) in ("Person", "Organization")

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

    def _is_circumstance(self, head: int) -> bool:
        """Whether a phrase behind "with" tells how it was: "with Berg as go-between"."""
        tree = self._ann.tree
        roles = self._ann.knowledge.words("prepositions_of_roles")
        after = tree.right[head]
        behind = tree.lower[after] if after < len(tree) else ""
        return behind in roles or any(tree.lower[p] in roles for p in tree.of(head, "prep"))

    def _sorts(self, slot: FrameSlot, label: str, head: int) -> bool:
        """Whether a word before a noun only says of what sort it is: "expert meetings"."""
        tree = self._ann.tree
        if label != "compound" or tree.pos[head] == "PROPN" or tree.ent[head]:
            return False
        # "a volcanic eruption", "similar outbreaks"
        quality = tree.pos[head] == "ADJ" and slot.words is None and self._naming.kind(head) is None
        return "participant" in slot.roles or (quality and bool(slot.roles))


@derived
def _nouns_with_frames(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(lemma for kind, lemma in frames_by_head(catalogue) if kind == "noun")


@derived
def frames_by_head(catalogue: Catalogue) -> dict[tuple[str, str], list[tuple[Relation, Frame]]]:
    """The frames of a catalogue by kind and lemma of their heads; kept for each catalogue."""
    found: dict[tuple[str, str], list[tuple[Relation, Frame]]] = {}
    for relation in catalogue.relations.values():
        for frame in relation.frames:
            for lemma in frame.lemmas:
                found.setdefault((frame.kind, lemma.lower()), []).append((relation, frame))
    return found
