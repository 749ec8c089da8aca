"""A graph that is only asked loads neither the reader nor the libraries of other formats."""

import subprocess
import sys

import pytest

HEAVY = {"spacy", "pyvis", "networkx", "rdflib", "pyshacl", "trafilatura", "numpy", "rapidfuzz"}


def loaded(code: str) -> set[str]:
    """Which of the heavy libraries a fresh Python holds after the code."""
    told = f"{code}\nimport sys\nprint('loaded', *sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_opening_a_graph_loads_nothing_heavy(demo):
    assert loaded(f"import kg; kg.open({str(demo)!r})") == set()


@pytest.mark.parametrize(
    "words",
    [
        ["query", "ASK { ?a kg:met ?b }"],
        ["search", "sanction*"],
        ["explain", "Astrid Moen"],
        ["export", "--format", "trig"],
        ["--help"],
    ],
)
def test_a_command_that_asks_loads_nothing_heavy(demo, words):
    arguments = words if words == ["--help"] else [*words, "--dir", str(demo)]
    assert loaded(f"from kg.cli import main; main({arguments!r}, standalone_mode=False)") == set()


@pytest.mark.parametrize("words", [["link", "{}/facts.jsonl"], ["review", "--dir", "{}"]])
def test_linking_again_needs_no_reader(demo, words):
    arguments = [word.format(demo) for word in words]
    code = f"from kg.cli import main; main({arguments}, standalone_mode=False)"
    assert loaded(code) <= {"rapidfuzz"}


def test_what_is_needed_is_noticed(demo):
    assert loaded(f"import kg; kg.open({str(demo)!r}).to_networkx()") == {"networkx"}
