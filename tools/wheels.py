"""Whether every package that kg needs, its extras too, has a wheel on each system and Python.

    python tools/wheels.py dist/newskg-0.1.0-py3-none-any.whl

Prints a table. What is needed is as pip finds it for this Python; those that are compiled are asked
for on the other systems in the same release, without being installed. The index is pip's own.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SYSTEMS = {
    "Linux x86_64": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    "macOS arm64": tuple(f"macosx_{version}_0_arm64" for version in (11, 12, 13, 14)),
    "Windows x86_64": ("win_amd64",),
}
PYTHONS = ("3.11", "3.12", "3.13")
EXTRAS = "agencies,archives,feeds,office,pandas,pdf,push,serve,tables,transcripts"
PIP = (sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet",
       "--only-binary", ":all:")  # fmt: skip


def needed(wheel: str) -> list[str]:
    """The compiled packages that the wheel needs with all extras, each with its release."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run([*PIP, "--report", report, f"{wheel}[{EXTRAS}]"], check=True)
        found = json.loads(report.read_text())["install"]
    compiled = [one for one in found if not one["download_info"]["url"].endswith("-any.whl")]
    return sorted(f"{one['metadata']['name']}=={one['metadata']['version']}" for one in compiled)


def there(packages: list[str], python: str, platforms: tuple[str, ...]) -> bool:
    """Whether all of them have a wheel there."""
    tags = [word for platform in platforms for word in ("--platform", platform)]
    command = [*PIP, "--no-deps", "--target", "none", "--python-version", python, *tags, *packages]
    return subprocess.run(command, capture_output=True).returncode == 0


def main() -> None:
    packages = needed(sys.argv[1])
    print(f"{len(packages)} compiled packages: {', '.join(packages)}")
    print(f"| | {' | '.join(PYTHONS)} |\n|---|{'---|' * len(PYTHONS)}")
    for system, platforms in SYSTEMS.items():
        cells = []
        for python in PYTHONS:
            lacking = []
            if not there(packages, python, platforms):
                lacking = [name for name in packages if not there([name], python, platforms)]
            cells.append(f"not {', '.join(lacking)}" if lacking else "all")
        print(f"| {system} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
