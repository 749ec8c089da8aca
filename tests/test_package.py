"""The wheel holds everything that kg needs."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.pipeline
def test_the_ontology_is_in_the_wheel(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*command, str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("newskg-*-py3-none-any.whl")  # pure Python, for any system
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, prefix in (("kg", ""), ("ontology", "kg/_")):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                assert prefix + path.relative_to(ROOT).as_posix() in held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert not any(name.startswith(("tests/", "exports/")) for name in held)
    assert not any(name.endswith((".so", ".pyd", ".dylib", ".dll", ".c")) for name in held)


def test_tools_that_run_packages_find_the_command():
    """`pipx run newskg` and `uvx newskg` look for a command that is called like the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"][project["name"]] == project["scripts"]["kg"] == "kg.cli:main"


def test_the_pythons_that_are_told_are_those_that_are_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    told = [int(c.removeprefix(prefix)) for c in project["classifiers"] if c.startswith(prefix)]
    assert told == [11, 12, 13] and project["requires-python"] == f">=3.{told[0]}"
