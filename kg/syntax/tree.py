"""The dependency tree of an article as plain lists.

Rules ask a token's children and labels many times; spaCy answers each question anew, a list does
not. Everything is indexed by token.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Doc

# Tags of names that people are from.
_HOMES = frozenset(("ORG", "GPE"))


@dataclass(frozen=True, slots=True)
class Tree:
    """Words (lower-cased), lemmas (lower-cased), tags and dependencies of every token.

    ``head[i]`` is ``i`` for a root, and its dependency ``ROOT``, whatever the parser calls it, so
    that going up from head to head by the dependencies comes to an end; ``left``/``right`` are the
    half-open token range of the subtree; ``ent`` is the entity label of the token, or empty.
    ``knowledge`` is what the article is read with.
    """

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    ent: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    knowledge: Knowledge

    def __len__(self) -> int:
        return len(self.head)

    def of(self, token: int, *deps: str) -> list[int]:
        """The children of a token with one of those dependencies, in order."""
        return [child for child in self.children[token] if self.dep[child] in deps]

    def first(self, token: int, *deps: str) -> int | None:
        """The first child of a token with one of those dependencies."""
        return next((child for child in self.children[token] if self.dep[child] in deps), None)

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def conjuncts(self, token: int) -> list[int]:
        """The token and what is conjoined to it, in order: ``Ann, Bob and Cy`` for ``Ann``."""
        found, waiting = list[int](), [token]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting += (
                c
                for c in reversed(self.children[token])
                if (self.dep[c] == "conj" and not self._is_next_home(token, c))
                or self._is_next_name(token, c)
            )
            if self.dep[token] == "pobj" and self.ent[token] in _HOMES:
                above = self.head[self.head[token]]
                waiting += (c for c in self.of(above, "conj") if self._is_next_home(above, c))
        return found

    def _is_next_home(self, token: int, child: int) -> bool:
        """Whether a name is the next of those that a noun is of: "nurses from Kenya and *Chad*".

        The parser joins it to the noun.
        """
        if self.pos[token] != "NOUN" or self.pos[child] != "PROPN" or self.ent[child] not in _HOMES:
            return False
        cc = self.left[child] - 1
        last = [p for p in self.of(token, "prep") if p < child][-1:]
        return self.lower[cc] in ("and", ",", "or") and any(
            self.lower[p] in self.knowledge.words("prepositions_of_bodies")
            and self.right[p] in (cc, cc - 1)
            and any(self.ent[o] == self.ent[child] for o in self.of(p, "pobj"))
            for p in last
        )

    def _is_next_name(self, token: int, child: int) -> bool:
        """Whether a list of people was taken for an apposition: "Ann Lee, *Bob Ray* and Cy Ott"."""
        return (
            self.dep[child] == "appos"
            and self.ent[token] == "PERSON"
            and self.pos[child] == "PROPN"
            and any(self.ent[c] == "PERSON" for c in self.of(child, "conj"))
            and bool(self.of(child, "compound"))
            and not self.of(child, "prep")
        )

    def first_conjunct(self, token: int) -> int:
        """The first of the phrases conjoined with the token's: ``Ann`` for ``Bob`` or ``Cy``."""
        while self.dep[token] == "conj" and self.head[token] != token:
            token = self.head[token]
        return token


def tree_of(doc: Doc, knowledge: Knowledge) -> Tree:
    """The tree of a parsed doc."""
    tokens = list(doc)
    head = [token.head.i for token in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for index, above in enumerate(head):
        if above != index:
            children[above].append(index)
    return Tree(
        lower=[token.lower_ for token in tokens],
        lemma=[token.lemma_.lower() for token in tokens],
        pos=[token.pos_ for token in tokens],
        tag=[token.tag_ for token in tokens],
        dep=["ROOT" if head[t.i] == t.i else t.dep_ for t in tokens],
        ent=[token.ent_type_ for token in tokens],
        head=head,
        left=[token.left_edge.i for token in tokens],
        right=[token.right_edge.i + 1 for token in tokens],
        children=children,
        knowledge=knowledge,
    )
