"""The words of noun phrases and what modifies them, piece by piece.

"the [bars] [of a cell window]": a phrase is its core and the modifiers after it, each a piece with
pieces of its own, so that an open proposition can be told shorter or longer.
"""

from collections.abc import Iterable, Iterator

from kg.syntax.tree import Tree

Words = tuple[int, ...]
# Left out of a phrase: what is a proposition of its own, and what only hangs there.
_ASIDE = frozenset(("relcl", "appos", "parataxis", "ccomp", "advcl", "dep", "meta", "intj"))
_DROPPED = frozenset(("relcl", "appos", "parataxis"))
_AFTER = frozenset(("prep", "acl"))
_MARKS = frozenset((",", ":", ".", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"))


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
    """The prepositions and participles after a noun that may be told apart from it."""
    return [c for c in tree.children[head] if tree.dep[c] in _AFTER and c > head]


def joined(tree: Tree, head: int, modifier: int) -> bool:
    """Whether a modifier is one piece with its noun: in names, measures and such prepositions."""
    if tree.lower[modifier] not in tree.knowledge.words("prepositions_of_names"):
        return False
    below = tree.first(modifier, "pobj")
    if tree.lower[modifier] == "of":
        if tree.lemma[head] in tree.knowledge.words("measure_nouns"):
            return True
        if below is not None and tree.ent[head] and tree.ent[head] == tree.ent[below]:
            return tree.ent[head] not in ("GPE", "PERSON")
    above = tree.head[head]
    if tree.dep[head] != "pobj" or tree.dep[above] != "prep":
        return False
    name = " ".join(tree.lower[above : modifier + 1])
    return name in tree.knowledge.words("complex_prepositions")


def phrase_options(tree: Tree, head: int) -> list[tuple[Words, ...]]:
    """A noun phrase in pieces, once for each conjunct in it or among its modifiers."""
    found: list[tuple[Words, ...]] = []
    for token in tree.conjuncts(head):
        found += _extended(tree, core(tree, token), token)
    return found


def _extended(tree: Tree, first: Words, head: int) -> list[tuple[Words, ...]]:
    """The pieces of a phrase that begins with those words, for each choice of conjuncts."""
    found: list[tuple[Words, ...]] = [(first,)]
    for modifier in modifiers(tree, head):
        options = list(pieces(tree, modifier))
        if joined(tree, head, modifier):
            grown = [((*f[:-1], f[-1] + o[0], *o[1:])) for o in options for f in found[:1]]
        else:
            grown = [(*f, *o) for o in options for f in found[:1]]
        rest = [(*f, *options[0]) for f in found[1:]]
        found = [*grown, *rest]
    return found


def pieces(tree: Tree, modifier: int) -> Iterator[tuple[Words, ...]]:
    """The modifier cut into pieces, once for each of the phrases conjoined in it.

    "at the bank in Ulm and Bonn": ``at the bank``, ``in Ulm``; ``at the bank``, ``in Bonn``.
    """
    objects = tree.of(modifier, "pobj")
    if tree.dep[modifier] not in ("prep", "agent", "dative") or len(objects) != 1:
        yield (clause_words(tree, modifier),)
        return
    around = [
        i
        for child in tree.children[modifier]
        if child < objects[0] and tree.dep[child] != "punct"
        for i in range(tree.left[child], tree.right[child])
    ]
    for head in tree.conjuncts(objects[0]):
        yield from _extended(tree, trimmed(tree, (*around, modifier)) + core(tree, head), head)


def whole(tree: Tree, head: int, without: int | None = None) -> Words:
    """The words of a phrase with the modifiers after it, without relative clauses and asides.

    ``without`` is a token whose modifier is left out.
    """
    found = list(core(tree, head))
    for child in modifiers(tree, head):
        if without is None or not tree.left[child] <= without < tree.right[child]:
            found += without_asides(tree, child)
    return trimmed(tree, found)


def clause_words(tree: Tree, head: int) -> Words:
    """All words of a subtree."""
    return trimmed(tree, range(tree.left[head], tree.right[head]))


def without_asides(tree: Tree, head: int) -> list[int]:
    """The words of a subtree without its relative clauses and appositions."""
    found, waiting = list[int](), [head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += (c for c in tree.children[token] if tree.dep[c] not in _DROPPED)
    return sorted(found)


def trimmed(tree: Tree, tokens: Iterable[int]) -> Words:
    """Sorted, without marks at the edges; brackets and quotation marks stay in pairs."""
    found = sorted(set(tokens))
    while found and tree.tag[found[-1]] in _MARKS and not _paired(tree, found):
        found.pop()
    while found and tree.tag[found[0]] in _MARKS and not _paired(tree, found):
        del found[0]
    return tuple(found)


def _paired(tree: Tree, found: list[int]) -> bool:
    return (tree.tag[found[0]], tree.tag[found[-1]]) in (("``", "''"), ("-LRB-", "-RRB-"))
