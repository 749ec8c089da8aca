"""Things that an article goes on about, inside other nouns: the measles of "measles outbreak"."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.coref.discourse import Chain, Discourse
from kg.mentions.nouns import noun_of
from kg.model import Mention
from kg.syntax.tokens import Token

_THINGS = ("Thing", "Product", "Event", "Law", "Document", "Work", "Agreement")


def in_compounds(discourse: Discourse) -> Iterator[tuple[Mention, Chain]]:
    """Mentions of things without a name in front of another noun, with their chains.

    The same words must mean one thing wherever they stand alone: "toilet paper limits" after
    "toilet paper". Of bodies and places this is not so sure, "city council", but of the police and
    where an article points to them: "the airport closure" after "the airport".
    """
    told = _told(discourse)
    pointing, forces = discourse.knowledge.words("pointing"), discourse.knowledge.words("forces")
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
        first = token.i - len(before)
        chain = _only(told.get((*before, token.lower_), Counter()))
        if chain is None:
            continue
        thing = chain.type in _THINGS or token.lower_ in forces
        pointed = first > 0 and token.doc[first - 1].lower_ in pointing
        again = pointed and chain.type != "Person" and len(chain.mentions) > 1
        if (thing or again) and not _of_a_trade(token, chain, discourse):
            span = discourse.ann.span(first, token.i + 1)
            yield Mention(span, "nominal", first, token.i + 1, token.i, chain.type), chain


def _of_a_trade(token: Token, chain: Chain, discourse: Discourse) -> bool:
    """Whether a noun tells what a body is for, and no event told of: "the fire service"."""
    kind = noun_of(token.head, discourse.knowledge)
    body = kind is not None and kind.type == "Organization"
    return body and chain.type in (None, "Event")


def _told(discourse: Discourse) -> dict[tuple[str, ...], Counter[Chain]]:
    """What is called by each noun with the nouns before it, and how often."""
    found = defaultdict[tuple[str, ...], Counter[Chain]](Counter)
    for index, chain in discourse.chain_of.items():
        mention = discourse.mentions[index]
        if mention.form == "nominal":
            head = discourse.ann.doc[mention.head]
            found[(*_before(head), head.lower_)][chain] += 1
    return found


def _only(told: Counter[Chain]) -> Chain | None:
    """The one thing of a noun; of several the only one told of again: a fire and "the fire"."""
    again = [chain for chain, times in told.items() if times > 1]
    found = list(told) if len(told) == 1 else again
    return found[0] if len(found) == 1 else None


def _before(head: Token) -> tuple[str, ...]:
    """The nouns right before a noun that tell which it is: the "toilet" of "toilet paper"."""
    words, i = list[str](), head.i - 1
    while i >= 0 and head.doc[i].dep_ == "compound" and head.doc[i].pos_ in ("NOUN", "PROPN"):
        words.insert(0, head.doc[i].lower_)
        i -= 1
    return tuple(words)
