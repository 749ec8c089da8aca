"""Names whose initials the article gives in brackets: "Dairy Workers' Front (DWF)"."""

import re

from kg.mentions.name import Name
from kg.syntax.annotate import Annotation

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z](-\d+)?")


def defined(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names whose initials the article gives in brackets: "Dairy Workers' Front (DWF)"."""
    doc, kept = ann.doc, list(found)
    for token in doc[1:-2]:
        if token.text != "(":
            continue
        short = doc[token.i + 1]
        initials = re.sub(r"[^A-Za-z]", "", short.text).lower()
        if not _ACRONYM.fullmatch(short.text) or len(initials) < 3:
            continue
        first = _spelt_out(ann, token.i, initials) or _spelt_out(ann, token.i, initials, True)
        if first is None:
            continue
        inside = [n for n in kept if n.first < token.i and n.last > first]
        if any(n.first < first or (n.first, n.last) == (first, token.i) for n in inside):
            continue
        types = [n.type for n in inside if n.type not in ("Person", "Thing", "Place")]
        kept = [n for n in kept if n not in inside]
        kept.append(Name(first, token.i, types[-1] if types else "Organization"))
    return sorted(kept, key=lambda n: n.first)


def _spelt_out(ann: Annotation, last: int, initials: str, whole: bool = False) -> int | None:
    """Where the name begins, ending before ``last``, whose words have those initials.

    Its small words too if ``whole``: "Buses for Leeds (BfL)".
    """
    doc, small = ann.doc, ann.knowledge.words("minor_words")
    letters, at = "", last - 1
    while at >= 0 and ann.block_of[at] == ann.block_of[last] and len(letters) < len(initials):
        word = doc[at]
        if word.is_alpha and (word.text[:1].isupper() or word.lower_ not in small):
            if not word.text[:1].isupper():
                return None
            letters = word.lower_[0] + letters
        elif whole and word.lower_ in small:
            letters = word.lower_[0] + letters
        elif word.tag_ not in ("POS", "HYPH") and word.lower_ not in small and word.text != "-":
            return None
        at -= 1
    return at + 1 if letters == initials else None
