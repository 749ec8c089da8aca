"""Write the outputs of the commands that README shows, as they are now.

    python tools/readme.py            # after `make demo`: renew README.md
    python tools/readme.py --check    # say whether it is true, change nothing

Every line ``$ kg ...`` of a ``console`` block is run in the repository's root; the lines below it
are replaced by what it prints. Lines that begin with ``$ make`` or ``$ git`` are left as they are,
with what stands below them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = ("$ kg query ", "$ kg explain ", "$ kg search ")


def output_of(command: str, where: Path) -> str:
    """What a command prints when it is run there, with the kg of this interpreter."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=where,
        env={**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def renewed(block: str, where: Path) -> str:
    """A console block with the outputs of its kg commands as they are now."""
    parts = re.split(r"(?m)^(?=\$ )", block)
    shown = []
    for part in parts:
        lines = part.splitlines()
        command = [lines[0]] if lines else []
        while command and command[-1].endswith("\\"):
            command.append(lines[len(command)])
        if part.startswith(RUN):
            text = "\n".join(command)[2:]
            tail = "\n" if part is parts[-1] else "\n\n"
            part = "\n".join([*command, output_of(text, where)]) + tail
        shown.append(part)
    return "".join(shown)


def readme(where: Path = ROOT) -> str:
    """README.md with its outputs renewed; ``where`` holds ``exports`` with its store."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.sub(
        r"(?ms)^```console\n(.*?)^```$", lambda m: f"```console\n{renewed(m[1], where)}```", text
    )


if __name__ == "__main__":
    fresh = readme()
    if "--check" in sys.argv[1:]:
        sys.exit(fresh != (ROOT / "README.md").read_text(encoding="utf-8"))
    (ROOT / "README.md").write_text(fresh, encoding="utf-8")
