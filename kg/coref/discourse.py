"""The state of an article's coreference while it is being resolved: mentions in chains."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kg.attributions.quotations import Attribution
from kg.coref.salience import Site, site
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import is_plural, noun_of, singular
from kg.model import Mention
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Description:
    """What a nominal says of its referent: head noun, modifiers, and the countries among them."""

    head: str
    modifiers: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(eq=False)
class Chain:
    """Mentions that mean one entity; the mutable forerunner of an `Entity`.

    ``sure`` tells that its gender rests on a title, given name or noun, not on a pronoun;
    ``some`` that a group has more members than the known ones. ``called`` is how news speaks of
    it, by the gazetteer, and ``descriptions`` how this article does.
    """

    order: int
    type: str | None = None
    name: str = ""
    named: bool = False
    gender: str | None = None
    sure: bool = False
    plural: bool = False
    mentions: list[int] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    called: list[Description] = field(default_factory=list)
    members: list["Chain"] = field(default_factory=list)
    some: bool = False
    gazetteer: str | None = None


@dataclass(eq=False)
class Discourse:
    """An article's mentions, where each stands, and the chain of each as far as known.

    ``certainty`` tells of a resolved pronoun how likely it means that chain, from 0 to 1;
    ``knowledge`` is what the article is read with.
    """

    ann: Annotation
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    chains: list[Chain] = field(default_factory=list)
    chain_of: dict[int, Chain] = field(default_factory=dict)
    certainty: dict[int, float] = field(default_factory=dict)
    knowledge: Knowledge = field(init=False)

    def __post_init__(self) -> None:
        self.knowledge = self.ann.knowledge

    def new_chain(
        self,
        *,
        type: str | None,
        name: str = "",
        named: bool = False,
        plural: bool = False,
        members: Iterable[Chain] = (),
        some: bool = False,
        gazetteer: str | None = None,
    ) -> Chain:
        """A chain without mentions yet, and what is known of it."""
        chain = Chain(
            len(self.chains),
            type,
            name,
            named,
            plural=plural,
            members=list(members),
            some=some,
            gazetteer=gazetteer,
        )
        self.chains.append(chain)
        return chain

    def called(self, mention: Mention) -> str:
        """The phrase of a mention up to its relative clause, and to a bracket that stays open.

        Where a capitalised noun lies is no part of its name: "Weavers' Hall *in Leeds*"; nor is a
        participle with who does it: "a panel of judges *led by Ann Lee*".
        """
        last = mention.last
        proper = self.ann.doc[mention.head].pos_ == "PROPN"
        words = self.knowledge.words("prepositions_of_sites")
        for token in self.ann.doc[mention.head + 1 : last]:
            opened = token.text in "([" and not any(
                t.text in ")]" for t in self.ann.doc[token.i : last]
            )
            lies = token.dep_ == "prep" and token.lower_ in words
            done = token.dep_ == "acl" and any(c.dep_ == "agent" for c in token.children)
            if (
                token.dep_ == "relcl"
                or done
                or opened
                or (proper and lies and token.head.i == mention.head)
            ):
                last = max(mention.head + 1, min(last, token.left_edge.i))
                break
        while last > mention.head + 1 and self.ann.doc[last - 1].is_punct:
            last -= 1
        return self.ann.surface(self.ann.span(mention.first, last))

    def join(self, index: int, chain: Chain) -> None:
        """Put a mention into a chain."""
        self.chain_of[index] = chain
        chain.mentions.append(index)
        chain.mentions.sort()

    def merge(self, chain: Chain, other: Chain) -> None:
        """Give all mentions and memberships of a chain to another one."""
        for index in chain.mentions:
            self.chain_of[index] = other
        other.mentions = sorted([*other.mentions, *chain.mentions])
        chain.mentions = []
        for group in self.chains:
            if chain in group.members:
                group.members = [other if member is chain else member for member in group.members]

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Where each mention stands."""
        starts = [sent.start for sent in self.ann.doc.sents]
        return tuple(
            site(
                self.ann, m.head, m.first, m.last, m.form,
                bisect_left(starts, m.head + 1), len(m.name.split()),
            )
            for m in self.mentions
        )  # fmt: skip

    @cached_property
    def in_sentence(self) -> dict[int, list[int]]:
        """The mentions of each sentence, in order."""
        found: dict[int, list[int]] = {}
        for index, there in enumerate(self.sites):
            found.setdefault(there.sentence, []).append(index)
        return found

    @cached_property
    def by_head(self) -> dict[int, int]:
        """The mention of each head token: a name before a nominal, the longer one first."""
        order = sorted(
            range(len(self.mentions)),
            key=lambda i: (
                self.mentions[i].form == "name",
                self.mentions[i].last - self.mentions[i].first,
            ),
        )
        return {self.mentions[i].head: i for i in order}

    @cached_property
    def starts(self) -> dict[int, list[int]]:
        """The mentions that begin with each token."""
        found: dict[int, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            found.setdefault(mention.first, []).append(index)
        return found

    @cached_property
    def ends(self) -> dict[int, list[int]]:
        """The mentions that end before each token."""
        found: dict[int, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            found.setdefault(mention.last, []).append(index)
        return found

    def chain_at(self, head: int | None) -> Chain | None:
        """The chain of the mention with that head."""
        index = self.by_head.get(head) if head is not None else None
        return self.chain_of.get(index) if index is not None else None

    @cached_property
    def said_in(self) -> dict[int, int]:
        """The innermost attribution whose content a token stands in."""
        found: dict[int, tuple[int, int]] = {}
        for index, attribution in enumerate(self.attributions):
            size = sum(s.end - s.start for s in attribution.content)
            for span in attribution.content:
                for token in self.ann.tokens_in(span):
                    if token not in found or size < found[token][0]:
                        found[token] = (size, index)
        return {token: index for token, (_, index) in found.items()}

    @cached_property
    def said_by(self) -> dict[int, list[Attribution]]:
        """The attributions of each speaker, by the head token."""
        found: dict[int, list[Attribution]] = {}
        for attribution in self.attributions:
            if attribution.speaker_head is not None:
                found.setdefault(attribution.speaker_head, []).append(attribution)
        return found

    @cached_property
    def addressed(self) -> frozenset[int | None]:
        """The heads of those to whom something is said."""
        return frozenset(attribution.addressee_head for attribution in self.attributions)

    @cached_property
    def speakers(self) -> list[tuple[int, int]]:
        """The heads of those mentioned as speakers, in order, and where what they say is told."""
        found = [
            (attribution.evidence.start, self.speaker_head(number))
            for number, attribution in enumerate(self.attributions)
            if attribution.act == "speech"
        ]
        return sorted(
            (head, start) for start, head in found if head is not None and head in self.by_head
        )

    def speaker_head(self, attribution: int | None) -> int | None:
        """The head token of an attribution's speaker, through those it is carried over from."""
        seen = set[int]()
        while attribution is not None and attribution not in seen:
            seen.add(attribution)
            head = self.attributions[attribution].speaker_head
            if head is not None:
                return head
            attribution = self.attributions[attribution].carried_from
        return None

    def speaker_of(self, token: int) -> Chain | None:
        """The chain of whoever says what the token stands in."""
        return self.chain_at(self.speaker_head(self.said_in.get(token)))

    def before(self, index: int) -> Iterator[int]:
        """The placed mentions before a mention, nearest first."""
        for other in range(index - 1, -1, -1):
            if other in self.chain_of:
                yield other

    def before_in_sentence(self, index: int) -> Iterator[int]:
        """The placed mentions of its sentence before a mention, nearest first."""
        for other in reversed(self.in_sentence[self.sites[index].sentence]):
            if other < index and other in self.chain_of:
                yield other

    def same_noun(self, index: int) -> Iterator[int]:
        """The placed nominals before a mention that have its head noun, nearest first."""
        found = self._nominals.get(singular(self.ann.doc[self.mentions[index].head]), [])
        for other in reversed(found[: bisect_left(found, index)]):
            if other in self.chain_of:
                yield other

    @cached_property
    def events(self) -> list[int]:
        """The nominals of events, in order."""
        told = enumerate(self.mentions)
        return [index for index, m in told if m.form == "nominal" and m.type == "Event"]

    @cached_property
    def _nominals(self) -> dict[str, list[int]]:
        """The nominals of each head noun, in order."""
        found: dict[str, list[int]] = {}
        for index, mention in enumerate(self.mentions):
            head = self.ann.doc[mention.head]
            if mention.form == "nominal" and head.dep_ != "cc":
                found.setdefault(singular(head), []).append(index)
        return found


def plural_phrase(head: Token, knowledge: Knowledge) -> bool:
    """Whether a phrase means several: by its number, or as a noun of groups."""
    kind = noun_of(head, knowledge)
    return is_plural(head) or (kind is not None and kind.type == "Group")


def determiner(discourse: Discourse, mention: Mention) -> str:
    """The determiner of a phrase, "'s" for a possessor, "" for none."""
    doc = discourse.ann.doc
    kept: dict[tuple[int, int], str] = doc.answers[determiner]
    place = mention.first, mention.head
    if place not in kept:
        kept[place] = _determiner(doc, mention, discourse.knowledge.words)
    return kept[place]


def _determiner(doc: Doc, mention: Mention, words: Callable[[str], frozenset[str]]) -> str:
    for token in doc[mention.first : mention.head]:
        if token.dep_ in ("det", "predet") or token.lower_ == "such":
            return token.lower_
        if token.dep_ == "poss":
            return "'s"
    first = doc[mention.first]
    counted = first.tag_ == "CD" and first.dep_ == "nummod" and first.head.i == mention.head
    new = counted and first.lower_ in words("indefinite")  # "*one* MP told the BBC"
    before = mention.first < mention.head
    return first.lower_ if before and (first.tag_ == "DT" or new) else ""
