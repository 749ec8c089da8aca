"""Which agreement a vague description means: "the deal", "the original accord", "such a pact"."""

from kg.coref.descriptions import describe
from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase


def agreement_in_focus(discourse: Discourse, index: int) -> Chain | None:
    """The agreement a vague definite phrase means; a hoped-for one ("a good deal") is another."""
    mention = discourse.mentions[index]
    head = discourse.ann.doc[mention.head]
    if mention.type != "Agreement" or plural_phrase(head, discourse.knowledge):
        return None
    if describe(head, discourse.knowledge).modifiers - discourse.knowledge.words("vague_modifiers"):
        return None
    if any(t.lower_ == "such" for t in discourse.ann.doc[mention.first : mention.head]):
        return _last_hoped_for(discourse, index)
    if determiner(discourse, mention) not in discourse.knowledge.words("pointing"):
        return None
    return _most_spoken_of(discourse, index) or _named_later(discourse)


def _last_hoped_for(discourse: Discourse, index: int) -> Chain | None:
    """The agreement last proposed: what "such a deal" goes on about."""
    window = discourse.knowledge.whole("coref.agreement_window")
    for other in discourse.before(index):
        if discourse.sites[index].sentence - discourse.sites[other].sentence > window:
            return None
        chain = discourse.chain_of[other]
        if chain.type == "Agreement" and not _definite(discourse, chain.mentions[0], chain):
            return chain
    return None


def _most_spoken_of(discourse: Discourse, index: int) -> Chain | None:
    """The definite agreement most often mentioned of late, else the last one."""
    counts = dict[Chain, int]()
    window = discourse.knowledge.whole("coref.agreement_window")
    for other in discourse.before(index):
        chain = discourse.chain_of[other]
        if chain.type != "Agreement" or not _definite(discourse, other, chain):
            continue
        distance = discourse.sites[index].sentence - discourse.sites[other].sentence
        if distance > window and counts:
            break
        counts[chain] = counts.get(chain, 0) + 1
        if distance > window:
            break
    return max(counts, key=lambda chain: counts[chain], default=None)


def _definite(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a mention is of an agreement that exists, as far as its words tell."""
    if discourse.mentions[index].form == "pronoun":
        return False
    word = determiner(discourse, discourse.mentions[index])
    new = word in discourse.knowledge.words("indefinite")
    return chain.named or chain.gazetteer is not None or not new


def _named_later(discourse: Discourse) -> Chain | None:
    """The one agreement that only the rest of the article names, if none is introduced as new."""
    found = [
        chain
        for chain in discourse.chains
        if chain.type == "Agreement"
        and (chain.named or chain.gazetteer)
        and chain.mentions
        and not _introduced(discourse, chain)
    ]
    return found[0] if len(found) == 1 else None


def _introduced(discourse: Discourse, chain: Chain) -> bool:
    """Whether a chain's first mention explains an indefinite one: "a new pact, the Oslo Plan"."""
    mention = discourse.mentions[chain.mentions[0]]
    token = discourse.ann.doc[mention.head]
    heads = [mention.head, token.head.i] if token.dep_ == "appos" else [mention.head]
    indefinite = discourse.knowledge.words("indefinite")
    return any(
        m.head in heads and determiner(discourse, m) in indefinite
        for m in discourse.mentions
        if m.form == "nominal"
    )
