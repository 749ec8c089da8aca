"""Whether two words may be spellings of one name."""

from rapidfuzz.distance import Levenshtein

from kg.knowledge.knowledge import Knowledge

# By so many letters at most spellings differ, those of very long words.
MOST_SLIPS = 2


def similar(a: str, b: str, knowledge: Knowledge) -> bool:
    """Equal, or long and one edit apart (two in very long ones): transliteration variants."""
    if a == b:
        return True
    letters = min(len(a), len(b))
    if a[:1] != b[:1] or letters < knowledge.whole("coref.spelling_letters"):
        return False
    slips = 1 if letters < knowledge.whole("coref.letters_of_two_slips") else MOST_SLIPS
    return Levenshtein.distance(a, b) <= slips
