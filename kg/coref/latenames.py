"""Names that come after what they name: "'I won,' said the baker. Ann Lee has ...", "He [Ann]"."""

from bisect import bisect_left

from kg.coref.appositions import identified
from kg.coref.discourse import Chain, Discourse, determiner


def join_glosses(discourse: Discourse) -> None:
    """Join a pronoun to the name in brackets behind it: "He [Mayor Bob Ray] came"."""
    doc = discourse.ann.doc
    for index, mention in enumerate(discourse.mentions):
        if mention.form != "pronoun" or index in discourse.chain_of:
            continue
        if mention.last + 1 >= len(doc) or doc[mention.last].text not in ("[", "("):
            continue
        stop = next((t.i for t in doc[mention.last :] if t.text in ("]", ")")), len(doc))
        inside = [
            n
            for n in range(index + 1, len(discourse.mentions))
            if discourse.mentions[n].last <= stop and n in discourse.chain_of
        ]
        names = [n for n in inside if discourse.mentions[n].form == "name"]
        if len({id(discourse.chain_of[n]) for n in names}) == 1 and stop < len(doc):
            last = discourse.mentions[names[0]].last
            if last == stop:
                discourse.join(index, discourse.chain_of[names[0]])


def join_identified(discourse: Discourse) -> None:
    """Join whom a pronoun means to the name that he is said to have: "He was named as Bob Ray"."""
    for index, mention in enumerate(discourse.mentions):
        chain = discourse.chain_of.get(index)
        if mention.form != "pronoun" or chain is None or chain.named or chain.plural:
            continue
        named = identified(discourse, mention)
        if named is not None and named.type == "Person" and named is not chain:
            named.descriptions += chain.descriptions
            named.gender = named.gender or chain.gender
            discourse.merge(chain, named)


def join_late_names(discourse: Discourse) -> None:
    """Join a speaker whom nobody named to the full name that begins the sentence behind his words.

    Only who is told as somebody definite, "the winner of the lottery", and before anybody else of
    the article is named; the name must be new there and be of no other gender.
    """
    for number in range(len(discourse.attributions)):
        said = discourse.attributions[number]
        if said.act != "speech" or said.mode != "direct" or said.speaker_head is None:
            continue
        index = discourse.by_head.get(said.speaker_head)
        chain = discourse.chain_of.get(index) if index is not None else None
        if index is None or not _unnamed(discourse, index, chain):
            continue
        end = max([said.speaker_head, *(_last(discourse, s.end) for s in said.content)])
        end = discourse.ann.doc[end].sent.end - 1
        named = _begins_next(discourse, end)
        if named is None or named.mentions[0] < index or not _one(discourse, chain, named):
            continue
        if chain is None:
            discourse.join(index, named)
        else:
            named.descriptions += chain.descriptions
            named.gender = named.gender or chain.gender
            discourse.merge(chain, named)


def _last(discourse: Discourse, offset: int) -> int:
    """The last token before an offset."""
    return max(0, bisect_left(discourse.ann.starts, offset) - 1)


def _unnamed(discourse: Discourse, index: int, chain: Chain | None) -> bool:
    """Whether a speaker is one definite person without a name."""
    mention = discourse.mentions[index]
    if chain is None:
        return mention.form == "pronoun" and discourse.ann.doc[mention.head].dep_ == "poss"
    if chain.named or chain.plural or chain.type != "Person" or chain.gazetteer is not None:
        return False
    pointing = discourse.knowledge.words("definite") | {"'s"}
    return any(determiner(discourse, discourse.mentions[i]) in pointing for i in chain.mentions)


def _begins_next(discourse: Discourse, end: int) -> Chain | None:
    """The person whose full name is the subject of the next sentence, where it is new."""
    doc = discourse.ann.doc
    sents = [s for s in doc.sents if s.start > end]
    if not sents or sents[0].start - end > discourse.knowledge.whole("coref.late_name"):
        return None
    for index, mention in enumerate(discourse.mentions):
        if mention.form == "name" and sents[0].start <= mention.head < sents[0].end:
            chain = discourse.chain_of.get(index)
            begins = all(t.dep_ == "compound" for t in doc[sents[0].start : mention.first])
            subject = doc[mention.head].dep_ in ("nsubj", "nsubjpass")
            full = len(mention.name.split()) > 1
            new = chain is not None and chain.type == "Person"
            if not (chain is not None and new and begins and subject and full):
                return None
            first = discourse.mentions[chain.mentions[0]].first
            return chain if first >= sents[0].start else None
    return None


def _one(discourse: Discourse, chain: Chain | None, named: Chain) -> bool:
    """Whether a name can be the unnamed speaker's: nobody was named before, genders agree."""
    first = named.mentions[0]
    others = any(
        c is not named and c.named and c.type == "Person" and c.mentions and c.mentions[0] < first
        for c in discourse.chains
    )
    genders = {named.gender, chain.gender if chain is not None else None} - {None}
    return not others and len(genders) < 2
