"""Things that an article goes on about, inside other nouns: the measles of "measles outbreak"."""

from collections import defaultdict
from collections.abc import Iterator

from kg.coref.discourse import Chain, Discourse
from kg.model import Mention
from kg.syntax.tokens import Token

_THINGS = ("Thing", "Product", "Event", "Law", "Document", "Work", "Agreement")


def in_compounds(discourse: Discourse) -> Iterator[tuple[Mention, Chain]]:
    """Mentions of things without a name in front of another noun, with their chains.

    The same words must mean one thing wherever they stand alone: "toilet paper limits" after
    "toilet paper". Of people and bodies this is not so sure, "city council", but of the police.
    """
    told = _told(discourse)
    heads = {mention.head for mention in discourse.mentions}
    named = {
        i for m in discourse.mentions if m.form == "name" for i in range(m.first, m.last)
    }  # fmt: skip
    for token in discourse.ann.doc:
        if token.dep_ != "compound" or token.i in heads or token.i in named:
            continue
        if token.tag_ not in ("NN", "NNS") or token.head.dep_ == "compound":
            continue
        before = _before(token)
        chains = told.get((*before, token.lower_), set())
        if len(chains) == 1:
            first = token.i - len(before)
            span = discourse.ann.span(first, token.i + 1)
            (chain,) = chains
            yield Mention(span, "nominal", first, token.i + 1, token.i, chain.type), chain


def _told(discourse: Discourse) -> dict[tuple[str, ...], set[Chain]]:
    """The things of each noun with the nouns before it; more than one for "a fire ... a fire"."""
    found = defaultdict[tuple[str, ...], set[Chain]](set)
    forces = discourse.knowledge.words("forces")
    for index, chain in discourse.chain_of.items():
        mention = discourse.mentions[index]
        if mention.form == "nominal":
            head = discourse.ann.doc[mention.head]
            found[(*_before(head), head.lower_)].add(chain)
    return {
        words: chains
        for words, chains in found.items()
        if all(c.type in _THINGS for c in chains) or words[-1] in forces
    }


def _before(head: Token) -> tuple[str, ...]:
    """The nouns right before a noun that tell which it is: the "toilet" of "toilet paper"."""
    words, i = list[str](), head.i - 1
    while i >= 0 and head.doc[i].dep_ == "compound" and head.doc[i].pos_ in ("NOUN", "PROPN"):
        words.insert(0, head.doc[i].lower_)
        i -= 1
    return tuple(words)
