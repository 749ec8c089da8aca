"""Every example of the catalogue is found with its roles, and no counterexample is asserted."""

from functools import cache

import pytest

from kg.knowledge.catalogue import Catalogue
from kg.model import Argument, Extraction
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE


@cache
def catalogue() -> Catalogue:
    return KNOWLEDGE.catalogue


RELATIONS = list(catalogue().relations.values())
EXAMPLES = [
    pytest.param(r.name, example, id=f"{r.name}{n}")
    for r in RELATIONS
    for n, example in enumerate([*r.examples, *(e for f in r.frames for e in f.examples)])
]
COUNTEREXAMPLES = [
    pytest.param(r.name, text, id=f"{r.name}{n}")
    for r in RELATIONS
    for n, text in enumerate(
        [*r.counterexamples, *(t for f in r.frames for t in f.counterexamples)]
    )
]


def fits(argument: Argument, words: str, extraction: Extraction) -> bool:
    """Whether an argument is those words, or the entity that they name."""
    if argument.text in words and words.endswith(argument.text.split(",")[0]):
        return True
    named = {m.entity for m in extraction.mentions if extraction.article and m.entity} & {
        e.id for e in extraction.entities if e.name and (e.name in words or words in e.name)
    }
    return argument.entity in named or words in argument.text


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_example(parsed, relation, example):
    extraction = read_annotation(parsed(example.text))
    facts = [fact for fact in extraction.facts if fact.relation == relation]
    assert facts, f"{example.text}: no {relation} in {extraction.facts}"
    for role, words in example.roles:
        found = [arg for fact in facts for arg in fact.args if arg.role == role]
        assert any(fits(arg, words, extraction) for arg in found), (example.text, role, found)
    assert any(fact.asserted for fact in facts)


@pytest.mark.parametrize(("relation", "text"), COUNTEREXAMPLES)
def test_counterexample(parsed, relation, text):
    extraction = read_annotation(parsed(text))
    assert not [fact for fact in extraction.facts if fact.relation == relation and fact.asserted]
