"""Seconds and memory that each question of docs/cookbook.md takes, and Turtle and TriG.

    python tools/speed_ask.py GRAPH     # lines of a table in Markdown

Each is a run of `kg query` or `kg export`: seconds of the processor and by the clock, with
the start of the program, and the most memory that one of its processes held.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_QUESTION = re.compile(r"(?ms)^## ([^\n]+)\n.*?^```sparql\n(.*?)^```\n")
_LONGEST = "600"


def took(*arguments: str, out: Path) -> str:
    """What a command of kg took, as cells of a table."""
    began = time.monotonic()
    with out.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", *arguments], stdout=lines, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    failed = "" if status == 0 else " (ended early)"
    return f"{seconds:.1f} | {time.monotonic() - began:.1f}{failed} | {usage.ru_maxrss >> 10:,}"


def main(graph: str) -> None:
    """Print a line for each question and export."""
    page = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        out, asked = Path(folder) / "out", Path(folder) / "asked.rq"
        print("| what | rows | s of the processor | s by the clock | MB |\n|---|---|---|---|---|")
        for title, query in _QUESTION.findall(page):
            asked.write_text(query, encoding="utf-8")
            given = ["--dir", graph, "--timeout", _LONGEST, "--limit", "1000000"]
            cells = took("query", f"@{asked}", *given, "--format", "tsv", out=out)
            # Line by line: what this process once held is counted to those that it starts.
            with out.open("rb") as lines:
                rows = max(0, sum(1 for _ in lines) - 1)
            print(f"| {title} | {rows:,} | {cells} |", flush=True)
        for form in ("turtle", "trig", "nquads"):
            cells = took("export", "--format", form, "--dir", graph, out=out)
            print(f"| {form}, {out.stat().st_size >> 20:,} MB | | {cells} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
