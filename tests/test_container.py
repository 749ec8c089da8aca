"""What can be said of the container file without building it."""

import fnmatch
import re
import tomllib
from pathlib import Path

import pytest

import kg.cli

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = re.sub(r"\\\n\s*", "", (ROOT / "Containerfile").read_text(encoding="utf-8")).splitlines()
STEPS = [tuple(line.split(" ", 1)) for line in LINES if line and not line.startswith("#")]


def of(instruction: str) -> list[str]:
    return [words for name, words in STEPS if name == instruction]


def kept(path: str) -> bool:
    """Whether a file goes into the build, by .dockerignore: the last line that fits decides."""
    found = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        parts = [path, *(str(above) for above in Path(path).parents)]
        if line.startswith("**/"):
            parts += Path(path).parts
        if line and not line.startswith("#") and any(fnmatch.fnmatch(p, pattern) for p in parts):
            found = line.startswith("!")
    return found


def test_only_known_instructions_stand_in_it():
    known = {"FROM", "COPY", "RUN", "USER", "VOLUME", "WORKDIR", "EXPOSE", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in STEPS} == known


def test_the_last_stage_is_a_small_python_that_kg_runs_on_and_gets_a_wheel_only():
    images = of("FROM")
    assert images[0] == f"{images[1]} AS wheel"
    version = re.fullmatch(r"python:(\d\.\d+)-slim", images[1])[1]
    assert f"Programming Language :: Python :: {version}" in PROJECT["project"]["classifiers"]
    last = STEPS[[name for name, _ in STEPS].index("FROM", 1) :]
    assert not any(name == "COPY" for name, _ in last)
    assert "--only-binary :all:" in " ".join(words for _, words in last)


def test_it_is_run_by_a_user_who_owns_the_volume_and_is_not_root():
    (user,), (volume,), (folder,) = of("USER"), of("VOLUME"), of("WORKDIR")
    made = " ".join(of("RUN"))
    assert user != "root" and f"useradd --create-home {user}" in made
    assert f"--owner {user} {volume}" in made and folder == volume
    names = [name for name, _ in STEPS]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "RUN")


def test_it_runs_a_command_of_kg_with_extras_that_there_are():
    (entry,) = of("ENTRYPOINT")
    assert entry.strip('[]"') in PROJECT["project"]["scripts"]
    (extras,) = re.findall(r"\*\.whl\)\[([\w,]+)\]", " ".join(of("RUN")))
    assert set(extras.split(",")) < set(PROJECT["project"]["optional-dependencies"])
    assert of("EXPOSE") == ["8765"]


@pytest.mark.parametrize(
    "path",
    [
        "pyproject.toml",
        PROJECT["project"]["readme"],
        *PROJECT["project"]["license-files"],
        *PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"],
        "kg/cli.py",
        "kg/view/page.py",
        "ontology/kg.ttl",
        "ontology/gazetteer/countries.ttl",
    ],
)
def test_what_the_wheel_is_made_of_goes_in(path):
    assert (ROOT / path).is_file() and kept(path)


@pytest.mark.parametrize(
    "path", ["tests/known.py", ".git/config", "docs/tour.md", ".venv/x", "kg/__pycache__/cli.pyc"]
)
def test_what_it_is_not_made_of_stays_out(path):
    assert not kept(path)


def test_the_commands_that_the_docs_run_in_it_are_commands_of_kg():
    told = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^\$ podman run .* newskg (\S+) (.*)$", told)
    assert [verb for verb, _ in shown] == ["build", "serve"]
    for verb, words in shown:
        kg.cli.main.commands[verb].make_context(verb, words.split())


def test_nothing_of_a_registry_or_of_this_machine_stands_in_it():
    told = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert not re.search(r"https?:|[\w-]+\.(?:io|com|org)/|/home|/root", told)
