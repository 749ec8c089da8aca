"""The wheel holds everything that kg needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.pipeline
def test_the_ontology_is_in_the_wheel(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir"]
    subprocess.run([*command, str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("newskg-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, prefix in (("kg", ""), ("ontology", "kg/_")):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                assert prefix + path.relative_to(ROOT).as_posix() in held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert not any(name.startswith(("tests/", "exports/")) for name in held)
