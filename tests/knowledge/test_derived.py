"""What is derived is worked out once for each thing known, and goes with it."""

import gc
from weakref import ref

from kg.knowledge.derived import derived


class Known:
    def __init__(self, *words: str) -> None:
        self.words = words


def test_answers_are_kept_for_each_thing_known():
    asked = []

    @derived
    def starting(letter: str, known: Known) -> list[str]:
        asked.append(letter)
        return [word for word in known.words if word.startswith(letter)]

    one, two = Known("ash", "oak"), Known("alder")
    assert starting("a", one) == ["ash"]
    assert starting("a", two) == ["alder"]
    assert starting("o", one) == ["oak"]
    assert starting("a", one) is starting("a", one)
    assert asked == ["a", "a", "o"]


def test_nothing_known_is_held_by_what_was_derived_from_it():
    @derived
    def many(known: Known) -> int:
        return len(known.words)

    known = Known("ash", "oak")
    assert many(known) == 2
    gone = ref(known)
    del known
    gc.collect()
    assert gone() is None


def test_answers_without_end_are_not_all_kept(monkeypatch):
    monkeypatch.setattr("kg.knowledge.derived._MOST", 3)
    asked = []

    @derived
    def known_word(word: str, known: Known) -> bool:
        asked.append(word)
        return word in known.words

    known = Known("ash", "oak")
    words = ["ash", "elm", "oak", "fir", "oak", "fir"]
    assert [known_word(word, known) for word in words] == [True, False, True, False, True, False]
    assert asked == ["ash", "elm", "oak", "fir", "oak"]
