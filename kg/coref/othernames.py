"""Other names that an article tells: "born", "also known as", "the Met, as it is known"."""

from kg.coref.descriptions import describe
from kg.coref.discourse import Chain, Discourse
from kg.knowledge.derived import derived
from kg.knowledge.knowledge import Knowledge


@derived
def _phrases(knowledge: Knowledge) -> dict[str, list[tuple[str, ...]]]:
    """The words before another name, by their last one, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in knowledge.words("other_names"):
        words = tuple(phrase.split())
        found.setdefault(words[-1], []).append(words)
    return {last: sorted(all, key=len, reverse=True) for last, all in found.items()}


def join_other_names(discourse: Discourse, pronouns: bool = False) -> None:
    """Put the chains of two names together where the article says that both are one's.

    With ``pronouns``, which are to be resolved then, also of "he was born ...".
    """
    for index, mention in enumerate(discourse.mentions):
        if mention.form != "name" or index not in discourse.chain_of:
            continue
        owner = _told_before(discourse, index, pronouns) or _told_behind(discourse, index)
        chain = discourse.chain_of[index]
        if owner is not None and owner is not chain and _can_be(chain, owner):
            discourse.merge(chain, owner)


def _can_be(chain: Chain, owner: Chain) -> bool:
    """Whether two names can be one's: not of what the gazetteer knows, nor of two types."""
    if chain.gazetteer and (owner.gazetteer or owner.type == "Person"):
        return False
    if "Person" in (chain.type, owner.type):
        return owner.type == "Person" and chain.type != "Place"
    return True


def _told_before(discourse: Discourse, index: int, pronouns: bool) -> Chain | None:
    """The bearer of another name, by the words before it."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    if doc[mention.last : mention.last + 1].text in ("of", "'s"):
        return None  # "nicknamed the Venice of the North"
    at, between = mention.first - 1, discourse.knowledge.words("before_other_name")
    while at > 0 and doc[at].lower_ in between:
        at -= 1
    if at < 0 or doc[at].sent.start != doc[mention.head].sent.start:
        return None
    for words in _phrases(discourse.knowledge).get(doc[at].lower_, ()):
        start = at + 1 - len(words)
        if start >= 0 and tuple(t.lower_ for t in doc[start : at + 1]) == words:
            return _bearer(discourse, index, start, words, pronouns)
    return None


def _bearer(
    discourse: Discourse, index: int, start: int, words: tuple[str, ...], pronouns: bool
) -> Chain | None:
    """Whose other name follows: what the words describe, else the last name of that type."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    sentence = doc[mention.head].sent
    verb = next((t for t in doc[start : start + len(words)] if t.tag_ == "VBN"), None)
    if verb is not None and verb.dep_ == "acl" and verb.head.i not in discourse.by_head:
        return None
    if verb is not None and verb.dep_ == "acl" and verb.head.pos_ == "NOUN":
        return None  # "a band known as ..."
    if words[0] in discourse.knowledge.words("relative_of_owners"):
        # "The star, whose real name is": the clause tells whose.
        clause = doc[start].head.head
        return discourse.chain_at(clause.head.i) if clause.dep_ == "relcl" else None
    if pronouns:
        subjects = [t for t in sentence if t.tag_ == "PRP" and t.dep_ in ("nsubj", "nsubjpass")]
        return discourse.chain_at(subjects[0].i) if subjects and verb is not None else None
    reach = discourse.knowledge.whole("coref.other_name_reach")
    for other in range(index - 1, -1, -1):
        there = discourse.mentions[other]
        if there.last > start:
            continue
        if start - there.last > reach or there.first < sentence.start:
            return None
        if there.form == "name" and other in discourse.chain_of:
            chain = discourse.chain_of[other]
            own = discourse.chain_of[index].type
            if chain.type == own or (
                own != "Person" and chain.type in ("Person", "Organization") and there.last == start
            ):
                return chain
    return None


def _told_behind(discourse: Discourse, index: int) -> Chain | None:
    """Whose short name it is by the words behind: "The Hall, as the theatre is known"."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    knowledge = discourse.knowledge
    after = doc[mention.last : mention.last + knowledge.whole("coref.words_of_short_name")]
    if len(after) < 5 or after[0].text != "," or after[1].lower_ != "as":
        return None
    called = knowledge.words("known_as")
    if not any(t.lower_ in called for t in after[2:]):
        return None
    last = index + knowledge.whole("coref.mentions_behind_short_name")
    for other in range(index + 1, min(last + 1, len(discourse.mentions))):
        there = discourse.mentions[other]
        if there.first != mention.last + 2:
            continue
        if there.form == "name" and other in discourse.chain_of:
            return discourse.chain_of[other]
        if there.form == "nominal":
            told = describe(doc[there.head], knowledge)
            found = [
                c
                for c in discourse.chains
                if c.mentions and c.mentions[0] < index and _named_so(told.head, c)
            ]
            return found[0] if len(found) == 1 else None
    return None


def _named_so(noun: str, chain: Chain) -> bool:
    """Whether a noun is among the words of a name."""
    return chain.named and chain.type != "Person" and noun in chain.name.lower().split()
