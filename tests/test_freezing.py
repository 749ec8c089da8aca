"""Frozen parses: what is missing is parsed, what is stale only on request."""

import json

import pytest
from conftest import PARSES, Parses

TEXT = "Ann met Bob."


@pytest.fixture
def stale(tmp_path):
    """A file with a parse that no model gives, and one of a text that nobody asks for."""
    parses = Parses(tmp_path / "parses.json", freeze=True)
    parses.known = {TEXT: {"words": ["stale"]}, "Nobody asks.": {"words": []}}
    parses.save(whole=False)
    return parses.path


def texts(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_frozen_parse_of_other_tokens_is_noticed(stale):
    for parses in (Parses(stale), Parses(stale, freeze=True)):
        with pytest.raises(AssertionError, match="of other tokens"):
            parses(TEXT)


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(AssertionError, match="no frozen parse"):
        Parses(tmp_path / "none.json")(TEXT)


@pytest.mark.pipeline
def test_everything_asked_for_is_parsed_anew(stale):
    parses = Parses(stale, renew=True)
    assert [token.lemma_ for token in parses(TEXT).doc] == ["Ann", "meet", "Bob", "."]
    first = parses.known[TEXT]
    assert parses(TEXT) and parses.known[TEXT] is first
    parses.save(whole=False)
    assert set(texts(stale)) == {TEXT, "Nobody asks."}
    parses.save(whole=True)
    assert texts(stale) == {TEXT: first}


@pytest.mark.pipeline
def test_what_is_frozen_is_what_the_pipeline_gives():
    """A few texts, which is enough to notice another model or other rules of tokens."""
    path = PARSES / "test_catalogue_examples.json"
    known = texts(path)
    renewed = Parses(path, renew=True)
    for text in sorted(known, key=len)[::40]:
        renewed(text)
    changed = {text for text in renewed.asked if renewed.known[text] != known[text]}
    assert renewed.asked and not changed, "run pytest --freeze-all"
