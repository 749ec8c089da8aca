"""The texts that the weights of the pronoun ranking are fitted on are marked without gaps."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from tests.known import KNOWLEDGE

TOOLS = Path(__file__).parents[2] / "tools"
KINDS = KNOWLEDGE.words("third_person")
TEXTS = sorted((TOOLS / "pronouns").glob("*.txt"))


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("fit_pronouns", TOOLS / "fit_pronouns.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_marks(tool):
    text, chains = tool.read_marked("[[Ann Lee]1's ship]2 sank. [She]1 left [it]2. [It]0 rained.")
    assert text == "Ann Lee's ship sank. She left it. It rained."
    found = [[text[slice(*item["span"])] for item in chain] for chain in chains]
    assert sorted(found) == [["Ann Lee", "She"], ["Ann Lee's ship", "it"]]


@pytest.mark.parametrize("marked", ["[Ann Lee left.", "Ann Lee]1 left.", "[Ann Lee] left."])
def test_broken_marks(tool, marked):
    with pytest.raises(ValueError, match="bracket"):
        tool.read_marked(marked)


def test_there_are_texts():
    assert TEXTS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_pronoun_has_an_antecedent_or_none(tool, path):
    for record in tool.records(path):
        text, chains = record["text"], record["gold"]["chains"]
        for chain in chains:
            words = [text[slice(*item["span"])] for item in chain]
            assert len(words) > 1, words
            assert any(word.lower() not in KINDS for word in words), words
            assert all(word.strip() == word for word in words), words


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_pronoun_is_unmarked(path):
    bare = re.findall(r"(?<![\w\[])\w+(?!\]|\w)", path.read_text(encoding="utf-8"))
    assert not [word for word in bare if word.lower() in KINDS]


def test_documents_of_lines(tool, tmp_path):
    path = tmp_path / "gap.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "He left.", "gold": {"pronoun": [0, 2]}}))
    assert [record["source"] for record in tool.records(path)] == ["gap"]
