"""The rules that are no frames: each has an example that it reads, and no fact names another."""

import json
from pathlib import Path

import pytest
from conftest import PARSES, Parses

from kg.knowledge.catalogue import Rule
from kg.model import Argument, Extraction
from kg.reading.article import read_annotation
from tests.known import KNOWLEDGE

CATALOGUE = KNOWLEDGE.catalogue
ROOT = Path(__file__).parents[2]
RULES = [pytest.param(rule, id=rule.name) for rule in CATALOGUE.rules.values()]


def is_known(rule: str) -> bool:
    return bool(CATALOGUE.frame(rule) or CATALOGUE.rules_of(rule))


def means(argument: Argument, words: str, extraction: Extraction) -> bool:
    """Whether an argument has those words or is the entity named so; blanks are all alike."""
    text, words = " ".join(argument.text.split()), " ".join(words.split())
    names = {e.name for e in extraction.entities if e.id == argument.entity}
    return text in words or words in text or words in names


@pytest.mark.parametrize("rule", RULES)
def test_examples_of_a_rule_are_read_by_it(parsed, rule: Rule):
    assert rule.comment and rule.examples
    for example in rule.examples:
        assert example.roles
        extraction = read_annotation(parsed(example.text))
        facts = [f for f in extraction.facts if rule in CATALOGUE.rules_of(f.rule)]
        assert any(
            all(
                any(a.role == role and means(a, words, extraction) for a in fact.args)
                for role, words in example.roles
            )
            for fact in facts
        ), (example.text, extraction.facts)


def test_names_of_rules():
    def names(rule: str) -> list[str]:
        return [found.name for found in CATALOGUE.rules_of(rule)]

    assert names("post.counterpart.title.implied") == ["post.counterpart", "title", "implied"]
    assert names("verb.clause") == ["verb.clause"]
    assert names("title") == []  # a variant alone
    assert names("post.unknown") == []
    assert names("post.kin") == []  # a rule is no variant of another
    assert CATALOGUE.frame("Meeting.meet")
    assert CATALOGUE.frame("Meeting.unknown") is None
    assert CATALOGUE.frame("post.title") is None


def test_every_rule_of_the_demo_is_known():
    lines = (ROOT / "exports" / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    rules = {row["rule"] for row in map(json.loads, lines) if "rule" in row}
    assert len(rules) > 20
    assert sorted(rule for rule in rules if not is_known(rule)) == []


@pytest.mark.parametrize("module", ["test_facts", "test_posts", "test_quotations", "test_qualify"])
def test_every_rule_of_a_fact_is_known(module):
    frozen = Parses(PARSES / f"{module}.json")
    rules = set[str]()
    for text in frozen.known:
        try:
            ann = frozen(text)
        except AssertionError:  # parsed with a layout of its own
            continue
        rules |= {fact.rule for fact in read_annotation(ann).facts}
    assert len(rules) > 5
    assert sorted(rule for rule in rules if not is_known(rule)) == []


def test_every_rule_with_a_confidence_is_known():
    names = {entry.split()[0] for entry in KNOWLEDGE.table("reporting-confidence")}
    assert sorted(name for name in names if not CATALOGUE.rules_of(name)) == []
