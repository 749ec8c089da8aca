"""Verbs between names that no relation reads: what a catalogue of one's own may want to have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.inputs.problems import Found
from kg.knowledge.catalogue import Catalogue
from kg.limits import LimitError
from kg.model import Extraction, Problem
from kg.reading.article import Pipeline, read_annotation
from kg.reading.batch import arrange
from kg.syntax.annotate import Annotation, annotate
from kg.syntax.clauses import Clause, find_clauses

# What is kept of what no relation of the catalogue reads.
_TAIL = "Action"
_SHOWN = 3
# The subject itself, and where it is done.
_ASIDE = ("subj", "in", "at")


@dataclass
class Unread:
    """A verb with the slots in which names stand, how often, and sentences that have it.

    ``pattern`` is a frame to begin with, by the types of the names that were found.
    """

    verb: str
    slot: str
    count: int = 0
    articles: int = 0
    types: dict[str, set[str]] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def pattern(self) -> str:
        """A frame of it, as `kg ontology new` wants it."""
        subject = "|".join(sorted(self.types.get("subj", ())))
        other = "|".join(sorted(self.types.get(self.slot, ())))
        verb = self.verb.replace(" ", "_")
        label = self.slot.replace(" ", "_")
        return (
            f"{verb} subj{':' if subject else ''}{subject}=agent! "
            f"{label}{':' if other else ''}{other}=patient!"
        )


def unread(found: Iterable[Found], pipeline: Pipeline, problems: list[Problem]) -> list[Unread]:
    """The verbs that stand between names and that no relation reads, the most frequent first."""
    told: dict[tuple[str, str], Unread] = {}
    batch = arrange(found, pipeline.knowledge, pipeline.limits)
    problems += batch.problems
    for document, articles in batch.pages:
        for article in articles:
            try:
                ann = annotate(document, article, pipeline.nlp, pipeline.knowledge)
                extraction = read_annotation(ann, limits=pipeline.limits, propositions=False)
            except LimitError as error:
                problems.append(Problem(document.id, "extract", str(error)))
                continue
            here = set[tuple[str, str]]()
            for clause, slot, types in _between_names(ann, extraction):
                key = clause.lemma, slot
                one = told.setdefault(key, Unread(*key))
                one.count += 1
                one.articles += key not in here
                here.add(key)
                for label, kind in types.items():
                    one.types.setdefault(label, set()).update(filter(None, [kind]))
                sentence = _sentence(ann, clause)
                if sentence not in one.examples and len(one.examples) < _SHOWN:
                    one.examples.append(sentence)
    return sorted(told.values(), key=lambda one: (-one.count, one.verb, one.slot))


def _between_names(
    ann: Annotation, extraction: Extraction
) -> Iterator[tuple[Clause, str, dict[str, str | None]]]:
    """The clauses of verbs whose subject and another slot are names, and the names' types."""
    read = {
        token
        for fact in extraction.facts
        if fact.relation != _TAIL
        for span in fact.cue
        for token in ann.tokens_in(span)
    }
    names = {
        token: mention.type
        for mention in extraction.mentions
        if mention.form == "name"
        for token in range(mention.first, mention.last)
    }
    for clause in find_clauses(ann):
        if clause.kind != "verb" or not read.isdisjoint(clause.cue):
            continue
        # The one who acts in a passive is its subject for frames.
        actors = (*clause.fillers("subj"), *(clause.fillers("by") if clause.passive else ()))
        subject = next((slot.head for slot in actors if slot.head in names), None)
        if subject is None:
            continue
        for slot in clause.slots:
            if slot.label in _ASIDE or slot.head not in names or slot.head == subject:
                continue
            yield clause, slot.label, {"subj": names[subject], slot.label: names[slot.head]}


def _sentence(ann: Annotation, clause: Clause) -> str:
    sentence = ann.doc[clause.trigger].sent
    return " ".join(ann.surface(ann.span(sentence.start, sentence.end)).split())


def known(catalogue: Catalogue, verb: str) -> list[str]:
    """The relations that have a frame of a verb, which did not fit."""
    return sorted(
        relation.name
        for relation in catalogue.relations.values()
        if any(frame.kind == "verb" and verb in frame.lemmas for frame in relation.frames)
    )
