"""Every example of the catalogue is found with its roles, and no counterexample is asserted.

A frame's examples are read by that frame, with the marked arguments and no others; without the
frame they are not, or a counterexample of its is asserted.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from kg.knowledge.catalogue import Relation
from kg.knowledge.frames import Example, Frame
from kg.knowledge.knowledge import Knowledge
from kg.model import Argument, Extraction, Fact
from kg.reading.article import read_annotation
from kg.syntax.annotate import Annotation
from tests.known import KNOWLEDGE

RELATIONS = list(KNOWLEDGE.catalogue.relations.values())
EXAMPLES = [
    pytest.param(r.name, example, id=f"{r.name}{n}")
    for r in RELATIONS
    for n, example in enumerate(r.examples)
]
COUNTEREXAMPLES = [
    pytest.param(owner.name, text, id=f"{owner.name}{n}")
    for r in RELATIONS
    for owner, texts in ((r, (r, *r.frames)),)
    for n, text in enumerate(text for found in texts for text in found.counterexamples)
]
FRAMES = [
    pytest.param(r, frame, id=f"{r.name}.{frame.name}") for r in RELATIONS for frame in r.frames
]


def fits(argument: Argument, words: str, extraction: Extraction) -> bool:
    """Whether an argument is those words, or the entity that they name."""
    if argument.text in words and words.endswith(argument.text.split(",")[0]):
        return True
    named = {m.entity for m in extraction.mentions if extraction.article and m.entity} & {
        e.id for e in extraction.entities if e.name and (e.name in words or words in e.name)
    }
    return argument.entity in named or words in argument.text


def as_marked(extraction: Extraction, relation: str, example: Example, frame: Frame) -> list[Fact]:
    """The asserted facts whose arguments are those marked in the example, and only those.

    A frame of what is only planned, possible, claimed or denied says so.
    """

    def marked(argument: Argument) -> bool:
        return any(
            argument.role == role and fits(argument, words, extraction)
            for role, words in example.roles
        )

    def found(fact: Fact, role: str, words: str) -> bool:
        return any(arg.role == role and fits(arg, words, extraction) for arg in fact.args)

    return [
        fact
        for fact in extraction.facts
        if fact.relation == relation
        if replace(
            fact,
            modality="actual",
            holder=None if "claimed" in frame.details else fact.holder,
            polarity="positive" if "opposite" in frame.details else fact.polarity,
        ).asserted
        if fact.modality == frame.modality
        if all(map(marked, fact.args)) and all(found(fact, *pair) for pair in example.roles)
    ]


def without(ann: Annotation, relation: Relation, frame: Frame) -> Annotation:
    """The annotation, to be read as if the frame were not in the catalogue."""
    fewer = replace(relation, frames=tuple(f for f in relation.frames if f is not frame))
    catalogue = KNOWLEDGE.catalogue
    catalogue = replace(catalogue, relations={**catalogue.relations, relation.name: fewer})
    knowledge: Knowledge = replace(KNOWLEDGE, catalogue=catalogue)
    return replace(ann, knowledge=knowledge)


@pytest.fixture(scope="module")
def annotated(parsed) -> Callable[[str], Annotation]:
    """The annotation of a text, made once for all tests."""
    return cache(parsed)


@pytest.fixture(scope="module")
def read(annotated) -> Callable[[str], Extraction]:
    """What a text is read as with the whole catalogue, once for all tests."""
    return cache(lambda text: read_annotation(annotated(text)))


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_example(read, relation, example):
    extraction = read(example.text)
    facts = [fact for fact in extraction.facts if fact.relation == relation]
    assert facts, f"{example.text}: no {relation} in {extraction.facts}"
    for role, words in example.roles:
        found = [arg for fact in facts for arg in fact.args if arg.role == role]
        assert any(fits(arg, words, extraction) for arg in found), (example.text, role, found)
    assert any(fact.asserted for fact in facts)


@pytest.mark.parametrize(("relation", "text"), COUNTEREXAMPLES)
def test_counterexample(read, relation, text):
    extraction = read(text)
    assert not [fact for fact in extraction.facts if fact.relation == relation and fact.asserted]


@pytest.mark.parametrize(("relation", "frame"), FRAMES)
def test_examples_of_a_frame_are_read_by_it(read, relation, frame):
    for example in frame.examples:
        extraction = read(example.text)
        rules = [fact.rule for fact in as_marked(extraction, relation.name, example, frame)]
        assert f"{relation.name}.{frame.name}" in rules, (example.text, extraction.facts)


@pytest.mark.parametrize(("relation", "frame"), FRAMES)
def test_no_frame_is_idle(annotated, read, relation, frame):
    """One of its own examples or counterexamples fails without the frame."""
    for example in frame.examples:
        less = without(annotated(example.text), relation, frame)
        whole = as_marked(read(example.text), relation.name, example, frame)
        fewer = as_marked(read_annotation(less), relation.name, example, frame)
        if [fact.details for fact in whole] != [fact.details for fact in fewer]:
            return
    for text in frame.counterexamples:
        extraction = read_annotation(without(annotated(text), relation, frame))
        if any(fact.relation == relation.name and fact.asserted for fact in extraction.facts):
            return
    pytest.fail(f"{relation.name}.{frame.name} can be deleted, and its examples still pass")
