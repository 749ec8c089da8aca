"""Whether a text is in English, which is what kg reads."""

import re
from collections import Counter

from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge
from kg.model import Document, Problem

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = "\u024f"


def foreign(document: Document, knowledge: Knowledge) -> str | None:
    """The language of a document that is in another one than English, as people call it.

    Its own words tell it, by the most frequent ones of each language; what the page states of its
    language only where there are too few, as templates often state it wrongly.
    """
    words = _WORD.findall(document.text[: knowledge.whole("pages.letters_looked_at")].lower())
    if len(words) < knowledge.whole("pages.words_that_tell_a_language"):
        return _stated(document.language, knowledge)
    letters = "".join(words)
    others = sum(letter > _LATIN for letter in letters)
    if others > knowledge.number("pages.share_of_other_letters") * len(letters):
        return _stated(document.language, knowledge) or "another script"
    counts, frequent = Counter(words), _frequent(knowledge)
    found = {tag: sum(counts[word] for word in known) for tag, (_, known) in frequent.items()}
    english = found.pop(_ENGLISH)
    best = max(found, key=lambda tag: found[tag])
    least = knowledge.number("pages.share_of_frequent_words") * len(words)
    if found[best] < max(least, knowledge.number("pages.more_frequent_words") * english):
        return None
    # Danish and Norwegian differ in few words; what the page says of them is right.
    return _stated(document.language, knowledge) or frequent[best][0]


_ENGLISH = "en"


def is_foreign(sentence: str, knowledge: Knowledge) -> bool:
    """Whether a sentence of an English text is in another language: words quoted as they fell."""
    words, frequent = _WORD.findall(sentence.lower()), _frequent(knowledge)
    if any(word in frequent[_ENGLISH][1] for word in words):
        return False  # nearly every sentence that is asked about
    least = knowledge.whole("pages.frequent_words_of_a_sentence")
    return any(sum(word in known for word in words) >= least for _, known in frequent.values())


def left_out(document: Document, knowledge: Knowledge) -> Problem | None:
    """That a document is not read, as it is in another language."""
    tongue = foreign(document, knowledge)
    if tongue is None:
        return None
    return Problem(document.id, "language", f"in {tongue}, not in English; left out", skipped=False)


def _stated(tag: str | None, knowledge: Knowledge) -> str | None:
    """The language of a tag, if it is not English."""
    primary = (tag or _ENGLISH).partition("-")[0]
    if primary == _ENGLISH:
        return None
    known = _frequent(knowledge).get(primary)
    return known[0] if known else f"the language {tag}"


@derived
def _frequent(knowledge: Knowledge) -> dict[str, tuple[str, frozenset[str]]]:
    """The names of languages and their most frequent words, by their tags."""
    return {
        tag: (fields[0], frozenset(fields[1].split()))
        for tag, fields in knowledge.table("languages").items()
    }
