"""The nouns of posts and professions, as they are looked for in texts."""

from kg.knowledge.derived import derived
from kg.knowledge.lexicon import Lexicon


@derived
def posts_by_first_word(lexicon: Lexicon) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words of each noun by the first of them, the longest nouns first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in lexicon.table("posts"):
        parts = tuple(entry.split())
        found.setdefault(parts[0], []).append(parts)
    return {word: tuple(sorted(of, key=len, reverse=True)) for word, of in found.items()}
