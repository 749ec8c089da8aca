"""Tables as HTML for Jupyter."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

MOST_ROWS = 50
_CELL = 'style="text-align:left;vertical-align:top"'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], total: int = 0) -> str:
    """A table of at most `MOST_ROWS` rows, whose cells are HTML already; ``total`` are there."""
    cells = "".join(f"<th {_CELL}>{escape(name)}</th>" for name in head)
    body = "".join(
        f"<tr>{''.join(f'<td {_CELL}>{cell}</td>' for cell in row)}</tr>"
        for row in islice(rows, MOST_ROWS)
    )
    more = f"<p>and {total - MOST_ROWS:,} more</p>" if total > MOST_ROWS else ""
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{more}"
