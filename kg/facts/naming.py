"""Whom the fillers of events name: the names beside nouns, their kinds, and how sure a kind is."""

from collections.abc import Iterator
from functools import cache

from kg.coref.resolution import Resolution
from kg.facts.fillers import kind_of, measured
from kg.mentions.nouns import Noun, is_given_name, noun_of
from kg.mentions.nouns import noun as lookup
from kg.model import Mention
from kg.syntax.annotate import Annotation
from kg.syntax.arguments import TIMES

# Classes of what is made, which fill roles without acting.
MADE = frozenset(("Product", "Thing", "Work", "Document"))

# Types that the tagger takes for one another.
_GUESSES = MADE | {"Person", "Organization", "Place"}
# Tags of what a name may stand beside: "the trucker", "one of them", "a second".
_BARE = frozenset(("NN", "NNP", "NNS", "CD", "JJ", "DT"))
# How the parser hangs a name that it does not see to be an apposition.
_LOOSE = frozenset(("nmod", "compound", "dobj", "dep", "npadvmod", "advmod"))


class Naming:
    """What the phrases of one article name, by their head tokens."""

    def __init__(self, ann: Annotation, resolution: Resolution) -> None:
        self._ann, self._resolution = ann, resolution
        self._kinds: dict[int, str | None] = {}
        # Each frame of a word asks the same of the same phrases.
        self.named = cache(self._named)
        self.lemmas = cache(self._lemmas)

    def kind(self, head: int) -> str | None:
        """The kind of what a phrase names, `fillers.kind_of`; of names beside nouns the name's."""
        if head not in self._kinds:
            counted = measured(self._ann, head)
            heads = dict.fromkeys((self.named(counted)[0], head, counted))
            kinds = (self._told(i, head) or kind_of(self._ann, self._resolution, i) for i in heads)
            self._kinds[head] = next((kind for kind in kinds if kind is not None), None)
        return self._kinds[head]

    def _told(self, head: int, beside: int) -> str | None:
        """What the noun before an unknown name tells of it: "*stylist* Velda", "the *ferry* Velda".

        ``beside`` is the head of the phrase that the name stands in.
        """
        tree, knowledge = self._ann.tree, self._ann.knowledge
        if tree.pos[head] != "PROPN" or knowledge.gazetteer.lookup(self._ann.doc[head].text):
            return None
        for noun in (*([beside] if beside < head else []), *reversed(tree.of(head, "compound"))):
            if tree.tag[noun] == "NN" and tree.lower[noun] == self._ann.doc[noun].text:
                if tree.lower[noun] in knowledge.words("people_or_bodies"):
                    return None
                if tree.lower[noun] in knowledge.table("posts"):
                    return "Person"
                known = self._hyphenated(noun) or noun_of(self._ann.doc[noun], knowledge)
                return known.type if known and known.type not in ("Thing", "Group") else None
        return None

    def _hyphenated(self, noun: int) -> Noun | None:
        """What a noun with a hyphen names: "the think-*tank* Velda", "the *start*-up Velda"."""
        lower = self._ann.tree.lower
        words = [lower[first : first + 3] for first in (noun - 2, noun) if first >= 0]
        whole = ("".join(parts) for parts in words if len(parts) == 3 and parts[1] == "-")
        found = (lookup(word, self._ann.knowledge) for word in whole)
        return next((known for known in found if known is not None), None)

    def is_guessed(self, head: int) -> bool:
        """Whether nothing but the tagger says what kind of thing a name is of.

        The gazetteer does not know it, and neither a given name nor a title makes it a person's.
        A capitalised noun without article may be a name that the tagger did not see.
        """
        tree, head = self._ann.tree, self.named(head)[0]
        mention = self._resolution.at(head)
        bare = tree.tag[head] == "NN" and self._ann.doc[head].text[:1].isupper()
        if bare and not tree.of(head, "det", "amod", "poss", "compound"):
            return self._ann.doc[head].is_oov
        if mention is None or mention.form != "name" or tree.pos[mention.head] != "PROPN":
            return False
        entity = self._resolution.entity(mention.entity)
        if entity is None or entity.type not in _GUESSES:
            return False
        if self._ann.knowledge.gazetteer.lookup(entity.name):
            return False
        if entity.type in MADE:
            return True
        given = is_given_name(entity.name.split()[0], self._ann.knowledge)
        return self._told(mention.head, mention.head) is None and not given

    def is_named(self, head: int) -> bool:
        """Whether a token heads a name."""
        mention = self._resolution.at(head)
        return mention is not None and mention.form == "name"

    def _named(self, head: int) -> tuple[int, ...]:
        """The heads of the names set beside a noun, or its own: "the trucker *Bill Reed*".

        "One of them, *Bill Reed*", "the guards, *Bill Reed* and *Ida Rask*".
        """
        tree = self._ann.tree
        if self._ann.doc[head].text[:1].isdigit() and tree.pos[head] == "PROPN":
            # "beat *Velm* 43-5": the score is no part of the name
            return tuple(tree.of(head, "compound")[-1:]) or (head,)
        if tree.tag[head] not in _BARE or self.is_named(head):
            return (head,)
        name = self._name_behind(head) or self._name_behind_complement(head)
        if name is not None:
            return (name,)
        for name in tree.of(head, "appos"):
            if name > head and tree.pos[name] == "PROPN" and self.is_named(name):
                several = tree.tag[head] in ("NNS", "CD")
                named = [n for n in tree.conjuncts(name) if self.is_named(n)]
                return tuple(named) if several else (name,)
        return (head,)

    def _name_behind(self, noun: int) -> int | None:
        """The name right behind a noun that the parser hung elsewhere: "of *jeweller* Ann Lee".

        A noun with an article may end its phrase before the next subject: "told the trucker *Ann
        Lee* had left". A time may stand between: "appointed a new minister today, *Ann Lee*".
        """
        tree, behind = self._ann.tree, noun + 1
        while behind < len(tree) and tree.ent[behind] in TIMES and tree.head[behind] != noun:
            behind += 1
        late = behind > noun + 1
        behind += late and behind < len(tree) and tree.lower[behind] == ","
        if tree.tag[noun] != "NN" or behind >= len(tree):
            return None
        name = self._resolution.starting(behind)
        if name is None or name.form != "name" or tree.dep[name.head] == "appos":
            return None
        top = self._top(name)
        if late:
            closed = name.last >= len(tree) or tree.tag[name.last] in (",", ".")
            return name.head if closed and tree.dep[top] in _LOOSE else None
        bare = not tree.of(noun, "det", "poss") and name.type == "Person"
        # "coach *Per* Tveit" is no preposition
        misread = tree.pos[top] == "ADP" and self._ann.doc[top].is_title
        return name.head if bare or misread or tree.dep[top] in _LOOSE else None

    def _name_behind_complement(self, noun: int) -> int | None:
        """The person set beside a post that the parser set beside its place.

        "Ousted the mayor of Velm, *Ann Lee*, by forty votes": towns are not called so.
        """
        tree = self._ann.tree
        described = noun_of(self._ann.doc[noun], self._ann.knowledge)
        if described is None or described.type != "Person" or tree.tag[noun] != "NN":
            return None
        for preposition in tree.of(noun, "prep"):
            for inner in tree.of(preposition, "pobj") if tree.lower[preposition] == "of" else ():
                apart = self._resolution.at(inner)
                comma = apart.last if apart is not None else inner + 1
                if comma + 1 >= len(tree) or tree.lower[comma] != ",":
                    continue
                name = self._resolution.starting(comma + 1)
                if name is None or name.form != "name" or name.type != "Person":
                    continue
                set_apart = name.last < len(tree) and tree.tag[name.last] in (",", ".")
                loose = tree.dep[self._top(name)] in (*_LOOSE, "appos")
                if set_apart and loose and self.kind(inner) != "Person":
                    return name.head
        return None

    def _top(self, name: Mention) -> int:
        """The token of a name that the rest hangs on, in the parse: "Per" of "Per Tveit"."""
        tree, top = self._ann.tree, name.head
        while name.first <= tree.head[top] < name.last and tree.head[top] != top:
            top = tree.head[top]
        return top

    def is_titled(self, head: int, found: list[tuple[str, int]]) -> bool:
        """Whether the parser took noun and name for two: "arrested *the trucker* Bill Reed"."""
        tree = self._ann.tree
        return tree.pos[head] == "NOUN" and any(
            tree.left[other] == head + 1 and self.is_named(other) for _, other in found
        )

    def is_part_of_name(self, label: str, head: int) -> bool:
        """Whether a word before a noun is within its name: "Nell" of "producer Nell Hart"."""
        tree = self._ann.tree
        if not label.endswith("compound") or not self.is_named(tree.head[head]):
            return False
        whole = self._resolution.at(tree.head[head])
        return whole is not None and whole.form == "name" and whole.first <= head < whole.last

    def among(self, found: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """The fillers; of "among those arrested were Reed and Berg" those who were among them.

        So of "those arrested included Reed and Berg".
        """
        tree, words = self._ann.tree, self._ann.knowledge.words
        for label, head in found:
            above = tree.head[head]
            verb = tree.head[above]
            among = tree.lower[above] in words("among") and tree.lemma[verb] == "be"
            include = tree.lemma[above] in words("including_verbs") and tree.dep[head] == "nsubj"
            if tree.pos[head] not in ("PRON", "DET") or not (among or include):
                yield label, head
                continue
            telling = tree.of(above, "dobj") if include else tree.of(verb, "nsubj", "attr")
            for member in telling:
                members = self._beside(member)
                names = {n for m in members for n in self.named(m) if n != m}
                yield from ((label, one) for one in sorted(members - names | {member}))

    def _sort_before(self, head: int) -> int | None:
        """The noun right before a name that tells what it is: "the *tanker* Velda"."""
        tree, mention = self._ann.tree, self._resolution.at(head)
        if mention is None or mention.form != "name" or mention.head != head or not mention.first:
            return None
        sort = mention.first - 1
        own = (
            tree.head[sort] == head or tree.head[head] == sort or tree.dep[sort] in ("dobj", "ROOT")
        )
        return sort if own and tree.tag[sort] == "NN" and self._ann.doc[sort].is_lower else None

    def _beside(self, head: int) -> set[int]:
        """A phrase with all that is conjoined or apposed to it, however the parser nested them."""
        tree, found, waiting = self._ann.tree, set[int](), [head]
        while waiting:
            found.add(one := waiting.pop())
            waiting += tree.of(one, "conj", "appos")
        return found

    def _lemmas(self, head: int) -> frozenset[str]:
        """The lemma of a filler's head; of a pronoun those of what it stands for, too."""
        tree = self._ann.tree
        counted = measured(self._ann, head)
        found = {tree.lemma[head], tree.lemma[counted]}
        if counted > 1 and tree.lower[counted - 1] == "-":
            found.add(f"{tree.lower[counted - 2]}-{tree.lemma[counted]}")  # "run-off"
        if tree.pos[counted] == "PROPN" and self.kind(counted) == "Person":
            # The title: "Judge Ida Rask".
            found |= {tree.lower[c] for c in tree.of(counted, "compound")}
        elif (sort := self._sort_before(counted)) is not None:
            found.add(tree.lemma[sort])
        if tree.lower[counted] in self._ann.knowledge.words("standing_for_nouns"):
            # "lifted a freeze on one bank but kept *one* on another"
            verb = tree.head[counted]
            before = tree.of(tree.head[verb], "dobj") if tree.dep[verb] == "conj" else []
            found |= {tree.lemma[o] for o in before}
        mention = self._resolution.at(head)
        if mention is not None and mention.form == "pronoun" and mention.entity is not None:
            told = self._resolution.told(mention.entity, "nominal")
            found |= {tree.lemma[m.head] for m in told}
        return frozenset(found)
