"""Inline markup for tests of mentions and coreference."""

import re

MARK = re.compile(r"\[([^\[\]]+)\]_(\w+)")


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of ``"[Ann Lee]_a met [her]_a."`` and the marked spans with their labels."""
    text, spans, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


def entity_of(resolution, start: int, end: int) -> str | None:
    """The entity of the mention that spans most of what is marked, name before description."""

    def likeness(mention) -> tuple[float, bool]:
        shared = min(end, mention.span.end) - max(start, mention.span.start)
        whole = max(end, mention.span.end) - min(start, mention.span.start)
        return shared / whole, mention.form == "name"

    best = max(resolution.mentions, key=likeness, default=None)
    return best.entity if best is not None and likeness(best)[0] > 0.4 else None


def partition(resolution, spans) -> dict[str, set[str | None]]:
    """The entities which the marked spans of each label have."""
    found: dict[str, set[str | None]] = {}
    for start, end, label in spans:
        found.setdefault(label, set()).add(entity_of(resolution, start, end))
    return found
