"""What an installation takes: seconds, megabytes and packages, plain and with each extra.

    python benchmarks/installing.py                    # this commit
    python benchmarks/installing.py --commit COMMIT    # another one

Each is a virtual environment of its own outside the checkout, made by the Python that runs this. A
wheel is built first and installed without a compiler (``--only-binary :all:``), everything else
comes from the index that pip is set up for, and nothing from its cache. An extra is added to a copy
of the plain environment, and its figures are what it adds.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What only people who work on kg install.
OF_DEVELOPERS = frozenset({"test", "stores", "lint"})


def run(*command: str | Path, cwd: Path | None = None) -> None:
    environment = {**os.environ, "PIP_NO_CACHE_DIR": "1", "PYTHONPATH": "", "CC": "false"}
    subprocess.run(command, check=True, cwd=cwd, env=environment, stdout=subprocess.DEVNULL)


def size(environment: Path) -> tuple[float, int]:
    """The megabytes and the number of packages of an environment, without pip's own."""
    (site,) = environment.glob("lib/python*/site-packages")
    own = ("pip", "setuptools", "pkg_resources", "_distutils_hack")
    files = [file for file in site.rglob("*") if file.is_file() and not file.is_symlink()]
    counted = [file for file in files if not file.relative_to(site).parts[0].startswith(own)]
    packages = sum(folder.is_dir() for folder in site.glob("*.dist-info"))
    packages -= len(list(site.glob("pip-*"))) + len(list(site.glob("setuptools-*")))
    return sum(file.stat().st_size for file in counted) / 1e6, packages


def install(environment: Path, what: str) -> float:
    began = time.monotonic()
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", what)
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--plain", action="store_true", help="without the extras")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = home / "source"
        run("git", "-C", ROOT, "worktree", "add", "--detach", source, asked.commit)
        try:
            run(sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", home, source)
            project = tomllib.loads((source / "pyproject.toml").read_text())["project"]
        finally:
            run("git", "-C", ROOT, "worktree", "remove", "--force", source)
        (wheel,) = home.glob("newskg-*.whl")
        print(f"Python {sys.version.split()[0]}; {wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        print("| | s | MB | packages |\n|---|---|---|---|")
        plain = home / "plain"
        run(sys.executable, "-m", "venv", plain)
        took = install(plain, str(wheel))
        megabytes, packages = size(plain)
        print(f"| newskg | {took:.0f} | {megabytes:.0f} | {packages} |", flush=True)
        extras = [] if asked.plain else sorted({*project["optional-dependencies"]} - OF_DEVELOPERS)
        for extra in extras:
            other = home / extra
            shutil.copytree(plain, other, symlinks=True)
            took = install(other, f"{wheel}[{extra}]")
            more, number = size(other)
            row = f"| +{took:.0f} | +{more - megabytes:.1f} | +{number - packages} |"
            print(f"| newskg[{extra}] {row}", flush=True)
            shutil.rmtree(other)


if __name__ == "__main__":
    main()
