"""The words of noun phrases and what modifies them, piece by piece.

"the [bars] [of a cell window]": a phrase is its core and the modifiers after it, each a piece with
pieces of its own, so that an open proposition can be told shorter or longer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.tree import Tree

Words = tuple[int, ...]
# Left out of a phrase: what is a proposition of its own, and what only hangs there.
_ASIDE = frozenset(("relcl", "appos", "parataxis", "ccomp", "advcl", "dep", "meta", "intj"))
_AFTER = frozenset(("prep", "acl"))
_OPENING = frozenset(("``", "-LRB-"))
_MARKS = frozenset((",", ":", ".", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposition in tokens. ``inserted`` stands in front of the predicate's words."""

    form: str
    trigger: int
    subject: Words
    predicate: Words
    objects: tuple[Words, ...]
    inserted: str = ""


def core(tree: Tree, head: int) -> Words:
    """The words of a phrase without its conjuncts and the modifiers after it."""
    found = [head]
    for child in tree.children[head]:
        dep = tree.dep[child]
        if dep in _ASIDE or (dep in _AFTER and child > head) or dep in ("cc", "conj", "preconj"):
            continue
        if dep == "punct" and child > head and tree.tag[child] in (",", ".", ":"):
            continue
        found += range(tree.left[child], tree.right[child])
    return trimmed(tree, found)


def modifiers(tree: Tree, head: int) -> list[int]:
    """The prepositions and participles after a noun."""
    return [c for c in tree.children[head] if tree.dep[c] in _AFTER and c > head]


def pieces(tree: Tree, modifier: int) -> Iterator[list[Words]]:
    """The modifier cut into pieces, once for each of the phrases conjoined in it.

    "in relation to Ann and Bob": ``in relation``, ``to Ann`` and ``in relation``, ``to Bob``.
    """
    objects = tree.of(modifier, "pobj")
    if tree.dep[modifier] not in ("prep", "agent", "dative") or len(objects) != 1:
        yield [trimmed(tree, range(tree.left[modifier], tree.right[modifier]))]
        return
    around = [
        i
        for child in tree.children[modifier]
        if child < objects[0] and tree.dep[child] != "punct"
        for i in range(tree.left[child], tree.right[child])
    ]
    for head in tree.conjuncts(objects[0]):
        first = trimmed(tree, (*around, modifier)) + core(tree, head)
        inner = [p for m in modifiers(tree, head) for p in pieces(tree, m)]
        if not inner:
            yield [first]
        for rest in inner:
            yield [first, *rest]


def whole(tree: Tree, head: int, conjuncts: bool = False) -> Words:
    """The words of a phrase with the modifiers after it, without relative clauses and asides."""
    found = list(core(tree, head))
    for child in modifiers(tree, head):
        found += without_asides(tree, child)
    if conjuncts:
        for child in tree.of(head, "cc", "conj", "punct"):
            if child > head:
                found += without_asides(tree, child)
    return trimmed(tree, found)


def without_asides(tree: Tree, head: int) -> list[int]:
    """The words of a subtree without its relative clauses and appositions."""
    found = [head]
    for child in tree.children[head]:
        if tree.dep[child] not in ("relcl", "appos", "parataxis"):
            found += without_asides(tree, child)
    return sorted(found)


def trimmed(tree: Tree, tokens: Iterable[int]) -> Words:
    """Sorted, without marks at the edges and doubled ones; paired marks stay."""
    found = sorted(set(tokens))
    while found and tree.tag[found[-1]] in _MARKS - {"''", "-RRB-"}:
        found.pop()
    while found and tree.tag[found[0]] in _MARKS - _OPENING:
        del found[0]
    return tuple(found)
