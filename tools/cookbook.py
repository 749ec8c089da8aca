"""Write the rows that docs/cookbook.md shows, as the demo's graph answers now.

    python tools/cookbook.py            # after `make demo`: renew them
    python tools/cookbook.py --check    # say whether they are true, change nothing

Each ``sparql`` block is asked of ``exports``; the ``text`` block below it has the first rows.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "cookbook.md"
ROWS, WIDTH = 5, 56
_ASKED = re.compile(r"(?ms)^```sparql\n(.*?)^```\n(?:\n```text\n.*?^```\n)?")


def renewed(text: str, graph) -> str:
    """A page with the rows below its queries as a graph answers them."""
    return _ASKED.sub(
        lambda asked: f"```sparql\n{asked[1]}```\n\n```text\n{_shown(graph, asked[1])}```\n", text
    )


def _shown(graph, query: str) -> str:
    """The first rows as columns, long cells cut, and how many rows there are."""
    from kg.commands.console import cell_text

    found = graph.query(query)
    if found.kind == "ask":
        return "yes\n" if found.answer else "no\n"
    prefixes = graph.meta["prefixes"]
    rows = [[_cut(cell_text(value, prefixes)) for value in row] for row in found.rows[:ROWS]]
    table = [list(found.variables), *rows]
    wide = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = ["  ".join(map(str.ljust, row, wide)).rstrip() for row in table]
    more = len(found.rows) - len(rows)
    return "\n".join((*lines, *([f"... {more} more"] if more else ()))) + "\n"


def _cut(value: str) -> str:
    return value if len(value) <= WIDTH else value[: WIDTH - 1] + "…"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    import kg

    shown = PAGE.read_text(encoding="utf-8")
    fresh = renewed(shown, kg.open(ROOT / "exports"))
    if "--check" in sys.argv[1:]:
        sys.exit("docs/cookbook.md is not true any more" if fresh != shown else 0)
    PAGE.write_text(fresh, encoding="utf-8")
