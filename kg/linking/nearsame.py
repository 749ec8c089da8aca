"""Which texts are nearly the same, as agencies' are that many papers print.

Texts are compared by their shingles (runs of words), after Broder 1997, on the resemblance and
containment of documents.
"""

import re
import zlib
from array import array
from collections.abc import Hashable, Iterator, Sequence

from kg.knowledge.folding import fold


def near_same(texts: Sequence[str], width: int, share: float, many: int) -> list[int]:
    """Group texts of nearly the same words; each text's group is the least index in it.

    Two texts are nearly the same when the shorter one has ``share`` of its shingles (runs of
    ``width`` words) in the other. Those with a shingle which more than ``many`` texts share are
    only compared with the first of them, which keeps the work linear. Texts shorter than two
    shingles must be equal.
    """
    if len(texts) < 2:
        return list(range(len(texts)))
    shingles = [_shingles(text, width) for text in texts]
    pairs = set[tuple[int, int]]()
    for held_by in _shared(shingles):
        few = held_by if len(held_by) <= many else held_by[:1]
        for i, first in enumerate(few):
            pairs.update((first, second) for second in held_by[i + 1 :])
    marks: list[list[Hashable]] = [[("is", index)] for index in range(len(texts))]
    equal: dict[str, int] = {}
    for index, text in enumerate(texts):
        if said := plain(text):
            marks[index].append(("is", equal.setdefault(said, index)))
    for first, second in sorted(pairs):
        least = min(len(shingles[first]), len(shingles[second]))
        if least >= 2 and len({*shingles[first]} & {*shingles[second]}) >= share * least:
            marks[second].append(("is", first))
    return union(marks)


def _shingles(text: str, width: int) -> "array[int]":
    """The shingles of a text, each once, in four bytes: those of all articles are in memory."""
    found = words(text)
    runs = (" ".join(found[i : i + width]) for i in range(len(found) - width + 1))
    return array("I", {zlib.crc32(run.encode()) for run in runs})


def _shared(shingles: Sequence["array[int]"]) -> Iterator[list[int]]:
    """The texts that hold a shingle, in order, for each that several hold."""
    import numpy as np

    held = np.concatenate([np.frombuffer(found, dtype=np.uint32) for found in shingles])
    holders = np.repeat(np.arange(len(shingles), dtype=np.int32), [len(s) for s in shingles])
    order = held.argsort(kind="stable")
    held, holders = held[order], holders[order]
    # A run of equal shingles begins where the one before is another.
    begins = np.flatnonzero(np.concatenate(([True], held[1:] != held[:-1])))
    ends = np.append(begins[1:], len(held))
    several = ends - begins > 1
    for begin, end in zip(begins[several], ends[several], strict=True):
        yield holders[begin:end].tolist()


def words(text: str) -> list[str]:
    """The words of a text, folded, without punctuation."""
    return re.findall(r"\w+", fold(text))


def plain(text: str) -> str:
    """A text as its folded words alone."""
    return " ".join(words(text))


def union(marks: Sequence[Sequence[Hashable]]) -> list[int]:
    """Union-find: items which share a mark, also by way of others, get the least index of them."""
    parent = list(range(len(marks)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    first: dict[Hashable, int] = {}
    for item, found in enumerate(marks):
        for mark in found:
            a, b = sorted((root(first.setdefault(mark, item)), root(item)))
            parent[b] = a
    return [root(item) for item in range(len(marks))]
