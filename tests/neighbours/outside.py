"""The second environment: other tools' packages, run as programs on what kg wrote."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import unavailable

HERE = Path(sys.prefix) / "neighbours" / "bin"


def program(name: str) -> str:
    found = HERE / name
    if not found.exists():
        unavailable(f"{found}; run: make {HERE.parent.parent.name}/neighbours/.installed")
    return str(found)


def run(*command: str) -> str:
    done = subprocess.run(
        [program(command[0]), *command[1:]], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def read(what: str, path: Path):
    """What a package reads of a file: see ``reading.py``."""
    out = run("python", str(Path(__file__).with_name("reading.py")), what, str(path))
    return json.loads(out.splitlines()[-1])
