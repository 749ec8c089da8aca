"""Datelines: the place, and often the day and the agency, that news is reported from."""

import re

from kg.knowledge.knowledge import Knowledge

_PLACE = r"[A-Z][A-Z.'’/\-]++(?: [A-Z][A-Z.'’/\-]++)*+"
_TOLD = r"(?:,? ?(?:[A-Z][\w.'’]*+|\d++|\([A-Z][^()\n]*+\)))"
_DASH = r" ?(?:[–—]|--|(?<= )-(?= )) *+"
_LINE = re.compile(rf"\A{_PLACE}{_TOLD}*+ ?[-–—]++ *+")
# "OSLO, Norway, June 3 – Police", "OSLO (NTB) - Police", "Oslo (NTB) — Police".
_BEFORE_TEXT = re.compile(
    rf"\A(?:(?P<capitals>{_PLACE})(?P<told>{_TOLD}*+)"
    r"|(?P<place>[A-Z]\w*+(?: [A-Z]\w*+)*+) ?\([A-Z][^()\n]*+\))"
    rf"{_DASH}(?=[A-Z“‘\"'])"
)


def is_dateline(text: str, knowledge: Knowledge) -> bool:
    """Whether a line is only the place (and day) that news is reported from, and a dash."""
    short = len(text) < knowledge.whole("pages.letters_of_a_dateline")
    return short and bool(_LINE.fullmatch(text))


def begins_with(text: str, knowledge: Knowledge) -> int:
    """How many characters of a paragraph are the dateline that it begins with, its dash included.

    0 without one. A place alone must be known: "NATO – The alliance" has none.
    """
    found = _BEFORE_TEXT.match(text, 0, knowledge.whole("pages.letters_of_a_dateline"))
    if found is None:
        return 0
    place = found["capitals"] or found["place"]
    known = any(e.type == "Place" for e in knowledge.gazetteer.lookup(place.title()))
    return found.end() if found["told"] or known else 0
